/* Which service answers, while it may be replaced at any time.
 *
 * A worker takes the service for the length of one answer by writing down which one it uses; who replaces it
 * waits until nobody has written down the old one. So an answer costs two stores and two loads, no lock and
 * no counter that all workers share. */
#ifndef US_RELAY_H
#define US_RELAY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "server/service.h"

/* Of one thread; lives as long as that thread answers. */
typedef struct us_relay_seat {
    _Atomic(const us_service *) used; /* NULL: between two answers */
    struct us_relay_seat *next;
} us_relay_seat;

typedef struct us_relay {
    _Atomic(const us_service *) service;
    pthread_mutex_t lock; /* of the list of seats */
    us_relay_seat *seat;
} us_relay;

void us_relay_open(us_relay *relay, const us_service *service);
void us_relay_close(us_relay *relay);

/* A thread comes and goes; the seat is its own. */
void us_relay_join(us_relay *relay, us_relay_seat *seat);
void us_relay_part(us_relay *relay, us_relay_seat *seat);

/* The service for one answer, until us_relay_done. */
const us_service *us_relay_take(us_relay *relay, us_relay_seat *seat);
void us_relay_done(us_relay_seat *seat);

/* From now on the others get `service`. Returns once nobody uses the one before, which is for the time of
 * an answer. One thread at a time may call this. */
void us_relay_swap(us_relay *relay, const us_service *service);

#endif
