/* The tree behind a router: for route_grow.c, which makes it, and route.c and route_nearest.c, which search it. */
#ifndef US_ROUTE_TREE_H
#define US_ROUTE_TREE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "server/route.h"

/* A segment with template expressions: literal[0] {} literal[1] {} … literal[expressions]. */
typedef struct us_template {
    us_text *literal;
    unsigned expressions;
    size_t literal_length; /* of all literals: more is more specific */
} us_template;

typedef struct us_route_node us_route_node;
typedef struct us_branch us_branch;

/* A list below its base. */
typedef struct us_mount {
    us_text base;
    us_route_list list;
    unsigned rank; /* how many rows were added before it */
} us_mount;

/* What a search looks at comes first, so that it is in one line of the cache. */
struct us_route_node {
    us_text segment;      /* the literal, percent-decoded; of a template as it was first written */
    us_route_node **slot; /* the literal children by hash: a power of two, at most half full */
    unsigned slots, literals;  /* size of the table, children in it */
    uint64_t marks;            /* a bit for each literal child (mark_of) */
    us_route_node *templated;  /* the other children, the most specific first */
    us_route *route;           /* of the paths that end here, in the order given */
    us_branch *_Atomic branch; /* what there is to grow first; NULL: the node is open */
    us_route_node *next;       /* the next child of the same kind */

    us_template template;   /* expressions > 0: this node is no literal */
    us_route_node *literal; /* the literal children, in the order given */
    us_route_node **last;   /* where the next literal child is linked */
};

/* Routes whose paths are alike up to here, and go on in a way that nobody has looked at yet. */
struct us_branch {
    const us_mount *mount;
    unsigned from, to; /* of the list, in its order */
    size_t offset;     /* into their paths */
    us_branch *next;
};

struct us_router {
    us_arena arena;
    pthread_mutex_t growing; /* one thread at a time */
    us_route_node root;
    unsigned rows; /* of all lists */
};

/* Makes what stands below a node, if it is not there. */
void us_route_grow(us_router *router, us_route_node *node);

static inline void us_route_open(us_router *router, us_route_node *node)
{
    if (atomic_load_explicit(&node->branch, memory_order_acquire))
        us_route_grow(router, node);
}

/* A segment of a request's path. */
typedef struct us_segment {
    us_text raw;
    us_text value; /* decoded */
} us_segment;

/* Cuts a path that starts with '/' at each '/': "/a/" has the segments "a" and "". False when one cannot
 * be decoded. */
bool us_segments_read(us_arena *arena, us_text path, us_segment **segment, unsigned *segments);

/* The child that stands for just this segment, or NULL. */
us_route_node *us_route_literal_child(const us_route_node *node, us_text segment);

/* Takes the text up to the next '/' off *rest (which starts with one). */
us_text us_segment_next(us_text *rest);

#endif
