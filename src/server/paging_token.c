/* Tokens that no page has told.
 *
 * Which tokens are good no contract says: any text that the parameter's schema takes keeps it. So such a token asks
 * for the first page, and a warning says that it leads nowhere. Only who wrote down how the API refuses it, in an
 * example or fixture named after the parameter, has it refused. */
#include "base/squeeze.h"
#include "server/paging.h"
#include "server/problem.h"

/* The token of the request that no page has told; NULL: there is none. */
static const us_pair *unknown_token(const us_turn *turn)
{
    const us_paging *paging = turn->operation->paging;
    const us_pair *given;
    if (turn->service->options.pages == 0 || !paging || paging->by != US_PAGING_TOKEN)
        return NULL;
    given = us_pairs_find(&turn->query, us_text_from(paging->where));
    return given && given->value.length > 0 && !us_page_token_known(turn, given->value) ? given
                                                                                        : NULL;
}

/* ---- Names of refusals -------------------------------------------------------------------------------------- */

static us_text squeeze(us_arena *arena, us_text name)
{
    return us_squeeze(name, us_arena_alloc(arena, name.length + 1), name.length);
}

/* The length of the word for what is not good that the text starts with; 0: another. */
static size_t wrong_word(us_text text)
{
    static const char *const words[] = { "invalid",   "bad",     "unknown", "unrecognized",
                                         "wrong",     "illegal", "expired", "stale",
                                         "malformed", "not",     "such",    "found",
                                         "valid",     "error",   "no",      "is" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (us_text_starts(text, us_text_of(words[i])))
            return strlen(words[i]);
    return 0;
}

/* Whether nothing else stands in it. */
static bool says_wrong(us_text text)
{
    size_t word = 1;
    for (; text.length > 0 && word > 0; text = us_text_slice(text, word, text.length))
        word = wrong_word(text);
    return word > 0;
}

/* `pageToken`, `invalid-page-token`, `page_token_expired`; what else is in a name may be about something else, as
 * `retry-after` is where `after` asks for a page. */
static bool is_about(us_text name, us_text parameter)
{
    for (size_t i = 0; i + parameter.length <= name.length; i++)
        if (us_text_starts(us_text_slice(name, i, name.length), parameter))
            return says_wrong(us_text_slice(name, 0, i)) &&
                   says_wrong(us_text_slice(name, i + parameter.length, name.length));
    return false;
}

static bool shows_refusal(const us_turn *turn, const us_media *media, us_text parameter)
{
    for (unsigned i = 0; i < media->examples; i++)
        if (is_about(squeeze(turn->arena, us_text_from(media->example[i].name)), parameter))
            return true;
    return false;
}

static bool is_refused(const us_turn *turn)
{
    const us_response *refusal = us_response_refusing(turn->operation);
    us_text parameter = squeeze(turn->arena, us_text_from(turn->operation->paging->where));
    for (unsigned i = 0; refusal && parameter.length > 0 && i < refusal->medias; i++)
        if (shows_refusal(turn, &refusal->media[i], parameter))
            return true;
    return false;
}

/* ---- The verdict -------------------------------------------------------------------------------------------- */

/* The line that declares the parameter; what only a link tells of has none of its own. */
static us_at line_of(const us_turn *turn)
{
    const us_parameter *parameter = us_page_parameter(turn);
    return parameter ? parameter->at : turn->operation->at;
}

bool us_step_paging(us_turn *turn)
{
    const us_pair *given = unknown_token(turn);
    if (given && is_refused(turn))
        us_findings_add(&turn->findings, turn->arena, US_TEXT("query"), given->name, "pageToken",
                        US_TEXT("is no token that a page has told"), line_of(turn));
    return true;
}

void us_page_warn(us_turn *turn, const us_choice *chosen)
{
    const us_pair *given = unknown_token(turn);
    bool asked =
        chosen->cue && chosen->cue->guarded; /* by conditions that know the token, perhaps */
    if (given && !asked && turn->validation != US_VALIDATION_OFF && !is_refused(turn))
        us_findings_warn(&turn->findings, turn->arena, US_TEXT("query"), given->name, "pageToken",
                         US_TEXT("is no token that a page has told, so this is the first page"),
                         line_of(turn));
}
