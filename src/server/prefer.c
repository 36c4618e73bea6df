/* What the client asks to be answered with: `Prefer: code=404, example=name` (RFC 7240), or `__code` and
 * `__example` in the query where a field cannot be set. The field, when there is one, counts alone.
 *
 * RFC 7240 separates preferences with commas; a semicolon starts a parameter of a preference. Both names
 * have no parameters, and the semicolon is the commonest slip, so it separates here too. */
#include "server/list.h"
#include "server/problem.h"
#include "server/turn.h"

static void take_preference(us_turn *turn, us_text name, us_text value)
{
    us_text *wish = us_text_equal_nocase(name, US_TEXT("code"))      ? &turn->prefer_code
                    : us_text_equal_nocase(name, US_TEXT("example")) ? &turn->prefer_example
                                                                     : NULL;
    if (!wish || wish->bytes) /* of repeated ones the first counts (RFC 7240, 2) */
        return;
    *wish = us_list_unquote(turn->arena, value);
    turn->prefers = true;
}

static void take_field(us_turn *turn, us_text rest)
{
    us_text item;
    while (us_list_next(&rest, ",;", &item)) {
        us_text name, value;
        us_list_pair(item, &name, &value);
        take_preference(turn, name, value);
    }
}

static bool take_fields(us_turn *turn)
{
    bool any = false;
    const us_request *request = turn->request;
    for (unsigned i = 0; i < request->fields; i++) {
        if (!us_text_equal_nocase(request->field[i].name, US_TEXT("Prefer")))
            continue;
        take_field(turn, request->field[i].value);
        any = true;
    }
    return any;
}

static void take_query(us_turn *turn)
{
    const us_pair *code = us_pairs_find(&turn->query, US_TEXT("__code"));
    const us_pair *example = us_pairs_find(&turn->query, US_TEXT("__example"));
    if (code)
        take_preference(turn, US_TEXT("code"), code->value);
    if (example)
        take_preference(turn, US_TEXT("example"), example->value);
}

/* An interim answer (1xx) would not end the exchange, so it cannot be asked for. */
static bool is_final_status(us_text code)
{
    if (code.length != 3 || code.bytes[0] < '2' || code.bytes[0] > '5')
        return false;
    return code.bytes[1] >= '0' && code.bytes[1] <= '9' && code.bytes[2] >= '0' &&
           code.bytes[2] <= '9';
}

bool us_step_preference(us_turn *turn)
{
    if (!take_fields(turn))
        take_query(turn);
    us_text code = us_text_slice(turn->prefer_code, 0, 40);
    if (!turn->prefer_code.bytes || is_final_status(turn->prefer_code))
        return true;
    return us_turn_problem(
        turn, US_PROBLEM_BAD_PREFERENCE,
        "A preferred code is a status from 200 to 599, such as 404, not \"%.*s\".", US_SHOWN(code));
}
