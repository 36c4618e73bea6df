/* Forms: bodies of fields (application/x-www-form-urlencoded, multipart/form-data) as objects. */
#ifndef US_FORM_H
#define US_FORM_H

#include "base/arena.h"
#include "base/json.h"
#include "runtime/understudy.h"
#include "server/media.h"

/* The object that the body spells, or NULL with *fault, a constant that says why it cannot be read; it is
 * us_reading_limit when that is not the client's fault. */
us_json *us_form_read(us_arena *arena, us_text body, const us_reading *reading, const char **fault);

/* Whether an encoding says that the field is a list in one piece, and the list that a decoded piece is (NULL:
 * us_reading_limit). */
bool us_form_is_list(const us_reading *field);
us_json *us_form_list(us_arena *arena, us_text value, const us_reading *field);

/* The same for parts. A part of a JSON media type is read as JSON; a file is a string of its bytes,
 * and when they are no UTF-8 of one character for each, so that a length counts them. */
us_json *us_multipart_read(us_arena *arena, us_text body, const us_media_type *type,
                           const us_reading *reading, const char **fault);

#endif
