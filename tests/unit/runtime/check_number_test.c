/* minimum, maximum, their exclusive forms, multipleOf: by exact value. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/decimal.h"

#include "run.h"

static double limit;

static void check_minimum(us_check *ck, const us_json *v)
{
    us_minimum(ck, v, limit, AT(3));
}

static void check_maximum(us_check *ck, const us_json *v)
{
    us_maximum(ck, v, limit, AT(3));
}

static void check_exclusive_minimum(us_check *ck, const us_json *v)
{
    us_exclusive_minimum(ck, v, limit, AT(3));
}

static void check_exclusive_maximum(us_check *ck, const us_json *v)
{
    us_exclusive_maximum(ck, v, limit, AT(3));
}

static void check_multiple_of(us_check *ck, const us_json *v)
{
    us_multiple_of(ck, v, limit, AT(3));
}

/* What each of the four says about a number that is less than, equal to or more than the limit. */
static void expect_order(double bound, const char *number, int order)
{
    limit = bound;
    expect(check_minimum, number, order < 0 ? "minimum " : "");
    expect(check_maximum, number, order > 0 ? "maximum " : "");
    expect(check_exclusive_minimum, number, order <= 0 ? "exclusiveMinimum " : "");
    expect(check_exclusive_maximum, number, order >= 0 ? "exclusiveMaximum " : "");
}

static void test_small_numbers(void **state)
{
    (void)state;
    expect_order(0, "0", 0);
    expect_order(0, "-0", 0);
    expect_order(0, "-0.0e5", 0);
    expect_order(0, "-1", -1);
    expect_order(0, "1", 1);
    expect_order(1000, "1e3", 0);
    expect_order(1000, "999.9999", -1);
    expect_order(0.1, "0.1", 0);
    expect_order(0.1, "0.10", 0);
    expect_order(0.1, "0.11", 1);
    expect_order(-2.5, "-2.50", 0);
}

/* All of these read as the double of the limit. */
static void test_numbers_that_a_double_cannot_tell_apart(void **state)
{
    (void)state;
    expect_order(9007199254740992, "9007199254740992", 0);
    expect_order(9007199254740992, "9007199254740993", 1);
    expect_order(9007199254740992, "9007199254740991.9999", -1);
    expect_order(0.1, "0.1000000000000000055511151231257827", 1);
    expect_order(0.1, "0.09999999999999999999999999999", -1);
    expect_order(0, "1e-400", 1);
    expect_order(0, "-1e-400", -1);
    expect_order(0, "1e-99999999999999999999", 1);
}

static void test_numbers_beyond_every_double(void **state)
{
    (void)state;
    expect_order(1e308, "1e400", 1);
    expect_order(-1e308, "-1e400", -1);
    expect_order(1e308, "1e99999999999999999999", 1);
}

static void test_other_types_are_ignored(void **state)
{
    (void)state;
    expect_order(5, "5", 0);
    expect(check_minimum, "\"1\"", "");
    expect(check_maximum, "[9]", "");
    expect(check_multiple_of, "true", "");
}

static void expect_multiple(double divisor, const char *number, bool multiple)
{
    limit = divisor;
    expect(check_multiple_of, number, multiple ? "" : "multipleOf ");
}

static void test_multiples(void **state)
{
    (void)state;
    expect_multiple(2, "10", true);
    expect_multiple(2, "7", false);
    expect_multiple(2, "-4.0", true);
    expect_multiple(1.5, "4.5", true);
    expect_multiple(1.5, "35", false);
    expect_multiple(0.1, "0.3", true);
    expect_multiple(0.01, "19.99", true);
    expect_multiple(0.01, "0.075", false);
    expect_multiple(0.0001, "0.0075", true);
    expect_multiple(1e-8, "12391239123", true);
    expect_multiple(3, "9007199254740993", true);
    expect_multiple(3, "9007199254740992", false);
    expect_multiple(7, "0", true);
    expect_multiple(1, "1e308", true);
    expect_multiple(0.5, "1e308", true);
    expect_multiple(0.123456789, "1e308", false);
    expect_multiple(0.1, "0.30000000000000004", false);
    expect_multiple(0.1, "999999999999999.9", true);
    expect_multiple(1e-9, "1e-10", false);
    expect_multiple(1e-300, "1e-299", true);
    expect_multiple(0.25, "-0.0", true);
    expect_multiple(1e15, "3e15", true);
    expect_multiple(1e15, "999999999999999", false);
}

/* Whatever way decides: the exact arithmetic of the digits says the same. */
static void test_multiples_as_by_their_digits(void **state)
{
    static const char *const divisor[] = { "0.01",  "0.1",         "0.05",   "0.25",     "3",
                                           "0.3",   "1e-7",        "1e-12",  "2.5",      "1000",
                                           "1.1",   "0.000000003", "12.375", "99999999", "1e14",
                                           "1.7e9", "6e15" };
    uint64_t seed = 1;

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        const char *by = divisor[i % (sizeof divisor / sizeof *divisor)];
        char number[40];

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        snprintf(number, sizeof number, "%s%" PRIu64 ".%0*" PRIu64, seed & 1024 ? "-" : "",
                 (seed >> 32) % (i % 3 ? 1000 : 100000000), (int)(i % 9) + 1, (seed >> 16) % 10);
        expect_multiple(strtod(by, NULL), number,
                        us_decimal_is_multiple(us_text_of(number), us_text_of(by)));
    }
}

static void test_in_words(void **state)
{
    (void)state;
    limit = 0;
    expect_words(check_minimum, "-1", "must be at least 0, but is -1", "0", "-1");
    limit = 1e21;
    expect_words(check_maximum, "10e99", "must be at most 1e+21, but is 10e99", "1e+21", "10e99");
    limit = 0.01;
    expect_words(check_multiple_of, "0.001", "must be a multiple of 0.01, but is 0.001", "0.01",
                 "0.001");
    expect_words(check_exclusive_maximum, "0.01", "must be less than 0.01, but is 0.01", "0.01",
                 "0.01");
    expect_words(check_exclusive_minimum, "0.010", "must be more than 0.01, but is 0.010", "0.01",
                 "0.010");
}

/* ---- Limits that no double holds --------------------------------------------------------------------- */

static void check_int64(us_check *ck, const us_json *v)
{
    us_minimum_exact(ck, v, "-9223372036854775808", AT(1));
    us_maximum_exact(ck, v, "9223372036854775807", AT(2));
}

static void check_inside(us_check *ck, const us_json *v)
{
    us_exclusive_minimum_exact(ck, v, "9007199254740993", AT(1));
    us_exclusive_maximum_exact(ck, v, "1e400", AT(2));
}

static void check_big_multiple(us_check *ck, const us_json *v)
{
    us_multiple_of_exact(ck, v, "9007199254740993", AT(3));
}

static void test_exact_limits(void **state)
{
    (void)state;
    expect(check_int64, "9223372036854775807", "");
    expect(check_int64, "9223372036854775808", "maximum ");
    expect(check_int64, "-9223372036854775808", "");
    expect(check_int64, "-9223372036854775808.5", "minimum ");
    expect(check_int64, "\"9223372036854775808\"", "");
    expect(check_inside, "9007199254740994", "");
    expect(check_inside, "9007199254740993", "exclusiveMinimum ");
    expect(check_inside, "1e400", "exclusiveMaximum ");
    expect(check_inside, "9.9e399", "");
    expect(check_big_multiple, "18014398509481986", "");
    expect(check_big_multiple, "18014398509481984", "multipleOf ");
    expect_words(check_int64, "9223372036854775808",
                 "must be at most 9223372036854775807, but is 9223372036854775808",
                 "9223372036854775807", "9223372036854775808");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_numbers),
        cmocka_unit_test(test_numbers_that_a_double_cannot_tell_apart),
        cmocka_unit_test(test_numbers_beyond_every_double),
        cmocka_unit_test(test_other_types_are_ignored),
        cmocka_unit_test(test_multiples),
        cmocka_unit_test(test_multiples_as_by_their_digits),
        cmocka_unit_test(test_exact_limits),
        cmocka_unit_test(test_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
