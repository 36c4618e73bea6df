/* Keys to pointers. */
#include "gen/map.h"

#include "base/hash.h"

/* The length of a key that is its address. */
#define ADDRESS SIZE_MAX

struct gen_map_slot {
    us_text key; /* without bytes: free */
    void *value;
};

static unsigned hash_of(us_text key)
{
    if (key.length == ADDRESS)
        return us_hash((const char *)&key.bytes, sizeof key.bytes);
    return us_hash(key.bytes, key.length);
}

static bool is_same(us_text a, us_text b)
{
    if (a.length == ADDRESS || b.length == ADDRESS)
        return a.length == b.length && a.bytes == b.bytes;
    return us_text_equal(a, b);
}

static struct gen_map_slot *find_slot(const gen_map *map, us_text key)
{
    unsigned at = hash_of(key) & (map->slots - 1);

    while (map->slot[at].key.bytes && !is_same(map->slot[at].key, key))
        at = (at + 1) & (map->slots - 1);
    return &map->slot[at];
}

static void grow(gen_map *map, us_arena *arena)
{
    struct gen_map_slot *old = map->slot;
    unsigned slots = map->slots;

    map->slots = slots ? slots * 2 : 64;
    map->slot = US_NEW_ARRAY(arena, struct gen_map_slot, map->slots);
    for (unsigned i = 0; i < slots; i++) {
        if (old[i].key.bytes)
            *find_slot(map, old[i].key) = old[i];
    }
}

void **gen_map_at(gen_map *map, us_arena *arena, us_text key)
{
    struct gen_map_slot *slot;

    if (map->count * 2 >= map->slots)
        grow(map, arena);
    slot = find_slot(map, key);
    if (!slot->key.bytes) {
        slot->key = key.bytes ? key : US_TEXT("");
        map->count++;
    }
    return &slot->value;
}

void **gen_map_at_address(gen_map *map, us_arena *arena, const void *address)
{
    return gen_map_at(map, arena, (us_text){ address, ADDRESS });
}

void *gen_map_find(const gen_map *map, us_text key)
{
    return map->slots ? find_slot(map, key)->value : NULL;
}

void *gen_map_find_address(const gen_map *map, const void *address)
{
    return gen_map_find(map, (us_text){ address, ADDRESS });
}
