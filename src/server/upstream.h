/* The upstream: the server that is stood in for, asked for real. The pure core knows it by this interface
 * alone; who implements it has the sockets and the clock. */
#ifndef US_UPSTREAM_H
#define US_UPSTREAM_H

#include "server/exchange.h"
#include "server/stream.h"

enum us_upstream_result {
    US_UPSTREAM_ANSWERED,
    US_UPSTREAM_FAILED, /* it could not be asked, or what came back is no HTTP */
    US_UPSTREAM_LATE    /* no answer within the limit of time */
};

typedef struct us_answer {
    enum us_upstream_result result;
    us_text detail; /* unless it answered: what was tried and why it failed, without a full stop */
    unsigned status;
    const us_field *field; /* as they came */
    unsigned fields;
    us_stream body; /* of an answer: to be closed */
    /* Set by who checks it: what it is a stream of, whose items are to be looked at as they pass; or NULL. */
    const us_media *items;
} us_answer;

typedef struct us_upstream {
    /* Sends the request (its fields are those to send, but for Host and the framing of the body: bytes that
     * are NULL say that there is none; fields behind it are sent, too, where the protocol has chunks) and waits for the head of the answer, or until the request's client
     * has left. What is in *answer lives in the arena. Any number of threads may ask at the same time. */
    void (*ask)(void *context, us_arena *arena, const us_request *request, us_answer *answer);
    void *context;
    unsigned patience; /* seconds without a byte until a body that must be whole is given up */
} us_upstream;

#endif
