/* What the files share that make variants: make_plan.c, make_rows.c, make_room.c, make_mix.c and make_variant.c; nobody
 * else includes this. */
#ifndef US_MAKE_PLAN_H
#define US_MAKE_PLAN_H

#include "runtime/make_inside.h"

/* One way of one place that variants are to show. A place is a member of a kind of object, or the items of an
 * array that is one: wherever in the body it occurs, it is the same place, so that what two objects of one schema
 * have in common is one thing to show, and shown in both. */
typedef struct us_target us_target;
struct us_target {
    unsigned number;        /* in the plan's list */
    uint64_t place, object; /* the latter: of which it is a member */
    uint64_t word;          /* of `what`, and the salt */
    uint64_t value;         /* of way.value, and the salt */
    bool shown;             /* what is plain is like that */
    bool shared;            /* other items of the array may be like others of these ways */
    us_text what;           /* "items[].price is null" */
    us_text path;           /* JSON pointer to the first place where it was met */
    us_way way;
    us_target **above; /* those that have to be there for the place to be, outermost first */
    unsigned aboves;
    us_target *next; /* in the bucket */
};

/* What has been asked about a place already. */
typedef struct us_plan_question {
    uint64_t place, question;
    struct us_plan_question *next; /* in the bucket */
} us_plan_question;

/* … and the ways that were found for a question, wherever it was asked. */
typedef struct us_plan_answer {
    uint64_t question;
    us_ways ways;
    struct us_plan_answer *next; /* in the bucket */
} us_plan_answer;

/* Where one is: a place below a place. */
typedef struct us_plan_level {
    us_text name;
    bool item;
    uint64_t place;
    uint64_t inside; /* what places below it are told apart by */
    bool again;      /* an object of a kind that was there before */
} us_plan_level;

/* How much of a body is gone through: where all is too much, an object of a kind that was there before is without
 * what optional objects and arrays it has, and if need be all is that is deep inside. */
typedef struct us_plan_extent {
    bool once;
    unsigned deep;
} us_plan_extent;

enum {
    US_PLAN_KINDS = 1024,
    US_PLAN_BUCKETS = 1024,
    US_PLAN_PICKED = 32,
    US_PLAN_LEVELS = 2 * US_MAKE_DEEPEST + 8
};

typedef struct us_plan {
    us_arena *arena; /* of the targets */
    us_target **target;
    unsigned targets, room, most; /* more than the most are not taken */
    us_target *bucket[US_PLAN_BUCKETS];
    us_plan_question *question[US_PLAN_BUCKETS];
    us_plan_answer *answer[US_PLAN_BUCKETS];
    us_target *bare, *stranger; /* those of the whole body; NULL: there is no place for them */
    us_plan_extent extent;
    bool listening; /* new places are noted */

    /* Of one instance: */
    us_target **pick; /* the ways to take */
    unsigned picks;
    uint64_t picked[US_PLAN_PICKED]; /* a bit for each of their places, by its hash */
    bool *taken;                     /* of each, whether a place was come to */
    us_text *where;                  /* … and one where it was, as long as the maker's arena */
    unsigned paused;                 /* > 0: all is plain */
    us_plan_level level[US_PLAN_LEVELS];
    unsigned levels;
    uint64_t kind[US_PLAN_KINDS]; /* of objects that were there; 0: none */
} us_plan;

/* Makes it ready for another instance with these ways. */
void us_plan_begin(us_plan *plan, us_arena *scratch, us_target **pick, unsigned picks);

/* Whether the pointer leads to the place, or to what it is in. */
bool us_plan_is_above(us_text path, us_text place);

/* Whether all of the ways were taken. */
bool us_plan_is_kept(const us_plan *plan);

/* ---- make_rows.c ---- */

/* What a variant shows together. */
typedef struct us_plan_row {
    us_target **target;
    unsigned targets, room;
} us_plan_row;

typedef struct us_plan_rows {
    us_plan_row *row;
    unsigned count;
    bool more; /* not all has a row */
} us_plan_rows;

/* Those that have to be there for the target, and at last itself. */
static inline const us_target *us_target_needed(const us_target *t, unsigned index)
{
    return index < t->aboves ? t->above[index] : t;
}

void us_plan_row_add(us_plan *plan, us_plan_row *r, us_target *t);

/* The targets in rows of one each where `wanted` rows are enough, and otherwise evenly in as many as it takes. */
us_plan_rows us_plan_lay_out(us_plan *plan, const us_plan_row *targets, unsigned wanted);

/* ---- make_mix.c ---- */

/* Rows with as much as there can be: of any two members that have no members of their own both are absent in one of
 * them (or in one where all is absent), both are otherwise special in one, and the one is absent while the other is
 * special. A row need not be possible as a whole. */
us_plan_rows us_plan_mix(us_plan *plan);

#endif
