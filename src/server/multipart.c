/* multipart/form-data (RFC 7578, on RFC 2046, 5.1): parts between boundaries, each with a name. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "server/charset.h"
#include "server/form.h"
#include "server/list.h"
#include "server/reading.h"

typedef struct reader {
    us_arena *arena;
    const us_reading *form;
    us_dialect dialect;
    us_text rest, delimiter; /* CR LF "--" and the boundary */
    us_form_parts *parts;
    us_entries entries;
    bool list; /* the parts are items */
} reader;

/* Where `wanted` stands in the text, or its length. */
static size_t find(us_text text, us_text wanted)
{
    const char *found = text.length >= wanted.length
                            ? memmem(text.bytes, text.length, wanted.bytes, wanted.length)
                            : NULL;
    return found ? (size_t)(found - text.bytes) : text.length;
}

/* The head of a part up to the empty line. */
static bool read_head(us_text *rest, us_form_part *p)
{
    us_text all = *rest;
    size_t length = 0;
    for (;;) {
        size_t end = find(*rest, US_TEXT("\r\n"));
        us_text line = us_text_slice(*rest, 0, end);
        if (end == rest->length)
            return false;
        *rest = us_text_slice(*rest, end + 2, rest->length);
        if (line.length == 0)
            break;
        length = (size_t)(rest->bytes - all.bytes);
    }
    p->head = us_text_slice(all, 0, length);
    return true;
}

bool us_form_part_field(us_text *head, us_text *name, us_text *value)
{
    size_t end = find(*head, US_TEXT("\r\n"));
    us_text line = us_text_slice(*head, 0, end);
    size_t colon = us_text_find(line, ':');
    *head = us_text_slice(*head, end + 2, head->length);
    *name = us_text_slice(line, 0, colon);
    *value = us_text_trim(us_text_slice(line, colon + 1, line.length));
    return line.length > 0;
}

/* The last field of that name; NULL bytes: there is none. */
static us_text field_of(us_text head, us_text wanted)
{
    us_text name, value, found = { 0 };
    while (us_form_part_field(&head, &name, &value))
        if (us_text_equal_nocase(name, wanted))
            found = value;
    return found;
}

/* The last boundary has "--" behind it. */
static const char *next_part(reader *r, us_form_part *p, bool *last)
{
    us_text *rest = &r->rest;
    *p = (us_form_part){ 0 };
    *last = us_text_starts(*rest, US_TEXT("--"));
    if (*last)
        return NULL;
    size_t line = find(*rest, US_TEXT("\r\n")); /* blanks may stand behind a boundary */
    *rest = us_text_slice(*rest, line + 2, rest->length);
    if (!read_head(rest, p))
        return "the head of a part has no end";
    size_t end = find(*rest, r->delimiter);
    if (end == rest->length)
        return "the last boundary is missing";
    p->content = us_text_slice(*rest, 0, end);
    p->type = field_of(p->head, US_TEXT("Content-Type"));
    *rest = us_text_slice(*rest, end + r->delimiter.length, rest->length);
    return NULL;
}

/* A parameter of Content-Disposition, which is cut as a media type's are. */
static us_text disposition_of(us_arena *arena, us_text disposition, us_text name)
{
    size_t semicolon = us_text_find(disposition, ';');
    us_media_type kind = { .parameters =
                               us_text_slice(disposition, semicolon + 1, disposition.length) };
    us_text value = us_media_parameter(&kind, name);
    return value.bytes ? us_list_unquote(arena, value) : value;
}

/* The reading of one part: of an array, one part is one item. */
static const us_reading *reading_of_part(const us_reading *field)
{
    bool list = field && field->types & US_ARRAY && !(field->types & (US_OBJECT | US_STRING));
    return list && !field->unknown ? field->item : field;
}

/* A field that is text: a list in one piece when its encoding says so. */
static const char *read_field(us_arena *arena, const us_reading *field, us_entry *entry)
{
    if (us_form_is_list(field, entry->value))
        entry->made = us_form_list(arena, entry->value, field);
    else
        entry->made = reading_of_part(field) == field
                          ? us_read_text(arena, entry->value, field)
                          : us_read_item(arena, entry->value, field->item);
    return entry->made ? NULL : us_reading_limit;
}

static const char *read_json(us_arena *arena, const us_form_part *p, us_entry *entry)
{
    us_json_error error;
    entry->made = us_json_read(arena, p->content, NULL, &error);
    if (entry->made)
        return NULL;
    return us_arena_print(arena, "the part \"%.*s\" is no JSON, line %u, column %u: %s",
                          (int)p->name.length, p->name.bytes, error.line, error.column,
                          error.message)
        .bytes;
}

/* A text whose name has brackets stays as it is: what it is read as follows from where they lead. */
static const char *read_content(us_arena *arena, const us_form_part *p, bool file,
                                const us_reading *field, us_entry *entry)
{
    us_media_type type;
    bool typed = us_media_parse(p->type, &type), text = us_utf8_valid(p->content);
    if (typed && us_media_is_json(&type))
        return read_json(arena, p, entry);
    entry->value = text ? p->content : us_latin1_to_utf8(arena, p->content);
    if (!text || file || (typed && !us_text_equal_nocase(type.type, US_TEXT("text"))))
        entry->made = us_json_new_string(arena, entry->value);
    else if (entry->rest.length == 0)
        return read_field(arena, field, entry);
    return NULL;
}

static const char *read_item(reader *r, us_form_part *p, us_entry *entry)
{
    const us_reading *item = us_reading_at(r->form, r->entries.count);
    p->encoding = item ? item->encoding : NULL;
    const char *fault = read_content(r->arena, p, false, item, entry);
    if (!fault && !entry->made)
        entry->made = us_read_text(r->arena, entry->value, item);
    return fault;
}

static const char *read_part(reader *r, us_form_part *p, us_entry *entry)
{
    us_reading room;
    us_text disposition = field_of(p->head, US_TEXT("Content-Disposition"));
    us_text name = disposition_of(r->arena, disposition, US_TEXT("name"));
    bool file = disposition_of(r->arena, disposition, US_TEXT("filename")).bytes != NULL;
    *entry = (us_entry){ 0 };
    if (r->list)
        return read_item(r, p, entry);
    if (!name.bytes || !us_utf8_valid(name))
        return "a part has no name";
    p->name = name;
    const us_reading *field = us_form_split(r->arena, name, r->form, r->dialect, entry, &room);
    p->encoding = field ? field->encoding : NULL;
    return read_content(r->arena, p, file, field, entry);
}

static unsigned count_parts(us_text body, us_text delimiter)
{
    unsigned count = 1;
    for (size_t at; (at = find(body, delimiter)) < body.length; count++)
        body = us_text_slice(body, at + delimiter.length, body.length);
    return count;
}

const char us_multipart_no_boundary[] =
    "its media type has no boundary; it gets one where the field Content-Type is left to what writes the form";

/* Goes behind the first boundary; what stands before it does not count. */
static const char *begin(reader *r, us_text body, const us_media_type *type)
{
    us_text boundary = us_media_parameter(type, US_TEXT("boundary"));
    if (!boundary.bytes)
        return us_multipart_no_boundary;
    boundary = us_list_unquote(r->arena, boundary);
    r->delimiter = us_arena_print(r->arena, "\r\n--%.*s", (int)boundary.length, boundary.bytes);
    us_text first = us_text_slice(r->delimiter, 2, r->delimiter.length);
    bool at_once = us_text_starts(body, first);
    size_t start = at_once ? 0 : find(body, r->delimiter);
    if (start == body.length || boundary.length == 0)
        return "the first boundary is missing";
    start += at_once ? first.length : r->delimiter.length;
    r->rest = us_text_slice(body, start, body.length);
    return NULL;
}

/* The items of a list, in their order. */
static us_json *list_of(const reader *r)
{
    us_json *list = us_json_new_container(r->arena, cJSON_Array);
    for (unsigned i = 0; i < r->entries.count; i++)
        us_json_append(list, r->entries.entry[i].made, US_TEXT(""));
    return list;
}

static const char *read_parts(reader *r)
{
    size_t most = count_parts(r->rest, r->delimiter) + 1;
    r->entries.entry = us_arena_alloc(r->arena, sizeof(us_entry) * most);
    r->parts->part = us_arena_alloc(r->arena, sizeof(us_form_part) * most);
    for (bool last = false;;) {
        us_form_part *p = &r->parts->part[r->parts->count];
        const char *fault = next_part(r, p, &last);
        if (!fault && !last)
            fault = read_part(r, p, &r->entries.entry[r->entries.count]);
        if (fault || last)
            return fault;
        r->parts->count++;
        r->entries.count++;
    }
}

us_json *us_multipart_read(us_arena *arena, us_text body, const us_media_type *type,
                           const us_reading *reading, us_dialect dialect, us_form_parts *parts,
                           const char **fault)
{
    reader r = { .arena = arena,
                 .form = reading,
                 .dialect = dialect,
                 .parts = parts,
                 .entries.separator = us_dialect_separator(dialect),
                 .list = reading && (reading->types & (US_ARRAY | US_OBJECT)) == US_ARRAY };
    *parts = (us_form_parts){ 0 };
    *fault = begin(&r, body, type);
    if (!*fault)
        *fault = read_parts(&r);
    if (*fault)
        return NULL;
    if (!r.list)
        return us_read_entries(arena, &r.entries, reading, fault);
    *fault = reading->unknown ? us_reading_limit : NULL;
    return *fault ? NULL : list_of(&r);
}
