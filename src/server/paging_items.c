/* The items of a list that is longer than what it is made from: the same again, each with an id of its own. */
#include <stdlib.h>

#include "base/ascii.h"
#include "server/paging.h"

static const us_json *template_of(const us_page *page, unsigned index)
{
    const us_json *item = page->item;
    for (unsigned left = index % page->items; left > 0; left--)
        item = us_json_next(item);
    return item;
}

/* ---- Numbers -------------------------------------------------------------------------------------------------- */

static bool read_whole(us_text text, unsigned long long *number)
{
    *number = 0;
    if (text.length == 0 || text.length > 18)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!us_is_digit(text.bytes[i]))
            return false;
        *number = *number * 10 + (unsigned)(text.bytes[i] - '0');
    }
    return true;
}

static us_text text_of(const us_json *value)
{
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    return us_json_kind(value) == cJSON_Number ? (us_text){ value->spelling, value->length }
                                               : US_TEXT("");
}

/* How far apart the numbers of two rounds are: so that no two items have the same. */
static unsigned long long stride_of(const us_page *page, us_text key)
{
    unsigned long long low = ~0ull, high = 0, number;
    const us_json *item = page->item;
    for (unsigned i = 0; i < page->items; i++, item = us_json_next(item)) {
        const us_json *value =
            key.bytes && us_json_kind(item) == cJSON_Object ? us_json_member(item, key) : item;
        if (!value || !read_whole(text_of(value), &number))
            continue;
        low = number < low ? number : low;
        high = number > high ? number : high;
    }
    return high >= low ? high - low + 1 : 1;
}

/* ---- Texts ---------------------------------------------------------------------------------------------------- */

static bool is_hex(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!us_is_hex(text.bytes[i]) && text.bytes[i] != '-')
            return false;
    return true;
}

/* The run of letters and digits that a text ends with, and of a UUID all that has the form of one. */
static size_t tail_of(us_text text)
{
    size_t start = text.length;
    while (start > 0 && us_is_word(text.bytes[start - 1]))
        start--;
    return start;
}

/* Counts on in the characters themselves, each within its kind: what a pattern takes before it takes after. */
static us_text count_on(us_arena *arena, us_text text, unsigned long long by)
{
    us_text copy = us_arena_copy(arena, text);
    char *bytes = (char *)copy.bytes;
    size_t start = tail_of(text);
    bool hex = is_hex(us_text_slice(text, start, text.length));
    for (size_t i = text.length; i > start && by > 0; i--) {
        char first = bytes[i - 1] <= '9' ? '0' : bytes[i - 1] <= 'Z' ? 'A' : 'a';
        unsigned radix = first == '0' ? 10 : hex ? 6 : 26;
        unsigned long long sum = (unsigned)(bytes[i - 1] - first) + by;
        bytes[i - 1] = (char)(first + (char)(sum % radix));
        by = sum / radix;
    }
    return copy;
}

static bool has_digit(us_text text)
{
    for (size_t i = tail_of(text); i < text.length; i++)
        if (us_is_digit(text.bytes[i]))
            return true;
    return false;
}

static us_text tell_text(const us_page *page, us_text text, us_text key, unsigned index)
{
    us_arena *arena = page->turn->arena;
    unsigned long long number, round = index / page->items;
    if (read_whole(text, &number))
        return us_arena_print(arena, "%0*llu", (int)text.length,
                              number + round * stride_of(page, key));
    if (page->attempt == US_TELL_BY_SUFFIX && !has_digit(text))
        return us_arena_print(arena, "%.*s-%u", (int)text.length, text.bytes, index + 1);
    return count_on(arena, text, round * (page->items < 7 ? 7 : page->items));
}

/* ---- Items ---------------------------------------------------------------------------------------------------- */

static us_json *tell(const us_page *page, const us_json *value, us_text key, unsigned index)
{
    us_arena *arena = page->turn->arena;
    unsigned long long number;
    if (us_json_kind(value) == cJSON_String)
        return us_json_new_string(arena, tell_text(page, us_json_string(value), key, index));
    if (us_json_kind(value) != cJSON_Number || !read_whole(text_of(value), &number))
        return us_json_clone(arena, value);
    number += index / page->items * stride_of(page, key);
    return us_json_new_number(arena, us_arena_print(arena, "%llu", number));
}

us_json *us_page_item(const us_page *page, unsigned index)
{
    const us_json *template = template_of(page, index);
    us_json *item;
    if (index < page->items || page->attempt == US_TELL_NOT)
        return us_json_clone(page->turn->arena, template);
    if (us_json_kind(template) != cJSON_Object)
        return tell(page, template, (us_text){ NULL, 0 }, index);
    item = us_json_clone(page->turn->arena, template);
    for (unsigned i = 0; i < page->paging->identities; i++) {
        us_text key = us_text_from(page->paging->identity[i]);
        const us_json *value = us_json_member(template, key);
        if (value)
            us_json_set(item, key, tell(page, value, key, index));
    }
    return item;
}

us_text us_page_id(const us_page *page, unsigned index)
{
    const us_json *item = template_of(page, index), *id = NULL;
    us_text key = US_TEXT("");
    if (page->paging->identities > 0 && us_json_kind(item) == cJSON_Object) {
        key = us_text_from(page->paging->identity[0]);
        id = us_json_member(item, key);
    }
    if (id && index >= page->items && page->attempt != US_TELL_NOT)
        id = tell(page, id, key, index);
    return id ? text_of(id) : US_TEXT("");
}
