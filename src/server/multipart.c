/* multipart/form-data (RFC 7578, on RFC 2046, 5.1): parts between boundaries, each with a name. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "server/form.h"
#include "server/list.h"
#include "server/reading.h"

typedef struct part {
    us_text disposition, type; /* of its head; empty: not there */
    us_text content;
} part;

/* Where `wanted` stands in the text, or its length. */
static size_t find(us_text text, us_text wanted)
{
    const char *found = text.length >= wanted.length
                            ? memmem(text.bytes, text.length, wanted.bytes, wanted.length)
                            : NULL;
    return found ? (size_t)(found - text.bytes) : text.length;
}

static us_text without_name(us_text line, us_text name)
{
    return us_text_trim(us_text_slice(line, name.length, line.length));
}

static bool has_name(us_text line, us_text name)
{
    return us_text_equal_nocase(us_text_slice(line, 0, name.length), name);
}

/* The head of a part up to the empty line. */
static bool read_head(us_text *rest, part *p)
{
    const us_text disposition = US_TEXT("Content-Disposition:"), type = US_TEXT("Content-Type:");
    for (;;) {
        size_t end = find(*rest, US_TEXT("\r\n"));
        us_text line = us_text_slice(*rest, 0, end);
        if (end == rest->length)
            return false;
        *rest = us_text_slice(*rest, end + 2, rest->length);
        if (line.length == 0)
            return true;
        if (has_name(line, disposition))
            p->disposition = without_name(line, disposition);
        if (has_name(line, type))
            p->type = without_name(line, type);
    }
}

/* `delimiter` is CR LF "--" and the boundary. The last one has "--" behind it. */
static const char *next_part(us_text *rest, us_text delimiter, part *p, bool *last)
{
    *p = (part){ 0 };
    *last = us_text_starts(*rest, US_TEXT("--"));
    if (*last)
        return NULL;
    size_t line = find(*rest, US_TEXT("\r\n")); /* blanks may stand behind a boundary */
    *rest = us_text_slice(*rest, line + 2, rest->length);
    if (!read_head(rest, p))
        return "the head of a part has no end";
    size_t end = find(*rest, delimiter);
    if (end == rest->length)
        return "the last boundary is missing";
    p->content = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + delimiter.length, rest->length);
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
        entry->made = us_read_text(arena, entry->value, reading_of_part(field));
    return entry->made ? NULL : us_reading_limit;
}

/* Bytes that are no UTF-8 as a string of one character each, so that a length counts them. */
static us_text octets(us_arena *arena, us_text bytes)
{
    us_buf out = us_buf_new(arena, bytes.length * 2 + 1);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.bytes[i];
        if (byte >= 0x80)
            us_buf_add_byte(&out, (char)(0xC0 | byte >> 6));
        us_buf_add_byte(&out, (char)(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte));
    }
    return us_buf_text(&out);
}

/* A text whose name has brackets stays as it is: what it is read as follows from where they lead. */
static const char *read_content(us_arena *arena, const part *p, bool file, const us_reading *field,
                                us_entry *entry)
{
    us_media_type type;
    us_json_error error;
    bool typed = us_media_parse(p->type, &type), text = us_utf8_valid(p->content);
    if (typed && us_media_is_json(&type)) {
        entry->made = us_json_read(arena, p->content, NULL, &error);
        return entry->made ? NULL : error.message;
    }
    entry->value = text ? p->content : octets(arena, p->content);
    if (!text || file || (typed && !us_text_equal_nocase(type.type, US_TEXT("text"))))
        entry->made = us_json_new_string(arena, entry->value);
    else if (entry->rest.length == 0)
        return read_field(arena, field, entry);
    return NULL;
}

static const char *read_part(us_arena *arena, const part *p, const us_reading *form,
                             us_dialect dialect, us_entry *entry)
{
    us_reading room;
    us_text name = disposition_of(arena, p->disposition, US_TEXT("name"));
    bool file = disposition_of(arena, p->disposition, US_TEXT("filename")).bytes != NULL;
    if (!name.bytes || !us_utf8_valid(name))
        return "a part has no name";
    *entry = (us_entry){ 0 };
    const us_reading *field = us_form_split(arena, name, form, dialect, entry, &room);
    return read_content(arena, p, file, field, entry);
}

static unsigned count_parts(us_text body, us_text delimiter)
{
    unsigned count = 1;
    for (size_t at; (at = find(body, delimiter)) < body.length; count++)
        body = us_text_slice(body, at + delimiter.length, body.length);
    return count;
}

us_json *us_multipart_read(us_arena *arena, us_text body, const us_media_type *type,
                           const us_reading *reading, us_dialect dialect, const char **fault)
{
    us_text boundary = us_media_parameter(type, US_TEXT("boundary")), rest;
    *fault = "its media type has no boundary";
    if (!boundary.bytes)
        return NULL;
    boundary = us_list_unquote(arena, boundary);
    us_text delimiter = us_arena_print(arena, "\r\n--%.*s", (int)boundary.length, boundary.bytes);
    us_text first = us_text_slice(delimiter, 2, delimiter.length);
    bool at_once = us_text_starts(body, first);
    size_t start = at_once ? 0 : find(body, delimiter);
    *fault = "the first boundary is missing";
    if (start == body.length || boundary.length == 0)
        return NULL;
    rest = us_text_slice(body, start + (at_once ? first.length : delimiter.length), body.length);
    us_entries entries = { .entry = us_arena_alloc(arena, sizeof(us_entry) *
                                                              (count_parts(rest, delimiter) + 1)),
                           .separator = us_dialect_separator(dialect) };
    for (bool last = false;;) {
        part p;
        *fault = next_part(&rest, delimiter, &p, &last);
        if (!*fault && last)
            return us_read_entries(arena, &entries, reading, fault);
        if (!*fault)
            *fault = read_part(arena, &p, reading, dialect, &entries.entry[entries.count++]);
        if (*fault)
            return NULL;
    }
}
