/* Where redirects lead to: never away from the stand-in, or a client would test something else. */
#ifndef US_LOCATION_H
#define US_LOCATION_H

#include "server/turn.h"

/* Where redirects go that lead nowhere on this host. */
#define US_LANDING "landing"

/* The value of a field Location as it is sent with the turn's status. A URL whose path is one of the API's is
 * sent as that path, whatever host the document's example has; of a redirect any other URL leads to a page of
 * our own. */
us_text us_location_here(const us_turn *turn, us_text value);

/* Where what the request has made can be found: the path of the request, or, after POST, of the resource below it
 * whose id the reply's body tells, if there is such an operation. Empty where nothing was made. */
us_text us_location_new(const us_turn *turn);

/* Gives a redirect without a Location one. */
void us_turn_redirect(us_turn *turn);

#endif
