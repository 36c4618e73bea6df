/* The files of shared schemas: which schema that several groups of operations use is in which of them.
 *
 * One file of all would keep one processor busy for minutes when an API has thousands of schemas, and a change
 * of any would compile them all. So they are cut in the order of the document, and where a file ends depends on
 * the names nearby, not on how much stands before it: one more schema changes the file that it is in, and seldom
 * the next. What has no name goes where it is first used. Where nobody reads the C there is one file, for which
 * the in-memory compiler needs no time to speak of. */
#include <stdlib.h>

#include "base/hash.h"

#include "gen/emit.h"

/* How many keywords and members a file has at least, and about how many at most. */
#define PART_LEAST 1500
#define PART_MOST  6000

/* One of so many names may begin a file. */
#define FIRST_OF 8

/* ---- Roots ------------------------------------------------------------------------------------------ */

/* Whether it is somewhere by itself: others refer to it. */
static bool is_root(const emit_checker *checker)
{
    return checker->shared && (checker->schema->named || checker->external);
}

static int by_place(const void *left, const void *right)
{
    const emit_checker *a = *(emit_checker *const *)left, *b = *(emit_checker *const *)right;
    const gen_at *at = &a->schema->at, *other = &b->schema->at;

    if (at->file != other->file)
        return at->file < other->file ? -1 : 1;
    if (at->line != other->line)
        return at->line < other->line ? -1 : 1;
    if (at->column != other->column)
        return at->column < other->column ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static emit_checker **sort_roots(emit_api *a, unsigned *count)
{
    emit_checker **root;

    *count = 0;
    for (const emit_checker *c = a->checker; c; c = c->next)
        *count += is_root(c);
    root = US_NEW_ARRAY(&a->g->arena, emit_checker *, *count + 1);
    *count = 0;
    for (emit_checker *c = a->checker; c; c = c->next) {
        if (is_root(c))
            root[(*count)++] = c;
    }
    qsort(root, *count, sizeof *root, by_place);
    return root;
}

/* ---- Parts ------------------------------------------------------------------------------------------ */

/* What the C of a schema is long by. */
static unsigned weigh(const gen_schema *schema)
{
    unsigned weight = 1;

    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        weight++;
        for (const gen_property *p = rule->property; p; p = p->next)
            weight++;
    }
    return weight;
}

static void claim(emit_part *part, emit_checker *checker);

static void claim_child(void *context, gen_schema *schema)
{
    if (schema->emitted->shared && !schema->emitted->part && !is_root(schema->emitted))
        claim(context, schema->emitted);
}

static void claim(emit_part *part, emit_checker *checker)
{
    checker->part = part;
    part->weight += weigh(checker->schema);
    lower_each_child(checker->schema, claim_child, part);
    if (checker->same)
        claim_child(part, checker->same);
}

static bool is_complete(const emit_part *part, us_text next)
{
    if (part->weight < PART_LEAST)
        return false;
    return part->weight >= PART_MOST || us_hash(next.bytes, next.length) % FIRST_OF == 0;
}

void emit_parts_plan(emit_api *a)
{
    emit_part **last = &a->part, *part = NULL;
    unsigned roots;
    emit_checker **root = sort_roots(a, &roots);

    for (unsigned i = 0; i < roots; i++) {
        if (!part || (!a->to_run && is_complete(part, root[i]->schema->name))) {
            part = *last = US_NEW(&a->g->arena, emit_part);
            part->first = root[i]->schema;
            last = &part->next;
        }
        claim(part, root[i]);
    }
}

bool emit_is_at_hand(const gen_schema *schema, const gen_schema *parent)
{
    return schema->emitted->shared == parent->emitted->shared &&
           schema->emitted->part == parent->emitted->part;
}
