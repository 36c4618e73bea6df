/* Answers of our own that break the contract: examples of a document often do. They are sent all the same, and
 * Prism's users are told in sl-violations; with --errors such an answer is refused. */
#include "server/body.h"
#include "server/choose.h"
#include "server/example_value.h"
#include "server/problem.h"

static bool is_wanted(const us_turn *turn, const us_choice *chosen)
{
    const us_service_options *options = &turn->service->options;
    return (options->errors || options->compat == US_COMPAT_PRISM) && chosen->example &&
           !chosen->made && chosen->media->check;
}

bool us_turn_check_own(us_turn *turn, const us_choice *chosen)
{
    unsigned from = turn->findings.kept;
    us_example_fault none; /* the start has told it */
    us_json *value = is_wanted(turn, chosen)
                         ? us_example_value(turn->arena, chosen->media, chosen->example, &none)
                         : NULL;
    if (!value)
        return true;
    turn->findings.direction = US_RESPONSE;
    us_body_check(turn, chosen->media, value);
    turn->findings.direction = US_REQUEST;
    if (!turn->service->options.errors || !us_findings_refuse(&turn->findings, from))
        return true;
    return us_turn_problem(turn, US_PROBLEM_ANSWER_BREAKS_CONTRACT,
                           "The example of status %u breaks the contract, and --errors is on.",
                           chosen->status);
}
