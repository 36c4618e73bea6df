/* Problems for Steady's users: a request that breaks the contract is a 400, whatever is wrong with it, and its
 * members `error` and `errors` stand beside those of a problem document. */
#include "server/problem_face.h"

static void write_errors(us_buf *out, const us_turn *turn)
{
    us_buf_add_string(out, ",\"error\":\"Validation failed\",\"errors\":");
    us_findings_write_list(out, turn->arena, &turn->findings, turn->cast->api);
}

static bool is_invalid(enum us_problem problem)
{
    return problem == US_PROBLEM_CONTRACT_BROKEN || problem == US_PROBLEM_UNSUPPORTED_MEDIA_TYPE ||
           problem == US_PROBLEM_UNREADABLE_JSON || problem == US_PROBLEM_UNREADABLE_REQUEST;
}

void us_problem_as_steady(const us_turn *turn, enum us_problem problem, us_problem_face *face)
{
    if (!is_invalid(problem))
        return;
    face->status = 400;
    if (turn->findings.kept > 0)
        face->more = write_errors;
}
