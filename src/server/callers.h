/* Who makes the stand-in's calls, with libcurl and a thread of its own. Both are there from the first call on: a
 * stand-in that calls nobody does not even hold the code that could. */
#ifndef US_CALLERS_H
#define US_CALLERS_H

#include "server/caller.h"
#include "server/relay.h"

typedef struct us_callers us_callers;

#define US_CALLERS_ALLOWED 64

/* The texts must outlive the callers. */
typedef struct us_callers_options {
    const char *allowed[US_CALLERS_ALLOWED]; /* hosts that may be called besides this; "*": all */
    unsigned alloweds;
    const char *webhook_url; /* where webhooks go that name no other target; or NULL */
} us_callers_options;

us_callers *us_callers_open(const us_callers_options *options) __attribute__((warn_unused_result));

/* From which service they learn what answers have to be. Before anything is ordered; the relay outlives the thread, which
 * us_callers_stop ends. Without one answers are not looked at. */
void us_callers_attend(us_callers *callers, us_relay *relay);

/* Breaks off what is under way, within about a second, and takes no more orders. */
void us_callers_stop(us_callers *callers);

/* After us_callers_stop, and when nobody orders or asks for the log any more. */
void us_callers_free(us_callers *callers);

/* For a service's options. */
const us_caller *us_callers_caller(const us_callers *callers);

#endif
