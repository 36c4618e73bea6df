/* Several documents that are served together: each below a path of its own, or side by side where their routes
 * allow that. Within one document judge_route.c looks. */
#include "base/hash.h"

#include "gen/judge.h"

static void put_below(gen *g, gen_servers *servers, us_text prefix)
{
    servers->below = true;
    for (gen_base *base = servers->base; base; base = base->next)
        base->path = us_arena_print(&g->arena, "%.*s%.*s", (int)prefix.length, prefix.bytes,
                                    (int)base->path.length, base->path.bytes);
}

void gen_put_below(gen *g, gen_api *api, us_text prefix)
{
    api->prefix = prefix;
    put_below(g, &api->servers, prefix);
    for (gen_operation *o = api->operation; o; o = o->next)
        if (o->servers && !o->servers->below) /* those of a path are of all its operations */
            put_below(g, o->servers, prefix);
}

us_text gen_base_of(const gen_api *api, const gen_operation *operation)
{
    const gen_servers *servers = operation->servers ? operation->servers : &api->servers;

    return servers->base ? servers->base->path : api->prefix;
}

/* ---- Routes --------------------------------------------------------------------------------------------- */

typedef struct route {
    us_text key; /* without bytes: free */
    unsigned api;
    const gen_operation *operation;
} route;

typedef struct routes {
    route *slot;
    size_t mask;
} routes;

/* Names of templates make no difference: "GET /v1/items/{}". */
static us_text key_of(us_arena *arena, const gen_api *api, const gen_operation *operation)
{
    us_text base = gen_base_of(api, operation);
    us_buf key = us_buf_new(arena, 64);
    bool inside = false;

    us_buf_add(&key, operation->method);
    us_buf_add_byte(&key, ' ');
    us_buf_add(&key, base);
    for (size_t i = 0; i < operation->path.length; i++) {
        char byte = operation->path.bytes[i];

        inside = inside && byte != '}';
        if (!inside)
            us_buf_add_byte(&key, byte);
        inside = inside || byte == '{';
    }
    return us_buf_text(&key);
}

/* Where the route is, or would be. */
static route *find_route(const routes *known, us_text key)
{
    size_t at = us_hash(key.bytes, key.length) & known->mask;

    while (known->slot[at].key.bytes && !us_text_equal(known->slot[at].key, key))
        at = (at + 1) & known->mask;
    return &known->slot[at];
}

static void warn(gen *g, const gen_operation *late, const gen_operation *first, const char *which)
{
    gen_warning(g, late->at,
                "%s is never reached here: %s:%u:%u has it, too, and comes first; give one of the "
                "documents a path of its own, as in /v2=%s",
                which, g->source[first->at.file].path, first->at.line, first->at.column,
                g->source[late->at.file].path);
}

static void judge_api(gen *g, routes *known, gen_api *const *api, unsigned index)
{
    for (const gen_operation *o = api[index]->operation; o; o = o->next) {
        us_text key = key_of(&g->arena, api[index], o);
        route *found = find_route(known, key);

        if (!found->key.bytes)
            *found = (route){ key, index, o };
        else if (found->api != index)
            warn(g, o, found->operation, gen_show(g, key));
    }
}

void gen_judge_documents(gen *g, gen_api *const *api, unsigned apis)
{
    us_arena arena = { 0 };
    size_t count = 0, slots = 16;
    routes known;

    for (unsigned i = 0; i < apis; i++)
        for (const gen_operation *o = api[i]->operation; o; o = o->next)
            count++;
    while (slots < count * 2)
        slots *= 2;
    known = (routes){ US_NEW_ARRAY(&arena, route, slots), slots - 1 };
    for (unsigned i = 0; apis > 1 && i < apis; i++)
        judge_api(g, &known, api, i);
    us_arena_free(&arena);
}
