/* What values can be like, for the variant chooser: the members of an enum, the types, the branches, the counts;
 * numbers and strings know their own bounds. In the words in which a person is told. */
#include "base/ascii.h"
#include "runtime/make_inside.h"
#include "runtime/show.h"

#include "base/hash.h"
#include "base/utf8.h"

static us_ways begin(const us_maker *mk)
{
    return (us_ways){ .arena = mk->arena };
}

static us_text json_string(const us_maker *mk, us_text text)
{
    us_buf out = us_buf_new(mk->arena, text.length + 16);

    us_json_write_string(&out, text);
    return us_buf_text(&out);
}

/* ---- Constants ---- */

/* How much of a value is shown. */
enum { SHOWN = 60 };

/* What could not be seen as it is, is shown as JSON spells it. */
static bool is_plain(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7F)
            return false;
    return us_text_trim(text).length == text.length && text.length > 0;
}

static us_text equals(const us_maker *mk, us_text value)
{
    us_text shown = us_utf8_cut(value, SHOWN);

    if (!is_plain(value))
        return us_arena_print(mk->arena, "= %s", us_show_text(mk->arena, value, SHOWN).bytes);
    return us_arena_print(mk->arena, "= %.*s%s", (int)shown.length, shown.bytes,
                          shown.length < value.length ? "\xE2\x80\xA6" : "");
}

static void add_constant(const us_maker *mk, us_ways *ways, const us_value *value)
{
    us_text text = us_text_from(value->text);
    us_way *way = us_ways_add(ways, equals(mk, text));

    way->value = value->is_string ? json_string(mk, text) : text;
    way->listed = true;
}

/* A text or number that none of the constants is, of the kind that the first one is of; an enum of anything else is
 * not extended in practice. */
static us_text strange_value(const us_maker *mk, const us_value *first, us_text *shown)
{
    us_text text = us_text_from(first->text);

    *shown = US_TEXT("unknown-value");
    if (first->is_string && text.length > 0 && us_is_upper(text.bytes[0]))
        *shown = US_TEXT("UNKNOWN_VALUE");
    if (first->is_string)
        return json_string(mk, *shown);
    *shown = US_TEXT("987654321");
    return text.length > 0 && (text.bytes[0] == '-' || us_is_digit(text.bytes[0]))
               ? *shown
               : (us_text){ NULL, 0 };
}

static void add_strange(const us_maker *mk, us_ways *ways, const us_value *first)
{
    us_text shown, value = strange_value(mk, first, &shown);
    us_way *way;

    if (!value.bytes)
        return;
    way = us_ways_add(
        ways, us_arena_print(mk->arena, "= %s, which the contract does not list", shown.bytes));
    way->value = value;
    way->strange = true;
}

static us_ways constants(us_maker *mk, const us_goal *goal)
{
    us_ways ways = begin(mk);
    unsigned count;
    const us_value **value = us_goal_constants(mk, goal, &count);

    for (unsigned i = 0; i < count; i++)
        add_constant(mk, &ways, value[i]);
    if (count > 0)
        add_strange(mk, &ways, value[0]);
    return ways;
}

static us_ways tags(us_maker *mk, const us_goal *goal)
{
    us_ways ways = begin(mk);
    const us_value tag = { .text = { goal->pin.bytes, (unsigned)goal->pin.length },
                           .is_string = true };

    add_strange(mk, &ways, &tag);
    return ways;
}

/* ---- Types ---- */

static const char *type_name(unsigned types)
{
    switch (types & ~(unsigned)(types & US_NUMBER ? US_INTEGER : 0)) {
    case US_NULL:
        return "null";
    case US_BOOLEAN:
        return "a boolean";
    case US_INTEGER:
        return "an integer";
    case US_NUMBER:
        return "a number";
    case US_STRING:
        return "a string";
    case US_ARRAY:
        return "an array";
    case US_OBJECT:
        return "an object";
    default:
        return NULL;
    }
}

static us_way *add_type(us_ways *ways, unsigned type)
{
    us_way *way = us_ways_add(ways, us_arena_print(ways->arena, "is %s", type_name(type)));

    way->hides = true;
    way->opens = type != US_NULL;
    return way;
}

/* Narrows the goal to the type that is wanted; of what may be anything nothing is. */
static void choose_type(us_maker *mk, us_goal *goal)
{
    us_ways ways = begin(mk);
    const us_way *way;
    unsigned options = 0;

    if (goal->types == US_ANY_TYPE)
        return;
    while (us_goal_type(goal, options))
        options++;
    for (unsigned i = 1; i < options; i++)
        add_type(&ways, us_goal_type(goal, i));
    way = us_plan_way(mk, &ways, US_ASKS_TYPE);
    us_goal_allow(goal, way ? us_goal_type(goal, (unsigned)(way - ways.way) + 1)
                            : us_goal_type(goal, us_make_fork(mk, US_FORK_TYPE, NULL, options)));
}

/* ---- Values ---- */

static void add_booleans(us_ways *ways)
{
    us_ways_add(ways, US_TEXT("is false"))->value = US_TEXT("false");
    us_ways_add(ways, US_TEXT("is true"))->value = US_TEXT("true");
}

static us_ways scalars(us_maker *mk, const us_goal *goal)
{
    us_ways ways = begin(mk);

    switch (us_goal_type(goal, 0)) {
    case US_NULL:
        us_ways_add(&ways, US_TEXT("is null"))->value = US_TEXT("null");
        break;
    case US_BOOLEAN:
        add_booleans(&ways);
        break;
    case US_NUMBER:
    case US_INTEGER:
        us_number_ways(mk, goal, us_goal_type(goal, 0) == US_INTEGER, &ways);
        break;
    case US_STRING:
        us_string_ways(mk, goal, &ways);
        break;
    default:
        break;
    }
    return ways;
}

/* The shapes decide what a value can be like. */
static uint64_t question_of(const us_goal *goal)
{
    uint64_t hash = us_hash_mix(goal->types); /* unlike an address in all its bits */

    for (unsigned i = 0; i < goal->shapes; i++)
        hash = us_hash_mix(hash ^ (uintptr_t)goal->shape[i]);
    return hash ^ us_hash(goal->pin.bytes ? goal->pin.bytes : "", goal->pin.length);
}

static const us_ways *ways_of(us_maker *mk, const us_goal *goal, bool closed)
{
    static const us_ways none;
    uint64_t question = question_of(goal);

    if (!us_plan_minds(mk, question))
        return &none;
    return us_plan_ways(mk, question, goal->pin.bytes ? tags : closed ? constants : scalars, goal);
}

void us_make_planned(us_maker *mk, us_goal *goal)
{
    bool closed = us_goal_is_closed(goal);
    size_t start = mk->out.length;
    const us_ways *ways;
    const us_way *way;

    if (!goal->pin.bytes && !closed)
        choose_type(mk, goal);
    ways = ways_of(mk, goal, closed);
    way = us_plan_way(mk, ways, 0);
    if (way) {
        us_buf_add(&mk->out, way->value);
        return;
    }
    us_make_unplanned(mk, goal);
    if (ways->count > 0)
        us_plan_show(mk, 0, us_text_slice(us_buf_text(&mk->out), start, mk->out.length));
}

/* ---- Branches ---- */

/* What a branch is like, as far as it says so in a table of its own. */
static const us_rule *names_of(const us_rule *shape)
{
    for (unsigned i = 0; shape && i < 8; i++) {
        const us_rule *names = us_shape_rule(shape, US_ASKS_PROPERTIES);
        const us_rule *ref = us_shape_rule(shape, US_ASKS_REF);

        if (names)
            return names;
        shape = ref ? ref->shape : NULL;
    }
    return NULL;
}

static void write_names(us_buf *out, const us_rule *names)
{
    for (unsigned i = 0; names && i < names->count && i < 3; i++) {
        us_buf_add_string(out, i == 0 ? ", with " : ", ");
        us_buf_add(out, us_text_from(names->property[i].name));
    }
}

static unsigned types_of(const us_rule *branch)
{
    return branch ? us_shape_types(branch) : US_ANY_TYPE;
}

static bool is_only_of_its_type(const us_rule *rule, unsigned index)
{
    for (unsigned i = 0; i < rule->count; i++)
        if (i != index && (types_of(rule->branch[i]) & types_of(rule->branch[index])))
            return false;
    return type_name(types_of(rule->branch[index])) != NULL;
}

static us_text tag_of(const us_rule *shape, const us_rule *tag)
{
    for (unsigned i = 0; tag && i < tag->count; i++)
        if (tag->property[i].shape == shape)
            return us_text_from(tag->property[i].name);
    return (us_text){ NULL, 0 };
}

static us_text branch_words(const us_maker *mk, const us_rule *rule, unsigned index,
                            const us_rule *tag)
{
    us_buf out = us_buf_new(mk->arena, 64);
    us_text name = tag_of(rule->branch[index], tag);

    if (name.bytes) {
        us_buf_add_string(&out, "is tagged ");
        us_buf_add(&out, name);
    } else if (is_only_of_its_type(rule, index)) {
        us_buf_print(&out, "is %s", type_name(types_of(rule->branch[index])));
    } else {
        us_buf_print(&out, "is alternative %u of %u", index + 1, rule->count);
        write_names(&out, rule->branch[index] ? names_of(rule->branch[index]) : NULL);
    }
    return us_buf_text(&out);
}

/* Of rules that are asked about one value: by what their branches are. */
static uint64_t signature(const us_rule *rule)
{
    uint64_t hash = rule->asks;

    for (unsigned i = 0; i < rule->count; i++)
        hash = us_hash_mix(hash + types_of(rule->branch[i]));
    return hash;
}

/* The plain one is any that has a valid instance. */
static unsigned choose(us_maker *mk, const us_goal *goal, const us_rule *shape, us_ways *ways,
                       const us_rule *rule, uint64_t salt)
{
    const us_way *way;
    unsigned plain;

    for (unsigned i = 0; i < ways->count; i++) {
        ways->way[i].opens = ways->way[i].hides = true;
        ways->way[i].value = us_arena_print(mk->arena, "%u", i);
    }
    way = us_plan_way(mk, ways, salt);
    if (way)
        return (unsigned)(way - ways->way);
    plain = us_make_branch(mk, goal, shape, rule, ways->count);
    us_plan_show(mk, salt, ways->way[plain].value);
    return plain;
}

static void add_tags(us_ways *ways, const us_rule *rule)
{
    for (unsigned i = 0; i < rule->count; i++)
        us_ways_add(ways, us_arena_print(ways->arena, "is tagged %.*s",
                                         (int)rule->property[i].name.length,
                                         rule->property[i].name.bytes));
}

unsigned us_plan_branch(us_maker *mk, const us_goal *goal, const us_rule *shape,
                        const us_rule *rule)
{
    const us_rule *tag = us_shape_rule(shape, US_ASKS_TAGS);
    us_ways ways = begin(mk);

    if (rule->asks == US_ASKS_IF) {
        us_ways_add(&ways, US_TEXT("is as `if` has it"));
        us_ways_add(&ways, US_TEXT("is not as `if` has it"));
        return choose(mk, goal, shape, &ways, rule, US_ASKS_IF);
    }
    if (rule->asks == US_ASKS_TAGS) {
        add_tags(&ways, rule);
        return choose(mk, goal, shape, &ways, rule, US_ASKS_TAGS);
    }
    for (unsigned i = 0; i < rule->count; i++)
        us_ways_add(&ways, branch_words(mk, rule, i, tag));
    return choose(mk, goal, shape, &ways, rule, signature(rule));
}

/* ---- Counts and presence ---- */

/* What a full array is where nothing bounds it, and what it is at most. */
enum { FULL = 3, FULL_MOST = 100 };

static void add_count(us_ways *ways, unsigned count, unsigned plain, const char *note)
{
    us_text what = count == 0   ? US_TEXT("is empty")
                   : count == 1 ? US_TEXT("has 1 item")
                                : us_arena_print(ways->arena, "has %u items%s", count, note);
    us_way *way;

    if (count == plain)
        return;
    way = us_ways_add(ways, what);
    way->opens = plain == 0;
    way->hides = count == 0;
    us_buf number = us_buf_new(ways->arena, 16);
    us_buf_print(&number, "%u", count);
    way->value = us_buf_text(&number);
}

static unsigned number_of(us_text digits)
{
    unsigned number = 0;

    for (size_t i = 0; i < digits.length; i++)
        number = number * 10 + (unsigned)(digits.bytes[i] - '0');
    return number;
}

unsigned us_plan_count(us_maker *mk, unsigned least, unsigned plain, unsigned most)
{
    us_ways ways = begin(mk);
    unsigned full = most <= FULL_MOST ? most : (least > FULL ? least : FULL);
    const us_way *way;

    if (!us_plan_minds(mk, us_hash_mix(us_hash_mix(least + 1) + plain) + most))
        return plain;
    add_count(&ways, least, plain, ", the fewest");
    if (least < 1 && most >= 1)
        add_count(&ways, 1, plain, "");
    if (full > 1 && full > least)
        add_count(&ways, full, plain, full == most ? ", the most" : "");
    way = us_plan_way(mk, &ways, US_ASKS_MIN_ITEMS);
    return way ? number_of(way->value) : plain;
}

bool us_plan_presence(us_maker *mk, bool plain)
{
    us_ways ways = begin(mk);
    us_way *way;

    if (!us_plan_minds(mk, plain))
        return plain;
    way = us_ways_add(&ways, plain ? US_TEXT("is absent") : US_TEXT("is there"));
    way->gone = way->hides = plain;
    way->opens = !plain;
    return us_plan_way(mk, &ways, 0) ? !plain : plain;
}
