/* Requests of a collection: the URL with its parameters, and the fields of the head. */
#include "gen/postman.h"

#include "base/percent.h"

gen_node *postman_find_parameter(gen_node *parameters, us_text in, us_text name)
{
    for (gen_node *item = parameters->item; item; item = item->next)
        if (us_text_equal(gen_get_text(item, "in"), in) &&
            us_text_equal(gen_get_text(item, "name"), name))
            return item;
    return NULL;
}

static bool is_list(const gen_node *parameter)
{
    return us_text_equal(gen_get_text(gen_get(parameter, "schema"), "type"), US_TEXT("array"));
}

static void drop_example(gen_node *parameter)
{
    for (gen_member **place = &parameter->member; *place; place = &(*place)->next) {
        if (!us_text_equal((*place)->key, US_TEXT("example")))
            continue;
        *place = (*place)->next;
        parameter->count--;
        return;
    }
}

/* A list of texts, of which one may be all there is. */
static void make_list(postman *p, gen_node *parameter)
{
    gen_member *schema = gen_find_member(parameter, US_TEXT("schema"));
    gen_node *texts = schema->value;
    if (is_list(parameter) || us_text_equal(gen_get_text(parameter, "in"), US_TEXT("path")))
        return;
    drop_example(parameter);
    schema->value = postman_new(p, GEN_OBJECT, texts->at);
    postman_put(p, schema->value, US_TEXT("type"), postman_text(p, US_TEXT("array"), texts->at));
    postman_put(p, schema->value, US_TEXT("items"), texts);
}

void postman_unite_types(postman *p, gen_node *parameter, const gen_node *other)
{
    if (is_list(other))
        make_list(p, parameter);
}

/* A text, since a collection says nothing of types, or a list where a request has it twice. What is switched off is
 * optional. */
static void add_parameter(postman *p, gen_node *parameters, const char *in, us_text name,
                          bool required, us_text example, gen_at at)
{
    gen_node *parameter, *schema, *known = postman_find_parameter(parameters, us_text_of(in), name);
    if (known && required)
        make_list(p, known);
    if (name.length == 0 || known)
        return;
    parameter = postman_add(parameters, postman_new(p, GEN_OBJECT, at));
    postman_put(p, parameter, US_TEXT("name"), postman_text(p, name, at));
    postman_put(p, parameter, US_TEXT("in"), postman_text(p, us_text_of(in), at));
    postman_put(p, parameter, US_TEXT("required"), postman_truth(p, required, at));
    schema = postman_put(p, parameter, US_TEXT("schema"), postman_new(p, GEN_OBJECT, at));
    postman_put(p, schema, US_TEXT("type"), postman_text(p, US_TEXT("string"), at));
    if (example.length > 0)
        postman_put(p, parameter, US_TEXT("example"), postman_text(p, example, at));
}

/* ---- The path ------------------------------------------------------------------------------------------- */

static void add_path_parameter(postman *p, us_buf *path, us_text name, const gen_node *variables,
                               gen_node *parameters, gen_at at)
{
    us_buf_print(path, "{%.*s}", (int)name.length, name.bytes);
    add_parameter(p, parameters, "path", name, true,
                  postman_entry(variables, us_arena_copy(&p->g->arena, name).bytes), at);
}

/* Takes a variable that nobody sets, "{{name}}", off *rest with the text before it; false: there is none. */
static bool next_variable(us_text *rest, us_text *before, us_text *name)
{
    for (size_t open = 0; open + 1 < rest->length; open++) {
        us_text inside = us_text_slice(*rest, open + 2, rest->length);
        size_t close = us_text_find(inside, '}');
        if (rest->bytes[open] != '{' || rest->bytes[open + 1] != '{' || close == 0 ||
            !us_text_starts(us_text_slice(inside, close, inside.length), US_TEXT("}}")))
            continue;
        *before = us_text_slice(*rest, 0, open);
        *name = us_text_slice(inside, 0, close);
        *rest = us_text_slice(inside, close + 2, inside.length);
        return true;
    }
    return false;
}

/* ":id" and variables that nobody sets are parameters. */
static void add_segment(postman *p, us_buf *path, us_text segment, const gen_node *variables,
                        gen_node *parameters, gen_at at)
{
    const us_text braces = US_TEXT("{}"); /* one by itself is no template's */
    us_text before, name;
    us_buf_add_byte(path, '/');
    if (us_text_starts(segment, US_TEXT(":")) && segment.length > 1) {
        add_path_parameter(p, path, us_text_slice(segment, 1, segment.length), variables,
                           parameters, at);
        return;
    }
    while (next_variable(&segment, &before, &name)) {
        us_percent_encode_only(path, before, braces);
        add_path_parameter(p, path, name, variables, parameters, at);
    }
    us_percent_encode_only(path, segment, braces);
}

static us_text path_of(postman *p, us_text text, const gen_node *variables, gen_node *parameters,
                       gen_at at)
{
    us_buf path = us_buf_new(&p->g->arena, 64);
    while (text.length > 0) {
        size_t end = us_text_find(text, '/');
        add_segment(p, &path, us_text_slice(text, 0, end), variables, parameters, at);
        if (end + 1 == text.length)
            us_buf_add_byte(&path, '/');
        text = us_text_slice(text, end + 1, text.length);
    }
    return path.length > 0 ? us_buf_text(&path) : US_TEXT("/");
}

/* ---- The URL -------------------------------------------------------------------------------------------- */

/* What follows the host, without the '/' at its start. */
static us_text after_host(us_text url)
{
    for (size_t i = 0; i + 2 < url.length; i++)
        if (url.bytes[i] == ':' && url.bytes[i + 1] == '/' && url.bytes[i + 2] == '/') {
            url = us_text_slice(url, i + 3, url.length);
            break;
        }
    return us_text_slice(url, us_text_find(url, '/') + 1, url.length);
}

static void read_query_text(postman *p, us_text query, gen_node *parameters, gen_at at)
{
    while (query.length > 0) {
        us_text pair = us_text_slice(query, 0, us_text_find(query, '&'));
        size_t equals = us_text_find(pair, '=');
        add_parameter(p, parameters, "query", us_text_slice(pair, 0, equals), true,
                      us_text_slice(pair, equals + 1, pair.length), at);
        query = us_text_slice(query, pair.length + 1, query.length);
    }
}

static us_text read_text(postman *p, us_text url, gen_node *parameters, gen_at at)
{
    us_text rest = postman_filled(p, url);
    size_t question;
    rest = us_text_slice(rest, 0, us_text_find(rest, '#'));
    question = us_text_find(rest, '?');
    read_query_text(p, us_text_slice(rest, question + 1, rest.length), parameters, at);
    return path_of(p, after_host(us_text_slice(rest, 0, question)), NULL, parameters, at);
}

/* The segments are texts, or objects with a value. */
static us_text joined(postman *p, const gen_node *path)
{
    us_buf text = us_buf_new(&p->g->arena, 64);
    for (const gen_node *item = path->item; item; item = item->next) {
        us_buf_add(&text, item->kind == GEN_STRING ? item->text : gen_get_text(item, "value"));
        us_buf_add_string(&text, item->next ? "/" : "");
    }
    return us_buf_text(&text);
}

us_text postman_read_url(postman *p, const gen_node *url, gen_node *parameters)
{
    const gen_node *path = gen_get(url, "path"), *query = gen_get(url, "query");
    us_text text;
    if (!url || url->kind == GEN_STRING || !path)
        return read_text(p, url && url->kind == GEN_STRING ? url->text : gen_get_text(url, "raw"),
                         parameters, url ? url->at : parameters->at);
    text = path->kind == GEN_ARRAY ? joined(p, path) : path->text;
    if (us_text_starts(text, US_TEXT("/")))
        text = us_text_slice(text, 1, text.length);
    for (const gen_node *item = query && query->kind == GEN_ARRAY ? query->item : NULL; item;
         item = item->next)
        add_parameter(p, parameters, "query", gen_get_text(item, "key"), !postman_is_disabled(item),
                      postman_sampled(p, gen_get_text(item, "value")), item->at);
    return path_of(p, postman_filled(p, text), gen_get(url, "variable"), parameters, path->at);
}

/* ---- The head ------------------------------------------------------------------------------------------- */

/* OpenAPI says these elsewhere (4.8.12.1), or the client's library does. */
static bool is_left_out(us_text name)
{
    static const char *const others[] = { "Accept",         "Content-Type", "Authorization",
                                          "Content-Length", "Host",         "Cookie" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (us_text_equal_nocase(name, us_text_of(others[i])))
            return true;
    return false;
}

void postman_read_headers(postman *p, const gen_node *headers, gen_node *parameters)
{
    for (const gen_node *item = headers && headers->kind == GEN_ARRAY ? headers->item : NULL; item;
         item = item->next) {
        us_text name = gen_get_text(item, "key");
        if (!is_left_out(name))
            add_parameter(p, parameters, "header", name, !postman_is_disabled(item),
                          postman_sampled(p, gen_get_text(item, "value")), item->at);
    }
}
