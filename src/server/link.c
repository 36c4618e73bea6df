/* The target of a link as a URL. Values in headers and cookies have no place in one, so they are left to the client. */
#include "server/link.h"

#include "base/percent.h"
#include "server/expression.h"
#include "server/problem.h"

/* ---- Text in a URL ------------------------------------------------------------------------------------------------ */

static void add_encoded(us_buf *out, us_text text)
{
    us_percent_encode(out, text, US_TEXT(US_MARKS_ANYWHERE));
}

static void add_value(us_buf *out, const us_json *value)
{
    us_buf json = us_buf_new(out->arena, 32);
    if (us_json_kind(value) == cJSON_String) {
        add_encoded(out, us_json_string(value));
        return;
    }
    us_json_write(&json, value);
    add_encoded(out, us_buf_text(&json));
}

/* The items of a list with commas between; anything else as it is. */
static void add_simple(us_buf *out, const us_json *value)
{
    if (us_json_kind(value) != cJSON_Array) {
        add_value(out, value);
        return;
    }
    for (const us_json *item = us_json_first(value); item; item = us_json_next(item)) {
        add_value(out, item);
        us_buf_add_string(out, us_json_next(item) ? "," : "");
    }
}

/* ---- The path ------------------------------------------------------------------------------------------------------ */

static const us_given *find_given(const us_link *link, enum us_in in, us_text name)
{
    for (unsigned i = 0; i < link->givens; i++)
        if (link->given[i].in == in && us_text_equal(us_text_from(link->given[i].name), name))
            return &link->given[i];
    return NULL;
}

static bool add_parameter(us_scene *scene, us_buf *out, const us_link *link, us_text name)
{
    const us_given *given = find_given(link, US_IN_PATH, name);
    const us_json *value = given ? us_template_value(scene, given->piece, given->pieces) : NULL;
    if (!value)
        return false;
    add_simple(out, value);
    return true;
}

static bool add_path(us_scene *scene, us_buf *out, const us_link *link)
{
    us_text path = us_text_from(link->path);
    while (path.length > 0) {
        size_t open = us_text_find(path, '{'), close = us_text_find(path, '}');
        us_buf_add(out, us_text_slice(path, 0, open));
        if (open == path.length)
            return true;
        if (!add_parameter(scene, out, link, us_text_slice(path, open + 1, close)))
            return false;
        path = us_text_slice(path, close + 1, path.length);
    }
    return true;
}

/* What the request has before the template's own path: "/api/v1". */
static us_text base_of(const us_turn *turn)
{
    us_text path = turn->request->path, template = us_text_from(turn->operation->path);
    size_t extra = us_text_count(path, '/'), own = us_text_count(template, '/'), end = 0;
    for (extra -= extra > own ? own : extra; extra > 0 && end < path.length; extra--)
        end += 1 + us_text_find(us_text_slice(path, end + 1, path.length), '/');
    return us_text_slice(path, 0, end);
}

/* ---- The query ----------------------------------------------------------------------------------------------------- */

static void add_pair(us_buf *out, char *sign, us_text name)
{
    us_buf_add_byte(out, *sign);
    add_encoded(out, name);
    us_buf_add_byte(out, '=');
    *sign = '&';
}

static void add_query(us_scene *scene, us_buf *out, const us_link *link)
{
    char sign = '?';
    for (unsigned i = 0; i < link->givens; i++) {
        const us_given *given = &link->given[i];
        us_text name = us_text_from(given->name);
        const us_json *value =
            given->in == US_IN_QUERY ? us_template_value(scene, given->piece, given->pieces) : NULL;
        bool apart = value && given->explode && us_json_kind(value) == cJSON_Array;
        for (const us_json *item = apart ? us_json_first(value) : NULL; item;
             item = us_json_next(item)) {
            add_pair(out, &sign, name);
            add_value(out, item);
        }
        if (!value || apart)
            continue;
        add_pair(out, &sign, name);
        add_simple(out, value);
    }
}

/* ---- The field ------------------------------------------------------------------------------------------------------ */

/* A server of the link's own is another one, wherever it is. */
static void add_origin(const us_turn *turn, us_buf *out, const us_link *link)
{
    us_text server = us_text_from(link->server);
    while (us_text_ends(server, US_TEXT("/")))
        server.length--;
    us_buf_add(out, server.length > 0 ? server : us_turn_origin(turn));
    if (server.length == 0)
        us_buf_add(out, base_of(turn));
}

static bool add_link(us_scene *scene, us_buf *out, const us_link *link)
{
    us_text method = us_text_from(link->method);
    us_buf_add_byte(out, '<');
    add_origin(scene->turn, out, link);
    if (!add_path(scene, out, link))
        return false;
    add_query(scene, out, link);
    us_buf_add_string(out, ">; rel=\"");
    add_encoded(out, us_text_from(link->name));
    us_buf_add_byte(out, '"');
    if (!us_text_equal(method, US_TEXT("GET")))
        us_buf_print(out, "; method=\"%.*s\"", US_SHOWN(method));
    return true;
}

void us_turn_links(us_turn *turn, const us_response *response)
{
    us_scene scene = { .turn = turn };
    if (turn->service->options.compat != US_COMPAT_NONE)
        return;
    for (unsigned i = 0; i < response->links; i++) {
        us_buf out = us_buf_new(turn->arena, 256);
        if (add_link(&scene, &out, &response->link[i]))
            us_turn_field(turn, US_TEXT("Link"), us_buf_text(&out));
    }
}
