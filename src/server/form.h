/* Forms: bodies of fields (application/x-www-form-urlencoded, multipart/form-data) as objects. */
#ifndef US_FORM_H
#define US_FORM_H

#include "base/arena.h"
#include "base/json.h"
#include "runtime/understudy.h"
#include "server/dialect.h"
#include "server/media.h"
#include "server/reading.h"

/* The object that the body spells, its lists and objects in the dialect; or NULL with *fault, which says why it
 * cannot be read, and is us_reading_limit when that is not the client's fault. */
us_json *us_form_read(us_arena *arena, us_text body, const us_reading *reading, us_dialect dialect,
                      const char **fault);

/* The same for parts. A part of a JSON media type is read as JSON; a file is a string of its bytes,
 * and when they are no UTF-8 of one character for each, so that a length counts them. */
us_json *us_multipart_read(us_arena *arena, us_text body, const us_media_type *type,
                           const us_reading *reading, us_dialect dialect, const char **fault);

/* Cuts the name of a field as the dialect writes it. Returns the reading of the field, which is the form's
 * own or *room. */
const us_reading *us_form_split(us_arena *arena, us_text name, const us_reading *form,
                                us_dialect dialect, us_entry *entry, us_reading *room);

/* Whether a text in the field is a list or an object in one piece, and what it is then (NULL:
 * us_reading_limit). */
bool us_form_is_list(const us_reading *field, us_text value);
us_json *us_form_list(us_arena *arena, us_text value, const us_reading *field);

#endif
