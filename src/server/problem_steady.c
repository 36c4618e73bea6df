/* Problems for Steady's users: a request that breaks the contract is a 400, whatever is wrong with it. Beside the
 * members of a problem document stand those of Steady: `error` and `errors` as its first versions had them, `steady` as
 * the later ones do. */
#include "base/json.h"
#include "server/problem_face.h"

static void write_one(us_buf *out, us_arena *arena, const us_finding *finding)
{
    bool warning = finding->severity == US_SEVERITY_WARNING;
    us_buf_print(out, "{\"code\":\"%s\",\"severity\":\"%s\",\"path\":", finding->violation->keyword,
                 warning ? "warning" : "error");
    us_json_write_string(out, us_finding_path(arena, finding));
    us_buf_add_string(out, ",\"message\":");
    us_json_write_string(out, finding->violation->message);
    us_buf_add_byte(out, '}');
}

static void write_all(us_buf *out, const us_turn *turn)
{
    us_buf_add_byte(out, '[');
    for (unsigned i = 0; i < turn->findings.kept; i++) {
        us_buf_add_string(out, i > 0 ? "," : "");
        write_one(out, turn->arena, &turn->findings.finding[i]);
    }
    us_buf_add_byte(out, ']');
}

static void write_errors(us_buf *out, const us_turn *turn)
{
    us_buf_add_string(out, ",\"error\":\"Validation failed\",\"errors\":");
    write_all(out, turn);
    us_buf_add_string(out, ",\"steady\":{\"valid\":false,\"errors\":");
    write_all(out, turn);
    us_buf_add_byte(out, '}');
}

static void write_error(us_buf *out, const us_turn *turn)
{
    us_buf_add_string(out, ",\"error\":");
    us_json_write_string(out, turn->detail);
}

static bool is_invalid(enum us_problem problem)
{
    return problem == US_PROBLEM_CONTRACT_BROKEN || problem == US_PROBLEM_UNSUPPORTED_MEDIA_TYPE ||
           problem == US_PROBLEM_UNREADABLE_JSON || problem == US_PROBLEM_UNREADABLE_REQUEST;
}

void us_problem_as_steady(const us_turn *turn, enum us_problem problem, us_problem_face *face)
{
    face->more = write_error;
    if (!is_invalid(problem))
        return;
    face->status = 400;
    if (turn->findings.kept > 0)
        face->more = write_errors;
}
