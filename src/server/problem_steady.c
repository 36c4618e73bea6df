/* Problems for Steady's users: a request that breaks the contract is a 400, whatever is wrong with it. Beside the
 * members of a problem document stand those of Steady: `error` and `errors` as its first versions had them, `steady` as
 * the later ones do, with whose fault each violation is. */
#include "base/json.h"
#include "server/problem_face.h"
#include "server/steady_code.h"

static void write_value(us_buf *out, const char *name, us_text json)
{
    if (json.length == 0)
        return;
    us_buf_print(out, ",\"%s\":", name);
    us_buf_add(out, json);
}

/* Not a guess at what the client meant, but what the document says, where, and what came. */
static void write_attribution(us_buf *out, const us_turn *turn, const us_finding *finding,
                              const us_steady_code *code)
{
    const us_violation *violation = finding->violation;
    us_text line = turn->cast ? us_turn_line(turn, violation->at) : US_TEXT("");
    us_buf_print(out, ",\"attribution\":{\"confidence\":%s,\"reasoning\":[", code->confidence);
    if (line.length > 0) {
        us_json_write_string(out, us_arena_print(turn->arena, "%.*s says so (%s)", US_SHOWN(line),
                                                 violation->keyword));
        us_buf_add_byte(out, ',');
    }
    us_json_write_string(
        out, us_arena_print(turn->arena, "The value %.*s", US_SHOWN(violation->message)));
    us_buf_add_string(out, "]}");
}

static void write_one(us_buf *out, const us_turn *turn, const us_finding *finding)
{
    bool warning = finding->severity == US_SEVERITY_WARNING;
    us_steady_code code = us_steady_code_of(finding);
    us_buf_print(out,
                 "{\"code\":\"%s\",\"severity\":\"%s\",\"category\":\"%s\",\"path\":", code.code,
                 warning ? "warning" : "error", code.category);
    us_json_write_string(out, us_finding_path(turn->arena, finding));
    us_buf_add_string(out, ",\"message\":");
    us_json_write_string(out, finding->violation->message);
    write_value(out, "expected", finding->violation->expected);
    write_value(out, "actual", finding->violation->actual);
    write_attribution(out, turn, finding, &code);
    us_buf_add_byte(out, '}');
}

static void write_all(us_buf *out, const us_turn *turn)
{
    us_buf_add_byte(out, '[');
    for (unsigned i = 0; i < turn->findings.kept; i++) {
        us_buf_add_string(out, i > 0 ? "," : "");
        write_one(out, turn, &turn->findings.finding[i]);
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
           problem == US_PROBLEM_UNREADABLE_JSON || problem == US_PROBLEM_UNREADABLE_XML ||
           problem == US_PROBLEM_UNREADABLE_REQUEST;
}

void us_problem_as_steady(const us_turn *turn, enum us_problem problem, us_problem_face *face)
{
    face->type = "application/json";
    face->more = write_error;
    if (!is_invalid(problem))
        return;
    face->status = 400;
    if (turn->findings.kept > 0)
        face->more = write_errors;
}
