/* Where the time of one request goes in the pure core: PATCH /v1/agent/{agent_id} with the body of
 * bench/load/agent.json, read alone, answered, and answered and written out.
 *
 *   understudy generate SPEC... -o build/gen
 *   cc -O2 -Isrc bench/exchange.c $(ls build/gen/?*.c | grep -v main.c) build/libunderstudy.a \
 *      -lcjson -lpcre2-8 -lm -o build/exchange && build/exchange bench/load/agent.json
 *
 * The best round of each counts. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/json.h"
#include "server/exchange.h"

enum { ROUNDS = 30, REQUESTS = 20000 };

static const us_field fields[] = {
    { { "Host", 4 }, { "127.0.0.1:4010", 14 } },
    { { "Authorization", 13 }, { "Bearer 3f1b0c9d7e5a", 19 } },
    { { "Content-Type", 12 }, { "application/json", 16 } },
    { { "Content-Length", 14 }, { "806", 3 } },
    { { "Accept", 6 }, { "*/*", 3 } },
    { { "User-Agent", 10 }, { "bench", 5 } },
};

typedef struct bench {
    us_service *service;
    us_arena arena;
    us_request request;
    unsigned status; /* of the last reply */
    size_t written;
} bench;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static us_text read_file(const char *path)
{
    static char bytes[65536];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(3);
    }
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return (us_text){ bytes, length };
}

static void read_alone(bench *b)
{
    us_json_error error;
    b->written += us_json_read(&b->arena, b->request.body, NULL, &error) != NULL;
}

static void answer(bench *b)
{
    us_reply reply;
    us_exchange(b->service, &b->arena, &b->request, &reply);
    b->status = reply.status;
}

static void answer_and_write(bench *b)
{
    us_reply reply;
    us_exchange(b->service, &b->arena, &b->request, &reply);
    us_buf out = us_buf_new(&b->arena, reply.body.length + 1024);
    us_reply_write(&reply, US_TEXT("Sun, 06 Nov 1994 08:49:37 GMT"), false, &out);
    b->written += out.length;
}

static double measure(bench *b, void (*work)(bench *))
{
    double best = 1e18;
    for (unsigned round = 0; round < ROUNDS; round++) {
        double start = now();
        for (unsigned i = 0; i < REQUESTS; i++) {
            work(b);
            us_arena_reset(&b->arena);
        }
        double took = (now() - start) / REQUESTS;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    us_text error;
    bench b = { .service = us_service_new(&us_the_module, NULL, &error) };
    if (argc < 2 || !b.service)
        return 2;
    b.request = (us_request){ .method = US_TEXT("PATCH"),
                              .path = US_TEXT("/v1/agent/3c90c3cc-0d44-4b50-8888-8dd25736052a"),
                              .field = fields,
                              .fields = sizeof fields / sizeof *fields,
                              .body = read_file(argv[1]) };
    answer(&b);
    printf("status %u, body of %zu bytes\n", b.status, b.request.body.length);
    printf("%-28s %7.0f ns\n", "read the JSON", measure(&b, read_alone));
    printf("%-28s %7.0f ns\n", "us_exchange", measure(&b, answer));
    printf("%-28s %7.0f ns\n", "us_exchange, us_reply_write", measure(&b, answer_and_write));
    us_arena_free(&b.arena);
    us_service_free(b.service);
    return b.status != 200;
}
