/* A refusal in the words of the API: a response that the document declares, with what went wrong. */
#ifndef US_REFUSAL_H
#define US_REFUSAL_H

#include "server/choose.h"
#include "server/problem.h"

typedef struct us_refusal {
    us_turn *turn;
    const us_problem_kind *kind;
    unsigned status;
    us_text detail; /* one sentence for a person */
} us_refusal;

/* How much is said: a schema may refuse what could be left out, and a list of many. */
enum us_length { US_LENGTH_WHOLE, US_LENGTH_NEEDED, US_LENGTH_ONE_VIOLATION, US_LENGTHS };

/* refusal_body.c: the body of which the sayings are the plan, as JSON. */
us_text us_refusal_write(const us_refusal *refusal, const us_saying *plan, enum us_length length);

/* Fills in the response that was chosen, and completes the choice with it. False: its shape is not known, or nothing
 * that can be said fits its schema. */
bool us_refusal_fill(const us_refusal *refusal, us_choice *chosen);

#endif
