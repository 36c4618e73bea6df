/* Prefer: a status other than the usual one was asked for by its number, or is that of a problem. */
#define _GNU_SOURCE /* memmem */
#include "field_fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    test_stage *stage = field_stage(NULL);
    us_text value = field_value(stage, data, size);
    char number[16];
    unsigned status =
        field_ask(stage, "GET", "/shelves/1/books?branch=n", "Prefer", "Bearer x", value);
    snprintf(number, sizeof number, "%u", status);
    bool asked = memmem(value.bytes, value.length, number, strlen(number)) != NULL ||
                 stage_fields(stage, "Understudy-Variant") > 0; /* which has a status of its own */
    if (status != 200 && stage->reply.problem.length == 0 && !asked)
        field_fail("nobody asked for that status", value);
    us_arena_reset(&stage->arena);
    return 0;
}
