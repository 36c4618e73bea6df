/* Delays as heads and options spell them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "server/delay.h"

static void expect(const char *text, unsigned least, unsigned most)
{
    us_delay delay;
    assert_true(us_delay_read(us_text_of(text), &delay));
    assert_int_equal(delay.least, least);
    assert_int_equal(delay.most, most);
}

static void numbers_and_ranges(void **state)
{
    static const char *const wrong[] = {
        "", "x", "-1", "1.5", "60001", "1..", "..2", "3..2", "1...2", "1..60001", "1s", "4294967297"
    };
    us_delay delay;
    (void)state;
    expect("0", 0, 0);
    expect("200", 200, 200);
    expect("60000", 60000, 60000);
    expect("100..300", 100, 300);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(us_delay_read(us_text_of(wrong[i]), &delay));
}

static unsigned of_head(const char *head)
{
    return us_delay_of_head(us_text_of(head), (us_delay){ 7, 7 }).most;
}

static void heads(void **state)
{
    (void)state;
    assert_int_equal(of_head("GET / HTTP/1.1\r\n\r\n"), 7);
    assert_int_equal(of_head("GET / HTTP/1.1\r\nprefer: code=404, delay=20\r\n\r\n"), 20);
    assert_int_equal(of_head("GET / HTTP/1.1\r\nPrefer: code=404; delay=\"20\"\r\n\r\n"), 20);
    assert_int_equal(of_head("GET / HTTP/1.1\r\nPrefer: a\r\nPrefer: delay=2, delay=3\r\n\r\n"), 2);
    assert_int_equal(of_head("GET / HTTP/1.1\r\nPrefer: delay=soon\r\n\r\n"), 7);
    assert_int_equal(of_head("GET / HTTP/1.1\r\nX-Prefer: delay=20\r\n\r\n"), 7);
    assert_int_equal(of_head("GET /?a=1&__delay=20&b HTTP/1.1\r\n\r\n"), 20);
    assert_int_equal(of_head("GET /?__delay=20 HTTP/1.1\r\nPrefer: code=404\r\n\r\n"), 7);
    assert_int_equal(of_head("GET /delay=20 HTTP/1.1\r\n\r\n"), 7);
    assert_int_equal(of_head("GET"), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_ranges),
        cmocka_unit_test(heads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
