/* The stand-in's own pages, below /__understudy/: its health, its operations, and what its
 * problems mean. */
#include "base/json.h"
#include "server/calls.h"
#include "server/cue.h"
#include "server/location.h"
#include "server/own_document.h"
#include "server/problem.h"
#include "server/turn.h"
#include "server/variant.h"

static void write_api(us_buf *out, const us_api *api)
{
    us_json_write_text(out, "{\"name\":", us_text_from(api->name));
    us_json_write_text(out, ",\"title\":", us_text_from(api->title));
    us_buf_print(out, ",\"operations\":%u}", api->operations);
}

static bool answer_health(us_turn *turn)
{
    const us_module *module = turn->service->module;
    us_buf out = us_buf_new(turn->arena, 256);
    us_buf_add_string(&out, "{\"status\":\"ok\",\"apis\":[");
    for (unsigned i = 0; i < module->apis; i++) {
        if (i > 0)
            us_buf_add_byte(&out, ',');
        write_api(&out, module->api[i]);
    }
    us_buf_add_string(&out, "]}");
    turn->reply->status = 200;
    turn->reply->body = us_buf_text(&out);
    us_turn_field(turn, US_TEXT("Content-Type"), US_TEXT("application/json"));
    return false;
}

static bool answer_problem_page(us_turn *turn, const us_problem_kind *kind)
{
    us_buf out = us_buf_new(turn->arena, 1024);
    us_buf_print(&out, "%s (%u)\n\n%s", kind->title.bytes, kind->status, kind->explanation.bytes);
    turn->reply->status = 200;
    turn->reply->body = us_buf_text(&out);
    us_turn_field(turn, US_TEXT("Content-Type"), US_TEXT("text/plain; charset=utf-8"));
    return false;
}

/* Where redirects lead whose target is elsewhere: a client that follows them gets an answer. */
static bool answer_landing(us_turn *turn)
{
    turn->reply->status = 200;
    turn->reply->body =
        US_TEXT("A redirect of the stand-in leads here: its own target is on another host, or "
                "the document has no example of it.\n");
    us_turn_field(turn, US_TEXT("Content-Type"), US_TEXT("text/plain; charset=utf-8"));
    return false;
}

static bool only_reading(us_turn *turn)
{
    us_text method = turn->request->method;
    if (us_text_equal(method, US_TEXT("GET")) || us_text_equal(method, US_TEXT("HEAD")))
        return true;
    us_turn_field(turn, US_TEXT("Allow"), US_TEXT("GET, HEAD, OPTIONS"));
    if (us_text_equal(method, US_TEXT("OPTIONS"))) {
        turn->reply->status = 204;
        return false;
    }
    return us_turn_problem(turn, US_PROBLEM_NO_SUCH_METHOD,
                           "The pages of the stand-in can only be read, with GET or HEAD.");
}

bool us_step_own_pages(us_turn *turn)
{
    us_text own = US_TEXT("/__understudy/");
    us_text problems = US_TEXT("problems/");
    unsigned api;
    if (!us_text_starts(turn->request->path, own))
        return true;
    us_text page = us_text_slice(turn->request->path, own.length, turn->request->path.length);

    if (us_text_equal(page, US_TEXT("health")))
        return only_reading(turn) && answer_health(turn);
    if (page.length == 0)
        return only_reading(turn) && us_answer_index(turn);
    if (us_document_page(turn->service, page, &api))
        return only_reading(turn) && us_answer_document(turn, api);
    if (us_text_equal(page, US_TEXT(US_LANDING)))
        return only_reading(turn) && answer_landing(turn);
    if (us_text_starts(page, US_TEXT("operations"))) {
        if (!only_reading(turn) || us_operation_page(turn, page))
            return false;
    }
    if (us_text_equal(page, US_TEXT("reset")))
        return us_answer_reset(turn);
    if (us_text_equal(page, US_TEXT("calls")))
        return only_reading(turn) && us_answer_calls(turn);
    if (us_text_starts(page, US_TEXT("webhooks/")))
        return us_answer_webhook(turn, us_text_slice(page, 9, page.length));
    if (us_text_starts(page, problems)) {
        us_text slug = us_text_slice(page, problems.length, page.length);
        const us_problem_kind *kind = us_problem_kind_named(slug);
        if (kind)
            return only_reading(turn) && answer_problem_page(turn, kind);
    }
    return us_turn_problem(
        turn, US_PROBLEM_NO_SUCH_PATH,
        "The stand-in has no such page; /__understudy/ lists those that it has.");
}
