/* An exchange with the upstream as the recorder gets it. */
#include "server/recorder.h"

#include "server/coding.h"
#include "server/parameter.h"
#include "server/sequence.h"
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

/* ---- What is whole ----------------------------------------------------------------------------------------- */

/* Without the codings of the way; bytes NULL: one of them is not known. */
static us_text plain(us_arena *arena, const us_recording *r, size_t limit, us_text content)
{
    us_request message = { .field = r->field, .fields = r->fields };
    us_text name, body = content;
    if (us_coding_undo(arena, &message, limit, &body, &name) != US_CODING_DONE)
        return (us_text){ NULL, 0 };
    return body;
}

static void take(const us_recorder *recorder, us_arena *arena, us_recording *recording,
                 size_t limit, us_text content)
{
    bool fits = content.length > 0 && content.length <= limit;
    recording->content = content.length == 0 ? content : (us_text){ NULL, 0 };
    if (fits)
        recording->content = plain(arena, recording, limit, content);
    recorder->take(recorder->context, arena, recording);
}

/* ---- What passes ------------------------------------------------------------------------------------------- */

/* A copy of a body that is passed on unread. It is poured by the worker that asked for it, whose arena is there as long
 * as that; the service is, too, for one that records is never exchanged. */
typedef struct tape {
    us_stream body;
    us_arena *arena;
    const us_recorder *recorder;
    us_recording recording;
    us_request request; /* the recording's, whose owner has gone on by then */
    size_t limit;
    us_buf heard;
    bool done;
} tape;

static void finish(tape *t, us_text content)
{
    if (!t->done)
        take(t->recorder, t->arena, &t->recording, t->limit, content);
    t->done = true;
}

static enum us_piece next_piece(void *context, us_text *piece)
{
    tape *t = context;
    enum us_piece what = t->body.next(t->body.context, piece);
    if (what == US_PIECE_HERE && t->heard.length <= t->limit)
        us_buf_add(&t->heard, *piece);
    if (what == US_PIECE_END)
        finish(t, us_buf_text(&t->heard));
    return what;
}

/* Whether an item of a stream ends with the byte before `end`. */
static bool is_end(us_text heard, size_t end, bool events)
{
    if (heard.bytes[end - 1] != '\n' || !events)
        return heard.bytes[end - 1] == '\n';
    end -= end > 1 && heard.bytes[end - 2] == '\r' ? 2 : 1;
    return end > 0 && heard.bytes[end - 1] == '\n';
}

/* A stream need not have an end: who has seen enough of it leaves, and what came whole is kept. */
static void close_tape(void *context)
{
    tape *t = context;
    enum us_sequence kind = us_sequence_named(t->recording.type);
    us_text heard = us_buf_text(&t->heard);
    while (heard.length > 0 && !is_end(heard, heard.length, kind == US_SEQUENCE_EVENTS))
        heard.length--;
    bool enough = kind != US_SEQUENCE_NONE && heard.length > 0;
    finish(t, enough ? heard : (us_text){ NULL, 0 });
    t->body.close(t->body.context);
}

static us_text trailer_of(void *context)
{
    tape *t = context;
    return t->body.trailer(t->body.context);
}

static void record_later(us_turn *turn, us_answer *answer, const us_recording *recording)
{
    tape *t = US_NEW(turn->arena, tape);
    *t = (tape){ .body = answer->body,
                 .arena = turn->arena,
                 .recorder = turn->service->options.recorder,
                 .recording = *recording,
                 .request = *turn->request,
                 .limit = us_service_body_limit(turn->service),
                 .heard = us_buf_new(turn->arena, 1024) };
    t->recording.request = &t->request;
    answer->body.next = next_piece;
    answer->body.close = close_tape;
    answer->body.trailer = t->body.trailer ? trailer_of : NULL;
    answer->body.context = t;
}

/* ---- The exchange ------------------------------------------------------------------------------------------- */

/* What HEAD is answered with says nothing of what GET would be. */
static bool is_told(const us_turn *turn)
{
    return turn->service->options.recorder && turn->operation &&
           (!turn->reply->head_only ||
            us_text_equal(us_text_from(turn->operation->method), US_TEXT("HEAD")));
}

void us_turn_record(us_turn *turn, us_answer *answer, us_text held, bool broken)
{
    us_recording recording = { .request = turn->request,
                               .operation = turn->operation,
                               .body = turn->value,
                               .status = answer->status,
                               .broken = broken,
                               .type = field_of(answer, US_TEXT("Content-Type")),
                               .field = answer->field,
                               .fields = answer->fields };
    bool empty = answer->body.length == 0 || turn->reply->head_only;
    if (!is_told(turn))
        return;
    recording.api = turn->cast->api;
    recording.given = read_given(turn, &recording.givens);
    if (held.bytes || empty)
        take(turn->service->options.recorder, turn->arena, &recording,
             us_service_body_limit(turn->service), empty ? US_TEXT("") : held);
    else
        record_later(turn, answer, &recording);
}
