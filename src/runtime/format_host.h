/* Names of hosts, for the formats that hold one. Private to them. */
#ifndef US_FORMAT_HOST_H
#define US_FORMAT_HOST_H

#include "runtime/format.h"

/* Labels of letters, digits and, inside, hyphens, with dots between them; of any length. */
bool us_is_ldh_domain(us_text text);

/* A name in which each label is such a one, an A-label or a U-label. `any_dot`: the dots of East Asia
 * separate labels, too. Allocates for the time of the call. */
bool us_is_idn_domain(us_text text, bool any_dot);

#endif
