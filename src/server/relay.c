/* The order that all this hangs on: a worker writes down the service and then looks whether it is still the
 * one that answers; who replaces it stores the new one and then looks at what the workers have written. One
 * of the two sees the other (all of it is sequentially consistent). */
#include "server/relay.h"

#include <time.h>

void us_relay_open(us_relay *relay, const us_service *service)
{
    atomic_init(&relay->service, service);
    pthread_mutex_init(&relay->lock, NULL);
    relay->seat = NULL;
}

void us_relay_close(us_relay *relay)
{
    pthread_mutex_destroy(&relay->lock);
}

void us_relay_join(us_relay *relay, us_relay_seat *seat)
{
    atomic_init(&seat->used, NULL);
    pthread_mutex_lock(&relay->lock);
    seat->next = relay->seat;
    relay->seat = seat;
    pthread_mutex_unlock(&relay->lock);
}

void us_relay_part(us_relay *relay, us_relay_seat *seat)
{
    us_relay_seat **link = &relay->seat;
    pthread_mutex_lock(&relay->lock);
    while (*link != seat)
        link = &(*link)->next;
    *link = seat->next;
    pthread_mutex_unlock(&relay->lock);
}

const us_service *us_relay_take(us_relay *relay, us_relay_seat *seat)
{
    const us_service *service = atomic_load(&relay->service), *taken;
    do {
        taken = service;
        atomic_store(&seat->used, taken);
        service = atomic_load(&relay->service);
    } while (service != taken);
    return taken;
}

void us_relay_done(us_relay_seat *seat)
{
    atomic_store_explicit(&seat->used, NULL, memory_order_release);
}

static bool is_used(us_relay *relay, const us_service *service)
{
    bool used = false;
    pthread_mutex_lock(&relay->lock);
    for (us_relay_seat *seat = relay->seat; seat; seat = seat->next)
        used |= atomic_load(&seat->used) == service;
    pthread_mutex_unlock(&relay->lock);
    return used;
}

void us_relay_swap(us_relay *relay, const us_service *service)
{
    const struct timespec moment = { 0, 200000 };
    const us_service *before = atomic_exchange(&relay->service, service);
    while (is_used(relay, before))
        nanosleep(&moment, NULL);
}
