/* In which rows of variants a target has room: a set of rows for each thing that two targets could hinder each other
 * by. */
#ifndef US_MAKE_ROOM_H
#define US_MAKE_ROOM_H

#include "runtime/make_plan.h"

/* Nothing is laid out in more rows than that. */
enum { US_ROWS_MOST = 600, US_ROW_WORDS = (US_ROWS_MOST + 63) / 64 };

typedef struct us_row_set {
    uint64_t word[US_ROW_WORDS];
} us_row_set;

typedef struct us_room us_room;

/* All rows are empty. The targets are those of the plan. */
us_room *us_room_new(us_plan *plan);

/* They are empty again. */
void us_room_clear(us_room *room);

/* The rows in which something hinders the target. */
us_row_set us_room_hindered(const us_room *room, const us_target *t);

/* It stands in the row now, for good. */
void us_room_take(us_room *room, const us_target *t, unsigned row);

static inline bool us_row_set_has(const us_row_set *set, unsigned row)
{
    return set->word[row / 64] >> row % 64 & 1;
}

#endif
