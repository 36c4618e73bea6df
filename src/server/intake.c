/* Where bodies end is our business (lobby.h): they are read to their announced length, or by their chunks. */
#include "server/intake.h"

#include "server/chunks.h"
#include "server/head.h"
#include "server/lobby.h"

enum { PIECE = 16384 };

void us_intake_fields(us_arena *arena, us_text head, us_request *request)
{
    us_field *field = us_arena_alloc(arena, sizeof *field * US_HEAD_FIELDS);
    request->fields = us_head_fields(head, field, US_HEAD_FIELDS);
    request->field = field;
}

/* The length that is announced; 0 when it is none that is to be trusted, which us_exchange says. */
static size_t announced_length(const us_request *request)
{
    const us_text *value = us_request_field(request, US_TEXT("Content-Length"));
    size_t length = 0;
    for (size_t i = 0; value != NULL && i < value->length; i++)
        length = length * 10 + (size_t)(value->bytes[i] - '0');
    return length;
}

static bool is_chunked(const us_request *request)
{
    return us_request_field(request, US_TEXT("Transfer-Encoding")) != NULL;
}

bool us_intake_has_body(us_request *request, size_t limit)
{
    size_t length = announced_length(request);
    bool chunked = is_chunked(request);
    if (!us_request_is_framed(request) || (!chunked && length == 0))
        return false;
    request->body_too_large = !chunked && length > limit;
    return !request->body_too_large;
}

static void read_measured(us_arena *arena, size_t length, us_request *request)
{
    char *bytes = us_arena_alloc(arena, length);
    size_t got = 0, more;
    while (got < length && (more = us_lobby_read(bytes + got, length - got)) > 0)
        got += more;
    request->body = (us_text){ bytes, got };
    request->body_cut = got < length;
}

static void read_chunked(us_arena *arena, size_t limit, us_request *request)
{
    us_chunks chunks = us_chunks_new(arena, limit);
    char piece[PIECE];
    size_t got, taken;
    while (chunks.state != US_CHUNKS_DONE && chunks.state != US_CHUNKS_FAULT) {
        got = us_lobby_peek(piece, sizeof piece);
        taken = us_chunks_take(&chunks, (us_text){ piece, got });
        us_lobby_skip(taken);
        if (got == 0)
            break;
    }
    request->body = us_buf_text(&chunks.body);
    request->trailer = us_buf_text(&chunks.trailer);
    request->body_too_large = chunks.too_large;
    request->body_cut = chunks.state != US_CHUNKS_DONE && !chunks.too_large;
}

void us_intake_body(us_arena *arena, size_t limit, us_request *request)
{
    if (is_chunked(request))
        read_chunked(arena, limit, request);
    else
        read_measured(arena, announced_length(request), request);
}
