/* What the client may have meant: the template nearest to a path that fits none.
 *
 * The edit distance between lists of segments, found by one walk over the router's tree: a node adds one
 * row to the table of its parent, and a row whose best value is no better than what was found already
 * ends the walk there. */
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
    us_router *router;
    us_text method;
    const us_segment *segment;
    unsigned segments;
    unsigned best; /* the cost of `found`, or what it has to be below */
    const us_route *found;
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

/* … and the commonest that is forgotten. */
static unsigned missing_cost(const us_route_node *node)
{
    return node->segment.length == 0 ? ALIKE : DIFFERENT;
}

/* Fills the node's row from its parent's; returns the least value in it. */
static unsigned fill_row(const walk *w, const us_route_node *node, const unsigned *above,
                         unsigned *row)
{
    unsigned lowest = row[0] = above[0] + missing_cost(node);
    for (unsigned j = 0; j < w->segments; j++) {
        unsigned replaced = above[j] + segment_cost(node, w->segment[j].value);
        unsigned missing = above[j + 1] + missing_cost(node);
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

static void visit_children(walk *w, us_route_node *node, const unsigned *row);

/* What is below is only made when it may be near. */
static void visit(walk *w, us_route_node *node, const unsigned *above)
{
    unsigned row[MOST_SEGMENTS + 1];
    if (fill_row(w, node, above, row) >= w->best)
        return;
    us_route_open(w->router, node);
    if (node->route && row[w->segments] < w->best) {
        w->best = row[w->segments];
        w->found = preferred_route(node, w->method);
    }
    visit_children(w, node, row);
}

static void visit_children(walk *w, us_route_node *node, const unsigned *row)
{
    for (us_route_node *child = node->literal; child; child = child->next)
        visit(w, child, row);
    for (us_route_node *child = node->templated; child; child = child->next)
        visit(w, child, row);
}

const us_route *us_router_nearest(us_router *router, us_arena *arena, us_text method, us_text path)
{
    us_segment *segment;
    unsigned row[MOST_SEGMENTS + 1] = { 0 };
    walk w = { .router = router, .method = method };
    if (!us_segments_read(arena, path, &segment, &w.segments) || w.segments > MOST_SEGMENTS)
        return NULL;
    w.segment = segment;
    for (unsigned j = 0; j < w.segments; j++)
        row[j + 1] = row[j] + extra_cost(&w, j);
    w.best = w.segments * DIFFERENT / 2 + ALIKE + 1; /* half of it has to be right */
    us_route_open(router, &router->root);
    visit_children(&w, &router->root, row);
    return w.found;
}
