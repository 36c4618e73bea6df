/* What the receiver of a call answers is held against what the document declares for it, as the proxy does it with the
 * answer of an upstream. The thread has the service only for that long: it may have been replaced meanwhile. */
#include "server/answer.h"
#include "server/callers_inside.h"

/* ---- The body as a stream -------------------------------------------------------------------------------------------- */

static enum us_piece next(void *context, us_text *piece)
{
    us_text *rest = context;
    *piece = *rest;
    *rest = US_TEXT("");
    return piece->length > 0 ? US_PIECE_HERE : US_PIECE_END;
}

static void close_nothing(void *context)
{
    (void)context;
}

/* ---- The verdict ----------------------------------------------------------------------------------------------------- */

static us_text sentence(us_arena *arena, const us_findings *findings, unsigned status,
                        const us_api *api)
{
    const us_finding *first = &findings->finding[0];
    us_text place = us_finding_place(arena, first);
    us_text line = us_spec_line(arena, api, first->violation->at);
    unsigned others = us_findings_count(findings) - 1;
    us_buf out = us_buf_new(arena, 256);
    us_buf_print(&out, "it answered %u, but ", status);
    us_buf_add(&out, place);
    us_buf_add_string(&out, place.length > 0 ? ": " : "");
    us_buf_add(&out, first->violation->message);
    if (line.length > 0)
        us_buf_print(&out, " (%.*s)", (int)line.length, line.bytes);
    if (others > 0)
        us_buf_print(&out, ", and %u more", others);
    return us_buf_text(&out);
}

/* A callback without responses lets every answer be. */
static us_text judge(const us_service *service, us_arena *arena, const us_order *order,
                     us_answer *answer, us_text *violations)
{
    us_request nothing_of_it = { 0 };
    us_reply nobody_gets_it = { .head_only = us_text_equal(order->method, US_TEXT("HEAD")) };
    us_turn turn = { .service = service,
                     .arena = arena,
                     .request = &nothing_of_it,
                     .reply = &nobody_gets_it,
                     .cast = order->cast,
                     .operation = order->operation };
    us_text held;
    us_buf list = us_buf_new(arena, 256);
    if (order->operation->responses == 0)
        return US_TEXT("");
    (void)us_turn_check_answer(&turn, answer, &held); /* a body that is there does not break off */
    if (us_findings_count(&turn.findings) == 0)
        return US_TEXT("");
    us_findings_write_list(&list, arena, &turn.findings, order->cast->api);
    *violations = us_buf_text(&list);
    return sentence(arena, &turn.findings, answer->status, order->cast->api);
}

us_text us_callers_judge(us_callers *callers, us_arena *arena, const us_order *order,
                         const us_curl_head *head, us_text body, us_text *violations)
{
    us_text rest = body, fault;
    us_answer answer = { .status = head->status,
                         .field = head->field,
                         .fields = head->fields,
                         .body = { .next = next,
                                   .close = close_nothing,
                                   .context = &rest,
                                   .length = (long long)body.length } };
    if (!callers->relay)
        return US_TEXT("");
    const us_service *service = us_relay_take(callers->relay, &callers->seat);
    if (us_service_number(service) == order->owner)
        fault = judge(service, arena, order, &answer, violations);
    else
        fault = US_TEXT("the document has changed since, so the answer is not checked");
    us_relay_done(&callers->seat);
    return fault;
}
