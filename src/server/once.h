/* Which schemas were come to already, for who goes through the answers of a whole document: many have the same. */
#ifndef US_ONCE_H
#define US_ONCE_H

#include "base/arena.h"
#include "runtime/understudy.h"

/* Zero-initialise to start. What it holds is in the arena, which stays as long. */
typedef struct us_once {
    const us_media **known; /* one of each schema; an open table */
    unsigned count, room;
} us_once;

/* Whether no media type with this schema, written as JSON or in another way like this one, was here before. What has no
 * schema is always new. */
bool us_once_is_new(us_once *once, us_arena *arena, const us_media *media);

#endif
