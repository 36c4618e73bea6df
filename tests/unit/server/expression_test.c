/* What runtime expressions are worth, on listBooks of the sample API. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/expression.h"
#include "staged.h"

/* A turn in the middle of its answer. */
static us_turn turn_of(us_request *request, us_reply *reply)
{
    static const us_field field[] = { { { "Host", 4 }, { "mock:4010", 9 } },
                                      { { "X-Depth", 7 }, { "2", 1 } },
                                      { { "X-Own", 5 }, { "o", 1 } } };
    us_turn turn = {
        .service = stage.service, .arena = &stage.arena, .request = request, .reply = reply
    };
    const char *fault;
    *request = (us_request){ .method = US_TEXT("GET"),
                             .path = US_TEXT("/shelves/7/books"),
                             .query = US_TEXT("branch=north&limit=5&more=%2F"),
                             .field = field,
                             .fields = 3,
                             .body = US_TEXT("{\"url\":\"http://a/\",\"n\":[1.50]}") };
    *reply = (us_reply){ .status = 201, .body = US_TEXT("{\"id\":9}") };
    assert_true(us_step_route(&turn));
    fault = us_pairs_of_query(&stage.arena, request->query, &turn.query);
    assert_null(fault);
    us_turn_field(&turn, US_TEXT("ETag"), US_TEXT("\"e\""));
    return turn;
}

static void each_source_has_a_value(void **state)
{
    (void)state;
    static const struct {
        us_expression expression;
        const char *text; /* as JSON; NULL: none */
    } cases[] = {
        { { US_SOURCE_TEXT, US_STRING_OF("a") }, "\"a\"" },
        { { US_SOURCE_URL, US_STRING_OF("") },
          "\"http://mock:4010/shelves/7/books?branch=north&limit=5&more=%2F\"" },
        { { US_SOURCE_METHOD, US_STRING_OF("") }, "\"GET\"" },
        { { US_SOURCE_STATUS, US_STRING_OF("") }, "201" },
        { { US_SOURCE_REQUEST_PATH, US_STRING_OF("shelf") }, "7" },
        { { US_SOURCE_REQUEST_QUERY, US_STRING_OF("branch") }, "\"north\"" },
        { { US_SOURCE_REQUEST_QUERY, US_STRING_OF("limit") }, "5" },
        { { US_SOURCE_REQUEST_QUERY, US_STRING_OF("more") }, "\"/\"" },
        { { US_SOURCE_REQUEST_QUERY, US_STRING_OF("other") }, NULL },
        { { US_SOURCE_REQUEST_HEADER, US_STRING_OF("x-depth") }, "2" },
        { { US_SOURCE_REQUEST_HEADER, US_STRING_OF("x-own") }, "\"o\"" },
        { { US_SOURCE_REQUEST_HEADER, US_STRING_OF("X") }, NULL },
        { { US_SOURCE_REQUEST_BODY, US_STRING_OF("/url") }, "\"http://a/\"" },
        { { US_SOURCE_REQUEST_BODY, US_STRING_OF("/n/0") }, "1.50" },
        { { US_SOURCE_REQUEST_BODY, US_STRING_OF("/x") }, NULL },
        { { US_SOURCE_RESPONSE_HEADER, US_STRING_OF("etag") }, "\"\\\"e\\\"\"" },
        { { US_SOURCE_RESPONSE_BODY, US_STRING_OF("/id") }, "9" },
        { { US_SOURCE_RESPONSE_BODY, US_STRING_OF("") }, "{\"id\":9}" },
    };
    us_request request;
    us_reply reply;
    us_turn turn = turn_of(&request, &reply);
    us_scene scene = { .turn = &turn };
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        const us_json *value = us_expression_value(&scene, &cases[i].expression);
        us_buf out = us_buf_new(&stage.arena, 64);
        if (value)
            us_json_write(&out, value);
        if (cases[i].text)
            assert_string_equal(out.bytes, cases[i].text);
        else
            assert_null(value);
    }
}

static void pieces_make_a_text(void **state)
{
    (void)state;
    const us_expression pieces[] = { { US_SOURCE_TEXT, US_STRING_OF("n=") },
                                     { US_SOURCE_REQUEST_PATH, US_STRING_OF("shelf") } };
    const us_expression none[] = { { US_SOURCE_TEXT, US_STRING_OF("n=") },
                                   { US_SOURCE_REQUEST_BODY, US_STRING_OF("/x") } };
    us_request request;
    us_reply reply;
    us_turn turn = turn_of(&request, &reply);
    us_scene scene = { .turn = &turn };
    assert_string_equal(us_arena_copy(&stage.arena, us_template_text(&scene, pieces, 2)).bytes,
                        "n=7");
    assert_int_equal(us_json_kind(us_template_value(&scene, pieces, 2)), cJSON_String);
    assert_int_equal(us_json_kind(us_template_value(&scene, pieces + 1, 1)), cJSON_Number);
    assert_null(us_template_text(&scene, none, 2).bytes);
    assert_null(us_template_value(&scene, none, 2));
    assert_int_equal(us_template_text(&scene, none, 0).length, 0);
}

static void the_origin_is_as_the_client_says(void **state)
{
    (void)state;
    us_request request;
    us_reply reply;
    us_turn turn = turn_of(&request, &reply);
    request.encrypted = true;
    assert_string_equal(us_turn_origin(&turn).bytes, "https://mock:4010");
    request.fields = 0;
    assert_string_equal(us_turn_origin(&turn).bytes, "https://localhost");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_source_has_a_value),
        CASE(pieces_make_a_text),
        CASE(the_origin_is_as_the_client_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
