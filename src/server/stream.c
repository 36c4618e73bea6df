/* Streams: held until they are whole, or passed on as they come. */
#include "server/stream.h"

enum us_hold us_stream_hold(const us_stream *stream, us_arena *arena, size_t limit,
                            unsigned moments, const us_client *client, us_text *held)
{
    us_buf out = us_buf_new(arena, 4096);
    us_text piece;
    for (unsigned waited = 0; out.length <= limit;) {
        enum us_piece came = stream->next(stream->context, &piece);
        waited = came == US_PIECE_LATER ? waited + 1 : 0;
        if (came == US_PIECE_HERE)
            us_buf_add(&out, piece);
        *held = us_buf_text(&out);
        if (came == US_PIECE_END)
            return US_HELD;
        if (came == US_PIECE_CUT)
            return US_HOLD_CUT;
        if (came == US_PIECE_LATER && us_client_left(client))
            return US_HOLD_LEFT;
        if (waited > moments)
            return US_HOLD_LATE;
    }
    return US_HOLD_MORE;
}

void us_stream_frame(const us_stream *stream, us_text bytes, us_buf *out)
{
    bool chunked = stream->length < 0 && stream->chunked;
    if (bytes.length == 0)
        return; /* an empty chunk would be the last */
    if (chunked)
        us_buf_print(out, "%zx\r\n", bytes.length);
    us_buf_add(out, bytes);
    if (chunked)
        us_buf_add_string(out, "\r\n");
}

/* The last chunk, and the fields behind it (RFC 9112, 7.1.2). */
static bool end_chunks(const us_stream *stream, us_buf *out, const us_sink *sink)
{
    out->length = 0;
    us_buf_add_string(out, "0\r\n");
    if (stream->trailer)
        us_buf_add(out, stream->trailer(stream->context));
    us_buf_add_string(out, "\r\n");
    return sink->write(sink->context, us_buf_text(out));
}

bool us_stream_pour(const us_stream *stream, us_arena *arena, const us_sink *sink)
{
    us_buf out = us_buf_new(arena, 16384 + 32);
    us_text piece;
    for (;;) {
        switch (stream->next(stream->context, &piece)) {
        case US_PIECE_HERE:
            out.length = 0;
            us_stream_frame(stream, piece, &out);
            if (!sink->write(sink->context, us_buf_text(&out)) ||
                (sink->hear && !sink->hear(sink->context, piece)))
                return false;
            break;
        case US_PIECE_LATER:
            if (us_client_left(&sink->client))
                return false;
            break;
        case US_PIECE_END:
            return stream->length >= 0 || !stream->chunked || end_chunks(stream, &out, sink);
        case US_PIECE_CUT:
            return false;
        }
    }
}
