/* The validation proxy: the request is checked as it would be to be answered, sent to the upstream, and the
 * upstream's answer is checked and passed on. What is found is told and, unless `errors` is set, nothing is
 * refused for it. Fields that belong to a single connection stay behind (RFC 9110, 7.6.1). */
#include <string.h>

#include "server/answer.h"
#include "server/coding.h"
#include "server/head.h"
#include "server/list.h"
#include "server/problem.h"
#include "server/witness.h"

/* By which name a proxy says that a message came through it (RFC 9110, 7.6.3). */
#define VIA "1.1 understudy"

/* ---- Fields ------------------------------------------------------------------------------------------- */

static bool is_one_of(us_text name, const us_text *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (us_text_equal_nocase(name, list[i]))
            return true;
    return false;
}

static bool is_of_connection(us_text name)
{
    static const us_text own[] = {
        { "Connection", 10 },          { "Keep-Alive", 10 },       { "Proxy-Authenticate", 18 },
        { "Proxy-Authorization", 19 }, { "Proxy-Connection", 16 }, { "TE", 2 },
        { "Transfer-Encoding", 17 },   { "Upgrade", 7 },
    };
    return is_one_of(name, own, sizeof own / sizeof *own);
}

/* Whether a field Connection names this one. */
static bool is_named(const us_field *field, unsigned fields, us_text name)
{
    for (unsigned i = 0; i < fields; i++) {
        us_text rest = field[i].value, item;
        if (!us_text_equal_nocase(field[i].name, US_TEXT("Connection")))
            continue;
        while (us_list_next(&rest, ",", &item))
            if (us_text_equal_nocase(item, name))
                return true;
    }
    return false;
}

/* The length is for who frames the message anew. */
static bool stays_behind(const us_field *field, unsigned fields, us_text name)
{
    return us_text_equal_nocase(name, US_TEXT("Content-Length")) || is_of_connection(name) ||
           is_named(field, fields, name);
}

/* Whether the client takes fields behind a body (RFC 9110, 10.1.4). */
static bool takes_trailers(const us_request *in)
{
    const us_text *te = us_request_field(in, US_TEXT("TE"));
    us_text rest = te ? *te : US_TEXT(""), item;
    while (us_list_next(&rest, ",", &item))
        if (us_text_equal_nocase(item, US_TEXT("trailers")))
            return true;
    return false;
}

/* Of the fields behind the body those that may be there: none says where the message ends or goes (RFC 9110, 6.5.1). */
static us_text outbound_trailer(const us_turn *turn)
{
    const us_request *in = turn->request;
    us_text rest = in->trailer, name;
    us_buf out = us_buf_new(turn->arena, rest.length);
    while (rest.length > 0) {
        us_text line = us_head_cut_line(rest, &rest);
        name = us_text_slice(line, 0, us_text_find(line, ':'));
        if (stays_behind(in->field, in->fields, name) ||
            us_text_equal_nocase(name, US_TEXT("Host")) ||
            us_text_equal_nocase(name, US_TEXT("Trailer")))
            continue;
        us_buf_add(&out, line);
        us_buf_add_string(&out, "\r\n");
    }
    return us_buf_text(&out);
}

/* The request as it is sent: Host is the upstream's, and what `Expect` asks for was done when the body was read. */
static us_request outbound(const us_turn *turn)
{
    static const us_text met[] = { { "Host", 4 }, { "Expect", 6 }, { "Trailer", 7 } };
    const us_request *in = turn->request;
    us_request out = *in;
    us_field *field = us_arena_alloc(turn->arena, sizeof *field * (in->fields + 4));
    const us_text *announced = us_request_field(in, US_TEXT("Trailer"));
    out.fields = 0;
    out.trailer = outbound_trailer(turn);
    if (announced && out.trailer.length > 0)
        field[out.fields++] = (us_field){ US_TEXT("Trailer"), *announced };
    for (unsigned i = 0; i < in->fields; i++) {
        us_text name = in->field[i].name;
        if (stays_behind(in->field, in->fields, name) ||
            is_one_of(name, met, sizeof met / sizeof *met))
            continue;
        field[out.fields] = in->field[i];
        if (us_text_equal_nocase(
                name, US_TEXT("Accept-Encoding"))) /* what cannot be read is not checked */
            field[out.fields].value = us_coding_readable(turn->arena, in->field[i].value);
        out.fields++;
    }
    if (takes_trailers(in)) {
        field[out.fields++] = (us_field){ US_TEXT("TE"), US_TEXT("trailers") };
        field[out.fields++] = (us_field){ US_TEXT("Connection"), US_TEXT("TE") };
    }
    field[out.fields++] = (us_field){ US_TEXT("Via"), US_TEXT(VIA) };
    out.field = field;
    bool framed = us_request_field(in, US_TEXT("Content-Length")) ||
                  us_request_field(in, US_TEXT("Transfer-Encoding"));
    if (!out.body.bytes && framed)
        out.body = US_TEXT("");
    return out;
}

/* What the upstream says about cross-origin requests is meant for its own address, and two lists of violations
 * in one field could not be read: ours take their place. */
static bool is_replaced(const us_turn *turn, us_text name)
{
    us_text cors = US_TEXT("Access-Control-");
    if (us_text_equal_nocase(name, US_TEXT("sl-violations")))
        return us_findings_count(&turn->findings) > 0;
    return !turn->service->options.no_cors &&
           us_text_equal_nocase(us_text_slice(name, 0, cors.length), cors);
}

/* A field that announces others behind a body, where none can come. */
static bool tells_of_nothing(const us_answer *answer, us_text name)
{
    return answer->body.length >= 0 && us_text_equal_nocase(name, US_TEXT("Trailer"));
}

static void take_fields(us_turn *turn, const us_answer *answer)
{
    for (unsigned i = 0; i < answer->fields; i++) {
        const us_field *field = &answer->field[i];
        if (stays_behind(answer->field, answer->fields, field->name) ||
            is_replaced(turn, field->name) || tells_of_nothing(answer, field->name))
            continue;
        turn->reply->dated |= us_text_equal_nocase(field->name, US_TEXT("Date"));
        us_turn_field(turn, field->name, field->value);
    }
    us_turn_field(turn, US_TEXT("Via"), US_TEXT(VIA));
}

/* ---- The request ---------------------------------------------------------------------------------------- */

/* What would have been answered to the request, if anything. */
typedef struct refusal {
    bool given;
    us_reply reply;
    us_field *field;
    unsigned fields, field_room;
} refusal;

/* Puts the answer that a step has given aside. */
static void set_aside(us_turn *turn, refusal *first)
{
    if (!first->given)
        *first = (refusal){ true, *turn->reply, turn->field, turn->fields, turn->field_room };
    *turn->reply = (us_reply){ .head_only = turn->reply->head_only };
    turn->field = NULL;
    turn->fields = turn->field_room = 0;
}

static void give(us_turn *turn, const refusal *first)
{
    *turn->reply = first->reply;
    turn->field = first->field;
    turn->fields = first->fields;
    turn->field_room = first->field_room;
}

/* Not every refusal has its violation; but every one is told. */
static void tell(us_turn *turn, bool routed)
{
    const us_problem_kind *kind = us_problem_kind_named(turn->reply->problem);
    const char *code = kind ? kind->slug.bytes : "no-such-method"; /* OPTIONS has no problem */
    us_text whole = US_TEXT(""), message = turn->detail;
    if (!routed)
        message = us_arena_print(turn->arena, "Selected route not found%s%.*s",
                                 message.length > 0 ? ". " : "", US_SHOWN(turn->detail));
    if (routed)
        us_findings_add(&turn->findings, turn->arena, whole, whole, code, message, 0);
    else
        us_findings_warn(&turn->findings, turn->arena, whole, whole, code, message, 0);
    turn->findings.limit = NULL;
}

static bool passes(us_turn *turn, us_step *step, refusal *first)
{
    unsigned before = us_findings_count(&turn->findings);
    if (step(turn))
        return true;
    bool counts_others = step == us_step_verdict && !turn->findings.limit;
    if (us_findings_count(&turn->findings) == before && !counts_others)
        tell(turn, step != us_step_route);
    set_aside(turn, first);
    return false;
}

/* Goes on after a refusal: without `errors` all that is wrong is to be told. */
static void check_request(us_turn *turn, refusal *first)
{
    static us_step *const checks[] = { us_step_parameters, us_step_undeclared, us_step_body };
    if (!passes(turn, us_step_route, first) || !passes(turn, us_step_gather, first))
        return;
    passes(turn, us_step_security, first);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (turn->validation != US_VALIDATION_OFF)
            passes(turn, checks[i], first);
    passes(turn, us_step_verdict, first);
}

/* ---- The answer ----------------------------------------------------------------------------------------- */

static bool answer_failed(us_turn *turn, const us_answer *answer)
{
    enum us_problem problem =
        answer->result == US_UPSTREAM_LATE ? US_PROBLEM_UPSTREAM_LATE : US_PROBLEM_UPSTREAM_FAILED;
    return us_turn_problem(turn, problem, "%.*s.", US_SHOWN(answer->detail));
}

/* What the upstream does not have yet is stood in for. */
static bool answer_instead(us_turn *turn, const us_answer *answer, const refusal *first)
{
    answer->body.close(answer->body.context);
    if (first->given)
        give(turn, first);
    else if (us_step_preference(turn))
        us_step_choose(turn);
    return false;
}

static bool refuse_answer(us_turn *turn, const us_answer *answer, unsigned from)
{
    const us_finding *worst = &turn->findings.finding[from];
    while (worst->severity != US_SEVERITY_ERROR)
        worst++;
    us_text place = us_finding_place(turn->arena, worst);
    us_text message = worst->violation->message;
    return us_turn_problem(turn, US_PROBLEM_ANSWER_BREAKS_CONTRACT,
                           "The upstream answered %u, which breaks the contract%s%.*s: %.*s.",
                           answer->status, place.length > 0 ? " " : "", US_SHOWN(place),
                           US_SHOWN(message));
}

static bool pass_on(us_turn *turn, us_answer *answer)
{
    unsigned from = turn->findings.kept;
    us_text held = { NULL, 0 };
    if (!us_turn_check_answer(turn, answer, &held)) {
        answer->body.close(answer->body.context);
        return false;
    }
    bool broken = us_findings_refuse(&turn->findings, from);
    if (turn->service->options.errors && broken) {
        answer->body.close(answer->body.context);
        return refuse_answer(turn, answer, from);
    }
    us_turn_record(turn, answer, held, broken);
    turn->reply->status = answer->status;
    turn->reply->violations = us_findings_count(&turn->findings);
    turn->reply->body = held;
    turn->reply->stream = US_NEW(turn->arena, us_stream);
    *turn->reply->stream = answer->body;
    if (answer->items)
        turn->reply->witness = us_witness_new(turn, answer->items);
    turn->forwarded = true;
    take_fields(turn, answer);
    return false;
}

static bool forward(us_turn *turn, const refusal *first)
{
    const us_upstream *upstream = turn->service->options.upstream;
    us_request request = outbound(turn);
    us_answer answer = { 0 };
    if (turn->reply->head_only && request.body.length > 0)
        return us_turn_problem(turn, US_PROBLEM_CANNOT_FORWARD,
                               "A HEAD request with a body cannot be forwarded.");
    upstream->ask(upstream->context, turn->arena, &request, &answer);
    if (answer.result != US_UPSTREAM_ANSWERED)
        return answer_failed(turn, &answer);
    if (answer.status == 501 && turn->operation)
        return answer_instead(turn, &answer, first);
    return pass_on(turn, &answer);
}

bool us_step_forward(us_turn *turn)
{
    refusal first = { 0 };
    if (turn->request->body_too_large)
        return us_turn_problem(turn, US_PROBLEM_TOO_LARGE, "The body is larger than %zu bytes.",
                               us_service_body_limit(turn->service));
    check_request(turn, &first);
    if (first.given && turn->service->options.errors) {
        give(turn, &first);
        return false;
    }
    return forward(turn, &first);
}
