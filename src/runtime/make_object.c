/* Objects: the members that the shapes name, in the order in which they name them. Who is there is decided
 * before any is made, since one member can ask for others. */
#include "runtime/make_inside.h"

#include <string.h>

#include "base/hash.h"

typedef struct member {
    us_text name;
    bool required;
    bool present;
    us_goal goal;
    /* The types that another branch of a oneOf wants it to have: it gets none of them. */
    unsigned others;
} member;

typedef struct object {
    us_maker *mk;
    us_goal *goal;
    member *member;
    unsigned members, room;
    const us_apart
        *below; /* what no member of its own can tell it apart from, but perhaps a value in one */
} object;

/* ---- What is asked of a member ---- */

static bool ask_property(us_maker *mk, const us_property *property, us_goal *goal)
{
    if (property->types)
        us_goal_allow(goal, property->types);
    us_goal_add(mk, goal, property->shape);
    return true;
}

static bool ask_named(us_maker *mk, const us_rule *rule, us_text name, us_goal *goal)
{
    bool known = false;

    for (unsigned i = 0; i < rule->count; i++)
        if (us_text_equal(us_text_from(rule->property[i].name), name))
            known |= ask_property(mk, &rule->property[i], goal);
    return known;
}

static bool ask_patterns(us_maker *mk, const us_rule *rule, us_text name, us_goal *goal)
{
    bool known = false;

    for (unsigned i = 0; i < rule->count; i++)
        if (us_pattern_match(mk->making->pattern[rule->property[i].pattern], name) == US_MATCH)
            known |= ask_property(mk, &rule->property[i], goal);
    return known;
}

/* What one shape asks of it; true when the shape knows it. */
static bool ask_shape(us_maker *mk, const us_rule *shape, us_text name, us_goal *goal)
{
    const us_rule *named = us_shape_rule(shape, US_ASKS_PROPERTIES);
    const us_rule *patterns = us_shape_rule(shape, US_ASKS_PATTERN_PROPERTIES);
    const us_rule *others = us_shape_rule(shape, US_ASKS_ADDITIONAL_PROPERTIES);
    bool known = named && ask_named(mk, named, name, goal);

    known |= patterns && ask_patterns(mk, patterns, name, goal);
    if (known || !others)
        return known;
    us_goal_add(mk, goal, others->shape);
    return true;
}

static void ask_member(const object *o, us_text name, us_goal *goal)
{
    const us_rule *unknown = us_goal_rule(o->goal, US_ASKS_UNEVALUATED_PROPERTIES, NULL);
    bool known = false;

    us_goal_begin(goal, o->goal);
    goal->apart = us_apart_member(o->mk, o->below, name);
    if (o->goal->tag_name.bytes && us_text_equal(o->goal->tag_name, name))
        goal->pin = o->goal->tag;
    for (unsigned i = 0; i < o->goal->shapes; i++)
        known |= ask_shape(o->mk, o->goal->shape[i], name, goal);
    if (!known && unknown)
        us_goal_add(o->mk, goal, unknown->shape);
}

/* ---- Who is there ---- */

static member *find(const object *o, us_text name)
{
    for (unsigned i = 0; i < o->members; i++)
        if (us_text_equal(o->member[i].name, name))
            return &o->member[i];
    return NULL;
}

static member *add(object *o, us_text name)
{
    member *known = find(o, name);

    if (known)
        return known;
    if (o->members == o->room) {
        member *old = o->member;

        o->room = o->room ? o->room * 2 : 16;
        o->member = US_NEW_ARRAY(o->mk->arena, member, o->room);
        if (o->members > 0)
            memcpy(o->member, old, sizeof *old * o->members);
    }
    o->member[o->members] = (member){ .name = name };
    return &o->member[o->members++];
}

/* So that the object is none for another branch of a oneOf: a member that only that branch names, with a value that
 * it refuses. */
static void add_stranger(object *o, const us_property *property)
{
    unsigned types = property->types ? property->types : US_ANY_TYPE;
    us_text name = us_text_from(property->name);

    types &= property->shape ? us_shape_types(property->shape) : US_ANY_TYPE;
    if (types & US_INTEGER) /* a number may be one */
        types |= US_NUMBER;
    if (types == US_ANY_TYPE || find(o, name))
        return;
    *add(o, name) = (member){ .name = name, .required = true, .others = types };
}

/* One is enough of each shape that the branch consists of. */
static void add_strangers(object *o, const us_rule *branch, unsigned deep)
{
    unsigned before = o->members;

    for (; branch && deep > 0 && branch->asks != US_ASKS_NOTHING_MORE; branch++) {
        if (branch->asks == US_ASKS_PROPERTIES)
            for (unsigned i = 0; i < branch->count && o->members == before; i++)
                add_stranger(o, &branch->property[i]);
        else if (branch->asks == US_ASKS_REF)
            add_strangers(o, branch->shape, deep - 1);
        else if (branch->asks == US_ASKS_ALL_OF)
            for (unsigned i = 0; i < branch->count && o->members == before; i++)
                add_strangers(o, branch->branch[i], deep - 1);
    }
}

/* References to references, and allOf in allOf. */
enum { DEEP_BRANCH = 8 };

static void keep_apart(object *o)
{
    for (const us_apart *other = o->goal->apart; other; other = other->next) {
        unsigned before = o->members;

        add_strangers(o, other->shape, DEEP_BRANCH);
        if (o->members == before)
            o->below = us_apart_add(o->mk, o->below, other->shape);
    }
    o->goal->apart = NULL;
}

/* Room for all of them, so that nothing has to be moved. */
static void make_room(object *o)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(o->goal, US_ASKS_PROPERTIES, rule));)
        o->room += rule->count;
    o->member = US_NEW_ARRAY(o->mk->arena, member, o->room + 1);
}

static void add_names(object *o)
{
    if (o->room == 0)
        make_room(o);
    for (const us_rule *rule = NULL; (rule = us_goal_rule(o->goal, US_ASKS_PROPERTIES, rule));)
        for (unsigned i = 0; i < rule->count; i++)
            add(o, us_text_from(rule->property[i].name));
    for (const us_rule *rule = NULL; (rule = us_goal_rule(o->goal, US_ASKS_REQUIRED, rule));)
        for (unsigned i = 0; i < rule->count; i++)
            add(o, us_text_from(rule->name[i]))->required = true;
    if (o->goal->tag_name.bytes)
        add(o, o->goal->tag_name)->required = true;
    keep_apart(o);
}

static bool is_container(const us_goal *goal)
{
    return (goal->types & (US_OBJECT | US_ARRAY)) &&
           !(goal->types & ~(US_OBJECT | US_ARRAY | US_NULL));
}

/* Whether an answer does without it: nobody but the server reads what is writeOnly. */
static bool is_excused(const object *o, const member *m)
{
    return o->mk->making->direction == US_RESPONSE &&
           us_goal_rule(&m->goal, US_ASKS_WRITE_ONLY, NULL);
}

/* What the variant chooser says of a member that can be there or not. */
static bool is_planned(us_maker *mk, bool plain, bool possible)
{
    if (us_plan_is_bare(mk))
        return false;
    return possible ? us_plan_presence(mk, plain) : plain;
}

static bool is_wanted(const object *o, const member *m)
{
    const us_rule *said = us_goal_rule(&m->goal, US_ASKS_PRESENT, NULL);
    bool full = us_make_is_full(o->mk) && is_container(&m->goal);
    bool possible = !full && !us_goal_recurs(&m->goal), plain = possible && (!said || said->count);

    if (o->mk->plan && is_planned(o->mk, plain, !full) != plain)
        return !plain;
    if (said) /* also by the random chooser, as long as that is valid */
        return possible && (us_make_fork(o->mk, US_FORK_RESORT, said, 2) == 0) == plain;
    return plain && us_make_fork(o->mk, US_FORK_PRESENT, NULL, 2) == 0;
}

static bool is_present(const object *o, member *m)
{
    size_t outside = us_make_enter(o->mk, m->name);
    bool wanted;

    ask_member(o, m->name, &m->goal);
    us_goal_allow(&m->goal, US_ANY_TYPE & ~m->others);
    if (m->required || m->goal.never)
        wanted = m->required;
    else if (o->mk->plan && is_excused(o, m))
        wanted = false;
    else
        wanted = is_wanted(o, m);
    if (wanted && is_excused(o, m)) /* who requires it may not see that */
        wanted = m->required && us_make_fork(o->mk, US_FORK_RESORT, NULL, 2) == 1;
    us_make_leave(o->mk, outside);
    return wanted;
}

/* ---- What members ask of others ---- */

static bool require(object *o, us_text name)
{
    member *m = add(o, name);
    bool news = !m->required;

    m->required = true;
    return news;
}

static bool obey_dependencies(object *o)
{
    bool news = false;

    for (const us_rule *rule = NULL;
         (rule = us_goal_rule(o->goal, US_ASKS_DEPENDENT_REQUIRED, rule));) {
        for (unsigned i = 0; i < rule->count; i++) {
            const us_dependency *d = &rule->dependency[i];
            const member *m = find(o, us_text_from(d->key));

            for (unsigned k = 0; m && m->present && k < d->names; k++)
                news |= require(o, us_text_from(d->name[k]));
        }
    }
    return news;
}

/* What a member brings with it is asked of the whole object. */
static bool obey_dependents(object *o)
{
    unsigned before = o->goal->shapes;

    for (const us_rule *rule = NULL;
         (rule = us_goal_rule(o->goal, US_ASKS_DEPENDENT_SCHEMAS, rule));) {
        for (unsigned i = 0; i < rule->count; i++) {
            const member *m = find(o, us_text_from(rule->property[i].name));

            if (m && m->present)
                (void)ask_property(o->mk, &rule->property[i], o->goal);
        }
    }
    return o->goal->shapes > before;
}

static unsigned count_present(const object *o)
{
    unsigned count = 0;

    for (unsigned i = 0; i < o->members; i++)
        count += o->member[i].present;
    return count;
}

/* Objects with the same members are taken for one kind. */
static uint64_t hash_names(const object *o)
{
    uint64_t hash = o->members;

    for (unsigned i = 0; i < o->members; i++)
        hash = us_hash_mix(hash ^ us_hash(o->member[i].name.bytes, o->member[i].name.length));
    return hash;
}

static void decide(object *o)
{
    bool news;

    add_names(o);
    if (o->mk->plan)
        us_plan_object(o->mk, hash_names(o));
    do {
        for (unsigned i = 0; i < o->members; i++)
            o->member[i].present = is_present(o, &o->member[i]);
        news = obey_dependencies(o);
        news |= obey_dependents(o);
        if (news)
            add_names(o);
    } while (news);
}

/* ---- As many as are asked for ---- */

/* The patterns take turns; where one has a single shortest name, the next is longer. */
static us_text name_of_pattern(const object *o, const us_rule *patterns, const us_sample_wish *wish)
{
    const us_property *one = &patterns->property[wish->variety % patterns->count];
    const us_pattern *pattern = o->mk->making->pattern[one->pattern];
    us_sample_wish longer = *wish;
    us_text name = us_pattern_sample(o->mk->arena, pattern, wish);

    if (!name.bytes || !find(o, name))
        return name;
    longer.least = name.length + wish->variety;
    return us_pattern_sample(o->mk->arena, pattern, &longer);
}

/* A name that no shape has: what `propertyNames` asks for, or a pattern, or a plain one. */
static us_text new_name(object *o, unsigned number)
{
    const us_rule *patterns = us_goal_rule(o->goal, US_ASKS_PATTERN_PROPERTIES, NULL);
    const us_rule *names = us_goal_rule(o->goal, US_ASKS_PROPERTY_NAMES, NULL);
    us_sample_wish wish = { .least = 1, .most = 200, .variety = number };
    us_text name = { NULL, 0 };

    if (names) {
        unsigned variety = o->mk->variety;
        us_goal goal;

        us_goal_begin(&goal, NULL);
        us_plan_pause(o->mk, true); /* the name of a member is no place */
        us_goal_add(o->mk, &goal, names->shape);
        us_plan_resume(o->mk, true);
        o->mk->variety = number;
        name = us_make_text(o->mk, &goal);
        o->mk->variety = variety;
    } else if (patterns) {
        name = name_of_pattern(o, patterns, &wish);
    }
    return name.bytes ? name : us_arena_print(o->mk->arena, "property%u", number + 1);
}

/* Whether an object without names gets one: a map does; any other object when it may not be empty. */
static bool wants_one(const object *o)
{
    bool is_map = us_goal_rule(o->goal, US_ASKS_ADDITIONAL_PROPERTIES, NULL) ||
                  us_goal_rule(o->goal, US_ASKS_PATTERN_PROPERTIES, NULL);

    if (o->members > 0 || us_make_is_full(o->mk))
        return false;
    return is_map || us_make_fork(o->mk, US_FORK_COUNT, NULL, 2) == 1;
}

/* Names beyond those that are written down: as many as are missing, and one in an object that is a map. */
static void add_others(object *o)
{
    unsigned least = us_goal_most(o->goal, US_ASKS_MIN_PROPERTIES, 0);
    bool wanted = wants_one(o);

    if (us_goal_least(o->goal, US_ASKS_MAX_PROPERTIES, 1) == 0)
        return;
    for (unsigned i = 0; i < 2 * least + wanted && (count_present(o) < least || wanted); i++) {
        us_text name = new_name(o, i);
        member *m = find(o, name) ? NULL : add(o, name);

        if (m) {
            m->required = count_present(o) < least;
            m->present = is_present(o, m);
        }
        wanted = false;
    }
}

static void drop_some(object *o)
{
    unsigned most = us_goal_least(o->goal, US_ASKS_MAX_PROPERTIES, (unsigned)-1);
    unsigned count = count_present(o);

    for (unsigned i = o->members; i-- > 0 && count > most;) {
        if (o->member[i].present && !o->member[i].required) {
            o->member[i].present = false;
            count--;
        }
    }
}

/* ---- The object ---- */

static const us_text unknown_member = { "unknown_member", 14 };

/* An object that says who is in it: what others would have to be like is not what is tried. */
static bool can_have_stranger(const object *o)
{
    const us_rule *others = us_goal_rule(o->goal, US_ASKS_ADDITIONAL_PROPERTIES, NULL);

    return us_goal_rule(o->goal, US_ASKS_PROPERTIES, NULL) && !find(o, unknown_member) &&
           (!others || !others->shape || us_shape_rule(others->shape, US_ASKS_NEVER)) &&
           !us_goal_rule(o->goal, US_ASKS_PATTERN_PROPERTIES, NULL);
}

static void write_stranger(const object *o, const char *between)
{
    if (!can_have_stranger(o) || !us_plan_has_stranger(o->mk))
        return;
    us_json_write_text(&o->mk->out, between, unknown_member);
    us_buf_add_string(&o->mk->out, ":\"unknown\"");
}

void us_make_object(us_maker *mk, us_goal *goal)
{
    object o = { .mk = mk, .goal = goal };
    const char *between = "";

    decide(&o);
    add_others(&o);
    drop_some(&o);
    us_buf_add_byte(&mk->out, '{');
    for (unsigned i = 0; i < o.members && !mk->stuck.bytes; i++) {
        size_t outside;

        if (!o.member[i].present)
            continue;
        outside = us_make_enter(mk, o.member[i].name);
        us_json_write_text(&mk->out, between, o.member[i].name);
        us_buf_add_byte(&mk->out, ':');
        us_make_value(mk, &o.member[i].goal);
        us_make_leave(mk, outside);
        between = ",";
    }
    if (mk->plan)
        write_stranger(&o, between);
    us_buf_add_byte(&mk->out, '}');
}
