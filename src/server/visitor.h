/* A visitor: one connection of a client, with what it has sent and nobody has taken yet.
 *
 * We read ahead of civetweb, so that we know at any moment where the connection stands: between two
 * requests, in the middle of a head, or behind it. civetweb is given a whole head and no more. So it never
 * holds a byte of the request after the one it works on, and a connection can leave it between two requests
 * without loss.
 *
 * One thread at a time has a visitor; the lobby passes it on. */
#ifndef US_VISITOR_H
#define US_VISITOR_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "server/tls.h"

/* The largest head that is taken: civetweb's max_request_size. */
#define US_HEAD_LIMIT 16384

/* How many milliseconds a worker waits for the next request on a connection. */
#define US_HOLD_MS 5

typedef struct us_visitor {
    struct us_visitor *before, *after; /* in the list of the lobby where it is */
    struct us_visitors *list;
    long long since; /* when it came into that list, in milliseconds */

    int fd;           /* the connection */
    us_tls_line *tls; /* … when it is encrypted, and then it never blocks; NULL: it is not */
    int lent;         /* a duplicate that civetweb has and will close; -1: none */
    struct sockaddr_in peer; /* the other end */
    bool watched;            /* fd is in the lobby's epoll set */
    unsigned turns;          /* requests begun since a worker has it */

    bool rested;   /* the request has waited as long as it is to */
    long long due; /* of one that waits: when it has, in milliseconds */

    bool ended;   /* there is nothing more to read: end or error */
    bool in_body; /* the whole head was taken: what comes now belongs to the body */

    char *bytes; /* what was read since the last request, NULL when nothing was */
    size_t room, length;
    size_t taken;   /* how much of it civetweb has */
    size_t scanned; /* how far the end of the head was looked for */
    size_t head;    /* the length of the head, 0 until its end was found */
    long long
        begun; /* when the lobby first saw a head, or a handshake, that is not whole; 0: none */
} us_visitor;

/* A visitor for a connection just accepted, encrypted when there is `tls`; NULL when there is no memory. */
us_visitor *us_visitor_new(int fd, const struct sockaddr_in *peer, us_tls *tls);

/* Closes the connection. */
void us_visitor_free(us_visitor *visitor);

/* What comes over the connection, as recv has it with these flags (none, MSG_PEEK, MSG_DONTWAIT). */
ssize_t us_visitor_receive(us_visitor *visitor, char *bytes, size_t size, int flags);

/* Sends what can be sent without waiting, as send has it. */
ssize_t us_visitor_send(us_visitor *visitor, const char *bytes, size_t size);

/* Whether there are bytes that no poll knows of. */
bool us_visitor_has_more(const us_visitor *visitor);

/* Reads what is there, waiting as the flags of recv and SO_RCVTIMEO say. False when nothing came;
 * `ended` tells whether something may come later. */
bool us_visitor_read(us_visitor *visitor, int flags);

/* There is a head to give to civetweb: whole, or of a kind that can only be refused. */
bool us_visitor_has_head(us_visitor *visitor);

/* The head that was found, as it was sent; empty when there is none yet, or none that is whole. */
us_text us_visitor_head(const us_visitor *visitor);

/* Bytes read but not yet taken, as far as the head or, after it, at all. */
size_t us_visitor_left(const us_visitor *visitor);

/* Moves up to `size` of these to `out` and returns how many. */
size_t us_visitor_take(us_visitor *visitor, char *out, size_t size);

/* The request was answered: the next byte begins another head. */
void us_visitor_next(us_visitor *visitor);

#endif
