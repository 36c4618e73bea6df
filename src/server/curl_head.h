/* The head of an answer as libcurl hands it on: a line at a time, with what was said before it. */
#ifndef US_CURL_HEAD_H
#define US_CURL_HEAD_H

#include "base/buf.h"
#include "server/exchange.h"

/* Start with { .arena = … }. */
typedef struct us_curl_head {
    us_arena *arena; /* of the fields */
    us_field *field;
    unsigned status, fields, room;
    bool whole;     /* there is nothing to come but … */
    us_buf trailer; /* … fields behind the body, each with its end of line */
} us_curl_head;

/* For CURLOPT_HEADERFUNCTION, with the head as CURLOPT_HEADERDATA. */
size_t us_curl_head_take(char *bytes, size_t size, size_t count, void *head);

#endif
