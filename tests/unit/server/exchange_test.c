/* The order of a request, HTTP methods, CORS, the own pages, and what cannot be framed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

static unsigned ask(const char *method, const char *target, const char *head)
{
    return stage_ask(&stage, method, target, head, NULL);
}

static void with_and_without_the_base_path(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/books/new", NULL), 200);
    assert_int_equal(ask("GET", "/v1/books/new", NULL), 200);
    assert_int_equal(ask("GET", "/v1/v1/books/new", NULL), 404);
    assert_string_equal(stage.reply.problem.bytes, "no-such-path");
}

static void an_unknown_path_names_the_nearest(void **state)
{
    (void)state;
    assert_int_equal(ask("PATCH", "/boks/7", NULL), 404);
    AT_IS("/detail", "No path fits /boks/7. The nearest is PATCH /books/{id}.");
    assert_int_equal(ask("GET", "/\xFF\x01zebra", NULL), 400);
    assert_int_equal(ask("GET", "/one/two/three/four/five", NULL), 404);
    AT_IS("/detail", "No path fits /one/two/three/four/five.");
    AT_IS("/validation", "(absent)");
    assert_null(stage.reply.operation);
}

static void an_unknown_method_gets_allow(void **state)
{
    (void)state;
    assert_int_equal(ask("PUT", "/books/new", NULL), 405);
    FIELD_IS("Allow", "GET, HEAD, PATCH, DELETE, OPTIONS");
    assert_int_equal(ask("patch", "/books/1", NULL), 405);
    FIELD_IS("Allow", "PATCH, DELETE, OPTIONS");
}

static void head_is_get_without_the_body(void **state)
{
    (void)state;
    assert_int_equal(ask("HEAD", "/books/new", NULL), 200);
    assert_true(stage.reply.head_only);
    assert_true(stage.reply.body.length > 0);
    assert_int_equal(ask("HEAD", "/books/1", NULL), 405);
    assert_true(stage.reply.head_only);
}

static void options_tells_the_methods(void **state)
{
    (void)state;
    assert_int_equal(ask("OPTIONS", "/books/1", NULL), 204);
    FIELD_IS("Allow", "PATCH, DELETE, OPTIONS");
    assert_int_equal(stage.reply.body.length, 0);
    assert_int_equal(ask("OPTIONS", "/nothing/here/at/all", NULL), 404);
}

static void preflight(void **state)
{
    (void)state;
    assert_int_equal(ask("OPTIONS", "/books/1",
                         "Origin: http://a.example\nAccess-Control-Request-Method: PATCH\n"
                         "Access-Control-Request-Headers: authorization, content-type\n"),
                     204);
    FIELD_IS("Access-Control-Allow-Origin", "http://a.example");
    FIELD_IS("Access-Control-Allow-Methods", "PATCH");
    FIELD_IS("Access-Control-Allow-Headers", "authorization, content-type");
    assert_non_null(strstr(stage_field(&stage, "Vary"), "Origin"));
    assert_int_equal(stage_fields(&stage, "Allow"), 0);
    assert_int_equal(stage.reply.body.length, 0);
}

static void cors_fields_are_on_every_reply(void **state)
{
    (void)state;
    ask("GET", "/books/new", NULL);
    FIELD_IS("Access-Control-Allow-Origin", "*");
    FIELD_IS("Access-Control-Allow-Headers", "*");
    FIELD_IS("Access-Control-Allow-Credentials", "true");
    FIELD_IS("Access-Control-Expose-Headers", "*");
    assert_int_equal(stage_fields(&stage, "Vary"), 0);
    ask("GET", "/nothing", "Origin: null\n");
    FIELD_IS("Access-Control-Allow-Origin", "null");
    FIELD_IS("Vary", "Origin");
}

static void no_cors(void **state)
{
    us_service_options options = { .no_cors = true };
    const us_module *module = us_service_module(stage.service);
    (void)state;
    stage_close(&stage);
    stage_open_module(&stage, module, &options);
    ask("GET", "/books/new", "Origin: http://a.example\n");
    assert_int_equal(stage_fields(&stage, "Access-Control-Allow-Origin"), 0);
    assert_int_equal(stage_fields(&stage, "Vary"), 0);
    assert_int_equal(
        ask("OPTIONS", "/books/1", "Origin: a\nAccess-Control-Request-Method: PATCH\n"), 204);
    FIELD_IS("Allow", "PATCH, DELETE, OPTIONS");
}

/* Another stage for the same module, where --strict is on. */
static void strict(void **state)
{
    us_service_options options = { .strict = true };
    const us_module *module = us_service_module(stage.service);
    (void)state;
    assert_int_equal(ask("GET", "/shelves/1/books?branch=n&brunch=n", "X-Library-Key: k\n"), 200);
    stage_close(&stage);
    stage_open_module(&stage, module, &options);
    assert_int_equal(ask("GET", "/shelves/1/books?branch=n", "X-Library-Key: k\n"), 200);
    assert_int_equal(ask("GET", "/shelves/1/books?branch=n&__code=200", "X-Library-Key: k\n"), 200);
    assert_int_equal(ask("GET", "/shelves/1/books?branch=n&brunch=n", "X-Library-Key: k\n"), 422);
    AT_IS("/validation/0/location", "[\"query\",\"brunch\"]");
    AT_IS("/validation/0/code", "undeclared");
    AT_IS("/validation/0/message",
          "is no parameter of this operation, and --strict is on (did you mean branch?)");
}

static void health(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/__understudy/health", NULL), 200);
    FIELD_IS("Content-Type", "application/json");
    AT_IS("/status", "ok");
    AT_IS("/apis/0/name", "library");
    AT_IS("/apis/0/title", "The \"North\" library");
    AT_IS("/apis/0/operations", "7");
    assert_int_equal(ask("POST", "/__understudy/health", NULL), 405);
    assert_int_equal(ask("GET", "/__understudy/wealth", NULL), 404);
}

static void problems_explain_themselves(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/nothing/here/at/all", NULL), 404);
    const char *type = stage_at(&stage, "/type");
    assert_int_equal(ask("GET", type, NULL), 200);
    FIELD_IS("Content-Type", "text/plain; charset=utf-8");
    assert_non_null(strstr(stage_body(&stage), "No such path (404)"));
    assert_int_equal(ask("GET", "/__understudy/problems/none", NULL), 404);
}

static void a_request_without_a_clear_end(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/books/new", "Content-Length: 1\nTransfer-Encoding: chunked\n"),
                     400);
    assert_true(stage.reply.close);
    AT_IS("/type", "/__understudy/problems/unreadable-request");
    assert_int_equal(ask("GET", "/books/new", "Content-Length: 1\nContent-Length: 2\n"), 400);
    assert_int_equal(ask("GET", "/books/new", "Content-Length: 1, 1\n"), 400);
    assert_int_equal(ask("GET", "/books/new", "Content-Length: -1\n"), 400);
    assert_int_equal(ask("GET", "/books/new", "Content-Length: 0\nContent-Length: 0\n"), 200);
    assert_false(stage.reply.close);
}

static unsigned ask_broken(bool too_large, bool cut)
{
    us_request request = { .method = US_TEXT("DELETE"),
                           .path = US_TEXT("/books/1"),
                           .body_too_large = too_large,
                           .body_cut = cut };
    us_exchange(stage.service, &stage.arena, &request, &stage.reply);
    return stage.reply.status;
}

static void bodies_too_large_or_cut(void **state)
{
    (void)state;
    assert_int_equal(ask_broken(true, false), 413);
    assert_true(stage.reply.close);
    assert_non_null(strstr(stage_at(&stage, "/detail"), "10485760"));
    assert_int_equal(ask_broken(false, true), 400);
    assert_true(stage.reply.close);
    assert_int_equal(ask_broken(false, false), 204);
}

static void written_in_one_piece(void **state)
{
    us_field field[] = { { US_TEXT("X-A"), US_TEXT("1\r\nX-B: 2") } };
    us_reply reply = { .status = 200, .field = field, .fields = 1, .body = US_TEXT("hello") };
    us_buf out = us_buf_new(&stage.arena, 64);
    (void)state;
    us_reply_write(&reply, US_TEXT("now"), true, &out);
    assert_string_equal(out.bytes, "HTTP/1.1 200 OK\r\nX-A: 1  X-B: 2\r\nDate: now\r\n"
                                   "Connection: close\r\nContent-Length: 5\r\n\r\nhello");
    reply = (us_reply){ .status = 404, .body = US_TEXT("hello"), .head_only = true };
    out = us_buf_new(&stage.arena, 64);
    us_reply_write(&reply, US_TEXT(""), false, &out);
    assert_string_equal(out.bytes, "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n");
    reply = (us_reply){ .status = 204, .body = US_TEXT("hello") };
    out = us_buf_new(&stage.arena, 64);
    us_reply_write(&reply, US_TEXT(""), false, &out);
    assert_string_equal(out.bytes, "HTTP/1.1 204 No Content\r\n\r\n");
    assert_string_equal(us_status_phrase(422), "Unprocessable Content");
    assert_string_equal(us_status_phrase(299), "Unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(with_and_without_the_base_path),
        CASE(an_unknown_path_names_the_nearest),
        CASE(an_unknown_method_gets_allow),
        CASE(head_is_get_without_the_body),
        CASE(options_tells_the_methods),
        CASE(preflight),
        CASE(cors_fields_are_on_every_reply),
        CASE(no_cors),
        CASE(strict),
        CASE(health),
        CASE(problems_explain_themselves),
        CASE(a_request_without_a_clear_end),
        CASE(bodies_too_large_or_cut),
        CASE(written_in_one_piece),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
