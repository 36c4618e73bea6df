/* The log: what a request was answered with and what was wrong, for a person who watches. */
#ifndef US_LOG_H
#define US_LOG_H

#include "server/turn.h"

/* Hands the entry of a turn that is over to the service's log, if its level is reached:
 *
 *   PUT /items/x -> 200, 2 violations
 *     Error in the request, in the path parameter "id": must be an integer, but is … (shop.yaml:40)
 *     Error in the answer, in the body at /name: must have at least 1 character, but has 0 (…)
 */
void us_turn_log(us_turn *turn);

/* Adds what somebody else has said, without what would begin a line of its own. */
void us_log_add(us_buf *out, us_text text);

#endif
