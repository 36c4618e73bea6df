/* application/x-www-form-urlencoded: the fields of a form, each in the style that its encoding asks for. */
#include "server/form.h"

#include "server/pairs.h"
#include "server/reading.h"
#include "server/service_inside.h"

bool us_form_is_list(const us_reading *field, us_text value)
{
    const unsigned scalars = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING;
    char separator = field ? us_list_separator(field->style) : 0;
    if (!separator || field->explode || !(field->types & (US_ARRAY | US_OBJECT)))
        return false;
    return !(field->types & scalars) || us_text_find(value, separator) < value.length;
}

us_json *us_form_list(us_arena *arena, us_text value, const us_reading *field)
{
    const us_cut cut = { .separator = us_list_separator(field->style), .decoded = true };
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

/* ---- names -------------------------------------------------------------------------------------- */

static bool has_member(const us_reading *object, us_text name)
{
    return object && us_reading_of(object, name) != object->other;
}

/* "card[number]" for "card.number", unless the form has such a field. */
static us_text without_dots(us_arena *arena, us_text name, const us_reading *form)
{
    size_t dot = us_text_find(name, '.');
    if (dot == 0 || dot == name.length || has_member(form, name))
        return name;
    us_text path = us_path_of_dots(arena, us_text_slice(name, dot, name.length));
    if (path.length == 0)
        return name;
    return us_arena_print(arena, "%.*s%.*s", (int)dot, name.bytes, (int)path.length, path.bytes);
}

/* The field whose member the name is where members stand in the open; NULL: it is a field itself. */
static const us_reading *owner_of(us_text name, const us_reading *form)
{
    const unsigned types = US_OBJECT | US_ARRAY | US_STRING;
    if (!form || has_member(form, name))
        return NULL;
    for (unsigned i = 0; i < form->members; i++)
        if ((form->member[i].types & types) == US_OBJECT && has_member(&form->member[i], name))
            return &form->member[i];
    return NULL;
}

const us_reading *us_form_split(us_arena *arena, us_text name, const us_reading *form,
                                us_dialect dialect, us_entry *entry, us_reading *room)
{
    const us_reading *owner = dialect.object == US_OBJECT_FLAT ? owner_of(name, form) : NULL;
    us_spelling spelling;
    if (dialect.object == US_OBJECT_DOTS)
        name = without_dots(arena, name, form);
    us_entry_split(entry, name, form);
    if (owner) {
        entry->key = us_text_from(owner->name);
        entry->rest = us_arena_print(arena, "[%.*s]", (int)name.length, name.bytes);
    }
    const us_reading *field = us_reading_of(form, entry->key);
    if (!field || !us_dialect_spelling(dialect, field->types, &spelling))
        return field;
    *room = *field;
    room->style = spelling.style;
    room->explode = spelling.explode;
    return room;
}

/* ---- fields ------------------------------------------------------------------------------------- */

/* False: us_reading_limit. */
static bool read_field(us_arena *arena, const us_pair *pair, const us_reading *form,
                       us_dialect dialect, us_entry *entry)
{
    us_reading room;
    *entry = (us_entry){ .value = pair->value };
    const us_reading *field = us_form_split(arena, pair->name, form, dialect, entry, &room);
    if (entry->rest.length > 0 || !us_form_is_list(field, pair->value))
        return true;
    entry->made = read_list(arena, pair, field);
    return entry->made != NULL;
}

us_json *us_form_read(us_arena *arena, us_text body, const us_reading *reading, us_dialect dialect,
                      const char **fault)
{
    us_pairs pairs;
    *fault = us_pairs_of_query(arena, body, &pairs);
    if (*fault)
        return NULL;
    us_entries entries = { .entry = us_arena_alloc(arena, sizeof(us_entry) * (pairs.count + 1)),
                           .count = pairs.count,
                           .separator = us_dialect_separator(dialect) };
    *fault = us_reading_limit;
    for (unsigned i = 0; i < pairs.count; i++)
        if (!read_field(arena, &pairs.pair[i], reading, dialect, &entries.entry[i]))
            return NULL;
    return us_read_entries(arena, &entries, reading, fault);
}
