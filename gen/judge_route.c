/* Operations beside each other: routes of which a request could mean either. */
#include "base/hash.h"

#include "gen/judge.h"

/* ---- Segments of a path --------------------------------------------------------------------------------- */

/* The segment at *at, which moves behind it; false at the end of the path. */
static bool next_segment(us_text path, size_t *at, us_text *segment)
{
    size_t start = *at + 1, end = start;

    if (*at >= path.length)
        return false;
    while (end < path.length && path.bytes[end] != '/')
        end++;
    *segment = us_text_slice(path, start, end);
    *at = end;
    return true;
}

static bool is_template(us_text segment)
{
    return us_text_find(segment, '{') < segment.length;
}

/* ---- The tree of paths ------------------------------------------------------------------------------------ */

/* A point on the way down a path. Paths part where their segments do; all segments with a template are one,
 * because what fits them may be anything. */
typedef struct fork {
    const struct fork *from;
    us_text segment;
    struct fork *open;         /* behind a segment with a template */
    struct fork *child, *next; /* behind each of the others */
    struct leaf *leaf;         /* of the paths that end here */
} fork;

typedef struct leaf {
    const gen_operation *operation;
    unsigned order;
    struct leaf *next;
} leaf;

typedef struct tree {
    us_arena *arena;
    fork root;
    fork **slot; /* the children by parent and segment; at most half full */
    unsigned slots, forks;
} tree;

static fork **find_child(const tree *t, const fork *from, us_text segment)
{
    uint64_t hash = us_hash(segment.bytes, segment.length) ^ (uintptr_t)from;
    unsigned at = (unsigned)us_hash_mix(hash) & (t->slots - 1);

    while (t->slot[at] &&
           (t->slot[at]->from != from || !us_text_equal(t->slot[at]->segment, segment)))
        at = (at + 1) & (t->slots - 1);
    return &t->slot[at];
}

static void make_room(tree *t)
{
    fork **old = t->slot;
    unsigned slots = t->slots;

    if (t->forks * 2 < slots)
        return;
    t->slots = slots ? slots * 2 : 64;
    t->slot = US_NEW_ARRAY(t->arena, fork *, t->slots);
    for (unsigned i = 0; i < slots; i++) {
        if (old[i])
            *find_child(t, old[i]->from, old[i]->segment) = old[i];
    }
}

static fork *add_child(tree *t, fork *from, us_text segment)
{
    fork **slot = find_child(t, from, segment), *added = *slot;

    if (added)
        return added;
    added = *slot = US_NEW(t->arena, fork);
    *added = (fork){ .from = from, .segment = segment, .next = from->child };
    from->child = added;
    t->forks++;
    make_room(t);
    return added;
}

static void add_operation(tree *t, const gen_operation *o, unsigned order)
{
    fork *place = &t->root;
    leaf *last = US_NEW(t->arena, leaf);
    us_text segment;

    for (size_t at = 0; next_segment(o->path, &at, &segment);) {
        if (is_template(segment) && !place->open)
            place->open = US_NEW(t->arena, fork);
        place = is_template(segment) ? place->open : add_child(t, place, segment);
    }
    *last = (leaf){ o, order, place->leaf };
    place->leaf = last;
}

/* ---- Ambiguous pairs ---------------------------------------------------------------------------------------- */

/* A point that some path of requests leads to which fits both templates so far, and which of the two was
 * the more concrete one somewhere. Of /a/{x} and /{y}/b each was. */
typedef struct meeting {
    const fork *place;
    bool concrete, earlier_concrete;
    struct meeting *next;
} meeting;

static void meet(tree *t, meeting **list, const fork *place, bool concrete, bool earlier_concrete)
{
    meeting *m = place ? US_NEW(t->arena, meeting) : NULL;

    if (!m)
        return;
    *m = (meeting){ place, concrete, earlier_concrete, *list };
    *list = m;
}

/* From the points before a segment to those behind it. */
static meeting *step(tree *t, const meeting *list, us_text segment)
{
    meeting *behind = NULL;

    for (const meeting *m = list; m; m = m->next) {
        const fork *place = m->place;
        bool open = is_template(segment);

        meet(t, &behind, place->open, m->concrete || !open, m->earlier_concrete);
        if (!open)
            meet(t, &behind, *find_child(t, place, segment), m->concrete, m->earlier_concrete);
        for (const fork *child = open ? place->child : NULL; child; child = child->next)
            meet(t, &behind, child, m->concrete, true);
    }
    return behind;
}

/* Adds the ends of operations with the same method, in the document's order. */
static void add_rivals(tree *t, leaf **rival, const leaf *e, const gen_operation *o)
{
    for (; e; e = e->next) {
        leaf **link = rival, *added;

        if (!us_text_equal(e->operation->method, o->method))
            continue;
        while (*link && (*link)->order < e->order)
            link = &(*link)->next;
        added = US_NEW(t->arena, leaf);
        *added = (leaf){ e->operation, e->order, *link };
        *link = added;
    }
}

/* The operations before `o` of which a request for it could also mean one. */
static const leaf *find_rivals(tree *t, const gen_operation *o)
{
    meeting *list = NULL;
    leaf *rival = NULL;
    us_text segment;

    meet(t, &list, &t->root, false, false);
    for (size_t at = 0; list && next_segment(o->path, &at, &segment);)
        list = step(t, list, segment);
    for (const meeting *m = list; m; m = m->next) {
        if (m->concrete && m->earlier_concrete)
            add_rivals(t, &rival, m->place->leaf, o);
    }
    return rival;
}

void judge_routes(gen *g, const gen_api *api)
{
    us_arena arena = { 0 }, scratch = { 0 };
    tree t = { .arena = &arena };
    unsigned order = 0;

    make_room(&t);
    for (const gen_operation *o = api->operation; o; o = o->next) {
        t.arena = &scratch;
        for (const leaf *e = find_rivals(&t, o); e; e = e->next)
            gen_warning(
                g, o->at, "a request can mean %s or %s (line %u), and neither is more concrete",
                gen_show(g, o->path), gen_show(g, e->operation->path), e->operation->at.line);
        us_arena_reset(&scratch);
        t.arena = &arena;
        add_operation(&t, o, order++);
    }
    us_arena_free(&scratch);
    us_arena_free(&arena);
}

/* ---- Path parameters ------------------------------------------------------------------------------------ */

/* The next name in braces from *at on, which moves behind it. */
static bool next_name(us_text path, size_t *at, us_text *name)
{
    size_t start = *at, end;

    while (start < path.length && path.bytes[start] != '{')
        start++;
    end = start;
    while (end < path.length && path.bytes[end] != '}')
        end++;
    *name = us_text_slice(path, start + 1, end);
    *at = end;
    return end < path.length;
}

static bool has_parameter(const gen_operation *o, us_text name)
{
    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        if (p->in == GEN_IN_PATH && us_text_equal(p->name, name))
            return true;
    }
    return false;
}

static unsigned count_in_path(us_text path, us_text wanted)
{
    unsigned count = 0;
    size_t at = 0;
    us_text name;

    while (next_name(path, &at, &name))
        count += us_text_equal(name, wanted);
    return count;
}

void judge_path(gen *g, const gen_operation *o)
{
    size_t at = 0;
    us_text name;

    while (next_name(o->path, &at, &name)) {
        if (!has_parameter(o, name))
            gen_warning(g, o->at,
                        "{%s} of the path %s is no parameter of this operation: it may be anything",
                        gen_show(g, name), gen_show(g, o->path));
    }
    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        unsigned count = p->in == GEN_IN_PATH ? count_in_path(o->path, p->name) : 1;

        if (count > 1)
            gen_warning(g, p->at,
                        "the path %s has {%s} more than once: a request has to say the same there",
                        gen_show(g, o->path), gen_show(g, p->name));
    }
}
