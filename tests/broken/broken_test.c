/* The whole corpus of broken requests against a server in this process, twice: every one is answered as it
 * should be or closed, nothing is stuck, and afterwards the server answers and holds what it held before. */
#include <dirent.h>
#include <malloc.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "broken.h"
#include "sample_api.h"
#include "server/host.h"

enum { CLIENTS = 6, WORKERS = 4, BODY_LIMIT = 100000, LEAST = 1000, GROWTH = 512 << 10 };

typedef struct run {
    unsigned port;
    broken_case **broken;
    unsigned count;
    atomic_uint next, wrong;
} run;

static void *try_some(void *context)
{
    run *r = context;
    unsigned i;
    while ((i = atomic_fetch_add(&r->next, 1)) < r->count) {
        us_arena arena = { 0 };
        const broken_case *broken = r->broken[i];
        const char *wrong = broken_try(&arena, r->port, broken);
        if (wrong && atomic_fetch_add(&r->wrong, 1) < 60)
            fprintf(stderr, "%s\n  expected %s; %s\n", broken->name.bytes, broken->expected, wrong);
        us_arena_free(&arena);
    }
    return NULL;
}

static unsigned try_all(run *r)
{
    pthread_t client[CLIENTS];
    atomic_store(&r->next, 0);
    atomic_store(&r->wrong, 0);
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(pthread_create(&client[i], NULL, try_some, r), 0);
    for (int i = 0; i < CLIENTS; i++)
        pthread_join(client[i], NULL);
    return atomic_load(&r->wrong);
}

static unsigned open_files(void)
{
    unsigned count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Connections that linger go within two seconds. */
static unsigned open_files_at_last(unsigned wanted)
{
    for (int i = 0; i < 100 && open_files() > wanted; i++)
        nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
    return open_files();
}

static void read_cases(us_arena *arena, run *r)
{
    broken_case *first = broken_cases(arena, &r->count);
    r->broken = US_NEW_ARRAY(arena, broken_case *, r->count);
    for (unsigned i = 0; first; first = first->next)
        r->broken[i++] = first;
}

typedef struct stage {
    us_service *service;
    us_host *host;
} stage;

static stage open_stage(unsigned haste)
{
    us_text error;
    char message[256] = "";
    us_service_options limits = { .body_limit = BODY_LIMIT };
    us_host_options options = { .threads = WORKERS, .haste = haste };
    stage s = { us_service_new(&sample_module, &limits, &error), NULL };
    s.host = us_host_start(s.service, &options, message, sizeof message);
    assert_non_null(s.host);
    return s;
}

static void close_stage(stage *s)
{
    us_host_stop(s->host);
    us_service_free(s->service);
}

static void every_broken_request_is_answered_or_closed(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    stage s = open_stage(0);
    run r = { .port = us_host_port(s.host) };
    read_cases(&arena, &r);
    assert_true(r.count >= LEAST);

    unsigned files = open_files();
    assert_int_equal(try_all(&r), 0);
    assert_int_equal(open_files_at_last(files), files);
    size_t held = mallinfo2().uordblks;
    assert_int_equal(try_all(&r), 0);
    assert_int_equal(open_files_at_last(files), files);
    assert_true(mallinfo2().uordblks < held + GROWTH);

    printf("%u broken requests\n", r.count);
    close_stage(&s);
    us_arena_free(&arena);
}

/* Who sends a part and no more, many at a time. */
static void *send_slowly(void *context)
{
    run *r = context;
    us_arena arena = { 0 };
    const broken_case *broken = r->broken[atomic_fetch_add(&r->next, 1)];
    const char *wrong = broken_try(&arena, r->port, broken);
    if (wrong) {
        atomic_fetch_add(&r->wrong, 1);
        fprintf(stderr, "%s: %s\n", broken->name.bytes, wrong);
    }
    us_arena_free(&arena);
    return NULL;
}

#define PUT "PATCH /books/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n"

/* More slow heads than there are workers hold nobody up, and slow bodies are given up. */
static void slow_senders_are_sent_away(void **state)
{
    (void)state;
    enum { SLOW = 40 };
    static broken_case kinds[] = {
        { US_TEXT("half a line"), US_TEXT("GET /bo"), "408!", BROKEN_WHOLE, NULL },
        { US_TEXT("half a head"), US_TEXT(PUT "Content-"), "408!", BROKEN_WHOLE, NULL },
        { US_TEXT("half a head in pieces"), US_TEXT(PUT "A: b\r\n"), "408!", BROKEN_PIECES, NULL },
        { US_TEXT("half a body"), US_TEXT(PUT "Content-Length: 9\r\n\r\n{\"a"), "400!",
          BROKEN_WHOLE, NULL },
        { US_TEXT("half a chunk"), US_TEXT(PUT "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"a"),
          "400!", BROKEN_WHOLE, NULL },
    };
    static const unsigned order[] = { 0, 1, 2, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 0, 1, 2, 0, 1, 2, 4 };
    static broken_case healthy = { US_TEXT("in between"),
                                   US_TEXT("GET /__understudy/health HTTP/1.1\r\nHost: x\r\n\r\n"),
                                   "200", BROKEN_WHOLE, NULL };
    broken_case *broken[SLOW];
    pthread_t sender[SLOW];
    us_arena arena = { 0 };
    stage s = open_stage(300);
    run r = { .port = us_host_port(s.host), .broken = broken, .count = SLOW };
    for (unsigned i = 0; i < SLOW; i++)
        broken[i] = &kinds[order[i % 20]];
    for (unsigned i = 0; i < SLOW; i++)
        assert_int_equal(pthread_create(&sender[i], NULL, send_slowly, &r), 0);
    for (unsigned i = 0; i < 20; i++)
        assert_null(broken_try(&arena, r.port, &healthy));
    for (unsigned i = 0; i < SLOW; i++)
        pthread_join(sender[i], NULL);
    assert_int_equal(atomic_load(&r.wrong), 0);
    assert_null(broken_try(&arena, r.port, &healthy));
    us_arena_free(&arena);
    close_stage(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_broken_request_is_answered_or_closed),
        cmocka_unit_test(slow_senders_are_sent_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
