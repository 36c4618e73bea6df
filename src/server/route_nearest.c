/* What the client may have meant: the template nearest to a path that fits none.
 *
 * The edit distance between lists of segments, found by one walk over the router's tree: a node adds one
 * row to the table of its parent, and a row whose best value is no better than what was found already
 * ends the walk there. */
#include "base/buf.h"
#include "base/nearest.h"
#include "server/route.h"
#include "server/route_tree.h"

enum {
    ALIKE = 1,     /* the least that two different segments cost; also an expression */
    PARTLY = 2,    /* an expression with literals around it, which may or may not be there */
    DIFFERENT = 4, /* the most; also a segment too many or too few */
    MOST_SEGMENTS = 32
};

typedef struct walk {
    us_arena *arena;
    us_text method;
    const us_segment *segment;
    unsigned segments;
    unsigned best; /* the cost of `found`, or what it has to be below */
    const us_route *found;
    const us_route_base *base, *found_below; /* what the walk is below, what `found` is; or NULL */
} walk;

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* 0 when the segment is what the node stands for, up to DIFFERENT. */
static unsigned segment_cost(const us_route_node *node, us_text segment)
{
    if (node->template.expressions > 0 && segment.length > 0)
        return node->template.literal_length > 0 ? PARTLY : ALIKE;
    if (us_text_equal(node->segment, segment))
        return 0;
    /* of longer segments only the start is compared */
    us_text a = us_text_slice(node->segment, 0, US_NEAREST_LENGTH);
    us_text b = us_text_slice(segment, 0, US_NEAREST_LENGTH);
    if (a.length == 0 || b.length == 0)
        return DIFFERENT;
    size_t longer = a.length > b.length ? a.length : b.length;
    return ALIKE + (unsigned)((DIFFERENT - ALIKE) * us_edit_distance(a, b) / longer);
}

/* A slash at the end is the commonest segment too many, and the cheapest. */
static unsigned extra_cost(const walk *w, unsigned index)
{
    return w->segment[index].value.length == 0 ? ALIKE : DIFFERENT;
}

/* Fills the node's row from its parent's; returns the least value in it. */
static unsigned fill_row(const walk *w, const us_route_node *node, const unsigned *above,
                         unsigned *row)
{
    unsigned lowest = row[0] = above[0] + DIFFERENT;
    for (unsigned j = 0; j < w->segments; j++) {
        unsigned replaced = above[j] + segment_cost(node, w->segment[j].value);
        unsigned missing = above[j + 1] + DIFFERENT;
        row[j + 1] = least(replaced, least(missing, row[j] + extra_cost(w, j)));
        lowest = least(lowest, row[j + 1]);
    }
    return lowest;
}

static const us_route *preferred_route(const us_route_node *node, us_text method)
{
    for (const us_route *route = node->route; route; route = route->next)
        if (us_text_equal(route->method, method))
            return route;
    return node->route;
}

static void visit(walk *w, const us_route_node *node, const unsigned *above);

static void visit_all(walk *w, const us_route_node *child, const unsigned *row)
{
    for (; child; child = child->next)
        visit(w, child, row);
}

static void visit_children(walk *w, const us_route_node *node, const unsigned *row)
{
    visit_all(w, node->literal, row);
    visit_all(w, node->templated, row);
}

static void visit(walk *w, const us_route_node *node, const unsigned *above)
{
    unsigned row[MOST_SEGMENTS + 1];
    if (fill_row(w, node, above, row) >= w->best)
        return;
    if (node->route && row[w->segments] < w->best) {
        w->best = row[w->segments];
        w->found = preferred_route(node, w->method);
        w->found_below = w->base;
    }
    visit_children(w, node, row);
}

static void visit_base(walk *w, const us_router *router, const us_route_base *base,
                       const unsigned *above)
{
    unsigned row[2][MOST_SEGMENTS + 1];
    for (unsigned i = 0; i < base->segments; i++) {
        if (fill_row(w, &base->node[i], above, row[i % 2]) >= w->best)
            return;
        above = row[i % 2];
    }
    w->base = base;
    visit_children(w, &router->root, above);
    w->base = NULL;
}

/* The route as it is written below a base. */
static const us_route *below(us_arena *arena, const us_route *route, const us_route_base *base)
{
    us_route *copy = US_NEW(arena, us_route);
    us_buf path = us_buf_new(arena, base->path.length + route->path.length);
    us_buf_add(&path, base->path);
    us_buf_add(&path, route->path);
    *copy = *route;
    copy->path = us_buf_text(&path);
    return copy;
}

const us_route *us_router_nearest(const us_router *router, us_arena *arena, us_text method,
                                  us_text path)
{
    us_segment *segment;
    unsigned row[MOST_SEGMENTS + 1] = { 0 };
    walk w = { .arena = arena, .method = method };
    if (!us_segments_read(arena, path, &segment, &w.segments) || w.segments > MOST_SEGMENTS)
        return NULL;
    w.segment = segment;
    for (unsigned j = 0; j < w.segments; j++)
        row[j + 1] = row[j] + extra_cost(&w, j);
    w.best = w.segments * DIFFERENT / 2 + ALIKE + 1; /* half of it has to be right */
    for (unsigned i = 0; i < router->bases; i++)
        visit_base(&w, router, &router->base[i], row);
    visit_children(&w, &router->root, row);
    return w.found_below ? below(arena, w.found, w.found_below) : w.found;
}
