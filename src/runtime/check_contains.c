/* contains, minContains and maxContains (JSON Schema Core 2020-12, 10.3.1.3; Validation, 6.4.4).
 *
 * Items are tried until the count is decided; an open evaluation scope wants to know every item that
 * matches. */
#include "runtime/branches.h"
#include "runtime/closest.h"
#include "runtime/evaluation.h"
#include "runtime/verb.h"

/* How many items match, counted to `enough` at least. */
static unsigned count_matches(us_check *ck, const us_json *array, us_checker *schema,
                              unsigned enough)
{
    bool mark = us_is_evaluating_contains(ck, array);
    unsigned matches = 0;

    for (const us_json *item = us_json_first(array); item; item = us_json_next(item)) {
        if (ck->limit || (matches >= enough && !mark))
            break;
        if (!us_trial(ck, item, schema))
            continue;
        matches++;
        if (mark)
            us_evaluation_mark(ck, item);
    }
    return matches;
}

US_COLD static const us_violation *violate(us_check *ck, const us_json *array, const char *keyword,
                                           const char *bound, unsigned limit, us_checker *schema,
                                           us_at at)
{
    unsigned matches;

    if (us_check_noted(ck, array, keyword))
        return NULL;
    matches = count_matches(ck, array, schema, array->count);
    if (ck->limit)
        return NULL;
    return us_violate(ck, array, keyword,
                      strcmp(keyword, "contains") == 0 ? US_TEXT("")
                                                       : us_arena_print(ck->arena, "%u", limit),
                      at, "must have %s %u item%s that match%s the schema of contains, but has %u",
                      bound, limit, limit == 1 ? "" : "s", limit == 1 ? "es" : "", matches);
}

/* What is wrong with each item, for who hears all. */
US_COLD static void tell_items(us_check *ck, const us_json *array, us_checker *schema,
                               const us_violation *whole)
{
    unsigned number = 0;

    for (const us_json *item = us_json_first(array); item; item = us_json_next(item))
        us_branches_tell_item(ck, item, schema, number++, whole);
}

static void check_least(us_check *ck, const us_json *value, const char *keyword, us_checker *schema,
                        unsigned limit, us_at at)
{
    const us_violation *whole;

    if (!is_kind(value, cJSON_Array) || is_decided(ck))
        return;
    if (count_matches(ck, value, schema, limit) >= limit || ck->limit)
        return;
    whole = violate(ck, value, keyword, "at least", limit, schema, at);
    if (whole && ck->branches)
        tell_items(ck, value, schema, whole);
}

void us_contains(us_check *ck, const us_json *value, us_checker *schema, us_at at)
{
    check_least(ck, value, "contains", schema, 1, at);
}

void us_min_contains(us_check *ck, const us_json *value, us_checker *schema, unsigned limit,
                     us_at at)
{
    check_least(ck, value, "minContains", schema, limit, at);
}

void us_max_contains(us_check *ck, const us_json *value, us_checker *schema, unsigned limit,
                     us_at at)
{
    if (!is_kind(value, cJSON_Array) || is_decided(ck) || value->count <= limit)
        return;
    if (count_matches(ck, value, schema, limit + 1) > limit && !ck->limit)
        violate(ck, value, "maxContains", "at most", limit, schema, at);
}
