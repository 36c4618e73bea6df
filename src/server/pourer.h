/* Who pours the streams that the stand-in makes itself: one thread for all of them, so that a stream which waits for
 * its next item holds none of civetweb's.
 *
 * A worker answers such a request with the head, takes the connection from civetweb, and gives it here together
 * with the stream. When the stream is over the connection goes back to the lobby, for its next request. A client that
 * reads slowly is waited for without blocking the others. */
#ifndef US_POURER_H
#define US_POURER_H

#include <stdbool.h>

#include "server/lobby.h"
#include "server/relay.h"
#include "server/stream.h"

typedef struct us_pourer us_pourer;

/* Both outlive the pourer. NULL with errno set. */
us_pourer *us_pourer_new(us_lobby *lobby, us_relay *relay) __attribute__((warn_unused_result));

/* Cuts off every stream and ends the thread. From now on none is taken. */
void us_pourer_stop(us_pourer *pourer);

/* After us_pourer_stop, and when nobody calls us_pourer_take any more. Takes NULL. */
void us_pourer_free(us_pourer *pourer);

/* Takes the calling worker's connection, whose reply has been sent up to the head, and the stream, which it closes.
 * `keep`: the connection goes on after that. Each item is asked for under the service that the stream belongs
 * to; once another answers, the stream is cut off, for its items are gone. */
void us_pourer_take(us_pourer *pourer, const us_stream *stream, bool keep);

#endif
