/* Answers by their names: `Prefer: example=missing`. */
#ifndef US_NAMED_H
#define US_NAMED_H

#include "server/choose.h"

/* Who asks for an answer by its name need not know its status: where the chosen response has no such example, that of
 * the first response which has it is chosen. Prism and Steady look at the one status only. */
void us_named_find(const us_turn *turn, us_choice *chosen);

/* A problem: there is no answer of that name, or none at all. Returns false. */
bool us_named_missing(us_turn *turn, const us_choice *chosen);

#endif
