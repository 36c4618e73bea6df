/* Answers by the number of a variant. */
#ifndef US_SERVER_VARIANT_H
#define US_SERVER_VARIANT_H

#include "server/choose.h"

/* Makes the variant that the client prefers the reply, or a problem where there is none; returns false: an answer is
 * given. */
bool us_answer_variant(us_turn *turn);

/* Answers with a page of JSON: "operations", or "operations/<id>/variants", where an API's name may stand before the id,
 * as "<api>/<id>". The page's name begins with "operations"; true when it is none of them. */
bool us_operation_page(us_turn *turn, us_text page);

#endif
