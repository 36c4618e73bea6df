/* What is made of a schema is valid: the schemas of files in the public JSON Schema test suite's format, as
 * far as they have a valid instance at all.
 *
 *   made_test FILE...
 *
 * A schema for which nothing is made is a failure, unless no test of it has a valid instance. What is made is
 * checked twice: by the maker, and here again from its text. */
#include <stdio.h>

#include "runtime/make.h"
#include "suite/suite.h"

static struct {
    unsigned passed, failed;
} tally;

static bool has_valid_instance(const us_json *tests)
{
    for (const us_json *test = us_json_first(tests); test; test = us_json_next(test))
        if (us_json_kind(suite_member(test, "valid")) == cJSON_True)
            return true;
    return false;
}

static bool is_valid(us_arena *arena, const suite_schema *s, us_text text)
{
    us_json_error error;
    const us_json *value = us_json_read(arena, text, NULL, &error);
    us_check ck;

    if (!value || !s->check)
        return value != NULL;
    us_check_begin(&ck, arena, value, s->pattern);
    s->check(&ck, value);
    return !ck.limit && !ck.failed;
}

static void run_case(void *context, const suite_case *c, const suite_schema *s)
{
    const us_making making = { s->shape, s->check, s->pattern, US_EITHER };
    us_text description = suite_text(c->json, "description"), why = US_TEXT("");
    us_arena arena = { 0 };
    us_text text;

    (void)context;
    if (s->fault || !has_valid_instance(suite_member(c->json, "tests")))
        return;
    text = us_make_plain(&arena, &making, &why);
    if (text.bytes && is_valid(&arena, s, text)) {
        tally.passed++;
    } else {
        printf("%s: %.*s: %.*s\n", c->path, (int)description.length, description.bytes,
               (int)why.length, why.bytes);
        tally.failed++;
    }
    us_arena_free(&arena);
}

int main(int argc, char **argv)
{
    suite_options options = { 0 };
    suite_cases cases = { 0 };
    us_arena arena = { 0 };

    for (int i = 1; i < argc; i++)
        suite_add(&cases, &arena, argv[i]);
    suite_each(&cases, &options, run_case, NULL);
    us_arena_free(&arena);
    printf("%u passed, %u failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || tally.passed == 0;
}
