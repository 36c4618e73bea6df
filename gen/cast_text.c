/* Fixtures with expressions that are no JSON as a whole: text, XML, streams. Text is cut line by line, and what an
 * expression is worth will be escaped as its place needs; what is JSON in a stream is put together as JSON is. */
#include <string.h>

#include "gen/cast_inside.h"

typedef struct reading {
    cast_builder *b;
    const gen_example *example;
    us_text rest; /* what has not been cut yet */
} reading;

/* ---- Places ----------------------------------------------------------------------------------------------- */

static gen_at place_of(const reading *r, us_text text)
{
    gen_at at = { r->example->at.file, 1, 1 };
    for (const char *c = r->example->bytes.bytes; c < text.bytes; c++) {
        at.column = *c == '\n' ? 1 : at.column + 1;
        at.line += *c == '\n';
    }
    return at;
}

static size_t find(us_text text, us_text part)
{
    size_t at = 0;
    while (at < text.length && !us_text_starts(us_text_slice(text, at, text.length), part))
        at++;
    return at;
}

/* The next line, with its end. */
static us_text next_line(us_text *rest)
{
    us_text line = us_text_slice(*rest, 0, us_text_find(*rest, '\n') + 1);
    *rest = us_text_slice(*rest, line.length, rest->length);
    return line;
}

static us_text without_end(us_text line)
{
    while (line.length > 0 && strchr("\r\n", line.bytes[line.length - 1]))
        line.length--;
    return line;
}

/* ---- Text ------------------------------------------------------------------------------------------------- */

/* At most a line, whose end is none of a message's business. */
static void add_plain(const reading *r, us_text line, enum gen_segment_kind kind)
{
    cast_builder *b = r->b;
    us_text text = without_end(line);
    us_text from = us_text_slice(text, find(text, US_TEXT("{$")), text.length);
    cast_cut(b);
    cast_add_segment(b, kind, US_TEXT(""))->template =
        cast_read_template(b->g, b->operation, text, place_of(r, from));
    cast_add_text(b, us_text_slice(line, text.length, line.length));
}

/* Line by line, so that a slip has a line. */
static void add_lines(const reading *r, us_text text, enum gen_segment_kind kind)
{
    while (text.length > 0)
        add_plain(r, next_line(&text), kind);
}

/* In sections of characters nothing is escaped but their end. */
static void add_xml(const reading *r)
{
    us_text text = r->rest;
    for (bool section = false; text.length > 0; section = !section) {
        us_text mark = section ? US_TEXT("]]>") : US_TEXT("<![CDATA[");
        us_text part = us_text_slice(text, 0, find(text, mark) + mark.length);
        add_lines(r, part, section ? GEN_SEGMENT_CDATA : GEN_SEGMENT_XML);
        text = us_text_slice(text, part.length, text.length);
    }
}

/* ---- JSON in a stream ----------------------------------------------------------------------------------------- */

/* The fixture up to the end of this part with nothing but it, so that what is wrong has its line and column. */
static unsigned source_of(const reading *r, us_text part)
{
    us_text whole = r->example->bytes;
    us_text copy = us_arena_copy(&r->b->g->arena, whole);
    size_t start = (size_t)(part.bytes - whole.bytes);
    char *bytes = (char *)copy.bytes;
    for (size_t i = 0; i < start; i++)
        if (bytes[i] != '\n')
            bytes[i] = ' ';
    copy.length = start + part.length;
    return gen_take_source(r->b->g, r->example->source.bytes, copy);
}

static void add_json(const reading *r, us_text part, us_text pointer)
{
    const gen_node *node = gen_load_json(r->b->g, source_of(r, part));
    if (node)
        cast_add_value(r->b, node, pointer, US_TEXT(""));
}

/* Where the schema of an item is: of a list or, in older documents, of an item itself. */
static us_text item_pointer(const cast_builder *b)
{
    gen_places places = { .open = true };
    if (!b->media->is_list && b->media->schema_node)
        places = gen_schema_at(b->g, b->media->schema_node, US_TEXT(""));
    bool list = b->media->is_list || (!places.open && gen_types_at(&places) == GEN_TYPE_ARRAY);
    return list ? US_TEXT("/0") : US_TEXT("");
}

static void add_item(const reading *r, us_text item, us_text pointer)
{
    us_text value = us_text_trim(without_end(item));
    if (!cast_has_braces(item)) {
        cast_add_text(r->b, item);
        return;
    }
    if (value.length > 0 && value.bytes[0] == '\x1E') {
        cast_add_text(r->b, us_text_slice(value, 0, 1));
        value = us_text_slice(value, 1, value.length);
    }
    add_json(r, value, pointer);
    cast_add_text(r->b, US_TEXT("\n"));
}

/* Lines, or records with a separator before each. */
static void add_items(reading *r)
{
    bool records = us_text_find(r->rest, '\x1E') < r->rest.length;
    us_text pointer = item_pointer(r->b);
    while (r->rest.length > 0) {
        us_text item =
            records
                ? us_text_slice(r->rest, 0,
                                1 + us_text_find(us_text_slice(r->rest, 1, r->rest.length), '\x1E'))
                : us_text_slice(r->rest, 0, us_text_find(r->rest, '\n') + 1);
        r->rest = us_text_slice(r->rest, item.length, r->rest.length);
        add_item(r, item, pointer);
    }
}

/* ---- Events ----------------------------------------------------------------------------------------------------- */

/* Text that begins with an expression is no object. */
static bool is_json(us_text text)
{
    bool object = text.length > 1 && text.bytes[0] == '{' && text.bytes[1] != '$';
    return object || (text.length > 0 && (text.bytes[0] == '[' || text.bytes[0] == '"'));
}

/* A schema may be for the event or for its data, so it says nothing about the values of the latter. */
static void add_data(const reading *r, us_text line)
{
    us_text name = US_TEXT("data:");
    us_text value = us_text_trim(us_text_slice(without_end(line), name.length, line.length));
    if (!is_json(value)) {
        add_plain(r, line, GEN_SEGMENT_DATA);
        return;
    }
    cast_add_text(r->b, US_TEXT("data: "));
    add_json(r, value, US_TEXT(""));
    cast_add_text(r->b, US_TEXT("\n"));
}

static void add_events(reading *r)
{
    r->b->untyped = true;
    while (r->rest.length > 0) {
        us_text line = next_line(&r->rest);
        if (!cast_has_braces(line))
            cast_add_text(r->b, line);
        else if (us_text_starts(line, US_TEXT("data:")))
            add_data(r, line);
        else
            add_plain(r, line, GEN_SEGMENT_FIELD);
    }
}

void cast_add_fixture(cast_builder *b, enum cast_ending ending, const gen_example *example)
{
    reading r = { b, example, example->bytes };
    if (ending == CAST_XML)
        add_xml(&r);
    else if (ending == CAST_EVENTS)
        add_events(&r);
    else if (ending == CAST_LINES)
        add_items(&r);
    else
        add_lines(&r, r.rest, GEN_SEGMENT_PLAIN);
}
