/* Lines and records of JSON, cut before they are read: JSON holds neither a line end nor a record separator,
 * but as white space between its tokens. */
#include "server/sequence.h"

#include "base/utf8.h"
#include "server/events.h"

#define RECORD_SEPARATOR '\x1E'

static bool has_subtype(const us_media_type *type, const char *const *names)
{
    for (; *names; names++)
        if (us_text_equal_nocase(type->subtype, us_text_of(*names)))
            return us_text_equal_nocase(type->type, US_TEXT("application"));
    return false;
}

static bool is_lines(const us_media_type *type)
{
    static const char *const names[] = { "jsonl", "x-jsonlines", "x-ndjson", "ndjson", NULL };
    return has_subtype(type, names);
}

static bool is_records(const us_media_type *type)
{
    static const char *const names[] = { "json-seq", NULL };
    us_text subtype = type->subtype;
    size_t tail = subtype.length > 9 ? subtype.length - 9 : 0;
    return has_subtype(type, names) ||
           us_text_equal_nocase(us_text_slice(subtype, tail, subtype.length), US_TEXT("+json-seq"));
}

enum us_sequence us_sequence_of(const us_media_type *type)
{
    if (us_media_is_events(type))
        return US_SEQUENCE_EVENTS;
    if (is_lines(type))
        return US_SEQUENCE_LINES;
    return is_records(type) ? US_SEQUENCE_RECORDS : US_SEQUENCE_NONE;
}

enum us_sequence us_sequence_named(us_text name)
{
    us_media_type type;
    return us_media_parse(name, &type) ? us_sequence_of(&type) : US_SEQUENCE_NONE;
}

bool us_media_is_sequence(const us_media_type *type)
{
    return is_lines(type) || is_records(type);
}

/* Takes the text up to the separator off *rest, without the white space around it. */
static us_text next_text(us_text *rest, char separator)
{
    size_t end = us_text_find(*rest, separator);
    us_text text = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + 1, rest->length);
    while (text.length > 0 && (text.bytes[0] == '\n' || text.bytes[0] == '\r'))
        text = us_text_slice(text, 1, text.length);
    while (text.length > 0 &&
           (text.bytes[text.length - 1] == '\n' || text.bytes[text.length - 1] == '\r'))
        text.length--;
    return us_text_trim(text);
}

us_json *us_sequence_read(us_arena *arena, us_text body, const us_media_type *type, unsigned *item,
                          us_json_error *error)
{
    us_json *items = us_json_new_container(arena, cJSON_Array);
    char separator = is_lines(type) ? '\n' : RECORD_SEPARATOR;
    for (*item = 0; body.length > 0;) {
        us_text text = next_text(&body, separator);
        if (text.length == 0)
            continue;
        ++*item;
        us_json *value = us_json_read(arena, text, NULL, error);
        if (!value)
            return NULL;
        us_json_append(items, value, US_TEXT(""));
    }
    return items;
}
