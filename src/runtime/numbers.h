/* Numbers held against a schema by their doubles alone, one by one and by the row. Private to the runtime.
 *
 * A number that is US_EXACT is the decimal that its double stands for, and so is a limit in generated code; of other
 * numbers the order is known where the doubles differ (json_number.c). What is not known is not right here: then the
 * verbs decide, digit by digit. */
#ifndef US_NUMBERS_H
#define US_NUMBERS_H

#include "runtime/verb.h"

/* Of how many parts of 1 a divisor is how many, both whole: 0.25 is 25 of 100. */
typedef struct us_parts {
    double of_1, of_divisor;
} us_parts;

/* Not for every divisor, and not where doubles are computed in wider registers. */
bool us_find_parts(double divisor, us_parts *parts);

/* Numbers of more digits may be read as the same double. */
#define US_FIFTEEN_DIGITS 1e15

static inline bool us_is_in_reach(double value, const us_parts *parts)
{
    return fabs(value * parts->of_1) < US_FIFTEEN_DIGITS;
}

/* Whether an exact number in reach is a multiple of the divisor. */
bool us_is_multiple(double value, const us_parts *parts);

/* Whether an exact number is one of the enum's. */
bool us_is_among_numbers(const us_values *members, double number);

/* Whether a value is a number, and right. */
bool us_number_fits(const us_json *value, const us_numbers *numbers);

/* Whether every number of the array is known to be right, and everything else allowed. */
bool us_row_fits(const us_json *array, const us_numbers *numbers);

/* Whether the items of the array are known to be numbers that differ. */
bool us_row_differs(us_arena *arena, const us_json *array);

#endif
