/* Percent-decoding. Most texts have nothing to decode, so look first and copy only then. */
#include "server/percent.h"

#include <string.h>

static bool needs_decoding(us_text text, enum us_plus plus)
{
    if (text.length == 0)
        return false;
    if (memchr(text.bytes, '%', text.length))
        return true;
    return plus == US_PLUS_IS_SPACE && memchr(text.bytes, '+', text.length);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte that the escape at text[at] stands for, or -1. */
static int escaped_byte(us_text text, size_t at)
{
    if (text.length - at < 3)
        return -1;
    int high = hex_digit(text.bytes[at + 1]);
    int low = hex_digit(text.bytes[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool us_percent_decode(us_arena *arena, us_text text, enum us_plus plus, us_text *out)
{
    *out = text;
    if (!needs_decoding(text, plus))
        return true;
    char *bytes = us_arena_alloc(arena, text.length);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '%') {
            int byte = escaped_byte(text, i);
            if (byte < 0)
                return false;
            c = (char)byte;
            i += 2;
        } else if (c == '+' && plus == US_PLUS_IS_SPACE) {
            c = ' ';
        }
        bytes[length++] = c;
    }
    *out = (us_text){ bytes, length };
    return true;
}
