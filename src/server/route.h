/* Finding the operation that a method and a path ask for.
 *
 * A router is a tree with a level for each path segment. It is built once and then only read, so any
 * number of threads may use it. The time to find a route depends on the length of the path, not on
 * the number of operations: literal segments are looked up by hash. */
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
    us_text path;        /* the template as it was added */
    const us_text *name; /* of its template expressions, in order */
    unsigned names;
    const void *target; /* what us_router_add was given */
    struct us_route *next;
} us_route;

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

us_router *us_router_new(us_arena *arena);

/* Adds a route; `path` starts with '/' and may hold template expressions, whole segments or parts of
 * them: "/agents/{id}.json". When the same path and method came before, that one stays and this call
 * returns false. The texts must outlive the router. */
bool us_router_add(us_router *router, us_text method, us_text path, const void *target);

/* From now on every path can also come after each of the bases ("/v1"), which are preferred where a path fits
 * without, too. Call it when all paths are added. False, and nothing has changed, when a path or another base starts
 * as one of them does, or one is no plain path: then the paths have to be added with their bases. The texts
 * must outlive the router. */
bool us_router_take_bases(us_router *router, const us_text *base, unsigned bases);

/* Finds a route. A literal segment is preferred to one that mixes literal and expression, that to a
 * mere expression, from left to right; a path whose methods do not fit is passed over when another
 * one's do. An expression never stands for an empty segment. */
enum us_routing us_router_find(const us_router *router, us_arena *arena, us_text method,
                               us_text path, us_routing_result *result);

/* The same, but an expression that is all of its segment may stand for an empty one: for who has to be told that a
 * value is missing there. */
enum us_routing us_router_find_empty(const us_router *router, us_arena *arena, us_text method,
                                     us_text path, us_routing_result *result);

/* The methods of every path that fits, in the order given and each once, as Allow has them: HEAD
 * comes with GET, and OPTIONS is always there. Empty when no path fits. */
us_text us_router_allow(const us_router *router, us_arena *arena, us_text path);

/* The route whose template, with its base, is nearest to a path that has none (see route_nearest.c), or NULL. Of
 * several methods, `method` is preferred. It is in the router or in the arena. */
const us_route *us_router_nearest(const us_router *router, us_arena *arena, us_text method,
                                  us_text path);

#endif
