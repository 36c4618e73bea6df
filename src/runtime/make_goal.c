/* All that is asked of one value: a list of shapes, to which each shape adds those that it refers to, all of
 * its allOf, and of its alternatives the one that is chosen. */
#include "runtime/make_inside.h"

#include <assert.h>
#include <string.h>

const us_rule us_shape_never[2] = { { US_ASKS(NEVER) }, { US_ASKS(NOTHING_MORE) } };

/* ---- Asking a shape or a goal ---- */

const us_rule *us_shape_rule(const us_rule *shape, enum us_asks asks)
{
    for (; shape->asks != US_ASKS_NOTHING_MORE; shape++)
        if (shape->asks == asks)
            return shape;
    return NULL;
}

static uint64_t bit_of(enum us_asks asks)
{
    static_assert(US_ASKS_NEVER < 64, "a bit for each");
    return UINT64_C(1) << asks;
}

const us_rule *us_goal_rule(const us_goal *goal, enum us_asks asks, const us_rule *rule)
{
    bool go_on = !rule;

    if (!(goal->asks & bit_of(asks)))
        return NULL;
    for (unsigned i = 0; i < goal->shapes; i++) {
        for (const us_rule *r = goal->shape[i]; r->asks != US_ASKS_NOTHING_MORE; r++) {
            if (go_on && r->asks == asks)
                return r;
            go_on |= r == rule;
        }
    }
    return NULL;
}

unsigned us_goal_most(const us_goal *goal, enum us_asks asks, unsigned otherwise)
{
    const us_rule *rule = us_goal_rule(goal, asks, NULL);
    unsigned most = rule ? rule->count : otherwise;

    while ((rule = us_goal_rule(goal, asks, rule)))
        most = rule->count > most ? rule->count : most;
    return most;
}

unsigned us_goal_least(const us_goal *goal, enum us_asks asks, unsigned otherwise)
{
    unsigned least = otherwise;

    for (const us_rule *rule = NULL; (rule = us_goal_rule(goal, asks, rule));)
        least = rule->count < least ? rule->count : least;
    return least;
}

/* An integer is a number, too, so it is left when the one asks for numbers and the other for integers. */
static unsigned with_integers(unsigned types)
{
    return types & US_NUMBER ? types | US_INTEGER : types;
}

/* Deep enough for schemas that are references to references; a loop of them has no end. */
enum { REFERENCES = 32 };

static unsigned types_within(const us_rule *shape, unsigned references);

/* Those of any of the branches. */
static unsigned types_of_any(const us_rule *rule, unsigned references)
{
    unsigned types = 0;

    for (unsigned i = 0; i < rule->count && types != US_ANY_TYPE; i++)
        types |= types_within(rule->branch[i], references);
    return types;
}

static unsigned types_of_values(const us_rule *rule)
{
    unsigned types = 0;

    for (unsigned i = 0; i < rule->count; i++)
        types |= us_value_types(&rule->value[i]);
    return types;
}

/* What is left when a shape that asks for types alone is not to match. */
static unsigned types_but(const us_rule *shape)
{
    bool alone = shape && shape[0].asks == US_ASKS_TYPE && shape[1].asks == US_ASKS_NOTHING_MORE;
    unsigned types = alone ? with_integers(shape->types) : 0;

    return US_ANY_TYPE & ~types;
}

static unsigned types_of_rule(const us_rule *rule, unsigned references)
{
    unsigned types = US_ANY_TYPE;

    switch (rule->asks) {
    case US_ASKS_TYPE:
        return with_integers(rule->types);
    case US_ASKS_NEVER:
        return 0;
    case US_ASKS_ENUM:
    case US_ASKS_CONST:
        return types_of_values(rule);
    case US_ASKS_NOT:
        return types_but(rule->shape);
    case US_ASKS_REF:
        return types_within(rule->shape, references - 1);
    case US_ASKS_ALL_OF:
        for (unsigned i = 0; i < rule->count; i++)
            types &= types_within(rule->branch[i], references / 2);
        return types;
    case US_ASKS_ANY_OF:
    case US_ASKS_ONE_OF:
        return types_of_any(rule, references / 4);
    default:
        return US_ANY_TYPE;
    }
}

static unsigned types_within(const us_rule *shape, unsigned references)
{
    unsigned types = US_ANY_TYPE;

    for (; shape && references > 0 && shape->asks != US_ASKS_NOTHING_MORE; shape++)
        types &= types_of_rule(shape, references);
    return types;
}

unsigned us_shape_types(const us_rule *shape)
{
    return types_within(shape, REFERENCES);
}

static bool has_shape(const us_goal *goal, const us_rule *shape)
{
    for (unsigned i = 0; i < goal->shapes; i++)
        if (goal->shape[i] == shape)
            return true;
    return false;
}

bool us_goal_recurs(const us_goal *goal)
{
    const us_goal *around = goal->around;

    while (around && goal->shapes > 0 && !has_shape(around, goal->shape[0]))
        around = around->around;
    return around && goal->shapes > 0;
}

/* ---- Adding a shape ---- */

void us_goal_begin(us_goal *goal, const us_goal *around)
{
    *goal = (us_goal){ .types = US_ANY_TYPE, .around = around };
}

void us_goal_allow(us_goal *goal, unsigned types)
{
    goal->types &= with_integers(types);
    goal->never |= goal->types == 0;
}

static void append(us_maker *mk, us_goal *goal, const us_rule *shape)
{
    if (goal->shapes == goal->room) {
        const us_rule **old = goal->shape;

        goal->room = goal->room ? goal->room * 2 : 8;
        goal->shape = US_NEW_ARRAY(mk->arena, const us_rule *, goal->room);
        if (goal->shapes > 0)
            memcpy(goal->shape, old, sizeof *old * goal->shapes);
    }
    goal->shape[goal->shapes++] = shape;
}

/* What is settled is about the value that the making begins with. */
static const us_settled *find_settled(const us_maker *mk, const us_rule *rule)
{
    const us_making *making = mk->making;

    for (unsigned i = 0; mk->depth == 0 && i < making->settlements; i++)
        if (making->settled[i].rule == rule)
            return &making->settled[i];
    return NULL;
}

/* The types that the value may have by all that is asked of it so far, also where that has not been come to yet. */
static unsigned types_asked(const us_goal *goal)
{
    unsigned types = goal->types;

    for (unsigned i = 0; i < goal->shapes && types; i++)
        types &= us_shape_types(goal->shape[i]);
    return types;
}

/* What a value is to match that takes the option of the rule: two shapes, of which either may be NULL. */
typedef struct option {
    const us_rule *shape, *also;
} option;

static const us_rule *shape_of(const us_rule *rule)
{
    return rule ? rule->shape : NULL;
}

static option option_of(const us_rule *shape, const us_rule *rule, unsigned index)
{
    if (rule->asks == US_ASKS_TAGS)
        return (option){ .shape = rule->property[index].shape };
    if (rule->asks != US_ASKS_IF)
        return (option){ .shape = rule->branch[index] };
    if (index == 0)
        return (option){ rule->shape, shape_of(us_shape_rule(shape, US_ASKS_THEN)) };
    return (option){ .shape = shape_of(us_shape_rule(shape, US_ASKS_ELSE)) };
}

static bool is_possible(option o, unsigned types)
{
    types &= o.shape ? us_shape_types(o.shape) : US_ANY_TYPE;
    return types & (o.also ? us_shape_types(o.also) : US_ANY_TYPE);
}

unsigned us_make_branch(us_maker *mk, const us_goal *goal, const us_rule *shape,
                        const us_rule *rule, unsigned options)
{
    unsigned types = types_asked(goal), possible = 0, way;

    for (unsigned i = 0; i < options; i++)
        possible += is_possible(option_of(shape, rule, i), types);
    if (possible == 0 || possible == options)
        return us_make_fork(mk, US_FORK_BRANCH, rule, options);
    way = us_make_fork(mk, US_FORK_BRANCH, rule, possible);
    for (unsigned i = 0; i < options; i++)
        if (is_possible(option_of(shape, rule, i), types) && way-- == 0)
            return i;
    return 0;
}

static unsigned choose(us_maker *mk, const us_goal *goal, const us_rule *shape, const us_rule *rule,
                       unsigned options)
{
    const us_settled *settled = find_settled(mk, rule);

    if (settled && settled->option < options)
        return settled->option;
    return mk->plan ? us_plan_branch(mk, goal, shape, rule)
                    : us_make_branch(mk, goal, shape, rule, options);
}

/* The schema of a tag is pinned together with the value of the tag. */
static void pin(us_goal *goal, const us_rule *shape, const us_property *tag)
{
    const us_rule *discriminator = us_shape_rule(shape, US_ASKS_DISCRIMINATOR);

    goal->tag_name = us_text_from(*discriminator->name);
    goal->tag = us_text_from(tag->name);
}

/* A schema that led here by its allOf is the one that the tag has to name. */
static void add_tagged(us_maker *mk, us_goal *goal, const us_rule *shape, const us_rule *tags)
{
    unsigned chosen = 0;

    while (chosen < tags->count && (tags->property[chosen].shape == shape ||
                                    !has_shape(goal, tags->property[chosen].shape)))
        chosen++;
    if (chosen == tags->count)
        chosen = choose(mk, goal, shape, tags, tags->count);
    pin(goal, shape, &tags->property[chosen]);
    us_goal_add(mk, goal, tags->property[chosen].shape);
}

/* A branch that is one of several itself may have the tags of all of these; which is its own shows when it is made. */
static void pin_branch(us_maker *mk, us_goal *goal, const us_rule *shape, const us_rule *branch)
{
    const us_rule *tags = us_shape_rule(shape, US_ASKS_TAGS);
    const us_property **own =
        tags ? US_NEW_ARRAY(mk->arena, const us_property *, tags->count) : NULL;
    unsigned owned = 0;

    for (unsigned i = 0; tags && i < tags->count; i++)
        if (tags->property[i].shape == branch)
            own[owned++] = &tags->property[i];
    if (owned > 0)
        pin(goal, shape, own[us_make_fork(mk, US_FORK_BRANCH, own[0], owned)]);
}

/* One of the alternatives, and the tag that belongs to it where there is a discriminator. */
static void add_alternative(us_maker *mk, us_goal *goal, const us_rule *shape, const us_rule *rule)
{
    bool apart = rule->asks == US_ASKS_ONE_OF && us_make_fork(mk, US_FORK_RESORT, rule, 2) == 1;
    const us_rule *branch = rule->branch[choose(mk, goal, shape, rule, rule->count)];

    for (unsigned i = 0; apart && i < rule->count; i++)
        if (rule->branch[i] != branch)
            goal->apart = us_apart_add(mk, goal->apart, rule->branch[i]);
    if (branch)
        pin_branch(mk, goal, shape, branch);
    us_goal_add(mk, goal, branch);
}

static bool has_alternatives(const us_rule *shape)
{
    return us_shape_rule(shape, US_ASKS_ONE_OF) || us_shape_rule(shape, US_ASKS_ANY_OF);
}

/* What holds `if` holds `then`; what is made for `else` may hold `if` by chance, which the checker sees. */
static void add_condition(us_maker *mk, us_goal *goal, const us_rule *shape, const us_rule *rule)
{
    const us_rule *then_rule = us_shape_rule(shape, US_ASKS_THEN);
    const us_rule *else_rule = us_shape_rule(shape, US_ASKS_ELSE);

    if (choose(mk, goal, shape, rule, 2) == 0) {
        us_goal_add(mk, goal, rule->shape);
        us_goal_add(mk, goal, then_rule ? then_rule->shape : NULL);
    } else if (else_rule) {
        us_goal_add(mk, goal, else_rule->shape);
    }
}

static void add_what_rule_asks(us_maker *mk, us_goal *goal, const us_rule *shape,
                               const us_rule *rule)
{
    switch (rule->asks) {
    case US_ASKS_TYPE:
        us_goal_allow(goal, rule->types);
        break;
    case US_ASKS_NEVER:
        goal->never = true;
        break;
    case US_ASKS_REF:
    case US_ASKS_DYNAMIC_REF:
    case US_ASKS_RECURSIVE_REF:
        us_goal_add(mk, goal, rule->shape);
        break;
    case US_ASKS_ALL_OF:
        for (unsigned i = 0; i < rule->count; i++)
            us_goal_add(mk, goal, rule->branch[i]);
        break;
    case US_ASKS_ANY_OF:
    case US_ASKS_ONE_OF:
        add_alternative(mk, goal, shape, rule);
        break;
    case US_ASKS_TAGS:
        if (!has_alternatives(shape))
            add_tagged(mk, goal, shape, rule);
        break;
    case US_ASKS_CONTENT_ENCODING:
    case US_ASKS_CONTENT_MEDIA_TYPE:
        mk->holds = true;
        break;
    case US_ASKS_IF:
        add_condition(mk, goal, shape, rule);
        break;
    default:
        break; /* of the value's parts, or asked when it is made */
    }
}

void us_goal_add(us_maker *mk, us_goal *goal, const us_rule *shape)
{
    if (!shape || has_shape(goal, shape))
        return;
    append(mk, goal, shape);
    for (const us_rule *rule = shape; rule->asks != US_ASKS_NOTHING_MORE; rule++)
        goal->asks |= bit_of(rule->asks);
    for (const us_rule *rule = shape; rule->asks != US_ASKS_NOTHING_MORE; rule++)
        add_what_rule_asks(mk, goal, shape, rule);
}
