/* The public JSON Schema test suite, a draft at a time, through the compiler, libtcc and the runtime.
 *
 *   conformance_test [--bless] SUITE EXCEPTIONS DOCUMENT DRAFT required|optional
 *
 * SUITE is the folder that holds tests/<draft>/ and remotes/; the remotes are what http://localhost:1234/ names in
 * its schemas, and the network is never used. A test that goes wrong fails the run unless EXCEPTIONS lists it; one
 * that is listed and goes right fails it, too. DOCUMENT has the tables, which --bless rewrites.
 *
 * The required files hold `format` for an annotation, the optional ones for an assertion. Without the suite the
 * status is 77: skipped. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exceptions.h"
#include "suite/suite.h"
#include "table.h"

#define SKIPPED 77

/* A draft, required or optional. */
typedef struct conformance {
    us_arena arena;
    us_text folder; /* SUITE/tests/<draft>/ */
    us_text draft;
    const char *set;
    bool optional;
    suite_options options;
    exceptions known;
    unsigned wrong; /* what the run fails for */
    table_row *row, **last;
} conformance;

/* ---- A test ---------------------------------------------------------------------------------------- */

static void print_fault(const char *path, const exceptions_name *name, const char *fault)
{
    printf("%s: %.*s: %.*s: %s\n", path, (int)name->group.length, name->group.bytes,
           (int)name->test.length, name->test.bytes, fault);
}

static void count(conformance *c, table_row *row, const exceptions_name *name, bool right,
                  bool known)
{
    if (right && known)
        print_fault(c->known.path, name, "is listed, but goes right: take it out");
    c->wrong += right == known;
    *(right ? &row->passed : known ? &row->listed : &row->failed) += 1;
}

static void run_test(conformance *c, const suite_schema *s, const us_json *group,
                     const us_json *test, table_row *row)
{
    exceptions_name name = { c->draft, row->file, suite_text(group, "description"),
                             suite_text(test, "description") };
    us_arena arena = { 0 };
    us_check ck;
    bool right = !s->fault && suite_run(s, &ck, &arena, test);
    bool known = exceptions_find(&c->known, &name);

    if (!right && !known && s->fault)
        print_fault(row->file.bytes, &name, s->fault);
    else if (!right && !known)
        suite_print_wrong(row->file.bytes, group, test, &ck);
    count(c, row, &name, right, known);
    us_arena_free(&arena);
}

/* ---- A file ---------------------------------------------------------------------------------------- */

static void run_case(void *context, const suite_case *item, const suite_schema *s)
{
    conformance *c = context;
    const us_json *test = us_json_first(suite_member(item->json, "tests"));

    for (; test; test = us_json_next(test))
        run_test(c, s, item->json, test, *c->last);
}

static void run_file(conformance *c, const char *path)
{
    us_arena arena = { 0 };
    suite_cases cases = { 0 };
    table_row *row = US_NEW(&c->arena, table_row);

    row->file = us_arena_copy(&c->arena, us_text_of(path + c->folder.length));
    *c->last = row;
    suite_add(&cases, &arena, path);
    suite_each(&cases, &c->options, run_case, c);
    c->last = &row->next;
    us_arena_free(&arena);
}

/* All files of one folder, in the order of their names. */
static void run_folder(conformance *c, const char *below)
{
    us_text pattern = us_arena_print(&c->arena, "%s%s*.json", c->folder.bytes, below);
    glob_t found;

    if (glob(pattern.bytes, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            run_file(c, found.gl_pathv[i]);
        globfree(&found);
    }
}

/* ---- The run --------------------------------------------------------------------------------------- */

/* What --dialect calls the draft of a folder. */
static const char *dialect_of(const char *draft)
{
    return strchr(draft, '-') ? draft + strlen("draft") : draft;
}

static void open_conformance(conformance *c, const char *suite, const char *known,
                             const char *draft, const char *set)
{
    *c = (conformance){ .draft = us_text_of(draft), .set = set };
    c->optional = strcmp(set, "optional") == 0;
    c->last = &c->row;
    c->folder = us_arena_print(&c->arena, "%s/tests/%s/", suite, draft);
    c->known = exceptions_read(&c->arena, known);
    c->options.settings.dialect = dialect_of(draft);
    c->options.settings.map.word[0] =
        us_arena_print(&c->arena, "http://localhost:1234/=%s/remotes", suite).bytes;
    c->options.settings.map.count = 1;
    c->options.annotate = !c->optional;
}

static void run(conformance *c)
{
    run_folder(c, c->optional ? "optional/" : "");
    if (c->optional)
        run_folder(c, "optional/format/");
    c->wrong += exceptions_print_unmet(&c->known, c->draft, c->optional);
}

static void report(conformance *c, const char *suite, const char *document, bool bless)
{
    us_text reasons = exceptions_explain(&c->known, &c->arena, c->draft, c->optional);
    us_text block = table_print(&c->arena, c->draft, c->set, c->row, reasons);

    if (bless)
        table_bless(&c->arena, document, block);
    else if (table_is_about(&c->arena, document, suite) &&
             !table_compare(&c->arena, document, block))
        c->wrong++;
}

int main(int argc, char **argv)
{
    bool bless = argc > 1 && strcmp(argv[1], "--bless") == 0;
    char **argument = argv + 1 + bless;
    conformance c;

    if (argc - bless != 6) {
        fprintf(stderr, "usage: conformance_test [--bless] SUITE EXCEPTIONS DOCUMENT DRAFT "
                        "required|optional\n");
        return 2;
    }
    open_conformance(&c, argument[0], argument[1], argument[3], argument[4]);
    run(&c);
    if (!c.row) {
        printf("there is no suite in %s (on Debian: libtest-json-schema-acceptance-perl)\n",
               argument[0]);
        us_arena_free(&c.arena);
        return SKIPPED;
    }
    report(&c, argument[0], argument[2], bless);
    us_arena_free(&c.arena);
    return c.wrong > 0 && !bless;
}
