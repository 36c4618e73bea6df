/* The tokens of JSON pointers: RFC 6901's own examples, and what it does not allow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/pointer.h"

static us_arena arena;

static void assert_text(us_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void tokens_come_back(void **state)
{
    static const char *const row[][2] = {
        { "foo", "/foo" },  { "", "/" },      { "a/b", "/a~1b" },   { "c%d", "/c%d" },
        { "m~n", "/m~0n" }, { "~1", "/~01" }, { "~/~", "/~0~1~0" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        us_buf pointer = us_buf_new(&arena, 16);
        us_text token;
        us_pointer_add(&pointer, us_text_of(row[i][0]));
        assert_text(us_buf_text(&pointer), row[i][1]);
        token = us_text_slice(us_buf_text(&pointer), 1, pointer.length);
        assert_true(us_pointer_token(&arena, token, &token));
        assert_text(token, row[i][0]);
    }
}

static void a_wrong_escape_stands_for_itself(void **state)
{
    us_text token;
    (void)state;
    assert_false(us_pointer_token(&arena, US_TEXT("a~1b~2"), &token));
    assert_text(token, "a/b~2");
    assert_false(us_pointer_token(&arena, US_TEXT("~"), &token));
    assert_text(token, "~");
    assert_false(us_pointer_token(&arena, US_TEXT("~~1"), &token));
    assert_text(token, "~/");
}

static void an_index_has_no_sign_and_no_zero_in_front(void **state)
{
    static const char *const wrong[] = { "", "-", "-1", "+1", "01", "00", "1e0", "1234567890" };
    unsigned index;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(us_pointer_index(us_text_of(wrong[i]), &index));
    assert_true(us_pointer_index(US_TEXT("0"), &index));
    assert_int_equal(index, 0);
    assert_true(us_pointer_index(US_TEXT("123456789"), &index));
    assert_int_equal(index, 123456789);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_come_back),
        cmocka_unit_test(a_wrong_escape_stands_for_itself),
        cmocka_unit_test(an_index_has_no_sign_and_no_zero_in_front),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    us_arena_free(&arena);
    return failed;
}
