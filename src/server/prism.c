/* How a reply looks to Prism's users, beyond what it says: the words of the status line, and challenges in one field. */
#include "server/turn.h"

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

/* Node's, which are older than RFC 9110. */
static const char *phrase_of(unsigned status)
{
    return status == 422 ? "Unprocessable Entity" : status == 413 ? "Payload Too Large" : NULL;
}

void us_turn_prism(us_turn *turn)
{
    const us_service_options *options = &turn->service->options;
    if (options->compat != US_COMPAT_PRISM)
        return;
    turn->reply->phrase = phrase_of(turn->reply->status);
    if (turn->unauthorized &&
        !options->upstream) /* whose own challenges are passed on as they are */
        unite_challenges(turn);
}
