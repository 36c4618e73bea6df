/* The router: which template a path finds, and what its expressions stand for. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/path_order.h"
#include "server/route.h"

enum { MOST = 22000 };

static us_arena arena;
static us_router *router;
static us_route_row row[MOST];
static unsigned rows;

static int open_router(void **state)
{
    (void)state;
    router = us_router_new();
    rows = 0;
    return 0;
}

static int close_router(void **state)
{
    (void)state;
    us_router_free(router);
    us_arena_free(&arena);
    return 0;
}

static us_route_row row_of(const void *owner, unsigned number)
{
    return ((const us_route_row *)owner)[number];
}

/* Adds a list of one row. */
static void add_to(const char *method, const char *path, const char *target)
{
    us_route_list list = { .row = row_of, .owner = row, .first = rows, .rows = 1 };
    assert_true(rows < MOST);
    row[rows++] = (us_route_row){ us_text_of(method), us_text_of(path), target };
    us_router_add(router, US_TEXT(""), list);
}

static void add(const char *method, const char *path)
{
    add_to(method, path, path);
}

/* All rows so far again, as one list. */
static void add_below(const char *base, const unsigned *order)
{
    us_route_list list = { .row = row_of, .owner = row, .rows = rows, .order = order };
    us_router_add(router, us_text_of(base), list);
}

/* "template name=value …", or "no path", "no method", "unreadable". */
static const char *find(const char *method, const char *path)
{
    us_routing_result found;
    us_buf out = us_buf_new(&arena, 64);
    switch (us_router_find(router, &arena, us_text_of(method), us_text_of(path), &found)) {
    case US_NO_PATH:
        return "no path";
    case US_NO_METHOD:
        return "no method";
    case US_UNREADABLE_PATH:
        return "unreadable";
    case US_ROUTED:
        break;
    }
    us_buf_add(&out, found.route->path);
    for (unsigned i = 0; i < found.route->names; i++) {
        us_capture *capture = &found.capture[i];
        us_buf_print(&out, " %.*s=%.*s", (int)capture->name.length, capture->name.bytes,
                     (int)capture->value.length, capture->value.bytes);
    }
    return us_buf_text(&out).bytes;
}

static const char *allow(const char *path)
{
    return us_arena_copy(&arena, us_router_allow(router, &arena, us_text_of(path))).bytes;
}

static const char *nearest(const char *method, const char *path)
{
    const us_route *route = us_router_nearest(router, &arena, us_text_of(method), us_text_of(path));
    return route ? us_arena_print(&arena, "%.*s %.*s", (int)route->method.length,
                                  route->method.bytes, (int)route->path.length, route->path.bytes)
                       .bytes
                 : "nothing";
}

static void literals_and_expressions(void **state)
{
    (void)state;
    add("GET", "/");
    add("GET", "/agents");
    add("GET", "/agents/{id}");
    add("GET", "/agents/{id}/sessions/{session}");
    assert_string_equal(find("GET", "/"), "/");
    assert_string_equal(find("GET", "/agents"), "/agents");
    assert_string_equal(find("GET", "/agents/7"), "/agents/{id} id=7");
    assert_string_equal(find("GET", "/agents/7/sessions/x"),
                        "/agents/{id}/sessions/{session} id=7 session=x");
    assert_string_equal(find("GET", "/agents/7/sessions"), "no path");
    assert_string_equal(find("GET", "/Agents"), "no path");
    assert_string_equal(find("GET", "agents"), "no path");
    assert_string_equal(find("GET", ""), "no path");
    assert_string_equal(find("GET", "*"), "no path");
}

static void empty_segments_are_segments(void **state)
{
    (void)state;
    add("GET", "/agents/{id}");
    add("GET", "/tools/");
    assert_string_equal(find("GET", "/agents/"), "no path");
    assert_string_equal(find("GET", "/agents/7/"), "no path");
    assert_string_equal(find("GET", "//agents/7"), "no path");
    assert_string_equal(find("GET", "/tools/"), "/tools/");
    assert_string_equal(find("GET", "/tools"), "no path");
}

static void concrete_before_templated(void **state)
{
    (void)state;
    add("GET", "/{kind}/{id}");
    add("GET", "/{kind}/new");
    add("GET", "/books/{id}");
    add("GET", "/books/{id}.json");
    add("GET", "/books/new");
    assert_string_equal(find("GET", "/books/new"), "/books/new");
    assert_string_equal(find("GET", "/books/9.json"), "/books/{id}.json id=9");
    assert_string_equal(find("GET", "/books/9"), "/books/{id} id=9");
    assert_string_equal(find("GET", "/films/new"), "/{kind}/new kind=films");
    assert_string_equal(find("GET", "/films/9"), "/{kind}/{id} kind=films id=9");
}

static void a_dead_end_is_left_again(void **state)
{
    (void)state;
    add("GET", "/a/b/c");
    add("GET", "/a/{x}/d");
    add("GET", "/{y}/b/e");
    assert_string_equal(find("GET", "/a/b/d"), "/a/{x}/d x=b");
    assert_string_equal(find("GET", "/a/b/e"), "/{y}/b/e y=a");
    assert_string_equal(find("GET", "/a/b/f"), "no path");
}

static void mixed_segments(void **state)
{
    (void)state;
    add("GET", "/{name}.{ending}");
    add("GET", "/a{b}c");
    add("GET", "/v{major}-{minor}");
    assert_string_equal(find("GET", "/abc"), "/a{b}c b=b");
    assert_string_equal(find("GET", "/ac"), "no path");
    assert_string_equal(find("GET", "/x.tar.gz"), "/{name}.{ending} name=x ending=tar.gz");
    assert_string_equal(find("GET", "/.gz"), "no path");
    assert_string_equal(find("GET", "/x."), "no path");
    assert_string_equal(find("GET", "/v1-2-3"), "/v{major}-{minor} major=1 minor=2-3");
    assert_string_equal(find("GET", "/v\xC3\xA9-2"), "/v{major}-{minor} major=\xC3\xA9 minor=2");
}

static void two_expressions_side_by_side_cut_whole_characters(void **state)
{
    (void)state;
    add("GET", "/{a}{b}");
    assert_string_equal(find("GET", "/\xC3\xA9t"), "/{a}{b} a=\xC3\xA9 b=t");
    assert_string_equal(find("GET", "/x"), "no path");
}

static void decoded_exactly_once(void **state)
{
    (void)state;
    add("GET", "/files/{path}");
    add("GET", "/a b/{x}");
    add("GET", "/caf%C3%A9/{x}");
    assert_string_equal(find("GET", "/files/a%2Fb"), "/files/{path} path=a/b");
    assert_string_equal(find("GET", "/files/100%2525"), "/files/{path} path=100%25");
    assert_string_equal(find("GET", "/files/a+b"), "/files/{path} path=a+b");
    assert_string_equal(find("GET", "/%66iles/x"), "/files/{path} path=x");
    assert_string_equal(find("GET", "/a%20b/x"), "/a b/{x} x=x");
    assert_string_equal(find("GET", "/caf%c3%a9/x"), "/caf%C3%A9/{x} x=x");
    assert_string_equal(find("GET", "/files/%"), "unreadable");
    assert_string_equal(find("GET", "/files/%2"), "unreadable");
    assert_string_equal(find("GET", "/files/%zz"), "unreadable");
    assert_string_equal(find("GET", "/files/%ff"), "unreadable");
}

static void the_raw_text_stays(void **state)
{
    us_routing_result found;
    (void)state;
    add("GET", "/{ids}");
    assert_int_equal(us_router_find(router, &arena, US_TEXT("GET"), US_TEXT("/a%2Cb,c"), &found),
                     US_ROUTED);
    assert_true(us_text_equal(found.capture[0].raw, US_TEXT("a%2Cb,c")));
    assert_true(us_text_equal(found.capture[0].value, US_TEXT("a,b,c")));
}

static void methods(void **state)
{
    (void)state;
    add("GET", "/books/new");
    add("PUT", "/books/new");
    add("DELETE", "/books/{id}");
    add("GET", "/books/{id}");
    assert_string_equal(find("POST", "/books/new"), "no method");
    assert_string_equal(find("get", "/books/new"), "no method");
    assert_string_equal(find("DELETE", "/books/new"), "/books/{id} id=new");
    assert_string_equal(allow("/books/new"), "GET, HEAD, PUT, DELETE, OPTIONS");
    assert_string_equal(allow("/books/7"), "DELETE, GET, HEAD, OPTIONS");
    assert_string_equal(allow("/films"), "");
}

static void the_first_given_wins(void **state)
{
    us_routing_result found;
    (void)state;
    add_to("GET", "/a/{x}", "first");
    add_to("GET", "/a/{y}", "second");
    add_to("PUT", "/a/{y}", "third");
    us_router_find(router, &arena, US_TEXT("GET"), US_TEXT("/a/1"), &found);
    assert_string_equal(found.route->target, "first");
    assert_string_equal(find("PUT", "/a/1"), "/a/{y} y=1");
}

/* Paths that go on where another parted from them, mixed with others: each ends where it would alone. */
static void paths_share_their_beginning(void **state)
{
    static const char *const path[] = {
        "/a",  "/v1/a",  "/ab",      "/v1/ab",   "/a/b",  "/v1/a/b", "/a/{x}/c", "/v1/a/{x}/c",
        "/a/", "/v2/a/", "/a//b",    "/a/{x}/d", "/v3/a", "/v4/a",   "/v5/a",    "/a/{y}/c/d",
        "/",   "/a/b/c", "/v1/a/b/", "/ab/{x}",  "/v3",   "/v3/ab",  "/v1",      "/a/{x}/c/e",
    };
    (void)state;
    for (unsigned i = 0; i < sizeof path / sizeof path[0]; i++)
        add("GET", path[i]);
    for (unsigned i = 0; i < sizeof path / sizeof path[0]; i++)
        add_to("GET", path[i], "too late");
    assert_string_equal(find("GET", "/v1/ab"), "/v1/ab");
    assert_string_equal(find("GET", "/a/b"), "/a/b");
    assert_string_equal(find("GET", "/a/"), "/a/");
    assert_string_equal(find("GET", "/a//b"), "/a//b");
    assert_string_equal(find("GET", "/a/b/c"), "/a/b/c");
    assert_string_equal(find("GET", "/a/7/c"), "/a/{x}/c x=7");
    assert_string_equal(find("GET", "/a/7/c/d"), "/a/{y}/c/d y=7");
    assert_string_equal(find("GET", "/a/7/c/e"), "/a/{x}/c/e x=7");
    assert_string_equal(find("GET", "/a/7/d"), "/a/{x}/d x=7");
    assert_string_equal(find("GET", "/ab/7"), "/ab/{x} x=7");
    assert_string_equal(find("GET", "/v1/a/b/"), "/v1/a/b/");
    assert_string_equal(find("GET", "/v3/ab"), "/v3/ab");
    assert_string_equal(find("GET", "/v2/ab"), "no path");
    assert_string_equal(find("GET", "/"), "/");
}

static void nearest_route(void **state)
{
    (void)state;
    add("GET", "/v1/agent");
    add("PATCH", "/v1/agent/{agent_id}");
    add("GET", "/v1/agent/{agent_id}");
    add("GET", "/v1/tools/");
    add("GET", "/v1/tools/{tool}/runs");
    assert_string_equal(nearest("PATCH", "/v1/agnt/7"), "PATCH /v1/agent/{agent_id}");
    assert_string_equal(nearest("GET", "/v1/agent/7/"), "GET /v1/agent/{agent_id}");
    assert_string_equal(nearest("GET", "/v1/tool"), "GET /v1/tools/");
    assert_string_equal(nearest("GET", "/v2/agent"), "GET /v1/agent");
    assert_string_equal(nearest("GET", "/v1/Agent"), "GET /v1/agent");
    assert_string_equal(nearest("GET", "/v1/tools/7/run"), "GET /v1/tools/{tool}/runs");
    assert_string_equal(nearest("GET", "/nothing/at/all/like/it"), "nothing");
    assert_string_equal(nearest("GET", "/zebra"), "nothing");
}

static void paths_below_bases(void **state)
{
    (void)state;
    add("GET", "/agents");
    add("PATCH", "/agents/{id}");
    add("GET", "/{any}/agents");
    add("GET", "/{any}/{thing}");
    add("GET", "/");
    add_below("/v1", NULL);
    add_below("/api/beta", NULL);
    assert_string_equal(find("GET", "/agents"), "/agents");
    assert_string_equal(find("GET", "/v1/agents"), "/v1/agents");
    assert_string_equal(find("GET", "/v1/"), "/v1/");
    assert_string_equal(find("GET", "/v1"), "no path");
    assert_string_equal(find("GET", "/%761/agents"), "/v1/agents");
    assert_string_equal(find("GET", "/v2/agents"), "/{any}/agents any=v2");
    assert_string_equal(find("GET", "/v1/x"), "/{any}/{thing} any=v1 thing=x");
    assert_string_equal(find("GET", "/v1/x/y"), "/v1/{any}/{thing} any=x thing=y");
    assert_string_equal(find("GET", "/api/beta/agents"), "/api/beta/agents");
    assert_string_equal(find("GET", "/api/beta/v1/agents"), "/api/beta/{any}/agents any=v1");
    assert_string_equal(find("GET", "/v1/v1/agents/7"), "no path");
    assert_string_equal(find("GET", "/v1/api/beta/agents"), "no path");
    assert_string_equal(find("PATCH", "/api/beta/agents/7"), "/api/beta/agents/{id} id=7");
    assert_string_equal(find("PATCH", "/api/agents/7"), "no path");
    assert_string_equal(find("PUT", "/v1/agents"), "no method");
    assert_string_equal(allow("/v1/agents"), "GET, HEAD, OPTIONS");
    assert_string_equal(nearest("PATCH", "/api/beta/agent/7"), "PATCH /api/beta/agents/{id}");
    assert_string_equal(nearest("PATCH", "/agent/7"), "PATCH /agents/{id}");
}

/* A base may start as a path or another base does, and have expressions of its own. */
static void bases_among_paths(void **state)
{
    (void)state;
    add("GET", "/agents/{id}");
    add_below("/agents", NULL);
    add_below("/api/v1", NULL);
    add_below("/api/v2", NULL);
    add_below("/in/{region}", NULL);
    assert_string_equal(find("GET", "/agents/7"), "/agents/{id} id=7");
    assert_string_equal(find("GET", "/agents/agents/7"), "/agents/agents/{id} id=7");
    assert_string_equal(find("GET", "/api/v2/agents/7"), "/api/v2/agents/{id} id=7");
    assert_string_equal(find("GET", "/in/eu/agents/7"), "/in/{region}/agents/{id} region=eu id=7");
}

/* ---- Many ------------------------------------------------------------------------------------------------ */

static int by_path(const void *a, const void *b)
{
    unsigned first = *(const unsigned *)a, second = *(const unsigned *)b;
    int order = us_path_order(row[first].path, row[second].path);
    return order != 0 ? order : (int)first - (int)second;
}

static const unsigned *sorted(void)
{
    unsigned *order = US_NEW_ARRAY(&arena, unsigned, rows);
    for (unsigned i = 0; i < rows; i++)
        order[i] = i;
    qsort(order, rows, sizeof *order, by_path);
    return order;
}

static void rows_in_order(void **state)
{
    static const char *const paths[] = { "/b/{y}/c", "/a",       "/b/{x}/c", "/b",     "/a-b/c",
                                         "/a/b",     "/a/b/",    "/b/x%2Fy", "/a/{q}", "/b/{x}",
                                         "/",        "/b/{x}/d", "/b/{x}.d", "/a/b/c", "/a.b" };
    (void)state;
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        row[rows++] = (us_route_row){ US_TEXT("GET"), us_text_of(paths[i]), paths[i] };
    row[rows++] = (us_route_row){ US_TEXT("POST"), US_TEXT("/a/b"), NULL };
    add_below("", sorted());
    for (unsigned i = 0; i < 2; i++) { /* the tree has grown, then */
        assert_string_equal(find("GET", "/"), "/");
        assert_string_equal(find("GET", "/a"), "/a");
        assert_string_equal(find("GET", "/a.b"), "/a.b");
        assert_string_equal(find("GET", "/a-b/c"), "/a-b/c");
        assert_string_equal(find("GET", "/a/b"), "/a/b");
        assert_string_equal(find("GET", "/a/b/"), "/a/b/");
        assert_string_equal(find("GET", "/a/b/c"), "/a/b/c");
        assert_string_equal(find("GET", "/a/c"), "/a/{q} q=c");
        assert_string_equal(find("GET", "/b/1/c"), "/b/{y}/c y=1"); /* it was the first */
        assert_string_equal(find("GET", "/b/1/d"), "/b/{x}/d x=1");
        assert_string_equal(find("GET", "/b/1.d"), "/b/{x}.d x=1");
        assert_string_equal(find("GET", "/b/x%2Fy"), "/b/x%2Fy");
        assert_string_equal(allow("/a/b"), "GET, HEAD, POST, OPTIONS");
    }
}

/* How many of these rows are found, literal and templated ones side by side. */
static unsigned find_all(void)
{
    unsigned found = 0;
    for (unsigned i = 0; i < MOST; i++) {
        us_routing_result result;
        us_text path = us_arena_print(&arena, "/group%u/x/item%u", i % 500, i);
        found += us_router_find(router, &arena, US_TEXT("GET"), path, &result) == US_ROUTED &&
                 us_text_equal(result.route->path, row[i].path);
    }
    return found;
}

static void add_many(void)
{
    for (unsigned i = 0; i < MOST; i++)
        row[rows++] =
            (us_route_row){ US_TEXT("GET"),
                            us_arena_print(&arena, "/group%u/{id}/item%u", i % 500, i), NULL };
}

static void many_rows(void **state)
{
    (void)state;
    add_many();
    add_below("", NULL);
    assert_int_equal(find_all(), MOST);
    assert_string_equal(find("GET", "/group1/x/item2"), "no path");
    assert_string_equal(nearest("GET", "/group3/x/itm3"), "GET /group3/{id}/item3");
}

static void many_rows_in_order(void **state)
{
    (void)state;
    add_many();
    add_below("", sorted());
    assert_string_equal(nearest("GET", "/group3/x/itm3"), "GET /group3/{id}/item3");
    assert_int_equal(find_all(), MOST);
}

static void *find_all_aside(void *context)
{
    us_arena own = { 0 };
    unsigned *found = context;
    for (unsigned i = 0; i < MOST; i += 7) {
        us_routing_result result;
        us_text path = us_arena_print(&own, "/group%u/x/item%u", i % 500, i);
        *found += us_router_find(router, &own, US_TEXT("GET"), path, &result) == US_ROUTED;
    }
    us_arena_free(&own);
    return NULL;
}

/* The tree grows under the hands of whoever comes first. */
static void several_threads(void **state)
{
    enum { THREADS = 4 };
    pthread_t thread[THREADS];
    unsigned found[THREADS] = { 0 };
    (void)state;
    add_many();
    add_below("", sorted());
    for (unsigned i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, find_all_aside, &found[i]), 0);
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_int_equal(found[i], (MOST + 6) / 7);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_router, close_router)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(literals_and_expressions),
        CASE(empty_segments_are_segments),
        CASE(concrete_before_templated),
        CASE(a_dead_end_is_left_again),
        CASE(mixed_segments),
        CASE(two_expressions_side_by_side_cut_whole_characters),
        CASE(decoded_exactly_once),
        CASE(the_raw_text_stays),
        CASE(methods),
        CASE(the_first_given_wins),
        CASE(paths_share_their_beginning),
        CASE(nearest_route),
        CASE(paths_below_bases),
        CASE(bases_among_paths),
        CASE(rows_in_order),
        CASE(many_rows),
        CASE(many_rows_in_order),
        CASE(several_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
