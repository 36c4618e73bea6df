/* Who looks at a stream of an upstream while it passes: its items are held against the contract one by one, and the client
 * gets every byte as soon as it comes. */
#ifndef US_WITNESS_H
#define US_WITNESS_H

#include "server/turn.h"

typedef struct us_witness us_witness;

/* Of the answer that the turn's reply passes on, a stream that is declared as `media`. It is in the turn's arena. */
us_witness *us_witness_new(const us_turn *turn, const us_media *media);

/* Looks at what was passed on, and logs what is wrong with items that are whole now. False: one breaks the contract, and
 * such answers are to be refused. Whose service is not `service` any more sees nothing. */
bool us_witness_hear(us_witness *witness, const us_service *service, us_text piece);

/* The stream is over, or, unless it is `whole`, was broken off: logs how many items broke the contract, if any did. */
void us_witness_end(us_witness *witness, const us_service *service, bool whole);

#endif
