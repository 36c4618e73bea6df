/* Objects of which a table says all there is to say: what their members are called, which are required, and what
 * their values have to be.
 *
 * This is where most of the time goes when libtcc, which does not optimize, has compiled the checkers: so the
 * loop is here, with its state in registers, and what is rare is elsewhere. */
#include "runtime/evaluation.h"
#include "runtime/members.h"

#include "runtime/value.h"
#include "runtime/verb.h"

/* ---- A value ---------------------------------------------------------------------------------------- */

void us_member_more(us_check *ck, const us_json *value, const us_member *member)
{
    switch (member->more) {
    case US_NO_MORE:
        break;
    case US_MORE_ENUM:
        us_enum(ck, value, member->among, member->more_at);
        break;
    case US_MORE_CONST:
        us_const(ck, value, member->constant, member->more_at);
        break;
    case US_MORE_ITEMS:
        us_item_types(ck, value, member->item_types, member->more_at);
        break;
    case US_MORE_NUMBERS:
        us_number_items(ck, value, member->numbers);
        break;
    case US_MORE_LISTS:
        us_list_items(ck, value, member->lists);
        break;
    case US_MORE_EACH:
        us_items(ck, value, member->check, member->more_at);
        break;
    case US_MORE_CHECK:
        member->check(ck, value);
        break;
    case US_MORE_SAME:
        us_same_as(ck, value, member->check, 0, member->more_at);
        break;
    case US_MORE_REF:
        us_ref(ck, value, member->check);
        break;
    }
}

/* ---- An object ---------------------------------------------------------------------------------------- */

/* The member of a kind of table that is called as `child` is, or NULL. */
typedef const us_member *find_member(const us_members *members, const us_json *child);

/* `scope`: the one opened last, when the object is its value; then the members that the table is about are evaluated
 * by it. Else NULL, and nothing of that is left in the code. */
static inline void check_each(us_check *ck, const us_json *object, const us_members *members,
                              find_member *find, us_evaluation *scope)
{
    bool others = scope && us_members_have_others(members);
    unsigned found = 0, index = 0;

    if (scope)
        us_evaluation_name(scope, members);
    for (const us_json *child = us_json_first(object); child && !is_decided(ck);
         child = us_json_next(child), index++) {
        const us_member *member = find(members, child);

        if (scope && (member ? member < members->member + us_members_named(members) : others))
            us_evaluation_mark_at(scope, index);
        if (member) {
            found += member->required != 0;
            us_member_check(ck, child, member);
        } else {
            us_other_check(ck, object, child, members);
        }
    }
    if (found < members->required)
        us_object_missing(ck, object, members);
}

static void check_by_walk(us_check *ck, const us_json *object, const us_members *members)
{
    us_walk w;

    us_walk_begin(&w, ck, object, members);
    while (us_walk_next(&w))
        continue;
    us_required(&w);
}

void us_object_walk(us_check *ck, const us_json *object, const us_members *members)
{
    if (!us_is_watched(ck, object))
        check_each(ck, object, members, us_members_find, NULL);
    else if (ck->ledger)
        check_by_walk(ck, object, members);
    else
        check_each(ck, object, members, us_members_find, ck->evaluation);
}

static inline void check_object(us_check *ck, const us_json *value, const us_members *members,
                                find_member *find)
{
    if (members->types && !is_of(value, members->types))
        us_type(ck, value, members->types, members->types_at);
    if (!is_of(value, US_OBJECT))
        return;
    if (us_is_watched(ck, value))
        us_object_walk(ck, value, members);
    else
        check_each(ck, value, members, find, NULL);
}

void us_object(us_check *ck, const us_json *value, const us_members *members)
{
    check_object(ck, value, members, us_members_find_in_rows);
}

void us_large_object(us_check *ck, const us_json *value, const us_members *members)
{
    check_object(ck, value, members, us_members_find_in_slots);
}
