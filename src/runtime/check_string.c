/* Keywords for strings (JSON Schema Validation 2020-12, 6.3 and 7). */
#include <assert.h>

#include "base/utf8.h"
#include "runtime/format.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* A code point takes 1 to 4 bytes, so most lengths are decided without counting. */

void us_min_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    size_t count;

    if (!is_kind(value, cJSON_String) || value->length / 4 >= limit)
        return;
    count = us_utf8_count(string_text(value));
    if (count < limit)
        us_violate_count(ck, value, "minLength", "at least", limit, "character", count, at);
}

void us_max_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    size_t count;

    if (!is_kind(value, cJSON_String) || value->length <= limit)
        return;
    count = us_utf8_count(string_text(value));
    if (count > limit)
        us_violate_count(ck, value, "maxLength", "at most", limit, "character", count, at);
}

/* In quotes, but with its own backslashes: that is how people know it. */
static us_text show_pattern(us_arena *arena, us_text source)
{
    us_buf out = us_buf_new(arena, US_SHOW_MESSAGE + 8);
    us_text start = us_utf8_cut(source, US_SHOW_MESSAGE);
    us_buf_add_byte(&out, '"');
    for (size_t i = 0; i < start.length; i++) {
        unsigned char byte = (unsigned char)start.bytes[i];
        if (byte < 0x20)
            us_buf_print(&out, "\\x%02x", byte);
        else
            us_buf_add_byte(&out, start.bytes[i]);
    }
    us_buf_add_string(&out, start.length < source.length ? "…\"" : "\"");
    return us_buf_text(&out);
}

US_COLD static void violate_pattern(us_check *ck, const us_json *value, us_text source, us_at at)
{
    if (us_check_noted(ck, value, "pattern"))
        return;
    us_violate(ck, value, "pattern", us_show_text(ck->arena, source, source.length), at,
               "must match the pattern %s, but is %s", show_pattern(ck->arena, source).bytes,
               us_show(ck->arena, value, US_SHOW_MESSAGE).bytes);
}

void us_matches(us_check *ck, const us_json *value, unsigned pattern, us_at at)
{
    if (!is_kind(value, cJSON_String) || ck->limit)
        return;
    assert(ck->pattern);
    switch (us_pattern_match(ck->pattern[pattern], string_text(value))) {
    case US_MATCH:
        break;
    case US_NO_MATCH:
        violate_pattern(ck, value, us_pattern_source(ck->pattern[pattern]), at);
        break;
    case US_MATCH_LIMIT:
        us_check_give_up(ck, "a regular expression takes too long on this value");
        break;
    }
}

US_COLD static void violate_format(us_check *ck, const us_json *value, const us_format_rule *format,
                                   us_at at)
{
    us_text name;

    if (us_check_noted(ck, value, "format"))
        return;
    name = us_arena_print(ck->arena, "\"%s\"", format->name);
    us_violate(ck, value, "format", name, at, "must be %s, but is %s", format->expected,
               us_show(ck->arena, value, US_SHOW_MESSAGE).bytes);
}

void us_format(us_check *ck, const us_json *value, const us_format_rule *format, us_at at)
{
    if (is_kind(value, cJSON_String)
            ? format->text && !format->text(string_text(value))
            : is_kind(value, cJSON_Number) && format->number && !format->number(value))
        violate_format(ck, value, format, at);
}
