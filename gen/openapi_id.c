/* The names of operations. Who has no operationId gets one made of method and path,
 * `patch_agent-sessions_session_id`; `/a/{b}` and `/a/b` would both be `get_a_b`, so the second is
 * `get_a_b_2`. */
#include "gen/openapi.h"

us_text openapi_read_id(gen *g, const gen_node *id)
{
    bool harmful = id->text.length == 0;
    for (size_t i = 0; i < id->text.length; i++) {
        unsigned char byte = (unsigned char)id->text.bytes[i];
        harmful = harmful || byte < 0x20 || byte == 0x7F;
    }
    if (!harmful)
        return id->text;
    gen_warning(g, id->at,
                "an operationId that is empty or holds control characters is not used: \"%s\"",
                gen_show(g, id->text));
    return (us_text){ 0 };
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

static void name_operation(gen *g, gen_operation *op, openapi_names *taken)
{
    us_text given = op->id;
    us_text made = given.length > 0 ? given : make_id(&g->arena, op->method, op->path);
    op->id = made;
    for (unsigned i = 2; !openapi_names_add(taken, op->id, op); i++)
        op->id = us_arena_print(&g->arena, "%.*s_%u", (int)made.length, made.bytes, i);
    if (given.length > 0)
        gen_warning(g, op->at, "another operation is called \"%s\", so this one is called \"%s\"",
                    gen_show(g, given), gen_show(g, op->id));
}

void openapi_name_operations(gen *g, gen_api *api)
{
    openapi_names taken = openapi_names_new(&g->arena, api);
    for (gen_operation *op = api->operation; op; op = op->next)
        op->named = op->id.length > 0 && openapi_names_add(&taken, op->id, op);
    for (gen_operation *op = api->operation; op; op = op->next)
        if (!op->named)
            name_operation(g, op, &taken);
}
