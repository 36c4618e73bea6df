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

typedef struct us_form_part {
    us_text name;    /* of its Content-Disposition, decoded; empty: of an item of a list */
    us_text head;    /* its fields, each ended by CR LF */
    us_text type;    /* its Content-Type; empty: it has none */
    us_text content; /* its bytes */
    const us_encoding *encoding; /* what it has to be like; NULL: as it wants */
} us_form_part;

typedef struct us_form_parts {
    us_form_part *part;
    unsigned count;
} us_form_parts;

/* The same for parts, which are also listed in *parts. A part of a JSON media type is read as JSON; a file is a
 * string of its bytes, and when they are no UTF-8 of one character for each, so that a length counts them. Where
 * the reading has a list in place of an object, the parts are its items in their order, with or without names. */
us_json *us_multipart_read(us_arena *arena, us_text body, const us_media_type *type,
                           const us_reading *reading, us_dialect dialect, us_form_parts *parts,
                           const char **fault);

/* The fault of a media type without the parameter. */
extern const char us_multipart_no_boundary[];

/* Takes the next field of a part's head off *head; false when nothing is left. */
bool us_form_part_field(us_text *head, us_text *name, us_text *value);

/* Cuts the name of a field as the dialect writes it. Returns the reading of the field, which is the form's
 * own or *room. */
const us_reading *us_form_split(us_arena *arena, us_text name, const us_reading *form,
                                us_dialect dialect, us_entry *entry, us_reading *room);

/* Whether a text in the field is a list or an object in one piece, and what it is then (NULL:
 * us_reading_limit). */
bool us_form_is_list(const us_reading *field, us_text value);
us_json *us_form_list(us_arena *arena, us_text value, const us_reading *field);

#endif
