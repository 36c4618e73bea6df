/* Keywords for objects (JSON Schema Validation 2020-12, 6.5; Core, 10.3.2). */
#include "base/nearest.h"
#include "runtime/members.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* Remembers that all the members of the object are in the table, for additionalProperties. */
static void note_familiar(us_check *ck, const us_json *object, const us_member *member,
                          unsigned members)
{
    ck->familiar = object;
    ck->known = member;
    ck->knowns = members;
}

_Bool us_object(us_check *ck, const us_json *value, const us_member *member, unsigned members,
                const us_json **found)
{
    us_members search;
    unsigned strangers = 0;

    for (unsigned i = 0; i < members; i++)
        found[i] = NULL;
    if (!is_kind(value, cJSON_Object) || is_decided(ck))
        return false;
    us_members_begin(&search, ck, member, members);
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        unsigned i = us_members_find(&search, child);

        if (i < members)
            found[i] = child;
        else
            strangers++;
    }
    if (strangers == 0)
        note_familiar(ck, value, member, members);
    return true;
}

US_COLD static void violate_required(us_check *ck, const us_json *object, const char *name,
                                     us_at at)
{
    us_text quoted;

    if (us_check_noted(ck, object, "required"))
        return;
    quoted = us_show_text(ck->arena, us_text_of(name), US_SHOW_NAME);
    us_violate(ck, object, "required", quoted, at, "has no member %s, which is required",
               quoted.bytes);
}

void us_required(us_check *ck, const us_json *object, const us_json *found, const char *name,
                 us_at at)
{
    if (!found && is_kind(object, cJSON_Object))
        violate_required(ck, object, name, at);
}

/* ---- additionalProperties ------------------------------------------------------------------------ */

/* " (did you mean `title`?)" or "". */
static us_text suggest_name(us_arena *arena, us_text name, const us_member *member, unsigned named)
{
    us_nearest nearest = us_nearest_to(name);

    for (unsigned i = 0; i < named; i++)
        us_nearest_offer(&nearest, constant_text(member[i].key));
    if (!nearest.best.bytes)
        return US_TEXT("");
    return us_arena_print(arena, " (did you mean %s?)",
                          us_show_text(arena, nearest.best, US_SHOW_NAME).bytes);
}

US_COLD static void refuse_member(us_check *ck, const us_json *child, const us_member *member,
                                  unsigned named, us_at at)
{
    if (us_check_noted(ck, child, "additionalProperties"))
        return;
    us_violate(ck, child, "additionalProperties", US_TEXT("false"), at,
               "member %s is not allowed here%s",
               us_show_text(ck->arena, us_json_key(child), US_SHOW_NAME).bytes,
               suggest_name(ck->arena, us_json_key(child), member, named).bytes);
}

void us_additional_properties(us_check *ck, const us_json *object, const us_member *member,
                              unsigned named, us_checker *additional, us_at at)
{
    us_members search;

    if (!is_kind(object, cJSON_Object))
        return;
    if (ck->familiar == object && ck->known == member && ck->knowns == named)
        return;
    us_members_begin(&search, ck, member, named);
    for (const us_json *child = us_json_first(object); child; child = us_json_next(child)) {
        if (us_members_find(&search, child) < named)
            continue;
        if (additional == us_never)
            refuse_member(ck, child, member, named, at);
        else
            additional(ck, child);
        if (is_decided(ck))
            return;
    }
}

void us_min_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (is_kind(value, cJSON_Object) && value->count < limit)
        us_violate_count(ck, value, "minProperties", "at least", limit, "member", value->count, at);
}

void us_max_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (is_kind(value, cJSON_Object) && value->count > limit)
        us_violate_count(ck, value, "maxProperties", "at most", limit, "member", value->count, at);
}
