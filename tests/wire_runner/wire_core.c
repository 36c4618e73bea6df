/* A request in bytes, read as a careful host reads it, and answered by us_exchange. */
#include <stdlib.h>

#include "server/exchange.h"
#include "wire_ask.h"

enum { MOST_FIELDS = 200 };

static void read_request_line(us_text line, us_request *request)
{
    size_t space = us_text_find(line, ' ');
    us_text rest = us_text_slice(line, space + 1, line.length);
    us_text target = us_text_slice(rest, 0, us_text_find(rest, ' '));
    size_t mark = us_text_find(target, '?');
    request->method = us_text_slice(line, 0, space);
    request->path = us_text_slice(target, 0, mark);
    request->query = us_text_slice(target, mark + 1, target.length);
}

static void read_fields(us_text rest, us_field *field, us_request *request)
{
    us_text line;
    request->field = field;
    while (wire_next_line(&rest, &line) && line.length > 0 && request->fields < MOST_FIELDS) {
        size_t colon = us_text_find(line, ':');
        field[request->fields].name = us_text_slice(line, 0, colon);
        field[request->fields++].value = us_text_trim(us_text_slice(line, colon + 1, line.length));
    }
}

/* Takes the chunked coding off (RFC 9112, 7.1); *cut when the last chunk is missing. */
static us_text join_chunks(us_arena *arena, us_text coded, bool *cut)
{
    us_buf out = us_buf_new(arena, coded.length);
    us_text line;
    while (wire_next_line(&coded, &line)) {
        size_t size = strtoul(us_arena_copy(arena, line).bytes, NULL, 16);
        *cut = size > coded.length;
        if (size == 0 || *cut)
            return us_buf_text(&out);
        us_buf_add(&out, us_text_slice(coded, 0, size));
        coded = us_text_slice(coded, size, coded.length);
        wire_next_line(&coded, &line);
    }
    *cut = true;
    return us_buf_text(&out);
}

static void read_body(us_arena *arena, us_text body, us_request *request)
{
    const us_text *length = us_request_field(request, US_TEXT("Content-Length"));
    request->body = body;
    if (length) {
        size_t announced = strtoul(us_arena_copy(arena, *length).bytes, NULL, 10);
        request->body_cut = announced > body.length;
        request->body = us_text_slice(body, 0, announced);
    } else if (us_request_field(request, US_TEXT("Transfer-Encoding"))) {
        request->body = join_chunks(arena, body, &request->body_cut);
    }
}

/* What the host would pour after the head. */
static void add_stream(us_arena *arena, const us_reply *reply, us_buf *out)
{
    const us_client stays = { 0 };
    us_text held = US_TEXT("");
    if (us_reply_pours(reply))
        us_stream_hold(reply->stream, arena, 1 << 20, 0, &stays, &held);
    us_buf_add(out, held);
    if (reply->stream)
        reply->stream->close(reply->stream->context);
}

us_text wire_ask_core(us_arena *arena, const us_service *service, const wire_case *wire)
{
    us_request request = { 0 };
    us_reply reply;
    us_text line, rest = wire->head;
    us_buf out = us_buf_new(arena, 1024);
    us_field *field = US_NEW_ARRAY(arena, us_field, MOST_FIELDS);

    wire_next_line(&rest, &line);
    read_request_line(line, &request);
    read_fields(rest, field, &request);
    read_body(arena, wire->body, &request);
    if (request.body.length > us_service_body_limit(service)) {
        request.body = US_TEXT("");
        request.body_too_large = true;
    }
    us_exchange(service, arena, &request, &reply);
    us_reply_write(&reply, US_TEXT(""), false, &out);
    add_stream(arena, &reply, &out);
    return us_buf_text(&out);
}
