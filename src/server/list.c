/* Cutting header fields into items: Accept, Prefer, and the parameters of a media type. */
#include "server/list.h"

#include <string.h>

/* The index of the first separator outside of quotes, or the length. */
static size_t find_separator(us_text text, const char *separators)
{
    bool quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '"')
            quoted = !quoted;
        else if (quoted && c == '\\')
            i++;
        else if (!quoted && c != '\0' && strchr(separators, c))
            return i;
    }
    return text.length;
}

bool us_list_next(us_text *rest, const char *separators, us_text *item)
{
    while (rest->length > 0) {
        size_t end = find_separator(*rest, separators);
        *item = us_text_trim(us_text_slice(*rest, 0, end));
        *rest = us_text_slice(*rest, end + 1, rest->length);
        if (item->length > 0)
            return true;
    }
    return false;
}

void us_list_pair(us_text item, us_text *name, us_text *value)
{
    size_t equals = us_text_find(item, '=');
    *name = us_text_trim(us_text_slice(item, 0, equals));
    *value = us_text_trim(us_text_slice(item, equals + 1, item.length));
}

us_text us_list_unquote(us_arena *arena, us_text value)
{
    if (value.length < 2 || value.bytes[0] != '"' || value.bytes[value.length - 1] != '"')
        return value;
    us_text inside = us_text_slice(value, 1, value.length - 1);
    if (us_text_find(inside, '\\') == inside.length)
        return inside;
    char *bytes = us_arena_alloc(arena, inside.length);
    size_t length = 0;
    for (size_t i = 0; i < inside.length; i++) {
        if (inside.bytes[i] == '\\' && i + 1 < inside.length)
            i++;
        bytes[length++] = inside.bytes[i];
    }
    return (us_text){ bytes, length };
}
