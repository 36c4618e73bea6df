/* The strict reader on any bytes. What it reads it must write so that it reads the same; what it
 * refuses it must refuse with a place inside the text; and cJSON accepts whatever it accepts. */
#include <assert.h>
#include <stdint.h>

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_refusal(us_text text, const us_json_error *error)
{
    unsigned line, column;

    assert(error->message && error->offset <= text.length);
    us_json_position(text, error->offset, &line, &column);
    assert(line == error->line && column == error->column);
}

static void check_members(const us_json *value)
{
    uint32_t count = 0;

    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        count++;
        if (us_json_kind(value) == cJSON_Object)
            assert(us_json_member(value, us_json_key(child)) == child);
        check_members(child);
    }
    assert(count == value->count);
}

static void check_tree(us_arena *arena, us_text text, const us_json *tree)
{
    us_buf buf = us_buf_new(arena, text.length);
    us_json_error error;

    check_members(tree);
    us_json_write(&buf, tree);
    const us_json *again = us_json_read(arena, us_buf_text(&buf), NULL, &error);
    assert(again && us_json_equal(tree, again) && us_json_equal(again, tree));
    cJSON *theirs = cJSON_ParseWithLength(text.bytes, text.length);
    assert(theirs);
    cJSON_Delete(theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_text text = { (const char *)data, size };
    us_json_limits limits = { .depth = 100 };
    us_json_error error;
    us_arena arena = { 0 };

    us_json *tree = us_json_read(&arena, text, &limits, &error);
    if (tree)
        check_tree(&arena, text, tree);
    else
        check_refusal(text, &error);
    us_arena_free(&arena);
    return 0;
}
