/* Media types and ranges of them (RFC 9110, 8.3.1 and 12.5.1). */
#ifndef US_MEDIA_H
#define US_MEDIA_H

#include <stdbool.h>

#include "base/text.h"

typedef struct us_media_type {
    us_text type, subtype; /* "application", "json"; "*" in a range */
    us_text parameters;    /* what follows the first ';', not yet cut up */
} us_media_type;

/* False when the text is no media type or range. A lone "*" is read as the range of all types. */
bool us_media_parse(us_text text, us_media_type *media);

/* How well a range fits a type: 0 not at all, 1 by *, 2 by type/ * or type/ *+suffix, 3 exactly, 4 with a parameter,
 * too (RFC 9110, 12.5.1). A parameter that only one of them has does not count, one with another value makes another
 * type; q, charset and boundary never count. */
unsigned us_media_fit(const us_media_type *range, const us_media_type *type);

/* The parameter's value as written (maybe quoted), or a text whose bytes are NULL. */
us_text us_media_parameter(const us_media_type *media, us_text name);

/* application/json or text/json, or a type with the suffix +json (RFC 6839): what a browser takes for JSON
 * (WHATWG, MIME Sniffing, 4.6). */
bool us_media_is_json(const us_media_type *media);

/* application/xml or text/xml, or a type with the suffix +xml (RFC 7303). */
bool us_media_is_xml(const us_media_type *media);

/* A type whose bodies are one string to a schema: text, but not XML. */
bool us_media_is_text(const us_media_type *media);

/* Type or subtype is "*", or the subtype "*+json" or the like. */
bool us_media_is_range(const us_media_type *media);

/* The parameter q as 0 to 1000; without one 1000 (RFC 9110, 12.4.2). */
unsigned us_media_weight(const us_media_type *media);

/* The weight that one Accept field gives the type, 0 to 1000, and in *fit how well its most specific
 * range fits (0: none does). */
unsigned us_media_quality(us_text accept, const us_media_type *type, unsigned *fit);

/* Whether the Accept field takes a kind of JSON and the type is another, or the type with other parameters: whoever
 * reads the one reads the other (RFC 6839, 3.1), and to disregard Accept is better than to refuse (RFC 9110, 12.5.1). */
bool us_media_accepts_kin(us_text accept, const us_media_type *type);

#endif
