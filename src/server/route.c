/* The router: a tree by path segment, built by us_router_add and searched by descent with
 * backtracking. A search visits a node at most once, so no path can make it slow. */
#include "server/route.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/percent.h"
#include "server/route_tree.h"

us_router *us_router_new(us_arena *arena)
{
    us_router *router = US_NEW(arena, us_router);
    router->arena = arena;
    router->root.last = &router->root.literal;
    return router;
}

us_text us_segment_next(us_text *rest)
{
    us_text after = us_text_slice(*rest, 1, rest->length);
    size_t end = us_text_find(after, '/');
    *rest = us_text_slice(after, end, after.length);
    return us_text_slice(after, 0, end);
}

static unsigned count_byte(us_text text, char byte)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == byte;
    return count;
}

/* ---- Building --------------------------------------------------------------------------------- */

/* The text before the next expression; *rest starts after it, or is empty. False: no more expression. */
static bool next_expression(us_text *rest, us_text *before, us_text *name)
{
    size_t open = us_text_find(*rest, '{');
    us_text inside = us_text_slice(*rest, open + 1, rest->length);
    size_t close = us_text_find(inside, '}');
    *before = *rest;
    if (open == rest->length || close == inside.length)
        return false;
    *before = us_text_slice(*rest, 0, open);
    *name = us_text_slice(inside, 0, close);
    *rest = us_text_slice(inside, close + 1, inside.length);
    return true;
}

/* A literal of a template may be percent-encoded as it would be in a URL. */
static us_text decode_literal(us_arena *arena, us_text literal)
{
    us_text decoded;
    bool readable = us_percent_decode(arena, literal, US_PLUS_STAYS, &decoded);
    return readable && us_utf8_valid(decoded) ? decoded : literal;
}

static us_template read_template(us_arena *arena, us_text segment)
{
    us_template template = { 0 };
    us_text before, name;
    template.literal = US_NEW_ARRAY(arena, us_text, count_byte(segment, '{') + 1);
    while (next_expression(&segment, &before, &name)) {
        template.literal[template.expressions++] = decode_literal(arena, before);
        template.literal_length += before.length;
    }
    template.literal[template.expressions] = decode_literal(arena, before);
    template.literal_length += before.length;
    return template;
}

static bool template_equal(const us_template *a, const us_template *b)
{
    if (a->expressions != b->expressions)
        return false;
    for (unsigned i = 0; i <= a->expressions; i++)
        if (!us_text_equal(a->literal[i], b->literal[i]))
            return false;
    return true;
}

static us_route_node *new_node(us_arena *arena, us_text segment, us_template template)
{
    us_route_node *node = US_NEW(arena, us_route_node);
    node->segment = segment;
    node->template = template;
    node->last = &node->literal;
    return node;
}

/* Where the literal child called `segment` is or would be in the table. */
static us_route_node **find_slot(const us_route_node *node, us_text segment)
{
    unsigned i = us_hash(segment.bytes, segment.length) & (node->slots - 1);
    while (node->slot[i] && !us_text_equal(node->slot[i]->segment, segment))
        i = (i + 1) & (node->slots - 1);
    return &node->slot[i];
}

/* One of 64 bits, which tells most values of an expression from the literals beside it at once. */
static uint64_t mark_of(us_text segment)
{
    if (segment.length == 0)
        return 1;
    unsigned first = (unsigned char)segment.bytes[0];
    unsigned last = (unsigned char)segment.bytes[segment.length - 1];
    return UINT64_C(1) << ((first + 31 * last + 7 * (unsigned)segment.length) & 63);
}

us_route_node *us_route_literal_child(const us_route_node *node, us_text segment)
{
    return node->marks & mark_of(segment) ? *find_slot(node, segment) : NULL;
}

static void grow_table(us_arena *arena, us_route_node *node)
{
    node->slots = node->slots ? node->slots * 2 : 4;
    node->slot = US_NEW_ARRAY(arena, us_route_node *, node->slots);
    for (us_route_node *child = node->literal; child; child = child->next)
        *find_slot(node, child->segment) = child;
}

static us_route_node *add_literal(us_arena *arena, us_route_node *node, const us_template *template)
{
    if ((node->literals + 1) * 2 > node->slots)
        grow_table(arena, node);
    us_route_node **slot = find_slot(node, template->literal[0]);
    if (*slot)
        return *slot;
    *slot = *node->last = new_node(arena, template->literal[0], (us_template){ 0 });
    node->last = &(*slot)->next;
    node->marks |= mark_of(template->literal[0]);
    node->literals++;
    return *slot;
}

static us_route_node *add_templated(us_arena *arena, us_route_node *node, us_text segment,
                                    const us_template *template)
{
    us_route_node **place = &node->templated;
    for (; *place; place = &(*place)->next) {
        if (template_equal(&(*place)->template, template))
            return *place;
        if ((*place)->template.literal_length < template->literal_length)
            break;
    }
    us_route_node *child = new_node(arena, segment, *template);
    child->next = *place;
    *place = child;
    return child;
}

/* A segment that is written as it arrives, and without an expression. */
static bool is_plain(us_text segment)
{
    return us_text_find(segment, '{') == segment.length &&
           us_text_find(segment, '%') == segment.length;
}

/* Most segments are plain, or there already in the same words: neither takes memory. */
static us_route_node *add_child(us_arena *arena, us_route_node *node, us_text segment)
{
    us_template template = { .literal = &segment };
    us_route_node *known = node->templated;
    if (is_plain(segment))
        return add_literal(arena, node, &template);
    while (known && !us_text_equal(known->segment, segment))
        known = known->next;
    if (known)
        return known;
    template = read_template(arena, segment);
    if (template.expressions == 0)
        return add_literal(arena, node, &template);
    return add_templated(arena, node, segment, &template);
}

/* The names of the expressions, or, without `name`, how many there are. None reaches over a '/'. */
static unsigned read_names(us_text path, us_text *name)
{
    unsigned names = 0;
    for (size_t open; (open = us_text_find(path, '{')) < path.length;) {
        us_text inside = us_text_slice(path, open + 1, path.length);
        us_text segment = us_text_slice(inside, 0, us_text_find(inside, '/'));
        size_t close = us_text_find(segment, '}');
        if (close < segment.length && name)
            name[names] = us_text_slice(segment, 0, close);
        names += close < segment.length;
        path = us_text_slice(inside, close, inside.length);
    }
    return names;
}

/* `first` is a route of the same node or NULL: mostly that of another method of the same path. */
static us_route *new_route(us_arena *arena, us_text method, us_text path, const us_route *first)
{
    us_route *route = US_NEW(arena, us_route);
    route->method = method;
    route->path = path;
    if (first && us_text_equal(first->path, path)) {
        route->name = first->name;
        route->names = first->names;
    } else {
        us_text *name = US_NEW_ARRAY(arena, us_text, read_names(path, NULL) + 1);
        route->names = read_names(path, name);
        route->name = name;
    }
    return route;
}

/* The node at which the path ends. */
static us_route_node *add_path(us_router *router, us_text path)
{
    us_trail *trail = us_trail_find(router, path);
    us_step last = trail->steps > 0 ? trail->step[trail->steps - 1] : (us_step){ 0, &router->root };
    us_text rest = us_text_slice(path, last.end, path.length);
    while (rest.length > 0) {
        last.node = add_child(router->arena, last.node, us_segment_next(&rest));
        us_trail_add(router, trail, path.length - rest.length, last.node);
    }
    return last.node;
}

bool us_router_add(us_router *router, us_text method, us_text path, const void *target)
{
    us_route_node *node = add_path(router, path);
    us_route **last = &node->route;
    for (; *last; last = &(*last)->next)
        if (us_text_equal((*last)->method, method))
            return false;
    *last = new_route(router->arena, method, path, node->route);
    (*last)->target = target;
    if ((*last)->names > router->most_expressions)
        router->most_expressions = (*last)->names;
    return true;
}

/* ---- Searching -------------------------------------------------------------------------------- */

bool us_segments_read(us_arena *arena, us_text path, us_segment **segment, unsigned *segments)
{
    *segments = count_byte(path, '/');
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
    us_text method;
    const us_segment *segment;
    unsigned segments;
    us_capture *capture;
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

static bool descend(search *s, const us_route_node *node, unsigned depth, unsigned captures)
{
    if (depth == s->segments)
        return arrive(s, node);
    const us_segment *segment = &s->segment[depth];
    const us_route_node *literal = us_route_literal_child(node, segment->value);
    if (literal && descend(s, literal, depth + 1, captures))
        return true;
    for (const us_route_node *child = node->templated; child; child = child->next)
        if ((fits(&child->template, segment, s->capture + captures) ||
             is_missing(s, &child->template, segment, s->capture + captures)) &&
            descend(s, child, depth + 1, captures + child->template.expressions))
            return true;
    return false;
}

/* A base is preferred, being literal. */
static bool look(search *s, const us_router *router)
{
    unsigned below = us_route_below(router, s->segment, s->segments);
    return (below > 0 && descend(s, &router->root, below, 0)) || descend(s, &router->root, 0, 0);
}

static bool begin_search(search *s, const us_router *router, us_arena *arena, us_text path)
{
    us_segment *segment;
    if (!us_segments_read(arena, path, &segment, &s->segments))
        return false;
    s->segment = segment;
    s->capture = us_arena_alloc(arena, sizeof(us_capture) * (router->most_expressions + 1));
    return true;
}

static enum us_routing find(search *s, const us_router *router, us_arena *arena, us_text path,
                            us_routing_result *result)
{
    if (path.length == 0 || path.bytes[0] != '/')
        return US_NO_PATH;
    if (!begin_search(s, router, arena, path))
        return US_UNREADABLE_PATH;
    if (!look(s, router))
        return s->path_known ? US_NO_METHOD : US_NO_PATH;
    for (unsigned i = 0; i < s->found->names; i++)
        s->capture[i].name = s->found->name[i];
    *result = (us_routing_result){ s->found, s->capture };
    return US_ROUTED;
}

enum us_routing us_router_find(const us_router *router, us_arena *arena, us_text method,
                               us_text path, us_routing_result *result)
{
    search s = { .method = method };
    return find(&s, router, arena, path, result);
}

enum us_routing us_router_find_empty(const us_router *router, us_arena *arena, us_text method,
                                     us_text path, us_routing_result *result)
{
    search s = { .method = method, .empty = true };
    return find(&s, router, arena, path, result);
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

us_text us_router_allow(const us_router *router, us_arena *arena, us_text path)
{
    us_buf methods = us_buf_new(arena, 64);
    search s = { .allow = &methods };
    if (path.length == 0 || path.bytes[0] != '/' || !begin_search(&s, router, arena, path))
        return US_TEXT("");
    look(&s, router);
    return s.path_known ? write_allow(arena, us_buf_text(&methods)) : US_TEXT("");
}
