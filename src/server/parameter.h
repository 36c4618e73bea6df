/* Reading one parameter of a request. */
#ifndef US_PARAMETER_H
#define US_PARAMETER_H

#include "base/json.h"
#include "server/turn.h"

typedef struct us_parameter_value {
    unsigned count;    /* how often it is given; 0: not at all */
    us_pair first;     /* the first of them */
    us_json *value;    /* what it spells; NULL: nothing, and … */
    const char *fault; /* … why … */
    bool repeated; /* … because it is given several times; the fault is what the one should be */
} us_parameter_value;

/* The value of the parameter in the turn's request, decoded by its style. */
us_parameter_value us_parameter_read(const us_turn *turn, const us_parameter *parameter);

/* Settles in which dialect the parameter is given, once it was checked in its own: `before` are the findings
 * from before that. Where the run takes any dialect one that fits is taken; elsewhere the first finding says
 * that one would (parameter_dialect.c). */
void us_parameter_settle(us_turn *turn, const us_parameter *parameter, const us_findings *before,
                         bool given);

/* Adds to the findings of the parameter from number `first` on what to do, where the spelling shows how they came
 * (parameter_hint.c). */
void us_parameter_hint(us_turn *turn, const us_parameter *parameter, unsigned first);

/* Reports that the path has nothing where the parameter of that name should stand. */
void us_parameter_report_empty(us_turn *turn, us_text name);

/* Runs the parameter's checker over the value; the findings are the turn's. */
void us_parameter_check(us_turn *turn, const us_parameter *parameter, const us_json *value);

/* The name and the value as a query has them that keeps to the parameter's style: "ids=1&ids=2", at most three
 * items; empty when the value is no list and no object (parameter_sample.c). */
us_text us_parameter_sample(us_arena *arena, const us_parameter *parameter, const us_json *value);

/* The next time that the parameter is given, in *given; start with *cursor = 0. */
bool us_parameter_next(const us_turn *turn, const us_parameter *parameter, unsigned *cursor,
                       us_pair *given);

/* "path", "query" … */
us_text us_parameter_place(enum us_in in);

#endif
