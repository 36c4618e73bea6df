/* What `x-faker` in a schema asks of random answers. */
#ifndef GEN_FAKER_H
#define GEN_FAKER_H

#include "base/nearest.h"
#include "gen/ir.h"

typedef struct gen_faker {
    us_text name;       /* of the generator; empty: none is named */
    const char *format; /* a format whose samples are like it, or NULL */
    const char *like;   /* the name of a member whose random texts are like it, or NULL */
    bool known;
} gen_faker;

/* The generator that the value of `x-faker` names; NULL names none. */
gen_faker gen_faker_of(const gen_node *value);

/* Offers the names of all that are known. */
void gen_offer_fakers(us_nearest *nearest);

#endif
