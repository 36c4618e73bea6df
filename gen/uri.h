/* URIs (RFC 3986): resolving a reference against a base, and what a fragment says. Pure text: nothing here
 * opens anything. */
#ifndef GEN_URI_H
#define GEN_URI_H

#include "base/arena.h"
#include "base/text.h"

typedef struct gen_uri { /* the five components; a view of the text */
    us_text scheme;      /* without ':'; empty: there is none */
    us_text authority, path, query, fragment;
    bool has_authority, has_query, has_fragment; /* an empty one is not the same as none */
} gen_uri;

/* Takes any text apart (appendix B); never fails. */
gen_uri gen_uri_split(us_text text);

/* The target of `reference` as seen from `base`, an absolute URI (5.2.2), without its fragment. Lives in the
 * arena, or is a part of what was given. */
us_text gen_uri_resolve(us_arena *arena, us_text base, us_text reference);

/* `text` with its escapes (%2F) read. False when a '%' is not followed by two hexadecimal digits or the
 * result is not UTF-8. */
bool gen_uri_decode(us_arena *arena, us_text text, us_text *decoded);

/* The file: URI of a path; one that is not absolute counts from the root. */
us_text gen_uri_of_path(us_arena *arena, us_text path);

#endif
