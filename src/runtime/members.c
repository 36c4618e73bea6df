/* Which member of a table has this name?
 *
 * Clients mostly write members in the order of the documentation, so the member after the last one
 * found is asked first. Otherwise the candidates are those of the same length and first byte. A large
 * table gets a hash index, made once a run; the names in it come from the schema, so no client can
 * make them collide. */
#include "runtime/members.h"

/* ---- Some members: lists of look-alikes ----------------------------------------------------------- */

/* What tells names apart at a glance: the length and the first byte. */
static inline unsigned list_of(const char *name, unsigned length)
{
    return (length * 5 + (length > 0 ? (unsigned char)name[0] : 0)) % US_MEMBERS_LISTS;
}

static void make_lists(us_members *members)
{
    memset(members->first, 0, US_MEMBERS_LISTS);
    for (unsigned i = members->count; i > 0; i--) {
        us_string key = members->member[i - 1].key;
        unsigned char *first = &members->first[list_of(key.bytes, key.length)];

        members->after[i - 1] = *first;
        *first = (unsigned char)i;
    }
    members->listed = true;
}

static unsigned find_in_list(us_members *members, const us_json *child)
{
    unsigned number;

    if (!members->listed)
        make_lists(members);
    number = members->first[list_of(child->node.string, child->key_length)];
    while (number > 0 && !us_member_is(&members->member[number - 1], child))
        number = members->after[number - 1];
    return number > 0 ? number - 1 : members->count;
}

/* ---- Many members: a hash index --------------------------------------------------------------------- */

/* FNV-1a (draft-eastlake-fnv). */
static unsigned hash(const char *bytes, size_t length)
{
    unsigned sum = 2166136261u;

    for (size_t i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 16777619u;
    return sum ^ sum >> 15;
}

/* The smallest power of 2 that leaves half of the slots empty. */
static unsigned slots_for(unsigned count)
{
    unsigned slots = 16;

    while (slots < 2 * count)
        slots *= 2;
    return slots;
}

/* Open addressing; a slot holds a member's number plus 1, or 0. The first entry is the mask. */
static const unsigned *make_index(us_arena *arena, const us_member *member, unsigned count)
{
    unsigned slots = slots_for(count);
    unsigned *index = US_NEW_ARRAY(arena, unsigned, slots + 1);

    index[0] = slots - 1;
    for (unsigned i = 0; i < count; i++) {
        unsigned slot = hash(member[i].key.bytes, member[i].key.length) & index[0];

        while (index[slot + 1])
            slot = (slot + 1) & index[0];
        index[slot + 1] = i + 1;
    }
    return index;
}

/* A table may be searched whole or for the first part of its members only, which is another index. */
const unsigned *us_members_index(us_check *ck, const us_member *member, unsigned count)
{
    void **place = us_check_memo(ck, &member[count - 1]);

    if (!*place)
        *place = (void *)make_index(ck->arena, member, count);
    return *place;
}

static unsigned find_in_index(const us_members *members, const us_json *child)
{
    unsigned mask = members->index[0];
    const unsigned *slot = members->index + 1;
    unsigned at = hash(child->node.string, child->key_length) & mask;

    while (slot[at] && !us_member_is(&members->member[slot[at] - 1], child))
        at = (at + 1) & mask;
    return slot[at] ? slot[at] - 1 : members->count;
}

/* ---- The search ------------------------------------------------------------------------------------- */

static unsigned walk(const us_members *members, const us_json *child)
{
    for (unsigned i = 0; i < members->count; i++)
        if (us_member_is(&members->member[i], child))
            return i;
    return members->count;
}

unsigned us_members_search(us_members *members, const us_json *child)
{
    if (members->count <= US_MEMBERS_FEW)
        return walk(members, child);
    return members->index ? find_in_index(members, child) : find_in_list(members, child);
}
