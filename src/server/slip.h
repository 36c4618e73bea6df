/* Names that a contract does not have and that may mean one which it has: spelled in another dialect, or in another
 * case. Their values would be lost without a word. In queries and in forms. */
#ifndef US_SLIP_H
#define US_SLIP_H

#include "server/turn.h"

/* What a query or a form has by name. */
typedef struct us_declared {
    us_text name;
    unsigned types;            /* that its values may have */
    const us_reading *reading; /* of an object: the members that its schema names; or NULL */
    bool whole;                /* it is one text, however it looks inside: JSON */
} us_declared;

enum us_slip {
    US_SLIP_NONE,
    US_SLIP_FLAT, /* `x` for a member of `a`: the weakest sign, … */
    US_SLIP_CASE,
    US_SLIP_DOTS,
    US_SLIP_BRACKETS /* … and the strongest */
};

/* How the name may mean it. */
enum us_slip us_slip_of(const us_declared *declared, us_text name);

/* A sentence about the name; `noun` is what it is not, "parameter of this operation", and `kind` is "query" or
 * "form". */
us_text us_slip_message(us_arena *arena, enum us_slip slip, const us_declared *declared,
                        const char *noun, const char *kind);

/* Warns of the fields of the turn's form that are lost (slip_form.c); how many of a form are. */
void us_form_warn(us_turn *turn, const us_reading *form, us_at at);
unsigned us_form_lost(const us_reading *form, const us_json *value);

#endif
