/* Values as rows of cells and as fields of a form. */
#include "server/encode.h"

#include "base/percent.h"
#include "server/reading.h"
#include "server/service_inside.h"

/* ---- Tables (RFC 4180) --------------------------------------------------------------------------- */

typedef struct table {
    us_arena *arena;
    us_buf out;
    char separator;
    const us_json *names; /* an object whose members are called as the columns are */
} table;

static bool needs_quotes(us_text text, char separator)
{
    const us_text marks = US_TEXT("\"\r\n");
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == separator || us_text_find(marks, text.bytes[i]) < marks.length)
            return true;
    return text.length > 0 && us_text_trim(text).length < text.length;
}

static void add_cell(table *t, us_text text)
{
    if (!needs_quotes(text, t->separator)) {
        us_buf_add(&t->out, text);
        return;
    }
    us_buf_add_byte(&t->out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            us_buf_add_byte(&t->out, '"');
        us_buf_add_byte(&t->out, text.bytes[i]);
    }
    us_buf_add_byte(&t->out, '"');
}

/* null, and a member that is not there, is an empty cell. */
static void add_value(table *t, const us_json *value)
{
    if (value && us_json_kind(value) != cJSON_NULL)
        add_cell(t, us_encode_plain(t->arena, value));
}

static void add_names(table *t)
{
    for (const us_json *m = us_json_first(t->names); m; m = us_json_next(m)) {
        if (m != us_json_first(t->names))
            us_buf_add_byte(&t->out, t->separator);
        add_cell(t, us_json_key(m));
    }
    us_buf_add_string(&t->out, "\r\n");
}

/* An object has its cells in the order of the columns; an array brings its own; anything else is one cell. */
static void add_row(table *t, const us_json *row)
{
    bool object = us_json_kind(row) == cJSON_Object, array = us_json_kind(row) == cJSON_Array;
    const us_json *first = us_json_first(object ? t->names : row);
    for (const us_json *cell = first; (object || array) && cell; cell = us_json_next(cell)) {
        if (cell != first)
            us_buf_add_byte(&t->out, t->separator);
        add_value(t, object ? us_json_member(row, us_json_key(cell)) : cell);
    }
    if (!object && !array)
        add_value(t, row);
    us_buf_add_string(&t->out, "\r\n");
}

/* All names that the rows have, in the order in which they first come. */
static const us_json *names_of(us_arena *arena, const us_json *rows)
{
    us_json *names = us_json_new_container(arena, cJSON_Object);
    for (const us_json *row = us_json_first(rows); row; row = us_json_next(row)) {
        if (us_json_kind(row) != cJSON_Object)
            continue;
        for (const us_json *m = us_json_first(row); m; m = us_json_next(m))
            if (!us_json_member(names, us_json_key(m)))
                us_json_append(names, us_json_new_literal(arena, cJSON_NULL), us_json_key(m));
    }
    return names;
}

us_text us_encode_table(us_arena *arena, const us_json *value, char separator)
{
    table t = { arena, us_buf_new(arena, 256), separator, value };
    bool single = us_json_kind(value) == cJSON_Object;
    if (!single)
        t.names = names_of(arena, value);
    if (us_json_first(t.names))
        add_names(&t);
    if (single)
        add_row(&t, value);
    for (const us_json *row = single ? NULL : us_json_first(value); row; row = us_json_next(row))
        add_row(&t, row);
    return us_buf_text(&t.out);
}

/* ---- Forms (WHATWG URL, 5.2) --------------------------------------------------------------------- */

static void add_encoded(us_buf *out, us_text text)
{
    size_t space = us_text_find(text, ' ');
    for (; space < text.length; space = us_text_find(text, ' ')) {
        us_percent_encode(out, us_text_slice(text, 0, space), US_TEXT(US_MARKS_FORM));
        us_buf_add_byte(out, '+');
        text = us_text_slice(text, space + 1, text.length);
    }
    us_percent_encode(out, text, US_TEXT(US_MARKS_FORM));
}

static void begin_field(us_buf *out, us_text name)
{
    if (out->length > 0)
        us_buf_add_byte(out, '&');
    add_encoded(out, name);
    us_buf_add_byte(out, '=');
}

static void add_field(us_buf *out, us_text name, const us_json *value)
{
    begin_field(out, name);
    add_encoded(out, us_encode_plain(out->arena, value));
}

/* Items in one field, as the encoding asks; a comma between them is not encoded, those in them are. */
static void add_joined(us_buf *out, us_text name, const us_json *list, char separator)
{
    begin_field(out, name);
    for (const us_json *item = us_json_first(list); item; item = us_json_next(item)) {
        if (item != us_json_first(list) && separator == ',')
            us_buf_add_byte(out, ',');
        else if (item != us_json_first(list))
            add_encoded(out, (us_text){ &separator, 1 });
        add_encoded(out, us_encode_plain(out->arena, item));
    }
}

us_text us_encode_form(us_arena *arena, const us_json *value, const us_reading *reading)
{
    us_buf out = us_buf_new(arena, 128);
    for (const us_json *m = us_json_first(value); m; m = us_json_next(m)) {
        us_text name = us_json_key(m);
        const us_reading *field = us_reading_of(reading, name);
        char separator = field && field->style == US_STYLE_FORM && !field->explode ? ',' : 0;
        if (field && !field->explode && !separator)
            separator = us_style_separator(field->style);
        if (us_json_kind(m) != cJSON_Array)
            add_field(&out, name, m);
        else if (separator)
            add_joined(&out, name, m, separator);
        else
            for (const us_json *item = us_json_first(m); item; item = us_json_next(item))
                add_field(&out, name, item);
    }
    return us_buf_text(&out);
}
