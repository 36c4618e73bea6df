/* Which member of a table has this name? Private to the runtime. */
#ifndef US_MEMBERS_H
#define US_MEMBERS_H

#include "runtime/verb.h"

/* A table of few members is walked; one of some is sorted into lists on the stack, when an object
 * turns out not to keep its order; a larger one gets a hash index that the run keeps. */
#define US_MEMBERS_FEW   6
#define US_MEMBERS_SOME  64
#define US_MEMBERS_LISTS 64

static inline bool us_member_is(const us_member *member, const us_json *child)
{
    return member->key.length == child->key_length &&
           same_bytes(member->key.bytes, child->node.string, child->key_length);
}

/* A search through a table of members, for one object after the other of its names. */
typedef struct us_members {
    const us_member *member;
    unsigned count;
    unsigned next;         /* where to look first: objects often keep the order of the schema */
    const unsigned *index; /* of a large table; otherwise NULL */
    bool listed;           /* the lists are made */
    unsigned char first[US_MEMBERS_LISTS]; /* of each list; numbers count from 1, 0 ends it */
    unsigned char after[US_MEMBERS_SOME];  /* the next in the list of each member */
} us_members;

/* The hash index of a large table, which the run makes once. */
const unsigned *us_members_index(us_check *ck, const us_member *member, unsigned count);

/* The number of the member that has the name of `child`, wherever it is, or `count`. */
unsigned us_members_search(us_members *members, const us_json *child);

/* Starts a search. */
static inline void us_members_begin(us_members *members, us_check *ck, const us_member *member,
                                    unsigned count)
{
    members->member = member;
    members->count = count;
    members->next = 0;
    members->listed = false;
    members->index = count > US_MEMBERS_SOME ? us_members_index(ck, member, count) : NULL;
}

/* The number of the member that has the name of `child`, or `count`. */
static inline unsigned us_members_find(us_members *members, const us_json *child)
{
    unsigned i = members->next;

    if (i >= members->count || !us_member_is(&members->member[i], child))
        i = us_members_search(members, child);
    if (i < members->count)
        members->next = i + 1;
    return i;
}

#endif
