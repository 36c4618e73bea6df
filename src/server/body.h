/* What the files share that make a value of a body and check it. Each call returns false when it has given the
 * answer (turn.h). */
#ifndef US_BODY_H
#define US_BODY_H

#include "server/form.h"
#include "server/media.h"
#include "server/turn.h"

/* A run of the media type's checker over the value, in *ck. */
void us_body_run(const us_turn *turn, const us_media *media, const us_json *value, us_check *ck);

/* The same, and what it finds is the turn's. */
bool us_body_check(us_turn *turn, const us_media *media, const us_json *value);

/* A body that is a form, of fields or of parts (body_form.c). */
bool us_body_form(us_turn *turn, const us_media *media, const us_media_type *type);

/* Holds parts against their encodings (body_part.c). */
void us_body_parts(us_turn *turn, const us_form_parts *parts);

/* A body that is XML; `utf8`: its media type says so, whatever the document itself says (body_xml.c). */
bool us_body_xml(us_turn *turn, const us_media *media, bool utf8);

#endif
