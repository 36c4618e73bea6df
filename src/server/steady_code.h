/* What Steady calls what is wrong, and whose fault it thinks that is: the rows of steady_codes.def. */
#ifndef US_STEADY_CODE_H
#define US_STEADY_CODE_H

#include "server/findings.h"

typedef struct us_steady_code {
    const char *code;       /* "E3008" */
    const char *category;   /* "sdk-issue", "ambiguous", "content-note" */
    const char *confidence; /* from 0 to 1, as JSON has it */
} us_steady_code;

/* Of what Steady has no number for, the code is our own: the keyword. */
us_steady_code us_steady_code_of(const us_finding *finding);

#endif
