/* Equality of JSON values (JSON Schema Core 2020-12, section 4.2.2). */
#include "base/decimal.h"
#include "base/json.h"

static us_text spelling(const us_json *number)
{
    return (us_text){ number->spelling, number->length };
}

/* Two different doubles were read from different numbers, and mostly the doubles decide. */
static bool equal_numbers(const us_json *a, const us_json *b)
{
    if (a->node.valuedouble != b->node.valuedouble)
        return false;
    return (a->types & b->types & US_EXACT) || us_decimal_compare(spelling(a), spelling(b)) == 0;
}

static bool equal_items(const us_json *a, const us_json *b)
{
    a = us_json_first(a);
    b = us_json_first(b);
    for (; a && b; a = us_json_next(a), b = us_json_next(b))
        if (!us_json_equal(a, b))
            return false;
    return true;
}

/* Names are unique in an object, so equal counts and a partner for each member of `a` are enough.
 * Members mostly stand in the same order: the partner is looked for there first. */
static bool equal_members(const us_json *a, const us_json *b)
{
    const us_json *here = us_json_first(b);

    for (const us_json *member = us_json_first(a); member; member = us_json_next(member)) {
        us_text key = us_json_key(member);
        const us_json *partner = here;
        if (!us_text_equal(us_json_key(here), key))
            partner = us_json_member(b, key);
        if (!partner || !us_json_equal(member, partner))
            return false;
        here = us_json_next(here);
    }
    return true;
}

bool us_json_equal(const us_json *a, const us_json *b)
{
    if (us_json_kind(a) != us_json_kind(b))
        return false;
    switch (us_json_kind(a)) {
    case cJSON_Number:
        return equal_numbers(a, b);
    case cJSON_String:
        return us_text_equal(us_json_string(a), us_json_string(b));
    case cJSON_Array:
        return a->count == b->count && equal_items(a, b);
    case cJSON_Object:
        return a->count == b->count && equal_members(a, b);
    default:
        return true; /* null, true, false */
    }
}
