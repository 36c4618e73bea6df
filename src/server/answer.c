/* An answer is held against what the operation declares: its status, its media type, its fields, its body.
 *
 * Fields and body are read as those of a request are, by the same steps: the response is put into the place
 * of an operation that declares its fields as parameters and its content as the body. */
#include "server/answer.h"

#include "server/coding.h"
#include "server/problem.h"
#include "server/sequence.h"

typedef struct inspection {
    us_turn *turn;
    us_answer *answer;
    const us_response *response; /* what the operation declares for the status */
    us_request message;          /* the answer as if it were a request */
    const us_media *media;       /* what the answer's media type is declared as */
    us_media_type type;
} inspection;

static us_findings *findings_of(const inspection *in)
{
    return &in->turn->findings;
}

/* ---- Status and media type -------------------------------------------------------------------------------- */

/* Only a success that nobody has heard of is an error: any server may say that it is overloaded. */
static void report_status(const inspection *in)
{
    us_turn *turn = in->turn;
    unsigned status = in->answer->status;
    us_text statuses = us_declared_statuses(turn);
    us_text message = us_arena_print(turn->arena, "the status %u is not declared; there is %.*s",
                                     status, US_SHOWN(statuses));
    if (statuses.length == 0)
        message = us_arena_print(turn->arena, "no status is declared, so %u is not", status);
    if (status >= 200 && status < 300)
        us_findings_add(findings_of(in), turn->arena, US_TEXT(""), US_TEXT(""), "status", message,
                        turn->operation->at);
    else
        us_findings_warn(findings_of(in), turn->arena, US_TEXT(""), US_TEXT(""), "status", message,
                         turn->operation->at);
}

static us_text declared_types(us_arena *arena, const us_response *response)
{
    us_buf out = us_buf_new(arena, 64);
    for (unsigned i = 0; i < response->medias; i++) {
        us_buf_add_byte(&out, i > 0 ? ',' : '[');
        us_json_write_string(&out, us_text_from(response->media[i].type));
    }
    us_buf_add_byte(&out, ']');
    return us_buf_text(&out);
}

/* Empty: there is none. */
static us_text received_type(const inspection *in)
{
    const us_text *field = us_request_field(&in->message, US_TEXT("Content-Type"));
    us_buf out = us_buf_new(in->turn->arena, 64);
    if (field)
        us_json_write_string(&out, us_text_slice(*field, 0, 100));
    return us_buf_text(&out);
}

static void report_type(const inspection *in, us_text but)
{
    us_arena *arena = in->turn->arena;
    const us_response *response = in->response;
    us_buf out = us_buf_new(arena, 96);
    us_buf_add_string(&out, response->medias > 1 ? "must be one of " : "must be ");
    for (unsigned i = 0; i < response->medias; i++) {
        us_buf_add_string(&out, i > 0 ? ", " : "");
        us_buf_add(&out, us_text_from(response->media[i].type));
    }
    us_buf_add_string(&out, ", but ");
    us_buf_add(&out, but);
    us_findings_add_violation(findings_of(in), arena, US_TEXT("header"), US_TEXT("content-type"),
                              &(us_violation){ .keyword = "content-type",
                                               .message = us_buf_text(&out),
                                               .expected = declared_types(arena, response),
                                               .actual = received_type(in),
                                               .at = response->media[0].at });
}

/* Finds what the content is declared as. */
static void check_type(inspection *in)
{
    const us_response *response = in->response;
    const us_text *field = us_request_field(&in->message, US_TEXT("Content-Type"));
    if (!field) {
        report_type(in, US_TEXT("there is no Content-Type"));
        return;
    }
    if (us_media_parse(*field, &in->type) && !us_media_is_range(&in->type))
        in->media = us_declared_media(response->media, response->medias, &in->type);
    if (!in->media)
        report_type(in, us_arena_print(in->turn->arena, "is \"%.*s\"",
                                       US_SHOWN(us_text_slice(*field, 0, 100))));
}

/* ---- The body ------------------------------------------------------------------------------------------------ */

static bool may_have_content(const inspection *in)
{
    unsigned status = in->answer->status;
    return !in->turn->reply->head_only && status != 204 && status != 304;
}

static bool is_stream(const inspection *in)
{
    return in->media && in->media->item && us_sequence_of(&in->type) != US_SEQUENCE_NONE;
}

/* The items of a stream are for the client as soon as they come (witness.h), a part (206) is no whole, and of types that are not
 * read a schema says nothing that is checked. */
static bool is_checkable(const inspection *in)
{
    if (!in->media || !in->media->check || in->answer->status == 206)
        return false;
    if (us_sequence_of(&in->type) != US_SEQUENCE_NONE)
        return false;
    return us_media_is_json(&in->type) || us_media_is_text(&in->type) || in->media->reading;
}

static us_at place_of(const inspection *in)
{
    return in->media ? in->media->at : in->response->at;
}

/* Of what the contract says about it nobody knows whether it is kept. */
static void warn_unchecked(const inspection *in, us_text where, us_text message)
{
    us_findings_warn(findings_of(in), in->turn->arena, where, US_TEXT(""), "unchecked", message,
                     place_of(in));
}

/* A step over the answer in place of a request. What is refused has a violation or is our own limit. */
static void run_step(const inspection *in, us_step *step, const us_operation *operation,
                     us_text where)
{
    us_reply nobody_gets_it = { 0 };
    us_turn turn = { .service = in->turn->service,
                     .arena = in->turn->arena,
                     .request = &in->message,
                     .reply = &nobody_gets_it,
                     .cast = in->turn->cast,
                     .operation = operation,
                     .findings = in->turn->findings };
    unsigned before = us_findings_count(&turn.findings);
    bool refused = !step(&turn);
    *findings_of(in) = turn.findings;
    findings_of(in)->limit = NULL;
    if (turn.findings.limit)
        warn_unchecked(in, where,
                       us_arena_print(turn.arena, "could not be decided: %s", turn.findings.limit));
    else if (refused && nobody_gets_it.status == 413)
        warn_unchecked(in, where, turn.detail);
    else if (refused && us_findings_count(&turn.findings) == before)
        us_findings_add(findings_of(in), turn.arena, where, US_TEXT(""), "unreadable", turn.detail,
                        place_of(in));
}

static void check_body(inspection *in, us_text held)
{
    us_body body = { .media = in->response->media, .medias = in->response->medias };
    us_operation operation = *in->turn->operation;
    operation.body = &body;
    in->message.body = held;
    run_step(in, us_step_body, &operation, US_TEXT("body"));
}

/* The fields that are declared are read as the parameters of a request that has them. */
static void check_fields(const inspection *in)
{
    us_operation operation = { .id = in->turn->operation->id,
                               .parameter = in->response->parameter,
                               .parameters = in->response->parameters };
    if (operation.parameters > 0)
        run_step(in, us_step_parameters, &operation, US_TEXT("header"));
}

static bool answer_broken_off(inspection *in, enum us_hold how, us_text held)
{
    if (how == US_HOLD_LATE)
        return us_turn_problem(in->turn, US_PROBLEM_UPSTREAM_LATE,
                               "The upstream answered %u and stopped after %zu bytes of the body.",
                               in->answer->status, held.length);
    return us_turn_problem(in->turn, US_PROBLEM_UPSTREAM_FAILED,
                           "The upstream answered %u, but its body broke off after %zu bytes.",
                           in->answer->status, held.length);
}

/* Fields behind the body need chunks. */
static bool has_trailer(const us_stream *stream)
{
    return stream->trailer && stream->trailer(stream->context).length > 0;
}

/* What is to be checked has to be whole. */
static bool hold_body(inspection *in, us_text *held)
{
    us_turn *turn = in->turn;
    const us_upstream *upstream = turn->service->options.upstream;
    size_t limit = us_service_body_limit(turn->service);
    unsigned moments = upstream ? upstream->patience * (1000 / US_STREAM_MOMENT) : 0;
    enum us_hold how = us_stream_hold(&in->answer->body, turn->arena, limit, moments,
                                      &turn->request->client, held);
    if (how == US_HELD) {
        check_body(in, *held);
        if (!has_trailer(&in->answer->body))
            in->answer->body.length = (long long)held->length;
    } else if (how == US_HOLD_MORE) {
        warn_unchecked(
            in, US_TEXT("body"),
            us_arena_print(turn->arena, "is larger than %zu bytes, so it is not checked", limit));
    } else {
        return answer_broken_off(in, how, *held);
    }
    return true;
}

static bool check_content(inspection *in, us_text *held)
{
    us_arena *arena = in->turn->arena;
    check_type(in);
    bool stream = is_stream(in);
    const us_text *field = us_request_field(&in->message, US_TEXT("Content-Encoding"));
    if (stream && !field)
        in->answer->items = in->media;
    if ((stream && !field) || (!stream && !is_checkable(in)))
        return true;
    if (!stream && us_coding_known(&in->message))
        return hold_body(in, held);
    us_text coding = *field;
    warn_unchecked(in, US_TEXT("body"),
                   us_arena_print(arena, "has the coding \"%.*s\", so it is not checked",
                                  US_SHOWN(us_text_slice(coding, 0, 100))));
    return true;
}

/* An answer without a byte where the document has content, and the other way around. */
static void check_presence(const inspection *in)
{
    const us_response *response = in->response;
    us_arena *arena = in->turn->arena;
    if (response->medias > 0 && in->answer->body.length == 0)
        us_findings_add(findings_of(in), arena, US_TEXT("body"), US_TEXT(""), "required",
                        US_TEXT("is declared, but has no bytes"), response->at);
    else if (response->medias == 0 && in->answer->body.length > 0)
        us_findings_warn(findings_of(in), arena, US_TEXT("body"), US_TEXT(""), "undeclared",
                         US_TEXT("has bytes, but the document declares no content"), response->at);
}

bool us_turn_check_answer(us_turn *turn, us_answer *answer, us_text *held)
{
    inspection in = { .turn = turn, .answer = answer };
    if (!turn->operation)
        return true;
    in.message = (us_request){ .field = answer->field, .fields = answer->fields };
    in.response = us_declared_response(turn->operation, answer->status);
    turn->findings.direction = US_RESPONSE;
    turn->findings.limit = NULL; /* it was the request's */
    if (!in.response) {
        report_status(&in);
        return true;
    }
    check_fields(&in);
    if (!may_have_content(&in))
        return true;
    check_presence(&in);
    bool has_content = in.response->medias > 0 && answer->body.length != 0;
    return !has_content || check_content(&in, held);
}
