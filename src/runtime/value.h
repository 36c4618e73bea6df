/* Values of the schema (const, enum) against values of the instance. Private to the runtime. */
#ifndef US_VALUE_H
#define US_VALUE_H

#include "runtime/check.h"
#include "runtime/understudy_bytes.h"

/* Whether the value is one of the constants, equal as JSON Schema has it (2020-12 Core, 4.2.2). An
 * array or object of the schema is read once a run; anything else is compared in place. */
bool us_value_is_among(us_check *ck, const us_value *constant, unsigned count,
                       const us_json *value);

/* Whether one of the constants is this text: a string, or (not is_string) spelled so. Without a call. */
static inline bool us_text_is_among(const us_value *constant, unsigned count, us_text text,
                                    bool is_string)
{
    for (const us_value *end = constant + count; constant < end; constant++)
        if (constant->text.length == text.length && constant->is_string == is_string &&
            us_same_bytes(constant->text.bytes, text.bytes, (unsigned)text.length))
            return true;
    return false;
}

/* The same as us_value_is_among for a value that is a string. */
static inline bool us_string_is_among(const us_value *constant, unsigned count,
                                      const us_json *string)
{
    return us_text_is_among(constant, count, (us_text){ string->node.valuestring, string->length },
                            true);
}

#endif
