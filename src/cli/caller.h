/* Who makes the stand-in's calls, with libcurl and a thread of its own. */
#ifndef US_CLI_CALLER_H
#define US_CLI_CALLER_H

#include "cli/options.h"
#include "server/caller.h"

typedef struct us_callers us_callers;

/* Ready to be ordered; NULL when libcurl is not there, or no thread. `allowed` are the hosts that may be called
 * besides this one ("*": all). The texts must outlive it. Belongs before the service is asked. */
us_callers *us_callers_open(const us_words *allowed, const char *webhook_url)
    __attribute__((warn_unused_result));

/* Breaks off what is under way, within about a second, and forgets what is waiting. Takes NULL. */
void us_callers_close(us_callers *callers);

const us_caller *us_callers_caller(const us_callers *callers);

#endif
