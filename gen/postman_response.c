/* Saved responses: examples of answers, called as they are in the collection. */
#include "gen/openapi.h"
#include "gen/postman.h"

/* How the message went over the line is the server's business. */
static bool is_left_out(us_text name)
{
    static const char *const others[] = {
        "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding",
        "Connection",   "Date",           "Keep-Alive",       "Set-Cookie",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (us_text_equal_nocase(name, us_text_of(others[i])))
            return true;
    return !openapi_is_token(name);
}

static gen_node *put_header(postman *p, gen_node *headers, us_text name, gen_at at)
{
    gen_node *header = postman_put(p, headers, name, postman_new(p, GEN_OBJECT, at));
    gen_node *schema = postman_put(p, header, US_TEXT("schema"), postman_new(p, GEN_OBJECT, at));
    (void)schema;
    return header;
}

/* Each cookie is a field of its own. */
static void read_cookies(postman *p, const gen_node *list, gen_node *headers)
{
    gen_node *values = postman_new(p, GEN_ARRAY, headers->at);
    for (const gen_node *item = list->item; item; item = item->next)
        if (us_text_equal_nocase(gen_get_text(item, "key"), US_TEXT("Set-Cookie")))
            postman_add(values, postman_text(p, gen_get_text(item, "value"), item->at));
    if (values->count > 0 && !gen_get(headers, "Set-Cookie"))
        postman_put(p, put_header(p, headers, US_TEXT("Set-Cookie"), headers->at),
                    US_TEXT("example"), values);
}

static void read_headers(postman *p, const gen_node *list, gen_node *response)
{
    gen_node *headers;
    if (!list || list->kind != GEN_ARRAY)
        return;
    headers = postman_object_in(p, response, US_TEXT("headers"), list->at);
    for (const gen_node *item = list->item; item; item = item->next) {
        us_text name = gen_get_text(item, "key");
        if (!is_left_out(name) && !gen_find_member(headers, name))
            postman_put(p, put_header(p, headers, name, item->at), US_TEXT("example"),
                        postman_text(p, postman_sampled(p, gen_get_text(item, "value")), item->at));
    }
    read_cookies(p, list, headers);
}

/* A name that two examples have is made another. */
static us_text free_name(postman *p, const gen_node *examples, us_text name)
{
    us_text free = name.length > 0 ? name : US_TEXT("example");
    for (unsigned i = 2; gen_find_member(examples, free); i++)
        free = us_arena_print(&p->g->arena, "%.*s %u", (int)name.length, name.bytes, i);
    return free;
}

static void read_body(postman *p, const gen_node *item, gen_node *response)
{
    const gen_node *body = gen_get(item, "body");
    us_text type = postman_field(gen_get(item, "header"), US_TEXT("Content-Type"));
    gen_node *content, *examples, *example, *value = NULL;
    if (!body || body->kind != GEN_STRING || body->text.length == 0)
        return;
    if (type.length == 0)
        type = us_text_equal(gen_get_text(item, "_postman_previewlanguage"), US_TEXT("json"))
                   ? US_TEXT("application/json")
                   : US_TEXT("text/plain");
    content = postman_object_in(p, response, US_TEXT("content"), body->at);
    examples = postman_object_in(p, postman_put_media(p, content, type, body->at),
                                 US_TEXT("examples"), body->at);
    if (openapi_is_json(type))
        value = postman_parse(p, postman_sampled(p, body->text), body->at);
    example = postman_put(p, examples, free_name(p, examples, gen_get_text(item, "name")),
                          postman_new(p, GEN_OBJECT, item->at));
    postman_put(p, example, US_TEXT("value"),
                value ? value : postman_text(p, postman_sampled(p, body->text), body->at));
}

static us_text status_of(const gen_node *item)
{
    const gen_node *code = gen_get(item, "code");
    bool good = code && code->kind == GEN_NUMBER && code->text.length == 3;
    return good ? code->text : US_TEXT("200");
}

void postman_read_responses(postman *p, const gen_node *list, gen_node *responses)
{
    for (const gen_node *item = list && list->kind == GEN_ARRAY ? list->item : NULL; item;
         item = item->next) {
        gen_node *response = postman_object_in(p, responses, status_of(item), item->at);
        if (!gen_get(response, "description"))
            postman_put(p, response, US_TEXT("description"),
                        postman_text(p, gen_get_text(item, "name"), item->at));
        read_headers(p, gen_get(item, "header"), response);
        read_body(p, item, response);
    }
}
