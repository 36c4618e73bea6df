/* Bodies of requests: raw text, forms, GraphQL, files. */
#include "gen/openapi.h"
#include "gen/postman.h"

gen_node *postman_put_media(postman *p, gen_node *content, us_text type, gen_at at)
{
    return postman_object_in(p, content, type, at);
}

/* "application/json; charset=utf-8" is for one message; what is declared has no parameters. */
static us_text essence(us_text type)
{
    return us_text_trim(us_text_slice(type, 0, us_text_find(type, ';')));
}

static us_text type_of_language(us_text language)
{
    static const struct {
        const char *language, *type;
    } known[] = { { "json", "application/json" },
                  { "xml", "application/xml" },
                  { "html", "text/html" },
                  { "javascript", "application/javascript" } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(language, us_text_of(known[i].language)))
            return us_text_of(known[i].type);
    return US_TEXT("text/plain");
}

/* An example that can be read as JSON makes a schema; any other is only shown. */
static void read_raw(postman *p, const gen_node *body, us_text type, gen_node *content)
{
    const gen_node *raw = gen_get(body, "raw");
    const gen_node *options = gen_get(gen_get(body, "options"), "raw");
    us_text text = raw && raw->kind == GEN_STRING ? postman_sampled(p, raw->text) : US_TEXT("");
    gen_node *value, *media;
    if (us_text_trim(text).length == 0)
        return;
    if (type.length == 0)
        type = type_of_language(gen_get_text(options, "language"));
    media = postman_put_media(p, content, type, raw->at);
    value = openapi_is_json(type) ? postman_parse(p, text, raw->at) : NULL;
    if (!value && openapi_is_json(type))
        gen_warning(p->g, raw->at, "the body is no JSON, so any is let in");
    if (value)
        postman_put(p, media, US_TEXT("schema"), postman_infer(p, value));
    if (value || !openapi_is_json(type))
        postman_put(p, media, US_TEXT("example"), value ? value : postman_text(p, text, raw->at));
}

static bool is_form(us_text type)
{
    return us_text_equal(type, US_TEXT("application/x-www-form-urlencoded")) ||
           us_text_equal(type, US_TEXT("multipart/form-data"));
}

/* A form goes out as the mode says, unless the request's own Content-Type says otherwise. */
static void read_form(postman *p, const gen_node *fields, us_text own, us_text usual,
                      gen_node *content)
{
    gen_node *media, *schema, *properties;
    if (!fields || fields->kind != GEN_ARRAY)
        return;
    media = postman_put_media(p, content, is_form(own) ? own : usual, fields->at);
    schema = postman_put(p, media, US_TEXT("schema"), postman_new(p, GEN_OBJECT, fields->at));
    postman_put(p, schema, US_TEXT("type"), postman_text(p, US_TEXT("object"), fields->at));
    properties =
        postman_put(p, schema, US_TEXT("properties"), postman_new(p, GEN_OBJECT, fields->at));
    for (const gen_node *item = fields->item; item; item = item->next) {
        us_text key = gen_get_text(item, "key");
        gen_node *property;
        if (key.length == 0 || gen_find_member(properties, key))
            continue;
        property = postman_put(p, properties, key, postman_new(p, GEN_OBJECT, item->at));
        if (!us_text_equal(gen_get_text(item, "type"), US_TEXT("file")))
            postman_put(p, property, US_TEXT("type"), postman_text(p, US_TEXT("string"), item->at));
    }
}

static void read_graphql(postman *p, const gen_node *body, gen_node *content)
{
    gen_node *media = postman_put_media(p, content, US_TEXT("application/json"), body->at);
    gen_node *schema =
        postman_put(p, media, US_TEXT("schema"), postman_new(p, GEN_OBJECT, body->at));
    gen_node *required = postman_new(p, GEN_ARRAY, body->at);
    postman_add(required, postman_text(p, US_TEXT("query"), body->at));
    postman_put(p, schema, US_TEXT("type"), postman_text(p, US_TEXT("object"), body->at));
    postman_put(p, schema, US_TEXT("required"), required);
}

gen_node *postman_read_body(postman *p, const gen_node *request)
{
    const gen_node *body = gen_get(request, "body");
    us_text mode = gen_get_text(body, "mode");
    us_text type = essence(postman_field(gen_get(request, "header"), US_TEXT("Content-Type")));
    gen_node *read, *content;
    if (!body || body->kind != GEN_OBJECT || postman_is_disabled(body))
        return NULL;
    read = postman_new(p, GEN_OBJECT, body->at);
    content = postman_put(p, read, US_TEXT("content"), postman_new(p, GEN_OBJECT, body->at));
    if (us_text_equal(mode, US_TEXT("raw")))
        read_raw(p, body, type, content);
    else if (us_text_equal(mode, US_TEXT("urlencoded")))
        read_form(p, gen_get(body, "urlencoded"), type,
                  US_TEXT("application/x-www-form-urlencoded"), content);
    else if (us_text_equal(mode, US_TEXT("formdata")))
        read_form(p, gen_get(body, "formdata"), type, US_TEXT("multipart/form-data"), content);
    else if (us_text_equal(mode, US_TEXT("graphql")))
        read_graphql(p, body, content);
    else if (us_text_equal(mode, US_TEXT("file")))
        postman_put_media(p, content, type.length > 0 ? type : US_TEXT("*/*"), body->at);
    return content->count > 0 ? read : NULL;
}
