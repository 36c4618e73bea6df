/* type, enum and const. */
#include "run.h"

/* ---- type --------------------------------------------------------------------------------------- */

static void check_integer(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(7));
}

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(7));
}

static void check_string_or_null(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING | US_NULL, AT(7));
}

static void check_three_types(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_BOOLEAN | US_ARRAY | US_OBJECT, AT(7));
}

static void test_integers_have_no_fraction(void **state)
{
    static const char *const integer[] = { "0",
                                           "-0",
                                           "1",
                                           "1.0",
                                           "-2.000",
                                           "1e2",
                                           "1.50e1",
                                           "0.0",
                                           "0e-999999",
                                           "1e400",
                                           "123456789012345678901234567890",
                                           "100e-2",
                                           "12345678901234567890.0" };
    static const char *const other[] = {
        "0.5",  "1e-2",  "1.05e1", "1e-400", "9007199254740993.5", "1.00000000000000000001",
        "true", "\"1\"", "null"
    };
    (void)state;
    for (size_t i = 0; i < sizeof(integer) / sizeof(*integer); i++)
        expect(check_integer, integer[i], "");
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
        expect(check_integer, other[i], "type ");
}

static void test_every_integer_is_a_number(void **state)
{
    (void)state;
    expect(check_number, "1", "");
    expect(check_number, "1.5", "");
    expect(check_number, "false", "type ");
}

static void test_type_lists(void **state)
{
    (void)state;
    expect(check_string_or_null, "\"\"", "");
    expect(check_string_or_null, "null", "");
    expect(check_string_or_null, "0", "type ");
    expect(check_string_or_null, "false", "type ");
    expect(check_three_types, "true", "");
    expect(check_three_types, "false", "");
    expect(check_three_types, "[]", "");
    expect(check_three_types, "{}", "");
    expect(check_three_types, "null", "type ");
}

static void test_type_in_words(void **state)
{
    (void)state;
    expect_words(check_integer, "\"1\"", "must be an integer, but is the string \"1\"",
                 "\"integer\"", "\"1\"");
    expect_words(check_integer, "1.5", "must be an integer, but is the number 1.5", "\"integer\"",
                 "1.5");
    expect_words(check_string_or_null, "[1, 2]", "must be a string or null, but is an array",
                 "[\"string\",\"null\"]", "[1,2]");
    expect_words(check_three_types, "null", "must be a boolean, an array or an object, but is null",
                 "[\"boolean\",\"array\",\"object\"]", "null");
}

/* ---- enum, const -------------------------------------------------------------------------------- */

static const us_values mode = {
    .value =
        (const us_value[]){ US_STR("free"), US_STR("path"), US_JSON("null"), US_JSON("1"),
                            US_STR(""), US_STR("a\0b"), US_JSON("{\"a\":[1,2.0],\"b\":true}"),
                            US_JSON("[false]"), US_STR("a string of more than sixteen bytes") },
    .count = 9,
};

static void check_mode(us_check *ck, const us_json *v)
{
    us_enum(ck, v, &mode, AT(7));
}

static void check_modes(us_check *ck, const us_json *v)
{
    us_items(ck, v, check_mode, AT(7));
}

static void test_enum_members(void **state)
{
    static const char *const member[] = { "\"free\"",
                                          "\"path\"",
                                          "null",
                                          "1",
                                          "1.0",
                                          "10e-1",
                                          "\"\"",
                                          "\"a\\u0000b\"",
                                          "[false]",
                                          "{\"b\": true, \"a\": [1.0, 2]}",
                                          "\"a string of more than sixteen bytes\"" };
    static const char *const other[] = { "\"fre\"",
                                         "\"freE\"",
                                         "\"null\"",
                                         "\"1\"",
                                         "true",
                                         "[0]",
                                         "{\"a\":[1,2]}",
                                         "\"a\"",
                                         "\"a\\u0000c\"",
                                         "[]",
                                         "{}",
                                         "1.5",
                                         "\"a string of more than sixteen bites\"",
                                         "{\"a\":[2,1],\"b\":true}" };
    (void)state;
    for (size_t i = 0; i < sizeof(member) / sizeof(*member); i++)
        expect(check_mode, member[i], "");
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
        expect(check_mode, other[i], "enum ");
    expect(check_modes, "[{\"b\":true,\"a\":[1,2]}, {\"b\":1}, {\"a\":[1,2],\"b\":true}, [false]]",
           "enum /1");
}

static const us_values few = { .value = (const us_value[]){ US_STR("free"), US_STR("path") },
                               .count = 2 };

static void check_few(us_check *ck, const us_json *v)
{
    us_enum(ck, v, &few, AT(7));
}

static void test_enum_in_words(void **state)
{
    (void)state;
    expect_words(check_few, "\"fee\"",
                 "must be one of \"free\", \"path\", but is \"fee\" (did you mean \"free\"?)",
                 "[\"free\",\"path\"]", "\"fee\"");
    expect_words(check_few, "\"other\"", "must be one of \"free\", \"path\", but is \"other\"",
                 "[\"free\",\"path\"]", "\"other\"");
    expect_words(check_few, "3", "must be one of \"free\", \"path\", but is 3",
                 "[\"free\",\"path\"]", "3");
}

static us_value many_value[300];
static const us_values many = { .value = many_value, .count = 300 };

static void check_many(us_check *ck, const us_json *v)
{
    us_enum(ck, v, &many, AT(7));
}

static void test_a_long_enum_is_cut(void **state)
{
    run r;

    (void)state;
    for (unsigned i = 0; i < 300; i++)
        many_value[i] = (us_value)US_STR("member");
    run_begin(&r, check_many, "\"x\"");
    assert_true(r.ck.violation[0].expected.length < 500);
    assert_true(us_text_ends(r.ck.violation[0].expected, US_TEXT("\"member\",\"…\"]")));
    assert_true(r.ck.violation[0].message.length < 250);
    assert_non_null(
        us_json_read(&r.arena, r.ck.violation[0].expected, NULL, &(us_json_error){ 0 }));
    run_end(&r);
}

static const us_value answer = US_JSON("42");
static const us_value word = US_STR("cat");
static const us_value tree = US_JSON("{\"a\":{\"x\":1,\"y\":[true,null]}}");

static void check_answer(us_check *ck, const us_json *v)
{
    us_const(ck, v, &answer, AT(7));
}

static void check_word(us_check *ck, const us_json *v)
{
    us_const(ck, v, &word, AT(7));
}

static void check_tree(us_check *ck, const us_json *v)
{
    us_const(ck, v, &tree, AT(7));
}

static void test_const(void **state)
{
    (void)state;
    expect(check_answer, "42", "");
    expect(check_answer, "4.2e1", "");
    expect(check_answer, "42.0000000000000000000000001", "const ");
    expect(check_answer, "\"42\"", "const ");
    expect(check_word, "\"cat\"", "");
    expect(check_word, "\"cats\"", "const ");
    expect(check_tree, "{\"a\":{\"y\":[true,null],\"x\":1.0}}", "");
    expect(check_tree, "{\"a\":{\"y\":[true,null],\"x\":1,\"z\":0}}", "const ");
    expect_words(check_word, "[]", "must be \"cat\", but is []", "\"cat\"", "[]");
}

static void check_absent(us_check *ck, const us_json *v)
{
    (void)v;
    us_type(ck, NULL, US_STRING, AT(7));
    us_enum(ck, NULL, &few, AT(7));
    us_const(ck, NULL, &word, AT(7));
}

static void test_absent_values_are_ignored(void **state)
{
    (void)state;
    expect(check_absent, "1", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers_have_no_fraction),
        cmocka_unit_test(test_every_integer_is_a_number),
        cmocka_unit_test(test_type_lists),
        cmocka_unit_test(test_type_in_words),
        cmocka_unit_test(test_enum_members),
        cmocka_unit_test(test_enum_in_words),
        cmocka_unit_test(test_a_long_enum_is_cut),
        cmocka_unit_test(test_const),
        cmocka_unit_test(test_absent_values_are_ignored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
