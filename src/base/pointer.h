/* JSON pointers (RFC 6901) as text. What one leads to in a tree says us_json_at (base/json.h). */
#ifndef US_POINTER_H
#define US_POINTER_H

#include "base/buf.h"

/* Adds "/" and the token, escaped: "~" is written ~0 and "/" is written ~1 (section 3). */
void us_pointer_add(us_buf *pointer, us_text token);

/* The token without its escapes: itself when there are none, otherwise a copy in the arena. What follows a "~"
 * and is neither 0 nor 1 stays as it is, and the return is false. */
bool us_pointer_token(us_arena *arena, us_text token, us_text *out);

/* Which item a token names: an index has no sign and no zero at its front (section 4). False: none. */
bool us_pointer_index(us_text token, unsigned *index);

#endif
