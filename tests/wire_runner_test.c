/* The runner of the wire tests: each kind of expectation can be met, and can be missed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wire_runner/wire_case.h"
#include "wire_runner/wire_expect.h"

static us_arena arena;
static us_text error;

static int close_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

/* How many complaints there are about a reply with a field, and the body {"a":[1,"two"],"b/c":null}. */
static unsigned complaints(const char *expected)
{
    const char *reply = "HTTP/1.1 422 Unprocessable Content\r\nAllow: GET\r\nAllow: PUT\r\n\r\n"
                        "{\"a\":[1,\"two\"],\"b/c\":null}";
    us_buf out = us_buf_new(&arena, 64);
    us_text file = us_arena_print(&arena, "GET / HTTP/1.1\n\n>>>\n%s", expected);
    wire_case *wire = wire_cases_read(&arena, file, &error);
    assert_non_null(wire);
    return wire_compare(&arena, wire, us_text_of(reply), ".", &out);
}

#define BODY(check)  complaints("HTTP/1.1 422\n\n" check)
#define FIELD(check) complaints("HTTP/1.1 422\n" check)

static void statuses(void **state)
{
    (void)state;
    assert_int_equal(complaints("HTTP/1.1 422 Whatever\n"), 0);
    assert_int_equal(complaints("HTTP/1.1 200 OK\n"), 1);
}

static void fields(void **state)
{
    (void)state;
    assert_int_equal(FIELD("allow: PUT\nAllow: *\nAllow: ~ ET\n!Vary\n"), 0);
    assert_int_equal(FIELD("Allow: PO\n"), 1);
    assert_int_equal(FIELD("Allow: ~ POST\n"), 1);
    assert_int_equal(FIELD("Vary: *\n"), 1);
    assert_int_equal(FIELD("!Allow\n"), 1);
}

static void values(void **state)
{
    (void)state;
    assert_int_equal(BODY("/a/0 = 1.0\n/a = [1, \"two\"]\n/a count 2\n/ count 2\n/b~1c = null"), 0);
    assert_int_equal(BODY("/a/1 ~ w\n/c absent\n/a/2 absent\n/a/x absent\n"), 0);
    assert_int_equal(BODY("/a/0 = 2"), 1);
    assert_int_equal(BODY("/a/1 ~ x"), 1);
    assert_int_equal(BODY("/a/0 ~ 1"), 1);
    assert_int_equal(BODY("/a count 1"), 1);
    assert_int_equal(BODY("/a absent"), 1);
    assert_int_equal(BODY("/c = null"), 1);
    assert_int_equal(BODY("/a is odd"), 2);
    assert_int_equal(BODY("/a = ["), 2);
}

static void bodies(void **state)
{
    (void)state;
    assert_int_equal(BODY("~ two\n!~ three\n| {\"a\":[1,\"two\"],\"b/c\":null}\n"), 0);
    assert_int_equal(BODY("~ three"), 1);
    assert_int_equal(BODY("!~ two"), 1);
    assert_int_equal(BODY("empty"), 1);
    assert_int_equal(BODY("| {\n| }"), 1);
    assert_int_equal(BODY("= no/such/file"), 1);
    assert_int_equal(BODY("nonsense"), 1);
}

static void requests(void **state)
{
    us_text file =
        US_TEXT("# preface\n\n### one\n@escapes\nPUT /a HTTP/1.1\nX: \\x41\n\n{\\n}\n\n>>>\n"
                "HTTP/1.1 200\n\nempty\n\n### two\n@fill 3\nGET /b HTTP/1.1\nhost: h\n\n>>>\n"
                "HTTP/1.1 204\n");
    wire_case *wire = wire_cases_read(&arena, file, &error);
    (void)state;
    assert_string_equal(us_arena_copy(&arena, wire->name).bytes, "one");
    assert_string_equal(us_arena_copy(&arena, wire->head).bytes,
                        "PUT /a HTTP/1.1\r\nX: A\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n");
    assert_string_equal(us_arena_copy(&arena, wire->body).bytes, "{\n}\n");
    assert_int_equal(wire->checks_line, 13);
    wire = wire->next;
    assert_string_equal(us_arena_copy(&arena, wire->head).bytes,
                        "GET /b HTTP/1.1\r\nhost: h\r\nContent-Length: 3\r\n\r\n");
    assert_string_equal(us_arena_copy(&arena, wire->body).bytes, "xxx");
    assert_null(wire->next);
}

static void files_that_are_none(void **state)
{
    (void)state;
    assert_null(wire_cases_read(&arena, US_TEXT("GET / HTTP/1.1\n"), &error));
    assert_null(wire_cases_read(&arena, US_TEXT("GET / HTTP/1.1\n\nbody\n"), &error));
    assert_string_equal(error.bytes, "line 3: \">>>\" is missing after the request");
    assert_null(wire_cases_read(&arena, US_TEXT("GET / HTTP/1.1\n\n>>>\n200\n"), &error));
    assert_null(wire_cases_read(&arena, US_TEXT("@what\nGET / HTTP/1.1\n\n>>>\n"), &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses), cmocka_unit_test(fields),
        cmocka_unit_test(values),   cmocka_unit_test(bodies),
        cmocka_unit_test(requests), cmocka_unit_test(files_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, close_arena);
}
