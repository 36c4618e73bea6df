/* A buffer grows, stays terminated and keeps what was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"

static void it_is_terminated_from_the_start(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 0);

    assert_string_equal(buf.bytes, "");
    us_buf_add_byte(&buf, 'a');
    us_buf_add(&buf, (us_text){ NULL, 0 });
    us_buf_add_string(&buf, "bc");
    us_buf_add(&buf, US_TEXT("d\0e"));
    us_buf_print(&buf, "%d", 12);
    us_buf_print(&buf, "%s", "");
    assert_int_equal(us_buf_text(&buf).length, 8);
    assert_memory_equal(us_buf_text(&buf).bytes, "abcd\0e12", 9);
    us_arena_free(&arena);
}

static void it_grows(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 3);

    for (int i = 0; i < 10000; i++)
        us_buf_print(&buf, "%04d", i);
    assert_int_equal(buf.length, 40000);
    assert_int_equal(strlen(buf.bytes), 40000);
    assert_memory_equal(buf.bytes + 39996, "9999", 5);
    us_arena_free(&arena);
}

static void it_may_be_given_its_own_bytes(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 4);

    us_buf_add_string(&buf, "ab");
    for (int i = 0; i < 10; i++)
        us_buf_add(&buf, us_buf_text(&buf));
    assert_int_equal(buf.length, 2048);
    assert_memory_equal(buf.bytes + 2044, "abab", 5);
    us_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_terminated_from_the_start),
        cmocka_unit_test(it_grows),
        cmocka_unit_test(it_may_be_given_its_own_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
