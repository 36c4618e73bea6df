/* Trails: the nodes along a path that was added to a router lately. The next one mostly begins with the same
 * segments, often it is the same with another method, and goes on from where it parts. A service adds every
 * path under each of its bases in turn, so there are as many trails as a service mostly has of these. */
#include <string.h>

#include "server/route_tree.h"

/* Eight bytes at a time as far as they are equal. */
static size_t common_length(us_text a, us_text b)
{
    size_t most = a.length < b.length ? a.length : b.length, length = 0;

    while (length + 8 <= most && memcmp(a.bytes + length, b.bytes + length, 8) == 0)
        length += 8;
    while (length < most && a.bytes[length] == b.bytes[length])
        length++;
    return length;
}

static bool ends_segment(us_text path, size_t at)
{
    return at == path.length || path.bytes[at] == '/';
}

/* Goes back to the last node on the way of both paths. */
static void go_back(us_trail *trail, us_text path, size_t common)
{
    while (trail->steps > 0) {
        size_t end = trail->step[trail->steps - 1].end;

        if (end <= common && ends_segment(path, end))
            return;
        trail->steps--;
    }
}

us_trail *us_trail_find(us_router *router, us_text path)
{
    us_trail *best = NULL;
    size_t most = 1; /* every path starts with a '/' */

    for (unsigned i = 0; i < US_TRAILS; i++) {
        size_t common = common_length(router->trail[i].path, path);

        if (common <= most)
            continue;
        most = common;
        best = &router->trail[i];
    }
    if (!best)
        best = &router->trail[router->next_trail++ % US_TRAILS];
    go_back(best, path, most);
    best->path = path;
    return best;
}

void us_trail_add(us_router *router, us_trail *trail, size_t end, us_route_node *node)
{
    if (trail->steps == trail->room) {
        unsigned room = trail->room ? trail->room * 2 : 16;
        us_step *grown = US_NEW_ARRAY(router->arena, us_step, room);

        if (trail->steps > 0)
            memcpy(grown, trail->step, trail->steps * sizeof *grown);
        trail->step = grown;
        trail->room = room;
    }
    trail->step[trail->steps++] = (us_step){ end, node };
}
