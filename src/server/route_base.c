/* Bases: what may stand before every path of a router ("/v1", from
 * servers[].url).
 *
 * A path that starts with one is looked for in the same tree, so a base takes
 * no nodes but its own few. That is the same as a tree with every path under
 * every base, as long as no path and no other base starts with the first
 * segment of a base. Where that is not so, who builds the router adds the paths
 * one by one. */
#include "server/route_tree.h"

/* Without an expression, and written as it arrives. */
static bool is_plain(us_text base)
{
    return us_text_find(base, '{') == base.length && us_text_find(base, '%') == base.length;
}

static us_text first_segment(us_text path)
{
    return us_segment_next(&path);
}

static bool is_apart(const us_router *router, const us_text *base, unsigned number)
{
    us_text first = first_segment(base[number]);
    for (unsigned i = 0; i < number; i++)
        if (us_text_equal(first_segment(base[i]), first))
            return false;
    return !us_route_literal_child(&router->root, first);
}

static bool can_be_bases(const us_router *router, const us_text *base, unsigned bases)
{
    for (unsigned i = 0; i < bases; i++)
        if (base[i].length < 2 || !us_text_starts(base[i], US_TEXT("/")) ||
            us_text_ends(base[i], US_TEXT("/")) || !is_plain(base[i]) || !is_apart(router, base, i))
            return false;
    return true;
}

static unsigned count_segments(us_text path)
{
    unsigned segments = 0;
    while (path.length > 0) {
        (void)us_segment_next(&path);
        segments++;
    }
    return segments;
}

static us_route_base make_base(us_arena *arena, us_text path)
{
    us_route_base base = { .path = path, .segments = count_segments(path) };
    base.node = US_NEW_ARRAY(arena, us_route_node, base.segments);
    for (unsigned i = 0; i < base.segments; i++)
        base.node[i].segment = us_segment_next(&path);
    return base;
}

bool us_router_take_bases(us_router *router, const us_text *base, unsigned bases)
{
    if (!can_be_bases(router, base, bases))
        return false;
    router->base = US_NEW_ARRAY(router->arena, us_route_base, bases + 1);
    router->bases = bases;
    for (unsigned i = 0; i < bases; i++)
        router->base[i] = make_base(router->arena, base[i]);
    return true;
}

static bool starts_with(const us_segment *segment, const us_route_base *base)
{
    for (unsigned i = 0; i < base->segments; i++)
        if (!us_text_equal(segment[i].value, base->node[i].segment))
            return false;
    return true;
}

unsigned us_route_below(const us_router *router, const us_segment *segment, unsigned segments)
{
    for (unsigned i = 0; i < router->bases; i++)
        if (router->base[i].segments < segments && starts_with(segment, &router->base[i]))
            return router->base[i].segments;
    return 0;
}
