/* What the two files of the upstream share. */
#ifndef US_UPSTREAM_INSIDE_H
#define US_UPSTREAM_INSIDE_H

#include <pthread.h>

#include "server/curl_calls.h"
#include "server/curl_head.h"
#include "cli/upstream.h"

/* One request at a time and its answer; afterwards the connection is kept for the next. A multi handle of its
 * own lets it wait for a moment instead of until the end. */
typedef struct us_call {
    us_gateway *gateway;
    CURLM *multi;
    CURL *easy;
    struct us_call *next; /* in the pool */

    us_arena *arena; /* of the request under way, like all that follows */
    struct curl_slist *sent;
    us_text whole,
        unsent;      /* the body of the request, when it goes in chunks, and what is left of it */
    us_text trailer; /* the fields behind it */
    char error[CURL_ERROR_SIZE];
    us_curl_head head; /* of the answer */
    bool over;         /* the transfer has ended, and … */
    CURLcode result;

    us_buf body; /* what came and was not taken yet; its memory is the arena's */
    bool taken;  /* … or was, by the last call: gone with the next one */
    bool paused; /* more has come than anybody wanted yet */
} us_call;

struct us_gateway {
    us_upstream upstream;
    us_gateway_options options;
    const us_curl_calls *curl;
    us_text origin; /* "http://host:port", as the user wrote it */
    us_text base;   /* "/v1", or empty: what comes before every path */
    pthread_mutex_t lock;
    us_call *
        pool; /* those that are free; the one used last comes first, its connection is the freshest */
};

/* A call that is free, or NULL when there is no memory; and back. */
us_call *us_gateway_take(us_gateway *gateway);
void us_gateway_give(us_call *call);

/* upstream_trailer.c: sends the body of the request in chunks, with the fields that follow it. */
void us_call_send_chunks(us_call *call, const us_request *request);

/* upstream_call.c: sends the request and waits for the head of the answer. */
void us_call_ask(us_call *call, us_arena *arena, const us_request *request, us_answer *answer);

#endif
