/* Private to refusal*.c: how an API says no.
 *
 * The schema of an error response is looked through for members that everybody understands: one that takes the
 * message, one for the place, one for the status, a list with an entry for each violation. Names decide, together
 * with types and with what stands beside them; no API is known by name. What comes of it is a tree of sayings,
 * from which the server writes the body. */
#ifndef GEN_REFUSAL_H
#define GEN_REFUSAL_H

#include "gen/openapi.h"

/* ---- refusal_word.c: what a member is for, by its name ---------------------------------------------- */

enum refusal_role {
    REFUSAL_NONE,
    REFUSAL_MESSAGE,
    REFUSAL_DESCRIPTION, /* a message, where something beside it shows that this is an error */
    REFUSAL_ERROR,       /* a message, or a title where there is a message beside it */
    REFUSAL_TITLE,
    REFUSAL_CODE,
    REFUSAL_TYPE,
    REFUSAL_NAME,
    REFUSAL_STATUS,
    REFUSAL_FIELD,
    REFUSAL_POINTER,
    REFUSAL_IN,
    REFUSAL_ACTUAL,
    REFUSAL_ID,
    REFUSAL_PAGE,
    REFUSAL_VALUE /* "value" and "lang" of a message that is an object */
};

/* What it may be besides a text or a number. */
enum refusal_as {
    REFUSAL_AS_LIST = 1,  /* an array with an entry for each violation */
    REFUSAL_AS_HOLDER = 2 /* an object that holds the error, or the fields that are wrong */
};

typedef struct refusal_word {
    const char *name; /* in lower case, letters and digits only */
    enum refusal_role role;
    unsigned as; /* bits of refusal_as */
} refusal_word;

/* The row of that name; one without a role when the name says nothing. */
const refusal_word *refusal_word_of(us_text name);

/* Whether the object has a member of that role. */
bool refusal_has_role(const openapi_view *object, enum refusal_role role);

/* ---- refusal_text.c: one value that is no container -------------------------------------------------- */

/* Where in a body a value stands. */
typedef struct refusal_place {
    const openapi_view *object; /* that it is a member of; NULL: of none */
    us_text name;               /* as what */
    bool required;
    bool each; /* it is said for each violation */
    unsigned depth;
} refusal_place;

/* Fills in what a text or a number says; false: nothing is known of it. */
bool refusal_say_text(openapi *o, const openapi_view *view, const refusal_place *place,
                      gen_saying *saying);
bool refusal_say_number(openapi *o, const openapi_view *view, const refusal_place *place,
                        gen_saying *saying);

/* What stands for a member that must be there and of which nothing is known; false: nothing can. */
bool refusal_say_anything(openapi *o, const openapi_view *view, unsigned types, gen_saying *saying);

#endif
