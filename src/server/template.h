/* Fixtures with expressions: put together for each request. */
#ifndef US_TEMPLATE_H
#define US_TEMPLATE_H

#include "server/choose.h"

/* The same choice, with the body of its example put together: of one that has segments. */
us_choice us_template_choice(us_turn *turn, const us_choice *chosen);

/* Where in a text a value stands that is not known yet. */
typedef struct us_blanks {
    size_t *at;
    unsigned count;
    bool loose; /* there are some in text, where no value stands */
} us_blanks;

/* The same without a request: a sample stands for each expression, and nothing is merged. */
us_text us_template_sample(us_arena *arena, const us_example *example, us_blanks *blanks);

#endif
