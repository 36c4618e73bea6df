/* contentEncoding, contentMediaType, contentSchema (JSON Schema Validation 2020-12, 8).
 *
 * What a string holds is an instance of its own, so it is checked in a run of its own, and what that finds is told
 * of the string. */
#include "base/transfer.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* JSON in a string in JSON, and so on: deeper is not looked. */
enum { CONTENTS_DEEPEST = 16 };

static bool is_asked(const us_check *ck, const us_json *value)
{
    return ck->contents && ck->contents <= CONTENTS_DEEPEST && is_kind(value, cJSON_String) &&
           !ck->limit;
}

US_COLD static void violate(us_check *ck, const us_json *value, const char *keyword,
                            const char *expected, us_at at, const char *message)
{
    if (!us_check_noted(ck, value, keyword))
        us_violate(ck, value, keyword, us_show_text(ck->arena, us_text_of(expected), US_SHOW_NAME),
                   at, "%s", message);
}

void us_content_encoding(us_check *ck, const us_json *value, const char *encoding, us_at at)
{
    us_text bytes;

    if (is_asked(ck, value) && !us_transfer_decode(ck->arena, encoding, string_text(value), &bytes))
        violate(ck, value, "contentEncoding", encoding, at,
                us_arena_print(ck->arena, "must be text in %s", encoding).bytes);
}

void us_content_media_type(us_check *ck, const us_json *value, const char *encoding, us_at at)
{
    us_json_error error;
    us_text text;

    if (is_asked(ck, value) && us_transfer_decode(ck->arena, encoding, string_text(value), &text) &&
        !us_json_read(ck->arena, text, NULL, &error))
        violate(ck, value, "contentMediaType", "application/json", at,
                us_arena_print(ck->arena, "must hold JSON: line %u, column %u: %s", error.line,
                               error.column, error.message)
                    .bytes);
}

/* A violation inside is one of the string, at a place in what it holds. */
static void tell(us_check *ck, const us_json *value, const us_violation *inside)
{
    us_violation *told;
    unsigned before = ck->violations;

    if (us_check_noted(ck, value, inside->keyword))
        return;
    us_violate(ck, value, inside->keyword, inside->expected, 0, "%s", inside->message.bytes);
    if (ck->violations == before) /* it was told before */
        return;
    told = &ck->violation[before];
    told->pointer =
        us_arena_print(ck->arena, "%.*s/#%.*s", (int)told->pointer.length, told->pointer.bytes,
                       (int)inside->pointer.length, inside->pointer.bytes);
    told->actual = inside->actual;
    told->at = inside->at;
}

void us_content_schema(us_check *ck, const us_json *value, const char *encoding, us_checker *check,
                       us_at at)
{
    us_json_error error;
    us_text text;
    us_json *held;
    us_check inside;

    (void)at; /* each violation has its own line */
    if (!is_asked(ck, value) || !us_transfer_decode(ck->arena, encoding, string_text(value), &text))
        return;
    held = us_json_read(ck->arena, text, NULL, &error);
    if (!held)
        return;
    us_check_begin(&inside, ck->arena, held, ck->pattern);
    inside.direction = ck->direction;
    inside.moved = ck->moved;
    inside.lines = ck->lines;
    inside.contents = ck->contents + 1;
    check(&inside, held);
    for (unsigned i = 0; i < inside.violations; i++)
        tell(ck, value, &inside.violation[i]);
    if (inside.limit)
        us_check_give_up(ck, inside.limit_reason);
}
