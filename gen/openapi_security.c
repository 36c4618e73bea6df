/* Security: the schemes that the server can enforce, and who asks for which. Where something asks for a
 * scheme that it cannot enforce, everybody is taken to have met it, and a warning says so. */
#include "gen/openapi.h"

/* ---- schemes ------------------------------------------------------------------------------------ */

static const char *print(openapi *o, const char *format, us_text text)
    __attribute__((format(printf, 2, 0)));

static const char *print(openapi *o, const char *format, us_text text)
{
    return us_arena_print(&o->g->arena, format, gen_show(o->g, text)).bytes;
}

static gen_scheme *new_scheme(openapi *o, enum gen_scheme_kind kind)
{
    gen_scheme *scheme = US_NEW(&o->g->arena, gen_scheme);
    scheme->kind = kind;
    return scheme;
}

static gen_scheme *new_named_scheme(openapi *o, enum gen_scheme_kind kind, us_text parameter)
{
    gen_scheme *scheme = new_scheme(o, kind);
    scheme->parameter = parameter;
    return scheme;
}

static gen_scheme *read_api_key(openapi *o, const gen_node *node, const char **refusal)
{
    static const struct {
        const char *in;
        enum gen_scheme_kind kind;
    } places[] = { { "header", GEN_API_KEY_HEADER },
                   { "query", GEN_API_KEY_QUERY },
                   { "cookie", GEN_API_KEY_COOKIE } };
    const gen_node *in = gen_get(node, "in"), *name = gen_get(node, "name");
    if (!in || !name) {
        *refusal = "an apiKey without \"in\" and \"name\"";
        return NULL;
    }
    if (name->text.length == 0 ||
        (!us_text_equal(in->text, US_TEXT("query")) && !openapi_is_token(name->text))) {
        *refusal = print(o, "an API key in \"%s\", which cannot carry one", name->text);
        return NULL;
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (us_text_equal(in->text, us_text_of(places[i].in)))
            return new_named_scheme(o, places[i].kind, name->text);
    *refusal = print(o, "an API key in \"%s\", not in header, query or cookie", in->text);
    return NULL;
}

static gen_scheme *read_http(openapi *o, const gen_node *node, const char **refusal)
{
    const gen_node *scheme = gen_get(node, "scheme");
    if (!scheme)
        *refusal = "an http scheme without a \"scheme\" such as bearer";
    else if (us_text_equal_nocase(scheme->text, US_TEXT("basic")))
        return new_scheme(o, GEN_HTTP_BASIC);
    else if (us_text_equal_nocase(scheme->text, US_TEXT("bearer")))
        return new_scheme(o, GEN_HTTP_BEARER);
    else if (us_text_equal_nocase(scheme->text, US_TEXT("digest")))
        return new_scheme(o, GEN_HTTP_DIGEST);
    else if (openapi_is_token(scheme->text))
        return new_named_scheme(o, GEN_HTTP_OTHER, scheme->text);
    else
        *refusal = print(o, "the http scheme \"%s\"", scheme->text);
    return NULL;
}

static gen_scheme *read_basic(openapi *o, const gen_node *node, const char **refusal)
{
    (void)node;
    (void)refusal;
    return new_scheme(o, GEN_HTTP_BASIC);
}

/* The token is sent as a bearer's; what is in it, and so its scopes, is not known. */
static gen_scheme *read_token(openapi *o, const gen_node *node, const char **refusal)
{
    (void)refusal;
    return new_named_scheme(o, GEN_HTTP_BEARER, gen_get(node, "type")->text);
}

/* The certificate is the connection's: whether one is asked for, the server knows. */
static gen_scheme *read_certificate(openapi *o, const gen_node *node, const char **refusal)
{
    (void)node;
    (void)refusal;
    return new_scheme(o, GEN_CERTIFICATE);
}

static const struct {
    const char *type;
    enum openapi_version versions;
    gen_scheme *(*read)(openapi *o, const gen_node *node, const char **refusal);
} types[] = {
    { "apiKey", OPENAPI_ALL, read_api_key },
    { "basic", OPENAPI_ONLY_20, read_basic },
    { "http", OPENAPI_SINCE_30, read_http },
    { "oauth2", OPENAPI_ALL, read_token },
    { "openIdConnect", OPENAPI_SINCE_30, read_token },
    { "mutualTLS", OPENAPI_SINCE_31, read_certificate },
};

/* NULL with *refusal when the scheme is not enforced. A type of another version is clear enough. */
static gen_scheme *read_scheme(openapi *o, const gen_node *node, const char **refusal)
{
    const gen_node *type = gen_get(node, "type");
    if (!type) {
        *refusal = "of no type";
        return NULL;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!us_text_equal(type->text, us_text_of(types[i].type)))
            continue;
        if (!(types[i].versions & o->version))
            gen_warning(o->g, type->at, "OpenAPI %s has no security scheme of type \"%s\"",
                        openapi_version_name(o->version), types[i].type);
        return types[i].read(o, node, refusal);
    }
    *refusal = print(o, "of the unknown type \"%s\"", type->text);
    return NULL;
}

void openapi_read_schemes(openapi *o, const gen_node *schemes)
{
    openapi_scheme **last = &o->scheme;
    gen_scheme **last_enforced = &o->api->scheme;
    for (const gen_member *m = schemes ? schemes->member : NULL; m; m = m->next) {
        openapi_scheme *known = US_NEW(&o->g->arena, openapi_scheme);
        known->name = m->key;
        known->scheme = read_scheme(o, gen_follow(m->value), &known->refusal);
        if (!known->scheme)
            openapi_note_dropped(
                o->g, gen_follow(m->value),
                us_arena_print(&o->g->arena, "%s is not checked", known->refusal).bytes);
        *last = known;
        last = &known->next;
        if (!known->scheme)
            continue;
        known->scheme->name = m->key;
        known->scheme->at = m->at;
        *last_enforced = known->scheme;
        last_enforced = &known->scheme->next;
    }
}

/* ---- requirements ------------------------------------------------------------------------------- */

/* Says so once for each scheme. */
static void warn_unenforced(openapi *o, openapi_scheme *known, gen_at at)
{
    if (known->refusal)
        gen_warning(o->g, at,
                    "the security scheme \"%s\" is %s, which is not checked: every "
                    "request is taken to have met it",
                    gen_show(o->g, known->name), known->refusal);
    known->refusal = NULL;
}

/* NULL when nobody is asked for it. */
static gen_scheme *find_scheme(openapi *o, const gen_member *wanted)
{
    us_nearest nearest = us_nearest_to(wanted->key);
    for (openapi_scheme *known = o->scheme; known; known = known->next) {
        us_nearest_offer(&nearest, known->name);
        if (!us_text_equal(known->name, wanted->key))
            continue;
        warn_unenforced(o, known, wanted->at);
        if (!known->scheme)
            gen_note(o->g, wanted, GEN_ANNOTATION, US_TEXT("this scheme is not checked"));
        return known->scheme;
    }
    gen_note(o->g, wanted, GEN_ANNOTATION, US_TEXT("there is no such security scheme"));
    gen_warning(o->g, wanted->at,
                "there is no security scheme \"%s\"%s: every request is taken to have met it",
                gen_show(o->g, wanted->key), gen_nearest_hint(o->g, &nearest));
    return NULL;
}

static gen_scopes read_scopes(openapi *o, const gen_member *member)
{
    const gen_node *value = member->value;
    gen_scopes wanted = { US_NEW_ARRAY(&o->g->arena, us_text, value->count + 1), 0 };
    if (value->kind != GEN_ARRAY)
        gen_warning(o->g, value->at, "the scopes of \"%s\" should be an array, found %s",
                    gen_show(o->g, member->key), gen_kind_name(value->kind));
    for (const gen_node *item = value->kind == GEN_ARRAY ? value->item : NULL; item;
         item = item->next) {
        if (item->kind == GEN_STRING && item->text.length > 0)
            wanted.scope[wanted.scopes++] = item->text;
        else
            gen_warning(o->g, item->at, "a scope should be a string with a name, found %s",
                        gen_kind_name(item->kind));
    }
    return wanted;
}

static gen_requirement *read_requirement(openapi *o, const gen_node *node)
{
    gen_requirement *requirement = US_NEW(&o->g->arena, gen_requirement);
    requirement->at = node->at;
    requirement->scheme = US_NEW_ARRAY(&o->g->arena, gen_scheme *, node->count + 1);
    requirement->wanted = US_NEW_ARRAY(&o->g->arena, gen_scopes, node->count + 1);
    for (const gen_member *member = node->member; member; member = member->next) {
        gen_scheme *scheme = find_scheme(o, member);
        gen_scopes wanted = read_scopes(o, member);
        if (!scheme)
            continue;
        requirement->wanted[requirement->schemes] = wanted;
        requirement->scheme[requirement->schemes++] = scheme;
    }
    return requirement;
}

gen_requirement *openapi_read_security(openapi *o, const gen_node *security)
{
    gen_requirement *first = NULL, **last = &first;
    for (const gen_node *item = security ? security->item : NULL; item; item = item->next) {
        *last = read_requirement(o, item);
        last = &(*last)->next;
    }
    return first;
}
