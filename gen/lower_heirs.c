/* Heirs: which of the schemas with names take a schema for a part of their allOf, or a part of a part.
 *
 * A discriminator without oneOf asks that of its schema, and a document may have hundreds of discriminators
 * and thousands of schemas. So the parts of all are listed once, from the part to what it is a part of. */
#include <stdlib.h>
#include <string.h>

#include "gen/lower.h"

typedef struct heir { /* a schema, perhaps one that others inherit through and that has no name */
    gen_node *node;
    gen_member *member; /* its name, or NULL */
    unsigned number;    /* in the order of the document */
    struct heir *next;
} heir;

typedef struct bases {
    us_arena *arena;
    gen_map self; /* from a schema to the heir that it is: to several when it has several names */
    gen_map of;   /* from a base to those who have it for a part */
    unsigned count;
} bases;

/* ---- The list ---------------------------------------------------------------------------------------- */

static void add_heir(bases *b, gen_map *map, const gen_node *key, const heir *heir_of_key)
{
    void **first = gen_map_at_address(map, b->arena, key);
    heir *added = US_NEW(b->arena, heir);

    *added = *heir_of_key;
    added->next = *first;
    *first = added;
}

static void add_self(bases *b, gen_node *node, gen_member *member)
{
    add_heir(b, &b->self, node, &(heir){ node, member, b->count++, NULL });
}

/* Inheritance may lead through schemas without a name. */
static void list_parts(bases *b, gen_node *whole)
{
    const gen_node *parts = gen_get(whole, "allOf");

    for (const gen_node *part = parts ? parts->item : NULL; part; part = part->next) {
        if (!part->target)
            continue;
        add_heir(b, &b->of, part->target, &(heir){ .node = whole });
        if (gen_map_find_address(&b->self, part->target))
            continue;
        add_self(b, part->target, NULL);
        list_parts(b, part->target);
    }
}

static bases *list_bases(gen *g, const gen_node *schemas)
{
    bases *b = US_NEW(&g->arena, bases);

    b->arena = &g->arena;
    for (gen_member *m = schemas->member; m; m = m->next)
        add_self(b, m->value, m);
    for (gen_member *m = schemas->member; m; m = m->next)
        list_parts(b, m->value);
    return b;
}

static const bases *bases_of(gen *g, const gen_node *schemas)
{
    void **known = gen_map_at_address(&g->heirs, &g->arena, schemas);

    if (!*known)
        *known = list_bases(g, schemas);
    return (const bases *)*known;
}

/* ---- The heirs of one ---------------------------------------------------------------------------------- */

typedef struct search {
    gen *g;
    const bases *bases;
    gen_map seen;
    const heir **heir; /* what was found, in the order found */
    unsigned found, room;
} search;

static void add_found(search *s, const heir *found)
{
    const heir **grown;

    if (s->found == s->room) {
        s->room = s->room ? s->room * 2 : 16;
        grown = US_NEW_ARRAY(&s->g->arena, const heir *, s->room);
        if (s->found > 0)
            memcpy(grown, s->heir, s->found * sizeof(const heir *));
        s->heir = grown;
    }
    s->heir[s->found++] = found;
}

static void find(search *s, const gen_node *node)
{
    void **seen = gen_map_at_address(&s->seen, &s->g->arena, node);

    if (*seen)
        return;
    *seen = s;
    for (const heir *self = gen_map_find_address(&s->bases->self, node); self; self = self->next)
        add_found(s, self);
}

static int by_number(const void *a, const void *b)
{
    unsigned first = (*(const heir *const *)a)->number, second = (*(const heir *const *)b)->number;

    return first < second ? -1 : first > second;
}

void lower_each_heir(gen *g, const gen_node *schemas, const gen_node *base, lower_take_heir *take,
                     void *context)
{
    search s = { .g = g, .bases = bases_of(g, schemas) };

    find(&s, base);
    for (unsigned i = 0; i < s.found; i++) {
        for (const heir *h = gen_map_find_address(&s.bases->of, s.heir[i]->node); h; h = h->next)
            find(&s, h->node);
    }
    if (s.found > 0)
        qsort(s.heir, s.found, sizeof(const heir *), by_number);
    for (unsigned i = 0; i < s.found; i++) {
        if (s.heir[i]->member)
            take(context, s.heir[i]->member);
    }
}
