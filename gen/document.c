/* Asking a document: members by name, the name of a kind, and a value written back as JSON. */
#include "gen/gen.h"

#include "base/json.h"

gen_member *gen_get_member(const gen_node *node, const char *key)
{
    if (!node || node->kind != GEN_OBJECT)
        return NULL;
    us_text wanted = us_text_of(key);
    for (gen_member *member = node->member; member; member = member->next)
        if (us_text_equal(member->key, wanted))
            return member;
    return NULL;
}

gen_node *gen_get(const gen_node *node, const char *key)
{
    gen_member *member = gen_get_member(node, key);
    return member ? member->value : NULL;
}

us_text gen_get_text(const gen_node *node, const char *key)
{
    gen_node *value = gen_get(node, key);
    return value && value->kind == GEN_STRING ? value->text : (us_text){ 0 };
}

const char *gen_kind_name(enum gen_kind kind)
{
    static const char *const name[] = {
        [GEN_NULL] = "null",       [GEN_BOOLEAN] = "a boolean", [GEN_NUMBER] = "a number",
        [GEN_STRING] = "a string", [GEN_ARRAY] = "an array",    [GEN_OBJECT] = "an object",
    };
    return name[kind];
}

static void write_array(us_buf *out, const gen_node *node)
{
    us_buf_add_byte(out, '[');
    for (const gen_node *item = node->item; item; item = item->next) {
        gen_write_json(out, item);
        if (item->next)
            us_buf_add_byte(out, ',');
    }
    us_buf_add_byte(out, ']');
}

static void write_object(us_buf *out, const gen_node *node)
{
    us_buf_add_byte(out, '{');
    for (const gen_member *member = node->member; member; member = member->next) {
        us_json_write_string(out, member->key);
        us_buf_add_byte(out, ':');
        gen_write_json(out, member->value);
        if (member->next)
            us_buf_add_byte(out, ',');
    }
    us_buf_add_byte(out, '}');
}

void gen_write_json(us_buf *out, const gen_node *node)
{
    switch (node->kind) {
    case GEN_NULL:
        us_buf_add_string(out, "null");
        break;
    case GEN_BOOLEAN:
        us_buf_add_string(out, node->truth ? "true" : "false");
        break;
    case GEN_NUMBER:
        us_buf_add(out, node->text);
        break;
    case GEN_STRING:
        us_json_write_string(out, node->text);
        break;
    case GEN_ARRAY:
        write_array(out, node);
        break;
    case GEN_OBJECT:
        write_object(out, node);
        break;
    }
}
