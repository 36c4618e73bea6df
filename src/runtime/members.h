/* The tables of members: which member has this name, and what the table says of its value. Private to the runtime.
 *
 * A table of a few members is searched from its start, a larger one by the slots that the compiler made
 * for it. Half of the slots are empty and the names in the others come from the schema, so no client can
 * make them collide. */
#ifndef US_MEMBERS_H
#define US_MEMBERS_H

#include "runtime/verb.h"

/* The table of a walk that has none. */
extern const us_members us_no_members;

/* check_members.c: what the table says of the value of a member besides its types; also for understudy_fast_object.h. */
void us_member_more(us_check *ck, const us_json *value, const us_member *member);

/* check_members.c: us_object where a scope is open or the run is strict, so that somebody may ask what the walk has
 * come to; also for understudy_fast_object.h. */
void us_object_walk(us_check *ck, const us_json *object, const us_members *members);

/* check_object.c: what us_object does about a member that a closed table does not name, and when required ones
 * are missing; also for understudy_fast_object.h. */
void us_object_stranger(us_check *ck, const us_json *object, const us_json *child,
                        const us_members *members);
void us_object_missing(us_check *ck, const us_json *object, const us_members *members);

static inline bool us_member_is(const us_member *member, const us_json *child)
{
    return member->key.length == child->key_length &&
           us_same_bytes(member->key.bytes, child->node.string, child->key_length);
}

static inline const us_member *us_members_find_in_slots(const us_members *members,
                                                        const us_json *child)
{
    unsigned mask = members->slots - 1;
    const unsigned *slot = members->slot;

    for (unsigned at = child->key_hash >> members->shift & mask; slot[at]; at = (at + 1) & mask)
        if (us_member_is(&members->member[slot[at] - 1], child))
            return &members->member[slot[at] - 1];
    return NULL;
}

static inline const us_member *us_members_find_in_rows(const us_members *members,
                                                       const us_json *child)
{
    for (unsigned i = 0; i < members->count; i++)
        if (us_member_is(&members->member[i], child))
            return &members->member[i];
    return NULL;
}

/* The member of the table that is called as `child` is, or NULL. */
static inline const us_member *us_members_find(const us_members *members, const us_json *child)
{
    return members->slots > 0 ? us_members_find_in_slots(members, child)
                              : us_members_find_in_rows(members, child);
}

/* How many members `properties` names: they come first. */
static inline unsigned us_members_named(const us_members *members)
{
    return members->count - members->extra;
}

/* Whether the table says something of the members that it does not name. */
static inline bool us_members_have_others(const us_members *members)
{
    return members->closed || members->other || members->other_types;
}

/* What it says of one of them. */
static inline void us_other_check(us_check *ck, const us_json *object, const us_json *child,
                                  const us_members *members)
{
    if (members->closed)
        us_object_stranger(ck, object, child, members);
    else if (members->other)
        members->other(ck, child);
    else if (members->other_types)
        us_type(ck, child, members->other_types, members->other_at);
}

static inline void us_member_check(us_check *ck, const us_json *value, const us_member *member)
{
    if (member->types && !(value->types & member->types))
        us_type(ck, value, member->types, member->at);
    if (member->more)
        us_member_more(ck, value, member);
}

#endif
