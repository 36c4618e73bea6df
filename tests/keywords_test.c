/* Runs files of the public JSON Schema test suite's format: the compiler makes C from each schema, libtcc
 * compiles it in memory, and the checker decides about each instance.
 *
 *   keywords_test FILE...
 *
 * A test may have a member of our own, "violations": [{"code", "pointer"}], to be found in that order. A
 * schema that the compiler refuses is a failure. The public suite itself: conformance/. */
#include <stdio.h>

#include "suite/suite.h"

static struct {
    unsigned passed, failed;
} tally;

/* Whether exactly the violations that the test lists were found. */
static bool same_violations(const us_check *ck, const us_json *listed)
{
    const us_json *item = us_json_first(listed);

    if (listed->count != ck->violations)
        return false;
    for (unsigned i = 0; i < ck->violations; i++, item = us_json_next(item))
        if (!us_text_equal(suite_text(item, "code"), us_text_of(ck->violation[i].keyword)) ||
            !us_text_equal(suite_text(item, "pointer"), ck->violation[i].pointer))
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

static void run_group(const char *path, const us_json *group)
{
    const us_json *tests = suite_member(group, "tests");
    us_text description = suite_text(group, "description");
    suite_schema s;

    suite_open(&s, suite_member(group, "schema"), &(suite_options){ 0 });
    if (s.fault) {
        printf("%s: %.*s: %s\n", path, (int)description.length, description.bytes, s.fault);
        tally.failed += tests->count;
    } else {
        for (const us_json *test = us_json_first(tests); test; test = us_json_next(test))
            run_test(path, &s, group, test);
    }
    suite_close(&s);
}

static void run_file(const char *path)
{
    us_arena arena = { 0 };
    const us_json *groups = suite_read(&arena, path);

    for (const us_json *group = us_json_first(groups); group; group = us_json_next(group))
        run_group(path, group);
    us_arena_free(&arena);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    printf("%u passed, %u failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || tally.passed == 0;
}
