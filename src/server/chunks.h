/* Undoing the chunked transfer coding (RFC 9112, 7.1), piece by piece as bytes come.
 *
 * Chunk extensions are read over and dropped, as a server may; what has another form than the RFC's is a fault, since two readers would disagree on where the body ends. */
#ifndef US_CHUNKS_H
#define US_CHUNKS_H

#include "base/buf.h"

enum us_chunks_state {
    US_CHUNKS_SIZE,
    US_CHUNKS_EXTENSION,
    US_CHUNKS_DATA,
    US_CHUNKS_AFTER_DATA, /* its line end */
    US_CHUNKS_TRAILER,
    US_CHUNKS_DONE,
    US_CHUNKS_FAULT
};

typedef struct us_chunks {
    enum us_chunks_state state;
    us_buf body;
    us_buf trailer; /* the fields behind the body, each with its line end */
    size_t most;    /* of the body: more is a fault, with too_large set */
    bool too_large;
    size_t left;     /* of the chunk that is being read */
    unsigned digits; /* of its size so far */
    size_t extra;    /* bytes of extensions and trailers so far, which have a bound */
    bool cr;         /* the byte before was the CR of a line end */
    bool named;      /* the line of the trailer has its colon */
    size_t line;     /* how much of that line there is */
} us_chunks;

us_chunks us_chunks_new(us_arena *arena, size_t most);

/* Takes bytes up to the end of the coding, and returns how many: less than `bytes.length` only when the
 * state is then DONE or FAULT. */
size_t us_chunks_take(us_chunks *chunks, us_text bytes);

#endif
