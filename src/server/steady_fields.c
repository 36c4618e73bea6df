/* The fields in which Steady's users read what became of a request. */
#include "server/problem.h"
#include "server/steady_code.h"
#include "server/turn.h"

/* How many violations have fields of their own; all of them are in sl-violations, as far as there is room. */
#define TOLD_IN_FIELDS 10

/* No field can have other letters, nor the end of a line. */
static us_text as_field(us_arena *arena, us_text text)
{
    us_buf out = us_buf_new(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        us_buf_add_byte(&out, byte >= 0x20 && byte < 0x7F ? byte : '?');
    }
    return us_buf_text(&out);
}

static void add_error(us_turn *turn, unsigned number, us_text code, us_text path, us_text message)
{
    us_arena *arena = turn->arena;
    const struct {
        const char *name;
        us_text value;
    } parts[] = { { "Code", code }, { "Path", path }, { "Message", message } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        us_turn_field(turn, us_arena_print(arena, "X-Steady-Error-%u-%s", number, parts[i].name),
                      as_field(arena, parts[i].value));
}

static void add_count(us_turn *turn, unsigned count)
{
    bool valid = turn->reply->problem.length == 0 && !us_findings_refuse(&turn->findings, 0);
    us_turn_field(turn, US_TEXT("X-Steady-Request-Valid"),
                  valid ? US_TEXT("true") : US_TEXT("false"));
    us_turn_field(turn, US_TEXT("X-Steady-Error-Count"), us_arena_print(turn->arena, "%u", count));
}

static void add_verdict(us_turn *turn)
{
    const us_findings *findings = &turn->findings;
    add_count(turn, us_findings_count(findings));
    for (unsigned i = 0; i < findings->kept && i < TOLD_IN_FIELDS; i++) {
        const us_finding *finding = &findings->finding[i];
        add_error(turn, i + 1, us_text_of(us_steady_code_of(finding).code),
                  us_finding_path(turn->arena, finding), finding->violation->message);
    }
}

/* A path that nobody has, or that has another method, is one violation of its own. */
static void add_unrouted(us_turn *turn)
{
    us_text problem = turn->reply->problem, code = US_TEXT("");
    if (us_text_equal(problem, us_problem_kind_of(US_PROBLEM_NO_SUCH_PATH)->slug))
        code = US_TEXT("E2001");
    if (us_text_equal(problem, us_problem_kind_of(US_PROBLEM_NO_SUCH_METHOD)->slug))
        code = US_TEXT("E2002");
    if (code.length == 0)
        return;
    add_count(turn, 1);
    add_error(turn, 1, code, us_text_slice(turn->request->path, 0, 200), turn->detail);
}

static void add_origin(us_turn *turn)
{
    bool strict = turn->validation == US_VALIDATION_ON, stream = turn->reply->stream;
    bool answered = turn->reply->problem.length == 0 && (turn->reply->body.length > 0 || stream);
    us_turn_field(turn, US_TEXT("X-Steady-Mode"), strict ? US_TEXT("strict") : US_TEXT("relaxed"));
    us_turn_field(turn, US_TEXT("X-Steady-Matched-Path"), us_text_from(turn->operation->path));
    us_turn_field(turn, US_TEXT("X-Steady-Example-Source"),
                  answered ? US_TEXT("generated") : US_TEXT("none")); /* its two words for it */
    if (stream)
        us_turn_field(turn, US_TEXT("X-Steady-Streaming"), US_TEXT("true"));
}

void us_turn_steady(us_turn *turn)
{
    if (turn->service->options.compat != US_COMPAT_STEADY)
        return;
    if (!turn->operation) {
        add_unrouted(turn);
        return;
    }
    add_origin(turn);
    add_verdict(turn);
}
