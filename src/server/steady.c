/* What Steady's users find besides: pages below /_x-steady/, and fields that change how a request is taken. */
#include "base/ascii.h"
#include "base/json.h"
#include "server/own_document.h"
#include "server/problem.h"
#include "server/series.h"
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

/* X-Steady-Mode is older than X-Steady-Reject-On-Error. */
static void take_mode(us_turn *turn)
{
    us_text mode = field_of(turn, US_TEXT("X-Steady-Mode"));
    us_text reject = field_of(turn, US_TEXT("X-Steady-Reject-On-Error"));
    if (us_text_equal_nocase(mode, US_TEXT("relaxed")) || us_text_equal(reject, US_TEXT("false")))
        turn->validation = US_VALIDATION_LENIENT;
    if (us_text_equal_nocase(mode, US_TEXT("strict")) || us_text_equal(reject, US_TEXT("true")))
        turn->validation = US_VALIDATION_ON;
}

/* What is no number changes nothing there. */
static void take_number(const us_turn *turn, us_text name, unsigned least, unsigned most,
                        us_wished *wished)
{
    unsigned number;
    if (!us_text_number(field_of(turn, name), most, &number) || number < least)
        return;
    *wished = (us_wished){ .said = true, .number = number };
}

bool us_step_steady_fields(us_turn *turn)
{
    if (!is_steady(turn))
        return true;
    take_mode(turn);
    take_number(turn, US_TEXT("X-Steady-Stream-Count"), 1, 1000, &turn->stream_count);
    take_number(turn, US_TEXT("X-Steady-Stream-Interval-Ms"), 0, US_SERIES_INTERVAL,
                &turn->stream_interval);
    return true;
}
