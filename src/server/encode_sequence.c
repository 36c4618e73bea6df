/* Values as items of a sequence: events (WHATWG HTML, 9.2.5), lines, or records (RFC 7464). */
#include "server/encode.h"

#include "base/buf.h"

#define RECORD_SEPARATOR '\x1E'

/* ---- Events -------------------------------------------------------------------------------------- */

static bool is_field(us_text name)
{
    static const us_text fields[] = { { "data", 4 }, { "event", 5 }, { "id", 2 }, { "retry", 5 } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (us_text_equal(name, fields[i]))
            return true;
    return false;
}

/* An object that has `data`, and nothing that is no field of an event, is the event itself (OpenAPI 3.2, 4.14.4), and so
 * is one that has a text for `event` beside it; any other value is the data of one, which is what earlier documents
 * describe. */
static bool is_event(const us_json *value)
{
    if (us_json_kind(value) != cJSON_Object || !us_json_member(value, US_TEXT("data")))
        return false;
    const us_json *event = us_json_member(value, US_TEXT("event"));
    if (event && us_json_kind(event) == cJSON_String)
        return true;
    for (const us_json *m = us_json_first(value); m; m = us_json_next(m))
        if (!is_field(us_json_key(m)))
            return false;
    return true;
}

/* A line each; a value that cannot be in one line is data. */
static void add_lines(us_buf *out, us_text field, us_text text)
{
    for (bool more = true; more;) {
        size_t end = 0;
        while (end < text.length && text.bytes[end] != '\n' && text.bytes[end] != '\r')
            end++;
        bool both = end + 1 < text.length && text.bytes[end] == '\r' && text.bytes[end + 1] == '\n';
        more = end < text.length;
        us_buf_add(out, field);
        us_buf_add_string(out, ": ");
        us_buf_add(out, us_text_slice(text, 0, end));
        us_buf_add_byte(out, '\n');
        text = us_text_slice(text, end + (both ? 2 : 1), text.length);
    }
}

/* A name is one line. */
static void add_name(us_buf *out, const us_json *data, us_text event)
{
    bool object = event.length > 0 && us_json_kind(data) == cJSON_Object;
    const us_json *member = object ? us_json_member(data, event) : NULL;
    us_text name =
        member && us_json_kind(member) == cJSON_String ? us_json_string(member) : US_TEXT("");
    if (name.length > 0 && us_text_find(name, '\n') == name.length &&
        us_text_find(name, '\r') == name.length)
        add_lines(out, US_TEXT("event"), name);
}

static void add_event(us_buf *out, const us_json *value, us_text event)
{
    if (!is_event(value)) {
        add_name(out, value, event);
        add_lines(out, US_TEXT("data"), us_encode_plain(out->arena, value));
    } else {
        for (const us_json *m = us_json_first(value); m; m = us_json_next(m))
            if (is_field(us_json_key(m)) && us_json_kind(m) != cJSON_NULL)
                add_lines(out, us_json_key(m), us_encode_plain(out->arena, m));
    }
    us_buf_add_byte(out, '\n');
}

/* ---- Sequences ----------------------------------------------------------------------------------- */

void us_encode_item(us_buf *out, const us_json *value, enum us_sequence kind, us_text event)
{
    if (kind == US_SEQUENCE_EVENTS) {
        add_event(out, value, event);
        return;
    }
    if (kind == US_SEQUENCE_RECORDS)
        us_buf_add_byte(out, RECORD_SEPARATOR);
    us_json_write(out, value);
    us_buf_add_byte(out, '\n');
}

us_text us_encode_sequence(us_arena *arena, const us_json *value, enum us_sequence kind,
                           us_text event)
{
    us_buf out = us_buf_new(arena, 512);
    if (us_json_kind(value) != cJSON_Array)
        us_encode_item(&out, value, kind, event);
    else
        for (const us_json *item = us_json_first(value); item; item = us_json_next(item))
            us_encode_item(&out, item, kind, event);
    return us_buf_text(&out);
}
