/* An exchange with the upstream as the recorder gets it. */
#include "server/recorder.h"

#include "server/coding.h"
#include "server/parameter.h"
#include "server/upstream.h"

static const us_heard *read_given(const us_turn *turn, unsigned *count)
{
    const us_operation *operation = turn->operation;
    us_heard *given = US_NEW_ARRAY(turn->arena, us_heard, operation->parameters + 1);
    for (unsigned i = 0; i < operation->parameters; i++) {
        us_parameter_value read = us_parameter_read(turn, &operation->parameter[i]);
        if (read.value)
            given[(*count)++] = (us_heard){ &operation->parameter[i], read.value };
    }
    return given;
}

static us_text field_of(const us_answer *answer, us_text name)
{
    for (unsigned i = 0; i < answer->fields; i++)
        if (us_text_equal_nocase(answer->field[i].name, name))
            return answer->field[i].value;
    return US_TEXT("");
}

/* Without the codings of the way; bytes NULL: one of them is not known. */
static us_text plain(const us_turn *turn, const us_answer *answer, us_text content)
{
    us_request message = { .field = answer->field, .fields = answer->fields };
    size_t limit = us_service_body_limit(turn->service);
    us_text name, body = content;
    if (us_coding_undo(turn->arena, &message, limit, &body, &name) != US_CODING_DONE)
        return (us_text){ NULL, 0 };
    return body;
}

void us_turn_record(us_turn *turn, const us_answer *answer, us_text held)
{
    const us_recorder *recorder = turn->service->options.recorder;
    us_text content = answer->body.length == 0 ? US_TEXT("") : held;
    us_recording recording = { .request = turn->request,
                               .operation = turn->operation,
                               .body = turn->value,
                               .status = answer->status,
                               .type = field_of(answer, US_TEXT("Content-Type")),
                               .field = answer->field,
                               .fields = answer->fields };
    if (!recorder || !turn->operation)
        return;
    recording.api = turn->cast->api;
    recording.content = content.length > 0 ? plain(turn, answer, content) : content;
    recording.given = read_given(turn, &recording.givens);
    recorder->take(recorder->context, turn->arena, &recording);
}
