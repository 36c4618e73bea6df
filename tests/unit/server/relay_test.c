/* Services that are replaced while threads use them: none is used after the swap has come back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "server/relay.h"

enum { THREADS = 4, SWAPS = 200, WORDS = 64 };

/* Stands for a service: the relay never looks inside. All its words say the same while it is used. */
typedef struct stand_in {
    unsigned word[WORDS];
} stand_in;

typedef struct worker {
    pthread_t thread;
    us_relay *relay;
    us_relay_seat seat;
    atomic_bool *over;
    unsigned answers, broken;
} worker;

static const us_service *new_service(unsigned number)
{
    stand_in *s = malloc(sizeof *s);

    assert_non_null(s);
    for (unsigned i = 0; i < WORDS; i++)
        s->word[i] = number;
    return (const us_service *)(const void *)s;
}

static void spoil(const us_service *service)
{
    stand_in *s = (stand_in *)(uintptr_t)service;

    s->word[WORDS / 2] = 0;
    free(s);
}

static bool is_whole(const us_service *service)
{
    const stand_in *s = (const stand_in *)(const void *)service;
    bool whole = s->word[0] > 0;

    for (unsigned i = 1; i < WORDS; i++)
        whole &= s->word[i] == s->word[0];
    return whole;
}

static void *work(void *argument)
{
    worker *w = argument;

    us_relay_join(w->relay, &w->seat);
    while (!atomic_load(w->over)) {
        w->broken += !is_whole(us_relay_take(w->relay, &w->seat));
        us_relay_done(&w->seat);
        w->answers++;
    }
    us_relay_part(w->relay, &w->seat);
    return NULL;
}

static void swapping_under_load(void **state)
{
    const us_service *now = new_service(1);
    worker crew[THREADS] = { 0 };
    atomic_bool over = false;
    us_relay relay;

    (void)state;
    us_relay_open(&relay, now);
    for (unsigned i = 0; i < THREADS; i++) {
        crew[i].relay = &relay;
        crew[i].over = &over;
        assert_int_equal(pthread_create(&crew[i].thread, NULL, work, &crew[i]), 0);
    }
    for (unsigned i = 0; i < SWAPS; i++) {
        const us_service *next = new_service(i + 2);

        us_relay_swap(&relay, next);
        spoil(now);
        now = next;
    }
    atomic_store(&over, true);
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_join(crew[i].thread, NULL);
        assert_int_equal(crew[i].broken, 0);
    }
    assert_null(relay.seat);
    us_relay_close(&relay);
    spoil(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(swapping_under_load) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
