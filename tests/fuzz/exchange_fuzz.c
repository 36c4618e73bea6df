/* A whole request to the sample API: "METHOD target", fields, an empty line, the body. Whatever comes, the
 * reply is well formed: a status, a head that nothing can break out of, a body that is what it says. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FIELDS = 64 };

static us_text next_line(us_text *rest)
{
    us_text line = us_text_slice(*rest, 0, us_text_find(*rest, '\n'));
    *rest = us_text_slice(*rest, line.length + 1, rest->length);
    return line;
}

static void read_request(us_text text, us_field *field, us_request *request)
{
    us_text line = next_line(&text);
    size_t space = us_text_find(line, ' ');
    us_text target = us_text_slice(line, space + 1, line.length);
    size_t mark = us_text_find(target, '?');
    *request = (us_request){ .method = us_text_slice(line, 0, space),
                             .path = us_text_slice(target, 0, mark),
                             .query = us_text_slice(target, mark + 1, target.length),
                             .field = field };
    while (text.length > 0 && request->fields < MOST_FIELDS) {
        line = next_line(&text);
        if (line.length == 0)
            break;
        size_t colon = us_text_find(line, ':');
        field[request->fields].name = us_text_slice(line, 0, colon);
        field[request->fields++].value = us_text_slice(line, colon + 1, line.length);
    }
    request->body = text;
}

static void fail(const char *why, us_text reply)
{
    fprintf(stderr, "%s:\n%.*s\n", why, (int)reply.length, reply.bytes);
    abort();
}

/* Status line, fields, Content-Length where there is one, the empty line: no line more. */
static void check_head(const us_reply *reply, us_text written)
{
    unsigned lines = 0;
    const char *end = strstr(written.bytes, "\r\n\r\n"); /* a head holds no NUL */
    if (!end)
        fail("the head has no end", written);
    for (const char *at = written.bytes; at < end; at++)
        lines += *at == '\n';
    unsigned expected = reply->fields + (reply->close ? 1 : 0) + (reply->status == 204 ? 0 : 1);
    if (lines != expected)
        fail("the head has other lines than fields", written);
    if (reply->head_only && end + 4 != written.bytes + written.length)
        fail("a reply to HEAD has a body", written);
}

static void check_body(us_arena *arena, const us_request *request, const us_reply *reply,
                       us_text written)
{
    us_json_error error;
    bool patched = us_text_equal(request->method, US_TEXT("PATCH")) && reply->status < 300;
    if (patched && !us_json_read(arena, request->body, NULL, &error))
        fail("a body that is no JSON was accepted", written);
    if (reply->problem.length > 0 && !us_json_read(arena, reply->body, NULL, &error))
        fail("a problem is no JSON", written);
    if ((reply->problem.length > 0) && reply->status < 400)
        fail("a problem is a success", written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static test_stage stage;
    us_field field[MOST_FIELDS];
    us_request request;
    if (!stage.service)
        stage_open(&stage);
    read_request((us_text){ (const char *)data, size }, field, &request);
    us_exchange(stage.service, &stage.arena, &request, &stage.reply);

    us_buf out = us_buf_new(&stage.arena, 1024);
    us_reply_write(&stage.reply, US_TEXT(""), false, &out);
    check_head(&stage.reply, us_buf_text(&out));
    check_body(&stage.arena, &request, &stage.reply, us_buf_text(&out));
    us_arena_reset(&stage.arena);
    return 0;
}
