/* Where one request ends and the next begins must be beyond doubt (RFC 9112, 6.3): a doubtful message is
 * refused and the connection closed, or a proxy and we might cut the stream at different places. */
#include "base/ascii.h"
#include "server/problem.h"
#include "server/turn.h"

/* What is wrong with the fields that say how long the body is, or NULL. */
static const char *framing_fault(const us_request *request)
{
    const us_text *length = NULL;
    bool coded = false;
    for (unsigned i = 0; i < request->fields; i++) {
        const us_field *field = &request->field[i];
        if (us_text_equal_nocase(field->name, US_TEXT("Transfer-Encoding"))) {
            coded = true;
        } else if (us_text_equal_nocase(field->name, US_TEXT("Content-Length"))) {
            if (!us_text_is_digits(us_text_trim(field->value)))
                return "Content-Length is no number";
            if (length && !us_text_equal(us_text_trim(*length), us_text_trim(field->value)))
                return "the request has two different Content-Length";
            length = &field->value;
        }
    }
    return length && coded ? "the request has both Content-Length and Transfer-Encoding" : NULL;
}

bool us_request_is_framed(const us_request *request)
{
    return framing_fault(request) == NULL;
}

bool us_step_framing(us_turn *turn)
{
    const char *fault = framing_fault(turn->request);
    if (!fault && turn->request->body_cut)
        fault = "the body ended before its announced length";
    if (!fault)
        return true;
    turn->reply->close = true;
    return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                           "It is not clear where the request ends: %s.", fault);
}
