/* Names that are taken, and by which operation: a hash set, since a document may have thousands. */
#include "gen/openapi.h"

#include <stdint.h>

struct openapi_taken {
    us_text name; /* empty: free */
    const gen_operation *by;
};

openapi_names openapi_names_new(us_arena *arena, const gen_api *api)
{
    size_t most = 0, slots = 16;
    for (const gen_operation *op = api->operation; op; op = op->next)
        most++;
    while (slots < most * 2)
        slots *= 2;
    return (openapi_names){ US_NEW_ARRAY(arena, openapi_taken, slots), slots - 1 };
}

/* FNV-1a. */
static uint64_t hash_of(us_text text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211u;
    return hash;
}

/* Where the name is, or would be. */
static openapi_taken *find_slot(const openapi_names *taken, us_text name)
{
    size_t i = hash_of(name) & taken->mask;
    while (taken->slot[i].name.length > 0 && !us_text_equal(taken->slot[i].name, name))
        i = (i + 1) & taken->mask;
    return &taken->slot[i];
}

const gen_operation *openapi_names_find(const openapi_names *taken, us_text name)
{
    return find_slot(taken, name)->by;
}

bool openapi_names_add(openapi_names *taken, us_text name, const gen_operation *by)
{
    openapi_taken *slot = find_slot(taken, name);
    if (slot->by)
        return false;
    *slot = (openapi_taken){ name, by };
    return true;
}
