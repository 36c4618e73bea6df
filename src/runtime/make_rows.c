/* Which targets a variant shows together. A row shows one thing as long as there are few things; where there are many,
 * a row shows several that do not hinder each other, in different places. Of an object no two members are absent in
 * one row, and what breaks the contract is never among what keeps it. Only mixed rows have as much as they can. */
#include "runtime/make_plan.h"

/* No more rows than that, whatever there is to show; and nothing is mixed where there is more than that. */
enum { ROWS_MOST = 600, MIXED_MOST = 1000 };

/* ---- What hinders what ---- */

/* Those that have to be there for the target, and at last itself. */
static us_target *need(us_target *t, unsigned index)
{
    return index < t->aboves ? t->above[index] : t;
}

static bool needs(us_target *t, const us_target *other)
{
    for (unsigned i = 0; i <= t->aboves; i++)
        if (need(t, i) == other)
            return true;
    return false;
}

/* What is below the place of the one is gone, and so the other, unless it needs just that. */
static bool hides(const us_target *one, const us_target *other, us_target *of)
{
    return one->way.hides && us_plan_is_above(one->path, other->path) && !needs(of, one);
}

static bool hinder(us_target *a, us_target *b)
{
    if (a->way.gone && b->way.gone && a->object == b->object)
        return true;
    for (unsigned i = 0; i <= a->aboves; i++) {
        for (unsigned k = 0; k <= b->aboves; k++) {
            const us_target *p = need(a, i), *q = need(b, k);

            if (p != q && (p->place == q->place || hides(p, q, b) || hides(q, p, a)))
                return true;
        }
    }
    return false;
}

/* ---- Laying out ---- */

static bool has_room(const us_plan_row *r, us_target *t)
{
    for (unsigned i = 0; i < r->targets; i++)
        if (hinder(r->target[i], t))
            return false;
    return true;
}

static void put(us_plan *plan, us_plan_row *r, us_target *t)
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

/* The emptiest row where it hinders nothing, or a new one; NULL: there is no room. */
static us_plan_row *row_for(us_plan_rows *all, us_target *t, unsigned wanted)
{
    us_plan_row *best = NULL;

    if (all->count < wanted)
        return &all->row[all->count++];
    for (unsigned i = 0; i < all->count; i++)
        if ((!best || all->row[i].targets < best->targets) && has_room(&all->row[i], t))
            best = &all->row[i];
    if (!best && all->count < ROWS_MOST)
        best = &all->row[all->count++];
    return best;
}

static us_plan_rows lay_out(us_plan *plan, bool strange, unsigned wanted)
{
    us_plan_rows all = { .row = US_NEW_ARRAY(plan->arena, us_plan_row, ROWS_MOST + 1) };

    for (unsigned i = 0; i < plan->targets; i++) {
        us_target *t = plan->target[i];
        us_plan_row *r;

        if (t->shown || t->way.strange != strange || t == plan->bare)
            continue;
        r = row_for(&all, t, wanted);
        if (r)
            put(plan, r, t);
        else
            all.more = true;
    }
    return all;
}

us_plan_rows us_plan_lay_out(us_plan *plan, bool strange, unsigned wanted)
{
    us_plan_rows all = lay_out(plan, strange, wanted);

    if (all.count > wanted)
        all = lay_out(plan, strange, all.count);
    if (!strange && plan->bare)
        put(plan, &all.row[all.count++], plan->bare);
    return all;
}

/* ---- Mixing ---- */

/* A place without places below, and two of its ways. */
typedef struct leaf {
    us_target *gone, *other; /* or NULL */
    unsigned number;         /* among those that can be absent */
} leaf;

static bool has_places_below(const us_plan *plan, const us_target *t)
{
    for (unsigned i = 0; i < plan->targets; i++) {
        us_text path = plan->target[i]->path;

        if (path.length > t->path.length && us_plan_is_above(t->path, path))
            return true;
    }
    return false;
}

/* Null and empty before any other value. */
static bool is_better(const us_target *t, const us_target *than)
{
    return !than || (t->way.hides && !than->way.hides);
}

static void take(leaf *l, us_target *t)
{
    if (t->way.gone)
        l->gone = t;
    else if (is_better(t, l->other))
        l->other = t;
}

static bool is_mixed(const us_plan *plan, const us_target *t)
{
    return !t->shown && !t->way.strange && !t->way.opens && t->aboves == 0 && t != plan->bare &&
           !has_places_below(plan, t);
}

static unsigned find_leaves(const us_plan *plan, leaf *list)
{
    unsigned leaves = 0;

    for (unsigned i = 0; i < plan->targets; i++) {
        us_target *t = plan->target[i];
        unsigned at = 0;

        if (!is_mixed(plan, t))
            continue;
        while (at < leaves && (list[at].gone ? list[at].gone : list[at].other)->place != t->place)
            at++;
        leaves += at == leaves;
        take(&list[at], t);
    }
    return leaves;
}

/* Row 0 has nothing absent; of the others, two for each binary digit of the numbers, each has those absent whose digit
 * is 1, or 0. Any two numbers differ in a digit. */
static void mix(us_plan *plan, us_plan_row *r, const leaf *list, unsigned leaves, unsigned index)
{
    for (unsigned i = 0; i < leaves; i++) {
        const leaf *l = &list[i];
        bool gone = l->gone && index > 0 && (l->number >> (index - 1) / 2 & 1) == (index & 1);

        if (gone || l->other)
            put(plan, r, gone ? l->gone : l->other);
    }
}

us_plan_rows us_plan_mix(us_plan *plan)
{
    leaf *list = US_NEW_ARRAY(plan->arena, leaf, plan->targets + 1);
    unsigned leaves = plan->targets <= MIXED_MOST ? find_leaves(plan, list) : 0;
    unsigned optional = 0, digits = 0;
    us_plan_rows all = { .row = NULL };

    if (leaves < 2)
        return all;
    for (unsigned i = 0; i < leaves; i++)
        if (list[i].gone)
            list[i].number = optional++;
    while (optional > 1u << digits)
        digits++;
    all.row = US_NEW_ARRAY(plan->arena, us_plan_row, 2 * digits + 1);
    while (all.count < 2 * digits + 1) {
        mix(plan, &all.row[all.count], list, leaves, all.count);
        all.count++;
    }
    return all;
}
