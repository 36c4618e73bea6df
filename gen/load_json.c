/* JSON to a document. The strict reader of base/ says what the text means; this walks text and tree side
 * by side to give every value and every key its place.
 *
 * The tree is given back when that is done, so nothing of the document may point into it: what a string
 * says is a part of the source, or a copy when the source spells it with escapes. */
#include "gen/gen.h"

#include "base/json.h"

typedef struct loader {
    us_arena *arena;
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

/* What the string literal at `offset` says, which is `text`, for as long as the source lives. An escape
 * would stand among as many bytes as the text has: it spells one byte or more. */
static us_text keep_string(loader *l, size_t offset, us_text text)
{
    us_text literal = us_text_slice(l->text, offset + 1, offset + 1 + text.length);
    if (us_text_find(literal, '\\') == literal.length) {
        l->end = offset + text.length + 2;
        return literal;
    }
    l->end = end_of_string(l, offset);
    return us_arena_copy(l->arena, text);
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
        gen_member *member = US_NEW(l->arena, gen_member);
        size_t offset = find(l, l->end, '"');
        member->key = keep_string(l, offset, us_json_key(child));
        member->at = gen_cursor_to_byte(&l->cursor, offset);
        member->value = convert(l, child);
        *last = member;
        last = &member->next;
        object->count++;
    }
    l->end = find(l, l->end, '}') + 1;
    gen_index_members(l->arena, object);
}

static gen_node *convert(loader *l, const us_json *value)
{
    gen_node *node = US_NEW(l->arena, gen_node);
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
        node->text = keep_string(l, value->offset, us_json_string(value));
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
    loader l = { &g->arena, g->source[file].text, gen_cursor_new(g, file), 0 };
    us_json_error error = { 0 };
    us_arena scratch = { 0 };
    us_json *tree = us_json_read(&scratch, l.text, NULL, &error);
    gen_node *root = tree ? convert(&l, tree) : NULL;
    if (!tree)
        gen_error(g, gen_cursor_to_byte(&l.cursor, error.offset), "%s", error.message);
    us_arena_free(&scratch);
    return root;
}
