/* Runs files of the public JSON Schema test suite's format: the compiler makes C from each schema, libtcc
 * compiles it in memory, and the checker decides about each instance.
 *
 *   keywords_test [--cc=CC] FILE...
 *
 * With --cc, the C compiler gets all of it, as for a server that `understudy build` makes: its verbs are then the
 * inlined ones of understudy_fast.h.
 *
 * A test may have a member of our own, "violations": [{"code", "pointer", "message"}], to be found in that order;
 * the message may be left out. A schema that the compiler refuses is a failure. The public suite itself: conformance/. */
#include <stdio.h>
#include <string.h>

#include "suite/suite.h"

static struct {
    unsigned passed, failed;
} tally;

static bool is_listed(const us_violation *violation, const us_json *item)
{
    return us_text_equal(suite_text(item, "code"), us_text_of(violation->keyword)) &&
           us_text_equal(suite_text(item, "pointer"), violation->pointer) &&
           (!suite_member(item, "message") ||
            us_text_equal(suite_text(item, "message"), violation->message));
}

/* Whether exactly the violations that the test lists were found. */
static bool same_violations(const us_check *ck, const us_json *listed)
{
    const us_json *item = us_json_first(listed);

    if (listed->count != ck->violations)
        return false;
    for (unsigned i = 0; i < ck->violations; i++, item = us_json_next(item))
        if (!is_listed(&ck->violation[i], item))
            return false;
    return true;
}

static void run_test(const char *path, const suite_schema *s, const us_json *group,
                     const us_json *test)
{
    const us_json *listed = suite_member(test, "violations");
    us_arena arena = { 0 };
    us_check ck;
    bool right = suite_run(s, &ck, &arena, test) && (!listed || same_violations(&ck, listed));

    if (!right)
        suite_print_wrong(path, group, test, &ck);
    tally.passed += right;
    tally.failed += !right;
    us_arena_free(&arena);
}

static void run_case(void *context, const suite_case *c, const suite_schema *s)
{
    const us_json *tests = suite_member(c->json, "tests");
    us_text description = suite_text(c->json, "description");

    (void)context;
    if (s->fault) {
        printf("%s: %.*s: %s\n", c->path, (int)description.length, description.bytes, s->fault);
        tally.failed += tests->count;
        return;
    }
    for (const us_json *test = us_json_first(tests); test; test = us_json_next(test))
        run_test(c->path, s, c->json, test);
}

int main(int argc, char **argv)
{
    suite_options options = { 0 };
    suite_cases cases = { 0 };
    us_arena arena = { 0 };

    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--cc=", strlen("--cc=")) == 0)
            options.settings.cc = argv[i] + strlen("--cc=");
        else
            suite_add(&cases, &arena, argv[i]);
    }
    suite_each(&cases, &options, run_case, NULL);
    us_arena_free(&arena);
    printf("%u passed, %u failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || tally.passed == 0;
}
