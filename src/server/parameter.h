/* Reading one parameter of a request. */
#ifndef US_PARAMETER_H
#define US_PARAMETER_H

#include "base/json.h"
#include "server/turn.h"

typedef struct us_parameter_value {
    unsigned count;    /* how often it is given; 0: not at all */
    us_pair first;     /* the first of them */
    us_json *value;    /* what it spells; NULL: nothing, and … */
    const char *fault; /* … why; when given several times, what the one should be */
} us_parameter_value;

/* The value of the parameter in the turn's request, decoded by its style. */
us_parameter_value us_parameter_read(const us_turn *turn, const us_parameter *parameter);

/* The next time that the parameter is given, in *given; start with *cursor = 0. */
bool us_parameter_next(const us_turn *turn, const us_parameter *parameter, unsigned *cursor,
                       us_pair *given);

#endif
