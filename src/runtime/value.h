/* Values of the schema (const, enum) against values of the instance. Private to the runtime. */
#ifndef US_VALUE_H
#define US_VALUE_H

#include "runtime/check.h"
#include "runtime/understudy_bytes.h"

/* Whether the value is one of the constants, equal as JSON Schema has it (2020-12 Core, 4.2.2). An
 * array or object of the schema is read once a run; anything else is compared in place. */
bool us_value_is_among(us_check *ck, const us_value *constant, unsigned count,
                       const us_json *value);

/* The same for a value that is a string, without a call. */
static inline bool us_string_is_among(const us_value *constant, unsigned count,
                                      const us_json *string)
{
    for (const us_value *end = constant + count; constant < end; constant++)
        if (constant->text.length == string->length && constant->is_string &&
            us_same_bytes(constant->text.bytes, string->node.valuestring, string->length))
            return true;
    return false;
}

#endif
