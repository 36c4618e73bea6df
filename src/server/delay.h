/* How long a request waits before it is looked at: a slow server, to test a client's patience.
 *
 * `Prefer: delay=200` asks for it, or `__delay=200` in the query where there is no field Prefer; a run may delay
 * every request. The time is spent in the lobby, where it costs no thread. */
#ifndef US_DELAY_H
#define US_DELAY_H

#include <stdbool.h>

#include "base/text.h"

/* Milliseconds, the same number twice or a range to choose from by chance; none: both 0. */
typedef struct us_delay {
    unsigned least, most;
} us_delay;

/* The longest. */
#define US_DELAY_MOST 60000u

/* "200" or "100..300". False when the text is no such thing, or longer than the longest. */
bool us_delay_read(us_text text, us_delay *delay);

/* What the head of a request asks for, else `otherwise`. What cannot be read asks for nothing: the answer says
 * so (prefer.c). */
us_delay us_delay_of_head(us_text head, us_delay otherwise);

#endif
