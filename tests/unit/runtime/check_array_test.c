/* items, minItems, maxItems, uniqueItems. */
#include "run.h"

static void check_positive(us_check *ck, const us_json *v)
{
    us_minimum(ck, v, 0, AT(5));
}

static void check_positives(us_check *ck, const us_json *v)
{
    us_items(ck, v, check_positive, AT(3));
}

static void check_count(us_check *ck, const us_json *v)
{
    us_min_items(ck, v, 1, AT(3));
    us_max_items(ck, v, 2, AT(4));
}

static void check_unique(us_check *ck, const us_json *v)
{
    us_unique_items(ck, v, AT(3));
}

static void test_items(void **state)
{
    (void)state;
    expect(check_positives, "[]", "");
    expect(check_positives, "[1, -1, 2, -2]", "minimum /1, minimum /3");
    expect(check_positives, "{\"0\": -1}", "");
}

static void test_counts(void **state)
{
    (void)state;
    expect(check_count, "[]", "minItems ");
    expect(check_count, "[0]", "");
    expect(check_count, "[0, 0]", "");
    expect(check_count, "[0, 0, 0]", "maxItems ");
    expect(check_count, "\"\"", "");
    expect_words(check_count, "[]", "must have at least 1 item, but has 0", "1", "[]");
    expect_words(check_count, "[1,2,3]", "must have at most 2 items, but has 3", "2", "[1,2,3]");
}

/* ---- uniqueItems ------------------------------------------------------------------------------------ */

/* The items given, and for good measure the same at the end of many others, which is another way
 * through the code. */
static void expect_unique(const char *items, bool unique)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 1024);

    us_buf_print(&buf, "[%s]", items);
    expect(check_unique, us_buf_text(&buf).bytes, unique ? "" : "uniqueItems ");
    buf = us_buf_new(&arena, 1024);
    us_buf_add_byte(&buf, '[');
    for (int i = 0; i < 50; i++)
        us_buf_print(&buf, "{\"filler\":%d},", i);
    us_buf_print(&buf, "%s]", items);
    expect(check_unique, us_buf_text(&buf).bytes, unique ? "" : "uniqueItems ");
    us_arena_free(&arena);
}

static void test_unique_scalars(void **state)
{
    (void)state;
    expect_unique("1, 2, 3", true);
    expect_unique("1, 2, 1.0", false);
    expect_unique("100, 1e2", false);
    expect_unique("0, -0.0e7", false);
    expect_unique("-1, 1", true);
    expect_unique("0.001, 1e-3", false);
    expect_unique("1200, 12e2", false);
    expect_unique("12, 1.2", true);
    expect_unique("9007199254740993, 9007199254740992", true);
    expect_unique("1e400, 1e401", true);
    expect_unique("10e400, 1e401", false);
    expect_unique("1, true", true);
    expect_unique("0, false, null, \"\", [], {}", true);
    expect_unique("null, null", false);
    expect_unique("true, true", false);
    expect_unique("\"a\", \"b\", \"a\"", false);
    expect_unique("\"1\", 1", true);
    expect_unique("\"a\\u0000b\", \"a\\u0000c\"", true);
}

static void test_unique_containers(void **state)
{
    (void)state;
    expect_unique("[1, 2], [2, 1]", true);
    expect_unique("[1, 2], [1.0, 2e0]", false);
    expect_unique("[[1], 2], [1, [2]]", true);
    expect_unique("[\"a\", \"b\"], [\"ab\"]", true);
    expect_unique("[[], []]", true);
    expect_unique("{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}", false);
    expect_unique("{\"a\": 1}, {\"a\": true}", true);
    expect_unique("{\"a\": {\"x\": [1], \"y\": null}}, {\"a\": {\"y\": null, \"x\": [1]}}", false);
    expect_unique("{\"ab\": \"\"}, {\"a\": \"b\"}", true);
    expect_unique("{\"a\": null}, {}", true);
    expect_unique("[1], [true]", true);
    expect_unique("[{}], [[]]", true);
}

/* The first item that repeats another, and the last one before it that is equal. */
static void expect_equal_items(unsigned count, unsigned a, unsigned b, const char *message)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 1024);
    run r;

    for (unsigned i = 0; i < count; i++)
        us_buf_print(&buf, "%s\"item %u\"", i ? "," : "[", i == b ? a : i);
    us_buf_add_byte(&buf, ']');
    run_begin(&r, check_unique, us_buf_text(&buf).bytes);
    assert_int_equal(r.ck.violations, 1);
    assert_string_equal(r.ck.violation[0].message.bytes, message);
    run_end(&r);
    us_arena_free(&arena);
}

static void test_equal_items_are_named(void **state)
{
    (void)state;
    expect_words(check_unique, "[5, 6, 5]",
                 "must not repeat an item, but items 0 and 2 (counted from 0) are equal", "true",
                 "[5,6,5]");
    expect_equal_items(20, 18, 19,
                       "must not repeat an item, but items 18 and 19 (counted from 0) are equal");
    expect_equal_items(21, 5, 20,
                       "must not repeat an item, but items 5 and 20 (counted from 0) are equal");
    expect_equal_items(30000, 3, 29999,
                       "must not repeat an item, but items 3 and 29999 (counted from 0) are equal");
}

/* Of several pairs the one that ends first, whatever their order when sorted. */
static void test_the_first_repetition_is_named(void **state)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 1024);
    run r;

    (void)state;
    us_buf_add_string(&buf, "[\"z\", \"m\", \"m\", \"a\", \"a\", \"z\"");
    for (int i = 0; i < 30; i++)
        us_buf_print(&buf, ", \"item %d\"", i);
    us_buf_add_byte(&buf, ']');
    run_begin(&r, check_unique, us_buf_text(&buf).bytes);
    assert_int_equal(r.ck.violations, 1);
    assert_string_equal(r.ck.violation[0].message.bytes,
                        "must not repeat an item, but items 1 and 2 (counted from 0) are equal");
    run_end(&r);
    us_arena_free(&arena);
}

static void check_unique_or_null(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { check_unique };

    us_any_of(ck, v, branch, 1, AT(3));
}

static void test_astronomic_exponents_are_undecided(void **state)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 1024);

    (void)state;
    us_buf_add_byte(&buf, '[');
    for (int i = 0; i < 30; i++)
        us_buf_print(&buf, "%d,", i);
    us_buf_add_string(&buf, "1e1000000000000000000]");
    expect_limit(check_unique, us_buf_text(&buf).bytes);
    expect_limit(check_unique_or_null, us_buf_text(&buf).bytes);
    us_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_unique_scalars),
        cmocka_unit_test(test_unique_containers),
        cmocka_unit_test(test_equal_items_are_named),
        cmocka_unit_test(test_the_first_repetition_is_named),
        cmocka_unit_test(test_astronomic_exponents_are_undecided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
