/* A run: what is kept, where it is, what is shown. */
#include <stdio.h>

#include "run.h"
#include "runtime/show.h"

/* Everything but null is wrong, wherever it stands. */
static void check_nulls(us_check *ck, const us_json *v)
{
    if (us_json_kind(v) == cJSON_Object || us_json_kind(v) == cJSON_Array) {
        for (const us_json *child = us_json_first(v); child; child = us_json_next(child))
            check_nulls(ck, child);
        return;
    }
    us_type(ck, v, US_NULL, AT_FILE(3, 57));
}

static void test_pointers(void **state)
{
    (void)state;
    expect(check_nulls, "1", "type ");
    expect(check_nulls, "[null, [1, {\"a/b\": {\"~\": 2}}], 3, [[[]], 4]]",
           "type /1/0, type /1/1/a~1b/~0, type /2, type /3/1");
    expect(check_nulls, "{\"\": {\"\": 1}, \"a\": {\"0\": 2}, \"\xC3\xA9\": 3}",
           "type //, type /a/0, type /\xC3\xA9");
}

static void test_locations(void **state)
{
    run r;
    const us_violation *violation;

    (void)state;
    run_begin(&r, check_nulls, "{\"integrations\": [null, {\"a/b\": 7}]}");
    violation = &r.ck.violation[0];
    assert_int_equal(violation->locations, 3);
    assert_true(us_text_equal(violation->location[0], US_TEXT("integrations")));
    assert_true(us_text_equal(violation->location[1], US_TEXT("1")));
    assert_true(us_text_equal(violation->location[2], US_TEXT("a/b")));
    assert_string_equal(violation->pointer.bytes, "/integrations/1/a~1b");
    assert_string_equal(violation->keyword, "type");
    assert_int_equal(violation->at, AT_FILE(3, 57));
    run_end(&r);
}

/* Values that were made by hand have no place in a text. */
static void test_pointers_into_values_made_by_hand(void **state)
{
    us_arena arena = { 0 };
    us_json *root = us_json_new_container(&arena, cJSON_Object);
    us_json *list = us_json_new_container(&arena, cJSON_Array);
    us_check ck;

    (void)state;
    us_json_append(root, us_json_new_literal(&arena, cJSON_NULL), US_TEXT("first"));
    us_json_append(root, list, US_TEXT("ids"));
    us_json_append(list, us_json_new_literal(&arena, cJSON_NULL), US_TEXT(""));
    us_json_append(list, us_json_new_string(&arena, US_TEXT("x")), US_TEXT(""));
    us_json_append(root, us_json_new_number(&arena, US_TEXT("12")), US_TEXT("last"));
    us_check_begin(&ck, &arena, root, NULL);
    check_nulls(&ck, root);
    assert_int_equal(ck.violations, 2);
    assert_string_equal(ck.violation[0].pointer.bytes, "/ids/1");
    assert_string_equal(ck.violation[1].pointer.bytes, "/last");
    us_arena_free(&arena);
}

static void test_what_is_too_much_is_counted(void **state)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 4096);
    run r;

    (void)state;
    us_buf_add_byte(&buf, '[');
    for (int i = 0; i < 1000; i++)
        us_buf_print(&buf, "%s%d", i ? "," : "", i);
    us_buf_add_byte(&buf, ']');
    run_begin(&r, check_nulls, us_buf_text(&buf).bytes);
    assert_int_equal(r.ck.violations, US_VIOLATIONS);
    assert_int_equal(r.ck.dropped, 1000 - US_VIOLATIONS);
    assert_string_equal(r.ck.violation[US_VIOLATIONS - 1].pointer.bytes, "/99");
    run_end(&r);
    us_arena_free(&arena);
}

static void check_memo(us_check *ck, const us_json *v)
{
    static const char key[500];
    void **place[500];

    (void)v;
    for (int i = 0; i < 500; i++) {
        place[i] = us_check_memo(ck, &key[i]);
        assert_null(*place[i]);
        *place[i] = (void *)&key[i];
    }
    for (int i = 0; i < 500; i++)
        assert_ptr_equal(*us_check_memo(ck, &key[i]), &key[i]);
}

static void test_memo(void **state)
{
    (void)state;
    expect(check_memo, "1", "");
}

/* ---- What is shown ------------------------------------------------------------------------------------ */

static void expect_shown(const char *json, size_t limit, const char *shown)
{
    us_arena arena = { 0 };
    us_json_error error;
    us_json *value = us_json_read(&arena, us_text_of(json), NULL, &error);
    us_text text;

    assert_non_null(value);
    text = us_show(&arena, value, limit);
    assert_string_equal(text.bytes, shown);
    assert_non_null(us_json_read(&arena, text, NULL, &error));
    us_arena_free(&arena);
}

static void test_show(void **state)
{
    (void)state;
    expect_shown("[1, {\"a\": \"x\\n\"}, null, true]", 60, "[1,{\"a\":\"x\\n\"},null,true]");
    expect_shown("[1, 2, 3]", 7, "[1,2,3]");
    expect_shown("[1, 2, 3]", 6, "\"[1,2,3…\"");
    expect_shown("\"abcdef\"", 6, "\"abcdef\"");
    expect_shown("\"abcdef\"", 5, "\"abcde…\"");
    expect_shown("\"\xC3\xA9\xC3\xA9\"", 3, "\"\xC3\xA9…\"");
    expect_shown("\"\xF0\x9F\x98\x80\"", 3, "\"…\"");
    expect_shown("12345678901234567890", 5, "\"12345…\"");
    expect_shown("{\"key\": [[[[\"deep\"]]]]}", 10, "\"{\\\"key\\\":[[[…\"");
    expect_shown("[\"\\u0000\"]", 60, "[\"\\u0000\"]");
}

/* The start of a value is all that is looked at. */
static void test_show_of_much(void **state)
{
    us_arena arena = { 0 }, scratch = { 0 };
    us_buf buf = us_buf_new(&arena, 1 << 20);
    us_json_error error;
    us_json *value;

    (void)state;
    us_buf_add_byte(&buf, '[');
    for (int i = 0; i < 100000; i++)
        us_buf_add_string(&buf, "\"0123456789\",");
    us_buf_add_string(&buf, "0]");
    value = us_json_read(&arena, us_buf_text(&buf), NULL, &error);
    assert_non_null(value);
    assert_true(us_show(&scratch, value, 200).length < 300);
    us_arena_free(&scratch);
    us_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pointers),
        cmocka_unit_test(test_locations),
        cmocka_unit_test(test_pointers_into_values_made_by_hand),
        cmocka_unit_test(test_what_is_too_much_is_counted),
        cmocka_unit_test(test_memo),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_show_of_much),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
