/* Searching the router's tree by descent with backtracking. A search visits a node at most once, so no path can
 * make it slow. */
#include "server/route.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/percent.h"
#include "server/route_tree.h"

us_text us_segment_next(us_text *rest)
{
    us_text after = us_text_slice(*rest, 1, rest->length);
    size_t end = us_text_find(after, '/');
    *rest = us_text_slice(after, end, after.length);
    return us_text_slice(after, 0, end);
}

bool us_segments_read(us_arena *arena, us_text path, us_segment **segment, unsigned *segments)
{
    *segments = (unsigned)us_text_count(path, '/');
    *segment = us_arena_alloc(arena, sizeof(us_segment) * (*segments + 1));
    for (unsigned i = 0; i < *segments; i++) {
        us_segment *next = &(*segment)[i];
        next->raw = us_segment_next(&path);
        if (!us_percent_decode(arena, next->raw, US_PLUS_STAYS, &next->value) ||
            !us_utf8_valid(next->value))
            return false;
    }
    return true;
}

typedef struct search {
    us_router *router;
    us_arena *arena;
    us_text method;
    const us_segment *segment;
    unsigned segments;
    us_capture *capture;
    unsigned room; /* for captures */
    const us_route *found;
    bool path_known;
    bool empty;    /* expressions may stand for nothing */
    us_buf *allow; /* not NULL: visit every path that fits and collect the methods here */
} search;

/* The index of `literal` in `text` at or after `from`, where at least one character stands before it. */
static size_t find_literal(us_text text, size_t from, us_text literal)
{
    uint32_t point;
    unsigned step = us_utf8_decode(us_text_slice(text, from, text.length), &point);
    for (size_t i = from + (step ? step : 1); i + literal.length <= text.length; i++)
        if (memcmp(text.bytes + i, literal.bytes, literal.length) == 0)
            return i;
    return text.length + 1;
}

/* Matches a segment with the template and writes what its expressions stand for. The leftmost place for
 * each literal leaves the most room for the rest, so there is nothing to try again. */
static bool fits(const us_template *template, const us_segment *segment, us_capture *capture)
{
    us_text text = segment->value;
    us_text tail = template->literal[template->expressions];
    if (!us_text_starts(text, template->literal[0]) || !us_text_ends(text, tail))
        return false;

    size_t at = template->literal[0].length;
    for (unsigned i = 0; i < template->expressions; i++) {
        us_text literal = template->literal[i + 1];
        bool is_last = i + 1 == template->expressions;
        size_t end = is_last ? text.length - tail.length : find_literal(text, at, literal);
        if (end > text.length || end <= at)
            return false;
        capture[i].value = us_text_slice(text, at, end);
        capture[i].raw = capture[i].value;
        at = end + literal.length;
    }
    if (template->literal_length == 0 && template->expressions == 1)
        capture[0].raw = segment->raw;
    return true;
}

static bool is_missing(const search *s, const us_template *template, const us_segment *segment,
                       us_capture *capture)
{
    if (!s->empty || segment->value.length > 0 || template->literal_length > 0 ||
        template->expressions != 1)
        return false;
    *capture = (us_capture){ .raw = segment->raw, .value = segment->value };
    return true;
}

static void collect_methods(us_buf *allow, const us_route_node *node)
{
    for (const us_route *route = node->route; route; route = route->next) {
        us_buf_add(allow, route->method);
        us_buf_add_byte(allow, ' ');
    }
}

/* A path that fits ends here: is the method among its own? */
static bool arrive(search *s, const us_route_node *node)
{
    if (!node->route)
        return false;
    s->path_known = true;
    if (s->allow) {
        collect_methods(s->allow, node);
        return false;
    }
    for (const us_route *route = node->route; route && !s->found; route = route->next)
        if (us_text_equal(route->method, s->method))
            s->found = route;
    return s->found;
}

static us_capture *room_for(search *s, unsigned captures, unsigned more)
{
    if (captures + more > s->room) {
        unsigned room = (captures + more) * 2;
        s->capture = us_arena_grow(s->arena, s->capture, s->room * sizeof(us_capture),
                                   room * sizeof(us_capture));
        s->room = room;
    }
    return s->capture + captures;
}

static bool descend(search *s, us_route_node *node, unsigned depth, unsigned captures);

static bool descend_templated(search *s, us_route_node *child, unsigned depth, unsigned captures)
{
    const us_template *template = &child->template;
    us_capture *capture = room_for(s, captures, template->expressions);
    const us_segment *segment = &s->segment[depth];
    return (fits(template, segment, capture) || is_missing(s, template, segment, capture)) &&
           descend(s, child, depth + 1, captures + template->expressions);
}

static bool descend(search *s, us_route_node *node, unsigned depth, unsigned captures)
{
    us_route_open(s->router, node);
    if (depth == s->segments)
        return arrive(s, node);
    us_route_node *literal = us_route_literal_child(node, s->segment[depth].value);
    if (literal && descend(s, literal, depth + 1, captures))
        return true;
    for (us_route_node *child = node->templated; child; child = child->next)
        if (descend_templated(s, child, depth, captures))
            return true;
    return false;
}

static bool read_path(search *s, us_text path)
{
    us_segment *segment;
    if (!us_segments_read(s->arena, path, &segment, &s->segments))
        return false;
    s->segment = segment;
    return true;
}

static enum us_routing find(search *s, us_text path, us_routing_result *result)
{
    if (path.length == 0 || path.bytes[0] != '/')
        return US_NO_PATH;
    if (!read_path(s, path))
        return US_UNREADABLE_PATH;
    if (!descend(s, &s->router->root, 0, 0))
        return s->path_known ? US_NO_METHOD : US_NO_PATH;
    for (unsigned i = 0; i < s->found->names; i++)
        s->capture[i].name = s->found->name[i];
    *result = (us_routing_result){ s->found, s->capture };
    return US_ROUTED;
}

enum us_routing us_router_find(us_router *router, us_arena *arena, us_text method, us_text path,
                               us_routing_result *result)
{
    search s = { .router = router, .arena = arena, .method = method };
    return find(&s, path, result);
}

enum us_routing us_router_find_empty(us_router *router, us_arena *arena, us_text method,
                                     us_text path, us_routing_result *result)
{
    search s = { .router = router, .arena = arena, .method = method, .empty = true };
    return find(&s, path, result);
}

/* Takes the next method off a list with a space after each. */
static us_text next_method(us_text *rest)
{
    size_t end = us_text_find(*rest, ' ');
    us_text method = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + 1, rest->length);
    return method;
}

static bool list_has(us_text list, us_text method)
{
    while (list.length > 0)
        if (us_text_equal(next_method(&list), method))
            return true;
    return false;
}

static us_text write_allow(us_arena *arena, us_text methods)
{
    us_buf out = us_buf_new(arena, 64);
    us_text all = methods;
    while (methods.length > 0) {
        size_t before = all.length - methods.length;
        us_text method = next_method(&methods);
        if (list_has(us_text_slice(all, 0, before), method))
            continue;
        us_buf_add(&out, method);
        us_buf_add_string(&out, ", ");
        if (us_text_equal(method, US_TEXT("GET")) && !list_has(all, US_TEXT("HEAD")))
            us_buf_add_string(&out, "HEAD, ");
    }
    if (list_has(all, US_TEXT("OPTIONS")))
        return us_text_slice(us_buf_text(&out), 0, out.length - 2);
    us_buf_add_string(&out, "OPTIONS");
    return us_buf_text(&out);
}

us_text us_router_allow(us_router *router, us_arena *arena, us_text path)
{
    us_buf methods = us_buf_new(arena, 64);
    search s = { .router = router, .arena = arena, .allow = &methods };
    if (path.length == 0 || path.bytes[0] != '/' || !read_path(&s, path))
        return US_TEXT("");
    descend(&s, &router->root, 0, 0);
    return s.path_known ? write_allow(arena, us_buf_text(&methods)) : US_TEXT("");
}
