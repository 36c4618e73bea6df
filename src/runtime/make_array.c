/* Arrays: one item of each kind, or as many as are asked for. */
#include "runtime/make_inside.h"

/* No array of examples is longer, whatever the schema asks for: nobody reads it. */
enum { ITEMS_MOST = 1000 };

/* What is asked of item number `index`. */
static void ask_item(us_maker *mk, const us_goal *array, unsigned index, us_goal *item)
{
    us_goal_begin(item, array);
    item->apart = us_apart_item(mk, array->apart);
    for (unsigned i = 0; i < array->shapes; i++) {
        for (const us_rule *rule = array->shape[i]; rule->asks != US_ASKS_NOTHING_MORE; rule++) {
            bool behind = index >= rule->count;

            if (rule->asks == US_ASKS_PREFIX_ITEMS && !behind)
                us_goal_add(mk, item, rule->branch[index]);
            else if ((rule->asks == US_ASKS_ITEMS || rule->asks == US_ASKS_ADDITIONAL_ITEMS) &&
                     behind)
                us_goal_add(mk, item, rule->shape);
        }
    }
}

/* The items at the end are those that `contains` asks for. */
static void ask_contained(us_maker *mk, const us_goal *array, unsigned from_end, us_goal *item)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(array, US_ASKS_MIN_CONTAINS, rule));)
        if (from_end < rule->count)
            us_goal_add(mk, item, rule->shape);
    for (const us_rule *rule = NULL; (rule = us_goal_rule(array, US_ASKS_CONTAINS, rule));)
        if (from_end == 0)
            us_goal_add(mk, item, rule->shape);
}

static unsigned larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned contained(const us_goal *array)
{
    return larger(us_goal_most(array, US_ASKS_MIN_CONTAINS, 0),
                  us_goal_rule(array, US_ASKS_CONTAINS, NULL) != NULL);
}

/* How many more than the least the random chooser likes. Of a thing that is told piece by piece there is one. */
enum { MORE = 4 };

static unsigned random_count(const us_maker *mk, unsigned least, unsigned most)
{
    unsigned more = smaller(most > least ? most - least : 0, MORE);

    if (mk->making->thread)
        return least == 0 && most > 0 ? 1 : least;
    return least + (unsigned)(us_make_draw(mk, US_FORK_COUNT) % (more + 1));
}

/* First the count that was chosen, then the least and, for the random chooser, each of those above. */
static unsigned count_ways(const us_maker *mk, unsigned least, unsigned plain, unsigned most)
{
    if (mk->seed && most > least)
        return 2 + smaller(most - least, MORE);
    return plain > least ? 2 : 1;
}

/* The count that is tried first: what the document says, else one, or by chance. */
static unsigned plain_count(us_maker *mk, const us_goal *array, unsigned least, unsigned most)
{
    const us_rule *said = us_goal_rule(array, US_ASKS_ITEM_COUNT, NULL);
    unsigned before = us_goal_most(array, US_ASKS_PREFIX_ITEMS, 0);

    if (before > 0) /* what is asked of those at the front need not be what `contains` asks */
        before = smaller(before + contained(array), larger(most, before));

    if (said)
        return smaller(larger(said->count, least), most);
    if (mk->seed)
        return larger(random_count(mk, least, most), before);
    return larger(least, larger(before, 1));
}

/* As few as may be when the schema contains itself, or there is no room. */
static unsigned choose_count(us_maker *mk, const us_goal *array)
{
    unsigned least = us_goal_most(array, US_ASKS_MIN_ITEMS, 0);
    unsigned most = smaller(us_goal_least(array, US_ASKS_MAX_ITEMS, ITEMS_MOST), ITEMS_MOST);
    unsigned plain, way;
    bool wide = true;
    us_goal item;

    least = larger(least, contained(array));
    plain = plain_count(mk, array, least, most);
    us_plan_pause(mk, true); /* no item yet is asked about */
    ask_item(mk, array, 0, &item);
    us_plan_resume(mk, true);
    if (us_make_is_full(mk) || item.never)
        wide = false;
    if (!wide || us_goal_recurs(&item))
        plain = least;
    if (mk->plan && wide) {
        unsigned count = us_plan_count(mk, least, plain, most);

        if (count != plain)
            return count;
        plain = larger(plain, smaller(us_plan_items(mk), most));
    }
    way = us_make_fork(mk, US_FORK_COUNT, NULL, count_ways(mk, least, plain, most));
    return smaller(way == 0 ? plain : least + way - 1, most);
}

void us_make_array(us_maker *mk, us_goal *array)
{
    bool unique = us_goal_rule(array, US_ASKS_UNIQUE_ITEMS, NULL) != NULL;
    unsigned count = choose_count(mk, array), variety = mk->variety;

    us_buf_add_byte(&mk->out, '[');
    for (unsigned i = 0; i < count && !mk->stuck.bytes; i++) {
        size_t outside = us_make_enter_item(mk, i);
        us_goal item;

        ask_item(mk, array, i, &item);
        ask_contained(mk, array, count - 1 - i, &item);
        mk->variety = unique ? i : variety;
        if (i > 0)
            us_buf_add_byte(&mk->out, ',');
        us_make_value(mk, &item);
        us_make_leave(mk, outside);
    }
    mk->variety = variety;
    us_buf_add_byte(&mk->out, ']');
}
