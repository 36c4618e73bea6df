/* Finding the operation that a method and a path ask for.
 *
 * A router is a tree with a level for each path segment, which grows as it is walked: below a segment nobody
 * asked for there are no nodes yet, only the list of the routes that go on there. So a router of thousands of
 * routes is made at once. Any number of threads may search it. The time to find a route depends on the length of
 * the path, not on the number of routes: literal segments are looked up by hash. */
#ifndef US_ROUTE_H
#define US_ROUTE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct us_router us_router;

/* A piece of a path that a template expression stands for. */
typedef struct us_capture {
    us_text name;  /* as the template has it */
    us_text raw;   /* as sent */
    us_text value; /* percent-decoded once */
} us_capture;

/* What stands at the end of a way through the tree. */
typedef struct us_route {
    us_text method;
    us_text path;        /* the template, with its base */
    const us_text *name; /* of its template expressions, in order */
    unsigned names;
    const void *owner, *target; /* as its list has them */
    unsigned rank;              /* how many rows were added before it */
    struct us_route *next;
} us_route;

/* A row of a list; `path` starts with '/' and may hold template expressions, whole segments or parts of them:
 * "/agents/{id}.json". */
typedef struct us_route_row {
    us_text method, path;
    const void *target;
} us_route_row;

/* Routes as somebody else keeps them. `row` and what it gives must outlive the router; any thread may call it. */
typedef struct us_route_list {
    us_route_row (*row)(const void *owner, unsigned number);
    const void *owner;
    unsigned first, rows; /* from this number on, so many */
    /* The numbers by the paths, in the order of us_path_order, so that few rows have to be read at a time; NULL: in
     * any order. */
    const unsigned *order;
} us_route_list;

enum us_routing {
    US_ROUTED,
    US_NO_PATH,        /* no template fits the path */
    US_NO_METHOD,      /* the path is known, but not with this method */
    US_UNREADABLE_PATH /* a malformed percent-encoding, or no UTF-8 after decoding */
};

typedef struct us_routing_result {
    const us_route *route; /* of US_ROUTED */
    us_capture *capture;   /* as many as route->names; in the arena */
} us_routing_result;

us_router *us_router_new(void);
void us_router_free(us_router *router);

/* Adds routes, each after the base ("/v1", or nothing; the text must outlive the router). When the same path and
 * method are there already, those stay. Before the first search only. */
void us_router_add(us_router *router, us_text base, us_route_list list);

/* Finds a route. A literal segment is preferred to one that mixes literal and expression, that to a
 * mere expression, from left to right; a path whose methods do not fit is passed over when another
 * one's do. An expression never stands for an empty segment. */
enum us_routing us_router_find(us_router *router, us_arena *arena, us_text method, us_text path,
                               us_routing_result *result);

/* The same, but an expression that is all of its segment may stand for an empty one: for who has to be told that a
 * value is missing there. */
enum us_routing us_router_find_empty(us_router *router, us_arena *arena, us_text method,
                                     us_text path, us_routing_result *result);

/* The methods of every path that fits, in the order given and each once, as Allow has them: HEAD
 * comes with GET, and OPTIONS is always there. Empty when no path fits. */
us_text us_router_allow(us_router *router, us_arena *arena, us_text path);

/* The route whose template is nearest to a path that has none (see route_nearest.c), or NULL. Of several methods,
 * `method` is preferred. */
const us_route *us_router_nearest(us_router *router, us_arena *arena, us_text method, us_text path);

#endif
