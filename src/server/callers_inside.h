/* What the two files of the callers share. */
#ifndef US_CALLERS_INSIDE_H
#define US_CALLERS_INSIDE_H

#include <pthread.h>
#include <stdbool.h>

#include "server/callers.h"

/* How much of a body the log shows. */
#define US_CALL_SHOWN 2000

typedef struct us_call_made {
    us_arena arena; /* of all that follows */
    us_order order;
    unsigned number, tries;
    long status;   /* of the answer; 0: there was none … */
    us_text fault; /* … and why; or what is wrong with it */
    us_buf answer; /* the beginning of its body */
    bool over;
    struct us_call_made *next;
} us_call_made;

struct us_callers {
    us_caller caller;
    us_callers_options options;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows, and of the calls */
    pthread_cond_t change;
    us_call_made *first, *last; /* over, under way (at most one), waiting: in this order */
    unsigned calls, waiting, ordered;
    bool running, stopping;
};

/* Makes the call once. False: another try may help (callers_try.c). */
bool us_callers_try(us_callers *callers, us_call_made *call);

#endif
