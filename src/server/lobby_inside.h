/* What the files of the lobby share: its lists, its lock, and who the calling thread is.
 *
 *   ready     a whole head has come; the doorman gives them to civetweb, first come, first served
 *   resting   a whole head has come, and the request is to wait before it is answered
 *   lent      with civetweb, in its queue or with a worker
 *   on_loan   with somebody else who gives the reply (lobby_loan.c)
 *   parked    idle, watched by the epoll set; the longest idle is first
 *   leaving   answered for the last time; read on until the client closes, or for two seconds */
#ifndef US_LOBBY_INSIDE_H
#define US_LOBBY_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "server/lobby.h"
#include "server/visitor.h"

typedef struct us_visitors {
    us_visitor *first, *last;
} us_visitors;

struct us_lobby {
    int set;    /* epoll: the door, the bell, the visitors that are parked or leaving */
    int bell;   /* eventfd: the doorman is to look at the lists */
    int stub;   /* what civetweb closes in place of a connection */
    int socket; /* the door in place of civetweb's own, 0: none */
    us_tls *tls;
    unsigned room;
    long long patience;
    long long haste;
    us_delay delay;  /* of requests that ask for none */
    uint64_t chance; /* where delays are chosen by it */

    pthread_mutex_t lock; /* of all that follows but for the atomics */
    us_visitors ready, resting, lent, on_loan, parked, leaving;
    unsigned visitors;
    long long looked; /* when slow heads were last looked for */

    atomic_uint waiting; /* visitors with a head that no worker has yet */
    atomic_uint busy;    /* workers that have a visitor */
    atomic_uint workers;
    atomic_bool open, closing;
};

/* Who the calling thread is in the lobby. */
typedef struct us_lobby_guest {
    us_lobby *lobby; /* NULL: a stranger */
    enum us_lobby_role role;
    us_visitor *visitor;  /* of a worker */
    long long body_begun; /* when the body was first waited for, 0: not yet */
} us_lobby_guest;

extern _Thread_local us_lobby_guest us_lobby_here;

long long us_lobby_now(void); /* in milliseconds, from some moment on */
void us_lobby_nap(unsigned milliseconds);

/* The doorman is to look at the lists. */
void us_lobby_ring(us_lobby *lobby);

/* Each of these is called with the lock held. */

void us_lobby_put(us_visitors *list, us_visitor *visitor); /* at its end, out of any other */
void us_lobby_dismiss(us_lobby *lobby, us_visitor *visitor);

/* Has the epoll set report the next thing that the client does; false when it cannot. */
bool us_lobby_watch(us_lobby *lobby, us_visitor *visitor);

/* Puts a visitor that no worker has where it goes next: ready, parked, or out. */
void us_lobby_seat(us_lobby *lobby, us_visitor *visitor);

/* The request, whose whole head is there, waits from now on; see us_lobby_is_to_rest (lobby_rest.c). */
void us_lobby_rest(us_lobby *lobby, us_visitor *visitor);

/* Seats those that have waited. Returns the milliseconds until the next is due; -1: none waits. */
long long us_lobby_wake(us_lobby *lobby);

/* These are not: whether the request is to wait, and has not; */
bool us_lobby_is_to_rest(const us_lobby *lobby, const us_visitor *visitor);

/* Takes the calling worker's visitor from it and from civetweb, to go on with the reply somewhere else; NULL: it has
 * none. */
us_visitor *us_lobby_borrow(void);

/* Brings it back when the reply is whole: for its next request, or (not `keep`) to see it out; … */
void us_lobby_return(us_lobby *lobby, us_visitor *visitor, bool keep);

/* … or closes its connection, when the reply will not be whole. */
void us_lobby_cut_off(us_lobby *lobby, us_visitor *visitor);

/* poll on the listening socket, as the doorman calls it (lobby_doorman.c). */
int us_lobby_wait_at(us_lobby *lobby, int door, int milliseconds);

#endif
