/* Who pours the streams that the stand-in makes itself, and gives the replies that are to come late: one thread for all
 * of them, so that what waits for its time holds none of civetweb's.
 *
 * A worker makes such a reply, takes the connection from civetweb, and gives it here together with what is to be sent.
 * When all of that is sent the connection goes back to the lobby, for its next request. A client that
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

/* What is to be sent. */
typedef struct us_pour {
    us_text head;            /* first, as it is … */
    unsigned delay;          /* … after so many milliseconds */
    const us_stream *stream; /* what follows, item by item; or NULL */
    bool keep;               /* the connection goes on after that */
} us_pour;

/* Takes the calling worker's connection, the head, which is copied, and the stream, which is closed in the end. Each item
 * is asked for under the service that the stream belongs to; once another answers, the stream is cut off, for its items
 * are gone. */
void us_pourer_take(us_pourer *pourer, const us_pour *pour);

#endif
