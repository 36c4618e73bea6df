/* JSON values made by hand, and the questions one asks of any value. */
#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/json_parts.h"

us_json *us_json_new_string(us_arena *arena, us_text text)
{
    us_json *string = US_NEW(arena, us_json);

    string->node.type = cJSON_String;
    string->types = US_JSON_STRING;
    string->node.valuestring = (char *)(text.bytes ? text.bytes : "");
    string->length = (uint32_t)text.length;
    return string;
}

us_json *us_json_new_literal(us_arena *arena, int cjson_type)
{
    us_json *literal = US_NEW(arena, us_json);

    assert(cjson_type == cJSON_True || cjson_type == cJSON_False || cjson_type == cJSON_NULL);
    literal->node.type = cjson_type;
    literal->node.valueint = cjson_type == cJSON_True;
    literal->types = cjson_type == cJSON_NULL ? US_JSON_NULL : US_JSON_BOOLEAN;
    return literal;
}

us_json *us_json_new_container(us_arena *arena, int cjson_type)
{
    us_json *container = US_NEW(arena, us_json);

    assert(cjson_type == cJSON_Array || cjson_type == cJSON_Object);
    container->node.type = cjson_type;
    container->types = cjson_type == cJSON_Array ? US_JSON_ARRAY : US_JSON_OBJECT;
    return container;
}

/* The first child's `prev` is the last child, as cJSON keeps its lists. */
void us_json_append(us_json *container, us_json *child, us_text key)
{
    cJSON *first = container->node.child;

    assert(us_json_kind(container) == cJSON_Object ? key.bytes != NULL
                                                   : us_json_kind(container) == cJSON_Array);
    if (us_json_kind(container) == cJSON_Object) {
        child->node.string = (char *)key.bytes;
        child->key_length = (uint32_t)key.length;
        child->key_hash = us_hash(key.bytes, key.length);
    }
    child->node.next = NULL;
    if (first) {
        child->node.prev = first->prev;
        first->prev->next = &child->node;
        first->prev = &child->node;
    } else {
        child->node.prev = &child->node;
        container->node.child = &child->node;
    }
    container->count++;
    us_json_forget_sums(container);
}

us_json *us_json_new_number(us_arena *arena, us_text text)
{
    us_text copy = us_arena_copy(arena, text);
    us_json *number = US_NEW(arena, us_json);
    us_json_fault fault;

    if (text.length == 0 || (copy.bytes[0] != '-' && (copy.bytes[0] < '0' || copy.bytes[0] > '9')))
        return NULL;
    if (us_json_read_number(copy.bytes, number, &fault) != copy.bytes + copy.length)
        return NULL;
    number->spelling = text.bytes;
    return number;
}

const us_json *us_json_member(const us_json *object, us_text key)
{
    if (object->index)
        return us_json_index_find(object, key);
    for (const us_json *member = us_json_first(object); member; member = us_json_next(member))
        if (us_text_equal(us_json_key(member), key))
            return member;
    return NULL;
}

us_text us_json_string(const us_json *string)
{
    return (us_text){ string->node.valuestring, string->length };
}

us_text us_json_key(const us_json *member)
{
    return (us_text){ member->node.string, member->key_length };
}

void us_json_position(us_text text, size_t offset, unsigned *line, unsigned *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '\n') {
            ++*line;
            *column = 1;
        } else if ((byte & 0xC0) != 0x80) { /* the bytes that continue a code point do not count */
            ++*column;
        }
    }
}
