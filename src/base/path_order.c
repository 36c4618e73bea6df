/* The order of paths: path_order.h. */
#include "base/path_order.h"

/* 0: the end, 1: a '/', then the others by their value. */
static int place_of(us_text path, size_t at)
{
    if (at == path.length)
        return 0;
    return path.bytes[at] == '/' ? 1 : 2 + (unsigned char)path.bytes[at];
}

int us_path_order(us_text a, us_text b)
{
    size_t at = 0;
    while (at < a.length && at < b.length && a.bytes[at] == b.bytes[at])
        at++;
    return place_of(a, at) - place_of(b, at);
}
