/* Parameters of the sample API's listBooks, a line each: a text that is sent percent-encoded as `branch`
 * and has to come back the same, then the rest of the query, the path's parameter, two headers and the
 * cookies, as they are. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static us_text next_line(us_text *rest)
{
    us_text line = us_text_slice(*rest, 0, us_text_find(*rest, '\n'));
    *rest = us_text_slice(*rest, line.length + 1, rest->length);
    return line;
}

static bool is_lower_word(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < 'a' || text.bytes[i] > 'z')
            return false;
    return text.length > 0;
}

static void fail(const char *why, test_stage *stage)
{
    fprintf(stderr, "%s: %u\n%s\n", why, stage->reply.status, stage_body(stage));
    abort();
}

static void ask(test_stage *stage, us_text shelf, us_text query, const us_field *field,
                unsigned fields)
{
    us_request request = {
        .method = US_TEXT("GET"), .query = query, .field = field, .fields = fields
    };
    request.path =
        us_arena_print(&stage->arena, "/shelves/%.*s/books", (int)shelf.length, shelf.bytes);
    us_exchange(stage->service, &stage->arena, &request, &stage->reply);
}

/* Encoded byte by byte, decoded once: the same text, so the pattern ^[a-z]+$ decides as we do. */
static void check_round_trip(test_stage *stage, us_text text)
{
    static const us_field key = { { "X-Library-Key", 13 }, { "k", 1 } };
    us_buf query = us_buf_new(&stage->arena, 64);
    us_buf_add_string(&query, "branch=");
    for (size_t i = 0; i < text.length; i++)
        us_buf_print(&query, "%%%02X", (unsigned char)text.bytes[i]);
    ask(stage, US_TEXT("1"), us_buf_text(&query), &key, 1);
    unsigned expected = !us_utf8_valid(text) ? 400 : is_lower_word(text) ? 200 : 422;
    if (stage->reply.status != expected)
        fail("a text changed on its way", stage);
}

static void check_reply(test_stage *stage)
{
    us_json_error error;
    const us_reply *reply = &stage->reply;
    if (reply->problem.length == 0)
        return;
    const us_json *problem = us_json_read(&stage->arena, reply->body, NULL, &error);
    if (!problem)
        fail("a problem is no JSON", stage);
    const us_json *validation = us_json_member(problem, US_TEXT("validation"));
    if ((validation ? validation->count : 0) > 100 ||
        (reply->violations > 0) != (validation != NULL))
        fail("violations are not counted", stage);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static test_stage stage;
    us_text rest = us_text_slice((us_text){ (const char *)data, size }, 0, 4000);
    if (!stage.service)
        stage_open(&stage);
    check_round_trip(&stage, next_line(&rest));

    us_text query = next_line(&rest);
    us_text shelf = next_line(&rest);
    us_field field[] = {
        { US_TEXT("X-Library-Key"), US_TEXT("k") }, { US_TEXT("X-Levels"), next_line(&rest) },
        { US_TEXT("X-Depth"), next_line(&rest) },   { US_TEXT("Cookie"), next_line(&rest) },
        { US_TEXT("Prefer"), next_line(&rest) },
    };
    ask(&stage, shelf, query, field, sizeof field / sizeof *field);
    check_reply(&stage);
    us_arena_reset(&stage.arena);
    return 0;
}
