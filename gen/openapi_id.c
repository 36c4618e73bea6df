/* The names of operations. Who has no operationId gets one made of method and path,
 * `patch_agent-sessions_session_id`; `/a/{b}` and `/a/b` would both be `get_a_b`, so the second is
 * `get_a_b_2`. */
#include "gen/openapi.h"

#include <stdint.h>

void openapi_check_id(gen *g, const gen_node *id)
{
    bool harmful = id->text.length == 0;
    for (size_t i = 0; i < id->text.length; i++) {
        unsigned char byte = (unsigned char)id->text.bytes[i];
        harmful = harmful || byte < 0x20 || byte == 0x7F || byte == '/';
    }
    if (harmful)
        gen_error(g, id->at,
                  "an operationId may not be empty or hold '/' or control characters, found \"%s\"",
                  gen_show(g, id->text));
}

/* ---- the names that are taken: a hash set, since a document may have thousands --------------------- */

typedef struct names {
    us_text *slot; /* empty: free */
    size_t mask;
} names;

static names names_new(us_arena *arena, size_t most)
{
    size_t slots = 16;
    while (slots < most * 2)
        slots *= 2;
    return (names){ US_NEW_ARRAY(arena, us_text, slots), slots - 1 };
}

/* FNV-1a. */
static uint64_t hash_of(us_text text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211u;
    return hash;
}

/* False when the name was there. */
static bool names_add(names *taken, us_text name)
{
    size_t i = hash_of(name) & taken->mask;
    for (; taken->slot[i].length > 0; i = (i + 1) & taken->mask)
        if (us_text_equal(taken->slot[i], name))
            return false;
    taken->slot[i] = name;
    return true;
}

/* ---- making one ----------------------------------------------------------------------------------- */

static us_text make_id(us_arena *arena, us_text method, us_text path)
{
    us_buf id = us_buf_new(arena, method.length + path.length + 8);
    for (size_t i = 0; i < method.length; i++)
        us_buf_add_byte(&id, (char)(method.bytes[i] | 0x20)); /* ASCII lower case */
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.bytes[i];
        if (byte == '/' && i + 1 < path.length)
            us_buf_add_byte(&id, '_');
        else if (byte != '/' && byte != '{' && byte != '}')
            us_buf_add_byte(&id, byte);
    }
    return us_buf_text(&id);
}

void openapi_name_operations(gen *g, gen_api *api)
{
    size_t count = 0;
    for (const gen_operation *op = api->operation; op; op = op->next)
        count++;
    names taken = names_new(&g->arena, count);
    for (const gen_operation *op = api->operation; op; op = op->next)
        if (op->id.length > 0)
            names_add(&taken, op->id);
    for (gen_operation *op = api->operation; op; op = op->next) {
        if (op->id.length > 0)
            continue;
        us_text made = make_id(&g->arena, op->method, op->path);
        op->id = made;
        for (unsigned i = 2; !names_add(&taken, op->id); i++)
            op->id = us_arena_print(&g->arena, "%.*s_%u", (int)made.length, made.bytes, i);
    }
}
