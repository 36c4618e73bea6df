/* Keywords for numbers (JSON Schema Validation 2020-12, 6.2).
 *
 * Numbers are compared by their exact value. Reading a decimal as a double never changes an order, so
 * two different doubles decide; only when the doubles are equal may the digits differ. */
#include <float.h>
#include <stdint.h>

#include "base/decimal.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* Numbers of more digits may be read as the same double. */
#define FIFTEEN_DIGITS 1e15

/* Less than, equal to or greater than 0, as the number is to the limit. */
static int compare(const us_json *number, double limit)
{
    double value = number->node.valuedouble;
    char digits[32];

    if (value != limit)
        return value < limit ? -1 : 1;
    if (number->types & US_EXACT)
        return 0;
    return us_decimal_compare(number_text(number), us_decimal_of(limit, digits));
}

US_COLD static void violate(us_check *ck, const us_json *value, const char *keyword,
                            const char *relation, double limit, us_at at)
{
    char digits[32];
    us_text expected;

    if (us_check_noted(ck, value, keyword))
        return;
    expected = us_arena_copy(ck->arena, us_decimal_of(limit, digits));
    us_violate(ck, value, keyword, expected, at, "must be %s %s, but is %s", relation,
               expected.bytes, us_show(ck->arena, value, US_SHOW_MESSAGE).bytes);
}

void us_minimum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (is_of(value, US_NUMBER) && compare(value, limit) < 0)
        violate(ck, value, "minimum", "at least", limit, at);
}

void us_maximum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (is_of(value, US_NUMBER) && compare(value, limit) > 0)
        violate(ck, value, "maximum", "at most", limit, at);
}

void us_exclusive_minimum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (is_of(value, US_NUMBER) && compare(value, limit) <= 0)
        violate(ck, value, "exclusiveMinimum", "more than", limit, at);
}

void us_exclusive_maximum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (is_of(value, US_NUMBER) && compare(value, limit) >= 0)
        violate(ck, value, "exclusiveMaximum", "less than", limit, at);
}

/* The powers of ten by which decimals become integers here. */
static const double power_of_ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
enum { POWERS = sizeof power_of_ten / sizeof *power_of_ten };

/* Whether so many parts of 1 make up the decimal that is read as `value`: then it has at most fifteen digits, and no
 * other of so few is read as the same double. The product is off by less than a half. */
static bool in_parts(double value, double parts_of_1, int64_t *parts)
{
    double product = value * parts_of_1;

    if (fabs(product) >= FIFTEEN_DIGITS)
        return false;
    *parts = (int64_t)(product < 0 ? product - 0.5 : product + 0.5);
    return (double)*parts / parts_of_1 == value;
}

/* The largest part of 1 of which the divisor is a multiple: the multiples of the divisor are also multiples of that. */
static bool find_parts(double divisor, double *parts_of_1, int64_t *parts)
{
    for (unsigned i = 0; i < POWERS; i++) {
        if (in_parts(divisor, power_of_ten[i], parts)) {
            *parts_of_1 = power_of_ten[i];
            return true;
        }
    }
    return false;
}

static bool is_multiple(const us_json *number, double divisor)
{
    double value = number->node.valuedouble, parts_of_1;
    int64_t of_divisor, of_value;
    char digits[32];

    if (FLT_EVAL_METHOD == 0 && (number->types & US_EXACT) &&
        find_parts(divisor, &parts_of_1, &of_divisor) && fabs(value * parts_of_1) < FIFTEEN_DIGITS)
        return in_parts(value, parts_of_1, &of_value) && of_value % of_divisor == 0;
    return us_decimal_is_multiple(number_text(number), us_decimal_of(divisor, digits));
}

void us_multiple_of(us_check *ck, const us_json *value, double divisor, us_at at)
{
    if (is_of(value, US_NUMBER) && !is_multiple(value, divisor))
        violate(ck, value, "multipleOf", "a multiple of", divisor, at);
}

/* ---- Limits that no double holds ------------------------------------------------------------------ */

/* Less than, equal to or greater than 0, as the number is to the limit. */
static int compare_exactly(const us_json *number, const char *limit)
{
    return us_decimal_compare(number_text(number), us_text_of(limit));
}

US_COLD static void violate_exactly(us_check *ck, const us_json *value, const char *keyword,
                                    const char *relation, const char *limit, us_at at)
{
    if (us_check_noted(ck, value, keyword))
        return;
    us_violate(ck, value, keyword, us_text_of(limit), at, "must be %s %s, but is %s", relation,
               limit, us_show(ck->arena, value, US_SHOW_MESSAGE).bytes);
}

void us_minimum_exact(us_check *ck, const us_json *value, const char *limit, us_at at)
{
    if (is_kind(value, cJSON_Number) && compare_exactly(value, limit) < 0)
        violate_exactly(ck, value, "minimum", "at least", limit, at);
}

void us_maximum_exact(us_check *ck, const us_json *value, const char *limit, us_at at)
{
    if (is_kind(value, cJSON_Number) && compare_exactly(value, limit) > 0)
        violate_exactly(ck, value, "maximum", "at most", limit, at);
}

void us_exclusive_minimum_exact(us_check *ck, const us_json *value, const char *limit, us_at at)
{
    if (is_kind(value, cJSON_Number) && compare_exactly(value, limit) <= 0)
        violate_exactly(ck, value, "exclusiveMinimum", "more than", limit, at);
}

void us_exclusive_maximum_exact(us_check *ck, const us_json *value, const char *limit, us_at at)
{
    if (is_kind(value, cJSON_Number) && compare_exactly(value, limit) >= 0)
        violate_exactly(ck, value, "exclusiveMaximum", "less than", limit, at);
}

void us_multiple_of_exact(us_check *ck, const us_json *value, const char *divisor, us_at at)
{
    if (is_kind(value, cJSON_Number) &&
        !us_decimal_is_multiple(number_text(value), us_text_of(divisor)))
        violate_exactly(ck, value, "multipleOf", "a multiple of", divisor, at);
}
