/* A table from keys to pointers, for what a pass has to find again among many. It grows in an arena, and
 * nothing is ever taken out. Zero-initialise a gen_map to start. */
#ifndef GEN_MAP_H
#define GEN_MAP_H

#include "base/arena.h"

typedef struct gen_map {
    struct gen_map_slot *slot; /* open addressing, at most half full */
    unsigned slots, count;
} gen_map;

/* The place of that key's value, which is NULL as long as nobody has set it. The bytes of the key have to
 * live as long as the map; the place is good until the next call. */
void **gen_map_at(gen_map *map, us_arena *arena, us_text key);

/* The value, or NULL. */
void *gen_map_find(const gen_map *map, us_text key);

/* The same with an address for a key: what stands there may change. */
void **gen_map_at_address(gen_map *map, us_arena *arena, const void *address);
void *gen_map_find_address(const gen_map *map, const void *address);

#endif
