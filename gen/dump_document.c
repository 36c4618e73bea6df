/* --dump=document: every value with its place, as the readers understood it. */
#include "gen/gen.h"

#include "base/json.h"

static void write_node(us_buf *out, const gen_node *node, unsigned depth);

static void write_at(us_buf *out, gen_at at, unsigned depth)
{
    us_buf_print(out, "%*s%u:%u ", (int)depth * 2, "", at.line, at.column);
}

static void write_members(us_buf *out, const gen_node *object, unsigned depth)
{
    us_buf_print(out, "object of %u\n", object->count);
    for (const gen_member *member = object->member; member; member = member->next) {
        write_at(out, member->at, depth + 1);
        us_json_write_string(out, member->key);
        us_buf_add_string(out, ":\n");
        write_node(out, member->value, depth + 2);
    }
}

static void write_items(us_buf *out, const gen_node *array, unsigned depth)
{
    us_buf_print(out, "array of %u\n", array->count);
    for (const gen_node *item = array->item; item; item = item->next)
        write_node(out, item, depth + 1);
}

static void write_node(us_buf *out, const gen_node *node, unsigned depth)
{
    write_at(out, node->at, depth);
    if (node->kind == GEN_OBJECT) {
        write_members(out, node, depth);
    } else if (node->kind == GEN_ARRAY) {
        write_items(out, node, depth);
    } else {
        gen_write_json(out, node);
        us_buf_add_byte(out, '\n');
    }
}

void gen_dump_document(us_buf *out, const gen_node *root)
{
    write_node(out, root, 0);
}
