/* The tokens of a pointer, there and back. */
#include "base/pointer.h"

#include "base/ascii.h"

void us_pointer_add(us_buf *pointer, us_text token)
{
    us_buf_add_byte(pointer, '/');
    if (us_text_find(token, '~') == token.length && us_text_find(token, '/') == token.length) {
        us_buf_add(pointer, token);
        return;
    }
    for (size_t i = 0; i < token.length; i++) {
        char byte = token.bytes[i];
        if (byte == '~' || byte == '/')
            us_buf_add_string(pointer, byte == '~' ? "~0" : "~1");
        else
            us_buf_add_byte(pointer, byte);
    }
}

bool us_pointer_token(us_arena *arena, us_text token, us_text *out)
{
    bool sound = true;
    *out = token;
    if (us_text_find(token, '~') == token.length)
        return true;
    us_buf text = us_buf_new(arena, token.length);
    for (size_t i = 0; i < token.length; i++) {
        char byte = token.bytes[i], next = i + 1 < token.length ? token.bytes[i + 1] : '\0';
        bool escape = byte == '~' && (next == '0' || next == '1');
        us_buf_add_byte(&text, escape && next == '1' ? '/' : byte);
        sound = sound && (escape || byte != '~');
        i += escape;
    }
    *out = us_buf_text(&text);
    return sound;
}

bool us_pointer_index(us_text token, unsigned *index)
{
    return (token.length < 2 || token.bytes[0] != '0') && us_text_number(token, 999999999, index);
}
