/* Answers of our own that break the contract: examples of a document often do. They are sent all the same, and
 * Prism's users are told in sl-violations; with --errors such an answer is refused. */
#include "base/json.h"
#include "base/utf8.h"
#include "server/body.h"
#include "server/choose.h"
#include "server/problem.h"
#include "server/sequence.h"

/* What the checker sees of the example: JSON, or one string. NULL: nothing that a schema can judge. */
static us_json *read_example(const us_turn *turn, const us_choice *chosen)
{
    us_media_type type;
    us_json_error error;
    us_text bytes = us_text_from(chosen->example->bytes);
    if (!us_media_parse(us_text_from(chosen->media->type), &type) ||
        us_sequence_of(&type) != US_SEQUENCE_NONE)
        return NULL;
    if (chosen->example->value || us_media_is_json(&type) || us_media_is_range(&type))
        return us_json_read(turn->arena, bytes, NULL, &error);
    return us_media_is_text(&type) && us_utf8_valid(bytes) ? us_json_new_string(turn->arena, bytes)
                                                           : NULL;
}

static bool is_wanted(const us_turn *turn, const us_choice *chosen)
{
    const us_service_options *options = &turn->service->options;
    return (options->errors || options->compat == US_COMPAT_PRISM) && chosen->example &&
           !chosen->made && chosen->media->check;
}

bool us_turn_check_own(us_turn *turn, const us_choice *chosen)
{
    unsigned from = turn->findings.kept;
    us_json *value = is_wanted(turn, chosen) ? read_example(turn, chosen) : NULL;
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
