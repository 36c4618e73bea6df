/* Cutting tables into rows and cells. What the standard does not allow is read as it stands: a quote inside a cell, a
 * row with fewer cells. */
#include "server/table.h"

#include "base/buf.h"
#include "runtime/understudy.h"

typedef struct table {
    us_arena *arena;
    us_text rest;
    char separator;
    bool row_ended; /* by the cell that was read last */
} table;

static bool is_named(const us_media_type *type, const char *kind, const char *subtype)
{
    return us_text_equal_nocase(type->type, us_text_of(kind)) &&
           us_text_equal_nocase(type->subtype, us_text_of(subtype));
}

char us_table_separator(const us_media_type *type)
{
    if (is_named(type, "text", "tab-separated-values"))
        return '\t';
    return is_named(type, "text", "csv") || is_named(type, "application", "csv") ? ',' : 0;
}

bool us_table_is_list(const us_reading *reading)
{
    return reading && reading->types & (US_ARRAY | US_OBJECT) && !(reading->types & US_STRING);
}

/* ---- Cells --------------------------------------------------------------------------------------- */

static char next_byte(const table *t)
{
    return t->rest.length > 0 ? t->rest.bytes[0] : '\n';
}

static void skip(table *t, size_t count)
{
    t->rest = us_text_slice(t->rest, count, t->rest.length);
}

/* Between quotes, where two stand for one. */
static us_text read_quoted(table *t)
{
    us_buf out = us_buf_new(t->arena, 32);
    skip(t, 1);
    while (t->rest.length > 0) {
        bool quote = t->rest.bytes[0] == '"';
        bool twice = quote && t->rest.length > 1 && t->rest.bytes[1] == '"';
        if (quote && !twice)
            break;
        us_buf_add_byte(&out, t->rest.bytes[0]);
        skip(t, twice ? 2 : 1);
    }
    skip(t, 1);
    return us_buf_text(&out);
}

static us_text read_cell(table *t)
{
    us_text quoted = next_byte(t) == '"' ? read_quoted(t) : US_TEXT("");
    size_t end = 0;
    while (end < t->rest.length && t->rest.bytes[end] != t->separator && t->rest.bytes[end] != '\n')
        end++;
    us_text plain = us_text_slice(t->rest, 0, end);
    skip(t, end);
    t->row_ended = next_byte(t) == '\n';
    skip(t, 1);
    if (t->row_ended && us_text_ends(plain, US_TEXT("\r")))
        plain.length--;
    us_buf out = us_buf_new(t->arena, quoted.length + plain.length);
    us_buf_add(&out, quoted);
    us_buf_add(&out, plain);
    return quoted.length > 0 ? us_buf_text(&out) : plain;
}

static us_json *read_value(table *t, us_text cell, const us_reading *reading)
{
    unsigned types = reading ? reading->types : US_STRING;
    if (cell.length == 0 && types & US_NULL && !(types & US_STRING))
        return us_json_new_literal(t->arena, cJSON_NULL);
    return us_read_text(t->arena, cell, reading);
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static us_json *read_array(table *t, const us_reading *reading)
{
    us_json *row = us_json_new_container(t->arena, cJSON_Array);
    do {
        us_json_append(row, read_value(t, read_cell(t), reading), US_TEXT(""));
    } while (!t->row_ended);
    return row;
}

static bool may_be_absent(us_text cell, const us_reading *reading)
{
    return cell.length == 0 && reading && !(reading->types & (US_STRING | US_NULL));
}

/* A cell without a name above it is one too many. */
static us_json *read_object(table *t, const us_json *names, const us_reading *reading)
{
    us_json *row = us_json_new_container(t->arena, cJSON_Object);
    const us_json *name = us_json_first(names);
    do {
        us_text cell = read_cell(t), key = name ? us_json_string(name) : US_TEXT("");
        const us_reading *member = us_reading_of(reading, key);
        if (!us_json_member(row, key) && !may_be_absent(cell, member))
            us_json_append(row, read_value(t, cell, member), key);
        name = name ? us_json_next(name) : NULL;
    } while (!t->row_ended);
    return row;
}

us_json *us_table_read(us_arena *arena, us_text body, char separator, const us_reading *reading)
{
    table t = { .arena = arena, .rest = body, .separator = separator };
    us_json *rows = us_json_new_container(arena, cJSON_Array);
    bool list = !reading || reading->types & US_ARRAY;
    const us_reading *item = list && reading ? reading->item : reading;
    unsigned types = item ? item->types : US_STRING;
    const us_json *names = types & US_OBJECT && body.length > 0 ? read_array(&t, NULL) : NULL;
    while (t.rest.length > 0) {
        us_json *row;
        if (names)
            row = read_object(&t, names, item);
        else if (types & US_ARRAY)
            row = read_array(&t, item->item);
        else
            row = read_value(&t, read_cell(&t), item);
        us_json_append(rows, row, US_TEXT(""));
    }
    return list || rows->count != 1 ? rows : (us_json *)rows->node.child;
}
