/* Who makes calls: callbacks and webhooks. The pure core knows it by this interface alone; who implements it has the
 * sockets, the clock and a thread of its own. */
#ifndef US_CALLER_H
#define US_CALLER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "runtime/understudy.h"

/* A call to make. All texts of it are copied before `send` returns. */
typedef struct us_order {
    us_text name; /* "addUser/onDone": whose call it is */
    us_text method, url;
    us_text type; /* of the body; empty: there is none */
    us_text body;
    /* What declares the answer. They are there as long as the service of that number is. */
    const struct us_cast *cast;
    const us_operation *operation;
    unsigned long long owner;
} us_order;

typedef struct us_caller {
    /* Takes the order without waiting for anything. NULL, or why it is not going to be carried out. */
    const char *(*send)(void *context, const us_order *order);

    /* Writes what was called and what came back, the latest first, as a JSON array. */
    void (*report)(void *context, us_buf *out);
    void *context;
    const char *webhook_url; /* where webhooks go that name no other target; or NULL */
} us_caller;

#endif
