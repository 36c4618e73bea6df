/* JSON pointers (RFC 6901) into a tree that was read. */
#include "base/buf.h"
#include "base/json.h"

static us_text unescape(us_arena *arena, us_text token)
{
    if (us_text_find(token, '~') == token.length)
        return token;
    us_buf out = us_buf_new(arena, token.length);
    for (size_t i = 0; i < token.length; i++) {
        bool escape = token.bytes[i] == '~' && i + 1 < token.length;
        if (escape && token.bytes[i + 1] == '1')
            us_buf_add_byte(&out, '/');
        else
            us_buf_add_byte(&out, token.bytes[i]);
        i += escape && (token.bytes[i + 1] == '0' || token.bytes[i + 1] == '1');
    }
    return us_buf_text(&out);
}

/* An index has no sign and no zero at its front (RFC 6901, 4). */
static const us_json *item_at(const us_json *array, us_text token)
{
    size_t index = 0;
    if (token.length == 0 || token.length > 9 || (token.bytes[0] == '0' && token.length > 1))
        return NULL;
    for (size_t i = 0; i < token.length; i++) {
        if (token.bytes[i] < '0' || token.bytes[i] > '9')
            return NULL;
        index = index * 10 + (size_t)(token.bytes[i] - '0');
    }
    const us_json *item = us_json_first(array);
    while (item && index-- > 0)
        item = us_json_next(item);
    return item;
}

const us_json *us_json_at(us_arena *arena, const us_json *value, us_text pointer)
{
    while (value && pointer.length > 0) {
        us_text rest = us_text_slice(pointer, 1, pointer.length);
        us_text token = us_text_slice(rest, 0, us_text_find(rest, '/'));
        int kind = us_json_kind(value);
        if (pointer.bytes[0] != '/')
            return NULL;
        if (kind == cJSON_Object)
            value = us_json_member(value, unescape(arena, token));
        else
            value = kind == cJSON_Array ? item_at(value, token) : NULL;
        pointer = us_text_slice(rest, token.length, rest.length);
    }
    return value;
}
