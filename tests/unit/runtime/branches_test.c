/* A run that tells what every branch says: each violation knows what it is of, and what was not meant is aside. */
#include "runtime/branches.h"

#include "run.h"

/* ---- Schemas -------------------------------------------------------------------------------------------- */

static void check_small(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(2));
    us_maximum(ck, v, 5, AT(3));
}

static void check_long(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(4));
    us_min_length(ck, v, 3, AT(5));
}

static us_checker *const small_or_long[] = { check_long, check_small };

static void check_any(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, small_or_long, 2, AT(1));
}

static void check_one(us_check *ck, const us_json *v)
{
    static us_checker *const branch[] = { check_small, check_long, check_small };

    us_one_of(ck, v, branch, 3, AT(6));
}

static void check_list(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(7));
    us_items(ck, v, check_any, AT(8));
}

static void check_nested(us_check *ck, const us_json *v)
{
    static us_checker *const branch[] = { check_long, check_list };

    us_any_of(ck, v, branch, 2, AT(9));
}

static void check_condition(us_check *ck, const us_json *v)
{
    us_if(ck, v, check_long, check_small, check_list, AT(10));
}

/* Both branches look at the whole rest, so that the calls double with every level. */
static void check_doubling(us_check *ck, const us_json *v);

static void check_doubling_branch(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(11));
    us_items(ck, v, check_doubling, AT(12));
}

static void run_branches(us_check *ck, const us_json *v)
{
    static us_checker *const branch[] = { check_doubling_branch, check_doubling_branch };

    us_any_of(ck, v, branch, 2, AT(13));
}

static void check_doubling(us_check *ck, const us_json *v)
{
    us_ref(ck, v, run_branches);
}

/* ---- Runs ----------------------------------------------------------------------------------------------- */

static us_checker *told;

static void tell_all(us_check *ck, const us_json *v)
{
    us_branches_begin(ck);
    told(ck, v);
}

static void write_said(us_buf *out, const us_violation *violation, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        us_buf_print(out, "%s%s%s", i ? ", " : "", violation[i].keyword,
                     violation[i].pointer.bytes);
        if (violation[i].of)
            us_buf_print(out, "<%s%s %u", violation[i].of->keyword, violation[i].of->pointer.bytes,
                         violation[i].branch);
    }
}

/* The violations, and after a `|` what is aside; `<` says what a violation is of, and of which branch. */
static void expect_said(us_checker *checker, const char *json, const char *said)
{
    run r;
    us_buf out;

    told = checker;
    run_begin(&r, tell_all, json);
    assert_false(r.ck.limit);
    out = us_buf_new(&r.arena, 64);
    write_said(&out, r.ck.violation, r.ck.violations);
    us_buf_add_string(&out, " | ");
    write_said(&out, r.ck.branches->violation, r.ck.branches->violations);
    assert_string_equal(us_buf_text(&out).bytes, said);
    run_end(&r);
}

/* ---- Tests ---------------------------------------------------------------------------------------------- */

static void test_what_matches_says_nothing(void **state)
{
    (void)state;
    expect_said(check_any, "5", " | ");
    expect_said(check_nested, "[5, \"abc\"]", " | ");
    expect_said(check_condition, "[5]", " | ");
}

static void test_no_branch(void **state)
{
    (void)state;
    expect_said(check_any, "9", "anyOf, maximum<anyOf 1 | type<anyOf 0");
    expect_said(check_any, "\"ab\"", "anyOf, minLength<anyOf 0 | type<anyOf 1");
    expect_said(check_any, "null", "anyOf | type<anyOf 0, type<anyOf 1");
    expect_said(check_one, "null", "oneOf | type<oneOf 0, type<oneOf 1, type<oneOf 2");
}

static void test_several_branches(void **state)
{
    (void)state;
    expect_said(check_one, "5", "oneOf | type<oneOf 1");
}

static void test_branches_of_branches(void **state)
{
    (void)state;
    expect_said(check_nested, "[9]",
                "anyOf, anyOf/0<anyOf 1, maximum/0<anyOf/0 1 | type<anyOf 0, type/0<anyOf/0 0");
    expect_said(check_nested, "7", "anyOf | type<anyOf 0, type<anyOf 1");
}

static void test_conditions(void **state)
{
    (void)state;
    expect_said(check_condition, "\"abc\"", "type<if 0 | if");
    expect_said(check_condition, "[7]", "anyOf/0<if 0, maximum/0<anyOf/0 1 | if, type/0<anyOf/0 0");
}

static void test_telling_ends(void **state)
{
    run r;

    (void)state;
    told = check_doubling;
    run_begin(&r, tell_all, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
    assert_false(r.ck.limit);
    assert_true(r.ck.failed);
    assert_true(r.ck.branches->violations <= US_VIOLATIONS);
    run_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_matches_says_nothing),
        cmocka_unit_test(test_no_branch),
        cmocka_unit_test(test_several_branches),
        cmocka_unit_test(test_branches_of_branches),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_telling_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
