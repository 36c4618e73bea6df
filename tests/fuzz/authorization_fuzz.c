/* Authorization, held against the one token and the one user that are known: by a reader of its own, which
 * knows nothing of what the server does. */
#include "field_fuzz.h"

#include <strings.h>

static const char known[] = "{\"Bearer\":[{\"token\":\"t-1\"}],"
                            "\"Basic\":[{\"user\":\"u\",\"password\":\"p:w\"}]}";

/* Whether the value is the scheme, blanks, and the credentials. */
static bool is_just(us_text value, const char *scheme, const char *credentials)
{
    size_t length = strlen(scheme);
    if (value.length <= length || strncasecmp(value.bytes, scheme, length) != 0 ||
        value.bytes[length] != ' ')
        return false;
    us_text rest = us_text_slice(value, length, value.length);
    return us_text_equal(us_text_trim(rest), us_text_of(credentials));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    test_stage *stage = field_stage(known);
    us_text value = field_value(stage, data, size);
    unsigned bearer = field_ask(stage, "PATCH", "/books/1", "Authorization", NULL, value);
    unsigned basic =
        field_ask(stage, "POST", "/books/1/cover?api_key=k", "Authorization", NULL, value);
    if (bearer != 401 && !is_just(value, "Bearer", "t-1"))
        field_fail("let in by a token that nobody knows", value);
    if (basic != 401 && !is_just(value, "Basic", "dTpwOnc="))
        field_fail("let in by a user that nobody knows", value);
    us_arena_reset(&stage->arena);
    return 0;
}
