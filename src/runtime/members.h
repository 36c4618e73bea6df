/* Which member of a table has this name? Private to the runtime.
 *
 * A table of a few members is searched from its start, a larger one by the slots that the compiler made
 * for it. Half of the slots are empty and the names in the others come from the schema, so no client can
 * make them collide. */
#ifndef US_MEMBERS_H
#define US_MEMBERS_H

#include "runtime/verb.h"

/* The table of a walk that has none. */
extern const us_members us_no_members;

/* What us_object does about a member that a closed table does not name, and when required ones are missing. */
void us_object_stranger(us_check *ck, const us_json *object, const us_json *child,
                        const us_members *members);
void us_object_missing(us_check *ck, const us_json *object, const us_members *members);

static inline bool us_member_is(const us_member *member, const us_json *child)
{
    return member->key.length == child->key_length &&
           us_same_bytes(member->key.bytes, child->node.string, child->key_length);
}

/* The number of the member that has the name of `child`, or the table's count. */
static inline unsigned us_members_find_in_slots(const us_members *members, const us_json *child)
{
    unsigned mask = members->slots - 1;
    const unsigned *slot = members->slot;

    for (unsigned at = child->key_hash & mask; slot[at]; at = (at + 1) & mask)
        if (us_member_is(&members->member[slot[at] - 1], child))
            return slot[at] - 1;
    return members->count;
}

static inline unsigned us_members_find(const us_members *members, const us_json *child)
{
    if (members->slots > 0)
        return us_members_find_in_slots(members, child);
    for (unsigned i = 0; i < members->count; i++)
        if (us_member_is(&members->member[i], child))
            return i;
    return members->count;
}

#endif
