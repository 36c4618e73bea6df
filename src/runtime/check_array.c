/* Keywords for arrays (JSON Schema Validation 2020-12, 6.4; Core, 10.3.1). */
#include "runtime/unique.h"
#include "runtime/verb.h"

void us_items(us_check *ck, const us_json *value, us_checker *item, us_at at)
{
    (void)at; /* what is wrong is wrong with a keyword of the item's schema */
    if (!is_kind(value, cJSON_Array))
        return;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        item(ck, child);
        if (is_decided(ck))
            return;
    }
}

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

    if (!is_kind(value, cJSON_Array) || !us_find_equal_items(ck, value, &first, &second))
        return;
    if (us_check_noted(ck, value, "uniqueItems"))
        return;
    us_violate(ck, value, "uniqueItems", US_TEXT("true"), at,
               "must not repeat an item, but items %u and %u (counted from 0) are equal", first,
               second);
}
