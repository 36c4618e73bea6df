/* The edge: a service behind a socket. The one implementation is host_civetweb.c. */
#ifndef US_HOST_H
#define US_HOST_H

#include "base/text.h"
#include "server/callers.h"
#include "server/delay.h"
#include "server/service.h"
#include "server/tls.h"

typedef struct us_host us_host;

typedef struct us_host_options {
    const char *address; /* NULL: 127.0.0.1 */
    unsigned port;       /* 0: a free one, see us_host_port */
    unsigned threads;    /* how many requests are answered at the same time; 0: 32 */
    unsigned haste;      /* milliseconds that a head or a body may take to come; 0: 60 seconds */
    us_delay delay;      /* of requests that ask for none */
    const char
        *socket; /* the path of a unix socket to listen on, instead of address and port; or NULL */
    us_callers *callers; /* are told which service answers, and end before the host; or NULL */
    us_tls_options tls;  /* all zero: connections are not encrypted */
} us_host_options;

/* Starts to listen, or returns NULL with a message for a person in error[0, size). */
us_host *us_host_start(const us_service *service, const us_host_options *options, char *error,
                       size_t size) __attribute__((warn_unused_result));

/* 0 when it listens on a unix socket. */
unsigned us_host_port(const us_host *host);

/* The SHA-256 of the certificate, or NULL without TLS. */
const char *us_host_fingerprint(const us_host *host);

/* From now on requests are answered by `service`, which takes bodies as large as the one before does.
 * Returns when nobody uses that one any more: soon, and no request is lost. One thread at a time. */
void us_host_swap(us_host *host, const us_service *service);

/* Answers what is under way, closes every connection, frees the host. Returns within a second. */
void us_host_stop(us_host *host);

#endif
