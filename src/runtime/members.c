/* Which member of a table has this name?
 *
 * Clients mostly write members in the order of the documentation, so the search goes on where the last
 * name was found, round the table. A large table that meets a large object gets a hash index, made
 * once a run. The names in it come from the schema, so no client can make them collide. */
#include "runtime/members.h"

#include "runtime/verb.h"

/* Comparisons that a walk round the table may cost before an index pays. */
#define WORTH_AN_INDEX 2048

static bool is_called(const us_member *member, const us_json *child)
{
    return member->key.length == child->key_length &&
           member->key.bytes[0] == child->node.string[0] &&
           same_bytes(member->key.bytes, child->node.string, child->key_length);
}

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

us_members us_members_begin(us_check *ck, const us_json *object, const us_member *member,
                            unsigned count)
{
    us_members members = { .member = member, .count = count };

    if ((size_t)count * object->count > WORTH_AN_INDEX) {
        void **place = us_check_memo(ck, member);

        if (!*place)
            *place = (void *)make_index(ck->arena, member, count);
        members.index = *place;
    }
    return members;
}

static unsigned look_up(const us_members *members, const us_json *child)
{
    unsigned mask = members->index[0];
    const unsigned *slot = members->index + 1;
    unsigned at = hash(child->node.string, child->key_length) & mask;

    while (slot[at] && !is_called(&members->member[slot[at] - 1], child))
        at = (at + 1) & mask;
    return slot[at] ? slot[at] - 1 : members->count;
}

static unsigned walk_round(const us_members *members, const us_json *child)
{
    for (unsigned i = members->next; i < members->count; i++)
        if (is_called(&members->member[i], child))
            return i;
    for (unsigned i = 0; i < members->next; i++)
        if (is_called(&members->member[i], child))
            return i;
    return members->count;
}

unsigned us_members_find(us_members *members, const us_json *child)
{
    unsigned i = members->index ? look_up(members, child) : walk_round(members, child);

    if (i < members->count)
        members->next = i + 1;
    return i;
}
