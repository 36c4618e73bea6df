/* Whether the contract has what an expression points to. Where a schema leaves it open (alternatives, members that
 * it does not name), it may be there. */
#include "gen/expression.h"
#include "gen/openapi.h"

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

static const char *parameter_fault(gen *g, us_text name, enum gen_in in, const char *what,
                                   const gen_operation *operation)
{
    us_nearest nearest = us_nearest_to(name);
    for (const gen_parameter *p = operation->parameter; p; p = p->next) {
        if (p->in != in)
            continue;
        if (is_named(in, p->name, name))
            return NULL;
        us_nearest_offer(&nearest, p->name);
    }
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
                                         "If-None-Match", "Referer",       "Cookie" };
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

static us_text unescape(gen *g, us_text token)
{
    us_buf out = us_buf_new(&g->arena, token.length + 1);
    for (size_t i = 0; i < token.length; i++) {
        bool escape = token.bytes[i] == '~' && i + 1 < token.length;
        us_buf_add_byte(&out, escape ? (token.bytes[++i] == '1' ? '/' : '~') : token.bytes[i]);
    }
    return us_buf_text(&out);
}

static bool is_index(us_text token)
{
    for (size_t i = 0; i < token.length; i++)
        if (token.bytes[i] < '0' || token.bytes[i] > '9')
            return false;
    return token.length > 0;
}

/* Whether it says what members there are, all in one place. */
static bool says_all(const openapi_view *view)
{
    static const char *const others[] = {
        "anyOf",       "oneOf",        "not", "if", "patternProperties", "dependentSchemas",
        "$dynamicRef", "discriminator"
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (openapi_view_get(view, others[i]))
            return false;
    const gen_node *additional = openapi_view_get(view, "additionalProperties");
    bool closed = !additional || (additional->kind == GEN_BOOLEAN && !additional->truth);
    return closed && openapi_view_get(view, "properties");
}

static void offer_members(us_nearest *nearest, const openapi_view *view)
{
    for (unsigned i = 0; i < view->parts; i++) {
        const gen_node *properties = gen_get(view->part[i], "properties");
        for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next)
            us_nearest_offer(nearest, m->key);
    }
}

/* Takes a step; false with *fault when there is nothing, or without when that is not known. */
static bool step(gen *g, const gen_node **schema, us_text token, const char **fault)
{
    openapi_view view = openapi_view_of(*schema);
    unsigned types = openapi_view_types(&view);
    us_nearest nearest = us_nearest_to(token);
    if (types == GEN_TYPE_ARRAY && !is_index(token))
        *fault =
            us_arena_print(&g->arena, "\"%s\" is no index of a list", gen_show(g, token)).bytes;
    if (types && !(types & (GEN_TYPE_ARRAY | GEN_TYPE_OBJECT)))
        *fault =
            us_arena_print(&g->arena, "nothing is inside of a value that is no list and no object")
                .bytes;
    if (types & GEN_TYPE_ARRAY && is_index(token) && !openapi_view_get(&view, "prefixItems"))
        *schema = openapi_view_get(&view, "items");
    else
        *schema = openapi_view_member(&view, token);
    if (*schema || *fault || types & GEN_TYPE_ARRAY || !says_all(&view))
        return *schema && !*fault;
    offer_members(&nearest, &view);
    *fault = us_arena_print(&g->arena, "its schema has no member \"%s\"%s", gen_show(g, token),
                            gen_nearest_hint(g, &nearest))
                 .bytes;
    return false;
}

static const char *pointer_fault(gen *g, const gen_node *schema, us_text pointer)
{
    const char *fault = NULL;
    while (pointer.length > 0) {
        us_text rest = us_text_slice(pointer, 1, pointer.length);
        us_text token = us_text_slice(rest, 0, us_text_find(rest, '/'));
        if (!step(g, &schema, unescape(g, token), &fault))
            return fault;
        pointer = us_text_slice(rest, token.length, rest.length);
    }
    return NULL;
}

/* One media type that has it is enough. */
static const char *media_fault(gen *g, const gen_media *media, us_text pointer, const char *whose)
{
    const char *fault = NULL;
    for (const gen_media *m = media; m; m = m->next) {
        fault = m->schema_node ? pointer_fault(g, m->schema_node, pointer) : NULL;
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
