/* Which member of a table has this name? Private to the runtime. */
#ifndef US_MEMBERS_H
#define US_MEMBERS_H

#include "runtime/check.h"

/* A search through a table of members, for one object after the other of its names. */
typedef struct us_members {
    const us_member *member;
    unsigned count;
    unsigned next;         /* where to look first: objects often keep the order of the schema */
    const unsigned *index; /* of a large table, its hash index; otherwise NULL */
} us_members;

/* Starts a search for the members of `object`. */
us_members us_members_begin(us_check *ck, const us_json *object, const us_member *member,
                            unsigned count);

/* The number of the member that has the name of `child`, or `count`. */
unsigned us_members_find(us_members *members, const us_json *child);

#endif
