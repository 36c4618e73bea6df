/* What to do about a parameter that is wrong, where its spelling shows how that came. */
#include "base/ascii.h"
#include "server/parameter.h"
#include "server/problem.h"

/* A plus sign in a query is a space; whoever wants to send one has to write %2B. */
static bool shows_lost_plus(const us_turn *turn, const us_parameter *parameter,
                            const us_violation *violation)
{
    us_text name = us_text_from(parameter->name);
    if (us_text_find(violation->actual, ' ') == violation->actual.length)
        return false;
    for (unsigned i = 0; i < turn->query.count; i++)
        if (us_text_starts(turn->query.pair[i].name, name) &&
            us_text_find(turn->query.pair[i].raw, '+') < turn->query.pair[i].raw.length)
            return true;
    return false;
}

/* An object that comes as a single text, where each of its members has a name of its own. */
static bool lacks_members(const us_parameter *parameter, const us_violation *violation)
{
    return parameter->style == US_STYLE_DEEP && violation->locations == 0 &&
           us_text_equal(us_text_of(violation->keyword), US_TEXT("type")) &&
           us_text_starts(violation->actual, US_TEXT("\""));
}

/* A list that came as one item, as the commas between its items were encoded. */
static bool shows_encoded_commas(const us_turn *turn, const us_parameter *parameter,
                                 const us_violation *violation)
{
    us_text name = us_text_from(parameter->name);
    if (parameter->style != US_STYLE_FORM || parameter->explode || violation->locations != 1 ||
        us_text_find(violation->actual, ',') == violation->actual.length)
        return false;
    for (unsigned i = 0; i < turn->query.count; i++)
        if (us_text_equal(turn->query.pair[i].name, name) &&
            us_text_find(turn->query.pair[i].raw, ',') == turn->query.pair[i].raw.length)
            return true;
    return false;
}

static us_text hint_of(const us_turn *turn, const us_parameter *parameter,
                       const us_violation *violation)
{
    us_text name = us_text_from(parameter->name);
    if (shows_lost_plus(turn, parameter, violation))
        return US_TEXT("; a + in a query is a space: write %2B for a plus");
    if (shows_encoded_commas(turn, parameter, violation))
        return US_TEXT("; %2C is a comma inside an item: write a plain , between two items");
    if (lacks_members(parameter, violation))
        return us_arena_print(turn->arena, "; each of its members is written as %.*s[member]=value",
                              US_SHOWN(name));
    return US_TEXT("");
}

void us_parameter_hint(us_turn *turn, const us_parameter *parameter, unsigned first)
{
    for (unsigned i = first; parameter->in == US_IN_QUERY && i < turn->findings.kept; i++) {
        us_finding *finding = &turn->findings.finding[i];
        us_text hint = hint_of(turn, parameter, finding->violation);
        if (hint.length == 0)
            continue;
        us_violation *violation = US_NEW(turn->arena, us_violation);
        *violation = *finding->violation;
        violation->message =
            us_arena_print(turn->arena, "%.*s%.*s", US_SHOWN(violation->message), US_SHOWN(hint));
        finding->violation = violation;
    }
}
