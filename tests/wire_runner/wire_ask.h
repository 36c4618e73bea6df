/* The two ways to get a reply to a wire test's request. */
#ifndef WIRE_ASK_H
#define WIRE_ASK_H

#include "server/service.h"
#include "wire_case.h"

/* Asks the pure core, which sees the request as a host would have read it. */
us_text wire_ask_core(us_arena *arena, const us_service *service, const wire_case *wire);

/* Asks the server that listens on 127.0.0.1. A text whose bytes are NULL: it cannot be reached, or did
 * not answer within ten seconds. */
us_text wire_ask_port(us_arena *arena, unsigned port, const wire_case *wire);

#endif
