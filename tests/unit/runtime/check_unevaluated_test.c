/* unevaluatedProperties and unevaluatedItems: what counts as evaluated, and what does not. */
#include "run.h"
#include "runtime/evaluation.h"
#include "runtime/verb.h"

/* ---- Objects ------------------------------------------------------------------------------------------ */

/* `properties` with one member, which must be a string. */
static void property(us_check *ck, const us_json *object, const char *name)
{
    const us_json *member =
        is_kind(object, cJSON_Object) ? us_json_member(object, us_text_of(name)) : NULL;

    us_type(ck, member, US_STRING, AT(1));
    if (member && us_is_evaluating(ck, object))
        us_evaluation_mark(ck, member);
}

static void knows_a(us_check *ck, const us_json *v)
{
    property(ck, v, "a");
}

static void knows_b(us_check *ck, const us_json *v)
{
    property(ck, v, "b");
}

static void knows_b_needs_two(us_check *ck, const us_json *v)
{
    property(ck, v, "b");
    us_min_properties(ck, v, 2, AT(2));
}

static us_checker *const a_b[] = { knows_a, knows_b };

static void check_all_of(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_all_of(ck, v, a_b, 2, AT(3));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(4));
}

static void check_any_of(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { knows_a, knows_b_needs_two };
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_any_of(ck, v, branch, 2, AT(3));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(4));
}

static void test_marks_of_all_of(void **state)
{
    (void)state;
    expect(check_all_of, "{}", "");
    expect(check_all_of, "{\"b\": \"\", \"a\": \"\"}", "");
    expect(check_all_of, "{\"a\": \"\", \"c\": 1, \"b\": \"\", \"d\": 1}",
           "unevaluatedProperties /c, unevaluatedProperties /d");
    expect(check_all_of, "[1]", "");
    expect(check_all_of, "{\"a\": 1}", "type /a"); /* known, if wrong */
    expect_words(check_all_of, "{\"c\": 1}",
                 "member \"c\" is not allowed here: no schema that the object matches knows it",
                 "false", "1");
}

static void test_every_branch_that_matches_counts(void **state)
{
    (void)state;
    expect(check_any_of, "{\"a\": \"\", \"b\": \"\"}", "");
    expect(check_any_of, "{\"a\": \"\"}", "");
    expect(check_any_of, "{\"b\": \"\"}", "unevaluatedProperties /b"); /* the second needs two */
    expect(check_any_of, "{\"a\": 1, \"b\": \"\"}", "unevaluatedProperties /a");
}

/* No complaint about members that a branch might have known. */
static void test_a_failed_any_of_is_enough(void **state)
{
    (void)state;
    expect(check_any_of, "{\"a\": 1}", "anyOf , type /a");
    expect(check_any_of, "{\"a\": 1, \"b\": 1, \"c\": 2}", "anyOf ");
}

static void check_not_any_of(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_any_of, AT(5));
}

static void check_any_of_any_of(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { check_any_of, knows_b };
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_any_of(ck, v, branch, 2, AT(5));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(6));
}

static void test_in_a_trial(void **state)
{
    (void)state;
    expect(check_not_any_of, "{\"a\": 1}", "");
    expect(check_not_any_of, "{\"a\": \"\", \"c\": 1}", "");
    expect(check_not_any_of, "{\"a\": \"\"}", "not ");
    expect(check_any_of_any_of, "{\"b\": \"\"}", "");
    expect(check_any_of_any_of, "{\"a\": \"\", \"b\": \"\"}", "");
    expect(check_any_of_any_of, "{\"c\": \"\", \"b\": \"\"}", "unevaluatedProperties /c");
}

static void check_if(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_if(ck, v, knows_a, knows_b, NULL, AT(7));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(7));
}

static void check_not_evaluates_nothing(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_not(ck, v, check_not_any_of, AT(8));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(9));
}

static void test_if_and_not(void **state)
{
    (void)state;
    expect(check_if, "{\"a\": \"\", \"b\": \"\"}", "");
    expect(check_if, "{\"a\": 1, \"b\": \"\"}",
           "unevaluatedProperties /a, unevaluatedProperties /b");
    expect(check_not_evaluates_nothing, "{\"a\": \"\"}", "unevaluatedProperties /a");
}

/* ---- Scopes in scopes ---------------------------------------------------------------------------------- */

static void check_rest_is_text(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    knows_a(ck, v);
    us_unevaluated_properties(ck, v, &scope, knows_a, AT(10)); /* objects with a text a */
}

static void check_outer(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    check_rest_is_text(ck, v);
    us_unevaluated_properties(ck, v, &scope, us_never, AT(11));
}

static void knows_a_alone(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_unevaluated_properties(ck, v, &scope, us_never, AT(12));
}

static void check_cousins(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { knows_a, knows_a_alone };

    us_all_of(ck, v, branch, 2, AT(12));
}

/* An object in an object, each with a scope of its own. */
static void check_tree(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    if (is_kind(v, cJSON_Object) && us_json_member(v, US_TEXT("next"))) {
        us_ref(ck, us_json_member(v, US_TEXT("next")), check_tree);
        us_evaluation_mark(ck, us_json_member(v, US_TEXT("next")));
    }
    knows_a(ck, v);
    us_unevaluated_properties(ck, v, &scope, us_never, AT(13));
}

static void test_scopes_in_scopes(void **state)
{
    (void)state;
    expect(check_outer, "{\"a\": \"\", \"b\": {\"a\": \"\"}, \"c\": 1}", "");
    expect(check_outer, "{\"a\": \"\", \"b\": {\"a\": 1}}", "type /b/a");
    expect(check_cousins, "{\"a\": \"\"}", "unevaluatedProperties /a");
    expect(check_tree, "{\"next\": {\"next\": {\"a\": \"\"}, \"a\": \"\"}, \"a\": \"\"}", "");
    expect(check_tree, "{\"next\": {\"next\": {\"b\": \"\"}, \"c\": \"\"}, \"a\": \"\"}",
           "unevaluatedProperties /next/next/b, unevaluatedProperties /next/c");
}

static void test_many_members(void **state)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 1024);

    (void)state;
    us_buf_add_string(&buf, "{\"b\": \"\"");
    for (int i = 0; i < 100; i++)
        us_buf_print(&buf, ", \"m%d\": {\"a\": \"\"}", i);
    us_buf_add_string(&buf, ", \"a\": \"\", \"z\": {\"a\": 1}}");
    expect(check_outer, us_buf_text(&buf).bytes, "type /z/a");
    us_arena_free(&arena);
}

/* ---- Arrays -------------------------------------------------------------------------------------------- */

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(20));
}

static void check_string(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(20));
}

static us_checker *const numbers[] = { check_number, check_number };

static void prefix_one(us_check *ck, const us_json *v)
{
    us_prefix_items(ck, v, numbers, 1, AT(21));
}

static void prefix_two(us_check *ck, const us_json *v)
{
    us_prefix_items(ck, v, numbers, 2, AT(21));
}

static void check_prefixes(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { prefix_one, prefix_two };
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_any_of(ck, v, branch, 2, AT(22));
    us_unevaluated_items(ck, v, &scope, us_never, AT(23));
}

static void check_contains(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_contains(ck, v, check_number, AT(24));
    us_unevaluated_items(ck, v, &scope, check_string, AT(25));
}

static void check_contains_2019_09(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin_2019_09(ck, v, &scope);
    us_contains(ck, v, check_number, AT(24));
    us_unevaluated_items(ck, v, &scope, check_string, AT(25));
}

static void check_items(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_items(ck, v, check_number, AT(26));
    us_unevaluated_properties(ck, v, &scope, us_never, AT(27));
    us_unevaluated_items(ck, v, &scope, us_never, AT(27));
}

static void check_items_after(us_check *ck, const us_json *v)
{
    us_evaluation scope;

    us_evaluation_begin(ck, v, &scope);
    us_items_after(ck, v, 1, check_number, AT(26));
    us_unevaluated_items(ck, v, &scope, us_never, AT(27));
}

static void test_items(void **state)
{
    (void)state;
    expect(check_prefixes, "[]", "");
    expect(check_prefixes, "[1, 2]", "");
    expect(check_prefixes, "[1, \"b\"]", "unevaluatedItems /1");
    expect(check_prefixes, "[1, 2, 3, 4]", "unevaluatedItems /2, unevaluatedItems /3");
    expect(check_prefixes, "{\"a\": 1}", "");
    expect(check_contains, "[\"a\", 1, \"b\", 2]", "");
    expect(check_contains, "[\"a\", 1, null, 2]", "type /2");
    expect(check_contains_2019_09, "[\"a\", 1]", "type /1");
    expect(check_items, "[1, 2]", "");
    expect(check_items, "{\"a\": 1}", "unevaluatedProperties /a");
    expect(check_items_after, "[1]", "unevaluatedItems /0");
    expect_words(check_prefixes, "[1, 2, 3]",
                 "is not allowed here: no schema that the array matches speaks of this item",
                 "false", "3");
}

static void check_absent(us_check *ck, const us_json *v)
{
    check_items(ck, NULL);
    check_all_of(ck, NULL);
    assert_null(ck->evaluation);
    check_items(ck, v);
    assert_null(ck->evaluation);
}

static void test_scopes_are_closed(void **state)
{
    (void)state;
    expect(check_absent, "\"text\"", "");
    expect(check_absent, "[\"text\"]", "type /0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_of_all_of),
        cmocka_unit_test(test_every_branch_that_matches_counts),
        cmocka_unit_test(test_a_failed_any_of_is_enough),
        cmocka_unit_test(test_in_a_trial),
        cmocka_unit_test(test_if_and_not),
        cmocka_unit_test(test_scopes_in_scopes),
        cmocka_unit_test(test_many_members),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_scopes_are_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
