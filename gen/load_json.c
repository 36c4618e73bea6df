/* JSON to a document. The strict reader of base/ says what the text means; this walks text and tree side
 * by side to give every value and every key its place. */
#include "gen/gen.h"

#include "base/json.h"

typedef struct loader {
    gen *g;
    us_text text;
    gen_cursor cursor;
    size_t end; /* the byte after the value that was converted last */
} loader;

static gen_node *convert(loader *l, const us_json *value);

/* The offset of the next `byte`; between it and `from` stand only white space and commas. */
static size_t find(const loader *l, size_t from, char byte)
{
    while (l->text.bytes[from] != byte)
        from++;
    return from;
}

/* The byte after the string literal whose opening quote is at `offset`. */
static size_t end_of_string(const loader *l, size_t offset)
{
    for (offset++; l->text.bytes[offset] != '"'; offset++)
        if (l->text.bytes[offset] == '\\')
            offset++;
    return offset + 1;
}

static void convert_items(loader *l, gen_node *array, const us_json *value)
{
    gen_node **last = &array->item;
    for (const us_json *item = us_json_first(value); item; item = us_json_next(item)) {
        *last = convert(l, item);
        last = &(*last)->next;
        array->count++;
    }
    l->end = find(l, l->end, ']') + 1;
}

static void convert_members(loader *l, gen_node *object, const us_json *value)
{
    gen_member **last = &object->member;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        gen_member *member = US_NEW(&l->g->arena, gen_member);
        member->key = us_json_key(child);
        member->at = gen_cursor_to_byte(&l->cursor, find(l, l->end, '"'));
        member->value = convert(l, child);
        *last = member;
        last = &member->next;
        object->count++;
    }
    l->end = find(l, l->end, '}') + 1;
}

static gen_node *convert(loader *l, const us_json *value)
{
    gen_node *node = US_NEW(&l->g->arena, gen_node);
    node->at = gen_cursor_to_byte(&l->cursor, value->offset);
    switch (us_json_kind(value)) {
    case cJSON_Object:
        node->kind = GEN_OBJECT;
        l->end = value->offset + 1u;
        convert_members(l, node, value);
        break;
    case cJSON_Array:
        node->kind = GEN_ARRAY;
        l->end = value->offset + 1u;
        convert_items(l, node, value);
        break;
    case cJSON_String:
        node->kind = GEN_STRING;
        node->text = us_json_string(value);
        l->end = end_of_string(l, value->offset);
        break;
    case cJSON_Number:
        node->kind = GEN_NUMBER;
        node->text = (us_text){ value->spelling, value->length };
        l->end = value->offset + (size_t)value->length;
        break;
    case cJSON_NULL:
        node->kind = GEN_NULL;
        l->end = value->offset + 4u;
        break;
    default:
        node->kind = GEN_BOOLEAN;
        node->truth = us_json_kind(value) == cJSON_True;
        l->end = value->offset + (node->truth ? 4u : 5u);
    }
    return node;
}

gen_node *gen_load_json(gen *g, unsigned file)
{
    loader l = { .g = g, .text = g->source[file].text, .cursor = gen_cursor_new(g, file) };
    us_json_error error = { 0 };
    us_json *root = us_json_read(&g->arena, l.text, NULL, &error);
    if (!root) {
        gen_error(g, gen_cursor_to_byte(&l.cursor, error.offset), "%s", error.message);
        return NULL;
    }
    return convert(&l, root);
}
