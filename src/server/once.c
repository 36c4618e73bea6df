/* An open table by the shape and the checker: what has the same of both was compiled from the same schema. */
#include "server/once.h"

#include "base/hash.h"
#include "server/made.h"

static bool is_same(const us_media *a, const us_media *b)
{
    return a->shape == b->shape && a->check == b->check && us_made_is_json(a) == us_made_is_json(b);
}

/* Where it is, or would be: a table always has room. */
static const us_media **place_of(const us_once *once, const us_media *media)
{
    uint64_t hash = us_hash_mix(us_hash_mix((uintptr_t)media->shape) ^ (uintptr_t)media->check);
    unsigned at = (unsigned)hash % once->room;

    while (once->known[at] && !is_same(once->known[at], media))
        at = (at + 1) % once->room;
    return &once->known[at];
}

static void grow(us_once *once, us_arena *arena)
{
    const us_once old = *once;

    once->room = old.room ? old.room * 2 : 256;
    once->known = US_NEW_ARRAY(arena, const us_media *, once->room);
    for (unsigned i = 0; i < old.room; i++)
        if (old.known[i])
            *place_of(once, old.known[i]) = old.known[i];
}

bool us_once_is_new(us_once *once, us_arena *arena, const us_media *media)
{
    const us_media **place;

    if (!media->check)
        return true;
    if (once->count * 2 >= once->room)
        grow(once, arena);
    place = place_of(once, media);
    if (*place)
        return false;
    *place = media;
    once->count++;
    return true;
}
