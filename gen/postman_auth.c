/* Who may ask: `auth` of a request, of its folders, or of the collection. */
#include "gen/postman.h"

static gen_node *new_scheme(postman *p, us_text name, const char *type, gen_at at)
{
    gen_node *scheme = postman_put(p, p->schemes, name, postman_new(p, GEN_OBJECT, at));
    postman_put(p, scheme, US_TEXT("type"), postman_text(p, us_text_of(type), at));
    return scheme;
}

/* The name of a scheme that is an HTTP authentication. */
static us_text http_scheme(postman *p, const char *scheme, gen_at at)
{
    us_text name = us_text_of(scheme);
    if (!gen_find_member(p->schemes, name))
        postman_put(p, new_scheme(p, name, "http", at), US_TEXT("scheme"),
                    postman_text(p, name, at));
    return name;
}

static us_text key_scheme(postman *p, us_text in, us_text field, gen_at at)
{
    us_text name = us_arena_print(&p->g->arena, "%.*s in %.*s", (int)field.length, field.bytes,
                                  (int)in.length, in.bytes);
    gen_node *scheme;
    if (gen_find_member(p->schemes, name))
        return name;
    scheme = new_scheme(p, name, "apiKey", at);
    postman_put(p, scheme, US_TEXT("in"), postman_text(p, in, at));
    postman_put(p, scheme, US_TEXT("name"), postman_text(p, field, at));
    return name;
}

static us_text read_key(postman *p, const gen_node *values, gen_at at)
{
    us_text in = postman_entry(values, "in"), key = postman_filled(p, postman_entry(values, "key"));
    return key_scheme(p, in.length > 0 ? in : US_TEXT("header"),
                      key.length > 0 ? key : US_TEXT("X-API-Key"), at);
}

static us_text read_oauth2(postman *p, const gen_node *values, gen_at at)
{
    if (us_text_equal(postman_entry(values, "addTokenTo"), US_TEXT("queryParams")))
        return key_scheme(p, US_TEXT("query"), US_TEXT("access_token"), at);
    return http_scheme(p, "bearer", at);
}

/* Signatures (hawk, awsv4, oauth1 …) all stand in Authorization. */
static us_text read_scheme(postman *p, const gen_node *auth, us_text type)
{
    const gen_node *values = gen_get(auth, us_arena_copy(&p->g->arena, type).bytes);
    if (us_text_equal(type, US_TEXT("basic")) || us_text_equal(type, US_TEXT("bearer")) ||
        us_text_equal(type, US_TEXT("digest")))
        return http_scheme(p, us_arena_copy(&p->g->arena, type).bytes, auth->at);
    if (us_text_equal(type, US_TEXT("apikey")))
        return read_key(p, values, auth->at);
    if (us_text_equal(type, US_TEXT("oauth2")))
        return read_oauth2(p, values, auth->at);
    return key_scheme(p, US_TEXT("header"), US_TEXT("Authorization"), auth->at);
}

gen_node *postman_read_auth(postman *p, const gen_node *auth, gen_at at)
{
    gen_node *security = postman_new(p, GEN_ARRAY, at);
    us_text type = gen_get_text(auth, "type");
    gen_node *requirement;
    if (type.length == 0 || us_text_equal(type, US_TEXT("noauth")))
        return security;
    requirement = postman_add(security, postman_new(p, GEN_OBJECT, auth->at));
    postman_put(p, requirement, read_scheme(p, auth, type), postman_new(p, GEN_ARRAY, auth->at));
    return security;
}
