/* minLength, maxLength, pattern, format. */
#include "run.h"

static void check_length(us_check *ck, const us_json *v)
{
    us_min_length(ck, v, 2, AT(3));
    us_max_length(ck, v, 3, AT(4));
}

static void test_lengths_count_code_points(void **state)
{
    (void)state;
    expect(check_length, "\"ab\"", "");
    expect(check_length, "\"abc\"", "");
    expect(check_length, "\"a\"", "minLength ");
    expect(check_length, "\"\"", "minLength ");
    expect(check_length, "\"abcd\"", "maxLength ");
    expect(check_length, "\"\\ud83d\\ude00\"", "minLength ");
    expect(check_length, "\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\"", "");
    expect(check_length, "\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80.\"", "maxLength ");
    expect(check_length, "\"\\u0000\\u0000\"", "");
    expect(check_length, "[1]", "");
}

static void test_lengths_in_words(void **state)
{
    (void)state;
    expect_words(check_length, "\"a\"", "must have at least 2 characters, but has 1", "2", "\"a\"");
    expect_words(check_length, "\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"",
                 "must have at most 3 characters, but has 4", "3",
                 "\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"");
}

static void check_no_length(us_check *ck, const us_json *v)
{
    us_min_length(ck, v, 0, AT(3));
    us_max_length(ck, v, 4294967295u, AT(3));
}

static void check_one(us_check *ck, const us_json *v)
{
    us_min_length(ck, v, 1, AT(3));
}

static void test_extreme_lengths(void **state)
{
    (void)state;
    expect(check_no_length, "\"\"", "");
    expect_words(check_one, "\"\"", "must have at least 1 character, but has 0", "1", "\"\"");
}

/* ---- pattern -------------------------------------------------------------------------------------- */

static us_pattern *pattern[3];

static void check_word(us_check *ck, const us_json *v)
{
    us_matches(ck, v, 0, AT(3));
}

static void check_hard(us_check *ck, const us_json *v)
{
    us_matches(ck, v, 1, AT(3));
}

static void check_not_hard(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_hard, AT(3));
    us_type(ck, v, US_STRING, AT(3));
}

static void compile(us_arena *arena, unsigned i, us_text source)
{
    us_text message = { 0 };
    size_t offset;

    pattern[i] = us_pattern_compile(arena, source, &message, &offset);
    if (!pattern[i])
        fail_msg("%.*s", (int)message.length, message.bytes);
}

static void expect_pattern(us_checker *checker, us_text json, const char *found, bool limit)
{
    run r;

    run_text(&r, checker, json, pattern);
    assert_int_equal(r.ck.limit, limit);
    assert_string_equal(run_found(&r), found);
    run_end(&r);
}

static void test_pattern(void **state)
{
    us_arena arena = { 0 };
    us_buf slow = us_buf_new(&arena, 64);

    (void)state;
    compile(&arena, 0, US_TEXT("^a+$"));
    compile(&arena, 1, US_TEXT("^(a+)+\\b$"));
    expect_pattern(check_word, US_TEXT("\"aaa\""), "", false);
    expect_pattern(check_word, US_TEXT("\"b\""), "pattern ", false);
    expect_pattern(check_word, US_TEXT("\"aaa\\n\""), "pattern ", false);
    expect_pattern(check_word, US_TEXT("7"), "", false);
    us_buf_add_byte(&slow, '"');
    for (int i = 0; i < 60; i++)
        us_buf_add_byte(&slow, 'a');
    us_buf_add_string(&slow, "b\"");
    expect_pattern(check_hard, us_buf_text(&slow), "", true);
    expect_pattern(check_not_hard, us_buf_text(&slow), "", true);
    us_pattern_free(pattern[0]);
    us_pattern_free(pattern[1]);
    us_arena_free(&arena);
}

static void test_pattern_in_words(void **state)
{
    us_arena arena = { 0 };
    run r;

    (void)state;
    compile(&arena, 0, US_TEXT("^[a-z\"]+$"));
    run_text(&r, check_word, US_TEXT("\"A\""), pattern);
    assert_string_equal(r.ck.violation[0].message.bytes,
                        "must match the pattern \"^[a-z\"]+$\", but is \"A\"");
    assert_string_equal(r.ck.violation[0].expected.bytes, "\"^[a-z\\\"]+$\"");
    run_end(&r);
    us_pattern_free(pattern[0]);
    us_arena_free(&arena);
}

/* ---- format ----------------------------------------------------------------------------------------- */

static void check_uuid(us_check *ck, const us_json *v)
{
    us_format(ck, v, &us_format_uuid, AT(3));
}

static void test_format(void **state)
{
    (void)state;
    expect(check_uuid, "\"3c90c3cc-0d44-4b50-8888-8dd25736052a\"", "");
    expect(check_uuid, "7", "");
    expect_words(check_uuid, "\"x\"",
                 "must be a UUID such as 3c90c3cc-0d44-4b50-8888-8dd25736052a (RFC 9562), but is "
                 "\"x\"",
                 "\"uuid\"", "\"x\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths_count_code_points), cmocka_unit_test(test_lengths_in_words),
        cmocka_unit_test(test_extreme_lengths),           cmocka_unit_test(test_pattern),
        cmocka_unit_test(test_pattern_in_words),          cmocka_unit_test(test_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
