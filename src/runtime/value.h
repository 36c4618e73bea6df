/* Values of the schema (const, enum) against values of the instance. Private to the runtime. */
#ifndef US_VALUE_H
#define US_VALUE_H

#include "runtime/check.h"

/* Whether the value is one of the constants, equal as JSON Schema has it (2020-12 Core, 4.2.2). An
 * array or object of the schema is read once a run; anything else is compared in place. */
bool us_value_is_among(us_check *ck, const us_value *constant, unsigned count,
                       const us_json *value);

#endif
