/* When a fixture answers, and what it adds to its answer: what the .yaml beside it says. */
#ifndef US_CUE_H
#define US_CUE_H

#include "server/choose.h"

/* The fixture whose conditions hold, of those of the status `wished` (0: of any), whose type is acceptable: its
 * response, status, media type and body. False: none does. Calls of a sequence are counted. */
bool us_cue_choose(us_turn *turn, unsigned wished, us_choice *chosen);

/* Whether the example answers only when its conditions hold. */
bool us_cue_guards(const us_operation *operation, const us_example *example);

/* Fields and delay of the fixture that was chosen, if it is one; otherwise the delay of the response. */
void us_cue_give(us_turn *turn, const us_choice *chosen);

/* One more than the last time. Thread-safe. */
unsigned us_counter_next(const us_turn *turn, unsigned counter);

/* Counters for the fixtures of an API; NULL when it needs none. Free with free. */
us_counter *us_counters_new(const us_api *api);

/* Counts everything anew. Thread-safe. */
void us_counters_reset(const us_service *service);

/* POST /__understudy/reset */
bool us_answer_reset(us_turn *turn);

#endif
