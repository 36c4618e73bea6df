/* Any bytes as a query: the first says for which parameter and in which dialect, the rest is the query. What is read is
 * a value that can be written as JSON, or there is a reason why not; and the query that messages would show for the
 * value, when it is short and flat, is read as the same value again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/parameter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAMED(literal) .name = US_STRING_OF(literal)

static const us_reading number = { .types = US_NUMBER | US_NULL },
                        numbers = { .types = US_ARRAY, .item = &number };
static const us_reading inner[] = {
    { NAMED("id"), .types = US_INTEGER },
    { NAMED("tags"), .types = US_ARRAY, .item = &number },
    { NAMED("in"), .types = US_OBJECT | US_STRING, .member = inner, .members = 3 },
};
static const us_reading object = { .types = US_OBJECT, .member = inner, .members = 3 },
                        open = { .types = US_OBJECT },
                        lists = { .types = US_ARRAY, .item = &numbers },
                        either = { .types = US_ARRAY | US_STRING, .item = &object };

#define QUERY_PARAMETER(kind, how, apart)                                                          \
    {                                                                                              \
        NAMED("p"), .in = US_IN_QUERY, .style = how, .explode = apart, .reading = &kind            \
    }
static const us_parameter parameters[] = {
    QUERY_PARAMETER(numbers, US_STYLE_FORM, 1), QUERY_PARAMETER(numbers, US_STYLE_PIPE, 0),
    QUERY_PARAMETER(object, US_STYLE_DEEP, 1),  QUERY_PARAMETER(object, US_STYLE_FORM, 1),
    QUERY_PARAMETER(open, US_STYLE_FORM, 0),    QUERY_PARAMETER(lists, US_STYLE_SPACE, 0),
    QUERY_PARAMETER(either, US_STYLE_FORM, 1),
};
#define PARAMETERS (sizeof parameters / sizeof *parameters)

static void check_any(us_check *ck, const us_json *value)
{
    (void)ck;
    (void)value;
}

static void fail(const char *why, us_text text)
{
    fprintf(stderr, "%s: %.*s\n", why, (int)text.length, text.bytes);
    abort();
}

static us_parameter_value read_query(us_arena *arena, const us_parameter *parameter, us_text query)
{
    const us_operation operation = { .parameter = parameter, .parameters = 1 };
    us_request request = { .query = query };
    us_turn turn = { .arena = arena, .request = &request, .operation = &operation };
    us_parameter_value nothing = { 0 };
    return us_pairs_of_query(arena, query, &turn.query) ? nothing
                                                        : us_parameter_read(&turn, parameter);
}

/* Short, and without lists and objects inside: what the sample shows whole. */
static bool is_shown_whole(const us_json *value)
{
    if (value->count == 0 || value->count > 3)
        return false;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
        if (us_json_kind(child) == cJSON_Array || us_json_kind(child) == cJSON_Object ||
            child->length > 40 || child->key_length > 40 ||
            (child->node.string && !child->key_length))
            return false;
    return true;
}

static void check_sample(us_arena *arena, const us_parameter *parameter, const us_json *value)
{
    us_text sample = us_parameter_sample(arena, parameter, value);
    us_parameter_value again = read_query(arena, parameter, sample);
    if (!again.value || !us_json_equal(value, again.value))
        fail("the sample is another value", sample);
}

static void check_value(us_arena *arena, const us_json *value)
{
    us_buf out = us_buf_new(arena, 256);
    us_json_error error;
    us_json_write(&out, value);
    const us_json *again = us_json_read(arena, us_buf_text(&out), NULL, &error);
    if (!again || !us_json_equal(value, again))
        fail("the value is another when it is read again", us_buf_text(&out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_arena arena = { 0 };
    us_text input = us_text_slice((us_text){ (const char *)data, size }, 0, 4000);
    unsigned first = size > 0 ? data[0] : 0;
    const us_dialect dialect = { (enum us_array_dialect)(first / PARAMETERS % US_ARRAY_DIALECTS),
                                 (enum us_object_dialect)(first / PARAMETERS %
                                                          US_OBJECT_DIALECTS) };
    us_parameter parameter = us_dialect_parameter(dialect, &parameters[first % PARAMETERS]);
    parameter.check = check_any;
    us_parameter_value read = read_query(&arena, &parameter, us_text_slice(input, 1, input.length));

    if (read.value)
        check_value(&arena, read.value);
    else if (read.count > 0 && !read.fault)
        fail("nothing is read, for no reason", input);
    if (read.value && is_shown_whole(read.value))
        check_sample(&arena, &parameter, read.value);
    us_arena_free(&arena);
    return 0;
}
