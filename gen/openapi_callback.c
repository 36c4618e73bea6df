/* Requests that the server makes: callbacks of an operation, and webhooks of the document. They are operations of
 * others: their bodies are made, and their answers are held against what is declared. */
#include "gen/expression.h"
#include "gen/openapi.h"

typedef struct reader {
    openapi *o;
    const gen_operation *owner; /* NULL: a webhook has none */
    gen_callback **last;        /* … of the list that is read */
} reader;

static void add_outgoing(gen_api *api, gen_operation *operation)
{
    gen_operation **last = &api->outgoing;
    while (*last)
        last = &(*last)->next;
    *last = operation;
}

static gen_operation *read_operation(reader *r, us_text path, us_text name, const gen_node *item,
                                     const gen_member *member, us_text method)
{
    gen_operation *operation = openapi_read_operation(r->o, path, item, member, method);
    us_arena *arena = &r->o->g->arena;
    operation->outgoing = true;
    operation->requirement = NULL; /* who is called lets us in */
    if (r->owner) {
        operation->group = r->owner->group;
        operation->id = us_arena_print(arena, "%.*s_%.*s", (int)r->owner->id.length,
                                       r->owner->id.bytes, (int)name.length, name.bytes);
    } else if (operation->id.length == 0) {
        operation->id = us_arena_print(arena, "webhook_%.*s", (int)name.length, name.bytes);
    }
    add_outgoing(r->o->api, operation);
    return operation;
}

/* Each operation of the path item is a call. */
static void read_item(reader *r, us_text name, us_text path, const gen_member *member,
                      gen_expression *url)
{
    const gen_node *item = gen_follow(member->value);
    for (const gen_member *m = item->member; m; m = m->next) {
        us_text method = openapi_method_of(r->o, m->key);
        if (method.length == 0 || m->value->kind != GEN_OBJECT)
            continue;
        *r->last = US_NEW(&r->o->g->arena, gen_callback);
        (*r->last)->name = name;
        (*r->last)->at = m->at;
        (*r->last)->url = url;
        (*r->last)->operation = read_operation(r, path, name, item, m, method);
        r->last = &(*r->last)->next;
    }
}

/* ---- Callbacks -------------------------------------------------------------------------------------------------- */

static const gen_response *success_of(const gen_operation *operation)
{
    for (const gen_response *r = operation->response; r; r = r->next)
        if (r->status / 100 == 2 || r->status == 2 || r->status == 0)
            return r;
    return operation->response;
}

/* NULL after a warning. */
static gen_expression *read_url(reader *r, const gen_member *member)
{
    gen *g = r->o->g;
    const char *fault = NULL;
    gen_expression *url = gen_read_expression(g, member->key, &fault);
    if (fault)
        gen_warning(g, member->at, "the callback is not called: \"%s\" %s",
                    gen_show(g, member->key), fault);
    for (const gen_expression *p = url; p && !fault; p = p->next) {
        fault = gen_expression_fault(g, p, r->owner, success_of(r->owner));
        if (fault)
            gen_warning(g, member->at, "%s may have no value, and then nobody is called: %s",
                        gen_show_expression(g, p), fault);
        fault = NULL; /* a request may hold what no schema names */
    }
    return url;
}

static void read_callback(reader *r, const gen_member *callback)
{
    const gen_node *node = gen_follow(callback->value);
    for (const gen_member *m = node->member; m; m = m->next) {
        gen_expression *url = openapi_is_extension(m->key) ? NULL : read_url(r, m);
        if (url)
            read_item(r, callback->key, m->key, m, url);
    }
}

void openapi_read_callbacks(openapi *o)
{
    for (gen_operation *operation = o->api->operation; operation; operation = operation->next) {
        const gen_node *callbacks = gen_get(operation->node, "callbacks");
        reader r = { o, operation, &operation->callback };
        if (o->version == OPENAPI_ONLY_20 || !callbacks)
            continue;
        for (const gen_member *m = callbacks->member; m; m = m->next)
            if (!openapi_is_extension(m->key))
                read_callback(&r, m);
    }
}

/* ---- Webhooks --------------------------------------------------------------------------------------------------- */

void openapi_read_webhooks(openapi *o, const gen_node *webhooks)
{
    reader r = { o, NULL, &o->api->webhook };
    for (const gen_member *m = webhooks ? webhooks->member : NULL; m; m = m->next) {
        us_text path = us_arena_print(&o->g->arena, "/%.*s", (int)m->key.length, m->key.bytes);
        if (!openapi_is_extension(m->key))
            read_item(&r, m->key, path, m, NULL);
    }
}
