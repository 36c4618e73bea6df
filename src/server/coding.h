/* Content codings (RFC 9110, 8.4): gzip and deflate by zlib; br and zstd of messages that come, where their libraries
 * are installed. Replies go out as gzip, which every client that takes any of the others takes, too. */
#ifndef US_CODING_H
#define US_CODING_H

#include "server/exchange.h"

enum us_coding {
    US_CODING_DONE,
    US_CODING_UNKNOWN,  /* a coding that we cannot undo; *name says which */
    US_CODING_BROKEN,   /* the bytes are not what their coding says */
    US_CODING_TOO_LARGE /* they come to more than the limit */
};

/* Undoes the codings that the fields Content-Encoding of a request name, the last one first. `limit` holds
 * for what comes out of each: a few bytes can say billions. The result lives in the arena, or is the body
 * itself. */
enum us_coding us_coding_undo(us_arena *arena, const us_request *request, size_t limit,
                              us_text *body, us_text *name);

/* Those that can be undone: "gzip, deflate, br, zstd". */
us_text us_coding_names(us_arena *arena);

/* Whether all the codings that the fields Content-Encoding name can be undone. */
bool us_coding_known(const us_request *request);

/* Of the value of Accept-Encoding the codings that can be undone, with their weights; `identity` when there are none
 * among them. */
us_text us_coding_readable(us_arena *arena, us_text accept);

/* Whether the fields Accept-Encoding of a request ask for gzip: they name it, or everything, with a weight
 * above 0 (12.5.3). Without the field the client may take anything, but few such clients do. */
bool us_coding_wants_gzip(const us_request *request);

/* The body as gzip (RFC 1952), in the arena. */
us_text us_coding_gzip(us_arena *arena, us_text body);

#endif
