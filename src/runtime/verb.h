/* What the verbs share: looking at a node without a call, and the words of a violation.
 * Private to the runtime. */
#ifndef US_VERB_H
#define US_VERB_H

#include <math.h>
#include <string.h>

#include "runtime/check.h"
#include "runtime/understudy_bytes.h"

/* For what is done once something is wrong: out of the way of the code that finds it right. */
#define US_COLD __attribute__((cold, noinline))

_Static_assert((int)US_NULL == (int)US_JSON_NULL && (int)US_BOOLEAN == (int)US_JSON_BOOLEAN &&
                   (int)US_INTEGER == (int)US_JSON_INTEGER &&
                   (int)US_NUMBER == (int)US_JSON_NUMBER && (int)US_STRING == (int)US_JSON_STRING &&
                   (int)US_ARRAY == (int)US_JSON_ARRAY && (int)US_OBJECT == (int)US_JSON_OBJECT,
               "a node's types are those that generated code names");

/* Whether the value is of one of these types; false for an absent value, too. */
static inline bool is_of(const us_json *value, unsigned types)
{
    return value && (value->types & types);
}

/* False for an absent value, too. */
static inline bool is_kind(const us_json *value, int cjson_type)
{
    return value && us_json_kind(value) == cjson_type;
}

/* Whether items are known to be of one of these types (0: any). An integer is a number, too. */
static inline bool us_are_of(uint32_t item_types, unsigned types)
{
    unsigned allowed = types | (types & US_NUMBER) >> 1 | US_JSON_INEXACT | US_JSON_SUMMED;

    return item_types && (types == 0 || !(item_types & ~allowed));
}

/* The same of the items of an array. */
static inline bool us_items_are(const us_json *array, unsigned types)
{
    return us_are_of(array->item_types, types);
}

static inline us_text string_text(const us_json *string)
{
    return (us_text){ string->node.valuestring, string->length };
}

static inline us_text number_text(const us_json *number)
{
    return (us_text){ number->spelling, number->length };
}

/* A trial whose outcome is known: nothing that is checked from here on can change it. */
static inline bool is_decided(const us_check *ck)
{
    return ck->decided;
}

/* Records that there are too few or too many of something: "must have at least 3 items, but has 2". */
void us_violate_count(us_check *ck, const us_json *value, const char *keyword, const char *bound,
                      unsigned limit, const char *noun, size_t count, us_at at);

#endif
