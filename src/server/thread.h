/* Made items that tell of one thing, piece by piece: what a client that puts them together relies on, and no keyword
 * says. Members are known by their names, and what the checker of an item refuses is not done.
 *
 *   - what counts the items (sequence_number) does so
 *   - what is known at the end (finish_reason, usage) is null until then, or absent; done is false until then
 *   - whoever answers has the role `assistant`, where there is one
 *   - a text that is to be read as JSON (arguments, partial_json) is an object; in pieces the first is all of it */
#ifndef US_THREAD_H
#define US_THREAD_H

#include "base/json.h"
#include "runtime/make.h"

typedef struct us_thread_place {
    unsigned number; /* of the item in its stream, from 0 on */
    bool first;      /* of its kind … */
    bool last;       /* … and the one that tells the end */
} us_thread_place;

/* Whether an item has a member that is only known at the end: then its stream tells of one thing. */
bool us_thread_ends(const us_json *item);

/* The item, valid by the making's checker, as it has to be in that place. `item` is changed, and is the arena's. */
us_json *us_thread_fit(us_arena *arena, const us_making *making, us_json *item,
                       us_thread_place place);

#endif
