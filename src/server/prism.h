/* What Prism's users see of violations. They compare whole answers, so that words and order are Prism's, which are
 * those of the validator that it uses; what we have to say beyond that stands in fields of our own. */
#ifndef US_PRISM_H
#define US_PRISM_H

#include "server/choose.h"
#include "server/turn.h"

/* The same findings as Prism would tell of them. */
us_findings us_prism_findings(const us_turn *turn, const us_findings *findings);

/* Writes the body of the answer anew where Prism spells it otherwise: the root of XML is `xml` unless the document
 * names it, and a string that is declared as anything is text. Returns the media type, which is `type` or another. */
us_text us_prism_body(us_turn *turn, const us_choice *chosen, us_text type);

/* What it says of a body whose media type is not taken. */
us_text us_prism_media_detail(const us_turn *turn);

#endif
