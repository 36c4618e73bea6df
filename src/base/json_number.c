/* Numbers of RFC 8259, section 6: the grammar in one pass, and the value as a double.
 *
 * Nearly every number that people send has at most 18 digits and a small exponent: its digits fit a
 * 64-bit integer, and when that and the power of ten are both exact doubles, one multiplication or
 * division rounds correctly (Clinger, "How to Read Floating Point Numbers Accurately", 1990). The
 * rest goes to strtod.
 *
 * US_EXACT marks a number whose double tells its value: decimals of up to 15 digits survive the trip
 * to a double and back, unless they vanish near zero, and so do integers up to 2^53. Then an equal
 * double means an equal decimal (of a limit: its shortest spelling), and a whole double an integer. */
#include <assert.h>
#include <float.h>
#include <limits.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/json_parts.h"

enum { EASY_DIGITS = 18, EXACT_DIGITS = 15, EXACT_POWER = 22, EXPONENT_CAP = 100000 };

struct parts {
    bool negative;
    uint64_t digits;      /* of integer and fraction; wrapped around if there are too many */
    unsigned digit_count; /* leading zeros included */
    int exponent;         /* of ten, to be applied to `digits` */
};

static bool digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *refuse(us_json_fault *fault, const char *at, const char *message)
{
    *fault = (us_json_fault){ message, at };
    return NULL;
}

/* The bytes after a run of digits; the run is added to the parts. */
static const char *read_digits(const char *at, struct parts *parts)
{
    const char *first = at;

    for (; digit(*at); at++)
        parts->digits = parts->digits * 10 + (uint64_t)(*at - '0');
    parts->digit_count += (unsigned)(at - first);
    return at;
}

static const char *read_exponent(const char *at, struct parts *parts, us_json_fault *fault)
{
    bool negative = *at == '-';
    int exponent = 0;

    if (*at == '+' || *at == '-')
        at++;
    if (!digit(*at))
        return refuse(fault, at, "a digit is expected in the exponent of a number");
    for (; digit(*at); at++)
        if (exponent < EXPONENT_CAP)
            exponent = exponent * 10 + (*at - '0');
    parts->exponent += negative ? -exponent : exponent;
    return at;
}

static const char *read_parts(const char *at, struct parts *parts, us_json_fault *fault)
{
    const char *first = at;

    if (!digit(*at))
        return refuse(fault, at, "a digit is expected after the minus sign");
    at = read_digits(at, parts);
    if (*first == '0' && at > first + 1)
        return refuse(fault, first, "a number may not start with 0 and go on with a digit");
    if (*at == '.') {
        first = ++at;
        if (!digit(*at))
            return refuse(fault, at, "a digit is expected after the decimal point");
        at = read_digits(at, parts);
        parts->exponent = first - at < -EXPONENT_CAP ? -EXPONENT_CAP : (int)(first - at);
    }
    if (*at == 'e' || *at == 'E')
        return read_exponent(at + 1, parts, fault);
    return at;
}

/* True with *value when the result is exact without strtod. FLT_EVAL_METHOD is not 0 where doubles
 * are computed in wider registers and would be rounded twice. */
static bool easy(const struct parts *parts, double *value)
{
    static const double power[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

    if (parts->digit_count > EASY_DIGITS)
        return false;
    if (parts->exponent == 0) {
        *value = (double)parts->digits; /* one rounding, by the hardware */
        return true;
    }
    if (FLT_EVAL_METHOD != 0 || parts->digits > (uint64_t)1 << DBL_MANT_DIG ||
        parts->exponent > EXACT_POWER || parts->exponent < -EXACT_POWER)
        return false;
    *value = parts->exponent > 0 ? (double)parts->digits * power[parts->exponent]
                                 : (double)parts->digits / power[-parts->exponent];
    return true;
}

/* As cJSON has it: the nearest int. */
static int saturate(double value)
{
    if (value >= INT_MAX)
        return INT_MAX;
    if (value <= INT_MIN)
        return INT_MIN;
    return (int)value;
}

static bool is_whole(double value)
{
    return value >= 0x1p53 || value <= -0x1p53 || value == (double)(int64_t)value;
}

/* The types of a number, of which `easy` said that it is so. */
static uint32_t easy_types(const struct parts *parts, double value)
{
    bool exact = parts->digit_count <= EXACT_DIGITS ||
                 (parts->exponent == 0 && parts->digits <= (uint64_t)1 << DBL_MANT_DIG);

    if (parts->exponent == 0)
        return US_JSON_NUMBER | US_JSON_INTEGER | (exact ? US_EXACT : 0);
    if (exact)
        return US_JSON_NUMBER | US_EXACT | (is_whole(value) ? US_JSON_INTEGER : 0);
    return 0;
}

static uint32_t hard_types(us_text spelling)
{
    return US_JSON_NUMBER | (us_decimal_is_integer(spelling) ? US_JSON_INTEGER : 0);
}

const char *us_json_read_number(const char *start, us_json *number, us_json_fault *fault)
{
    struct parts parts = { .negative = *start == '-' };
    const char *end = read_parts(start + parts.negative, &parts, fault);
    double value;

    if (!end)
        return NULL;
    if (easy(&parts, &value)) {
        value = parts.negative ? -value : value;
        number->types = easy_types(&parts, value);
    } else {
        char *strtod_end;
        value = strtod(start, &strtod_end);
        assert(strtod_end == end); /* fails only in a locale with another decimal point */
    }
    number->node.type = cJSON_Number;
    number->node.valuedouble = value;
    number->node.valueint = saturate(value);
    number->length = (uint32_t)(end - start);
    if (!number->types)
        number->types = hard_types((us_text){ start, number->length });
    return end;
}
