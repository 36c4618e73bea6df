/* Which targets a variant shows together. A row shows one thing as long as there are few things; where there are many,
 * a row shows several that do not hinder each other, in different places, and there are as few rows as were found to be
 * enough. What breaks the contract is never among what keeps it. */
#include "runtime/make_room.h"

#include <string.h>

/* How often it is tried to do with fewer rows, and how often targets move to emptier ones. */
enum { ROUNDS = 8, MOVES = 2, NOWHERE = US_ROWS_MOST };

typedef struct layout {
    us_plan *plan;
    us_room *room;
    us_target **target; /* in the order in which rows are found for them */
    unsigned targets;
    unsigned *row; /* of each target, by its number; NOWHERE: it has none */
    unsigned size[US_ROWS_MOST + 1];
    unsigned rows;
} layout;

/* ---- As few rows as possible --------------------------------------------------------------------------------- */

static void put(layout *l, const us_target *t, unsigned row)
{
    l->row[t->number] = row;
    l->size[row]++;
    if (row == NOWHERE)
        return;
    us_room_take(l->room, t, row);
    l->rows = row >= l->rows ? row + 1 : l->rows;
}

static unsigned first_free(const us_row_set *hindered)
{
    unsigned row = 0;

    while (row < US_ROWS_MOST && us_row_set_has(hindered, row))
        row++;
    return row;
}

/* Each target comes into the first row where nothing hinders it. */
static void fill(layout *l)
{
    us_room_clear(l->room);
    memset(l->size, 0, sizeof l->size);
    l->rows = 0;
    for (unsigned i = 0; i < l->targets; i++) {
        us_row_set hindered = us_room_hindered(l->room, l->target[i]);

        put(l, l->target[i], first_free(&hindered));
    }
}

/* The rows, the last or the smallest first. */
static void rank(const layout *l, bool smallest, unsigned rows[])
{
    for (unsigned i = 0; i < l->rows; i++) {
        unsigned row = l->rows - 1 - i, at = i;

        for (; smallest && at > 0 && l->size[rows[at - 1]] > l->size[row]; at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

/* What shares a row now is asked for rows one after the other. What stands in one row goes into one again, so there will
 * not be more rows, but often fewer. */
static void reorder(layout *l, bool smallest)
{
    us_target **target = US_NEW_ARRAY(l->plan->arena, us_target *, l->targets);
    unsigned rows[US_ROWS_MOST], start[US_ROWS_MOST + 1], next = l->size[NOWHERE];

    rank(l, smallest, rows);
    start[NOWHERE] = 0;
    for (unsigned i = 0; i < l->rows; i++) {
        start[rows[i]] = next;
        next += l->size[rows[i]];
    }
    for (unsigned i = 0; i < l->targets; i++)
        target[start[l->row[l->target[i]->number]]++] = l->target[i];
    l->target = target;
}

/* ---- Evenly ------------------------------------------------------------------------------------------------------ */

static unsigned emptiest(const layout *l, const us_row_set *hindered)
{
    unsigned best = NOWHERE;

    for (unsigned row = 0; row < l->rows; row++)
        if (!us_row_set_has(hindered, row) && (best == NOWHERE || l->size[row] < l->size[best]))
            best = row;
    return best;
}

/* A row knows what it had before, too, which may keep others out. */
static void even_out(layout *l)
{
    for (unsigned i = 0; i < l->targets; i++) {
        const us_target *t = l->target[i];
        unsigned from = l->row[t->number], to;
        us_row_set hindered;

        if (from == NOWHERE)
            continue;
        hindered = us_room_hindered(l->room, t);
        to = emptiest(l, &hindered);
        if (to == NOWHERE || l->size[to] + 1 >= l->size[from])
            continue;
        l->size[from]--;
        put(l, t, to);
    }
}

/* ---- The rows ------------------------------------------------------------------------------------------------------ */

static void share_rows(layout *l, unsigned wanted)
{
    l->room = us_room_new(l->plan);
    fill(l);
    for (unsigned i = 0; i < ROUNDS; i++) {
        reorder(l, i % 2);
        fill(l);
    }
    l->rows = l->rows < wanted ? wanted : l->rows;
    for (unsigned i = 0; i < MOVES; i++)
        even_out(l);
}

static void one_each(layout *l)
{
    for (unsigned i = 0; i < l->targets; i++)
        l->row[l->target[i]->number] = i;
}

void us_plan_row_add(us_plan *plan, us_plan_row *r, us_target *t)
{
    if (r->targets == r->room) {
        us_target **old = r->target;

        r->room = r->room ? r->room * 2 : 4;
        r->target = US_NEW_ARRAY(plan->arena, us_target *, r->room);
        if (r->targets > 0)
            memcpy(r->target, old, sizeof *old * r->targets);
    }
    r->target[r->targets++] = t;
}

/* In the order of what comes first in each. */
static us_plan_rows rows_of(const layout *l, const us_plan_row *targets)
{
    us_plan_rows all = { .row = US_NEW_ARRAY(l->plan->arena, us_plan_row, US_ROWS_MOST) };
    unsigned index[US_ROWS_MOST];

    memset(index, 0xFF, sizeof index);
    for (unsigned i = 0; i < targets->targets; i++) {
        us_target *t = targets->target[i];
        unsigned row = l->row[t->number];

        all.more |= row == NOWHERE;
        if (row == NOWHERE)
            continue;
        if (index[row] > all.count)
            index[row] = all.count++;
        us_plan_row_add(l->plan, &all.row[index[row]], t);
    }
    return all;
}

us_plan_rows us_plan_lay_out(us_plan *plan, const us_plan_row *targets, unsigned wanted)
{
    layout l = { .plan = plan, .target = targets->target, .targets = targets->targets };

    l.row = US_NEW_ARRAY(plan->arena, unsigned, plan->targets + 1);
    if (l.targets > wanted)
        share_rows(&l, wanted);
    else
        one_each(&l);
    return rows_of(&l, targets);
}
