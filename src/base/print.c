/* The directives %s, %.*s, %c, %d, %u, %zu and %% without flags and widths. At the first other one the whole
 * format is the library's. */
#include "base/print.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct writing {
    char *bytes;
    size_t room, length;
    va_list arguments;
} writing;

static void put(writing *w, const char *bytes, size_t length)
{
    if (w->length < w->room) {
        size_t left = w->room - w->length;

        memcpy(w->bytes + w->length, bytes, length < left ? length : left);
    }
    w->length += length;
}

static void put_string(writing *w, size_t most)
{
    const char *string = va_arg(w->arguments, const char *);

    if (string)
        put(w, string, most == SIZE_MAX ? strlen(string) : strnlen(string, most));
    else
        put(w, "(null)", most < 6 ? 0 : 6);
}

static void put_number(writing *w, uintmax_t number)
{
    char digits[24], *first = digits + sizeof digits;

    do
        *--first = (char)('0' + number % 10);
    while (number /= 10);
    put(w, first, (size_t)(digits + sizeof digits - first));
}

static void put_signed(writing *w, int number)
{
    if (number < 0)
        put(w, "-", 1);
    put_number(w, number < 0 ? 0 - (uintmax_t)number : (uintmax_t)number);
}

static void put_byte(writing *w)
{
    char byte = (char)va_arg(w->arguments, int);

    put(w, &byte, 1);
}

/* What stands behind a '%'. Its length, or 0 when it is none of ours. */
static size_t put_directive(writing *w, const char *directive)
{
    int most;

    switch (*directive) {
    case 's':
        put_string(w, SIZE_MAX);
        return 1;
    case 'u':
        put_number(w, va_arg(w->arguments, unsigned));
        return 1;
    case 'd':
        put_signed(w, va_arg(w->arguments, int));
        return 1;
    case 'c':
        put_byte(w);
        return 1;
    case '%':
        put(w, "%", 1);
        return 1;
    case 'z':
        if (directive[1] != 'u')
            return 0;
        put_number(w, va_arg(w->arguments, size_t));
        return 2;
    case '.':
        if (strncmp(directive, ".*s", 3) != 0)
            return 0;
        most = va_arg(w->arguments, int);
        put_string(w, most < 0 ? SIZE_MAX : (size_t)most);
        return 3;
    }
    return 0;
}

static bool put_all(writing *w, const char *format)
{
    for (;;) {
        const char *mark = strchr(format, '%');
        size_t taken;

        put(w, format, mark ? (size_t)(mark - format) : strlen(format));
        if (!mark)
            return true;
        taken = put_directive(w, mark + 1);
        if (taken == 0)
            return false;
        format = mark + 1 + taken;
    }
}

int us_print_into(char *bytes, size_t room, const char *format, va_list arguments)
{
    writing w = { .bytes = bytes, .room = room };
    bool done;

    va_copy(w.arguments, arguments);
    done = put_all(&w, format);
    va_end(w.arguments);
    if (!done || w.length > INT_MAX)
        return vsnprintf(bytes, room, format, arguments);
    if (room > 0)
        bytes[w.length < room ? w.length : room - 1] = '\0';
    return (int)w.length;
}
