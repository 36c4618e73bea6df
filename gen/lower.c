/* The schemas that the model uses, each with a name that says where it stands. The IR of one schema
 * is made in lower_schema.c. */
#include "gen/lower.h"

static us_text name_print(gen *g, const gen_operation *operation, const char *role)
{
    return us_arena_print(&g->arena, "%.*s_%s", (int)operation->id.length, operation->id.bytes,
                          role);
}

static const char *text_of(gen *g, us_text text)
{
    return us_arena_copy(&g->arena, text).bytes;
}

/* "200", "2xx", "default". */
static const char *status_role(gen *g, unsigned status)
{
    if (status == 0)
        return "default";
    return us_arena_print(&g->arena, status < 10 ? "%uxx" : "%u", status).bytes;
}

static void lower_parameters(gen *g, const gen_operation *operation)
{
    for (gen_parameter *p = operation->parameter; p; p = p->next) {
        if (p->schema_node)
            p->schema =
                lower_schema(g, p->schema_node, name_print(g, operation, text_of(g, p->name)));
    }
}

/* What the heads of parts have to hold. */
static void lower_part_headers(gen *g, const gen_operation *operation, const gen_media *media)
{
    for (const gen_encoding *e = media->encoding; e; e = e->next)
        for (gen_parameter *h = e->header; h; h = h->next)
            if (h->schema_node)
                h->schema =
                    lower_schema(g, h->schema_node, name_print(g, operation, text_of(g, h->name)));
}

static void lower_medias(gen *g, const gen_operation *operation, gen_media *media, const char *role)
{
    for (; media; media = media->next) {
        if (media->schema_node)
            media->schema = lower_schema(g, media->schema_node, name_print(g, operation, role));
        lower_part_headers(g, operation, media);
    }
}

/* Whether a header can be wrong when it is there: a text is whatever type may be a string. */
static bool can_be_broken(const gen_schema *schema)
{
    if (!schema || schema->never)
        return schema;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        if (rule->keyword != GEN_TYPE || !(rule->types & GEN_TYPE_STRING))
            return true;
    return false;
}

static void lower_headers(gen *g, const gen_operation *operation, gen_response *response)
{
    gen_parameter **last = &response->parameter;

    for (const gen_header *h = response->header; h; h = h->next) {
        gen_parameter *p = h->parameter;
        us_text role = us_arena_print(&g->arena, "%s_%.*s", status_role(g, response->status),
                                      (int)h->name.length, h->name.bytes);

        if (p->schema_node)
            p->schema = lower_schema(g, p->schema_node, name_print(g, operation, role.bytes));
        if (!p->required && !can_be_broken(p->schema))
            continue;
        *last = p;
        last = &p->next;
    }
}

static void lower_operation(gen *g, const gen_operation *operation)
{
    lower_parameters(g, operation);
    if (operation->body)
        lower_medias(g, operation, operation->body->media, "body");
    for (const gen_response *r = operation->response; r; r = r->next)
        lower_medias(g, operation, r->media, status_role(g, r->status));
}

void gen_lower(gen *g, gen_api *api)
{
    g->lapse = NULL;
    for (const gen_operation *o = gen_each_operation(api, NULL); o; o = gen_each_operation(api, o))
        lower_operation(g, o);
    for (const gen_operation *o = gen_each_operation(api, NULL); o; o = gen_each_operation(api, o))
        for (gen_response *r = o->response; r; r = r->next)
            lower_headers(g, o, r);
    api->lapse = g->lapse;
}
