/* Which answer is given: status, media type, example, fields; with and without a preference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

static unsigned list(const char *query, const char *head)
{
    us_text target = us_arena_print(&stage.arena, "/shelves/1/books?branch=n%s", query);
    us_text fields = us_arena_print(&stage.arena, "X-Library-Key: k\n%s", head);
    return stage_ask(&stage, "GET", target.bytes, fields.bytes, NULL);
}

static unsigned prefer(const char *value)
{
    return list("", us_arena_print(&stage.arena, "Prefer: %s\n", value).bytes);
}

#define BODY_IS(text) assert_string_equal(stage_body(&stage), text)

static void the_lowest_success_and_the_unnamed_example(void **state)
{
    (void)state;
    assert_int_equal(list("", ""), 200);
    BODY_IS("[\"Emma\", \"Persuasion\"]\n");
    FIELD_IS("Content-Type", "application/json");
    FIELD_IS("X-Total", "2");
    assert_int_equal(stage_fields(&stage, "X-Maybe"), 0);
    assert_int_equal(stage_fields(&stage, "Content-Length"), 0);
    assert_int_equal(stage_fields(&stage, "Preference-Applied"), 0);
}

static void a_preferred_code(void **state)
{
    (void)state;
    assert_int_equal(prefer("code=404"), 404);
    BODY_IS("{\"lost\": true}");
    FIELD_IS("Preference-Applied", "code=404");
    assert_int_equal(stage.reply.problem.length, 0);
    assert_int_equal(prefer("code=503"), 503); /* 5XX */
    assert_int_equal(prefer("code=418"), 404);
    AT_IS("/type", "/__understudy/problems/not-in-contract");
    assert_non_null(strstr(stage_at(&stage, "/detail"), "404, 200, 5XX"));
}

static void a_preferred_example(void **state)
{
    (void)state;
    assert_int_equal(prefer("example=none"), 200);
    BODY_IS("[]");
    FIELD_IS("Preference-Applied", "example=\"none\"");
    assert_int_equal(prefer("example=sheet"), 200); /* only the second media type has it */
    FIELD_IS("Content-Type", "text/csv");
    assert_int_equal(prefer("example=other"), 404);
    assert_non_null(strstr(stage_at(&stage, "/detail"), "none, sheet"));
    assert_int_equal(prefer("code=404, example=none"), 404);
    AT_IS("/type", "/__understudy/problems/not-in-contract");
}

/* What a fixture says about it counts before what the document says: also that it does not wait. */
static void a_response_that_waits(void **state)
{
    (void)state;
    prefer("code=404");
    assert_int_equal(stage.reply.delay, 0);
    prefer("code=503");
    assert_in_range(stage.reply.delay, 20, 40);
    prefer("code=503, delay=0"); /* which was waited before */
    assert_int_equal(stage.reply.delay, 0);
    prefer("code=504");
    assert_int_equal(stage.reply.delay, 0);
    prefer("code=505");
    assert_in_range(stage.reply.delay, 5, 5);
}

static void spellings_of_a_preference(void **state)
{
    (void)state;
    assert_int_equal(prefer("respond-async, CODE = \"404\" , wait=10"), 404);
    BODY_IS("{\"lost\": true}");
    assert_int_equal(prefer("code=200; example=none"), 200);
    BODY_IS("[]");
    FIELD_IS("Preference-Applied", "code=200, example=\"none\"");
    assert_int_equal(prefer("code=404\nPrefer: code=200"), 404);
    assert_int_equal(prefer("example=none\nPrefer: code=200"), 200);
    BODY_IS("[]");
    assert_int_equal(prefer("respond-async"), 200);
    assert_int_equal(stage_fields(&stage, "Preference-Applied"), 0);
}

static void a_preference_that_cannot_be_read(void **state)
{
    const char *bad[] = { "code=abc",  "code=40",  "code=4044", "code",
                          "code=\"\"", "code=100", "code=999",  "code=-04" };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(prefer(bad[i]), 422);
        AT_IS("/type", "/__understudy/problems/bad-preference");
    }
}

static void preferences_in_the_query(void **state)
{
    (void)state;
    assert_int_equal(list("&__code=404", ""), 404);
    BODY_IS("{\"lost\": true}");
    assert_int_equal(list("&__example=none", ""), 200);
    BODY_IS("[]");
    assert_int_equal(list("&__code=404", "Prefer: respond-async\n"), 200);
    assert_int_equal(list("&__code=x", ""), 422);
}

static void a_preference_changes_no_verdict(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, "GET", "/shelves/x/books?branch=n",
                               "X-Library-Key: k\nPrefer: code=404\n", NULL),
                     422);
    AT_IS("/type", "/__understudy/problems/contract-broken");
}

static void by_accept(void **state)
{
    (void)state;
    assert_int_equal(list("", "Accept: text/csv\n"), 200);
    BODY_IS("Emma\n");
    FIELD_IS("Content-Type", "text/csv");
    list("", "Accept: text/*;q=0.5, application/json;q=0.4\n");
    FIELD_IS("Content-Type", "text/csv");
    list("", "Accept: text/*;q=0.5\nAccept: application/json\n");
    FIELD_IS("Content-Type", "application/json");
    list("", "Accept: application/xml, */*;q=0.1\n"); /* it has no example, but one is made */
    FIELD_IS("Content-Type", "application/xml");
    list("", "Accept: \n");
    FIELD_IS("Content-Type", "application/json");
    assert_int_equal(list("", "Accept: image/png\n"), 406);
    assert_int_equal(list("", "Accept: application/json;q=0\n"), 406);
    AT_IS("/type", "/__understudy/problems/not-acceptable");
}

static void content_without_an_example(void **state)
{
    (void)state;
    assert_int_equal(list("", "Accept: application/xml\n"), 200);
    BODY_IS("<xml>string</xml>");
    assert_int_equal(stage_ask(&stage, "GET", "/search/", NULL, NULL), 200);
    BODY_IS("{}");
}

static void responses_without_content(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, "DELETE", "/books/1", "Accept: image/png\n", NULL), 204);
    assert_int_equal(stage.reply.body.length, 0);
    assert_int_equal(stage_fields(&stage, "Content-Type"), 0);
    assert_int_equal(stage_ask(&stage, "POST", "/books/1/cover", "Cookie: card=7\n", NULL), 201);
    FIELD_IS("Location", "/books/1/cover");
    assert_int_equal(stage_ask(&stage, "DELETE", "/books/1", "Prefer: example=x\n", NULL), 404);
}

static void ranges_and_default(void **state)
{
    const char *token = "Authorization: Bearer t\nContent-Type: application/json\n";
    us_text wish = us_arena_print(&stage.arena, "%sPrefer: code=404\n", token);
    us_text made = us_arena_print(&stage.arena, "%sPrefer: code=201\n", token);
    (void)state;
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", token, "{\"pages\":1}"), 200);
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", made.bytes, "{\"pages\":1}"), 201);
    BODY_IS("{\"pages\": 474}");
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", wish.bytes, "{\"pages\":1}"), 404);
    BODY_IS("{\"lost\": true}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_lowest_success_and_the_unnamed_example),
        CASE(a_preferred_code),
        CASE(a_preferred_example),
        CASE(a_response_that_waits),
        CASE(spellings_of_a_preference),
        CASE(a_preference_that_cannot_be_read),
        CASE(preferences_in_the_query),
        CASE(a_preference_changes_no_verdict),
        CASE(by_accept),
        CASE(content_without_an_example),
        CASE(responses_without_content),
        CASE(ranges_and_default),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
