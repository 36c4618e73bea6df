/* Whether the contract has what an expression points to. Where a schema leaves it open (alternatives, members that
 * it does not name), it may be there. */
#include "gen/expression.h"

static const char *route_of(gen *g, const gen_operation *operation)
{
    return us_arena_print(&g->arena, "%s %s", gen_show(g, operation->method),
                          gen_show(g, operation->path))
        .bytes;
}

/* ---- Parameters and headers -------------------------------------------------------------------------------- */

static bool is_named(enum gen_in in, us_text a, us_text b)
{
    return in == GEN_IN_HEADER ? us_text_equal_nocase(a, b) : us_text_equal(a, b);
}

/* Credentials are no parameters, but are where parameters are. */
static bool is_credential(enum gen_in in, us_text name, const gen_operation *operation)
{
    static const enum gen_scheme_kind key[] = { [GEN_IN_PATH] = GEN_CERTIFICATE,
                                                [GEN_IN_QUERY] = GEN_API_KEY_QUERY,
                                                [GEN_IN_HEADER] = GEN_API_KEY_HEADER,
                                                [GEN_IN_COOKIE] = GEN_API_KEY_COOKIE };
    for (const gen_requirement *r = operation->requirement; r; r = r->next)
        for (unsigned i = 0; i < r->schemes; i++)
            if (r->scheme[i]->kind == key[in] && is_named(in, r->scheme[i]->parameter, name))
                return true;
    return false;
}

static const char *parameter_fault(gen *g, us_text name, enum gen_in in, const char *what,
                                   const gen_operation *operation)
{
    us_nearest nearest = us_nearest_to(name);
    for (const gen_parameter *p = operation->parameter; p; p = p->next) {
        if (in == GEN_IN_QUERY && p->in == GEN_IN_QUERYSTRING)
            return NULL; /* it may have any name in it */
        if (p->in != in)
            continue;
        if (is_named(in, p->name, name))
            return NULL;
        us_nearest_offer(&nearest, p->name);
    }
    if (is_credential(in, name, operation))
        return NULL;
    return us_arena_print(&g->arena, "%s has no %s \"%s\"%s", route_of(g, operation), what,
                          gen_show(g, name), gen_nearest_hint(g, &nearest))
        .bytes;
}

/* Fields that requests have without a word in the contract (RFC 9110), or that no document may declare. */
static bool is_usual(us_text name)
{
    static const char *const usual[] = { "Accept",        "Authorization", "Content-Type",
                                         "Host",          "User-Agent",    "Accept-Language",
                                         "If-Match",      "Origin",        "Content-Length",
                                         "If-None-Match", "Referer",       "Cookie",
                                         "Prefer",        "Range",         "traceparent" };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (us_text_equal_nocase(name, us_text_of(usual[i])))
            return true;
    return false;
}

static const char *response_header_fault(gen *g, us_text name, const gen_response *response)
{
    us_nearest nearest = us_nearest_to(name);
    for (const gen_header *h = response->header; h; h = h->next) {
        if (us_text_equal_nocase(h->name, name))
            return NULL;
        us_nearest_offer(&nearest, h->name);
    }
    if (us_text_equal_nocase(name, US_TEXT("Content-Type")))
        return NULL;
    return us_arena_print(&g->arena, "the answer declares no header \"%s\"%s", gen_show(g, name),
                          gen_nearest_hint(g, &nearest))
        .bytes;
}

/* ---- Bodies --------------------------------------------------------------------------------------------- */

/* One media type that has it is enough. */
static const char *media_fault(gen *g, const gen_media *media, us_text pointer, const char *whose)
{
    const char *fault = NULL;
    for (const gen_media *m = media; m; m = m->next) {
        fault = m->schema_node ? gen_schema_at(g, m->schema_node, pointer).fault : NULL;
        if (!fault)
            return NULL;
    }
    if (!fault)
        return us_arena_print(&g->arena, "%s has no body", whose).bytes;
    return us_arena_print(&g->arena, "%s does not have it: %s", whose, fault).bytes;
}

const char *gen_expression_fault(gen *g, const gen_expression *piece,
                                 const gen_operation *operation, const gen_response *response)
{
    us_text text = piece->text;
    switch (piece->source) {
    case GEN_SOURCE_REQUEST_PATH:
        return parameter_fault(g, text, GEN_IN_PATH, "path parameter", operation);
    case GEN_SOURCE_REQUEST_QUERY:
        return parameter_fault(g, text, GEN_IN_QUERY, "query parameter", operation);
    case GEN_SOURCE_REQUEST_HEADER:
        return is_usual(text)
                   ? NULL
                   : parameter_fault(g, text, GEN_IN_HEADER, "header parameter", operation);
    case GEN_SOURCE_REQUEST_COOKIE:
        return parameter_fault(g, text, GEN_IN_COOKIE, "cookie parameter", operation);
    case GEN_SOURCE_REQUEST_BODY:
        return media_fault(
            g, operation->body ? operation->body->media : NULL, text,
            us_arena_print(&g->arena, "the request %s", route_of(g, operation)).bytes);
    case GEN_SOURCE_RESPONSE_HEADER:
        return response ? response_header_fault(g, text, response) : "there is no answer yet";
    case GEN_SOURCE_RESPONSE_BODY:
        return response ? media_fault(g, response->media, text, "the answer")
                        : "there is no answer yet";
    default:
        return NULL;
    }
}
