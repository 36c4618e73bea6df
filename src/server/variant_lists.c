/* A table by the shape and the checker. A list that nobody uses any more is kept for the next who does, as long as
 * such lists are not too much together. */
#include "server/variant_lists.h"

#include <stdlib.h>

#include "base/hash.h"

enum { BUCKETS = 256, UNUSED_MOST = 64 << 20 };

typedef struct entry {
    us_variants list; /* first: whoever has the list has the entry */
    us_making making;
    us_arena arena; /* of the list */
    unsigned users;
    size_t size;
    struct entry *next;
} entry;

struct us_variant_lists {
    entry *bucket[BUCKETS];
    size_t unused; /* bytes of lists without users */
};

us_variant_lists *us_variant_lists_new(void)
{
    return calloc(1, sizeof(us_variant_lists));
}

static void free_entry(entry *e)
{
    us_arena_free(&e->arena);
    free(e);
}

/* Lets those go which nobody uses, or all of them. */
static void let_go(us_variant_lists *all, bool used_too)
{
    for (unsigned i = 0; i < BUCKETS; i++) {
        for (entry **at = &all->bucket[i], *e; (e = *at);) {
            if (e->users > 0 && !used_too) {
                at = &e->next;
                continue;
            }
            *at = e->next;
            free_entry(e);
        }
    }
    all->unused = 0;
}

void us_variant_lists_free(us_variant_lists *all)
{
    if (all)
        let_go(all, true);
    free(all);
}

static entry **bucket_of(us_variant_lists *all, const us_making *making)
{
    uint64_t hash = us_hash_mix((uintptr_t)making->shape) ^ (uintptr_t)making->check;
    return &all->bucket[us_hash_mix(hash) % BUCKETS];
}

static bool is_same(const us_making *a, const us_making *b)
{
    return a->shape == b->shape && a->check == b->check && a->pattern == b->pattern &&
           a->direction == b->direction && a->few == b->few;
}

/* The bodies are nearly all of it. */
static size_t size_of(const us_variants *list)
{
    size_t size = sizeof(entry);
    for (unsigned i = 0; i < list->count; i++)
        size += sizeof *list->variant + list->variant[i].body.length + list->variant[i].what.length;
    return size;
}

static entry *make(const us_making *making)
{
    entry *e = calloc(1, sizeof *e);
    us_text why;
    if (!e)
        us_out_of_memory();
    e->making = *making;
    e->list = us_make_variants(&e->arena, making, &why);
    e->size = size_of(&e->list);
    return e;
}

const us_variants *us_variant_lists_use(us_variant_lists *all, const us_making *making)
{
    entry **bucket = bucket_of(all, making), *e = *bucket;

    while (e && !is_same(&e->making, making))
        e = e->next;
    if (!e) {
        e = make(making);
        e->next = *bucket;
        *bucket = e;
    } else if (e->users == 0) {
        all->unused -= e->size;
    }
    e->users++;
    return &e->list;
}

void us_variant_lists_leave(us_variant_lists *all, const us_variants *list)
{
    entry *e = (entry *)list;

    if (--e->users > 0)
        return;
    all->unused += e->size;
    if (all->unused > UNUSED_MOST)
        let_go(all, false);
}
