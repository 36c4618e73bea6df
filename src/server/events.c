/* Reading events line by line. Lines end with LF, CR or both; an empty one ends an event. */
#include "server/events.h"

#include "base/buf.h"

typedef struct event {
    bool given, has_data;
    us_buf data; /* its lines, joined with LF */
    us_text name, id, retry;
} event;

bool us_media_is_events(const us_media_type *type)
{
    return us_text_equal_nocase(type->type, US_TEXT("text")) &&
           us_text_equal_nocase(type->subtype, US_TEXT("event-stream"));
}

us_text us_events_line(us_text *rest)
{
    size_t end = 0;
    while (end < rest->length && rest->bytes[end] != '\n' && rest->bytes[end] != '\r')
        end++;
    us_text line = us_text_slice(*rest, 0, end);
    bool both = end + 1 < rest->length && rest->bytes[end] == '\r' && rest->bytes[end + 1] == '\n';
    *rest = us_text_slice(*rest, end + (both ? 2 : 1), rest->length);
    return line;
}

static void take_field(us_arena *arena, event *e, us_text line)
{
    size_t colon = us_text_find(line, ':');
    us_text name = us_text_slice(line, 0, colon);
    us_text value = us_text_slice(line, colon + 1, line.length);
    if (us_text_starts(value, US_TEXT(" ")))
        value = us_text_slice(value, 1, value.length);
    us_text *place = us_text_equal(name, US_TEXT("event"))   ? &e->name
                     : us_text_equal(name, US_TEXT("id"))    ? &e->id
                     : us_text_equal(name, US_TEXT("retry")) ? &e->retry
                                                             : NULL;
    bool data = us_text_equal(name, US_TEXT("data"));
    if (place)
        *place = value;
    if (data && !e->has_data)
        e->data = us_buf_new(arena, value.length + 1);
    else if (data)
        us_buf_add_byte(&e->data, '\n');
    if (data)
        us_buf_add(&e->data, value);
    e->has_data |= data;
    e->given |= data || place;
}

static void add_text(us_arena *arena, us_json *object, us_text key, us_text value)
{
    if (value.bytes)
        us_json_append(object, us_json_new_string(arena, value), key);
}

static us_json *object_of(us_arena *arena, const event *e)
{
    us_json *object = us_json_new_container(arena, cJSON_Object);
    us_json *retry = e->retry.bytes ? us_json_new_number(arena, e->retry) : NULL;
    if (e->has_data)
        add_text(arena, object, US_TEXT("data"), us_buf_text(&e->data));
    add_text(arena, object, US_TEXT("event"), e->name);
    add_text(arena, object, US_TEXT("id"), e->id);
    if (retry)
        us_json_append(object, retry, US_TEXT("retry"));
    else
        add_text(arena, object, US_TEXT("retry"), e->retry);
    return object;
}

us_json *us_events_read(us_arena *arena, us_text body)
{
    us_json *events = us_json_new_container(arena, cJSON_Array);
    event e = { 0 };
    if (us_text_starts(body, US_TEXT("\xEF\xBB\xBF")))
        body = us_text_slice(body, 3, body.length);
    while (body.length > 0 || e.given) {
        us_text line = us_events_line(&body);
        if (line.length > 0) {
            take_field(arena, &e, line);
            continue;
        }
        if (e.given)
            us_json_append(events, object_of(arena, &e), US_TEXT(""));
        e = (event){ 0 };
    }
    return events;
}
