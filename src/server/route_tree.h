/* The tree behind a router: for route.c, which builds and searches it, and route_nearest.c. */
#ifndef US_ROUTE_TREE_H
#define US_ROUTE_TREE_H

#include <stdint.h>

#include "server/route.h"

/* A segment with template expressions: literal[0] {} literal[1] {} … literal[expressions]. */
typedef struct us_template {
    us_text *literal;
    unsigned expressions;
    size_t literal_length; /* of all literals: more is more specific */
} us_template;

typedef struct us_route_node us_route_node;

/* What a search looks at comes first, so that it is in one line of the cache. */
struct us_route_node {
    us_text segment;      /* the literal, percent-decoded; of a template as it was first written */
    us_route_node **slot; /* the literal children by hash: a power of two, at most half full */
    unsigned slots, literals; /* size of the table, children in it */
    uint64_t marks;           /* a bit for each literal child (mark_of) */
    us_route_node *templated; /* the other children, the most specific first */
    us_route *route;          /* of the paths that end here, in the order given */
    us_route_node *next;      /* the next child of the same kind */

    us_template template;   /* expressions > 0: this node is no literal */
    us_route_node *literal; /* the literal children, in the order given */
    us_route_node **last;   /* where the next literal child is linked */
};

/* A node on the way of a path, and where in the path its segment ends. */
typedef struct us_step {
    size_t end;
    us_route_node *node;
} us_step;

typedef struct us_trail { /* of a path that was added lately: route_trail.c */
    us_text path;
    us_step *step;
    unsigned steps, room;
} us_trail;

#define US_TRAILS 4

typedef struct us_route_base { /* what may stand before every path: route_base.c */
    us_text path;
    us_route_node *node; /* one for each segment */
    unsigned segments;
} us_route_base;

struct us_router {
    us_arena *arena;
    us_route_node root;
    us_route_base *base;
    unsigned bases;
    unsigned most_expressions; /* on one path */
    us_trail trail[US_TRAILS];
    unsigned next_trail; /* to be given to a path that is like none of them */
};

/* The trail of the path most like this one, back at the node where they part; it is this path's now. */
us_trail *us_trail_find(us_router *router, us_text path);

/* Goes on to a node. */
void us_trail_add(us_router *router, us_trail *trail, size_t end, us_route_node *node);

/* A segment of a request's path. */
typedef struct us_segment {
    us_text raw;
    us_text value; /* decoded */
} us_segment;

/* Cuts a path that starts with '/' at each '/': "/a/" has the segments "a" and "". False when one cannot
 * be decoded. */
bool us_segments_read(us_arena *arena, us_text path, us_segment **segment, unsigned *segments);

/* How many segments of the path are those of a base; 0: it starts with none, or there is nothing below. */
unsigned us_route_below(const us_router *router, const us_segment *segment, unsigned segments);

/* The child that stands for just this segment, or NULL. */
us_route_node *us_route_literal_child(const us_route_node *node, us_text segment);

/* Takes the text up to the next '/' off *rest (which starts with one). */
us_text us_segment_next(us_text *rest);

#endif
