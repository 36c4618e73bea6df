/* "did you mean …?": the known word that a mistyped one is nearest to. Allocates nothing. */
#ifndef US_NEAREST_H
#define US_NEAREST_H

#include "base/text.h"

typedef struct us_nearest {
    us_text word;      /* what was written */
    us_text best;      /* the nearest candidate so far; bytes is NULL when none is near */
    unsigned distance; /* of best */
} us_nearest;

us_nearest us_nearest_to(us_text word);

/* Considers one more candidate. Of equally near ones the first stays. */
void us_nearest_offer(us_nearest *nearest, us_text candidate);

/* The longest text that us_edit_distance compares, in bytes. */
#define US_NEAREST_LENGTH 64

/* How many bytes have to be inserted, deleted, replaced, or swapped with their neighbour to make `b` of
 * `a`, whatever the case of ASCII letters. Neither may be longer than US_NEAREST_LENGTH. */
unsigned us_edit_distance(us_text a, us_text b);

#endif
