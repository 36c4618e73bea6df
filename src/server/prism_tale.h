/* The findings of a message on their way into Prism's words: what is told of each, and in what order. */
#ifndef US_PRISM_TALE_H
#define US_PRISM_TALE_H

#include "server/prism.h"

/* In what order Prism's validator asks the keywords of one schema (prism_keywords.def). */
enum us_prism_part { ANY, TYPE, OWN, CHILDREN, LATE, LAST };

/* A finding as it is told, and what orders it. */
typedef struct us_prism_telling {
    us_finding finding;
    const us_violation *origin; /* which is told of */
    enum us_prism_part part;
    unsigned number;
} us_prism_telling;

typedef struct us_prism_tale {
    const us_turn *turn;
    us_prism_telling *telling; /* twice as many as there are findings have room */
    unsigned count;
    const us_violation *origin; /* of what is being told */
} us_prism_tale;

/* Whether what is read is text: a parameter, or the field of a form. Prism's validator brings it to its type first. */
bool us_prism_reads_text(const us_turn *turn, const us_finding *finding);

/* Brings the tellings into Prism's order. */
void us_prism_order(us_prism_tale *tale);

#endif
