/* JSON pointers (RFC 6901) into a tree that was read. */
#include "base/json.h"
#include "base/pointer.h"

/* A wrong escape stands for itself. */
static const us_json *member_at(us_arena *arena, const us_json *object, us_text token)
{
    us_text name;
    (void)us_pointer_token(arena, token, &name);
    return us_json_member(object, name);
}

static const us_json *item_at(const us_json *array, us_text token)
{
    unsigned index;
    if (!us_pointer_index(token, &index))
        return NULL;
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
            value = member_at(arena, value, token);
        else
            value = kind == cJSON_Array ? item_at(value, token) : NULL;
        pointer = us_text_slice(rest, token.length, rest.length);
    }
    return value;
}
