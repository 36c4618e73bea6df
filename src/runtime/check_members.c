/* Objects of which a table says all there is to say: what their members are called, which are required, and what
 * their values have to be.
 *
 * This is where most of the time goes when libtcc, which does not optimize, has compiled the checkers: so the
 * loop is here, with its state in registers, and what is rare is elsewhere. */
#include "runtime/members.h"

#include "runtime/value.h"
#include "runtime/verb.h"

/* ---- A value ---------------------------------------------------------------------------------------- */

/* What decides a trial is a violation, so nobody looks whether it is decided while there is none. */
static void check_item_types(us_check *ck, const us_json *array, const us_member *member)
{
    if (!is_of(array, US_ARRAY))
        return;
    for (const us_json *item = us_json_first(array); item; item = us_json_next(item)) {
        if (item->types & member->item_types)
            continue;
        us_type(ck, item, member->item_types, member->more_at);
        if (is_decided(ck))
            return;
    }
}

void us_member_more(us_check *ck, const us_json *value, const us_member *member)
{
    switch (member->more) {
    case US_NO_MORE:
        break;
    case US_MORE_ENUM:
        if (!is_of(value, US_STRING) ||
            !us_string_is_among(member->among->value, member->among->count, value))
            us_enum(ck, value, member->among, member->more_at);
        break;
    case US_MORE_CONST:
        us_const(ck, value, member->constant, member->more_at);
        break;
    case US_MORE_ITEMS:
        check_item_types(ck, value, member);
        break;
    case US_MORE_EACH:
        us_items(ck, value, member->check, member->more_at);
        break;
    case US_MORE_CHECK:
        member->check(ck, value);
        break;
    case US_MORE_REF:
        us_ref(ck, value, member->check);
        break;
    }
}

/* ---- An object ---------------------------------------------------------------------------------------- */

US_COLD void us_object_walk(us_check *ck, const us_json *object, const us_members *members)
{
    us_walk w;

    us_walk_begin(&w, ck, object, members);
    while (us_walk_next(&w))
        continue;
    us_required(&w);
}

/* The member of a kind of table that is called as `child` is, or NULL. */
typedef const us_member *find_member(const us_members *members, const us_json *child);

static inline void check_object(us_check *ck, const us_json *value, const us_members *members,
                                find_member *find)
{
    unsigned found = 0;

    if (members->types)
        us_type(ck, value, members->types, members->types_at);
    if (!is_of(value, US_OBJECT))
        return;
    if (ck->evaluation) {
        us_object_walk(ck, value, members);
        return;
    }
    for (const us_json *child = us_json_first(value); child && !is_decided(ck);
         child = us_json_next(child)) {
        const us_member *member = find(members, child);

        if (member) {
            found += member->required != 0;
            us_member_check(ck, child, member);
        } else if (members->closed) {
            us_object_stranger(ck, value, child, members);
        } else if (members->other) {
            members->other(ck, child);
        }
    }
    if (found < members->required)
        us_object_missing(ck, value, members);
}

void us_object(us_check *ck, const us_json *value, const us_members *members)
{
    check_object(ck, value, members, us_members_find_in_rows);
}

void us_large_object(us_check *ck, const us_json *value, const us_members *members)
{
    check_object(ck, value, members, us_members_find_in_slots);
}
