/* Callbacks after an answer, and webhooks when somebody asks for them. What is sent is made by the schema of the call's
 * own body, as answers are; who carries it out is the caller's business (caller.h). */
#include "server/calls.h"

#include "base/nearest.h"
#include "server/caller.h"
#include "server/choose.h"
#include "server/expression.h"
#include "server/made.h"
#include "server/problem.h"

/* ---- An order ----------------------------------------------------------------------------------------------------- */

static const us_caller *caller_of(const us_turn *turn)
{
    return turn->service->options.caller;
}

/* The first media type that a body can be made of, or that has an example of the name `wished` when that is not empty; an
 * example counts more. */
static void take_body(us_turn *turn, us_order *order, us_text wished)
{
    bool made = turn->dynamic && wished.length == 0;
    const us_body *body = order->operation->body;
    for (unsigned i = 0; body && i < body->medias && order->type.length == 0; i++) {
        const us_media *media = &body->media[i];
        const us_example *example = made ? NULL : us_example_of(turn, media, wished);
        us_luck luck = { .seed = turn->seed };
        us_text why, bytes;
        if (!example && wished.length > 0)
            continue;
        bytes = example ? us_made_example(turn->service, turn->arena, media, example)
                        : us_made_try(turn->arena, order->cast, media, turn->dynamic ? &luck : NULL,
                                      &why);
        if (!bytes.bytes)
            continue;
        order->type = us_text_from(media->type);
        order->body = bytes;
    }
}

static us_text name_of(const us_turn *turn, us_text owner, us_text name)
{
    return us_arena_print(turn->arena, "%.*s/%.*s", US_SHOWN(owner), US_SHOWN(name));
}

/* ---- Callbacks ----------------------------------------------------------------------------------------------------- */

static void call_back(us_turn *turn, us_scene *scene, const us_callback *callback)
{
    us_text name = us_text_from(callback->name);
    us_order order = {
        .name = name_of(turn, us_text_from(turn->operation->id), name),
        .method = us_text_from(callback->operation->method),
        .url = us_template_text(scene, callback->piece, callback->pieces),
        .cast = turn->cast,
        .operation = callback->operation,
        .owner = turn->service->number,
    };
    if (order.url.length == 0)
        return;
    take_body(turn, &order, US_TEXT(""));
    (void)caller_of(turn)->send(caller_of(turn)->context, &order);
}

void us_turn_calls(us_turn *turn)
{
    us_scene scene = { .turn = turn };
    unsigned status = turn->reply->status;
    if (!turn->operation || !caller_of(turn) || turn->forwarded || status < 200 || status >= 300)
        return;
    for (unsigned i = 0; i < turn->operation->callbacks; i++)
        call_back(turn, &scene, &turn->operation->callback[i]);
}

/* ---- Webhooks ------------------------------------------------------------------------------------------------------ */

static const us_callback *find_webhook(const us_turn *turn, us_text name, const us_cast **cast)
{
    const us_module *module = turn->service->module;
    for (unsigned a = 0; a < module->apis; a++) {
        for (unsigned i = 0; i < module->api[a]->webhooks; i++) {
            if (!us_text_equal(us_text_from(module->api[a]->webhook[i].name), name))
                continue;
            *cast = &turn->service->cast[a];
            return &module->api[a]->webhook[i];
        }
    }
    return NULL;
}

static us_text list_webhooks(const us_turn *turn)
{
    const us_module *module = turn->service->module;
    us_buf out = us_buf_new(turn->arena, 128);
    for (unsigned a = 0; a < module->apis; a++) {
        for (unsigned i = 0; i < module->api[a]->webhooks; i++) {
            us_buf_add_string(&out, out.length > 0 ? ", " : "");
            us_buf_add(&out, us_text_from(module->api[a]->webhook[i].name));
        }
    }
    return out.length > 0 ? us_buf_text(&out) : US_TEXT("none");
}

/* What the request says about the call. */
typedef struct wish {
    us_text url, example;
    const us_json *body; /* what is sent, whatever the schema says; NULL: what is made */
} wish;

static bool refuse_member(us_turn *turn, us_text name)
{
    us_text known[] = { US_TEXT("url"), US_TEXT("body"), US_TEXT("example") };
    us_text shown = us_text_slice(name, 0, 100);
    us_nearest nearest = us_nearest_to(name);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        us_nearest_offer(&nearest, known[i]);
    return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                           "\"%.*s\" is not known here%s%.*s%s; there are url, body and example.",
                           US_SHOWN(shown), nearest.best.bytes ? " (did you mean \"" : "",
                           US_SHOWN(nearest.best), nearest.best.bytes ? "\"?)" : "");
}

static bool read_member(us_turn *turn, wish *w, const us_json *member)
{
    us_text name = us_json_key(member);
    us_text *text = us_text_equal(name, US_TEXT("url"))       ? &w->url
                    : us_text_equal(name, US_TEXT("example")) ? &w->example
                                                              : NULL;
    if (us_text_equal(name, US_TEXT("body")))
        w->body = member;
    else if (!text)
        return refuse_member(turn, name);
    else if (us_json_kind(member) != cJSON_String)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "\"%.*s\" is to be a text.",
                               US_SHOWN(name));
    else
        *text = us_json_string(member);
    return true;
}

/* False: it is no such object, and that is said. */
static bool read_wish(us_turn *turn, wish *w)
{
    us_json_error error;
    const us_json *object;
    if (turn->request->body.length == 0)
        return true;
    object = us_json_read(turn->arena, turn->request->body, NULL, &error);
    if (!object || us_json_kind(object) != cJSON_Object)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                               "The body is to be an object with url, and body or example, all "
                               "of them optional.");
    for (const us_json *m = us_json_first(object); m; m = us_json_next(m))
        if (!read_member(turn, w, m))
            return false;
    return true;
}

/* False: the wished example is not there, and that is said. */
static bool fill(us_turn *turn, us_order *order, const wish *w)
{
    us_buf out = us_buf_new(turn->arena, 256);
    if (w->url.length > 0)
        order->url = w->url;
    if (w->body) {
        us_json_write(&out, w->body);
        order->body = us_buf_text(&out);
        order->type = US_TEXT("application/json");
        return true;
    }
    take_body(turn, order, w->example);
    if (w->example.length > 0 && order->type.length == 0)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                               "The body of %.*s has no example \"%.*s\".", US_SHOWN(order->name),
                               US_SHOWN(us_text_slice(w->example, 0, 100)));
    return true;
}

static bool answer_taken(us_turn *turn, const us_order *order)
{
    us_buf out = us_buf_new(turn->arena, 256);
    us_json_write_text(&out, "{\"call\":", order->name);
    us_json_write_text(&out, ",\"method\":", order->method);
    us_json_write_text(&out, ",\"url\":", order->url);
    us_buf_add_string(&out, ",\"log\":\"/__understudy/calls\"}");
    turn->reply->status = 202;
    turn->reply->body = us_buf_text(&out);
    us_turn_field(turn, US_TEXT("Content-Type"), US_TEXT("application/json"));
    return false;
}

static bool fire(us_turn *turn, const us_cast *cast, const us_callback *webhook)
{
    const us_caller *caller = caller_of(turn);
    us_order order = {
        .name = name_of(turn, US_TEXT("webhooks"), us_text_from(webhook->name)),
        .method = us_text_from(webhook->operation->method),
        .url = us_text_of(caller->webhook_url ? caller->webhook_url : ""),
        .cast = cast,
        .operation = webhook->operation,
        .owner = turn->service->number,
    };
    wish w = { .url = US_TEXT("") };
    const char *fault;
    if (!read_wish(turn, &w) || !fill(turn, &order, &w))
        return false;
    if (order.url.length == 0)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                               "Where to? Say so with {\"url\": \"http://127.0.0.1:...\"}, or with "
                               "--webhook-url.");
    fault = caller->send(caller->context, &order);
    if (fault)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The webhook is not fired: %s.",
                               fault);
    return answer_taken(turn, &order);
}

bool us_answer_webhook(us_turn *turn, us_text name)
{
    const us_cast *cast = NULL;
    const us_callback *webhook = find_webhook(turn, name, &cast);
    us_text shown = us_text_slice(name, 0, 100), list = list_webhooks(turn);
    if (!webhook)
        return us_turn_problem(turn, US_PROBLEM_NO_SUCH_PATH,
                               "No webhook is called \"%.*s\"; there is: %.*s.", US_SHOWN(shown),
                               US_SHOWN(list));
    if (!us_text_equal(turn->request->method, US_TEXT("POST"))) {
        us_turn_field(turn, US_TEXT("Allow"), US_TEXT("POST"));
        return us_turn_problem(turn, US_PROBLEM_NO_SUCH_METHOD, "A webhook is fired with POST.");
    }
    if (!caller_of(turn))
        return us_turn_problem(turn, US_PROBLEM_NO_ANSWER, "This stand-in makes no calls.");
    return fire(turn, cast, webhook);
}

/* ---- The log ------------------------------------------------------------------------------------------------------- */

bool us_answer_calls(us_turn *turn)
{
    us_buf out = us_buf_new(turn->arena, 4096);
    if (caller_of(turn))
        caller_of(turn)->report(caller_of(turn)->context, &out);
    else
        us_buf_add_string(&out, "[]");
    return us_turn_own_page(turn, us_buf_text(&out), "application/json");
}
