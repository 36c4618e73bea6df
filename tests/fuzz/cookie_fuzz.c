/* Cookie: only one that is called as the key lets in, and a value of it that has a type is of that type. */
#define _GNU_SOURCE /* memmem */
#include "field_fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    test_stage *stage = field_stage(NULL);
    us_text value = field_value(stage, data, size);
    unsigned status = field_ask(stage, "POST", "/books/1/cover", "Cookie", NULL, value);
    bool named =
        memmem(value.bytes, value.length, "card", 4) || memchr(value.bytes, '%', value.length);
    if (status != 401 && status != 400 && !named)
        field_fail("let in without the cookie", value);
    status = field_ask(stage, "GET", "/shelves/1/books?branch=n", "Cookie", "Bearer x", value);
    if (status != 200 && status != 400 && status != 422)
        field_fail("Cookie alone does that", value);
    us_arena_reset(&stage->arena);
    return 0;
}
