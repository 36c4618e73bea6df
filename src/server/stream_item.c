/* Items one by one, by what reads whole bodies of them. */
#include "server/stream_item.h"

#include "base/utf8.h"
#include "server/events.h"

static void add(us_stream_item *item, const us_json *value)
{
    if (value)
        item->value[item->values++] = value;
}

/* The same again: a node is in one tree only. */
static us_json *copy_of(us_arena *arena, const us_json *value)
{
    us_json_error error;
    us_buf text = us_buf_new(arena, 64);
    us_json_write(&text, value);
    return us_json_read(arena, us_buf_text(&text), NULL, &error);
}

/* The event with what its data spells in the place of that. */
static us_json *with_data(us_arena *arena, const us_json *event, us_json *data)
{
    us_json *object = us_json_new_container(arena, cJSON_Object);
    for (const us_json *m = us_json_first(event); m && data; m = us_json_next(m)) {
        bool replaced = us_text_equal(us_json_key(m), US_TEXT("data"));
        us_json_append(object, replaced ? data : copy_of(arena, m), us_json_key(m));
    }
    return data ? object : NULL;
}

static us_stream_item read_event(us_arena *arena, us_text text)
{
    us_stream_item item = { .fault = US_TEXT("") };
    us_json_error error;
    if (!us_utf8_valid(text)) {
        item.fault = US_TEXT("it is no UTF-8");
        return item;
    }
    const us_json *event = us_json_first(us_events_read(arena, text));
    const us_json *data = event ? us_json_member(event, US_TEXT("data")) : NULL;
    add(&item, event);
    if (!data)
        return item;
    item.data = us_json_string(data);
    add(&item, with_data(arena, event, us_json_read(arena, item.data, NULL, &error)));
    add(&item, us_json_read(arena, item.data, NULL, &error));
    add(&item, data);
    return item;
}

/* A record has a separator before it. */
static us_text without_separator(us_text text)
{
    size_t skip = text.length > 0 && text.bytes[0] == '\x1E';
    return us_text_trim(us_text_slice(text, skip, text.length));
}

us_stream_item us_stream_item_read(us_arena *arena, us_text text, enum us_sequence kind)
{
    us_stream_item item = { .fault = US_TEXT("") };
    if (kind == US_SEQUENCE_EVENTS)
        return read_event(arena, text);
    item.data = without_separator(text);
    if (item.data.length == 0)
        return item;
    add(&item, us_json_read(arena, item.data, NULL, &item.error));
    if (item.values == 0)
        item.fault = us_arena_print(arena, "line %u, column %u: %s", item.error.line,
                                    item.error.column, item.error.message);
    return item;
}

static void run(us_check *ck, us_arena *arena, us_pattern *const *pattern, const us_media *media,
                const us_json *value)
{
    us_check_begin(ck, arena, value, pattern);
    ck->direction = US_RESPONSE;
    ck->moved = &media->moved;
    media->check(ck, value);
}

/* Whether the value as a whole is refused, and not only something in it. */
static bool is_of_other_kind(const us_check *ck)
{
    for (unsigned i = 0; i < ck->violations; i++)
        if (ck->violation[i].pointer.length == 0)
            return true;
    return ck->limit;
}

/* One that is at least of the right kind, and then the one of which less is wrong. */
static bool is_closer(const us_check *a, const us_check *b)
{
    if (is_of_other_kind(a) != is_of_other_kind(b))
        return is_of_other_kind(b);
    return a->violations + a->dropped < b->violations + b->dropped;
}

static bool is_composite(const us_json *value)
{
    return us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array;
}

/* Which of the values the schema is about, from *from on and before the one that is returned. Of the data alone what
 * stands for the event is left out, and of an object or a list its text, which a schema without `type` would take. */
static unsigned values_for(const us_media *media, const us_stream_item *item, unsigned *from)
{
    bool data = media->data_only && item->values > 1;
    *from = data ? item->values / 2 : 0;
    return data && is_composite(item->value[*from]) ? *from + 1 : item->values;
}

void us_stream_item_check(us_check *ck, us_arena *arena, us_pattern *const *pattern,
                          const us_media *media, const us_stream_item *item)
{
    us_check other;
    unsigned from, end = values_for(media, item, &from);
    run(ck, arena, pattern, media, item->value[from]);
    for (unsigned i = from + 1; i < end && (ck->violations > 0 || ck->limit); i++) {
        run(&other, arena, pattern, media, item->value[i]);
        if (is_closer(&other, ck))
            *ck = other;
    }
}
