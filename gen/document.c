/* Asking a document: members by name, the name of a kind, and a value written back as JSON. */
#include "gen/gen.h"

#include "base/json.h"

/* Objects with more members are looked up by a hash of the name. */
#define MOST_WALKED 16

static unsigned hash_name(us_text name) /* FNV-1a */
{
    unsigned hash = 2166136261u;
    for (size_t i = 0; i < name.length; i++)
        hash = (hash ^ (unsigned char)name.bytes[i]) * 16777619u;
    return hash;
}

/* A power of two, so that at least half of the slots stay empty. */
static unsigned slots_for(unsigned count)
{
    unsigned slots = 4 * MOST_WALKED;
    while (slots / 2 < count)
        slots *= 2;
    return slots;
}

/* Where the member of that name is or would be. */
static gen_member **find_slot(const gen_node *object, us_text key)
{
    unsigned last = slots_for(object->count) - 1, i = hash_name(key) & last;
    while (object->slot[i] && !us_text_equal(object->slot[i]->key, key))
        i = (i + 1) & last;
    return &object->slot[i];
}

void gen_index_members(us_arena *arena, gen_node *object)
{
    if (object->count <= MOST_WALKED)
        return;
    object->slot = US_NEW_ARRAY(arena, gen_member *, slots_for(object->count));
    for (gen_member *member = object->member; member; member = member->next) {
        gen_member **slot = find_slot(object, member->key);
        if (!*slot)
            *slot = member;
    }
}

gen_member *gen_find_member(const gen_node *node, us_text key)
{
    if (!node || node->kind != GEN_OBJECT)
        return NULL;
    if (node->slot)
        return *find_slot(node, key);
    for (gen_member *member = node->member; member; member = member->next)
        if (us_text_equal(member->key, key))
            return member;
    return NULL;
}

us_text gen_get_text(const gen_node *node, const char *key)
{
    gen_node *value = gen_get(node, key);
    return value && value->kind == GEN_STRING ? value->text : (us_text){ 0 };
}

bool gen_is_true(const gen_node *node, const char *key)
{
    const gen_node *value = gen_get(node, key);
    return value && value->kind == GEN_BOOLEAN && value->truth;
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
    const char *before = "{";
    for (const gen_member *member = node->member; member; member = member->next) {
        if (member->gathered)
            continue;
        us_buf_add_string(out, before);
        us_json_write_string(out, member->key);
        us_buf_add_byte(out, ':');
        gen_write_json(out, member->value);
        before = ",";
    }
    us_buf_add_string(out, before[0] == '{' ? "{}" : "}");
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

gen_node *gen_named_schemas(const gen_node *root)
{
    gen_node *schemas = gen_get(gen_get(root, "components"), "schemas");

    schemas = schemas ? schemas : gen_get(root, "definitions");
    return schemas && schemas->kind == GEN_OBJECT ? schemas : NULL;
}
