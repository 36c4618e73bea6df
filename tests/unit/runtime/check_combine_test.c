/* allOf, anyOf, oneOf, not, $ref, false: alone and inside each other. */
#include "run.h"

static void check_string(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(1));
}

static void check_short(us_check *ck, const us_json *v)
{
    us_max_length(ck, v, 3, AT(2));
}

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(3));
}

static void check_positive(us_check *ck, const us_json *v)
{
    us_minimum(ck, v, 0, AT(4));
}

static void check_anything(us_check *ck, const us_json *v)
{
    (void)ck;
    (void)v;
}

static void check_undecided(us_check *ck, const us_json *v)
{
    (void)v;
    us_check_give_up(ck, "for the test");
}

/* ---- One at a time ---------------------------------------------------------------------------------- */

static us_checker *const string_short[] = { check_string, check_short };
static us_checker *const number_or_string[] = { check_number, check_string };
static us_checker *const one_of[] = { check_short, check_positive, check_string };

static void check_all_of(us_check *ck, const us_json *v)
{
    us_all_of(ck, v, string_short, 2, AT(5));
}

static void check_any_of(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, number_or_string, 2, AT(6));
}

static void check_one_of(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, one_of, 3, AT(7));
}

static void check_not(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_string, AT(8));
}

static void test_all_of(void **state)
{
    (void)state;
    expect(check_all_of, "\"abc\"", "");
    expect(check_all_of, "\"abcd\"", "maxLength ");
    expect(check_all_of, "1", "type ");
}

static void test_any_of(void **state)
{
    (void)state;
    expect(check_any_of, "1", "");
    expect(check_any_of, "\"\"", "");
    expect(check_any_of, "null", "anyOf ");
    expect_words(
        check_any_of, "null",
        "matches none of the 2 schemas of anyOf: must be a number, but is null; or must be "
        "a string, but is null",
        "", "null");
}

static void test_one_of(void **state)
{
    (void)state;
    expect(check_one_of, "-1", ""); /* only maxLength does not concern it */
    expect(check_one_of, "\"abcd\"",
           "oneOf "); /* minimum does not concern it, and it is a string */
    expect_words(check_one_of, "\"abcd\"",
                 "must match exactly one of the 3 schemas of oneOf, but matches numbers 2 and 3",
                 "", "\"abcd\"");
    expect_words(check_one_of, "\"abc\"",
                 "must match exactly one of the 3 schemas of oneOf, but matches numbers 1, 2 and 3",
                 "", "\"abc\"");
}

static void test_not(void **state)
{
    (void)state;
    expect(check_not, "1", "");
    expect(check_not, "\"\"", "not ");
}

static void check_never(us_check *ck, const us_json *v)
{
    us_never(ck, v);
    us_never(ck, NULL);
}

static void test_never(void **state)
{
    (void)state;
    expect(check_never, "null", "false ");
    expect_words(check_never, "1", "is not allowed here", "false", "1");
}

static void check_absent(us_check *ck, const us_json *v)
{
    (void)v;
    us_all_of(ck, NULL, string_short, 2, AT(5));
    us_any_of(ck, NULL, number_or_string, 2, AT(6));
    us_one_of(ck, NULL, one_of, 3, AT(7));
    us_not(ck, NULL, check_string, AT(8));
    us_ref(ck, NULL, check_undecided);
}

static void test_absent_values_are_ignored(void **state)
{
    (void)state;
    expect(check_absent, "1", "");
}

/* ---- Inside each other -------------------------------------------------------------------------------- */

static void check_not_not(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_not, AT(9));
}

static void check_not_any_of(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_any_of, AT(9));
}

static us_checker *const not_string_or_positive[] = { check_not, check_positive };

static void check_any_of_not(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, not_string_or_positive, 2, AT(9));
}

static us_checker *const any_then_all[] = { check_any_of, check_all_of };

static void check_one_of_combined(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, any_then_all, 2, AT(9));
}

/* A branch that fails first and then runs a trial that matches: it has still failed. */
static void check_fail_then_match(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NULL, AT(1));
    us_any_of(ck, v, number_or_string, 2, AT(2));
    us_not(ck, v, check_never, AT(3));
    us_one_of(ck, v, number_or_string, 2, AT(4));
}

static us_checker *const fail_then_match[] = { check_fail_then_match };

static void check_any_of_failing(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, fail_then_match, 1, AT(5));
}

static void check_not_failing(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_fail_then_match, AT(5));
}

/* A failed trial leaves no trace in a branch that matches. */
static us_checker *const string_never[] = { check_string, check_never };

static void check_match_after_failures(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, string_never, 2, AT(1));
    us_not(ck, v, check_number, AT(2));
}

static us_checker *const match_after_failures[] = { check_match_after_failures };

static void check_one_of_matching(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, match_after_failures, 1, AT(5));
}

static void test_nesting(void **state)
{
    (void)state;
    expect(check_not_not, "\"\"", "");
    expect(check_not_not, "1", "not ");
    expect(check_not_any_of, "null", "");
    expect(check_not_any_of, "1", "not ");
    expect(check_any_of_not, "1", "");
    expect(check_any_of_not, "\"\"", "");
    expect(check_any_of_not, "-1", "");
    expect(check_one_of_combined, "1", "");
    expect(check_one_of_combined, "\"abcd\"", "");
    expect(check_one_of_combined, "\"abc\"", "oneOf ");
    expect(check_one_of_combined, "null", "oneOf , anyOf ");
    expect(check_any_of_failing, "1", "anyOf ");
    expect(check_not_failing, "1", "");
    expect(check_one_of_matching, "\"x\"", "");
}

/* What was found before a trial is still there after it. */
static void check_around(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NULL, AT(1));
    us_any_of(ck, v, number_or_string, 2, AT(2));
    assert_true(ck->failed);
    us_not(ck, v, check_never, AT(3));
    assert_true(ck->failed);
    us_minimum(ck, v, 5, AT(4));
}

static void test_a_trial_keeps_what_was_found(void **state)
{
    (void)state;
    expect(check_around, "1", "type , minimum ");
}

/* ---- The closest branch ------------------------------------------------------------------------------- */

static const us_value cat = US_STR("cat"), dog = US_STR("dog");
static const us_member pet_member[] = { { US_KEY("kind") }, { US_KEY("age") }, { US_KEY("name") } };
static const us_members pet_members = { .member = pet_member, .count = 3 };

static void check_pet(us_check *ck, const us_json *v, const us_value *kind)
{
    us_walk w;

    us_type(ck, v, US_OBJECT, AT(1));
    us_walk_begin(&w, ck, v, &pet_members);
    while (us_walk_next(&w)) {
        switch (w.which) {
        case 0:
            us_const(ck, w.value, kind, AT(2));
            break;
        case 1:
            us_type(ck, w.value, US_INTEGER, AT(3));
            us_minimum(ck, w.value, 0, AT(4));
            break;
        case 2:
            us_type(ck, w.value, US_STRING, AT(5));
            break;
        }
    }
}

static void check_cat(us_check *ck, const us_json *v)
{
    check_pet(ck, v, &cat);
}

static void check_dog(us_check *ck, const us_json *v)
{
    static const us_member member = { US_KEY("name"), AT(6) };
    static const us_members members = { .member = &member, .count = 1, .required = 1 };
    us_walk w;

    check_pet(ck, v, &dog);
    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w))
        continue;
    us_required(&w);
}

static us_checker *const pets[] = { check_string, check_cat, check_dog, us_never };

static void check_any_pet(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, pets, 4, AT(7));
}

static void check_one_pet(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, pets, 4, AT(7));
}

static void test_the_closest_branch_is_shown(void **state)
{
    (void)state;
    expect(check_any_pet, "{\"kind\": \"dog\", \"age\": -1, \"name\": 5}",
           "anyOf , minimum /age, type /name");
    expect(check_one_pet, "{\"kind\": \"dog\", \"age\": 1.5, \"name\": \"x\"}",
           "oneOf , type /age");
    expect(check_any_pet, "{\"kind\": \"dog\", \"age\": -1}", "anyOf , minimum /age, required ");
    expect(check_any_pet, "{\"kind\": \"cow\"}", "anyOf , const /kind");
    expect(check_any_pet, "5", "anyOf ");
    expect_words(
        check_any_pet, "{\"kind\": \"cat\", \"age\": -1}",
        "matches none of the 4 schemas of anyOf; number 2 is the closest (3 others are not "
        "shown)",
        "", "{\"kind\":\"cat\",\"age\":-1}");
}

static void test_a_tie_shows_no_branch(void **state)
{
    (void)state;
    expect(check_any_pet, "{\"kind\": \"cow\", \"name\": \"\"}", "anyOf ");
}

static us_checker *const pet_or_pet[] = { check_any_pet, check_one_pet, check_number };

static void check_nested_pets(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, pet_or_pet, 1, AT(7));
}

static void test_closest_inside_closest(void **state)
{
    (void)state;
    expect(check_nested_pets, "{\"kind\": \"dog\", \"age\": -1, \"name\": \"\"}",
           "anyOf , anyOf , minimum /age");
}

/* ---- Limits ------------------------------------------------------------------------------------------- */

static us_checker *const undecided_then_match[] = { check_undecided, check_anything };
static us_checker *const match_then_undecided[] = { check_anything, check_undecided };
static us_checker *const fail_then_undecided[] = { us_never, check_undecided };

static void check_any_undecided(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, fail_then_undecided, 2, AT(1));
}

static void check_any_undecided_first(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, undecided_then_match, 2, AT(1));
}

static void check_any_decided(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, match_then_undecided, 2, AT(1));
}

static void check_one_undecided(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, match_then_undecided, 2, AT(1));
}

static void check_not_undecided(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_any_undecided, AT(1));
}

static void test_an_undecided_trial_decides_nothing(void **state)
{
    us_checker *const undecided[] = { check_any_undecided, check_any_undecided_first,
                                      check_one_undecided, check_not_undecided };

    (void)state;
    for (size_t i = 0; i < sizeof(undecided) / sizeof(*undecided); i++) {
        run r;

        run_begin(&r, undecided[i], "1");
        assert_true(r.ck.limit);
        assert_string_equal(r.ck.limit_reason, "for the test");
        assert_int_equal(r.ck.violations, 0);
        run_end(&r);
    }
    expect(check_any_decided, "1", "");
}

/* A list in a list in a list … */
static void check_nested(us_check *ck, const us_json *v);

static void check_nested_item(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_nested);
}

static void check_nested(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(1));
    us_items(ck, v, check_nested_item, AT(2));
}

static void check_loop(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_loop);
}

static void check_two_loops(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_two_loops);
    us_ref(ck, v, check_two_loops);
}

static void test_references_end(void **state)
{
    (void)state;
    expect(check_nested, "[[[], [[]]], []]", "");
    expect(check_nested, "[[[], [[1]]], []]", "type /0/1/0/0");
    expect_limit(check_loop, "1");
    expect_limit(check_two_loops, "1");
}

static void run_nested(run *r, unsigned depth)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 4096);
    us_json_limits limits = { .depth = 2 * US_CHECK_DEPTH };
    us_json_error error;
    us_json *value;

    *r = (run){ 0 };
    for (unsigned i = 0; i < depth; i++)
        us_buf_add_byte(&buf, '[');
    for (unsigned i = 0; i < depth; i++)
        us_buf_add_byte(&buf, ']');
    value = us_json_read(&r->arena, us_buf_text(&buf), &limits, &error);
    assert_non_null(value);
    us_check_begin(&r->ck, &r->arena, value, NULL);
    us_ref(&r->ck, value, check_nested);
    us_arena_free(&arena);
}

static void test_depth(void **state)
{
    run r;

    (void)state;
    run_nested(&r, US_CHECK_DEPTH);
    assert_false(r.ck.limit || r.ck.failed);
    run_end(&r);
    run_nested(&r, US_CHECK_DEPTH + 1);
    assert_true(r.ck.limit);
    run_end(&r);
}

/* Both branches look at the whole rest, so that the calls double with every level. */
static void check_doubling(us_check *ck, const us_json *v);

static void check_doubling_item(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_doubling);
}

static void check_doubling_branch(us_check *ck, const us_json *v)
{
    us_items(ck, v, check_doubling_item, AT(2));
    us_type(ck, v, US_ARRAY, AT(1));
}

static us_checker *const doubling[] = { check_doubling_branch, check_doubling_branch };

static void check_doubling(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, doubling, 2, AT(3));
}

/* Where a dynamic reference may ask which way led here, the value and its schema do not decide alone. */
static void enter_doubling(us_check *ck, const us_json *v)
{
    static const us_resource resource = { NULL, 0 };

    us_enter(ck, v, check_doubling, &resource);
}

static void test_alternatives_end(void **state)
{
    static const char forty_deep[] = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"
                                     "]]]]]]]]]]]]]]]]]]]]";

    (void)state;
    expect(check_doubling, "[[[]]]", "");
    expect(check_doubling, forty_deep, "anyOf ");
    expect_limit(enter_doubling, forty_deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of),
        cmocka_unit_test(test_any_of),
        cmocka_unit_test(test_one_of),
        cmocka_unit_test(test_not),
        cmocka_unit_test(test_never),
        cmocka_unit_test(test_absent_values_are_ignored),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_a_trial_keeps_what_was_found),
        cmocka_unit_test(test_the_closest_branch_is_shown),
        cmocka_unit_test(test_a_tie_shows_no_branch),
        cmocka_unit_test(test_closest_inside_closest),
        cmocka_unit_test(test_an_undecided_trial_decides_nothing),
        cmocka_unit_test(test_references_end),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_alternatives_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
