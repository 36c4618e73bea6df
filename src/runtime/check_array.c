/* Keywords for arrays (JSON Schema Validation 2020-12, 6.4; Core, 10.3.1). */
#include "runtime/evaluation.h"
#include "runtime/numbers.h"
#include "runtime/unique.h"
#include "runtime/verb.h"

void us_items(us_check *ck, const us_json *value, us_checker *item, us_at at)
{
    if (!is_kind(value, cJSON_Array))
        return;
    if (item == us_never) {
        us_items_after(ck, value, 0, item, at);
        return;
    }
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        item(ck, child);
        if (is_decided(ck))
            return;
    }
    if (us_is_evaluating(ck, value))
        us_evaluation_mark_all(ck);
}

/* What decides a trial is a violation, so nobody looks whether it is decided while there is none. */
void us_item_types(us_check *ck, const us_json *value, unsigned types, us_at at)
{
    if (!is_of(value, US_ARRAY))
        return;
    if (!us_items_are(value, types)) {
        for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
            if (child->types & types)
                continue;
            us_type(ck, child, types, at);
            if (is_decided(ck))
                return;
        }
    }
    if (us_is_evaluating(ck, value))
        us_evaluation_mark_all(ck);
}

void us_number_items(us_check *ck, const us_json *value, const us_numbers *numbers)
{
    if (!is_of(value, US_ARRAY))
        return;
    if (!us_row_fits(value, numbers)) {
        for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
            if (us_number_fits(child, numbers))
                continue;
            numbers->check(ck, child);
            if (is_decided(ck))
                return;
        }
    }
    if (us_is_evaluating(ck, value))
        us_evaluation_mark_all(ck);
}

static bool are_lists(const us_json *array, const us_lists *lists)
{
    const us_json_lists *known = us_json_lists_of(array);

    return known && known->least >= lists->least && known->most <= lists->most &&
           us_are_of(known->item_types, lists->item_types);
}

void us_list_items(us_check *ck, const us_json *value, const us_lists *lists)
{
    if (!is_of(value, US_ARRAY))
        return;
    if (!are_lists(value, lists))
        us_items(ck, value, lists->check, lists->at);
    else if (us_is_evaluating(ck, value))
        us_evaluation_mark_all(ck);
}

/* ---- Items by their place ------------------------------------------------------------------------- */

void us_prefix_items(us_check *ck, const us_json *value, us_checker *const *item, unsigned items,
                     us_at at)
{
    const us_json *child;

    (void)at; /* what is wrong is wrong with a keyword of the item's schema */
    if (!is_kind(value, cJSON_Array))
        return;
    child = us_json_first(value);
    for (unsigned i = 0; child && i < items; child = us_json_next(child), i++) {
        if (item[i])
            item[i](ck, child);
        if (us_is_evaluating(ck, value))
            us_evaluation_mark(ck, child);
        if (is_decided(ck))
            return;
    }
}

US_COLD static void refuse_item(us_check *ck, const us_json *child, const char *keyword,
                                unsigned allowed, us_at at)
{
    if (us_check_noted(ck, child, keyword))
        return;
    if (allowed == 0)
        us_violate(ck, child, keyword, US_TEXT("false"), at,
                   "is not allowed here: the array must "
                   "be empty");
    else
        us_violate(ck, child, keyword, US_TEXT("false"), at,
                   "is one item too many: no more than %u %s allowed", allowed,
                   allowed == 1 ? "is" : "are");
}

static void check_rest(us_check *ck, const us_json *value, const char *keyword, unsigned prefix,
                       us_checker *item, us_at at)
{
    const us_json *child;

    if (!is_kind(value, cJSON_Array) || value->count <= prefix)
        return;
    child = us_json_first(value);
    for (unsigned i = 0; i < prefix; i++)
        child = us_json_next(child);
    for (; child && !is_decided(ck); child = us_json_next(child)) {
        if (item == us_never)
            refuse_item(ck, child, keyword, prefix, at);
        else
            item(ck, child);
        if (us_is_evaluating(ck, value))
            us_evaluation_mark(ck, child);
    }
}

void us_items_after(us_check *ck, const us_json *value, unsigned prefix, us_checker *item, us_at at)
{
    check_rest(ck, value, "items", prefix, item, at);
}

void us_additional_items(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                         us_at at)
{
    check_rest(ck, value, "additionalItems", prefix, item, at);
}

/* ---- How many -------------------------------------------------------------------------------------- */

void us_min_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (is_kind(value, cJSON_Array) && value->count < limit)
        us_violate_count(ck, value, "minItems", "at least", limit, "item", value->count, at);
}

void us_max_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (is_kind(value, cJSON_Array) && value->count > limit)
        us_violate_count(ck, value, "maxItems", "at most", limit, "item", value->count, at);
}

void us_unique_items(us_check *ck, const us_json *value, us_at at)
{
    unsigned first, second;
    us_violation *violation;

    if (!is_kind(value, cJSON_Array) || !us_find_equal_items(ck, value, &first, &second))
        return;
    if (us_check_noted(ck, value, "uniqueItems"))
        return;
    violation = us_violate(
        ck, value, "uniqueItems", US_TEXT("true"), at,
        "must not repeat an item, but items %u and %u (counted from 0) are equal", first, second);
    if (!violation)
        return;
    violation->twin[0] = first;
    violation->twin[1] = second;
}
