/* An upstream's answer: "METHOD target" of a request to the sample API, the status, fields, an empty line, the
 * body. Whatever the upstream says, the client gets a whole reply, an unchecked body byte for byte, and
 * violations that can be read; and the answer is closed once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample_api.h"
#include "server/upstream.h"
#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FIELDS = 64, PIECE = 7, LIMIT = 4096 };

typedef struct theirs {
    us_text status, head, body;
    size_t sent;
    int open;
} theirs;

static us_text next_line(us_text *rest)
{
    us_text line = us_text_slice(*rest, 0, us_text_find(*rest, '\n'));
    *rest = us_text_slice(*rest, line.length + 1, rest->length);
    return line;
}

static enum us_piece next(void *context, us_text *piece)
{
    theirs *t = context;
    *piece = us_text_slice(t->body, t->sent, t->sent + PIECE);
    t->sent += piece->length;
    return piece->length > 0 ? US_PIECE_HERE : US_PIECE_END;
}

static void close_answer(void *context)
{
    theirs *t = context;
    t->open--;
}

static void ask(void *context, us_arena *arena, const us_request *request, us_answer *answer)
{
    theirs *t = context;
    us_text head = t->head;
    us_field *field = us_arena_alloc(arena, sizeof *field * MOST_FIELDS);
    (void)request;
    answer->status = 200 + (unsigned)strtoul(us_arena_copy(arena, t->status).bytes, NULL, 10) % 400;
    while (head.length > 0 && answer->fields < MOST_FIELDS) {
        us_text line = next_line(&head);
        size_t colon = us_text_find(line, ':');
        field[answer->fields].name = us_text_slice(line, 0, colon);
        field[answer->fields++].value = us_text_trim(us_text_slice(line, colon + 1, line.length));
    }
    answer->field = field;
    answer->body = (us_stream){
        .next = next, .close = close_answer, .context = t, .length = -1, .chunked = true
    };
    t->open++;
}

/* The head ends with an empty line; what comes before is theirs until then. */
static void cut(theirs *t, us_text text)
{
    size_t end = 0;
    while (end < text.length &&
           !us_text_starts(us_text_slice(text, end, text.length), US_TEXT("\n\n")))
        end++;
    t->status = next_line(&text);
    end = end > t->status.length ? end - t->status.length - 1 : 0;
    t->head = us_text_slice(text, 0, end);
    t->body = us_text_slice(text, end + 2, text.length);
}

static void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    abort();
}

static void check_violations(test_stage *stage)
{
    us_json_error error;
    for (unsigned i = 0; i < stage->reply.fields; i++)
        if (us_text_equal(stage->reply.field[i].name, US_TEXT("sl-violations")) &&
            stage->reply.violations > 0 &&
            !us_json_read(&stage->arena, stage->reply.field[i].value, NULL, &error))
            fail("sl-violations is no JSON");
}

/* What the core kept, and the rest of the stream, are the body. */
static void check_body(test_stage *stage, const theirs *t)
{
    const us_reply *reply = &stage->reply;
    us_buf whole = us_buf_new(&stage->arena, 256);
    us_text piece;
    us_buf_add(&whole, reply->body);
    while (reply->stream->next(reply->stream->context, &piece) == US_PIECE_HERE)
        us_buf_add(&whole, piece);
    if (!us_text_equal(us_buf_text(&whole), t->body))
        fail("the body is not what came");
    reply->stream->close(reply->stream->context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static test_stage stage;
    static theirs t;
    static us_upstream upstream = { ask, &t, 1 };
    us_text text = { (const char *)data, size };
    const us_service_options options = { .upstream = &upstream, .body_limit = LIMIT };
    if (!stage.service)
        stage_open_module(&stage, &sample_module, &options);
    us_text line = next_line(&text);
    size_t space = us_text_find(line, ' ');
    us_request request = { .method = us_text_slice(line, 0, space),
                           .path = us_text_slice(line, space + 1, line.length) };
    t = (theirs){ .open = 0 };
    cut(&t, text);
    us_exchange(stage.service, &stage.arena, &request, &stage.reply);

    us_buf out = us_buf_new(&stage.arena, 1024);
    us_reply_write(&stage.reply, US_TEXT(""), false, &out);
    check_violations(&stage);
    if (stage.reply.stream)
        check_body(&stage, &t);
    if (t.open != 0)
        fail("the answer is not closed once");
    us_arena_reset(&stage.arena);
    return 0;
}
