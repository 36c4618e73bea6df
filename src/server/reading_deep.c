/* Names with brackets: card[name]=…&items[0][id]=…, as style deepObject and the forms of many APIs have
 * them. The entries of one object are sorted by their keys, so that those of a member stand together however
 * many there are; each level of brackets is one level of recursion, and there is a deepest. */
#include "base/ascii.h"
#include "server/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define DEEPEST 32

bool us_entry_bracket(us_entry *entry)
{
    us_text rest = entry->rest;
    size_t close = us_text_find(rest, ']');
    bool more = close + 1 < rest.length;
    if (rest.length == 0 || rest.bytes[0] != '[' || close == rest.length ||
        (more && rest.bytes[close + 1] != '['))
        return false;
    entry->key = us_text_slice(rest, 1, close);
    entry->rest = us_text_slice(rest, close + 1, rest.length);
    return true;
}

/* "[name][0]" gives "name" and "[0]"; what is not well formed stays whole, as a key. */
static void take_bracket(us_entry *entry)
{
    if (us_entry_bracket(entry))
        return;
    entry->key = entry->rest;
    entry->rest = (us_text){ 0 };
}

static bool has_member(const us_reading *object, us_text name)
{
    return object && us_reading_of(object, name) != object->other;
}

void us_entry_split(us_entry *entry, us_text name, const us_reading *object)
{
    size_t open = us_text_find(name, '[');
    if (open == 0 || open == name.length || name.bytes[name.length - 1] != ']' ||
        has_member(object, name))
        open = name.length;
    entry->key = us_text_slice(name, 0, open);
    entry->rest = us_text_slice(name, open, name.length);
}

/* Shorter keys first, which also puts numbers in their order; equal keys as they came. */
static int compare(const void *left, const void *right)
{
    const us_entry *a = left, *b = right;
    int order;
    if (a->key.length != b->key.length)
        return a->key.length < b->key.length ? -1 : 1;
    order = a->key.length > 0 ? memcmp(a->key.bytes, b->key.bytes, a->key.length) : 0;
    return order != 0 ? order : a->order < b->order ? -1 : 1;
}

static unsigned count_equal(const us_entry *entry, unsigned entries)
{
    unsigned count = 1;
    while (count < entries && us_text_equal(entry[0].key, entry[count].key))
        count++;
    return count;
}

/* Also "", as in a[]=1. */
static bool is_index(us_text key)
{
    return key.length == 0 || us_text_is_digits(key);
}

static bool are_indices(const us_entry *entry, unsigned entries)
{
    for (unsigned i = 0; i < entries; i++)
        if (!is_index(entry[i].key))
            return false;
    return true;
}

/* One run. When it comes to what it does not know it goes on with nothing, and what it has made is void. */
typedef struct run {
    us_arena *arena;
    char separator; /* of a list in one text; 0: there are none */
    const char *fault;
} run;

static us_json *give_up(run *r, const char *fault)
{
    r->fault = fault;
    return us_json_new_literal(r->arena, cJSON_NULL);
}

static us_json *read_group(run *r, us_entry *entry, unsigned entries, const us_reading *reading,
                           unsigned depth);

/* Whether the text is a list by the run's separator: where there may be no scalar, any text is. */
static bool is_divided(const run *r, us_text text, const us_reading *reading)
{
    const unsigned scalars = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING;
    return r->separator && reading && reading->types & US_ARRAY &&
           (!(reading->types & scalars) || us_text_find(text, r->separator) < text.length);
}

static us_json *read_single(run *r, const us_entry *entry, const us_reading *reading)
{
    const us_cut cut = { .separator = r->separator, .decoded = true };
    if (entry->made)
        return entry->made;
    if (!is_divided(r, entry->value, reading))
        return us_read_text(r->arena, entry->value, reading);
    us_json *list = us_read_cut(r->arena, entry->value, cut, reading);
    return list ? list : give_up(r, us_reading_limit);
}

static us_json *read_item(run *r, const us_entry *entry, const us_reading *reading)
{
    return entry->made || r->separator ? read_single(r, entry, reading)
                                       : us_read_item(r->arena, entry->value, reading);
}

/* The entries are sorted. "a[]=1&a[]=2" are two items, "a[0][b]=1&a[0][c]=2" one. */
static us_json *read_array(run *r, us_entry *entry, unsigned entries, const us_reading *reading,
                           unsigned depth)
{
    us_json *array = us_json_new_container(r->arena, cJSON_Array);
    for (unsigned i = 0, count; i < entries; i += count) {
        bool whole = entry[i].key.length == 0 && entry[i].rest.length == 0;
        count = whole ? 1 : count_equal(entry + i, entries - i);
        us_json_append(
            array, read_group(r, entry + i, count, us_reading_at(reading, array->count), depth + 1),
            US_TEXT(""));
    }
    return array;
}

static us_json *read_object(run *r, us_entry *entry, unsigned entries, const us_reading *reading,
                            unsigned depth)
{
    us_json *object = us_json_new_container(r->arena, cJSON_Object);
    for (unsigned i = 0, count; i < entries; i += count) {
        us_text key = entry[i].key.bytes ? entry[i].key : US_TEXT("");
        count = count_equal(entry + i, entries - i);
        us_json_append(
            object, read_group(r, entry + i, count, us_reading_of(reading, key), depth + 1), key);
    }
    return object;
}

static void sort(us_entry *entry, unsigned entries)
{
    for (unsigned i = 0; i < entries; i++)
        entry[i].order = i;
    qsort(entry, entries, sizeof *entry, compare);
}

/* Values without brackets: one, or an array of them. */
static us_json *read_plain(run *r, us_entry *entry, unsigned entries, const us_reading *reading)
{
    const unsigned scalars = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING;
    unsigned types = reading ? reading->types : US_STRING;
    us_json *value = entries == 1 ? read_single(r, entry, reading) : NULL;
    if (value && (us_json_kind(value) == cJSON_Array || !(types & US_ARRAY) || types & scalars))
        return value;
    if (reading && reading->unknown)
        return give_up(r, us_reading_limit);
    us_json *array = us_json_new_container(r->arena, cJSON_Array);
    for (unsigned i = 0; i < entries; i++)
        us_json_append(array, read_item(r, &entry[i], us_reading_at(reading, i)), US_TEXT(""));
    return array;
}

static unsigned count_plain(const us_entry *entry, unsigned entries)
{
    unsigned plain = 0;
    for (unsigned i = 0; i < entries; i++)
        plain += entry[i].rest.length == 0;
    return plain;
}

/* "a=1&a[b]=2": nobody can say what was meant. */
static us_json *refuse_mixture(run *r, us_text key)
{
    us_text fault = us_arena_print(
        r->arena, "\"%.*s\" is given by itself and with something in brackets behind it",
        (int)key.length, key.bytes);
    return give_up(r, fault.bytes);
}

/* One value, spelled by entries with the same key so far. */
static us_json *read_group(run *r, us_entry *entry, unsigned entries, const us_reading *reading,
                           unsigned depth)
{
    unsigned plain = count_plain(entry, entries);
    if (plain == entries)
        return read_plain(r, entry, entries, reading);
    if (plain > 0)
        return refuse_mixture(r, entry[0].key);
    if (depth >= DEEPEST || (reading && reading->unknown))
        return give_up(r, us_reading_limit);
    for (unsigned i = 0; i < entries; i++)
        take_bracket(&entry[i]);
    sort(entry, entries);
    bool array = are_indices(entry, entries) &&
                 (!reading || reading->types & US_ARRAY || !(reading->types & US_OBJECT));
    return array ? read_array(r, entry, entries, reading, depth)
                 : read_object(r, entry, entries, reading, depth);
}

/* The length of ".name" or "[name]" at the start of the path; 0: it is neither. */
static size_t step_of(us_text path)
{
    size_t length = 1;
    bool dot = path.bytes[0] == '.';
    if (!dot && path.bytes[0] != '[')
        return 0;
    while (length < path.length && path.bytes[length] != '[' && path.bytes[length] != ']' &&
           !(dot && path.bytes[length] == '.'))
        length++;
    if (dot)
        return length < path.length && path.bytes[length] == ']' ? 0 : length;
    return length < path.length && path.bytes[length] == ']' ? length + 1 : 0;
}

us_text us_path_of_dots(us_arena *arena, us_text path)
{
    us_buf out = us_buf_new(arena, path.length * 2 + 1);
    for (size_t length; path.length > 0; path = us_text_slice(path, length, path.length)) {
        length = step_of(path);
        if (length == 0)
            return US_TEXT("");
        us_text name = us_text_slice(path, 1, path.bytes[0] == '.' ? length : length - 1);
        us_buf_add_byte(&out, '[');
        us_buf_add(&out, name);
        us_buf_add_byte(&out, ']');
    }
    return us_buf_text(&out);
}

us_json *us_read_entries(us_arena *arena, const us_entries *entries, const us_reading *reading,
                         const char **fault)
{
    run r = { .arena = arena, .separator = entries->separator };
    us_json *made;
    *fault = us_reading_limit;
    if (reading && reading->unknown)
        return NULL;
    if (!entries->rest)
        sort(entries->entry, entries->count);
    made = entries->rest ? read_group(&r, entries->entry, entries->count, reading, 0)
                         : read_object(&r, entries->entry, entries->count, reading, 0);
    *fault = r.fault;
    return r.fault ? NULL : made;
}
