/* Bytes that are spelled as text: base16, base32, base64 and base64url (RFC 4648), and quoted-printable (RFC 2045,
 * 6.7). The names are those of `contentEncoding` (JSON Schema Validation 2020-12, 8.3), whatever their case. */
#ifndef US_TRANSFER_H
#define US_TRANSFER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* The encoding's own name, which is a constant, in lower case: "base64", and "" for those that spell nothing (7bit,
 * 8bit, binary, and no name at all); NULL: nobody here knows it. */
const char *us_transfer_named(us_text name);

/* What the text spells, in the arena. False: it is no text of that encoding. `encoding` is a name from
 * us_transfer_named. Padding may be left out of base64url alone. */
bool us_transfer_decode(us_arena *arena, const char *encoding, us_text text, us_text *bytes);

/* The text that spells the bytes, in the arena or the bytes themselves. */
us_text us_transfer_encode(us_arena *arena, const char *encoding, us_text bytes);

#endif
