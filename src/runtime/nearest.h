/* "did you mean …?": the known word that a mistyped one is nearest to. Private to the runtime. */
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
void us_nearest_try(us_nearest *nearest, us_text candidate);

#endif
