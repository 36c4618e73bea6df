/* Bodies: presence, media type, JSON, and the schema of PATCH /books/{id}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

static unsigned patch(const char *type, const char *body)
{
    us_text head = us_arena_print(&stage.arena, "Authorization: Bearer t\n%s%s%s",
                                  type ? "Content-Type: " : "", type ? type : "", type ? "\n" : "");
    return stage_ask(&stage, "PATCH", "/books/1", head.bytes, body);
}

static unsigned patch_json(const char *body)
{
    return patch("application/json", body);
}

static unsigned cover(const char *type, const char *body)
{
    us_text head = us_arena_print(&stage.arena, "Cookie: card=7\nContent-Type: %s\n", type);
    return stage_ask(&stage, "POST", "/books/1/cover", head.bytes, body);
}

static void a_good_body(void **state)
{
    (void)state;
    assert_int_equal(patch_json("{\"pages\": 474, \"title\": null, \"tags\": [\"a\"]}"), 200);
    assert_string_equal(stage_body(&stage), "{\"pages\": 474}");
}

static void every_violation_at_once(void **state)
{
    (void)state;
    assert_int_equal(patch_json("{\"title\": 7, \"pages\": 0, \"tags\": [\"a\", \"\", 1]}"), 422);
    AT_IS("/type", "/__understudy/problems/contract-broken");
    AT_IS("/validation/0/location", "[\"body\",\"title\"]");
    AT_IS("/validation/0/pointer", "/title");
    AT_IS("/validation/0/actual", "7");
    AT_IS("/validation/0/spec", "library.yaml:42");
    AT_IS("/validation/1/code", "minimum");
    AT_IS("/validation/2/location", "[\"body\",\"tags\",\"1\"]");
    AT_IS("/validation/3/location", "[\"body\",\"tags\",\"2\"]");
    AT_IS("/validation/4", "(absent)");
    AT_IS("/omitted", "(absent)");
    assert_non_null(strstr(stage_at(&stage, "/detail"), "4 violations"));
}

static void a_required_member(void **state)
{
    (void)state;
    assert_int_equal(patch_json("{}"), 422);
    AT_IS("/validation/0/code", "required");
    AT_IS("/validation/0/spec", "library.yaml:50");
    AT_IS("/validation/0/actual", "{}");
}

static void at_most_a_hundred(void **state)
{
    us_buf body = us_buf_new(&stage.arena, 1024);
    (void)state;
    us_buf_add_string(&body, "{\"pages\": 0, \"tags\": [1");
    for (unsigned i = 1; i < 150; i++)
        us_buf_add_string(&body, ",1");
    us_buf_add_string(&body, "]}");
    assert_int_equal(patch_json(body.bytes), 422);
    AT_IS("/validation/99/location", "[\"body\",\"tags\",\"98\"]");
    AT_IS("/validation/100", "(absent)");
    AT_IS("/omitted", "51");
    assert_int_equal(stage.reply.violations, 151);
}

static void a_missing_body(void **state)
{
    (void)state;
    assert_int_equal(patch_json(""), 422);
    AT_IS("/validation/0/location", "[\"body\"]");
    AT_IS("/validation/0/code", "required");
    AT_IS("/validation/0/spec", "library.yaml:93");
    assert_int_equal(patch(NULL, ""), 422);
    assert_int_equal(cover("application/json", ""), 201);
}

static void falsy_values_are_bodies(void **state)
{
    const char *bodies[] = { "false", "0", "\"\"", "null", "[]" };
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_int_equal(patch_json(bodies[i]), 422);
        AT_IS("/validation/0/code", "type");
        AT_IS("/validation/1", "(absent)");
    }
}

static void unreadable_json(void **state)
{
    (void)state;
    assert_int_equal(patch_json("{\"pages\": 01}"), 400);
    AT_IS("/type", "/__understudy/problems/unreadable-json");
    AT_IS("/validation/0/location", "[\"body\"]");
    AT_IS("/validation/0/code", "json");
    assert_non_null(strstr(stage_at(&stage, "/detail"), "line 1, column 11"));
    assert_int_equal(patch_json(" "), 400);
    assert_int_equal(patch_json("{\"pages\": 1, \"pages\": 2}"), 400);
    assert_int_equal(patch_json("\xEF\xBB\xBF{\"pages\": 1}"), 400);
    assert_int_equal(patch_json("{\"pages\": 1} x"), 400);
}

static void declared_media_types(void **state)
{
    const char *book = "{\"pages\": 1}";
    (void)state;
    assert_int_equal(patch("Application/JSON", book), 200);
    assert_int_equal(patch("application/json; charset=UTF-8", book), 200);
    assert_int_equal(patch("application/json;charset=\"utf-8\";v=2", book), 200);
    assert_int_equal(patch("application/merge-patch+json", "{\"pages\""), 400);
    assert_int_equal(patch("application/merge-patch+json", "7"), 422);
}

static void undeclared_media_types(void **state)
{
    const char *types[] = { "text/plain",
                            "application/problem+json",
                            "application/xml",
                            "json",
                            "application/*",
                            "*/*",
                            "application/json; charset=koi8-r",
                            "" };
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        assert_int_equal(patch(types[i], "{\"pages\": 1}"), 415);
    assert_int_equal(patch(NULL, "{\"pages\": 1}"), 415);
    FIELD_IS("Accept", "application/json, application/merge-patch+json; charset=utf-8");
    FIELD_IS("Accept-Patch", "application/json, application/merge-patch+json; charset=utf-8");
    FIELD_IS("Accept-Post", "");
    AT_IS("/type", "/__understudy/problems/unsupported-media-type");
    AT_IS("/validation/0/location", "[\"header\",\"content-type\"]");
    assert_int_equal(patch("application/json\nContent-Type: text/plain", "{\"pages\": 1}"), 415);
}

static void ranges_in_the_document(void **state)
{
    (void)state;
    assert_int_equal(cover("image/png", "\x89PNG"), 201);
    assert_int_equal(cover("application/json", "{\"pages\": 1}"), 201);
    assert_int_equal(cover("application/json", "{}"), 422);
    assert_int_equal(cover("text/plain", "x"), 415);
    FIELD_IS("Accept-Post", "image/*, application/*");
    assert_int_equal(cover("application/xml", "<a>"), 400);
    assert_int_equal(cover("application/xml", "<a/>"), 500); /* its schema cannot be enforced */
    AT_IS("/type", "/__understudy/problems/limit-of-the-mock");
}

static void a_body_nobody_asked_for(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, "DELETE", "/books/1", "Content-Type: a/b\n", "x"), 204);
}

static void deep_nesting_is_refused(void **state)
{
    us_buf body = us_buf_new(&stage.arena, 4096);
    (void)state;
    for (unsigned i = 0; i < 100000; i++)
        us_buf_add_byte(&body, '[');
    assert_int_equal(patch_json(body.bytes), 400);
}

static void parameters_come_first(void **state)
{
    const char *key = "Cookie: card=7\nContent-Type: application/json\n";
    (void)state;
    assert_int_equal(stage_ask(&stage, "POST", "/books/1/cover?size=0", key, "{\"pages\": 0}"),
                     422);
    AT_IS("/validation/0/location", "[\"query\",\"size\"]");
    AT_IS("/validation/1/location", "[\"body\",\"pages\"]");
    assert_int_equal(stage_ask(&stage, "POST", "/books/1/cover?size=0", key, "{"), 400);
    AT_IS("/validation/0/location", "[\"query\",\"size\"]");
    AT_IS("/validation/1/location", "[\"body\"]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_good_body),
        CASE(every_violation_at_once),
        CASE(a_required_member),
        CASE(at_most_a_hundred),
        CASE(a_missing_body),
        CASE(falsy_values_are_bodies),
        CASE(unreadable_json),
        CASE(declared_media_types),
        CASE(undeclared_media_types),
        CASE(ranges_in_the_document),
        CASE(a_body_nobody_asked_for),
        CASE(deep_nesting_is_refused),
        CASE(parameters_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
