/* JSON to a document. The strict reader of base/ says what the text means, one value after the other; here each
 * gets its place and becomes a node. Nothing is kept of what was read but the document, which is several times
 * as long as the text: clearing fresh memory is what a long document waits for.
 *
 * What a string says is a part of the source, or a copy when the source spells it with escapes. */
#include "gen/gen.h"

#include "base/json.h"

/* An array or object that is not closed yet. */
typedef struct level {
    struct level *outer, *inner; /* the inner one is kept for the next time */
    gen_node *node;
    gen_node **last_item;
    gen_member **last_member;
} level;

typedef struct loader {
    us_arena *arena, *scratch;
    us_text text;
    gen_cursor cursor;
    level outermost; /* its only item is the document */
    level *open;
} loader;

/* What the string literal at `offset` says, which is `text`. An escape would stand among as many bytes as the text
 * has: it spells one byte or more. */
static us_text keep_string(loader *l, size_t offset, us_text text)
{
    us_text literal = us_text_slice(l->text, offset + 1, offset + 1 + text.length);

    if (us_text_find(literal, '\\') == literal.length)
        return literal;
    return us_arena_copy(l->arena, text);
}

static void open_level(loader *l, gen_node *node)
{
    level *inner = l->open->inner;

    if (!inner) {
        inner = l->open->inner = US_NEW(l->scratch, level);
        inner->outer = l->open;
    }
    inner->node = node;
    inner->last_item = &node->item;
    inner->last_member = &node->member;
    l->open = inner;
}

static void add_item(loader *l, gen_node *node)
{
    *l->open->last_item = node;
    l->open->last_item = &node->next;
}

static void add_member(loader *l, us_text key, size_t offset, gen_node *node)
{
    gen_member *member = US_NEW(l->arena, gen_member);

    member->key = keep_string(l, offset, key);
    member->at = gen_cursor_to_byte(&l->cursor, offset);
    member->value = node;
    *l->open->last_member = member;
    l->open->last_member = &member->next;
}

static void fill(loader *l, gen_node *node, const us_json *value)
{
    switch (us_json_kind(value)) {
    case cJSON_Object:
        node->kind = GEN_OBJECT;
        open_level(l, node);
        break;
    case cJSON_Array:
        node->kind = GEN_ARRAY;
        open_level(l, node);
        break;
    case cJSON_String:
        node->kind = GEN_STRING;
        node->text = keep_string(l, value->offset, us_json_string(value));
        break;
    case cJSON_Number:
        node->kind = GEN_NUMBER;
        node->text = (us_text){ value->spelling, value->length };
        break;
    case cJSON_NULL:
        node->kind = GEN_NULL;
        break;
    default:
        node->kind = GEN_BOOLEAN;
        node->truth = us_json_kind(value) == cJSON_True;
    }
}

static void take(void *context, const us_json *value, size_t key)
{
    loader *l = context;
    gen_node *node = US_NEW(l->arena, gen_node);

    l->open->node->count++;
    if (l->open->node->kind == GEN_OBJECT)
        add_member(l, us_json_key(value), key, node);
    else
        add_item(l, node);
    node->at = gen_cursor_to_byte(&l->cursor, value->offset);
    fill(l, node, value);
}

static void leave(void *context)
{
    loader *l = context;

    if (l->open->node->kind == GEN_OBJECT)
        gen_index_members(l->arena, l->open->node);
    l->open = l->open->outer;
}

gen_node *gen_load_json(gen *g, unsigned file)
{
    us_arena scratch = { 0 };
    gen_node around = { .kind = GEN_ARRAY };
    loader l = { .arena = &g->arena,
                 .scratch = &scratch,
                 .text = g->source[file].text,
                 .cursor = gen_cursor_new(g, file),
                 .outermost = { .node = &around, .last_item = &around.item },
                 .open = &l.outermost };
    const us_json_listener listener = { &l, take, leave };
    us_json_error error = { 0 };
    bool whole = us_json_listen(&scratch, l.text, NULL, &listener, &error);

    us_arena_free(&scratch);
    if (whole)
        return around.item;
    gen_error(g, gen_cursor_to_byte(&l.cursor, error.offset), "%s", error.message);
    return NULL;
}
