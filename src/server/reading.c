/* Text to values: scalars, and lists and objects that stand in one text. */
#include "server/reading.h"

#include "base/utf8.h"
#include "server/service_inside.h"

const char us_reading_limit[] = "the value nests deeper than the stand-in can read";

us_json *us_read_scalar(us_arena *arena, us_text text, unsigned types)
{
    us_json *number = NULL;
    if ((types & US_NULL) && !(types & US_STRING) && us_text_equal(text, US_TEXT("null")))
        return us_json_new_literal(arena, cJSON_NULL);
    if ((types & US_BOOLEAN) && us_text_equal(text, US_TEXT("true")))
        return us_json_new_literal(arena, cJSON_True);
    if ((types & US_BOOLEAN) && us_text_equal(text, US_TEXT("false")))
        return us_json_new_literal(arena, cJSON_False);
    if (types & (US_INTEGER | US_NUMBER))
        number = us_json_new_number(arena, text);
    return number ? number : us_json_new_string(arena, text);
}

us_json *us_read_text(us_arena *arena, us_text text, const us_reading *reading)
{
    unsigned types = reading ? reading->types : US_STRING;
    us_text trimmed = us_text_trim(text);
    char first = trimmed.length > 0 ? trimmed.bytes[0] : '\0';
    us_json_error error;
    us_json *value = NULL;
    if ((types & US_OBJECT && first == '{') || (types & US_ARRAY && first == '['))
        value = us_json_read(arena, text, NULL, &error);
    return value ? value : us_read_scalar(arena, text, types);
}

const us_reading *us_reading_of(const us_reading *object, us_text name)
{
    for (unsigned i = 0; object && i < object->members; i++)
        if (us_text_equal(us_text_from(object->member[i].name), name))
            return &object->member[i];
    return object ? object->other : NULL;
}

const us_reading *us_reading_at(const us_reading *list, size_t place)
{
    if (!list)
        return NULL;
    return place < list->places ? &list->place[place] : list->item;
}

/* ---- cutting -------------------------------------------------------------------------------------- */

/* What cannot be decoded by itself was refused before, or is not encoded at all. */
static us_text decode(us_arena *arena, us_text raw, us_cut cut)
{
    us_text decoded;
    if (cut.decoded)
        return us_text_trim(raw);
    return us_percent_decode(arena, raw, cut.plus, &decoded) && us_utf8_valid(decoded) ? decoded
                                                                                       : raw;
}

/* Takes the next piece off *rest; false at the end. An empty text has no pieces. */
static bool next_piece(us_text *rest, char separator, us_text *piece)
{
    if (!rest->bytes)
        return false;
    size_t end = us_text_find(*rest, separator);
    *piece = us_text_slice(*rest, 0, end);
    *rest = end < rest->length ? us_text_slice(*rest, end + 1, rest->length) : (us_text){ 0 };
    return true;
}

/* A name without a value has the empty one; a name that comes twice has an array, as in a query. */
static us_json *read_object(us_arena *arena, us_text rest, us_cut cut, const us_reading *reading)
{
    size_t most = us_text_count(rest, cut.separator) + 1;
    us_entries entries = { .entry = us_arena_alloc(arena, sizeof(us_entry) * most) };
    const char *fault; /* only ever us_reading_limit: the names have nothing behind them */
    us_text piece, value = US_TEXT("");
    while (next_piece(&rest, cut.separator, &piece)) {
        size_t equals = cut.pairs ? us_text_find(piece, '=') : piece.length;
        us_text name = decode(arena, us_text_slice(piece, 0, equals), cut);
        if (cut.pairs)
            value = us_text_slice(piece, equals + 1, piece.length);
        else if (!next_piece(&rest, cut.separator, &value))
            value = US_TEXT("");
        entries.entry[entries.count++] =
            (us_entry){ .key = name, .value = decode(arena, value, cut) };
    }
    return us_read_entries(arena, &entries, reading, &fault);
}

char us_style_separator(enum us_style style)
{
    switch (style) {
    case US_STYLE_SPACE:
        return ' ';
    case US_STYLE_PIPE:
        return '|';
    case US_STYLE_TAB:
        return '\t';
    default:
        return 0;
    }
}

char us_list_separator(enum us_style style)
{
    return style == US_STYLE_FORM ? ',' : us_style_separator(style);
}

us_json *us_read_item(us_arena *arena, us_text text, const us_reading *item)
{
    const us_cut cut = { .separator = item ? us_list_separator(item->style) : 0, .decoded = true };
    us_json *value = us_read_text(arena, text, item);
    if (!cut.separator || item->unknown || !(item->types & US_ARRAY) ||
        us_json_kind(value) == cJSON_Array)
        return value;
    return us_read_cut(arena, text, cut, item);
}

us_json *us_read_cut(us_arena *arena, us_text text, us_cut cut, const us_reading *reading)
{
    if (reading->unknown)
        return NULL;
    if (!(reading->types & US_ARRAY))
        return read_object(arena, text, cut, reading);
    us_json *array = us_json_new_container(arena, cJSON_Array);
    us_text piece;
    for (size_t i = 0; next_piece(&text, cut.separator, &piece); i++)
        us_json_append(array,
                       us_read_item(arena, decode(arena, piece, cut), us_reading_at(reading, i)),
                       US_TEXT(""));
    return array;
}
