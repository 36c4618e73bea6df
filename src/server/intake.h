/* A request out of the lobby: its fields, and its body as far as the service takes one. */
#ifndef US_INTAKE_H
#define US_INTAKE_H

#include "base/arena.h"
#include "server/exchange.h"

/* The fields of a head, which has to live as long as the request. */
void us_intake_fields(us_arena *arena, us_text head, us_request *request);

/* Whether there is a body to be read. One that is announced to be longer than `limit` is not: the request then
 * says that it is too large. */
bool us_intake_has_body(us_request *request, size_t limit);

/* Reads it, its chunks undone. Where it breaks off or gets too large on the way, the request says so. */
void us_intake_body(us_arena *arena, size_t limit, us_request *request);

#endif
