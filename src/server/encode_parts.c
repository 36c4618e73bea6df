/* Values as bodies of several parts (RFC 2046, 5.1; RFC 7578): a part for each member, or for each item of a
 * list. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "server/encode.h"

#include "base/percent.h"
#include "server/list.h"
#include "server/reading.h"
#include "server/service_inside.h"

typedef struct part {
    us_text name; /* bytes NULL: it has none */
    us_text type; /* empty: text, as that is understood (RFC 7578, 4.4) */
    us_text content;
    struct part *next;
} part;

typedef struct parts {
    us_arena *arena;
    part *first, **last;
} parts;

/* ---- What the parts are -------------------------------------------------------------------------- */

/* The first type that the encoding lists. */
static us_text type_of(const us_reading *reading, const us_json *value)
{
    us_text rest =
                reading && reading->encoding ? us_text_from(reading->encoding->type) : US_TEXT(""),
            item;
    bool container = us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array;
    if (us_list_next(&rest, ",", &item))
        return us_encode_type(item);
    return container ? US_TEXT("application/json") : US_TEXT("");
}

static void add_part(parts *p, us_text name, const us_json *value, const us_reading *reading)
{
    us_text type = type_of(reading, value), why;
    us_buf json = us_buf_new(p->arena, 64);
    part *added = US_NEW(p->arena, part);
    us_json_write(&json, value);
    *added = (part){ name, type, { NULL, 0 }, NULL };
    if (type.length > 0)
        added->content = us_encode(p->arena, us_buf_text(&json), type, NULL, &why);
    if (!added->content.bytes)
        added->content = us_encode_plain(p->arena, value);
    *p->last = added;
    p->last = &added->next;
}

/* What is said of a member's part is said of each of its items. */
static void add_repeated(parts *p, us_text name, const us_json *list, const us_reading *reading)
{
    for (const us_json *item = us_json_first(list); item; item = us_json_next(item))
        add_part(p, name, item, reading);
}

static void add_items(parts *p, const us_json *list, const us_reading *reading)
{
    size_t place = 0;
    for (const us_json *item = us_json_first(list); item; item = us_json_next(item))
        add_part(p, (us_text){ NULL, 0 }, item, us_reading_at(reading, place++));
}

static void add_members(parts *p, const us_json *object, const us_reading *reading)
{
    for (const us_json *m = us_json_first(object); m; m = us_json_next(m)) {
        const us_reading *field = us_reading_of(reading, us_json_key(m));
        if (us_json_kind(m) == cJSON_Array)
            add_repeated(p, us_json_key(m), m, field);
        else
            add_part(p, us_json_key(m), m, field);
    }
}

/* ---- Writing them -------------------------------------------------------------------------------- */

static bool holds(const part *p, us_text boundary)
{
    for (; p; p = p->next)
        if (p->content.length > 0 &&
            memmem(p->content.bytes, p->content.length, boundary.bytes, boundary.length))
            return true;
    return false;
}

/* One that is in no part. */
static us_text boundary_for(us_arena *arena, const part *first)
{
    us_text boundary = US_TEXT("understudy");
    for (unsigned i = 2; holds(first, boundary); i++)
        boundary = us_arena_print(arena, "understudy%u", i);
    return boundary;
}

static void write_part(us_buf *out, const part *p)
{
    const us_text in_quotes = US_TEXT("\"\r\n"); /* as browsers do (WHATWG HTML, 4.10.21.8) */
    if (p->name.bytes) {
        us_buf_add_string(out, "Content-Disposition: form-data; name=\"");
        us_percent_encode_only(out, p->name, in_quotes);
        us_buf_add_string(out, "\"\r\n");
    }
    if (p->type.length > 0)
        us_buf_print(out, "Content-Type: %.*s\r\n", (int)p->type.length, p->type.bytes);
    us_buf_add_string(out, "\r\n");
    us_buf_add(out, p->content);
    us_buf_add_string(out, "\r\n");
}

/* A body has at least one part. */
us_text us_encode_parts(us_arena *arena, const us_json *value, const us_reading *reading)
{
    parts p = { .arena = arena };
    us_buf out = us_buf_new(arena, 512);
    p.last = &p.first;
    if (us_json_kind(value) == cJSON_Object)
        add_members(&p, value, reading);
    else if (us_json_kind(value) == cJSON_Array)
        add_items(&p, value, reading);
    if (!p.first)
        add_part(&p, (us_text){ NULL, 0 }, value, reading);
    us_text boundary = boundary_for(arena, p.first);
    for (const part *each = p.first; each; each = each->next) {
        us_buf_print(&out, "--%.*s\r\n", (int)boundary.length, boundary.bytes);
        write_part(&out, each);
    }
    us_buf_print(&out, "--%.*s--\r\n", (int)boundary.length, boundary.bytes);
    return us_buf_text(&out);
}

us_text us_encode_boundary(us_text body)
{
    us_text line = us_text_slice(body, 0, us_text_find(body, '\n'));
    if (!us_text_starts(line, US_TEXT("--")))
        return US_TEXT("");
    if (us_text_ends(line, US_TEXT("\r")))
        line.length--;
    return us_text_trim(us_text_slice(line, 2, line.length));
}
