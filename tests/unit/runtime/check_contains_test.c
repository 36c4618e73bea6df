/* prefixItems and the items after them, contains with its bounds. */
#include "run.h"

static void check_string(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(1));
}

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(2));
}

static us_checker *const string_any_number[] = { check_string, NULL, check_number };

static void check_prefix(us_check *ck, const us_json *v)
{
    us_prefix_items(ck, v, string_any_number, 3, AT(3));
}

static void check_pair(us_check *ck, const us_json *v)
{
    us_prefix_items(ck, v, string_any_number, 2, AT(3));
    us_items_after(ck, v, 2, us_never, AT(4));
}

static void check_empty(us_check *ck, const us_json *v)
{
    us_items(ck, v, us_never, AT(4));
}

static void check_rest(us_check *ck, const us_json *v)
{
    us_items_after(ck, v, 1, check_number, AT(4));
}

static void check_additional(us_check *ck, const us_json *v)
{
    us_additional_items(ck, v, 0, us_never, AT(4));
}

static void test_prefix(void **state)
{
    (void)state;
    expect(check_prefix, "[]", "");
    expect(check_prefix, "[\"a\"]", "");
    expect(check_prefix, "[\"a\", null, 1, null]", "");
    expect(check_prefix, "[1, null, \"a\", null]", "type /0, type /2");
    expect(check_prefix, "{\"0\": 1}", "");
}

static void test_the_items_after(void **state)
{
    (void)state;
    expect(check_pair, "[\"a\", 1]", "");
    expect(check_pair, "[\"a\", 1, 2, 3]", "items /2, items /3");
    expect_words(check_pair, "[\"a\", 1, 2]", "is one item too many: no more than 2 are allowed",
                 "false", "2");
    expect(check_empty, "[]", "");
    expect(check_empty, "[1, 2]", "items /0, items /1");
    expect_words(check_empty, "[1]", "is not allowed here: the array must be empty", "false", "1");
    expect(check_rest, "[\"a\"]", "");
    expect(check_rest, "[]", "");
    expect(check_rest, "[\"a\", 1, \"b\", 2, \"c\"]", "type /2, type /4");
    expect(check_rest, "\"abc\"", "");
    expect(check_additional, "[]", "");
    expect(check_additional, "[1]", "additionalItems /0");
}

static void check_contains(us_check *ck, const us_json *v)
{
    us_contains(ck, v, check_string, AT(5));
}

static void check_two(us_check *ck, const us_json *v)
{
    us_min_contains(ck, v, check_string, 2, AT(6));
}

static void check_none_needed(us_check *ck, const us_json *v)
{
    us_min_contains(ck, v, check_string, 0, AT(6));
    us_max_contains(ck, v, check_string, 1, AT(7));
}

static void test_contains(void **state)
{
    (void)state;
    expect(check_contains, "[1, \"a\"]", "");
    expect(check_contains, "{}", "");
    expect(check_contains, "[]", "contains ");
    expect_words(check_contains, "[1]",
                 "must have at least 1 item that matches the schema of contains, but has 0", "",
                 "[1]");
}

static void test_bounds(void **state)
{
    (void)state;
    expect(check_two, "[\"a\", 1, \"b\", \"c\"]", "");
    expect_words(check_two, "[\"a\"]",
                 "must have at least 2 items that match the schema of contains, but has 1", "2",
                 "[\"a\"]");
    expect(check_none_needed, "[]", "");
    expect(check_none_needed, "[1, \"a\", 2]", "");
    expect_words(check_none_needed, "[\"a\", 1, \"b\", \"c\"]",
                 "must have at most 1 item that matches the schema of contains, but has 3", "1",
                 "[\"a\",1,\"b\",\"c\"]");
}

static void check_undecided(us_check *ck, const us_json *v)
{
    (void)v;
    us_check_give_up(ck, "for the test");
}

static void check_contains_undecided(us_check *ck, const us_json *v)
{
    us_contains(ck, v, check_undecided, AT(5));
    us_max_contains(ck, v, check_undecided, 0, AT(5));
}

static void test_undecided(void **state)
{
    (void)state;
    expect_limit(check_contains_undecided, "[1]");
}

static us_checker *const contains_or_pair[] = { check_contains, check_pair };

static void check_any(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, contains_or_pair, 2, AT(8));
}

static void test_in_a_trial(void **state)
{
    (void)state;
    expect(check_any, "[1, 2, \"a\"]", "");
    expect(check_any, "[\"a\", 1]", "");
    expect(check_any, "[]", "");
    expect(check_any, "[1, 2, 3]", "anyOf , contains ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prefix),    cmocka_unit_test(test_the_items_after),
        cmocka_unit_test(test_contains),  cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_undecided), cmocka_unit_test(test_in_a_trial),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
