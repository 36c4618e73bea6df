/* Where a value comes from: an example, a default, a member of an enum or a constant; or it is made as its
 * type looks. */
#include "runtime/make_inside.h"

/* ---- Values that are written down ---- */

unsigned us_value_types(const us_value *value)
{
    if (value->is_string)
        return US_STRING;
    switch (value->text.bytes[0]) {
    case '{':
        return US_OBJECT;
    case '[':
        return US_ARRAY;
    case 'n':
        return US_NULL;
    case 't':
    case 'f':
        return US_BOOLEAN;
    default:
        return US_NUMBER | US_INTEGER;
    }
}

typedef struct sources {
    const us_maker *mk;
    const us_goal *goal;
    unsigned count;        /* so far */
    unsigned said;         /* how many of them come before all others */
    unsigned wanted;       /* which one is looked for … */
    const us_value *found; /* … when it was come to */
    const us_value **list; /* for all of them; NULL: they are only counted */
} sources;

/* In variants every member of an example is a place of its own. */
static bool hides_places(const us_maker *mk, enum us_asks asks, const us_value *value)
{
    return mk->plan &&
           (asks == US_ASKS_VALUE || asks == US_ASKS_EXAMPLE || asks == US_ASKS_DEFAULT) &&
           (us_value_types(value) & (US_OBJECT | US_ARRAY));
}

static void look(sources *s, enum us_asks asks)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(s->goal, asks, rule));) {
        for (unsigned i = 0; i < rule->count; i++) {
            if (!(us_value_types(&rule->value[i]) & s->goal->types) ||
                hides_places(s->mk, asks, &rule->value[i]))
                continue;
            if (s->list)
                s->list[s->count] = &rule->value[i];
            if (s->count++ == s->wanted)
                s->found = &rule->value[i];
        }
    }
}

static void look_at_constants(sources *s)
{
    look(s, US_ASKS_ENUM);
    look(s, US_ASKS_CONST);
}

/* In the order in which they are taken. The random chooser is asked for because examples are not enough. */
static void look_everywhere(sources *s)
{
    look(s, US_ASKS_VALUE);
    s->said = s->count;
    if (!s->mk->seed) {
        look(s, US_ASKS_EXAMPLE);
        look(s, US_ASKS_DEFAULT);
    }
    look_at_constants(s);
}

bool us_goal_is_closed(const us_goal *goal)
{
    return us_goal_rule(goal, US_ASKS_ENUM, NULL) || us_goal_rule(goal, US_ASKS_CONST, NULL);
}

const us_value **us_goal_constants(const us_maker *mk, const us_goal *goal, unsigned *count)
{
    sources s = { .mk = mk, .goal = goal, .wanted = (unsigned)-1 };

    look_at_constants(&s);
    *count = s.count;
    s.list = US_NEW_ARRAY(mk->arena, const us_value *, s.count + 1);
    s.count = 0;
    look_at_constants(&s);
    return s.list;
}

/* Which of the options to take. The random chooser draws from what the document says is made, and comes to the others
 * where that is not valid. */
static unsigned choose_option(us_maker *mk, const sources *all, unsigned options)
{
    unsigned way;

    if (all->said == 0)
        return us_make_fork(mk, US_FORK_SOURCE, NULL, options);
    way = us_make_fork(mk, US_FORK_SPELLING, us_goal_rule(all->goal, US_ASKS_VALUE, NULL), options);
    if (mk->seed && way < all->said)
        way = (unsigned)((us_make_draw(mk, US_FORK_SOURCE) + way) % all->said);
    return way;
}

/* The value to take, or NULL: it is to be made. */
static const us_value *choose_source(us_maker *mk, const us_goal *goal)
{
    sources all = { .mk = mk, .goal = goal, .wanted = (unsigned)-1 };
    sources one = { .mk = mk, .goal = goal };
    unsigned options;

    look_everywhere(&all);
    options = all.count + !us_goal_is_closed(goal);
    if (all.count == 0)
        return NULL;
    one.wanted = choose_option(mk, &all, options);
    if (mk->variety > 0)
        one.wanted = (one.wanted + mk->variety) % options;
    look_everywhere(&one);
    return one.found;
}

static void write_value(us_maker *mk, const us_value *value)
{
    us_text text = us_text_from(value->text);

    if (value->is_string)
        us_json_write_string(&mk->out, text);
    else
        us_buf_add(&mk->out, text);
}

/* ---- By type ---- */

/* The types that the keywords speak of, where no `type` does; objects first. */
static unsigned implied_types(const us_goal *goal)
{
    static const struct {
        enum us_asks asks;
        unsigned types;
    } implied[] = {
        { US_ASKS_PROPERTIES, US_OBJECT },
        { US_ASKS_REQUIRED, US_OBJECT },
        { US_ASKS_PATTERN_PROPERTIES, US_OBJECT },
        { US_ASKS_ADDITIONAL_PROPERTIES, US_OBJECT },
        { US_ASKS_MIN_PROPERTIES, US_OBJECT },
        { US_ASKS_ITEMS, US_ARRAY },
        { US_ASKS_PREFIX_ITEMS, US_ARRAY },
        { US_ASKS_CONTAINS, US_ARRAY },
        { US_ASKS_MIN_ITEMS, US_ARRAY },
        { US_ASKS_FORMAT, US_STRING },
        { US_ASKS_PATTERN, US_STRING },
        { US_ASKS_MIN_LENGTH, US_STRING },
        { US_ASKS_MAX_LENGTH, US_STRING },
        { US_ASKS_MINIMUM, US_NUMBER | US_INTEGER },
        { US_ASKS_MAXIMUM, US_NUMBER | US_INTEGER },
        { US_ASKS_EXCLUSIVE_MINIMUM, US_NUMBER | US_INTEGER },
        { US_ASKS_EXCLUSIVE_MAXIMUM, US_NUMBER | US_INTEGER },
        { US_ASKS_MULTIPLE_OF, US_NUMBER | US_INTEGER },
    };

    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++)
        if (us_goal_rule(goal, implied[i].asks, NULL))
            return implied[i].types;
    return 0;
}

unsigned us_goal_type(const us_goal *goal, unsigned wanted)
{
    static const unsigned order[] = { US_OBJECT,  US_ARRAY,   US_STRING, US_NUMBER,
                                      US_INTEGER, US_BOOLEAN, US_NULL };
    unsigned implied = goal->types == US_ANY_TYPE ? implied_types(goal) : 0;

    if (!(goal->types & (goal->types - 1))) /* there is one, as there mostly is */
        return wanted == 0 ? goal->types : 0;
    if (implied && wanted-- == 0)
        return implied & US_NUMBER ? US_NUMBER : implied;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        bool twice = order[i] == US_INTEGER && (goal->types & US_NUMBER);

        if ((goal->types & order[i]) && !twice && wanted-- == 0)
            return order[i];
    }
    return 0;
}

static void make_boolean(us_maker *mk)
{
    unsigned way = us_make_fork(mk, US_FORK_SPELLING, NULL, 2) + mk->variety;

    if (mk->seed)
        way += us_make_draw(mk, US_FORK_SPELLING) & 1;
    us_buf_add_string(&mk->out, way % 2 ? "false" : "true");
}

static void make_by_type(us_maker *mk, us_goal *goal)
{
    unsigned options = 0;

    while (us_goal_type(goal, options))
        options++;
    switch (us_goal_type(goal, us_make_fork(mk, US_FORK_TYPE, NULL, options))) {
    case US_OBJECT:
        us_make_object(mk, goal);
        break;
    case US_ARRAY:
        us_make_array(mk, goal);
        break;
    case US_STRING:
        us_make_string(mk, goal);
        break;
    case US_NUMBER:
        us_make_number(mk, goal, false);
        break;
    case US_INTEGER:
        us_make_number(mk, goal, true);
        break;
    case US_BOOLEAN:
        make_boolean(mk);
        break;
    default:
        us_buf_add_string(&mk->out, "null");
    }
}

bool us_make_is_full(const us_maker *mk)
{
    return mk->plan ? us_plan_is_full(mk) : mk->depth > US_MAKE_DEEP || mk->made > US_MAKE_MANY;
}

void us_make_unplanned(us_maker *mk, us_goal *goal)
{
    const us_value *source = goal->pin.bytes ? NULL : choose_source(mk, goal);

    if (goal->pin.bytes)
        us_json_write_string(&mk->out, goal->pin);
    else if (source)
        write_value(mk, source);
    else
        make_by_type(mk, goal);
}

void us_make_value(us_maker *mk, us_goal *goal)
{
    bool recurs = mk->plan && us_goal_recurs(goal);

    mk->made++;
    if (goal->never || ++mk->depth > US_MAKE_DEEPEST) {
        us_make_stop(mk);
        us_buf_add_string(&mk->out, "null");
        return;
    }
    us_plan_pause(mk, recurs);
    if (mk->plan)
        us_make_planned(mk, goal);
    else
        us_make_unplanned(mk, goal);
    us_plan_resume(mk, recurs);
    mk->depth--;
}
