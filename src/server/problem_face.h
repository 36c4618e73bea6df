/* What a problem document says of its kind. The conventions of other programs have their own names for the
 * same kinds, each in a file problem_<whom>.c. */
#ifndef US_PROBLEM_FACE_H
#define US_PROBLEM_FACE_H

#include "server/problem.h"

typedef struct us_problem_face {
    us_text base, name; /* of the member `type`, one after the other */
    us_text title;
    const char *type; /* of the document */
    unsigned status;
    us_text detail;
    us_findings told; /* in `validation` */
    enum us_telling telling;
    bool brief; /* the violations are left to the field sl-violations */
    void (*more)(us_buf *out,
                 const us_turn *turn); /* writes further members, each after a comma; or NULL */
} us_problem_face;

/* Each changes what the program of that name says otherwise, and leaves the rest. */
void us_problem_as_prism(const us_turn *turn, enum us_problem problem, us_problem_face *face);
void us_problem_as_steady(const us_turn *turn, enum us_problem problem, us_problem_face *face);

#endif
