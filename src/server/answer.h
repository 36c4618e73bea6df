/* The answer of an upstream, or of whoever was called, held against the contract. */
#ifndef US_ANSWER_H
#define US_ANSWER_H

#include "server/turn.h"
#include "server/upstream.h"

/* Adds what is wrong with the answer to the turn's findings. What of the body had to be read for it is then
 * in *held, and the stream has the rest. False: the body broke off while it was read, and the turn has the
 * problem as its answer. The stream is left open. */
bool us_turn_check_answer(us_turn *turn, us_answer *answer, us_text *held);

#endif
