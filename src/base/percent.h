/* Percent-encoding (RFC 3986, 2.1): undone exactly once, and done. */
#ifndef US_PERCENT_H
#define US_PERCENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum us_plus { US_PLUS_STAYS, US_PLUS_IS_SPACE };

/* The decoded text in *out: the text itself when there is nothing to decode, otherwise a copy in the
 * arena. False when a '%' is not followed by two hexadecimal digits. In a query a '+' is a space, as
 * HTML forms write it (WHATWG URL, 5.1). */
bool us_percent_decode(us_arena *arena, us_text text, enum us_plus plus, us_text *out);

/* The marks that stay as they are in the parts of a URL. */
#define US_MARKS_ANYWHERE  "-._~"              /* RFC 3986, 2.3: unreserved */
#define US_MARKS_SEGMENT   "-._~!$&'()*+,;=:@" /* RFC 3986, 3.3: pchar */
#define US_MARKS_PARAMETER "-._~:/@!$'()*"     /* RFC 3986, 3.4, but for what divides parameters */
#define US_MARKS_FORM      "*-._"              /* WHATWG URL, 5.2; a space is for the caller */

/* Writes the text with all of it encoded but letters, digits and those marks. */
void us_percent_encode(us_buf *out, us_text text, us_text marks);

/* Writes the text with none of it encoded but those bytes. */
void us_percent_encode_only(us_buf *out, us_text text, us_text bytes);

#endif
