/* An upstream that answers as a test says. */
#ifndef US_SCRIPTED_H
#define US_SCRIPTED_H

#include <stdatomic.h>

#include "server/upstream.h"

/* Up to its NULL, each piece of the body; "" is a moment in which nothing comes. */
#define SCRIPTED_PIECES 8

typedef struct scripted {
    us_upstream upstream;
    enum us_upstream_result result;
    unsigned status;
    const char *head;                   /* fields, each ended by LF; or NULL */
    const char *piece[SCRIPTED_PIECES]; /* … */
    bool cut;                           /* the body breaks off after them */
    long long length;                   /* that the answer announces; -1: none */

    unsigned asked, opened, at;
    atomic_uint closed; /* an answer is over: its thread does not look at the script any more */
    us_request request; /* the last one; lives as long as its arena */
} scripted;

/* Ready to be the upstream of a service: it answers 200 with an empty body. */
void scripted_begin(scripted *script);

#endif
