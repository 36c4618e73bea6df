/* The way of a value from a discriminator on. Private to the runtime.
 *
 * A tag leads from a schema to an heir of it, whose allOf leads back to the schema, which may be an heir with a
 * discriminator itself: each of them leads to the same heir again, and each time all that is inside the value
 * would be checked once more, level by level. So what is on the way stands in a chain on the stack, from
 * the first discriminator on: tables of tags, and the branches of each allOf. What is under way for the same value
 * in the same circumstances is not begun again. */
#ifndef US_DISCRIMINATOR_H
#define US_DISCRIMINATOR_H

#include "runtime/check.h"

struct us_tagged {
    const void *what; /* the table of a discriminator, or the branches of an allOf */
    const us_json *value;
    us_checker *done; /* the schema that a discriminator inside led to last; NULL: none did */
    /* Whose marks and failures count where, since it began. */
    unsigned silent;
    const struct us_evaluation *evaluation;
    const struct us_entered *entered;
    struct us_tagged *outer;
};

bool us_tagged_is_under_way(const us_check *ck, const us_json *value, const void *what);
void us_tagged_begin(us_check *ck, const us_json *value, const void *what,
                     struct us_tagged *tagged);
void us_tagged_end(us_check *ck, const struct us_tagged *tagged);

#endif
