/* Formats of numbers: what a type of a programming language holds (OpenAPI format registry). The range is
 * that of the exact value: 9223372036854775808 is no int64, though it is one as a double. Strings are of
 * the formats that are made for numbers that a double cannot hold. */
#include <float.h>

#include "base/decimal.h"
#include "runtime/format.h"
#include "runtime/verb.h"

struct range {
    double least, most; /* as near as a double can be; see fits() */
    us_text least_text, most_text;
};

/* clang-format off */
#define RANGE(least, most) { least, most, { #least, sizeof(#least) - 1 }, { #most, sizeof(#most) - 1 } }
/* clang-format on */

static const struct range int8 = RANGE(-128, 127), int16 = RANGE(-32768, 32767),
                          int32 = RANGE(-2147483648, 2147483647),
                          int64 = RANGE(-9223372036854775808.0, 9223372036854775807.0),
                          uint8 = RANGE(0, 255), uint16 = RANGE(0, 65535),
                          uint32 = RANGE(0, 4294967295), uint64 = RANGE(0, 18446744073709551615.0),
                          double_int = RANGE(-9007199254740991, 9007199254740991),
                          sf_integer = RANGE(-999999999999999, 999999999999999);

static bool text_fits(us_text text, const struct range *range)
{
    return us_decimal_compare(text, range->least_text) >= 0 &&
           us_decimal_compare(text, range->most_text) <= 0;
}

/* An exact number has at most 15 digits or is at most 2^53, so it does not lie between a limit and the
 * double that is nearest to the limit. */
static inline bool fits(const us_json *number, const struct range *range)
{
    double value = number->node.valuedouble;

    if (!(number->types & US_JSON_INTEGER))
        return false;
    if (number->types & US_EXACT)
        return value >= range->least && value <= range->most;
    return text_fits(number_text(number), range);
}

#define INTEGER(id)                                                                                \
    bool us_fits_##id(const us_json *number)                                                       \
    {                                                                                              \
        return fits(number, &id);                                                                  \
    }
INTEGER(int8)
INTEGER(int16)
INTEGER(int32)
INTEGER(int64)
INTEGER(uint8)
INTEGER(uint16)
INTEGER(uint32)
INTEGER(uint64)
INTEGER(double_int)
INTEGER(sf_integer)
#undef INTEGER

bool us_fits_float(const us_json *number)
{
    return fabs(number->node.valuedouble) <= (double)FLT_MAX;
}

/* What is too large for a double was read as infinite. */
bool us_fits_double(const us_json *number)
{
    return fabs(number->node.valuedouble) <= DBL_MAX;
}

/* RFC 8941, section 3.3.2. */
bool us_fits_sf_decimal(const us_json *number)
{
    return fabs(number->node.valuedouble) < 1e12 &&
           us_decimal_is_multiple(number_text(number), US_TEXT("0.001"));
}

/* ---- Numbers in strings ---------------------------------------------------------------------------- */

/* An integer as JSON spells it, without fraction and exponent. */
static bool is_integer_text(us_text text)
{
    size_t start = text.length > 0 && text.bytes[0] == '-';

    return start < text.length && skip_digits(text, start) == text.length &&
           (text.bytes[start] != '0' || text.length == start + 1);
}

bool us_is_int64(us_text text)
{
    return is_integer_text(text) && text_fits(text, &int64);
}

bool us_is_uint64(us_text text)
{
    return is_integer_text(text) && text_fits(text, &uint64);
}

/* A sign, digits, and maybe a point and more digits: where it ends, or 0. */
static size_t read_fixed_point(us_text text)
{
    size_t start = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    size_t point = skip_digits(text, start), end;

    if (point == start)
        return 0;
    if (point == text.length || text.bytes[point] != '.')
        return point;
    end = skip_digits(text, point + 1);
    return end > point + 1 ? end : 0;
}

bool us_is_decimal(us_text text)
{
    return text.length > 0 && read_fixed_point(text) == text.length;
}

/* From the first digit that is not 0 to the last such one, before an exponent. */
static unsigned significant_digits(us_text text)
{
    unsigned digits = 0, zeros = 0;

    for (size_t i = 0; i < text.length && (text.bytes[i] | 0x20) != 'e'; i++) {
        if (!us_is_digit(text.bytes[i]))
            continue;
        zeros = text.bytes[i] == '0' ? zeros + (digits > 0) : 0;
        digits += digits > 0 || text.bytes[i] != '0';
    }
    return digits - zeros;
}

static bool is_exponent(us_text text)
{
    size_t start = 1 + (text.length > 1 && (text.bytes[1] == '-' || text.bytes[1] == '+'));

    return text.length > start && (text.bytes[0] | 0x20) == 'e' &&
           skip_digits(text, start) == text.length;
}

/* IEEE 754 decimal128 holds 34 digits. */
bool us_is_decimal128(us_text text)
{
    size_t end = read_fixed_point(text);

    return end > 0 && significant_digits(text) <= 34 &&
           (end == text.length || is_exponent(us_text_slice(text, end, text.length)));
}

bool us_fits_decimal128(const us_json *number)
{
    return significant_digits(number_text(number)) <= 34;
}
