/* The validation proxy, with an upstream that answers as the test says: what is sent, what comes back, and
 * what is said about both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample_api.h"
#include "scripted.h"
#include "stage.h"

#define KEY   "Authorization: Bearer x\n"
#define JSON  "Content-Type: application/json\n"
#define PATCH "PATCH", "/books/1", KEY JSON

static scripted script;
static test_stage stage;

static void open_with(us_service_options options)
{
    scripted_begin(&script);
    options.upstream = &script.upstream;
    stage_open_module(&stage, &sample_module, &options);
}

static int open_plain(void **state)
{
    (void)state;
    open_with((us_service_options){ .body_limit = 1000 });
    return 0;
}

static int open_strict(void **state)
{
    (void)state;
    open_with((us_service_options){ .errors = true });
    return 0;
}

/* Whatever happened, an answer that was opened was closed: by the core, or by who has the reply. */
static int close_stage(void **state)
{
    (void)state;
    assert_int_equal(script.opened, script.closed);
    stage_close(&stage);
    return 0;
}

/* The body as a client gets it, its chunks undone. */
static const char *whole_body(void)
{
    us_stream *stream = stage.reply.stream;
    us_buf out = us_buf_new(&stage.arena, 64);
    us_text piece;
    us_buf_add(&out, stage.reply.body);
    while (stream && stream->next(stream->context, &piece) == US_PIECE_HERE)
        us_buf_add(&out, piece);
    return us_arena_copy(&stage.arena, us_buf_text(&out)).bytes;
}

static void leave(void)
{
    if (stage.reply.stream)
        stage.reply.stream->close(stage.reply.stream->context);
}

static bool was_sent(const char *name)
{
    return us_request_field(&script.request, us_text_of(name)) != NULL;
}

static void expect_violation(const char *part)
{
    if (!strstr(stage_field(&stage, "sl-violations"), part))
        fail_msg("no %s in '%s'", part, stage_field(&stage, "sl-violations"));
}

/* ---- what is sent --------------------------------------------------------------------------------- */

static void the_request_goes_as_it_came(void **state)
{
    (void)state;
    stage_ask(&stage, "GET", "/books/new?a=%2f&b=c+d%20e&&",
              "X-One: 1\nHost: here\nX-One: 2\nAccept-Encoding: br\nVia: 1.0 other\n", NULL);
    leave();
    assert_int_equal(script.asked, 1);
    assert_true(us_text_equal(script.request.path, US_TEXT("/books/new")));
    assert_true(us_text_equal(script.request.query, US_TEXT("a=%2f&b=c+d%20e&&")));
    assert_int_equal(script.request.fields, 5);
    assert_true(us_text_equal(script.request.field[1].value, US_TEXT("2")));
    assert_true(us_text_equal(script.request.field[4].name, US_TEXT("Via")));
    assert_true(us_text_equal(script.request.field[4].value, US_TEXT("1.1 understudy")));
    assert_false(was_sent("Host"));
}

static void fields_of_the_connection_stay_behind(void **state)
{
    static const char head[] =
        "Connection: close, X-Hop,, \"x\"\nX-Hop: 1\nKeep-Alive: 5\nTE: gzip\n"
        "Trailer: a\nTransfer-Encoding: chunked\nUpgrade: h2c\nExpect: 100-continue\n"
        "Proxy-Connection: close\nProxy-Authorization: Basic x\nX-Hops: 2\n" KEY JSON;
    static const char *const gone[] = { "Connection",       "X-Hop",
                                        "Keep-Alive",       "TE",
                                        "Trailer",          "Upgrade",
                                        "Expect",           "Transfer-Encoding",
                                        "Proxy-Connection", "Proxy-Authorization" };
    (void)state;
    stage_ask(&stage, "PATCH", "/books/1", head, "{\"pages\":1}");
    leave();
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_false(was_sent(gone[i]));
    assert_true(was_sent("X-Hops"));
    assert_true(was_sent("Authorization"));
    assert_true(us_text_equal(script.request.body, US_TEXT("{\"pages\":1}")));
}

static void fields_of_the_answers_connection_too(void **state)
{
    (void)state;
    script.head =
        "Connection: X-Hop\nX-Hop: 1\nTransfer-Encoding: chunked\nSet-Cookie: a=1\nSet-Cookie: b=2\n"
        "Content-Length: 99\nDate: then\nAccess-Control-Allow-Origin: nobody\n" JSON;
    script.piece[0] = "{\"pages\":1}";
    assert_int_equal(stage_ask(&stage, "GET", "/books/new", "Origin: http://here\n", NULL), 200);
    assert_string_equal(whole_body(), "{\"pages\":1}");
    leave();
    assert_string_equal(stage_field(&stage, "X-Hop"), "");
    assert_string_equal(stage_field(&stage, "Connection"), "");
    assert_string_equal(stage_field(&stage, "Content-Length"), "");
    assert_int_equal(stage_fields(&stage, "Set-Cookie"), 2);
    assert_int_equal(stage_fields(&stage, "Access-Control-Allow-Origin"), 1);
    assert_string_equal(stage_field(&stage, "Access-Control-Allow-Origin"), "http://here");
    assert_string_equal(stage_field(&stage, "Via"), "1.1 understudy");
    assert_string_equal(stage_field(&stage, "sl-violations"), "");
    assert_true(stage.reply.dated);
}

/* ---- requests that break the contract --------------------------------------------------------------- */

static void a_bad_request_is_told_and_sent(void **state)
{
    (void)state;
    script.head = JSON;
    script.piece[0] = "{\"pages\":1}";
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", JSON, "{\"pages\":0}"), 200);
    leave();
    assert_int_equal(script.asked, 1);
    expect_violation("[\"request\",\"header\",\"authorization\"]");
    expect_violation("[\"request\",\"body\",\"pages\"]");
    assert_int_equal(stage.reply.violations, 2);
}

static void with_errors_it_is_not_sent(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, PATCH, "{\"pages\":0}"), 422);
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", JSON, "{\"pages\":1}"), 401);
    assert_int_equal(stage_ask(&stage, "GET", "/nowhere", NULL, NULL), 404);
    assert_int_equal(script.asked, 0);
}

static void an_unknown_route_is_a_warning(void **state)
{
    (void)state;
    script.status = 299;
    script.head = "X-Theirs: 1\n";
    script.piece[0] = "what they say";
    assert_int_equal(stage_ask(&stage, "GET", "/nowhere", NULL, NULL), 299);
    assert_string_equal(whole_body(), "what they say");
    leave();
    expect_violation("\"severity\":\"Warning\",\"code\":\"no-such-path\"");
    expect_violation("Selected route not found");
    assert_string_equal(stage_field(&stage, "X-Theirs"), "1");
    assert_int_equal(stage_ask(&stage, "OPTIONS", "/books/1", NULL, NULL), 299);
    leave();
    expect_violation("Selected route not found");
}

/* A query that nobody can read has no violation of its own. */
static void every_refusal_is_told(void **state)
{
    (void)state;
    script.head = JSON;
    script.piece[0] = "{\"pages\":1}";
    stage_ask(&stage, "GET", "/books/new?a=%zz", NULL, NULL);
    leave();
    expect_violation("\"severity\":\"Error\",\"code\":\"unreadable-request\"");
}

static void requests_may_go_unchecked(void **state)
{
    (void)state;
    stage_close(&stage);
    open_with((us_service_options){ .errors = true, .validation = US_VALIDATION_OFF });
    script.head = JSON;
    script.piece[0] = "{\"pages\":1}";
    assert_int_equal(stage_ask(&stage, PATCH, "{\"pages\":0}"), 200);
    leave();
    assert_string_equal(stage_field(&stage, "sl-violations"), "");
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", JSON, "{\"pages\":0}"), 401);
}

static void a_body_that_was_not_read_is_not_sent(void **state)
{
    us_request request = { .method = US_TEXT("PATCH"),
                           .path = US_TEXT("/books/1"),
                           .body_too_large = true };
    (void)state;
    us_exchange(stage.service, &stage.arena, &request, &stage.reply);
    assert_int_equal(stage.reply.status, 413);
    assert_int_equal(stage_ask(&stage, "HEAD", "/books/new", NULL, "x"), 501);
    assert_int_equal(script.asked, 0);
}

/* ---- answers that break the contract ---------------------------------------------------------------- */

typedef struct answer_case {
    unsigned status;
    const char *head, *body;
    const char *violation; /* NULL: none */
    bool error;            /* with --errors it is refused */
} answer_case;

static const answer_case answers[] = {
    { 200, JSON, "{\"pages\":1}", NULL, false },
    { 204, NULL, NULL, "[\"response\"],\"severity\":\"Error\",\"code\":\"status\"", true },
    { 418, JSON, "{}", "[\"response\"],\"severity\":\"Warning\",\"code\":\"status\"", false },
    { 200, JSON, "{\"pages\":0}", "[\"response\",\"body\",\"pages\"]", true },
    { 200, JSON, "{\"pages\":", "[\"response\",\"body\"],\"severity\":\"Error\",\"code\":\"json\"",
      true },
    { 200, "Content-Type: text/html\n", "<p>", "[\"response\",\"header\",\"content-type\"]", true },
    { 200, "X: y\n", "{}", "there is no Content-Type", true },
    { 200, JSON "Content-Encoding: compress\n", "?", "\"code\":\"unchecked\"", false },
    { 200, JSON "Content-Encoding: gzip\n", "no gzip", "\"code\":\"unreadable\"", true },
};

static void ask_for(const answer_case *c)
{
    script.status = c->status;
    script.head = c->head;
    script.piece[0] = c->body;
    script.length = c->body ? (long long)strlen(c->body) : 0;
    stage_ask(&stage, "GET", "/books/new", NULL, NULL);
}

static void answers_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const answer_case *c = &answers[i];
        ask_for(c);
        assert_int_equal(stage.reply.status, c->status);
        assert_string_equal(whole_body(), c->body ? c->body : "");
        leave();
        if (c->violation)
            expect_violation(c->violation);
        else
            assert_string_equal(stage_field(&stage, "sl-violations"), "");
    }
}

static void with_errors_bad_answers_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const answer_case *c = &answers[i];
        ask_for(c);
        assert_int_equal(stage.reply.status, c->error ? 500 : c->status);
        if (c->error)
            assert_string_equal(stage_at(&stage, "/validation/0/location/0"), "response");
        leave();
    }
}

static void nothing_where_something_is_declared(void **state)
{
    static const answer_case empty = { 200, JSON, NULL, NULL, false };
    (void)state;
    ask_for(&empty);
    leave();
    expect_violation("\"code\":\"required\"");
    stage_ask(&stage, "HEAD", "/books/new", NULL, NULL);
    leave();
    assert_string_equal(stage_field(&stage, "sl-violations"), "");
    script.status = 204;
    script.piece[0] = "x";
    script.length = 1;
    stage_ask(&stage, "DELETE", "/books/1", NULL, NULL);
    leave();
    assert_string_equal(stage_field(&stage, "sl-violations"), "");
}

/* ---- what is held and what is not ------------------------------------------------------------------- */

static void a_checked_body_is_held(void **state)
{
    (void)state;
    script.head = JSON;
    script.piece[0] = "{\"pa";
    script.piece[1] = "";
    script.piece[2] = "ges\":1}";
    stage_ask(&stage, "GET", "/books/new", NULL, NULL);
    assert_int_equal(stage.reply.stream->length, 11);
    assert_int_equal(stage.reply.body.length, 11);
    leave();
    assert_string_equal(stage_field(&stage, "sl-violations"), "");
}

static void beyond_the_limit_it_is_passed_on(void **state)
{
    char text[900];
    (void)state;
    memset(text, ' ', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    script.head = JSON;
    script.piece[0] = script.piece[1] = script.piece[2] = text;
    stage_ask(&stage, "GET", "/books/new", NULL, NULL);
    assert_int_equal(stage.reply.body.length, 2 * (sizeof text - 1));
    assert_int_equal(strlen(whole_body()), 3 * (sizeof text - 1));
    leave();
    expect_violation("is larger than 1000 bytes, so it is not checked");
}

static void what_is_not_checked_is_not_held(void **state)
{
    (void)state;
    script.head = "Content-Type: application/xml\n";
    script.piece[0] = "<b/>";
    stage_ask(&stage, "GET", "/shelves/1/books?branch=main", KEY, NULL);
    assert_int_equal(stage.reply.body.length, 0);
    assert_int_equal(script.at, 0);
    assert_string_equal(whole_body(), "<b/>");
    leave();
}

static void a_held_body_that_breaks_off(void **state)
{
    (void)state;
    script.head = JSON;
    script.piece[0] = "{\"pages\":";
    script.cut = true;
    assert_int_equal(stage_ask(&stage, "GET", "/books/new", NULL, NULL), 502);
    assert_true(strstr(stage_body(&stage), "broke off after 9 bytes"));
}

/* ---- no answer ---------------------------------------------------------------------------------------- */

static void no_answer_is_a_problem(void **state)
{
    (void)state;
    script.result = US_UPSTREAM_FAILED;
    assert_int_equal(stage_ask(&stage, "GET", "/books/new", NULL, NULL), 502);
    assert_true(strstr(stage_body(&stage), "nobody is there."));
    script.result = US_UPSTREAM_LATE;
    assert_int_equal(stage_ask(&stage, "GET", "/books/new", NULL, NULL), 504);
}

static void not_implemented_is_stood_in_for(void **state)
{
    (void)state;
    script.status = 501;
    assert_int_equal(stage_ask(&stage, PATCH, "{\"pages\":1}"), 200);
    assert_string_equal(stage_body(&stage), "{\"pages\": 474}");
    assert_int_equal(stage_ask(&stage, PATCH, "{\"pages\":0}"), 422);
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", JSON, "{\"pages\":0}"), 401);
    assert_int_equal(stage_ask(&stage, "GET", "/nowhere", NULL, NULL), 501);
    leave();
}

/* The pages of the stand-in itself and preflight requests are nobody else's. */
static void own_pages_stay_here(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, "GET", "/__understudy/health", NULL, NULL), 200);
    assert_int_equal(stage_ask(&stage, "OPTIONS", "/books/1",
                               "Origin: http://a\nAccess-Control-Request-Method: PATCH\n", NULL),
                     204);
    assert_int_equal(script.asked, 0);
}

#define PLAIN(test)  cmocka_unit_test_setup_teardown(test, open_plain, close_stage)
#define ERRORS(test) cmocka_unit_test_setup_teardown(test, open_strict, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAIN(the_request_goes_as_it_came),
        PLAIN(fields_of_the_connection_stay_behind),
        PLAIN(fields_of_the_answers_connection_too),
        PLAIN(a_bad_request_is_told_and_sent),
        ERRORS(with_errors_it_is_not_sent),
        PLAIN(an_unknown_route_is_a_warning),
        PLAIN(every_refusal_is_told),
        ERRORS(requests_may_go_unchecked),
        PLAIN(a_body_that_was_not_read_is_not_sent),
        PLAIN(answers_are_checked),
        ERRORS(with_errors_bad_answers_are_refused),
        PLAIN(nothing_where_something_is_declared),
        PLAIN(a_checked_body_is_held),
        PLAIN(beyond_the_limit_it_is_passed_on),
        PLAIN(what_is_not_checked_is_not_held),
        PLAIN(a_held_body_that_breaks_off),
        PLAIN(no_answer_is_a_problem),
        PLAIN(not_implemented_is_stood_in_for),
        PLAIN(own_pages_stay_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
