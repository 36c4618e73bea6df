/* Files in the format of the public JSON Schema test suite: a list of cases, each with a schema and tests, each
 * of these with an instance and whether it is valid. A schema goes through the whole compiler, libtcc and the
 * runtime.
 *
 * What is wrong with the files themselves ends the program with status 3. One thread. */
#ifndef SUITE_H
#define SUITE_H

#include "base/json.h"
#include "base/pattern.h"
#include "cli/loader.h"
#include "cli/toolchain.h"
#include "gen/gen.h"
#include "runtime/check.h"

/* A case of a file: its schema and the tests of it. */
typedef struct suite_case {
    const char *path;
    const us_json *json;
} suite_case;

typedef struct suite_cases {
    suite_case *list;
    unsigned count, capacity;
} suite_cases;

/* A checker, or why there is none. */
typedef struct suite_schema {
    us_checker *check;    /* NULL: anything is valid */
    const us_rule *shape; /* NULL: the same */
    us_pattern **pattern;
    unsigned patterns;
    const char *fault; /* or NULL */
} suite_schema;

/* How schemas are read. */
typedef struct suite_options {
    us_settings settings; /* of these, what a loader obeys, the dialect, and the C compiler */
    bool annotate;        /* `format` asserts nothing */
} suite_options;

/* One message on stderr, then the end with status 3. */
_Noreturn void suite_stop(const char *path, const char *message);

/* The JSON of a file. Lives in the arena. */
const us_json *suite_read(us_arena *arena, const char *path);

const us_json *suite_member(const us_json *object, const char *name); /* or NULL */
us_text suite_text(const us_json *object, const char *name); /* of a string member, or empty */

/* Adds what a file holds. Lives in the arena. */
void suite_add(suite_cases *cases, us_arena *arena, const char *path);

typedef void suite_visit(void *context, const suite_case *c, const suite_schema *s);

/* Compiles the schemas and calls `visit` for each case in order. With libtcc each is compiled by itself; a C
 * compiler, which takes long to start, gets all of them at once, and a fault of one is a fault of all. */
void suite_each(const suite_cases *cases, const suite_options *options, suite_visit *visit,
                void *context);

/* Runs the checker over the data of a test; with a member "contents" also over what its strings hold. True: what
 * it found is what the test says, and it could decide. */
bool suite_run(const suite_schema *s, us_check *ck, us_arena *arena, const us_json *test);

/* Says on stdout which test went wrong, and how. */
void suite_print_wrong(const char *path, const us_json *group, const us_json *test,
                       const us_check *ck);

#endif
