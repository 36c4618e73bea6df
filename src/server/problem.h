/* Problem documents (RFC 9457): the answer to all that goes wrong. */
#ifndef US_PROBLEM_H
#define US_PROBLEM_H

#include "server/turn.h"

enum us_problem {
#define US_PROBLEM(id, slug, status, title, explanation) US_PROBLEM_##id,
#include "server/problems.def"
#undef US_PROBLEM
    US_PROBLEMS
};

typedef struct us_problem_kind {
    us_text slug;
    unsigned status;
    us_text title;
    us_text explanation;
} us_problem_kind;

const us_problem_kind *us_problem_kind_of(enum us_problem problem);

/* The kind with that slug, or NULL. */
const us_problem_kind *us_problem_kind_named(us_text slug);

/* Makes the problem the turn's reply, with the findings so far, and returns false: an answer is given.
 * The detail is one sentence for a person. */
bool us_turn_problem(us_turn *turn, enum us_problem problem, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* The request breaks the contract: says so in the way that the conventions have it, which may be the
 * document's own answer to such a request, or a problem. True where that is no reason to refuse it. */
bool us_turn_refuse(us_turn *turn, enum us_problem problem, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* The same as us_turn_problem, for a sentence that is made already. */
bool us_turn_problem_of(us_turn *turn, enum us_problem problem, us_text detail);

/* For printf's %.*s. */
#define US_SHOWN(text) (int)(text).length, (text).bytes

#endif
