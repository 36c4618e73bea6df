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

/* Gives a redirect without a Location one. */
void us_turn_redirect(us_turn *turn);

#endif
