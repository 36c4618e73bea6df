/* Servers: of a url only the path matters to a stand-in, since it is the server. */
#include "gen/openapi.h"

/* The value of a server variable, or false after a warning. */
static bool read_variable(openapi *o, const gen_node *server, us_text name, gen_at at,
                          us_text *value)
{
    const gen_node *variables = gen_get(server, "variables"), *variable = NULL;
    us_nearest nearest = us_nearest_to(name);
    for (const gen_member *m = variables ? variables->member : NULL; m; m = m->next) {
        us_nearest_offer(&nearest, m->key);
        if (us_text_equal(m->key, name))
            variable = m->value;
    }
    if (!variable) {
        gen_warning(o->g, at, "the server is left out: it has no variable \"%s\"%s",
                    gen_show(o->g, name), gen_nearest_hint(o->g, &nearest));
        return false;
    }
    *value = gen_get_text(variable, "default");
    return true;
}

/* The url with its variables replaced by their defaults. */
static bool expand_url(openapi *o, const gen_node *server, const gen_node *url, us_text *out)
{
    us_text rest = url->text;
    us_buf expanded = us_buf_new(&o->g->arena, rest.length + 32);
    while (rest.length > 0) {
        size_t open = us_text_find(rest, '{'), close = us_text_find(rest, '}');
        us_buf_add(&expanded, us_text_slice(rest, 0, open));
        if (open == rest.length && close == rest.length)
            break;
        us_text value;
        if (close < open || close == rest.length) {
            gen_warning(o->g, url->at,
                        "the server is left out: the braces of its url do not match");
            return false;
        }
        if (!read_variable(o, server, us_text_slice(rest, open + 1, close), url->at, &value))
            return false;
        us_buf_add(&expanded, value);
        rest = us_text_slice(rest, close + 1, rest.length);
    }
    *out = us_buf_text(&expanded);
    return true;
}

/* The characters of a URI (RFC 3986, section 2), without '?' and '#'. */
static bool is_url_text(us_text text)
{
    const us_text others = US_TEXT("-._~:/[]@!$&'()*+,;=%");
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9');
        if (!plain && us_text_find(others, byte) == others.length)
            return false;
    }
    return true;
}

/* What stands before "://" when that is a scheme; text.length when there is none. */
static size_t find_authority(us_text url)
{
    for (size_t i = 0; i + 2 < url.length && url.bytes[i] != '/'; i++)
        if (url.bytes[i] == ':' && url.bytes[i + 1] == '/' && url.bytes[i + 2] == '/')
            return i + 3;
    return us_text_starts(url, US_TEXT("//")) ? 2 : url.length;
}

/* The path part, without a '/' at its end: "" or "/api/v1". False when the url is not one. */
static bool read_path(us_arena *arena, us_text url, us_text *path)
{
    size_t authority = find_authority(url);
    if (!is_url_text(url))
        return false;
    if (authority < url.length || us_text_ends(url, US_TEXT("://"))) {
        us_text rest = us_text_slice(url, authority, url.length);
        size_t host = us_text_find(rest, '/');
        if (host == 0)
            return false;
        *path = us_text_slice(rest, host, rest.length);
    } else {
        while (us_text_starts(url, US_TEXT("./")))
            url = us_text_slice(url, 2, url.length);
        bool relative = url.length > 0 && url.bytes[0] != '/';
        *path = us_arena_print(arena, "%s%.*s", relative ? "/" : "", (int)url.length, url.bytes);
    }
    while (path->length > 0 && path->bytes[path->length - 1] == '/')
        path->length--;
    if (us_text_equal(*path, US_TEXT("/.")))
        path->length = 0;
    return true;
}

/* A variable's default is one of its values, when those are listed. */
static void check_variables(openapi *o, const gen_node *variables)
{
    for (const gen_member *m = variables ? variables->member : NULL; m; m = m->next) {
        const gen_node *values = gen_get(m->value, "enum"), *value = gen_get(m->value, "default");
        bool listed = !values || !value;
        for (const gen_node *item = values ? values->item : NULL; item; item = item->next)
            listed = listed || us_text_equal(item->text, value->text);
        if (!listed)
            gen_warning(o->g, value->at, "the default \"%s\" is not in the variable's enum",
                        gen_show(o->g, value->text));
    }
}

static bool has_base(const gen_base *base, us_text path)
{
    for (; base; base = base->next)
        if (us_text_equal(base->path, path))
            return true;
    return false;
}

gen_base *openapi_read_servers(openapi *o, const gen_node *servers)
{
    gen_base *first = NULL, **last = &first;
    for (const gen_node *server = servers ? servers->item : NULL; server; server = server->next) {
        const gen_node *url = gen_get(server, "url");
        us_text expanded, path;
        check_variables(o, gen_get(server, "variables"));
        if (!url || !expand_url(o, server, url, &expanded))
            continue;
        if (!read_path(&o->g->arena, expanded, &path)) {
            openapi_note_dropped(o->g, server, "the server is left out");
            gen_warning(o->g, url->at, "the server is left out: \"%s\" is no url",
                        gen_show(o->g, expanded));
            continue;
        }
        if (path.length == 0 || has_base(first, path))
            continue;
        gen_base *base = US_NEW(&o->g->arena, gen_base);
        base->path = path;
        base->at = url->at;
        *last = base;
        last = &base->next;
    }
    return first;
}

/* ---- OpenAPI 2.0 ------------------------------------------------------------------------------------ */

/* `host` and `schemes` say where the API is, which is here; what counts is the path before its paths. */
gen_base *openapi_read_base_path(openapi *o, const gen_node *root)
{
    const gen_node *value = gen_get(root, "basePath"), *host = gen_get(root, "host");
    us_text path;
    if (host && us_text_find(host->text, '/') < host->text.length)
        gen_warning(o->g, host->at,
                    "a host has no path and no scheme: what \"%s\" says of them is not used",
                    gen_show(o->g, host->text));
    if (!value || value->text.length == 0)
        return NULL;
    if (!read_path(&o->g->arena, value->text, &path)) {
        gen_warning(o->g, value->at, "the basePath is not used: \"%s\" is no path",
                    gen_show(o->g, value->text));
        return NULL;
    }
    if (value->text.bytes[0] != '/')
        gen_warning(o->g, value->at, "a basePath starts with '/'; it is read as \"%s\"",
                    gen_show(o->g, path));
    if (path.length == 0)
        return NULL;
    gen_base *base = US_NEW(&o->g->arena, gen_base);
    base->path = path;
    base->at = value->at;
    return base;
}
