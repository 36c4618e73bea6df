/* Accept: there is an answer, or 406, and that only when something is asked for. */
#include "field_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    test_stage *stage = field_stage(NULL);
    us_text value = field_value(stage, data, size);
    unsigned status =
        field_ask(stage, "GET", "/shelves/1/books?branch=n", "Accept", "Bearer x", value);
    bool nothing = us_text_equal(stage->reply.problem, US_TEXT("no-answer")); /* of that type */
    if (status != 200 && status != 406 && !nothing)
        field_fail("Accept alone does that", value);
    if (status == 406 && (value.length == 0 || us_text_equal(value, US_TEXT("*/*"))))
        field_fail("everything is accepted, and it is 406", value);
    us_arena_reset(&stage->arena);
    return 0;
}
