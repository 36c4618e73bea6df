/* Links: where one can go from an answer. They are read when all operations are known. What is wrong with one cannot
 * change what is valid, so it is a warning, and the link is left out. */
#include "gen/expression.h"
#include "gen/openapi.h"
#include "gen/uri.h"

typedef struct reader {
    openapi *o;
    const gen_operation *operation; /* … in whose answer the link stands … */
    const gen_response *response;
    const gen_member *member; /* … as this */
} reader;

/* ---- The target ---------------------------------------------------------------------------------------------- */

static const gen_operation *by_id(reader *r, const gen_node *id)
{
    us_nearest nearest = us_nearest_to(id->text);
    for (const gen_operation *o = r->o->api->operation; o; o = o->next) {
        if (o->named && us_text_equal(o->id, id->text))
            return o;
        if (o->named)
            us_nearest_offer(&nearest, o->id);
    }
    gen_warning(r->o->g, id->at, "the link is left out: no operation is called \"%s\"%s",
                gen_show(r->o->g, id->text), gen_nearest_hint(r->o->g, &nearest));
    return NULL;
}

/* "#/paths/~1users~1{id}/get"; a URI before the '#' may be that of this document. */
static const gen_operation *by_reference(reader *r, const gen_node *reference)
{
    gen *g = r->o->g;
    gen_uri uri = gen_uri_split(reference->text);
    us_text pointer;
    const gen_node *found = NULL;
    if (uri.path.length > 0 || uri.has_authority) {
        gen_warning(g, reference->at, "the link is left out: \"%s\" leads to another document",
                    gen_show(g, reference->text));
        return NULL;
    }
    if (gen_uri_decode(&g->arena, uri.fragment, &pointer))
        found = gen_find(g, r->o->api->root, pointer);
    for (const gen_operation *o = found ? r->o->api->operation : NULL; o; o = o->next)
        if (o->node == found)
            return o;
    gen_warning(g, reference->at, "the link is left out: \"%s\" leads to no operation",
                gen_show(g, reference->text));
    return NULL;
}

static const gen_operation *find_target(reader *r, const gen_node *link)
{
    const gen_node *id = gen_get(link, "operationId"), *reference = gen_get(link, "operationRef");
    if (id && reference)
        gen_warning(r->o->g, reference->at, "beside operationId an operationRef is not used");
    if (id)
        return by_id(r, id);
    if (reference)
        return by_reference(r, reference);
    gen_warning(r->o->g, r->member->at,
                "the link is left out: it has neither operationId nor operationRef");
    return NULL;
}

/* ---- Parameters ---------------------------------------------------------------------------------------------- */

/* Of "query.id" the place; -1: the name alone is there. */
static int place_of(us_text *name)
{
    static const struct {
        us_text word;
        enum gen_in in;
    } places[] = { { { "path.", 5 }, GEN_IN_PATH },
                   { { "query.", 6 }, GEN_IN_QUERY },
                   { { "header.", 7 }, GEN_IN_HEADER },
                   { { "cookie.", 7 }, GEN_IN_COOKIE } };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!us_text_starts(*name, places[i].word))
            continue;
        *name = us_text_slice(*name, places[i].word.length, name->length);
        return (int)places[i].in;
    }
    return -1;
}

static const gen_parameter *find_parameter(const gen_operation *target, us_text name,
                                           us_nearest *nearest)
{
    us_text rest = name;
    int place = place_of(&rest);
    for (const gen_parameter *p = target->parameter; p; p = p->next) {
        us_nearest_offer(nearest, p->name);
        if (us_text_equal(p->name, name) ||
            (place >= 0 && p->in == (enum gen_in)place && us_text_equal(p->name, rest)))
            return p;
    }
    return NULL;
}

/* A text may hold expressions; anything else is a constant. NULL after a warning. */
static gen_expression *read_value(reader *r, const gen_node *value)
{
    gen *g = r->o->g;
    const char *fault = NULL;
    gen_expression *pieces;
    us_buf out = us_buf_new(&g->arena, 32);
    if (value->kind != GEN_STRING) {
        pieces = US_NEW(&g->arena, gen_expression);
        gen_write_json(&out, value);
        pieces->text = us_buf_text(&out);
        return pieces;
    }
    pieces = gen_read_expression(g, value->text, &fault);
    if (fault)
        gen_warning(g, value->at, "\"%s\" %s", gen_show(g, value->text), fault);
    for (const gen_expression *p = pieces; p && !fault; p = p->next) {
        fault = gen_expression_fault(g, p, r->operation, r->response);
        if (fault)
            gen_warning(g, value->at, "%s has no value: %s", gen_show_expression(g, p), fault);
    }
    return fault ? NULL : pieces;
}

static void read_parameter(reader *r, const gen_member *member, gen_link *link,
                           gen_link_parameter ***last)
{
    gen *g = r->o->g;
    us_nearest nearest = us_nearest_to(member->key);
    const gen_parameter *parameter = find_parameter(link->target, member->key, &nearest);
    gen_expression *pieces = read_value(r, member->value);
    if (!parameter)
        gen_warning(g, member->at, "%s has no parameter \"%s\"%s", gen_show(g, link->target->id),
                    gen_show(g, member->key), gen_nearest_hint(g, &nearest));
    if (!parameter || !pieces)
        return;
    **last = US_NEW(&g->arena, gen_link_parameter);
    (**last)->parameter = parameter;
    (**last)->pieces = pieces;
    *last = &(**last)->next;
}

static bool is_given(const gen_link *link, const gen_parameter *parameter)
{
    for (const gen_link_parameter *p = link->parameter; p; p = p->next)
        if (p->parameter == parameter)
            return true;
    return false;
}

/* A path without one of its parameters leads nowhere. */
static bool is_complete(reader *r, const gen_link *link)
{
    for (const gen_parameter *p = link->target->parameter; p; p = p->next) {
        if (p->in != GEN_IN_PATH || is_given(link, p))
            continue;
        gen_warning(r->o->g, link->at,
                    "the link is left out: it gives no value to the parameter \"%s\" of %s",
                    gen_show(r->o->g, p->name), gen_show(r->o->g, link->target->id));
        return false;
    }
    return true;
}

/* ---- One link ------------------------------------------------------------------------------------------------- */

static void check_body(reader *r, const gen_node *node, const gen_link *link)
{
    const gen_member *body = gen_get_member(node, "requestBody");
    if (!body)
        return;
    if (!link->target->body)
        gen_warning(r->o->g, body->at, "%s takes no body", gen_show(r->o->g, link->target->id));
    read_value(r, body->value);
}

static gen_link *read_link(reader *r)
{
    const gen_node *node = gen_follow(r->member->value), *parameters = gen_get(node, "parameters");
    gen_link *link = US_NEW(&r->o->g->arena, gen_link);
    gen_link_parameter **last = &link->parameter;
    link->name = r->member->key;
    link->at = r->member->at;
    link->target = find_target(r, node);
    if (!link->target)
        return NULL;
    for (const gen_member *m = parameters ? parameters->member : NULL; m; m = m->next)
        read_parameter(r, m, link, &last);
    check_body(r, node, link);
    link->server = gen_get_text(gen_get(node, "server"), "url");
    return is_complete(r, link) ? link : NULL;
}

static void read_links(reader *r, gen_response *response)
{
    gen_link **last = &response->link;
    r->response = response;
    for (r->member = response->links ? response->links->member : NULL; r->member;
         r->member = r->member->next) {
        if (openapi_is_extension(r->member->key))
            continue;
        *last = read_link(r);
        if (*last)
            last = &(*last)->next;
    }
}

void openapi_read_links(openapi *o)
{
    reader r = { .o = o };
    for (gen_operation *operation = o->api->operation; operation; operation = operation->next) {
        r.operation = operation;
        for (gen_response *response = operation->response; response; response = response->next)
            read_links(&r, response);
    }
}
