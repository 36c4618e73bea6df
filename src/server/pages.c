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

bool us_turn_own_page(us_turn *turn, us_text body, const char *type)
{
    turn->reply->status = 200;
    turn->reply->body = body;
    us_turn_field(turn, US_TEXT("Content-Type"), us_text_of(type));
    return false;
}

/* ---- What they say ------------------------------------------------------------------------------ */

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
    return us_turn_own_page(turn, us_buf_text(&out), "application/json");
}

static bool answer_problem_page(us_turn *turn, const us_problem_kind *kind)
{
    us_buf out = us_buf_new(turn->arena, 1024);
    us_buf_print(&out, "%s (%u)\n\n%s", kind->title.bytes, kind->status, kind->explanation.bytes);
    return us_turn_own_page(turn, us_buf_text(&out), "text/plain; charset=utf-8");
}

/* Where redirects lead whose target is elsewhere: a client that follows them gets an answer. */
static bool answer_landing(us_turn *turn)
{
    return us_turn_own_page(
        turn,
        US_TEXT("A redirect of the stand-in leads here: its own target is on another host, or "
                "the document has no example of it.\n"),
        "text/plain; charset=utf-8");
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

/* ---- Which there are ---------------------------------------------------------------------------- */

typedef struct page {
    const char *name;
    us_step *answer;
    bool changes; /* it says itself with which methods */
} page;

static const page pages[] = {
    { "", us_answer_index, false },        { "health", answer_health, false },
    { US_LANDING, answer_landing, false }, { "calls", us_answer_calls, false },
    { "reset", us_answer_reset, true },
};

/* Those that stand for one of many. True: there is none of that name. */
static bool answer_one(us_turn *turn, us_text name)
{
    us_text problems = US_TEXT("problems/"), webhooks = US_TEXT("webhooks/");
    const us_problem_kind *kind;
    unsigned api;
    if (us_document_page(turn->service, name, &api))
        return only_reading(turn) && us_answer_document(turn, api);
    if (us_text_starts(name, US_TEXT("operations")))
        return only_reading(turn) && us_operation_page(turn, name);
    if (us_text_starts(name, webhooks))
        return us_answer_webhook(turn, us_text_slice(name, webhooks.length, name.length));
    if (!us_text_starts(name, problems))
        return true;
    kind = us_problem_kind_named(us_text_slice(name, problems.length, name.length));
    return !kind || (only_reading(turn) && answer_problem_page(turn, kind));
}

bool us_step_own_pages(us_turn *turn)
{
    us_text own = US_TEXT("/__understudy/");
    if (!us_text_starts(turn->request->path, own))
        return true;
    us_text name = us_text_slice(turn->request->path, own.length, turn->request->path.length);

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (us_text_equal(name, us_text_of(pages[i].name)))
            return (pages[i].changes || only_reading(turn)) && pages[i].answer(turn);
    return answer_one(turn, name) &&
           us_turn_problem(
               turn, US_PROBLEM_NO_SUCH_PATH,
               "The stand-in has no such page; /__understudy/ lists those that it has.");
}
