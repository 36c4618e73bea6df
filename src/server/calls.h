/* Calls that the stand-in makes. */
#ifndef US_CALLS_H
#define US_CALLS_H

#include "server/turn.h"

/* Orders the callbacks of the operation, once a success was answered. */
void us_turn_calls(us_turn *turn);

/* /__understudy/webhooks/NAME fires one; /__understudy/calls tells what was called. Each false: it has answered. */
bool us_answer_webhook(us_turn *turn, us_text name);
bool us_answer_calls(us_turn *turn);

#endif
