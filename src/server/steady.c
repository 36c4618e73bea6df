/* What Steady's users find besides: pages below /_x-steady/, and fields that change or tell how a request was
 * taken. */
#include "base/json.h"
#include "server/own_document.h"
#include "server/problem.h"
#include "server/turn.h"

static bool is_steady(const us_turn *turn)
{
    return turn->service->options.compat == US_COMPAT_STEADY;
}

/* ---- Pages -------------------------------------------------------------------------------------------- */

static bool answer_health(us_turn *turn)
{
    const us_module *module = turn->service->module;
    us_buf out = us_buf_new(turn->arena, 256);
    us_json_write_text(
        &out, "{\"status\":\"healthy\",\"spec\":{\"title\":",
        us_text_from(module->apis > 0 ? module->api[0]->title : (us_string){ "", 0 }));
    us_buf_add_string(&out, "},\"apis\":[");
    for (unsigned i = 0; i < module->apis; i++) {
        us_buf_add_string(&out, i > 0 ? "," : "");
        us_json_write_string(&out, us_text_from(module->api[i]->name));
    }
    us_buf_add_string(&out, "]}");
    return us_turn_own_page(turn, us_buf_text(&out), "application/json");
}

bool us_step_steady_pages(us_turn *turn)
{
    us_text path = turn->request->path;
    if (is_steady(turn) && us_text_equal(path, US_TEXT("/_x-steady/health")))
        return answer_health(turn);
    if (is_steady(turn) && us_text_equal(path, US_TEXT("/_x-steady/spec")) &&
        turn->service->module->apis > 0)
        return us_answer_document(turn, 0);
    return true;
}

/* ---- Fields ------------------------------------------------------------------------------------------- */

static us_text field_of(const us_turn *turn, us_text name)
{
    const us_text *value = us_request_field(turn->request, name);
    return value ? us_text_trim(*value) : US_TEXT("");
}

/* A name that is none changes nothing, as in Steady. */
static void take_dialects(us_turn *turn)
{
    us_text array = field_of(turn, US_TEXT("X-Steady-Query-Array-Format"));
    us_text object = field_of(turn, US_TEXT("X-Steady-Query-Object-Format"));
    us_array_dialect_named(array, &turn->query_dialect.array);
    us_object_dialect_named(object, &turn->query_dialect.object);
}

bool us_step_steady_fields(us_turn *turn)
{
    us_text mode = field_of(turn, US_TEXT("X-Steady-Mode"));
    if (!is_steady(turn))
        return true;
    take_dialects(turn);
    if (us_text_equal_nocase(mode, US_TEXT("relaxed")))
        turn->validation = US_VALIDATION_LENIENT;
    if (us_text_equal_nocase(mode, US_TEXT("strict")))
        turn->validation = US_VALIDATION_ON;
    return true;
}

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

static void add_violation(us_turn *turn, unsigned number, const us_finding *finding)
{
    us_arena *arena = turn->arena;
    const struct {
        const char *name;
        us_text value;
    } parts[] = {
        { "Code", us_text_of(finding->violation->keyword) },
        { "Path", us_finding_path(arena, finding) },
        { "Message", finding->violation->message },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        us_turn_field(turn, us_arena_print(arena, "X-Steady-Error-%u-%s", number, parts[i].name),
                      as_field(arena, parts[i].value));
}

static void add_verdict(us_turn *turn)
{
    const us_findings *findings = &turn->findings;
    bool valid = turn->reply->problem.length == 0;
    us_turn_field(turn, US_TEXT("X-Steady-Request-Valid"),
                  valid ? US_TEXT("true") : US_TEXT("false"));
    us_turn_field(turn, US_TEXT("X-Steady-Error-Count"),
                  us_arena_print(turn->arena, "%u", us_findings_count(findings)));
    for (unsigned i = 0; i < findings->kept && i < TOLD_IN_FIELDS; i++)
        add_violation(turn, i + 1, &findings->finding[i]);
}

void us_turn_steady(us_turn *turn)
{
    bool strict = turn->validation == US_VALIDATION_ON;
    if (!is_steady(turn) || !turn->operation)
        return;
    bool answered = turn->reply->problem.length == 0 && turn->reply->body.length > 0;
    us_turn_field(turn, US_TEXT("X-Steady-Mode"), strict ? US_TEXT("strict") : US_TEXT("relaxed"));
    us_turn_field(turn, US_TEXT("X-Steady-Matched-Path"), us_text_from(turn->operation->path));
    us_turn_field(turn, US_TEXT("X-Steady-Example-Source"),
                  answered ? US_TEXT("generated") : US_TEXT("none")); /* its two words for it */
    add_verdict(turn);
}
