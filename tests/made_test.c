/* What is made of a schema is valid: the schemas of files in the public JSON Schema test suite's format, as
 * far as they have a valid instance at all.
 *
 *   made_test FILE...
 *
 * A schema for which no plain instance is made is a failure, unless no test of it has a valid instance; of the
 * random ones some need not be found. What is made is checked twice: by the maker, and here again from its
 * text. */
#include <stdio.h>

#include "runtime/make.h"
#include "suite/suite.h"

/* Random instances of each schema, and how many of a hundred may fail to be found. */
enum { SEEDS = 20, UNLUCKY_MOST = 2 };

static struct {
    unsigned passed, failed, unlucky;
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
    for (unsigned contents = 0; contents < 2; contents++) {
        us_check_begin(&ck, arena, value, s->pattern);
        ck.contents = contents;
        s->check(&ck, value);
        if (ck.limit || ck.failed)
            return false;
    }
    return true;
}

static void say(const suite_case *c, uint64_t seed, const char *what, us_text why)
{
    us_text description = suite_text(c->json, "description");

    printf("%s: %.*s: seed %u: %s: %.*s\n", c->path, (int)description.length, description.bytes,
           (unsigned)seed, what, (int)why.length, why.bytes);
}

/* Seed 0 stands for the plainest. */
static void make(const suite_case *c, const suite_schema *s, uint64_t seed)
{
    const us_making making = {
        .shape = s->shape, .check = s->check, .pattern = s->pattern, .direction = US_EITHER
    };
    us_arena arena = { 0 };
    us_text why = US_TEXT("");
    us_text text =
        seed ? us_make_random(&arena, &making, seed, &why) : us_make_plain(&arena, &making, &why);

    if (text.bytes && is_valid(&arena, s, text)) {
        tally.passed++;
    } else if (!text.bytes && seed > 0) {
        tally.unlucky++;
        say(c, seed, "nothing was found", why);
    } else {
        tally.failed++;
        say(c, seed, text.bytes ? "it is not valid" : "nothing was made", why);
    }
    us_arena_free(&arena);
}

/* Each variant is what it says of itself: valid, or not. */
static void make_variants(const suite_case *c, const suite_schema *s)
{
    const us_making making = {
        .shape = s->shape, .check = s->check, .pattern = s->pattern, .direction = US_EITHER
    };
    us_arena arena = { 0 };
    us_text why = US_TEXT("");
    us_variants list = us_make_variants(&arena, &making, &why);

    for (unsigned i = 0; i < list.count; i++) {
        const us_variant *v = &list.variant[i];

        if (is_valid(&arena, s, v->body) == v->contract) {
            tally.passed++;
        } else {
            tally.failed++;
            say(c, i + 1, "the variant is not as it says", v->what);
        }
    }
    if (list.count == 0) {
        tally.failed++;
        say(c, 0, "there are no variants", why);
    }
    us_arena_free(&arena);
}

static void run_case(void *context, const suite_case *c, const suite_schema *s)
{
    (void)context;
    if (s->fault || !has_valid_instance(suite_member(c->json, "tests")))
        return;
    for (uint64_t seed = 0; seed <= SEEDS; seed++)
        make(c, s, seed);
    make_variants(c, s);
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
    printf("%u passed, %u failed, %u not found\n", tally.passed, tally.failed, tally.unlucky);
    return tally.failed > 0 || tally.passed == 0 ||
           tally.unlucky * 100 > tally.passed * UNLUCKY_MOST;
}
