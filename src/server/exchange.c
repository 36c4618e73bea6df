/* The order of a request, and the steps that belong to no other file: routing and the verdict. */
#include "server/exchange.h"

#include <string.h>

#include "server/calls.h"
#include "server/log.h"
#include "server/parameter.h"
#include "server/prism.h"
#include "server/problem.h"
#include "server/turn.h"

typedef struct act {
    us_step *step;
    bool judges; /* looks whether the contract is kept: left out where nobody wants to know */
} act;

static const act answering[] = {
    { us_step_framing, false },       { us_step_preflight, false }, { us_step_own_pages, false },
    { us_step_steady_pages, false },  { us_step_route, false },     { us_step_length, false },
    { us_step_gather, false },        { us_step_server, false },    { us_step_preference, false },
    { us_step_steady_fields, false }, { us_step_security, false },  { us_step_parameters, true },
    { us_step_undeclared, true },     { us_step_body, true },       { us_step_paging, true },
    { us_step_verdict, false },       { us_step_deprecated, true }, { us_step_choose, false },
};

static const act forwarding[] = {
    { us_step_framing, false },
    { us_step_preflight, false },
    { us_step_own_pages, false },
    { us_step_forward, false },
};

static void play(us_turn *turn, const act *acts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (acts[i].judges && turn->validation == US_VALIDATION_OFF)
            continue;
        if (!acts[i].step(turn))
            return;
    }
}

static void run_steps(us_turn *turn)
{
    if (turn->service->options.upstream)
        play(turn, forwarding, sizeof forwarding / sizeof *forwarding);
    else
        play(turn, answering, sizeof answering / sizeof *answering);
}

const us_text *us_request_field(const us_request *request, us_text name)
{
    for (unsigned i = 0; i < request->fields; i++)
        if (us_text_equal_nocase(request->field[i].name, name))
            return &request->field[i].value;
    return NULL;
}

void us_turn_field(us_turn *turn, us_text name, us_text value)
{
    if (turn->fields == turn->field_room) {
        turn->field_room = turn->field_room ? turn->field_room * 2 : 16;
        us_field *field = us_arena_alloc(turn->arena, sizeof *field * turn->field_room);
        if (turn->fields > 0)
            memcpy(field, turn->field, sizeof *field * turn->fields);
        turn->field = field;
    }
    turn->field[turn->fields++] = (us_field){ name, value };
}

us_text us_turn_line(const us_turn *turn, us_at at)
{
    return us_spec_line(turn->arena, turn->cast->api, at);
}

/* Clients take 16 KiB of fields; half of that is left to others. */
#define VIOLATIONS_FIELD 8000

/* Beside the problem document, for who cannot read bodies, and as Prism's users have it. */
static void add_violations(us_turn *turn)
{
    us_findings told = turn->findings;
    if (us_findings_count(&told) == 0)
        return;
    if (turn->service->options.compat == US_COMPAT_PRISM)
        told = us_prism_findings(turn, &told);
    us_turn_field(turn, US_TEXT("sl-violations"),
                  us_findings_field(turn->arena, &told, NULL, US_TELL_BRIEFLY, VIOLATIONS_FIELD));
}

void us_exchange(const us_service *service, us_arena *arena, const us_request *request,
                 us_reply *reply)
{
    us_turn turn = { .service = service,
                     .arena = arena,
                     .request = request,
                     .reply = reply,
                     .no_security = service->options.no_security,
                     .validation = service->options.validation };
    *reply = (us_reply){ .head_only = us_text_equal(request->method, US_TEXT("HEAD")) };

    run_steps(&turn);
    add_violations(&turn);
    us_turn_deprecation(&turn);
    us_turn_calls(&turn);
    us_turn_prism(&turn);
    us_turn_steady(&turn);
    us_turn_cors(&turn);
    us_turn_compress(&turn);

    if (service->options.log)
        us_turn_log(&turn);

    reply->field = turn.field;
    reply->fields = turn.fields;
    reply->operation = turn.operation;
    reply->close |= request->body_too_large || request->body_cut;
}

/* ---- Routing ---------------------------------------------------------------------------------- */

static bool is_method(const us_turn *turn, us_text method)
{
    return us_text_equal(turn->request->method, method);
}

/* A template may have a name twice; who says the same there says it once. */
static bool is_said(const us_pairs *path, const us_capture *capture)
{
    for (unsigned i = 0; i < path->count; i++)
        if (us_text_equal(path->pair[i].name, capture->name) &&
            us_text_equal(path->pair[i].value, capture->value))
            return true;
    return false;
}

static void take_part(us_turn *turn, const us_routing_result *found)
{
    unsigned count = found->route->names;
    turn->cast = found->route->owner;
    turn->operation = found->route->target;
    turn->path.count = 0;
    turn->path.pair = us_arena_alloc(turn->arena, sizeof(us_pair) * (count + 1));
    for (unsigned i = 0; i < count; i++) {
        const us_capture *capture = &found->capture[i];
        if (!is_said(&turn->path, capture))
            turn->path.pair[turn->path.count++] =
                (us_pair){ capture->name, capture->raw, capture->value };
    }
}

/* A client that puts an empty value into a path asks for /users//posts: it is told which value that is. */
static bool take_without_value(us_turn *turn)
{
    const us_request *request = turn->request;
    us_routing_result found;
    if (us_router_find_empty(turn->service->router, turn->arena, request->method, request->path,
                             &found) != US_ROUTED)
        return false;
    take_part(turn, &found);
    for (unsigned i = 0; i < turn->path.count; i++)
        if (turn->path.pair[i].value.length == 0)
            us_parameter_report_empty(turn, turn->path.pair[i].name);
    return true;
}

/* `OPTIONS *` asks the server as a whole, not one of its paths (RFC 9110, 9.3.7). */
static bool answer_server_wide(us_turn *turn)
{
    turn->reply->status = 204;
    return false;
}

static bool answer_no_path(us_turn *turn)
{
    us_text path = us_text_slice(turn->request->path, 0, 200);
    const us_route *nearest = us_router_nearest(turn->service->router, turn->arena,
                                                turn->request->method, turn->request->path);
    if (!nearest)
        return us_turn_problem(turn, US_PROBLEM_NO_SUCH_PATH, "No path fits %.*s.", US_SHOWN(path));
    return us_turn_problem(turn, US_PROBLEM_NO_SUCH_PATH,
                           "No path fits %.*s. The nearest is %.*s %.*s.", US_SHOWN(path),
                           US_SHOWN(nearest->method), US_SHOWN(nearest->path));
}

static bool answer_no_method(us_turn *turn)
{
    us_text allow = us_router_allow(turn->service->router, turn->arena, turn->request->path);
    us_text method = us_text_slice(turn->request->method, 0, 40);
    us_turn_field(turn, US_TEXT("Allow"), allow);
    bool prism =
        turn->service->options.compat == US_COMPAT_PRISM; /* has it declared, or not at all */
    if (is_method(turn, US_TEXT("OPTIONS")) && !prism) {
        turn->reply->status = 204;
        return false;
    }
    return us_turn_problem(turn, US_PROBLEM_NO_SUCH_METHOD,
                           "The path is known, but not with %.*s; it has %.*s.", US_SHOWN(method),
                           US_SHOWN(allow));
}

bool us_step_route(us_turn *turn)
{
    us_router *router = turn->service->router;
    const us_request *request = turn->request;
    us_routing_result found;
    if (us_text_equal(request->path, US_TEXT("*")) && is_method(turn, US_TEXT("OPTIONS")))
        return answer_server_wide(turn);
    enum us_routing routing =
        us_router_find(router, turn->arena, request->method, request->path, &found);
    if (routing == US_NO_METHOD && turn->reply->head_only)
        routing = us_router_find(router, turn->arena, US_TEXT("GET"), request->path, &found);

    switch (routing) {
    case US_ROUTED:
        take_part(turn, &found);
        return true;
    case US_NO_PATH:
        return take_without_value(turn) || answer_no_path(turn);
    case US_NO_METHOD:
        return answer_no_method(turn);
    case US_UNREADABLE_PATH:
        break;
    }
    return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                           "The path holds a malformed percent-encoding or is no UTF-8.");
}

/* ---- Verdict ---------------------------------------------------------------------------------- */

static const us_finding *first_error(const us_findings *findings)
{
    for (unsigned i = 0; i < findings->kept; i++)
        if (findings->finding[i].severity == US_SEVERITY_ERROR)
            return &findings->finding[i];
    return NULL;
}

bool us_step_verdict(us_turn *turn)
{
    const us_findings *findings = &turn->findings;
    const us_finding *first = first_error(findings);
    unsigned count = us_findings_count(findings);
    if (findings->limit && turn->validation == US_VALIDATION_ON)
        return us_turn_problem(turn, US_PROBLEM_LIMIT_OF_THE_MOCK,
                               "Whether the request is valid could not be decided: %s.",
                               findings->limit);
    if (!first)
        return true;

    us_text place = us_finding_place(turn->arena, first);
    us_text message = us_finding_message(turn->arena, findings, first);
    if (turn->service->options.compat == US_COMPAT_PRISM && turn->validation == US_VALIDATION_ON)
        us_step_deprecated(turn); /* which it tells of with the rest */
    if (count == 1)
        return us_turn_refuse(turn, US_PROBLEM_CONTRACT_BROKEN, "1 violation, %.*s: %.*s.",
                              US_SHOWN(place), US_SHOWN(message));
    return us_turn_refuse(turn, US_PROBLEM_CONTRACT_BROKEN,
                          "%u violations; the first is %.*s: %.*s.", count, US_SHOWN(place),
                          US_SHOWN(message));
}
