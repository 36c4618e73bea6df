/* Keywords for numbers (JSON Schema Validation 2020-12, 6.2).
 *
 * Numbers are compared by their exact value. Reading a decimal as a double never changes an order, so
 * two different doubles decide; only when the doubles are equal may the digits differ. */
#include "base/decimal.h"
#include "runtime/numbers.h"
#include "runtime/show.h"
#include "runtime/verb.h"

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

static bool is_multiple(const us_json *number, double divisor)
{
    double value = number->node.valuedouble;
    char digits[32];
    us_parts parts;

    if ((number->types & US_EXACT) && us_find_parts(divisor, &parts) &&
        us_is_in_reach(value, &parts))
        return us_is_multiple(value, &parts);
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
