/* The charset of a body (RFC 9110, 8.3.2): everything inside is UTF-8, so any other is converted or refused. */
#ifndef US_CHARSET_H
#define US_CHARSET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

enum us_charset { US_CHARSET_UTF_8, US_CHARSET_LATIN_1, US_CHARSET_UNKNOWN };

/* By its name, in any case: "utf-8", "us-ascii", which is a part of it, "iso-8859-1", "latin1". */
enum us_charset us_charset_named(us_text name);

/* Each byte as the character that ISO 8859-1 has for it. */
us_text us_latin1_to_utf8(us_arena *arena, us_text bytes);

#endif
