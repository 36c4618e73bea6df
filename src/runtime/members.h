/* Which member of a table has this name? Private to the runtime.
 *
 * Clients mostly write members in the order of the documentation, so the member after the last one
 * found is asked first. Otherwise a table of a few members is searched from its start, and a larger one
 * by the slots that the compiler made for it. Half of the slots are empty and the names in the others
 * come from the schema, so no client can make them collide. */
#ifndef US_MEMBERS_H
#define US_MEMBERS_H

#include "runtime/verb.h"

static inline bool us_member_is(const us_member *member, const us_json *child)
{
    return member->key.length == child->key_length &&
           same_bytes(member->key.bytes, child->node.string, child->key_length);
}

/* The number of the member that has the name of `child`, wherever it is, or the table's count. */
unsigned us_members_search(const us_members *members, const us_json *child);

/* The same, when it is most likely the member with the number `expected` (which need not exist). */
static inline unsigned us_members_find(const us_members *members, unsigned expected,
                                       const us_json *child)
{
    if (expected < members->count && us_member_is(&members->member[expected], child))
        return expected;
    return us_members_search(members, child);
}

#endif
