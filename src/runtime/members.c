/* Searching a table of members. */
#include "runtime/members.h"

static unsigned find_in_slots(const us_members *members, const us_json *child)
{
    unsigned mask = members->slots - 1;
    unsigned at = child->key_hash & mask;
    const unsigned *slot = members->slot;

    while (slot[at] && !us_member_is(&members->member[slot[at] - 1], child))
        at = (at + 1) & mask;
    return slot[at] ? slot[at] - 1 : members->count;
}

unsigned us_members_search(const us_members *members, const us_json *child)
{
    if (members->slots > 0)
        return find_in_slots(members, child);
    for (unsigned i = 0; i < members->count; i++)
        if (us_member_is(&members->member[i], child))
            return i;
    return members->count;
}
