/* application/x-www-form-urlencoded: the fields of a form, each in the style that its encoding asks for. */
#include "server/form.h"

#include "server/pairs.h"
#include "server/reading.h"
#include "server/service_inside.h"

/* What divides a list in one field; 0: its items are fields of their own. */
static char separator_of(enum us_style style)
{
    return style == US_STYLE_FORM ? ',' : us_style_separator(style);
}

bool us_form_is_list(const us_reading *field)
{
    return field && !field->explode && field->types & (US_ARRAY | US_OBJECT) &&
           separator_of(field->style);
}

us_json *us_form_list(us_arena *arena, us_text value, const us_reading *field)
{
    const us_cut cut = { .separator = separator_of(field->style), .decoded = true };
    return us_read_cut(arena, value, cut, field);
}

/* Commas divide before they are decoded: an encoded one belongs to its item. */
static us_json *read_list(us_arena *arena, const us_pair *pair, const us_reading *field)
{
    const us_cut cut = { .separator = ',', .plus = US_PLUS_IS_SPACE };
    if (field->style == US_STYLE_FORM)
        return us_read_cut(arena, pair->raw, cut, field);
    return us_form_list(arena, pair->value, field);
}

/* False: us_reading_limit. */
static bool read_field(us_arena *arena, const us_pair *pair, const us_reading *form,
                       us_entry *entry)
{
    *entry = (us_entry){ .value = pair->value };
    us_entry_split(entry, pair->name, form);
    const us_reading *field = us_reading_of(form, entry->key);
    if (entry->rest.length > 0 || !us_form_is_list(field))
        return true;
    entry->made = read_list(arena, pair, field);
    return entry->made != NULL;
}

us_json *us_form_read(us_arena *arena, us_text body, const us_reading *reading, const char **fault)
{
    us_pairs pairs;
    *fault = us_pairs_of_query(arena, body, &pairs);
    if (*fault)
        return NULL;
    us_entries entries = { .entry = us_arena_alloc(arena, sizeof(us_entry) * (pairs.count + 1)),
                           .count = pairs.count };
    *fault = us_reading_limit;
    for (unsigned i = 0; i < pairs.count; i++)
        if (!read_field(arena, &pairs.pair[i], reading, &entries.entry[i]))
            return NULL;
    return us_read_entries(arena, &entries, reading, fault);
}
