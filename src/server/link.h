/* Links of an answer to what can be done next. */
#ifndef US_LINK_H
#define US_LINK_H

#include "server/turn.h"

/* Adds a field Link (RFC 8288) for each link of the response: the URL of its target, with what the request and the
 * reply say, and its name as the relation. A link whose path would lack a value is left out. The reply's body and fields
 * are there already. */
void us_turn_links(us_turn *turn, const us_response *response);

#endif
