/* `__server` in the query: the request names the server that it means, by its url, and is answered where the
 * operation has such a one. The url may be any that the variables allow. */
#include "server/problem.h"
#include "server/service_inside.h"

#include <string.h>

const us_servers *us_servers_of(const us_api *api, const us_operation *operation)
{
    return operation->servers ? operation->servers : &api->servers;
}

/* A url while it is held against a template: reached[i] says that its first i bytes fit what there was of the
 * template so far. */
typedef struct fitting {
    us_text url;
    bool *reached, *next;
} fitting;

/* From each place that was reached, goes on over the text. */
static void step_over(fitting *f, us_text text)
{
    for (size_t i = 0; i + text.length <= f->url.length; i++)
        if (f->reached[i] && us_text_equal(us_text_slice(f->url, i, i + text.length), text))
            f->next[i + text.length] = true;
}

static void step_over_anything(fitting *f)
{
    bool any = false;
    for (size_t i = 0; i <= f->url.length; i++)
        f->next[i] = any = any || f->reached[i];
}

static void arrive(fitting *f)
{
    bool *before = f->reached;
    f->reached = f->next;
    f->next = before;
    memset(before, 0, f->url.length + 1);
}

static const us_variable *variable_of(const us_server *server, us_text name)
{
    for (unsigned i = 0; i < server->variables; i++)
        if (us_text_equal(us_text_from(server->variable[i].name), name))
            return &server->variable[i];
    return NULL;
}

static void step_over_variable(fitting *f, const us_variable *variable)
{
    if (!variable || variable->values == 0)
        step_over_anything(f);
    for (unsigned i = 0; variable && i < variable->values; i++)
        step_over(f, us_text_from(variable->value[i]));
}

/* Takes the text up to the next variable off the template, or the variable; false at the end. */
static bool next_piece(us_text *template, us_text *piece, bool *is_variable)
{
    if (template->length == 0)
        return false;
    *is_variable = template->bytes[0] == '{';
    size_t end = us_text_find(*template, *is_variable ? '}' : '{');
    *piece = us_text_slice(*template, *is_variable, end);
    *template = us_text_slice(*template, end + *is_variable, template->length);
    return true;
}

static bool fits(us_arena *arena, const us_server *server, us_text url)
{
    us_text template = us_text_from(server->url), piece;
    bool is_variable;
    fitting f = { .url = url };
    f.reached = US_NEW_ARRAY(arena, bool, url.length + 1);
    f.next = US_NEW_ARRAY(arena, bool, url.length + 1);
    f.reached[0] = true;
    while (next_piece(&template, &piece, &is_variable)) {
        if (is_variable)
            step_over_variable(&f, variable_of(server, piece));
        else
            step_over(&f, piece);
        arrive(&f);
    }
    return f.reached[url.length];
}

static us_text list_servers(us_arena *arena, const us_servers *servers)
{
    us_buf out = us_buf_new(arena, 128);
    for (unsigned i = 0; i < servers->servers; i++) {
        us_text url = us_text_from(servers->server[i].url);
        us_buf_print(&out, "%s%.*s", i > 0 ? ", " : "", US_SHOWN(url));
    }
    return us_buf_text(&out);
}

static bool check_server(us_turn *turn, us_text url)
{
    const us_servers *servers = us_servers_of(turn->cast->api, turn->operation);
    us_text shown = us_text_slice(url, 0, 200);
    if (servers->servers == 0)
        return us_turn_problem(turn, US_PROBLEM_NO_SERVERS,
                               "The request means the server %.*s, but the document names none.",
                               US_SHOWN(shown));
    for (unsigned i = 0; i < servers->servers; i++)
        if (fits(turn->arena, &servers->server[i], url))
            return true;
    us_text known = list_servers(turn->arena, servers);
    return us_turn_problem(turn, US_PROBLEM_NO_SUCH_SERVER,
                           "The operation has no server %.*s; it has %.*s.", US_SHOWN(shown),
                           US_SHOWN(known));
}

us_text us_server_wished(const us_turn *turn)
{
    for (unsigned i = 0; i < turn->query.count; i++)
        if (us_text_equal(turn->query.pair[i].name, US_TEXT("__server")))
            return turn->query.pair[i].value;
    return US_TEXT("");
}

bool us_step_server(us_turn *turn)
{
    us_text url = us_server_wished(turn);
    return url.length == 0 || check_server(turn, url);
}
