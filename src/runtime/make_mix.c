/* Rows with as much as there can be: two things can do what neither does alone. Any two members that have no members of
 * their own are in one of these rows both special, in one both absent, and the one absent while the other is special. */
#include "runtime/make_plan.h"

/* Nothing is mixed where there is more to show than that. */
enum { MIXED_MOST = 1000 };

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
            us_plan_row_add(plan, r, gone ? l->gone : l->other);
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
