/* What it costs to find the operation of a request, by how many operations there are.
 *
 *   bench_route LARGE.json SMALL.yaml
 *
 * Nanoseconds for one request, by the processor's time, where the requests are those of all operations of a
 * document, in an order without sense. As the paths of two documents differ in length, the operations of the large
 * one are then also taken five at a time, at random: the same requests are routed among these five and
 * among all. The rounds of both are interleaved, and the ratio is the median of the rounds' own. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/path_order.h"
#include "cli/console.h"
#include "gen/gen.h"
#include "server/route.h"

enum { FEW = 5, SETS = 200, ROUNDS = 21, LOOKUPS = 200000 };

typedef struct request {
    us_text method, path;
    const gen_operation *operation;
} request;

typedef struct bench {
    us_arena arena;   /* of the documents and the routers */
    us_arena scratch; /* of one lookup */
    unsigned long random;
    unsigned long lost; /* requests without a route */
} bench;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static unsigned draw(bench *b, unsigned below)
{
    b->random = b->random * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)((b->random >> 33) % below);
}

/* ---- Documents ------------------------------------------------------------------------------------ */

static const gen_api *read_document(bench *b, const char *path)
{
    gen *g = gen_new();
    us_text text;
    gen_node *root;
    if (!us_read_file(&b->arena, path, &text))
        exit(3);
    root = gen_load(g, gen_take_source(g, path, text));
    if (root)
        gen_resolve(g, root);
    const gen_api *api = root && g->errors == 0 ? gen_openapi(g, root) : NULL;
    if (!api) {
        fprintf(stderr, "%s: is no document that can be served\n", path);
        exit(1);
    }
    return api;
}

/* A path as a client sends it: each expression has a value. */
static us_text fill_in(us_arena *arena, us_text path)
{
    us_buf filled = us_buf_new(arena, path.length);
    for (size_t i = 0; i < path.length; i++) {
        us_text rest = us_text_slice(path, i, path.length);
        size_t end = us_text_find(rest, '}');
        if (path.bytes[i] == '{' && end < rest.length) {
            us_buf_add_string(&filled, "a-17");
            i += end;
        } else {
            us_buf_add_byte(&filled, path.bytes[i]);
        }
    }
    return us_buf_text(&filled);
}

static request *requests_of(bench *b, const gen_api *api, unsigned *count)
{
    unsigned i = 0;
    *count = 0;
    for (const gen_operation *o = api->operation; o; o = o->next)
        ++*count;
    request *list = US_NEW_ARRAY(&b->arena, request, *count);
    for (const gen_operation *o = api->operation; o; o = o->next)
        list[i++] = (request){ o->method, fill_in(&b->arena, o->path), o };
    return list;
}

/* Durstenfeld's. */
static void shuffle(bench *b, request *list, unsigned count)
{
    for (unsigned i = count; i > 1; i--) {
        unsigned other = draw(b, i);
        request kept = list[i - 1];
        list[i - 1] = list[other];
        list[other] = kept;
    }
}

static us_route_row row_of(const void *owner, unsigned number)
{
    const gen_operation *o = ((const request *)owner)[number].operation;
    return (us_route_row){ o->method, o->path, o };
}

static const request *sorted_list; /* while `by_path` compares */

static int by_path(const void *a, const void *b)
{
    return us_path_order(sorted_list[*(const unsigned *)a].operation->path,
                         sorted_list[*(const unsigned *)b].operation->path);
}

/* The list has to stay as it is: the tree grows when it is searched. */
static us_router *router_of(us_arena *arena, const request *list, unsigned count)
{
    us_router *router = us_router_new();
    unsigned *order = US_NEW_ARRAY(arena, unsigned, count);
    for (unsigned i = 0; i < count; i++)
        order[i] = i;
    sorted_list = list;
    qsort(order, count, sizeof *order, by_path);
    us_route_list rows = { .row = row_of, .owner = list, .rows = count, .order = order };
    us_router_add(router, US_TEXT(""), rows);
    return router;
}

/* ---- Measuring -------------------------------------------------------------------------------------- */

static double route(bench *b, us_router *router, const request *list, unsigned count,
                    unsigned lookups)
{
    double start = now();
    for (unsigned i = 0, at = 0; i < lookups; i++, at = at + 1 < count ? at + 1 : 0) {
        us_routing_result result;
        b->lost += us_router_find(router, &b->scratch, list[at].method, list[at].path, &result) !=
                   US_ROUTED;
        us_arena_reset(&b->scratch);
    }
    return (now() - start) / lookups;
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return first < second ? -1 : first > second;
}

static double median(double *value, unsigned count)
{
    qsort(value, count, sizeof *value, compare);
    return value[count / 2];
}

static void print_own(bench *b, const char *path, request *list, unsigned count)
{
    double time[ROUNDS], segments = 0;
    shuffle(b, list, count);
    us_router *router = router_of(&b->arena, list, count);
    double grown = route(b, router, list, count, count) * count / 1e6;
    for (unsigned i = 0; i < count; i++)
        segments += (double)us_text_count(list[i].path, '/') / count;
    for (unsigned i = 0; i < ROUNDS; i++)
        time[i] = route(b, router, list, count, LOOKUPS);
    printf("%s: %u operations, %.1f segments, %.0f ns; each for the first time, %.1f ms\n", path,
           count, segments, median(time, ROUNDS), grown);
}

/* Routes each set of five among these, and among all. */
static void print_same(bench *b, const request *list, unsigned count)
{
    us_router *all = router_of(&b->arena, list, count), *few[SETS];
    const request *set[SETS];
    double ratio[ROUNDS], time[ROUNDS];
    for (unsigned i = 0; i < SETS; i++) {
        set[i] = list + draw(b, count - FEW + 1);
        few[i] = router_of(&b->arena, set[i], FEW);
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        double among_few = 0, among_all = 0;
        for (unsigned i = 0; i < SETS; i++) {
            among_few += route(b, few[i], set[i], FEW, LOOKUPS / SETS);
            among_all += route(b, all, set[i], FEW, LOOKUPS / SETS);
        }
        time[round] = among_few / SETS;
        ratio[round] = among_all / among_few;
    }
    printf("the same requests: %.0f ns among %u, %.2f times that among %u\n", median(time, ROUNDS),
           FEW, median(ratio, ROUNDS), count);
}

int main(int argc, char **argv)
{
    bench b = { .random = 1 };
    if (argc < 2) {
        fputs("usage: bench_route LARGE [SMALL]\n", stderr);
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        unsigned count;
        request *list = requests_of(&b, read_document(&b, argv[i]), &count);
        print_own(&b, argv[i], list, count);
        if (i == 1 && count >= FEW)
            print_same(&b, list, count);
    }
    if (b.lost)
        printf("%lu requests found no route\n", b.lost);
    return b.lost > 0;
}
