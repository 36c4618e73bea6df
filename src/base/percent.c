/* Most texts have nothing to decode, so look first and copy only then. */
#include "base/percent.h"

#include <string.h>

#include "base/ascii.h"

/* ---- Decoding ------------------------------------------------------------------------------------ */

static bool needs_decoding(us_text text, enum us_plus plus)
{
    if (text.length == 0)
        return false;
    if (memchr(text.bytes, '%', text.length))
        return true;
    return plus == US_PLUS_IS_SPACE && memchr(text.bytes, '+', text.length);
}

/* The byte that the escape at text[at] stands for, or -1. */
static int escaped_byte(us_text text, size_t at)
{
    if (text.length - at < 3)
        return -1;
    int high = us_hex_value(text.bytes[at + 1]);
    int low = us_hex_value(text.bytes[at + 2]);
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

/* ---- Encoding ------------------------------------------------------------------------------------ */

static void add_byte(us_buf *out, char byte, bool stays)
{
    if (stays)
        us_buf_add_byte(out, byte);
    else
        us_buf_print(out, "%%%02X", (unsigned char)byte);
}

void us_percent_encode(us_buf *out, us_text text, us_text marks)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        add_byte(out, byte, us_is_word(byte) || us_text_find(marks, byte) < marks.length);
    }
}

void us_percent_encode_only(us_buf *out, us_text text, us_text bytes)
{
    for (size_t i = 0; i < text.length; i++)
        add_byte(out, text.bytes[i], us_text_find(bytes, text.bytes[i]) == bytes.length);
}
