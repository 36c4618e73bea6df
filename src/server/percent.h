/* Percent-encoding (RFC 3986, 2.1), undone exactly once. */
#ifndef US_PERCENT_H
#define US_PERCENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

enum us_plus { US_PLUS_STAYS, US_PLUS_IS_SPACE };

/* The decoded text in *out: the text itself when there is nothing to decode, otherwise a copy in the
 * arena. False when a '%' is not followed by two hexadecimal digits. In a query a '+' is a space, as
 * HTML forms write it (WHATWG URL, 5.1). */
bool us_percent_decode(us_arena *arena, us_text text, enum us_plus plus, us_text *out);

#endif
