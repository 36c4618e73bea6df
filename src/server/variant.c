/* Answers by number: `Prefer: variant=12` gives the twelfth of the operation's repertoire, `variant=next` the one after
 * that which the session had last, and `variant="price is null"` the one that says so of itself.
 *
 * A session is what a client calls one (`session=NAME`), and otherwise all requests with the same credentials. */
#include "server/variant.h"

#include <limits.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "server/problem.h"
#include "server/repertoire.h"

/* ---- Which one ---------------------------------------------------------------------------------------------- */

static us_text session_of(const us_turn *turn)
{
    const us_text *credentials = us_request_field(turn->request, US_TEXT("Authorization"));
    if (turn->prefer_session.length > 0)
        return turn->prefer_session;
    return credentials ? *credentials : US_TEXT("");
}

/* 0: none is called so. */
static unsigned named(const us_repertoire *repertoire, us_text what)
{
    for (unsigned i = 0; i < repertoire->count; i++)
        if (us_text_equal(repertoire->role[i].what, what))
            return i + 1;
    return 0;
}

static unsigned choose(const us_turn *turn, const us_repertoire *repertoire, bool *again)
{
    us_text wish = turn->prefer_variant;
    unsigned number;
    *again = false;
    if (repertoire->count == 0)
        return 0;
    if (us_text_equal_nocase(wish, US_TEXT("next")))
        return us_repertoire_next(turn->service, turn->operation, session_of(turn),
                                  repertoire->count, again);
    return us_text_number(wish, UINT_MAX, &number) ? number : named(repertoire, wish);
}

static bool answer_none(us_turn *turn, const us_repertoire *repertoire)
{
    us_text id = us_text_from(turn->operation->id);
    us_text wish = us_utf8_cut(turn->prefer_variant, 100);
    if (repertoire->count == 0)
        return us_turn_problem(turn, US_PROBLEM_NOT_IN_CONTRACT,
                               "The operation %.*s has no variants; none can be made for %.*s.",
                               US_SHOWN(id), US_SHOWN(repertoire->left_out));
    return us_turn_problem(
        turn, US_PROBLEM_NOT_IN_CONTRACT,
        "The operation %.*s has %u variants, numbered from 1, and none is \"%.*s\"; "
        "/__understudy/operations/%.*s/variants lists them.",
        US_SHOWN(id), repertoire->count, US_SHOWN(wish), US_SHOWN(id));
}

/* ---- Saying which ------------------------------------------------------------------------------------------- */

/* How much of what is special goes into a field. */
enum { SAID = 1000 };

/* Fields are ASCII (RFC 9110, 5.5), so what is beyond is percent-encoded. */
static void add_ascii(us_buf *out, us_text text)
{
    us_text said = us_utf8_cut(text, SAID);
    for (size_t i = 0; i < said.length; i++) {
        unsigned char byte = (unsigned char)said.bytes[i];
        us_buf_print(out, byte < 0x20 || byte > 0x7E ? "%%%02X" : "%c", byte);
    }
    us_buf_add_string(out, said.length < text.length ? " ..." : "");
}

static void say(us_turn *turn, const us_repertoire *repertoire, unsigned number, bool again)
{
    const us_role *role = &repertoire->role[number - 1];
    us_buf out = us_buf_new(turn->arena, 128);
    const char *comma = turn->applied.length > 0 ? ", " : "";
    us_buf_print(&out, "%u of %u%s%s: ", number, repertoire->count,
                 again ? ", from the beginning again" : "",
                 role->contract ? "" : ", breaks the contract");
    add_ascii(&out, role->what);
    us_turn_field(
        turn, US_TEXT("Preference-Applied"),
        us_arena_print(turn->arena, "%.*s%svariant=%u", US_SHOWN(turn->applied), comma, number));
    us_turn_field(turn, US_TEXT("Understudy-Variant"), us_buf_text(&out));
}

bool us_answer_variant(us_turn *turn)
{
    const us_repertoire *repertoire = us_repertoire_of(turn->service, turn->cast, turn->operation);
    bool again;
    unsigned number = choose(turn, repertoire, &again);
    if (number == 0 || number > repertoire->count)
        return answer_none(turn, repertoire);
    const us_role *role = &repertoire->role[number - 1];
    us_example *example = US_NEW(turn->arena, us_example);
    example->bytes = (us_string){ role->body.bytes, (unsigned)role->body.length };
    const us_choice chosen = { .response = role->response,
                               .status = role->status,
                               .media = role->media,
                               .example = role->media ? example : NULL,
                               .made = true };
    say(turn, repertoire, number, again);
    return us_turn_give(turn, &chosen);
}
