/* Keywords for objects (JSON Schema Validation 2020-12, 6.5; Core, 10.3.2).
 *
 * One walk over the members of the instance serves them all. What is required is counted on the way;
 * only when some are missing are they looked for. */
#include <assert.h>

#include "base/nearest.h"
#include "runtime/evaluation.h"
#include "runtime/members.h"
#include "runtime/show.h"
#include "runtime/strict.h"
#include "runtime/verb.h"

/* ---- The walk -------------------------------------------------------------------------------------- */

const us_members us_no_members = { .count = 0 };

/* For unevaluatedProperties and for a strict run: a keyword has dealt with the member. */
static void mark(const us_walk *w)
{
    if (us_is_evaluating(w->ck, w->object))
        us_evaluation_mark(w->ck, w->value);
    if (w->ck->ledger)
        us_ledger_know(w->ck, w->value);
}

void us_walk_begin(us_walk *w, us_check *ck, const us_json *object, const us_members *members)
{
    bool is_object = is_kind(object, cJSON_Object);

    w->ck = ck;
    w->members = members ? members : &us_no_members;
    w->object = is_object ? object : NULL;
    w->next = is_object ? us_json_first(object) : NULL;
    w->found = 0;
}

US_COLD void us_object_stranger(us_check *ck, const us_json *object, const us_json *child,
                                const us_members *members)
{
    us_walk w = {
        .value = child, .which = members->count, .ck = ck, .object = object, .members = members
    };

    us_additional_properties(&w, us_never, members->closed);
}

static void go_on(us_walk *w)
{
    const us_members *members = w->members;
    const us_json *child = w->next;
    const us_member *member = us_members_find(members, child);

    w->next = us_json_next(child);
    w->value = child;
    w->taken = false;
    w->which = member ? (unsigned)(member - members->member) : members->count;
}

/* The table on the member that the walk has come to. */
static void check_member(us_walk *w)
{
    const us_members *members = w->members;

    if (w->which < members->count) {
        w->found += members->member[w->which].required != 0;
        us_member_check(w->ck, w->value, &members->member[w->which]);
    } else if (us_members_have_others(members)) {
        mark(w);
        us_other_check(w->ck, w->object, w->value, members);
    }
}

US_COLD static void go_on_marking(us_walk *w)
{
    bool first = w->next == us_json_first(w->object);

    if (first && us_is_evaluating(w->ck, w->object))
        us_evaluation_name(w->ck->evaluation, w->members);
    if (first && w->ck->ledger)
        us_ledger_describe(w->ck, w->object, w->members);
    go_on(w);
    if (w->which < us_members_named(w->members))
        mark(w);
}

_Bool us_walk_next(us_walk *w)
{
    if (!w->next || is_decided(w->ck))
        return false;
    if (w->ck->evaluation)
        go_on_marking(w);
    else
        go_on(w);
    check_member(w);
    return true;
}

/* ---- required -------------------------------------------------------------------------------------- */

US_COLD static void violate_required(us_check *ck, const us_json *object, const us_member *member)
{
    us_text quoted;

    if (us_check_noted(ck, object, "required"))
        return;
    quoted = us_show_text(ck->arena, us_text_from(member->key), US_SHOW_NAME);
    us_violate(ck, object, "required", quoted, member->required,
               "has no member %s, which is required", quoted.bytes);
}

/* Who reads only what the other side set need not send it: a member that is readOnly is not required in
 * a request, nor one that is writeOnly in a response. */
static bool is_excused(const us_check *ck, const us_member *member)
{
    return member->excused != US_EITHER && member->excused == ck->direction;
}

US_COLD void us_object_missing(us_check *ck, const us_json *object, const us_members *members)
{
    for (unsigned i = 0; i < members->count && !is_decided(ck); i++) {
        const us_member *member = &members->member[i];

        if (member->required && !is_excused(ck, member) &&
            !us_json_member(object, us_text_from(member->key)))
            violate_required(ck, object, member);
    }
}

void us_required(us_walk *w)
{
    if (w->object && w->found < w->members->required)
        us_object_missing(w->ck, w->object, w->members);
}

/* ---- patternProperties ----------------------------------------------------------------------------- */

US_COLD static void refuse_match(us_check *ck, const us_json *child, unsigned pattern, us_at at)
{
    us_text source = us_pattern_source(ck->pattern[pattern]);

    if (us_check_noted(ck, child, "patternProperties"))
        return;
    us_violate(ck, child, "patternProperties", US_TEXT("false"), at,
               "member %s is not allowed here, because its name matches the pattern %s",
               us_show_text(ck->arena, us_json_key(child), US_SHOW_NAME).bytes,
               us_show_text(ck->arena, source, US_SHOW_MESSAGE).bytes);
}

void us_pattern_properties(us_walk *w, unsigned pattern, us_checker *check, us_at at)
{
    us_check *ck = w->ck;

    assert(ck->pattern);
    if (ck->limit)
        return;
    if (ck->ledger)
        us_ledger_describe_by_pattern(ck, w->object, at);
    switch (us_pattern_match(ck->pattern[pattern], us_json_key(w->value))) {
    case US_MATCH:
        w->taken = true;
        mark(w);
        if (check == us_never)
            refuse_match(ck, w->value, pattern, at);
        else
            check(ck, w->value);
        break;
    case US_NO_MATCH:
        break;
    case US_MATCH_LIMIT:
        us_check_give_up(ck, "a regular expression takes too long on the name of a member");
        break;
    }
}

/* ---- additionalProperties -------------------------------------------------------------------------- */

/* " (did you mean `title`?)" or "". */
static us_text suggest_name(us_arena *arena, us_text name, const us_members *members)
{
    us_nearest nearest = us_nearest_to(name);

    for (unsigned i = 0; i < us_members_named(members); i++)
        us_nearest_offer(&nearest, us_text_from(members->member[i].key));
    return us_show_nearest(arena, &nearest, US_SHOW_NAME);
}

US_COLD static void refuse_member(const us_walk *w, us_at at)
{
    us_check *ck = w->ck;
    us_text name = us_json_key(w->value);

    if (us_check_noted(ck, w->value, "additionalProperties"))
        return;
    us_violate(ck, w->value, "additionalProperties", US_TEXT("false"), at,
               "member %s is not allowed here%s", us_show_text(ck->arena, name, US_SHOW_NAME).bytes,
               suggest_name(ck->arena, name, w->members).bytes);
}

void us_additional_properties(us_walk *w, us_checker *check, us_at at)
{
    if (w->taken || w->which < us_members_named(w->members))
        return;
    mark(w);
    if (check == us_never)
        refuse_member(w, at);
    else
        check(w->ck, w->value);
}

/* ---- How many --------------------------------------------------------------------------------------- */

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
