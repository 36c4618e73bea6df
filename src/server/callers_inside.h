/* What the two files of the callers share. */
#ifndef US_CALLERS_INSIDE_H
#define US_CALLERS_INSIDE_H

#include <pthread.h>
#include <stdbool.h>

#include "server/callers.h"
#include "server/curl_head.h"

/* How much of a body the log shows. */
#define US_CALL_SHOWN 2000

typedef struct us_call_made {
    us_arena arena; /* of all that follows */
    us_order order;
    unsigned number, tries;
    unsigned status;    /* of the answer; 0: there was none … */
    us_text fault;      /* … and why; or what is wrong with it, in a sentence … */
    us_text violations; /* … and all of it, as a JSON array; empty: nothing */
    us_text answer;     /* the beginning of its body */
    bool over;
    struct us_call_made *next;
} us_call_made;

struct us_callers {
    us_caller caller;
    us_callers_options options;
    us_relay *relay; /* or NULL */
    us_relay_seat seat;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows, and of the calls */
    pthread_cond_t change;
    us_call_made *first, *last; /* over, under way (at most one), waiting: in this order */
    unsigned calls, waiting, ordered;
    bool running, stopping;
};

/* What is wrong with the answer to a call: a sentence, which is empty when nothing is, and *violations, a JSON array, as
 * far as the contract is broken. `arena` has both (callers_answer.c). */
us_text us_callers_judge(us_callers *callers, us_arena *arena, const us_order *order,
                         const us_curl_head *head, us_text body, us_text *violations);

/* Makes the call once. False: another try may help (callers_try.c). */
bool us_callers_try(us_callers *callers, us_call_made *call);

#endif
