/* What is said when no branch of an anyOf or oneOf matches, or several do. */
#include "run.h"
#include "runtime/evaluation.h"
#include "runtime/strict.h"
#include "runtime/verb.h"

/* `properties` with one member of these types, and whether it is required. */
static void property(us_check *ck, const us_json *object, const char *name, unsigned types,
                     bool required)
{
    const us_json *member;

    if (!is_kind(object, cJSON_Object))
        return;
    member = us_json_member(object, us_text_of(name));
    us_type(ck, member, types, AT(1));
    if (member && us_is_evaluating(ck, object))
        us_evaluation_mark(ck, member);
    if (member && ck->ledger)
        us_ledger_know(ck, member);
    if (!member && required && !us_check_noted(ck, object, "required"))
        us_violate(ck, object, "required", us_arena_print(ck->arena, "\"%s\"", name), AT(2),
                   "has no member \"%s\", which is required", name);
}

/* ---- None matches ------------------------------------------------------------------------------------- */

static void check_person(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_OBJECT, AT(3));
    property(ck, v, "name", US_STRING, true);
    property(ck, v, "born", US_INTEGER, true);
    property(ck, v, "mail", US_STRING, true);
}

static void check_company(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_OBJECT, AT(4));
    property(ck, v, "name", US_STRING, true);
}

static us_checker *const person_company[] = { check_person, check_company };

static void check_party(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, person_company, 2, AT(5));
}

/* Two broken keywords of a person, one of a company: but a company knows nothing of births. */
static void test_shared_members_come_before_violations(void **state)
{
    (void)state;
    expect(check_party, "{\"name\": 1, \"born\": 1970}", "oneOf , type /name, required ");
    expect_words(check_party, "{\"name\": 1, \"born\": 1970}",
                 "matches none of the 2 schemas of oneOf; number 1 is the closest (1 other is not "
                 "shown)",
                 "", "{\"name\":1,\"born\":1970}");
}

static void check_deep(us_check *ck, const us_json *v)
{
    if (is_kind(v, cJSON_Array))
        us_items(ck, us_json_first(v), us_never, AT(6));
}

static us_checker *const deep_shallow[] = { us_never, check_deep, check_company };

static void check_depth(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, deep_shallow, 3, AT(7));
}

static void test_what_agrees_deeper_is_closer(void **state)
{
    (void)state;
    expect(check_depth, "[[1, 2]]", "anyOf , items /0/0, items /0/1");
}

static void check_small(us_check *ck, const us_json *v)
{
    us_maximum(ck, v, 5, AT(8));
}

static void check_even(us_check *ck, const us_json *v)
{
    us_multiple_of(ck, v, 2, AT(8));
}

static void check_lists(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_ARRAY, AT(9));
    us_items(ck, v, check_party, AT(9));
}

static us_checker *const small_even[] = { check_small, check_even };
static us_checker *const equals[] = { check_small, check_small, check_small, check_small };
static us_checker *const many[] = { check_person, check_company, check_even, us_never,
                                    check_small,  check_lists,   check_small };

static void check_small_or_even(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, small_even, 2, AT(10));
}

static void check_equals(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, equals, 4, AT(11));
}

static void check_many(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, many, 7, AT(11));
}

static void check_party_or_list(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { check_small_or_even, check_equals };

    us_any_of(ck, v, branch, 2, AT(12));
}

static void test_a_tie_tells_every_complaint(void **state)
{
    (void)state;
    expect_words(check_small_or_even, "7",
                 "matches none of the 2 schemas of anyOf: must be at most 5, but is 7; or must be "
                 "a multiple of 2, but is 7",
                 "", "7");
    expect_words(check_equals, "7",
                 "matches none of the 4 schemas of anyOf: must be at most 5, but is 7", "", "7");
    expect_words(
        check_many, "7",
        "matches none of the 7 schemas of anyOf: must be an object, but is the number 7; or "
        "must be a multiple of 2, but is 7; or is not allowed here; or what 3 others ask "
        "for",
        "", "7");
    expect_words(check_party_or_list, "7",
                 "matches none of the 2 schemas of anyOf: matches none of the 2 schemas of anyOf; "
                 "or matches none of the 4 schemas of anyOf",
                 "", "7");
}

/* ---- Several match -------------------------------------------------------------------------------------- */

static void check_cat(us_check *ck, const us_json *v)
{
    property(ck, v, "name", US_STRING, true);
    property(ck, v, "claws", US_INTEGER, false);
}

static void check_dog(us_check *ck, const us_json *v)
{
    property(ck, v, "name", US_STRING, true);
}

static void check_bird(us_check *ck, const us_json *v)
{
    property(ck, v, "name", US_STRING, true);
    property(ck, v, "wings", US_INTEGER, true);
}

static us_checker *const pets[] = { check_dog, check_cat, check_bird };

static void check_pet(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, pets, 3, AT(13));
}

static void check_dog_or_cat(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, pets, 2, AT(13));
}

static void check_dog_or_bird(us_check *ck, const us_json *v)
{
    us_checker *const branch[] = { check_dog, check_bird };

    us_one_of(ck, v, branch, 2, AT(13));
}

static void check_cat_alone(us_check *ck, const us_json *v)
{
    property(ck, v, "name", US_STRING, false);
    property(ck, v, "claws", US_INTEGER, false);
}

/* Names its members and asks nothing of them, and no walk over them is needed. */
static void check_open(us_check *ck, const us_json *v)
{
    static const us_member member[] = { { .key = US_STRING_OF("name") },
                                        { .key = US_STRING_OF("claws") } };
    static const us_members members = { .member = member, .count = 2, .at = AT(18) };

    us_names(ck, v, &members);
}

/* Says itself that any other member may be there. */
static void check_any(us_check *ck, const us_json *v)
{
    static const us_member member[] = { { .key = US_STRING_OF("name") } };
    static const us_members members = { .member = member, .count = 1, .open = 1, .at = AT(19) };

    us_names(ck, v, &members);
}

static void check_cat_or_open(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, (us_checker *const[]){ check_cat_alone, check_open }, 2, AT(13));
}

static void check_cat_or_any(us_check *ck, const us_json *v)
{
    us_one_of(ck, v, (us_checker *const[]){ check_cat_alone, check_any }, 2, AT(13));
}

static void test_what_both_know_tells_nothing_apart(void **state)
{
    static const char both[] =
        "must match exactly one of the 2 schemas of oneOf, but matches numbers 1 and 2";

    (void)state;
    expect_words(check_cat_or_open, "{\"claws\":4,\"name\":\"\"}", both, "",
                 "{\"claws\":4,\"name\":\"\"}");
    expect_words(check_cat_or_any, "{\"claws\":4,\"name\":\"\"}", both, "",
                 "{\"claws\":4,\"name\":\"\"}");
}

static void test_what_would_tell_them_apart(void **state)
{
    (void)state;
    expect_words(check_dog_or_bird, "{\"name\":\"\",\"wings\":2}",
                 "must match exactly one of the 2 schemas of oneOf, but matches numbers 1 and 2 "
                 "(only number 2 requires member \"wings\")",
                 "", "{\"name\":\"\",\"wings\":2}");
    expect_words(check_dog_or_cat, "{\"claws\":4,\"name\":\"\"}",
                 "must match exactly one of the 2 schemas of oneOf, but matches numbers 1 and 2 "
                 "(only number 2 knows member \"claws\")",
                 "", "{\"claws\":4,\"name\":\"\"}");
    expect_words(check_dog_or_cat, "{\"name\":\"\"}",
                 "must match exactly one of the 2 schemas of oneOf, but matches numbers 1 and 2",
                 "", "{\"name\":\"\"}");
    expect_words(check_pet, "{\"name\":\"\",\"wings\":2}",
                 "must match exactly one of the 3 schemas of oneOf, but matches numbers 1, 2 and 3",
                 "", "{\"name\":\"\",\"wings\":2}");
}

/* ---- Inside each other ---------------------------------------------------------------------------------- */

static void check_nested(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, (us_checker *const[]){ check_dog_or_cat }, 1, AT(14));
}

static void check_long(us_check *ck, const us_json *v)
{
    us_min_length(ck, v, 3, AT(15));
}

static void check_name(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, (us_checker *const[]){ check_long, us_never, check_long }, 3, AT(16));
}

static void check_names(us_check *ck, const us_json *v)
{
    us_property_names(ck, v, check_name, AT(17));
}

static us_checker *const never_twice[] = { us_never, us_never };

static void check_nothing(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, never_twice, 2, AT(16));
}

static void check_no_names(us_check *ck, const us_json *v)
{
    us_property_names(ck, v, check_nothing, AT(17));
}

static void test_inside_each_other(void **state)
{
    (void)state;
    expect(check_nested, "{\"name\": \"\"}", "anyOf , oneOf ");
    expect(check_names, "{\"name\": 1, \"id\": 1}", "anyOf /id");
    expect_words(check_no_names, "{\"id\": 1}",
                 "the name matches none of the 2 schemas of anyOf: is not allowed here", "",
                 "\"id\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_members_come_before_violations),
        cmocka_unit_test(test_what_agrees_deeper_is_closer),
        cmocka_unit_test(test_a_tie_tells_every_complaint),
        cmocka_unit_test(test_what_would_tell_them_apart),
        cmocka_unit_test(test_what_both_know_tells_nothing_apart),
        cmocka_unit_test(test_inside_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
