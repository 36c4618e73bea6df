/* JSON numbers by their exact value: 9007199254740993 is not 9007199254740992, and 0.3 is a multiple
 * of 0.1. Numbers are given as they are spelled (RFC 8259, section 6; anything else is a mistake of
 * the caller) and worked on digit by digit: nothing is rounded, however many digits there are and
 * whatever the exponent, which may itself have any number of digits. Thread-safe; allocates nothing,
 * but for the one case that us_decimal_is_multiple names. */
#ifndef US_DECIMAL_H
#define US_DECIMAL_H

#include <stdbool.h>

#include "base/text.h"

/* Less than, equal to or greater than 0, as a < b, a = b, a > b. */
int us_decimal_compare(us_text a, us_text b);

/* No fraction: 1, 1.0 and 1e3 are integers. */
bool us_decimal_is_integer(us_text number);

/* value / divisor is an integer; divisor > 0. Time: the digits of the value times those of the divisor,
 * or just the digits of the value while the divisor has at most 18. A divisor of more than 1200
 * significant digits takes memory for the length of the call. */
bool us_decimal_is_multiple(us_text value, us_text divisor);

/* The shortest spelling that reads back as the same double ("0.01"), written to `out` with a NUL and
 * laid out as ECMA-262 does (Number::toString): 100000, 1e-7, 1e+21. The value must be finite. */
us_text us_decimal_of(double value, char out[32]);

#endif
