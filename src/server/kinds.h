/* The kinds of items that a stream may have: the alternatives of the schema of an item. */
#ifndef US_KINDS_H
#define US_KINDS_H

#include "base/json.h"
#include "runtime/make.h"
#include "server/conversation.h"

/* Kinds within kinds. */
#define US_KINDS_DEPTH 4

typedef struct us_kind {
    us_settled settled[US_KINDS_DEPTH]; /* makes items of this kind */
    unsigned settlements;
    us_text json; /* the plainest */
    us_text tag;  /* what it is called; may be empty */
} us_kind;

typedef struct us_kinds {
    us_kind *
        kind; /* those of which an item can be made; as a conversation where the tags tell of one */
    unsigned count;
    us_conversation order; /* of these; without events: nothing is known of it */
    bool thread;           /* the items tell of one thing … */
    unsigned end;          /* … and the last of these kinds tells how that ends */
} us_kinds;

/* Made in the arena. `name` is the member that says of which kind an item is; empty: one that usually does. */
us_kinds us_kinds_of(us_arena *arena, const us_making *making, us_text name);

/* What an item, or an event, says that it is; may be empty. */
us_text us_kind_tag(const us_json *item, us_text name);

#endif
