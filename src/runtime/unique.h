/* Finding two equal items in an array. Private to the runtime. */
#ifndef US_UNIQUE_H
#define US_UNIQUE_H

#include "runtime/check.h"

/* Whether two items are equal as JSON Schema has it; then *first < *second are their indexes, *second
 * being the first that repeats another. Gives up on numbers whose exponent is beyond 10^18. */
bool us_find_equal_items(us_check *ck, const us_json *array, unsigned *first, unsigned *second);

#endif
