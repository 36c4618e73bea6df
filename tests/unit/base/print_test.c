/* us_print_into says in every case what vsnprintf says. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/print.h"

static void expect_same(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* With no room, with too little of each size, and with enough. */
static void expect_same(const char *format, ...)
{
    char ours[64], theirs[64];

    for (size_t room = 0; room <= sizeof ours; room++) {
        va_list arguments, again;
        int length;

        memset(ours, '#', sizeof ours);
        memset(theirs, '#', sizeof theirs);
        va_start(arguments, format);
        va_copy(again, arguments);
        length = us_print_into(ours, room, format, arguments);
        assert_int_equal(length, vsnprintf(theirs, room, format, again));
        va_end(again);
        va_end(arguments);
        assert_memory_equal(ours, theirs, room < (size_t)length + 1 ? room : (size_t)length + 1);
        if (room < sizeof ours)
            assert_int_equal(ours[room], '#');
    }
}

static void texts(void **state)
{
    (void)state;
    expect_same("plain");
    expect_same("%s", "");
    expect_same("a %s, b %s.", "one", "two");
    expect_same("%.*s|%.*s|%.*s", 3, "abcdef", 0, "abc", 9, "abc");
    expect_same("%.*s", -1, "a negative precision is none");
    expect_same("%c%c 100%%", 'x', '\xe9');
}

static void numbers(void **state)
{
    (void)state;
    expect_same("%u %u %u", 0u, 7u, UINT_MAX);
    expect_same("%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
    expect_same("%zu %zu", (size_t)0, SIZE_MAX);
}

/* What it leaves to the library, before and behind what it would have done itself. */
static void others(void **state)
{
    (void)state;
    expect_same("%s %5d %s", "before", 42, "behind");
    expect_same("%u %-8s|", 1u, "left");
    expect_same("%s %x %03o %g", "all", 255u, 8u, 1.5);
    expect_same("%ld %lld %zd", -1L, 1LL, (ptrdiff_t)-3);
    expect_same("%.2s %*d", "abc", 4, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(numbers),
        cmocka_unit_test(others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
