/* The header fields that a response declares. */
#ifndef US_HEADERS_H
#define US_HEADERS_H

#include "server/turn.h"

/* Adds them to the reply, whose status and body are there: each with its example, default, enum member or constant, or
 * with a value made by its schema. What HTTP itself has to say is left to HTTP, and what was said before stands. */
void us_turn_headers(us_turn *turn, const us_response *response);

/* ---- header_sample.c -------------------------------------------------------------------------------------- */

typedef struct us_header_sample {
    us_text name, value; /* a value empty: there is none that would be true */
    bool wanted; /* only where the contract requires the field: it tells clients to do something */
} us_header_sample;

/* What is known of the field; NULL: nothing, so that any text will do. */
const us_header_sample *us_header_sample_of(us_text name);

/* Whether HTTP, or the connection, has the say: how the message is framed, typed or packed. */
bool us_header_is_reserved(us_text name);

#endif
