/* Parts between boundaries: where they begin and end, what their heads say, what cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/form.h"
#include "server/reading.h"

#define NAMED(literal) .name = US_STRING_OF(literal)
#define PART(head)     "--b\r\nContent-Disposition: form-data; " head "\r\n"

static const us_reading integer = { .types = US_INTEGER };
static const us_reading member[] = {
    { NAMED("title"), .types = US_STRING },
    { NAMED("pages"), .types = US_INTEGER },
    { NAMED("years"), .types = US_ARRAY, .item = &integer },
    { NAMED("card"), .types = US_OBJECT,
      .member = &(us_reading){ NAMED("id"), .types = US_INTEGER }, .members = 1 },
    { NAMED("deep"), .types = US_ARRAY, .unknown = 1 },
};
static const us_reading form = { .types = US_OBJECT, .member = member, .members = 5 };

static us_arena arena;
static const char *fault;

static int empty_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    arena = (us_arena){ 0 };
    return 0;
}

/* The JSON of what is read, or the fault. */
static const char *read_with(const char *parameters, us_text body)
{
    us_media_type type = { US_TEXT("multipart"), US_TEXT("form-data"), us_text_of(parameters) };
    us_form_parts parts;
    const us_json *value =
        us_multipart_read(&arena, body, &type, &form, (us_dialect){ 0 }, &parts, &fault);
    us_buf out = us_buf_new(&arena, 64);
    if (!value)
        return fault;
    us_json_write(&out, value);
    return us_arena_copy(&arena, us_buf_text(&out)).bytes;
}

static const char *read_parts(const char *body)
{
    return read_with("boundary=b", us_text_of(body));
}

static void parts_by_their_types(void **state)
{
    (void)state;
    assert_string_equal(
        read_parts(PART("name=\"title\"") "\r\n1\r\n" PART("name=pages") "\r\n2\r\n--b--\r\n"),
        "{\"pages\":2,\"title\":\"1\"}");
    assert_string_equal(
        read_parts(PART("name=years") "\r\n1\r\n" PART("name=years") "\r\n2\r\n--b--"),
        "{\"years\":[1,2]}");
    assert_string_equal(read_parts(PART("name=years") "\r\n1\r\n--b--"), "{\"years\":[1]}");
    assert_string_equal(read_parts(PART("name=\"card[id]\"") "\r\n7\r\n--b--"),
                        "{\"card\":{\"id\":7}}");
}

static void json_parts(void **state)
{
    (void)state;
    assert_string_equal(
        read_parts(PART("name=card") "Content-Type: application/json\r\n\r\n{\"id\":7}\r\n--b--"),
        "{\"card\":{\"id\":7}}");
    assert_string_equal(
        read_parts(PART("name=pages") "content-type: application/vnd.x+json\r\n\r\n7\r\n--b--"),
        "{\"pages\":7}");
    assert_non_null(
        read_parts(PART("name=card") "Content-Type: application/json\r\n\r\n{id\r\n--b--"));
    assert_ptr_not_equal(fault, us_reading_limit);
    /* without a media type: what the schema wants decides */
    assert_string_equal(read_parts(PART("name=card") "\r\n{\"id\":7}\r\n--b--"),
                        "{\"card\":{\"id\":7}}");
}

static void files_are_their_bytes(void **state)
{
    (void)state;
    assert_string_equal(read_parts(PART("name=pages; filename=a") "\r\n7\r\n--b--"),
                        "{\"pages\":\"7\"}");
    assert_string_equal(read_parts(PART("name=pages; filename=a") "\r\n\xFF\r\n--b--"),
                        "{\"pages\":\"\xC3\xBF\"}");
    assert_string_equal(
        read_parts(PART("name=pages") "Content-Type: application/octet-stream\r\n\r\n7\r\n--b--"),
        "{\"pages\":\"7\"}");
    assert_string_equal(read_parts(PART("name=pages") "Content-Type: text/plain\r\n\r\n7\r\n--b--"),
                        "{\"pages\":7}");
}

static void where_parts_end(void **state)
{
    (void)state;
    assert_string_equal(read_parts("--b--"), "{}");
    assert_string_equal(
        read_parts("before\r\n" PART("name=title") "\r\nx\r\n--b--\r\nafter\r\n--b\r\n"),
        "{\"title\":\"x\"}");
    assert_string_equal(read_parts(PART("name=title") "\r\n\r\n--b--"), "{\"title\":\"\"}");
    assert_string_equal(
        read_parts("--b  \t\r\nContent-Disposition: form-data; name=title\r\n\r\nx\r\n--b--"),
        "{\"title\":\"x\"}");
    /* a line that begins as the boundary does, inside a line, is content */
    assert_string_equal(read_parts(PART("name=title") "\r\na--b\r\n-b\r\n--b--"),
                        "{\"title\":\"a--b\\r\\n-b\"}");
    assert_string_equal(
        read_with("charset=utf-8; boundary=\"b \\\"c\"",
                  US_TEXT("--b \"c\r\nContent-Disposition: form-data; name=title\r\n\r\nx"
                          "\r\n--b \"c--")),
        "{\"title\":\"x\"}");
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    assert_string_equal(read_with("charset=utf-8", US_TEXT("--b--")), us_multipart_no_boundary);
    assert_string_equal(read_with("boundary=", US_TEXT("----")), "the first boundary is missing");
    assert_string_equal(read_with("boundary=\"\"", US_TEXT("----")),
                        "the first boundary is missing");
    assert_string_equal(read_parts(""), "the first boundary is missing");
    assert_string_equal(read_parts("--c--"), "the first boundary is missing");
    assert_string_equal(read_parts("--b"), "the head of a part has no end");
    assert_string_equal(read_parts(PART("name=title")), "the head of a part has no end");
    assert_string_equal(read_parts(PART("name=title") "\r\nx"), "the last boundary is missing");
    assert_string_equal(read_parts(PART("name=title") "\r\nx\r\n--b"),
                        "the head of a part has no end");
    assert_string_equal(read_parts(PART("filename=a") "\r\nx\r\n--b--"), "a part has no name");
    assert_string_equal(read_parts("--b\r\n\r\nx\r\n--b--"), "a part has no name");
    assert_string_equal(read_parts(PART("name=\"\xFF\"") "\r\nx\r\n--b--"), "a part has no name");
}

static void what_is_too_deep(void **state)
{
    (void)state;
    assert_ptr_equal(read_parts(PART("name=deep") "\r\n1\r\n--b--"), us_reading_limit);
    assert_ptr_equal(read_parts(PART("name=\"deep[0]\"") "\r\n1\r\n--b--"), us_reading_limit);
    assert_string_equal(
        read_parts(PART("name=title") "\r\n[1]\r\n" PART("name=pages") "\r\n[1]\r\n--b--"),
        "{\"pages\":\"[1]\",\"title\":\"[1]\"}");
}

static void a_nul_byte_is_content(void **state)
{
    (void)state;
    assert_string_equal(read_with("boundary=b", US_TEXT(PART("name=title") "\r\na\0b\r\n--b--")),
                        "{\"title\":\"a\\u0000b\"}");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, empty_arena, empty_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(parts_by_their_types),  CASE(json_parts),          CASE(files_are_their_bytes),
        CASE(where_parts_end),       CASE(what_cannot_be_read), CASE(what_is_too_deep),
        CASE(a_nul_byte_is_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
