/* Two targets hinder each other when they want different things of one place, when the one hides the place of the
 * other, or when both are absent members of one object. Thousands of targets have to be held against hundreds of rows, so
 * nobody compares them: for each place, object and way to a place there is the set of rows where something is up with
 * it, and the rows that a target cannot be in are the union of a few such sets. */
#include "runtime/make_room.h"

#include <string.h>

#include "base/hash.h"

/* Of a large object a row may lack several members, one of each of its parts: there would be as many rows as the object
 * has members otherwise. */
enum { PART = 16 };

/* So many items of an array are different ones in a row. */
enum { ITEMS = 25 };

/* ---- Numbers for what has a hash ---------------------------------------------------------------------------- */

typedef struct numbers {
    uint64_t *key; /* 0: free */
    unsigned *number;
    unsigned mask, count;
} numbers;

static numbers numbers_for(us_arena *arena, unsigned most)
{
    numbers n = { .mask = 15 };

    while (n.mask < 2 * most)
        n.mask = 2 * n.mask + 1;
    n.key = US_NEW_ARRAY(arena, uint64_t, n.mask + 1);
    n.number = US_NEW_ARRAY(arena, unsigned, n.mask + 1);
    return n;
}

/* The same number for the same key, from 0 on. */
static unsigned number_of(numbers *n, uint64_t key)
{
    unsigned at = (unsigned)(us_hash_mix(key |= 1) & n->mask);

    while (n->key[at] && n->key[at] != key)
        at = (at + 1) & n->mask;
    if (!n->key[at]) {
        n->key[at] = key;
        n->number[at] = n->count++;
    }
    return n->number[at];
}

/* ---- Where targets are ---------------------------------------------------------------------------------------- */

/* By the number of the target. */
typedef struct seat {
    unsigned place;
    unsigned object; /* or a part of one, of which it is an absent member */
    unsigned path;
} seat;

struct us_room {
    unsigned targets, places, objects, paths;
    seat *seat;
    unsigned *around;   /* of each path the one that it is in; of the outermost that itself */
    us_row_set *place;  /* where something is wanted of it */
    us_row_set *object; /* where a member of it is absent */
    us_row_set *target; /* where it stands, or is needed by what does */
    us_row_set *inside; /* of a path: where something is at it or below */
    us_row_set *hidden; /* of a path: where what is at it and below is hidden */
};

static unsigned count_steps(const us_plan *plan)
{
    size_t steps = 1;

    for (unsigned i = 0; i < plan->targets; i++)
        steps += us_text_count(plan->target[i]->path, '/') + 1;
    return (unsigned)steps;
}

/* The path gets a number, and so does all that it is in. */
static unsigned number_path(us_room *room, numbers *paths, us_text path)
{
    size_t end = path.length;
    unsigned before = paths->count;
    unsigned number = number_of(paths, us_hash_mix(us_hash(path.bytes, end)) + end);

    if (number < before)
        return number;
    while (end > 0 && path.bytes[end - 1] != '/')
        end--;
    room->around[number] =
        end > 0 ? number_path(room, paths, us_text_slice(path, 0, end - 1)) : number;
    return number;
}

/* What stands for a part of what has that hash. */
static uint64_t share_of(uint64_t hash, unsigned part)
{
    return us_hash_mix(us_hash_mix(hash) + part);
}

static void seat_all(us_room *room, const us_plan *plan, us_arena *arena)
{
    unsigned steps = count_steps(plan);
    numbers places = numbers_for(arena, plan->targets), objects = numbers_for(arena, plan->targets),
            paths = numbers_for(arena, steps);
    unsigned *members = US_NEW_ARRAY(arena, unsigned, 2 * plan->targets + 1);
    unsigned items = 0;

    room->around = US_NEW_ARRAY(arena, unsigned, steps);
    for (unsigned i = 0; i < plan->targets; i++) {
        const us_target *t = plan->target[i];
        unsigned whole = t->way.gone ? number_of(&objects, t->object) : 0;
        unsigned part = t->way.gone ? members[whole]++ / PART : 0;

        room->seat[i] = (seat){
            .place = number_of(&places, t->shared ? share_of(t->place, items++ % ITEMS) : t->place),
            .object = part > 0 ? number_of(&objects, share_of(t->object, part)) : whole,
            .path = number_path(room, &paths, t->path),
        };
    }
    room->places = places.count;
    room->objects = objects.count;
    room->paths = paths.count;
}

us_room *us_room_new(us_plan *plan)
{
    us_room *room = US_NEW(plan->arena, us_room);

    room->targets = plan->targets;
    room->seat = US_NEW_ARRAY(plan->arena, seat, plan->targets + 1);
    seat_all(room, plan, plan->arena);
    room->place = US_NEW_ARRAY(plan->arena, us_row_set, room->places + 1);
    room->object = US_NEW_ARRAY(plan->arena, us_row_set, room->objects + 1);
    room->target = US_NEW_ARRAY(plan->arena, us_row_set, room->targets + 1);
    room->inside = US_NEW_ARRAY(plan->arena, us_row_set, room->paths + 1);
    room->hidden = US_NEW_ARRAY(plan->arena, us_row_set, room->paths + 1);
    return room;
}

void us_room_clear(us_room *room)
{
    memset(room->place, 0, sizeof *room->place * room->places);
    memset(room->object, 0, sizeof *room->object * room->objects);
    memset(room->target, 0, sizeof *room->target * room->targets);
    memset(room->inside, 0, sizeof *room->inside * room->paths);
    memset(room->hidden, 0, sizeof *room->hidden * room->paths);
}

/* ---- Rows ------------------------------------------------------------------------------------------------------ */

static void add(us_row_set *set, const us_row_set *more)
{
    for (unsigned i = 0; i < US_ROW_WORDS; i++)
        set->word[i] |= more->word[i];
}

/* But where `except` is, too. */
static void add_except(us_row_set *set, const us_row_set *more, const us_row_set *except)
{
    for (unsigned i = 0; i < US_ROW_WORDS; i++)
        set->word[i] |= more->word[i] & ~except->word[i];
}

static void put(us_row_set *set, unsigned row)
{
    set->word[row / 64] |= UINT64_C(1) << row % 64;
}

/* What the target itself needs hides nothing from it. */
static void add_hidden(const us_room *room, us_row_set *set, const us_target *t, unsigned path)
{
    us_row_set own = { { 0 } };

    for (unsigned i = 0; i <= t->aboves; i++) {
        const us_target *q = us_target_needed(t, i);

        if (q->way.hides && room->seat[q->number].path == path)
            add(&own, &room->target[q->number]);
    }
    add_except(set, &room->hidden[path], &own);
}

us_row_set us_room_hindered(const us_room *room, const us_target *t)
{
    us_row_set set = { { 0 } };

    if (t->way.gone)
        add(&set, &room->object[room->seat[t->number].object]);
    for (unsigned i = 0; i <= t->aboves; i++) {
        const us_target *p = us_target_needed(t, i);
        const seat *at = &room->seat[p->number];
        unsigned path = at->path;

        add_except(&set, &room->place[at->place], &room->target[p->number]);
        if (p->way.hides)
            add_except(&set, &room->inside[path], &room->target[p->number]);
        add_hidden(room, &set, t, path);
        for (; path != room->around[path]; path = room->around[path])
            add_hidden(room, &set, t, room->around[path]);
    }
    return set;
}

void us_room_take(us_room *room, const us_target *t, unsigned row)
{
    if (t->way.gone)
        put(&room->object[room->seat[t->number].object], row);
    for (unsigned i = 0; i <= t->aboves; i++) {
        const us_target *p = us_target_needed(t, i);
        const seat *at = &room->seat[p->number];
        unsigned path = at->path;

        put(&room->place[at->place], row);
        put(&room->target[p->number], row);
        if (p->way.hides)
            put(&room->hidden[path], row);
        put(&room->inside[path], row);
        for (; path != room->around[path]; path = room->around[path])
            put(&room->inside[room->around[path]], row);
    }
}
