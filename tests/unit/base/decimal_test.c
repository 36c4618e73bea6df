/* Exact decimals: the cases that doubles get wrong, huge exponents, and a table of pairs whose answers
 * were computed with rational arithmetic (tests/data/decimal/exact.json). */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/json.h"

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

static void check_order(us_text a, us_text b, int expected)
{
    if (sign(us_decimal_compare(a, b)) != expected || sign(us_decimal_compare(b, a)) != -expected)
        fail_msg("%.*s and %.*s are not compared right", (int)a.length, a.bytes, (int)b.length,
                 b.bytes);
}

static void numbers_are_compared_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {
        { "0", "-0", 0 },
        { "0.0e99", "-0E-99", 0 },
        { "0", "0e99999999999999999999999", 0 },
        { "1", "1.0", 0 },
        { "100", "1e2", 0 },
        { "0.001", "1E-3", 0 },
        { "12.5", "125e-1", 0 },
        { "-1", "1", -1 },
        { "-1", "0", -1 },
        { "-2", "-1", -1 },
        { "9", "10", -1 },
        { "0.9", "0.89999", 1 },
        { "0.1", "0.10000000000000000000000001", -1 },
        { "9007199254740993", "9007199254740992", 1 },
        { "9223372036854775808", "9223372036854775807", 1 },
        { "1e400", "1e399", 1 },
        { "1e400", "9.99e399", 1 },
        { "-1e400", "-1e399", -1 },
        { "1e-400", "0", 1 },
        { "1e-400", "1e-399", -1 },
        { "1e99999999999999999999", "1e99999999999999999998", 1 },
        { "1e100000000000000000000", "10e99999999999999999999", 0 },
        { "1e100000000000000000000", "1e99999999999999999999", 1 },
        { "1e-100000000000000000000", "0.1e-99999999999999999999", 0 },
        { "1e-99999999999999999999", "1e99999999999999999999", -1 },
        { "1e000000000000000000000001", "10", 0 },
        { "0.00000001e00000000000000000009", "10", 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_order(us_text_of(cases[i].a), us_text_of(cases[i].b), cases[i].order);
}

static void integers_have_no_fraction(void **state)
{
    (void)state;
    static const char *const integers[] = { "0",
                                            "-0",
                                            "0.0",
                                            "0e-99",
                                            "1",
                                            "1.0",
                                            "-1.000",
                                            "1e3",
                                            "1.5e1",
                                            "1e400",
                                            "120e-1",
                                            "0.001e3",
                                            "1e99999999999999999999999",
                                            "0e-99999999999999999999999" };
    static const char *const others[] = { "0.5",    "1.5",        "-0.1",
                                          "1e-1",   "15e-1",      "1e-400",
                                          "1.05e1", "123.4560e2", "1e-99999999999999999999999" };

    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        if (!us_decimal_is_integer(us_text_of(integers[i])))
            fail_msg("%s is an integer", integers[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (us_decimal_is_integer(us_text_of(others[i])))
            fail_msg("%s is no integer", others[i]);
}

static void multiples_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *value, *divisor;
        bool multiple;
    } cases[] = {
        { "0.3", "0.1", true },
        { "1.1", "0.1", true },
        { "0.35", "0.1", false },
        { "19.99", "0.01", true },
        { "0.0075", "0.0001", true },
        { "0.00751", "0.0001", false },
        { "0", "7", true },
        { "-0.0", "0.3", true },
        { "-9", "3", true },
        { "7", "2", false },
        { "1e308", "3", false },
        { "3e308", "3", true },
        { "1e308", "0.123456789", false },
        { "12391239123", "1e-8", true },
        { "1e400", "64", true },
        { "1e5", "64", false },
        { "1e6", "64", true },
        { "1e99999999999999999999", "1024", true },
        { "1e99999999999999999999", "7", false },
        { "1e-99999999999999999999", "7", false },
        { "7e99999999999999999999", "1e99999999999999999999", true },
        { "7", "1e400", false },
        { "9007199254740993", "2", false },
        { "9007199254740994", "2", true },
        { "1e30", "0.00000000000000001", true },
        { "0.5", "0.00000000000000003", false },
        { "123456789012345678901234567890", "123456789012345678901234567890", true },
        { "123456789012345678901234567890e50", "12345678901234567890123456789", true },
        { "123456789012345678901234567891", "12345678901234567890123456789", false },
        { "4.5", "1.5", true },
        { "4.5", "1.50000000000000000000000000001", false },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (us_decimal_is_multiple(us_text_of(cases[i].value), us_text_of(cases[i].divisor)) !=
            cases[i].multiple)
            fail_msg("%s of %s is judged wrong", cases[i].value, cases[i].divisor);
}

/* Divisors of any length: ten to the n, minus one, divides ten to the 2n, minus one. */
static void long_divisors_are_exact(void **state)
{
    (void)state;
    static char value[6001], divisor[3001];

    for (size_t digits = 1; digits <= 3000; digits += 1 + digits / 3) {
        memset(divisor, '9', digits);
        memset(value, '9', 2 * digits);
        us_text v = { value, 2 * digits }, d = { divisor, digits };
        assert_true(us_decimal_is_multiple(v, d));
        value[2 * digits - 1] = '8';
        assert_false(us_decimal_is_multiple(v, d));
    }
}

/* Work must not grow with the size of the exponent: these would take for ever. */
static void huge_exponents_cost_nothing(void **state)
{
    (void)state;
    assert_true(us_decimal_is_multiple(US_TEXT("1e999999999"), US_TEXT("0.5")));
    assert_false(
        us_decimal_is_multiple(US_TEXT("1e999999999"), US_TEXT("12345678901234567890123")));
    assert_true(us_decimal_is_multiple(US_TEXT("1e999999999"), US_TEXT("1e-999999999")));
    assert_true(us_decimal_compare(US_TEXT("1e999999999"), US_TEXT("1e-999999999")) > 0);
}

static us_text spelled(const us_json *value)
{
    return us_json_string(value);
}

static const us_json *item(const us_json *array, int index)
{
    return (const us_json *)cJSON_GetArrayItem(&array->node, index);
}

static us_json *read_table(us_arena *arena)
{
    us_text here = US_TEXT(__FILE__);
    us_text path =
        us_arena_print(arena, "%.*sdata/decimal/exact.json",
                       (int)(here.length - (sizeof "unit/base/decimal_test.c" - 1)), here.bytes);
    FILE *file = fopen(path.bytes, "rb");
    us_json_error error;

    if (!file)
        fail_msg("cannot open %s", path.bytes);
    us_buf buf = us_buf_new(arena, 65536);
    for (int byte; (byte = getc(file)) != EOF;)
        us_buf_add_byte(&buf, (char)byte);
    fclose(file);
    us_json *table = us_json_read(arena, us_buf_text(&buf), NULL, &error);
    assert_non_null(table);
    return table;
}

static void the_table_is_right(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    const us_json *table = read_table(&arena), *row;

    row = us_json_first(us_json_member(table, US_TEXT("compare")));
    for (; row; row = us_json_next(row)) {
        check_order(spelled(item(row, 0)), spelled(item(row, 1)), item(row, 2)->node.valueint);
        assert_int_equal(us_decimal_is_integer(spelled(item(row, 0))),
                         us_json_kind(item(row, 3)) == cJSON_True);
    }
    row = us_json_first(us_json_member(table, US_TEXT("multiple")));
    for (; row; row = us_json_next(row)) {
        us_text value = spelled(item(row, 0)), divisor = spelled(item(row, 1));
        if (us_decimal_is_multiple(value, divisor) != (us_json_kind(item(row, 2)) == cJSON_True))
            fail_msg("%s of %s is judged wrong", value.bytes, divisor.bytes);
    }
    us_arena_free(&arena);
}

static void doubles_are_spelled_as_ecma_262_spells_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *spelling;
    } cases[] = {
        { 0, "0" },
        { -0.0, "0" },
        { 1, "1" },
        { -1, "-1" },
        { 100, "100" },
        { 7500, "7500" },
        { 0.01, "0.01" },
        { 0.1, "0.1" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1.5, "1.5" },
        { 123456.789, "123456.789" },
        { 1e-6, "0.000001" },
        { 1e-7, "1e-7" },
        { 1.5e-7, "1.5e-7" },
        { 1e20, "100000000000000000000" },
        { 1e21, "1e+21" },
        { 1.25e21, "1.25e+21" },
        { 123456789012345680000.0, "123456789012345680000" },
        { 9007199254740993.0, "9007199254740992" },
        { 5e-324, "5e-324" },
        { DBL_MIN, "2.2250738585072014e-308" },
        { -DBL_MAX, "-1.7976931348623157e+308" },
        { 1.0 / 3, "0.3333333333333333" },
        { 2e-308, "2e-308" },
    };
    char out[32];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        us_text text = us_decimal_of(cases[i].value, out);
        assert_string_equal(text.bytes, cases[i].spelling);
        assert_int_equal(text.length, strlen(cases[i].spelling));
    }
}

static void spellings_read_back(void **state)
{
    (void)state;
    uint64_t random = 0x9E3779B97F4A7C15;
    char out[32];

    for (int i = 0; i < 100000; i++) {
        double value;
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        memcpy(&value, &random, sizeof value);
        if (!isfinite(value))
            continue;
        us_text text = us_decimal_of(value, out);
        assert_in_range(text.length, 1, sizeof out - 1);
        assert_true(strtod(text.bytes, NULL) == value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_exactly),
        cmocka_unit_test(integers_have_no_fraction),
        cmocka_unit_test(multiples_are_exact),
        cmocka_unit_test(long_divisors_are_exact),
        cmocka_unit_test(huge_exponents_cost_nothing),
        cmocka_unit_test(the_table_is_right),
        cmocka_unit_test(doubles_are_spelled_as_ecma_262_spells_them),
        cmocka_unit_test(spellings_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
