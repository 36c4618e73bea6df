/* dependentRequired, dependentSchemas, propertyNames, if, readOnly and writeOnly. */
#include "run.h"

/* ---- What depends on a member ------------------------------------------------------------------------ */

static const us_string billing[] = { US_STRING_OF("street"), US_STRING_OF("town") };
static const us_dependency dependency[] = { { US_KEY("card"), billing, 2 },
                                            { US_KEY("town"), billing, 1 } };

static void check_required(us_check *ck, const us_json *v)
{
    us_dependent_required(ck, v, dependency, 2, AT(1));
}

static void test_dependent_required(void **state)
{
    (void)state;
    expect(check_required, "{}", "");
    expect(check_required, "{\"card\": 1, \"street\": null, \"town\": 2}", "");
    expect(check_required, "{\"card\": 1}", "dependentRequired , dependentRequired ");
    expect(check_required, "{\"town\": 1}", "dependentRequired ");
    expect(check_required, "[\"card\"]", "");
    expect_words(check_required, "{\"town\":1}",
                 "has no member \"street\", which is required beside member \"town\"", "\"street\"",
                 "{\"town\":1}");
}

static void check_big(us_check *ck, const us_json *v)
{
    us_min_properties(ck, v, 3, AT(2));
}

static const us_dependent_schema dependent[] = { { US_KEY("a"), check_big },
                                                 { US_KEY("b"), us_never } };

static void check_schemas(us_check *ck, const us_json *v)
{
    us_dependent_schemas(ck, v, dependent, 2, AT(3));
}

static void test_dependent_schemas(void **state)
{
    (void)state;
    expect(check_schemas, "{\"c\": 1}", "");
    expect(check_schemas, "{\"a\": 1, \"c\": 1, \"d\": 1}", "");
    expect(check_schemas, "{\"a\": 1}", "minProperties ");
    expect(check_schemas, "{\"b\": 1}", "dependentSchemas /b");
    expect(check_schemas, "\"a\"", "");
}

/* ---- Names ------------------------------------------------------------------------------------------- */

static void check_short(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(4));
    us_max_length(ck, v, 3, AT(4));
}

static void check_names(us_check *ck, const us_json *v)
{
    us_property_names(ck, v, check_short, AT(4));
}

static us_checker *const never_or_short[] = { us_never, check_short };

static void check_names_any(us_check *ck, const us_json *v)
{
    us_any_of(ck, v, never_or_short, 2, AT(5));
}

static void check_names_by_branch(us_check *ck, const us_json *v)
{
    us_property_names(ck, v, check_names_any, AT(5));
}

static void check_no_names(us_check *ck, const us_json *v)
{
    us_property_names(ck, v, us_never, AT(6));
}

static void test_a_name_points_at_its_member(void **state)
{
    (void)state;
    expect(check_names, "{}", "");
    expect(check_names, "{\"abc\": 1, \"\": {\"long name\": 1}}", "");
    expect(check_names, "{\"a\": 1, \"b/cd\": [1], \"efghi\": 1}",
           "maxLength /b~1cd, maxLength /efghi");
    expect(check_names, "[\"abcd\"]", "");
    expect_words(check_names, "{\"abcd\": 7}", "the name must have at most 3 characters, but has 4",
                 "3", "\"abcd\"");
    expect(check_names_by_branch, "{\"abc\": 1, \"abcd\": 1}", "anyOf /abcd, maxLength /abcd");
    expect(check_no_names, "{\"a\": 7, \"b\": 7}", "propertyNames /a, propertyNames /b");
    expect_words(check_no_names, "{\"a\": 7}", "member \"a\" is not allowed here", "false", "7");
}

static void check_not_names(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_names, AT(7));
}

static void test_names_in_a_trial(void **state)
{
    (void)state;
    expect(check_not_names, "{\"abcd\": 1}", "");
    expect(check_not_names, "{\"abc\": 1}", "not ");
}

/* ---- if ---------------------------------------------------------------------------------------------- */

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(8));
}

static void check_then(us_check *ck, const us_json *v)
{
    us_minimum(ck, v, 0, AT(9));
}

static void check_else(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(10));
}

static void check_if(us_check *ck, const us_json *v)
{
    us_if(ck, v, check_number, check_then, check_else, AT(8));
    us_if(ck, v, check_number, NULL, NULL, AT(8));
    us_if(ck, NULL, check_number, us_never, us_never, AT(8));
}

static void check_not_if(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_if, AT(11));
}

static void test_if(void **state)
{
    (void)state;
    expect(check_if, "1", "");
    expect(check_if, "-1", "minimum ");
    expect(check_if, "\"a\"", "");
    expect(check_if, "null", "type ");
    expect(check_not_if, "-1", "");
    expect(check_not_if, "\"a\"", "not ");
}

/* ---- Direction --------------------------------------------------------------------------------------- */

static unsigned count(us_checker *checker, enum us_direction direction, bool strict)
{
    us_arena arena = { 0 };
    us_json *value = us_json_read(&arena, US_TEXT("1"), NULL, NULL);
    us_check ck;
    unsigned violations;

    us_check_begin(&ck, &arena, value, NULL);
    ck.direction = direction;
    ck.strict = strict;
    checker(&ck, value);
    checker(&ck, NULL);
    violations = ck.violations;
    us_arena_free(&arena);
    return violations;
}

static void check_read_only(us_check *ck, const us_json *v)
{
    us_read_only(ck, v, AT(12));
}

static void check_write_only(us_check *ck, const us_json *v)
{
    us_write_only(ck, v, AT(13));
}

static void test_direction(void **state)
{
    (void)state;
    assert_int_equal(count(check_read_only, US_REQUEST, true), 1);
    assert_int_equal(count(check_read_only, US_REQUEST, false), 0);
    assert_int_equal(count(check_read_only, US_RESPONSE, true), 0);
    assert_int_equal(count(check_read_only, US_EITHER, true), 0);
    assert_int_equal(count(check_write_only, US_RESPONSE, true), 1);
    assert_int_equal(count(check_write_only, US_RESPONSE, false), 0);
    assert_int_equal(count(check_write_only, US_REQUEST, true), 0);
    assert_int_equal(count(check_write_only, US_EITHER, true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dependent_required),
        cmocka_unit_test(test_dependent_schemas),
        cmocka_unit_test(test_a_name_points_at_its_member),
        cmocka_unit_test(test_names_in_a_trial),
        cmocka_unit_test(test_if),
        cmocka_unit_test(test_direction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
