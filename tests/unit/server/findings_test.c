/* What is wrong with a request, as the value of a header field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/findings.h"

static us_arena arena;

static void add(us_findings *findings, const char *name, us_text message)
{
    us_findings_add(findings, &arena, US_TEXT("query"), us_text_of(name), "minimum", message, 0);
}

static us_json *read_field(us_text field)
{
    us_json_error error;
    us_json *json = us_json_read(&arena, field, NULL, &error);

    assert_non_null(json);
    return json;
}

static int free_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static void one_violation(void **state)
{
    us_findings findings = { 0 };
    us_text wanted = US_TEXT("[{\"location\":[\"request\",\"query\",\"limit\"],\"severity\":"
                             "\"Error\",\"code\":\"minimum\",\"message\":\"must be 1\"}]");
    us_text field;

    (void)state;
    add(&findings, "limit", US_TEXT("must be 1"));
    field = us_findings_field(&arena, &findings, NULL, US_TELL_BRIEFLY, 8000);
    assert_int_equal(field.length, wanted.length);
    assert_memory_equal(field.bytes, wanted.bytes, wanted.length);
}

/* A field's value holds ASCII; the JSON means the same. */
static void letters_beyond_ascii(void **state)
{
    us_text message = US_TEXT("is \xC3\xA9 or \xE2\x82\xAC or \xF0\x9F\x98\x80 or \" or \n");
    us_findings findings = { 0 };
    us_text field, read;

    (void)state;
    add(&findings, "limit", message);
    field = us_findings_field(&arena, &findings, NULL, US_TELL_BRIEFLY, 8000);
    for (size_t i = 0; i < field.length; i++)
        assert_in_range((unsigned char)field.bytes[i], 0x20, 0x7E);
    read = us_json_string(us_json_member(us_json_first(read_field(field)), US_TEXT("message")));
    assert_int_equal(read.length, message.length);
    assert_memory_equal(read.bytes, message.bytes, message.length);
}

/* Whatever the room, the value is whole JSON, and says how many are missing. */
static void no_room_for_all(void **state)
{
    (void)state;
    for (size_t most = 200; most < 3000; most += 7) {
        us_findings findings = { 0 };
        const us_json *last, *json;
        unsigned shown = 0;
        us_text field;

        for (unsigned i = 0; i < 40; i++)
            add(&findings, "limit", US_TEXT("must be a longer text than \xE2\x82\xAC this one"));
        findings.omitted = 2;
        field = us_findings_field(&arena, &findings, NULL, US_TELL_BRIEFLY, most);
        assert_true(field.length <= most);
        json = read_field(field);
        last = us_json_first(json);
        for (; us_json_next(last); last = us_json_next(last))
            shown++;
        assert_true(us_text_equal(us_json_string(us_json_member(last, US_TEXT("code"))),
                                  US_TEXT("omitted")));
        assert_true(us_text_equal(us_json_string(us_json_member(last, US_TEXT("message"))),
                                  us_arena_print(&arena, "and %u more", 42 - shown)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(one_violation, free_arena),
        cmocka_unit_test_teardown(letters_beyond_ascii, free_arena),
        cmocka_unit_test_teardown(no_room_for_all, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
