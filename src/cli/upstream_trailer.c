/* A request with fields behind its body: only in chunks can they follow it (RFC 9112, 7.1.2). */
#include <stdio.h>
#include <string.h>

#include "cli/upstream_inside.h"
#include "server/head.h"

static size_t read_body(char *bytes, size_t size, size_t count, void *context)
{
    us_call *call = context;
    us_text piece = us_text_slice(call->unsent, 0, size * count);

    memcpy(bytes, piece.bytes, piece.length);
    call->unsent = us_text_slice(call->unsent, piece.length, call->unsent.length);
    return piece.length;
}

/* A kept connection may turn out to be closed: then libcurl begins again, on another. */
static int seek_body(void *context, curl_off_t offset, int origin)
{
    us_call *call = context;

    if (origin != SEEK_SET || offset < 0 || (size_t)offset > call->whole.length)
        return CURL_SEEKFUNC_CANTSEEK;
    call->unsent = us_text_slice(call->whole, (size_t)offset, call->whole.length);
    return CURL_SEEKFUNC_OK;
}

static int list_trailer(struct curl_slist **list, void *context)
{
    us_call *call = context;
    us_text rest = call->trailer;

    while (rest.length > 0) {
        us_text line = us_arena_copy(call->arena, us_head_cut_line(rest, &rest));
        struct curl_slist *longer = call->gateway->curl->slist_append(*list, line.bytes);

        if (!longer)
            us_out_of_memory();
        *list = longer;
    }
    return CURL_TRAILERFUNC_OK;
}

void us_call_send_chunks(us_call *call, const us_request *request)
{
    const us_curl_calls *curl = call->gateway->curl;

    call->whole = call->unsent = request->body;
    call->trailer = request->trailer;
    curl->easy_setopt(call->easy, CURLOPT_POST, 1L);
    curl->easy_setopt(call->easy, CURLOPT_READFUNCTION, read_body);
    curl->easy_setopt(call->easy, CURLOPT_READDATA, call);
    curl->easy_setopt(call->easy, CURLOPT_SEEKFUNCTION, seek_body);
    curl->easy_setopt(call->easy, CURLOPT_SEEKDATA, call);
    curl->easy_setopt(call->easy, CURLOPT_TRAILERFUNCTION, list_trailer);
    curl->easy_setopt(call->easy, CURLOPT_TRAILERDATA, call);
}
