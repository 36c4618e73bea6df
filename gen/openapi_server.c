/* Servers: a stand-in is the server itself, so what counts of a url is the path before the paths of the API, and
 * the url as a whole where a request names the server that it means. */
#include "base/ascii.h"
#include "gen/openapi.h"

/* ---- Variables --------------------------------------------------------------------------------------- */

static const gen_variable *find_variable(const gen_variable *variable, us_text name)
{
    while (variable && !us_text_equal(variable->name, name))
        variable = variable->next;
    return variable;
}

/* False after a warning. */
static bool read_variable(openapi *o, const gen_node *server, us_text name, gen_at at,
                          gen_variable *variable)
{
    const gen_node *variables = gen_get(server, "variables");
    us_nearest nearest = us_nearest_to(name);
    const gen_node *node = NULL;
    for (const gen_member *m = variables ? variables->member : NULL; m; m = m->next) {
        us_nearest_offer(&nearest, m->key);
        if (us_text_equal(m->key, name))
            node = m->value;
    }
    if (!node) {
        gen_warning(o->g, at, "the server is left out: it has no variable \"%s\"%s",
                    gen_show(o->g, name), gen_nearest_hint(o->g, &nearest));
        return false;
    }
    variable->name = name;
    variable->standard = gen_get_text(node, "default");
    variable->values = gen_get(node, "enum");
    return true;
}

/* Takes text and the variable behind it off the url; false when no variable is left. */
static bool next_variable(us_text *rest, us_text *before, us_text *name)
{
    size_t open = us_text_find(*rest, '{'), close = us_text_find(*rest, '}');
    *before = us_text_slice(*rest, 0, open);
    if (open == rest->length)
        return false;
    *name = us_text_slice(*rest, open + 1, close);
    *rest = us_text_slice(*rest, close + 1, rest->length);
    return true;
}

static bool braces_match(us_text url)
{
    bool open = false;
    for (size_t i = 0; i < url.length; i++) {
        if (url.bytes[i] != '{' && url.bytes[i] != '}')
            continue;
        if (open == (url.bytes[i] == '{'))
            return false;
        open = !open;
    }
    return !open;
}

/* False after a warning. */
static bool read_variables(openapi *o, const gen_node *node, gen_server *server)
{
    gen_variable **last = &server->variable;
    us_text rest = server->url, before, name;
    if (!braces_match(rest)) {
        gen_warning(o->g, server->at, "the server is left out: the braces of its url do not match");
        return false;
    }
    while (next_variable(&rest, &before, &name)) {
        if (find_variable(server->variable, name))
            continue;
        *last = US_NEW(&o->g->arena, gen_variable);
        if (!read_variable(o, node, name, server->at, *last))
            return false;
        last = &(*last)->next;
    }
    return true;
}

/* ---- Urls --------------------------------------------------------------------------------------------- */

/* How many of the urls of one server are looked at for the paths in them. */
#define URLS_MOST 64

/* The value of a variable in the url of that number: 0 has all defaults. Takes the variable's share off the number. */
static us_text value_of(const gen_variable *variable, unsigned *number)
{
    unsigned values = variable->values ? variable->values->count : 0;
    unsigned which = *number % (values + 1);
    const gen_node *item = variable->values ? variable->values->item : NULL;
    *number /= values + 1;
    for (unsigned i = 1; i < which; i++)
        item = item->next;
    return which > 0 ? item->text : variable->standard;
}

static us_text url_of(openapi *o, const gen_server *server, unsigned number)
{
    us_text rest = server->url, before, name;
    us_buf url = us_buf_new(&o->g->arena, rest.length + 32);
    while (next_variable(&rest, &before, &name)) {
        unsigned share = number;
        us_text value = US_TEXT("");
        for (const gen_variable *v = server->variable; v; v = v->next) {
            us_text own = value_of(v, &share);
            if (us_text_equal(v->name, name))
                value = own;
        }
        us_buf_add(&url, before);
        us_buf_add(&url, value);
    }
    us_buf_add(&url, before);
    return us_buf_text(&url);
}

static unsigned count_urls(const gen_server *server)
{
    unsigned count = 1;
    for (const gen_variable *v = server->variable; v && count < URLS_MOST; v = v->next)
        count *= v->values ? v->values->count + 1 : 1;
    return count < URLS_MOST ? count : URLS_MOST;
}

/* The characters of a URI (RFC 3986, section 2), without '?' and '#'. */
static bool is_url_text(us_text text)
{
    return us_text_is_words(text, US_TEXT("-._~:/[]@!$&'()*+,;=%"));
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

/* ---- The servers -------------------------------------------------------------------------------------- */

typedef struct reading { /* of a list of servers */
    openapi *o;
    gen_servers servers;
    gen_server **last;
    gen_base **last_base;
} reading;

static bool has_base(const gen_base *base, us_text path)
{
    for (; base; base = base->next)
        if (us_text_equal(base->path, path))
            return true;
    return false;
}

static void add_base(reading *r, us_text path, gen_at at)
{
    if (path.length == 0 || has_base(r->servers.base, path))
        return;
    gen_base *base = US_NEW(&r->o->g->arena, gen_base);
    base->path = path;
    base->at = at;
    *r->last_base = base;
    r->last_base = &base->next;
}

/* False when the url with all defaults is none. */
static bool add_bases(reading *r, const gen_server *server)
{
    gen *g = r->o->g;
    unsigned count = count_urls(server);
    us_text path;
    for (unsigned number = 0; number < count; number++) {
        us_text url = url_of(r->o, server, number);
        if (read_path(&g->arena, url, &path)) {
            add_base(r, path, server->at);
        } else if (number == 0) {
            gen_warning(g, server->at, "the server is left out: \"%s\" is no url",
                        gen_show(g, url));
            return false;
        }
    }
    return true;
}

static void add_server(reading *r, gen_server *server)
{
    *r->last = server;
    r->last = &server->next;
}

static void read_server(reading *r, const gen_node *node)
{
    const gen_node *url = gen_get(node, "url");
    gen_server *server = US_NEW(&r->o->g->arena, gen_server);
    check_variables(r->o, gen_get(node, "variables"));
    if (!url)
        return;
    server->url = url->text;
    server->at = url->at;
    if (!read_variables(r->o, node, server))
        return;
    if (add_bases(r, server))
        add_server(r, server);
    else
        openapi_note_dropped(r->o->g, node, "the server is left out");
}

gen_servers openapi_read_servers(openapi *o, const gen_node *servers)
{
    reading r = { .o = o };
    r.last = &r.servers.server;
    r.last_base = &r.servers.base;
    for (const gen_node *server = servers ? servers->item : NULL; server; server = server->next)
        read_server(&r, server);
    return r.servers;
}

/* ---- OpenAPI 2.0 ------------------------------------------------------------------------------------ */

/* False after a warning. */
static bool read_base_path(openapi *o, const gen_node *value, us_text *path)
{
    if (!read_path(&o->g->arena, value->text, path)) {
        gen_warning(o->g, value->at, "the basePath is not used: \"%s\" is no path",
                    gen_show(o->g, value->text));
        return false;
    }
    if (value->text.length > 0 && value->text.bytes[0] != '/')
        gen_warning(o->g, value->at, "a basePath starts with '/'; it is read as \"%s\"",
                    gen_show(o->g, *path));
    return true;
}

static void add_host(reading *r, const gen_node *host, us_text scheme, us_text path)
{
    gen_server *server = US_NEW(&r->o->g->arena, gen_server);
    server->url =
        us_arena_print(&r->o->g->arena, "%.*s://%.*s%.*s", (int)scheme.length, scheme.bytes,
                       (int)host->text.length, host->text.bytes, (int)path.length, path.bytes);
    server->at = host->at;
    add_server(r, server);
}

/* Without `schemes` it is that by which the document was had, which is not known here. */
static void add_hosts(reading *r, const gen_node *root, const gen_node *host, us_text path)
{
    const gen_node *schemes = gen_get(root, "schemes");
    for (const gen_node *item = schemes ? schemes->item : NULL; item; item = item->next)
        add_host(r, host, item->text, path);
    if (schemes && schemes->item)
        return;
    add_host(r, host, US_TEXT("https"), path);
    add_host(r, host, US_TEXT("http"), path);
}

gen_servers openapi_20_read_servers(openapi *o, const gen_node *root)
{
    const gen_node *base = gen_get(root, "basePath"), *host = gen_get(root, "host");
    us_text path = US_TEXT("");
    reading r = { .o = o };
    r.last = &r.servers.server;
    r.last_base = &r.servers.base;
    if (base && read_base_path(o, base, &path))
        add_base(&r, path, base->at);
    if (host && us_text_find(host->text, '/') < host->text.length)
        gen_warning(o->g, host->at,
                    "a host has no path and no scheme: what \"%s\" says of them is not used",
                    gen_show(o->g, host->text));
    else if (host)
        add_hosts(&r, root, host, path);
    return r.servers;
}
