/* The pure core: a request in, a reply out; no socket, no clock, no file.
 *
 * A host (civetweb, a test, a fuzzer, a benchmark) fills a us_request, calls us_exchange, and writes
 * the us_reply. Everything in the reply lives in the arena given or in the service, so the host may
 * reset the arena once the reply is written. A service is constant after us_service_new: any number
 * of threads may call us_exchange with it, each with its own arena. */
#ifndef US_EXCHANGE_H
#define US_EXCHANGE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "server/service.h"
#include "server/stream.h"

typedef struct us_field { /* a header field (RFC 9110, 5) */
    us_text name;
    us_text value;
} us_field;

typedef struct us_request {
    us_text method;        /* as sent: methods are case-sensitive */
    us_text path;          /* as sent, before '?', not decoded */
    us_text query;         /* after '?', not decoded; empty when there is none */
    const us_field *field; /* in the order received, repeated ones included */
    unsigned fields;
    us_text body;    /* as received, transfer coding removed */
    us_text trailer; /* the fields behind it, each with its line end; nobody here looks at them */
    us_text certificate; /* the subject of the client's certificate, which was verified; or empty */
    bool encrypted;      /* it came by https */
    int64_t now;         /* milliseconds since 1970, when it came */
    bool body_too_large; /* the host stopped reading: more than us_service_body_limit */
    bool body_cut;       /* the connection ended before the announced length */
    us_client client;    /* asked now and then while an upstream is waited for */
} us_request;

typedef struct us_reply {
    unsigned status;
    const us_field
        *field; /* without Content-Length, Connection and Transfer-Encoding, which are the
                            * host's, and without Date unless `dated` */
    unsigned fields;
    us_text body;
    us_stream *stream;             /* what follows the body, or NULL; the host closes it */
    struct us_witness *witness;    /* looks at that as it is poured (witness.h); or NULL */
    bool dated;                    /* Date is among the fields */
    bool head_only;                /* HEAD: send the length of the body but not the body */
    bool close;                    /* the connection cannot be used further */
    unsigned delay;                /* how many milliseconds the host waits before it sends this */
    const us_operation *operation; /* what was matched, or NULL: for logs */
    const char *phrase;            /* after the status, or NULL for that of the registry */
    us_text problem;               /* slug of the problem sent ("contract-broken"), or empty */
    unsigned violations;           /* how many, counting those that were not kept */
} us_reply;

/* Answers one request. Never fails: what goes wrong is an answer too. */
void us_exchange(const us_service *service, us_arena *arena, const us_request *request,
                 us_reply *reply);

/* The value of the first field of that name (compared without case), or NULL. */
const us_text *us_request_field(const us_request *request, us_text name);

/* Whether it is clear how long the body is; if not, us_exchange refuses the request and the connection ends:
 * the host need not read it. */
bool us_request_is_framed(const us_request *request);

/* The reason phrase of a status ("Unprocessable Content"), or "Unknown". */
const char *us_status_phrase(unsigned status);

/* Writes status line, fields and body for HTTP/1.1 in one piece. `date` is the ready value of Date
 * or empty; `close` says that the connection ends with this reply. What a stream adds to the body comes
 * after that, by us_stream_pour, if us_reply_pours. */
void us_reply_write(const us_reply *reply, us_text date, bool close, us_buf *out);

/* Whether there is a stream to pour: not after HEAD, nor with a status that has no content. */
bool us_reply_pours(const us_reply *reply);

#endif
