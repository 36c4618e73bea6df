/* What the files that make instances share; nobody else includes this.
 *
 *   make.c         tries until the checker agrees       make_value.c   where a value comes from, and its type
 *   make_goal.c    all that is asked of one value       make_object.c, make_array.c
 *   make_apart.c   what it is not to match               make_number.c, make_string.c, make_format.c
 *   make_content.c what a string holds
 *   make_fork.c    forks, and which way to take
 *   make_random.c  the random chooser            make_plan.c    the variant chooser: which places there are
 *   make_way.c     … and what they can be like   make_rows.c    … and what is shown together
 *   make_room.c    … who hinders whom            make_mix.c     … and what two do together
 *   make_variant.c the list of variants */
#ifndef US_MAKE_INSIDE_H
#define US_MAKE_INSIDE_H

#include "base/buf.h"
#include "runtime/check.h"
#include "runtime/make.h"

/* ---- make_fork.c ---- */

/* What is decided at a fork. */
enum us_fork_kind {
    US_FORK_BRANCH, /* which schema of a oneOf, anyOf or discriminator; whether `if` holds */
    US_FORK_SOURCE, /* which example, default or constant, or none of them */
    US_FORK_TYPE,
    US_FORK_SPELLING, /* which of several texts or numbers */
    US_FORK_COUNT,    /* of items */
    US_FORK_PRESENT,  /* whether a member is there */
    US_FORK_RESORT,   /* whether what no answer should need is done, when all else has failed */
    US_FORK_WORD      /* which word, where nothing asks for one: the first until it is refused */
};

typedef struct us_fork {
    enum us_fork_kind kind;
    us_text path;     /* JSON pointer to the value that it is about */
    const void *rule; /* tells forks of one kind and path apart; may be NULL */
    unsigned options;
    unsigned step;  /* how many options were given up */
    bool exhausted; /* all were */
} us_fork;

/* One instance on its way. */
typedef struct us_maker {
    us_arena *arena;
    const us_making *making;
    const uint64_t *seed; /* of the random chooser; NULL: the plainest is made */
    struct us_plan *plan; /* of the variant chooser; the same */
    us_buf out;           /* its text */
    us_buf path;          /* JSON pointer to the value that is being made */
    us_fork *fork;        /* those met so far, in the order met */
    unsigned forks, fork_room;
    us_fork *wish; /* those where another way is taken than the first */
    unsigned wishes, wish_room;
    unsigned variety; /* of an item that must differ from others: its number; else 0 */
    unsigned depth;
    unsigned made; /* values so far */
    bool holds;    /* some string has content that the schema says something of … */
    bool careless; /* … which nothing valid was found with, so it is not minded */
    us_text stuck; /* where there is no way on; bytes NULL: nowhere so far */
} us_maker;

/* ---- make.c ---- */

/* A maker of plain instances; give it a seed or a plan for others. */
void us_make_begin(us_maker *mk, us_arena *arena, const us_making *making);

/* Proposes until the checker agrees, as often as `attempts` says; the plainest first. A text whose bytes are NULL
 * when it did not agree; *why then says what was in the way. */
us_text us_make_try(us_maker *mk, unsigned attempts, us_text *why);

/* One instance, which may be anything when mk->stuck is set. */
us_text us_make_propose(us_maker *mk);

/* True: it is valid. Otherwise *pointer leads to what is wrong, and *why says it. */
bool us_make_is_valid(const us_maker *mk, us_text text, us_text *pointer, us_text *why);

/* ---- make_fork.c, again ---- */

/* Which of the options to take. */
unsigned us_make_fork(us_maker *mk, enum us_fork_kind kind, const void *rule, unsigned options);

/* Takes another way at the fork that has most to do with a violation at `pointer`; false when all ways
 * were taken. */
bool us_make_turn(us_maker *mk, us_text pointer);

/* Every way may be taken again. */
void us_make_refresh(us_maker *mk);

/* Goes to a member or item, and back to the length that it returned. */
size_t us_make_enter(us_maker *mk, us_text name);
size_t us_make_enter_item(us_maker *mk, unsigned index);
void us_make_leave(us_maker *mk, size_t length);

/* Notes that there is no way on for the value that is being made. */
void us_make_stop(us_maker *mk);

/* ---- make_plan.c: only where there is a plan ---- */

/* What a value or member may be like other than plain. */
typedef struct us_way {
    us_text what;  /* "is null" */
    us_text value; /* to be written; bytes NULL: who asks knows what to do */
    bool opens;    /* there may be places below it which the plain value has not */
    bool hides;    /* what is below the plain value is not there */
    bool gone;     /* the member is absent: one at a time of an object */
    bool strange;  /* the contract does not have it */
    bool listed;   /* one of several values that are written down */
} us_way;

typedef struct us_ways {
    us_arena *arena;
    us_way *way;
    unsigned count, room;
} us_ways;

us_way *us_ways_add(us_ways *ways, us_text what);

/* Whether it is worth asking: the plan has a way to take here, or has not heard the question yet. The ways are the
 * same whenever place and question are. */
bool us_plan_minds(us_maker *mk, uint64_t question);

/* The ways that the finder finds for the goal, which stay as long as the plan: they are looked for once. */
struct us_goal;
typedef us_ways us_ways_finder(us_maker *mk, const struct us_goal *goal);
const us_ways *us_plan_ways(us_maker *mk, uint64_t question, us_ways_finder *finder,
                            const struct us_goal *goal);

/* The way that the plan takes for the value that is being made, or NULL: it is to be plain. `salt` tells apart what
 * is asked about one value with the same words. */
const us_way *us_plan_way(us_maker *mk, const us_ways *ways, uint64_t salt);

/* How many items the plan has values for in the array that is being made. */
unsigned us_plan_items(us_maker *mk);

/* Without a way to take, the place became like the way with that value: no variant is needed for it. */
void us_plan_show(us_maker *mk, uint64_t salt, us_text value);

/* Whether the plan leaves out all that can be. Call it where something can. */
bool us_plan_is_bare(us_maker *mk);

/* Whether objects get a member that nobody knows. Call it where one can. */
bool us_plan_has_stranger(us_maker *mk);

/* Goes to the root of another instance. */
void us_plan_start(us_maker *mk);

/* Follow the way to a value: us_make_enter and its kin call these. */
void us_plan_enter(us_maker *mk, us_text name, bool item);
void us_plan_leave(us_maker *mk);

/* The value that is being made is an object whose members are called so. */
void us_plan_object(us_maker *mk, uint64_t names);

/* As us_make_is_full. */
bool us_plan_is_full(const us_maker *mk);

/* Inside of what contains itself, and of what is no place, all is plain. */
void us_plan_pause(us_maker *mk, bool pause);
void us_plan_resume(us_maker *mk, bool pause);

/* ---- make_goal.c ---- */

/* A list of shapes that a value is not to match. */
typedef struct us_apart {
    const us_rule *shape;
    const struct us_apart *next;
} us_apart;

/* All that is asked of one value: the shapes that it must be of together, references followed and branches
 * chosen. */
typedef struct us_goal {
    const us_rule **shape;
    unsigned shapes, room;
    unsigned types; /* that all of them allow; US_ANY_TYPE: none says anything */
    uint64_t asks;  /* what any of them asks, a bit for each us_asks */
    bool never;     /* one of them is false */
    us_text pin;    /* the value itself, as a discriminator wants it; bytes NULL: nothing does */
    us_text tag_name, tag;        /* … and what one wants of a member of this value */
    const us_apart *apart;        /* what it is not to match as well; NULL: no care is taken */
    const struct us_goal *around; /* that of the object or array that the value is in */
} us_goal;

enum { US_ANY_TYPE = 127 };

/* `around` is the goal of the object or array that the value is in; NULL: it is in none. */
void us_goal_begin(us_goal *goal, const us_goal *around);
void us_goal_add(us_maker *mk, us_goal *goal, const us_rule *shape);
void us_goal_allow(us_goal *goal, unsigned types);

/* Goes on with the rules of that kind: the next one after `rule` (NULL: the first), or NULL. */
const us_rule *us_goal_rule(const us_goal *goal, enum us_asks asks, const us_rule *rule);

/* The largest and the smallest count that rules of that kind name; `otherwise` when there is none. */
unsigned us_goal_most(const us_goal *goal, enum us_asks asks, unsigned otherwise);
unsigned us_goal_least(const us_goal *goal, enum us_asks asks, unsigned otherwise);

/* Which option of a oneOf, anyOf, `if` or of tags to take: one that could be of a type that the goal allows, as long as
 * there is any. `shape` is the one that has the rule. */
unsigned us_make_branch(us_maker *mk, const us_goal *goal, const us_rule *shape,
                        const us_rule *rule, unsigned options);

/* Whether the first of the shapes is also asked of a value around: the schema contains itself. (The others may
 * be what many schemas have in common.) */
bool us_goal_recurs(const us_goal *goal);

/* The rule of that kind in one shape, or NULL. */
const us_rule *us_shape_rule(const us_rule *shape, enum us_asks asks);

/* ---- make_apart.c ---- */

/* The list with one more; with none for NULL, which matches anything. */
const us_apart *us_apart_add(us_maker *mk, const us_apart *list, const us_rule *shape);

/* What the shapes of the list ask of a member, and of the items: what those are not to match. */
const us_apart *us_apart_member(us_maker *mk, const us_apart *list, us_text name);
const us_apart *us_apart_item(us_maker *mk, const us_apart *list);

/* ---- make_value.c and the types ---- */

/* How deep optional objects and arrays go, and how many values there are before they are left out. */
enum { US_MAKE_DEEP = 6, US_MAKE_MANY = 600, US_MAKE_DEEPEST = 100 };

/* The same of a variant: what is special in one place is not to push out what is in another. */
enum { US_PLAN_VALUES = 6000 };

/* Each writes a value to mk->out. */
void us_make_value(us_maker *mk, us_goal *goal);
void us_make_unplanned(us_maker *mk,
                       us_goal *goal); /* the same, whatever the plan says of the value itself */
void us_make_object(us_maker *mk, us_goal *goal);
void us_make_array(us_maker *mk, us_goal *goal);
void us_make_number(us_maker *mk, const us_goal *goal, bool integer);
void us_make_string(us_maker *mk, const us_goal *goal);

/* Type number `index` of those that the goal allows, in the order in which they are taken; 0 behind the last. */
unsigned us_goal_type(const us_goal *goal, unsigned index);

/* The types that the value is of. */
unsigned us_value_types(const us_value *value);

/* Whether an enum or a const lists the values. */
bool us_goal_is_closed(const us_goal *goal);

/* Those that they list, of the types that the goal allows; in the maker's arena. */
const us_value **us_goal_constants(const us_maker *mk, const us_goal *goal, unsigned *count);

/* What the scalars can be like within their bounds. */
void us_number_ways(us_maker *mk, const us_goal *goal, bool integer, us_ways *ways);
void us_string_ways(us_maker *mk, const us_goal *goal, us_ways *ways);

/* A string that fulfils the goal, without quotes. */
us_text us_make_text(us_maker *mk, const us_goal *goal);

/* ---- make_content.c ---- */

/* Whether a string is to hold JSON. */
bool us_goal_holds_json(const us_maker *mk, const us_goal *goal);

/* A string that holds such JSON, in the encoding that is asked for. */
us_text us_make_held(us_maker *mk, const us_goal *goal);

/* The text in the encoding that is asked for; bytes NULL: none is. */
us_text us_make_encoded(us_maker *mk, const us_goal *goal, us_text text);

/* Whether there is no room left for what can be left out. */
bool us_make_is_full(const us_maker *mk);

/* ---- make_random.c: only where there is a seed ---- */

/* A number for the value that is being made, another one for each salt. */
uint64_t us_make_draw(const us_maker *mk, unsigned salt);

/* Whether the member is called an index: then that of the item that it is in; outside of lists 0. */
bool us_make_place(const us_maker *mk, unsigned *place);

/* A text that the value may well be, by the name of its member. */
us_text us_make_likely(us_maker *mk, const us_rule *like);

/* As us_make_sample. */
us_text us_make_random_sample(us_maker *mk, const char *format);

/* ---- make_way.c: the same ---- */

/* Writes a value as the plan wants it. */
void us_make_planned(us_maker *mk, us_goal *goal);

/* Which of the alternatives to take. */
unsigned us_plan_branch(us_maker *mk, const us_goal *goal, const us_rule *shape,
                        const us_rule *rule);

/* How many items it wants; `plain` unless a special number. */
unsigned us_plan_count(us_maker *mk, unsigned least, unsigned plain, unsigned most);

/* Whether the member that is entered is there. */
bool us_plan_presence(us_maker *mk, bool plain);

/* ---- make_format.c ---- */

/* One that is valid, but that not everybody expects; bytes NULL: there is none. */
us_text us_make_odd_sample(const char *format);

/* One as short as they can be; bytes NULL: no shorter than sample 0. */
us_text us_make_short_sample(const char *format);

/* One of at least that many bytes, and if possible not more than the most, where the format has texts of any length;
 * bytes NULL: it has not. */
us_text us_make_long_sample(us_arena *arena, const char *format, size_t least, size_t most);

/* Sample number `index` of the format, 0 the plainest; bytes NULL: the format is not known. There may be fewer
 * that differ than the index says. */
us_text us_make_sample(us_arena *arena, const char *format, unsigned index);

#endif
