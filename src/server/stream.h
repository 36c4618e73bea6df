/* A body that comes piece by piece: from an upstream, or as long as there is something to tell.
 *
 * Whoever has a stream closes it once, however far it was read. One thread at a time reads it. */
#ifndef US_STREAM_H
#define US_STREAM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum us_piece {
    US_PIECE_HERE,  /* some bytes, which stay until the next call */
    US_PIECE_LATER, /* nothing came for a moment: ask again, if anybody still wants it */
    US_PIECE_END,   /* that was all */
    US_PIECE_CUT    /* that was not all, but no more will come */
};

/* How long a moment is, in milliseconds. */
#define US_STREAM_MOMENT 100

typedef struct us_stream {
    enum us_piece (*next)(void *context, us_text *piece);
    void (*close)(void *context);
    void *context;
    long long length; /* of all its bytes; -1: not known before the end */
    us_text (*trailer)(
        void *context); /* after the end: fields, each with its end of line; NULL: there are none */
    /* Of a stream of the stand-in's own (series.h), whose pieces are there when they are asked for: */
    bool (*more)(void *context); /* whether there is anything but the end */
    unsigned interval;           /* the milliseconds from one piece to the next */
    unsigned long long owner;    /* the number of the service that it reads from; 0: it has none */
    bool chunked; /* set by the host: its client understands chunks (RFC 9112, 7.1) */
} us_stream;

/* Who may leave while something is under way for him. */
typedef struct us_client {
    bool (*left)(void *context); /* NULL: he never does */
    void *context;
} us_client;

static inline bool us_client_left(const us_client *client)
{
    return client->left && client->left(client->context);
}

enum us_hold {
    US_HELD,      /* all of it */
    US_HOLD_MORE, /* there is more than the limit */
    US_HOLD_CUT,  /* it broke off */
    US_HOLD_LATE, /* nothing came for too long */
    US_HOLD_LEFT  /* the client left */
};

/* Reads the stream until there are more than `limit` bytes; *held gets what came, in the arena. Waits for
 * `moments` moments in a row. Does not close it. */
enum us_hold us_stream_hold(const us_stream *stream, us_arena *arena, size_t limit,
                            unsigned moments, const us_client *client, us_text *held);

/* Where the bytes of a body go. */
typedef struct us_sink {
    bool (*write)(void *context, us_text bytes); /* false: nobody reads any more */
    void *context;
    us_client client;
    bool (*hear)(void *context, us_text piece); /* what was passed on; NULL: nobody listens. False:
                                                   the rest is not wanted */
} us_sink;

/* Adds bytes of the body of such a reply to what is sent: as they are, or as a chunk. */
void us_stream_frame(const us_stream *stream, us_text bytes, us_buf *out);

/* Passes on what is left of the stream, piece by piece as it comes. False when not all of it got there:
 * then closing the connection is the only way to say so. */
bool us_stream_pour(const us_stream *stream, us_arena *arena, const us_sink *sink);

#endif
