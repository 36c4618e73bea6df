/* How a reply looks to Prism's users, beyond what it says: the words of the status line, challenges in one field, and
 * in fields of our own what Prism has no place for. */
#include <string.h>

#include "server/prism.h"

/* Clients take 16 KiB of fields, and half of that is for sl-violations. */
#define OWN_FIELD 4000

static bool is_challenge(const us_field *field)
{
    return us_text_equal(field->name, US_TEXT("WWW-Authenticate"));
}

/* Prism has none for an API key; where it is the only one it stays, since a 401 has to have one (RFC 9110, 15.5.2). */
static bool is_for_key(const us_field *field)
{
    return us_text_starts(field->value, US_TEXT("ApiKey"));
}

static us_text join_challenges(const us_turn *turn)
{
    us_buf all = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; i < turn->fields; i++) {
        if (!is_challenge(&turn->field[i]) || is_for_key(&turn->field[i]))
            continue;
        us_buf_add_string(&all, all.length > 0 ? "," : "");
        us_buf_add(&all, turn->field[i].value);
    }
    return us_buf_text(&all);
}

/* Who reads a field of a reply by its name often gets the last one only. */
static void unite_challenges(us_turn *turn)
{
    us_text all = join_challenges(turn);
    unsigned kept = 0;
    if (all.length == 0)
        return;
    for (unsigned i = 0; i < turn->fields; i++)
        if (!is_challenge(&turn->field[i]))
            turn->field[kept++] = turn->field[i];
    turn->fields = kept;
    us_turn_field(turn, US_TEXT("WWW-Authenticate"), all);
}

/* Node's, which are older than RFC 9110; NULL: the same as ours. */
static const char *phrase_of(unsigned status)
{
    switch (status) {
    case 413:
        return "Payload Too Large";
    case 418:
        return "I'm a Teapot";
    case 422:
        return "Unprocessable Entity";
    case 509:
        return "Bandwidth Limit Exceeded";
    default:
        return strcmp(us_status_phrase(status), "Unknown") == 0 ? "unknown" : NULL;
    }
}

/* Text for a field: what may not stand there is a question mark. */
static us_text in_ascii(us_arena *arena, us_text text)
{
    us_buf out = us_buf_new(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        us_buf_add_byte(&out, text.bytes[i] < ' ' || text.bytes[i] > '~' ? '?' : text.bytes[i]);
    return us_buf_text(&out);
}

/* Prism's sentences say what must be; ours also what is, and where the document says so. */
static void tell_more(us_turn *turn)
{
    const us_api *api = turn->cast ? turn->cast->api : NULL;
    us_text detail = us_text_slice(turn->detail, 0, OWN_FIELD);
    if (turn->reply->problem.length > 0 && detail.length > 0)
        us_turn_field(turn, US_TEXT("understudy-detail"), in_ascii(turn->arena, detail));
    if (us_findings_count(&turn->findings) > 0)
        us_turn_field(turn, US_TEXT("understudy-violations"),
                      us_findings_field(turn->arena, &turn->findings, api, US_TELL_ALL, OWN_FIELD));
}

void us_turn_prism(us_turn *turn)
{
    const us_service_options *options = &turn->service->options;
    if (options->compat != US_COMPAT_PRISM)
        return;
    turn->reply->phrase = phrase_of(turn->reply->status);
    tell_more(turn);
    if (turn->unauthorized &&
        !options->upstream) /* whose own challenges are passed on as they are */
        unite_challenges(turn);
}
