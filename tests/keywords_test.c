/* Runs files of the public JSON Schema test suite's format: the compiler makes C from each schema, libtcc
 * compiles it in memory, and the checker decides about each instance.
 *
 *   keywords_test [--allow-refused] FILE...
 *
 * A test may have a member of our own, "violations": [{"code", "pointer"}], to be found in that order. A
 * schema that the compiler refuses is a failure, unless --allow-refused says to count it only, as for the
 * public suite, which has keywords that we refuse. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/pattern.h"
#include "cli/toolchain.h"
#include "gen/gen.h"
#include "runtime/check.h"

static struct {
    unsigned passed, failed, refused;
    bool allow_refused;
} tally;

/* A schema, compiled. */
typedef struct schema {
    us_arena arena;
    gen *g;
    us_program *program;
    us_checker *check; /* NULL: anything is valid */
    us_pattern **pattern;
    unsigned patterns;
    const char *fault; /* why there is none, or NULL */
    bool refused;      /* by the compiler, with diagnostics */
} schema;

/* ---- The file ------------------------------------------------------------------------------------ */

static void stop(const char *path, const char *message)
{
    fprintf(stderr, "%s: %s\n", path, message);
    exit(3);
}

static us_text read_file(us_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    us_buf buf = us_buf_new(arena, 1 << 16);
    char bytes[4096];
    size_t length;

    if (!file)
        stop(path, "cannot be read");
    while ((length = fread(bytes, 1, sizeof(bytes), file)) > 0)
        us_buf_add(&buf, (us_text){ bytes, length });
    fclose(file);
    return us_buf_text(&buf);
}

static const us_json *member(const us_json *object, const char *name)
{
    return us_json_member(object, us_text_of(name));
}

static us_text text_of(const us_json *object, const char *name)
{
    const us_json *value = member(object, name);

    return value ? us_json_string(value) : US_TEXT("");
}

/* ---- The schema ---------------------------------------------------------------------------------- */

static void refuse(schema *s)
{
    us_buf buf = us_buf_new(&s->arena, 1024);

    gen_write_diagnostics(s->g, &buf);
    s->fault = us_buf_text(&buf).bytes;
    s->refused = true;
}

static const gen_file *generate(schema *s, const us_json *value)
{
    us_buf text = us_buf_new(&s->arena, 1024);
    gen_node *root;
    gen_api *api;

    us_json_write(&text, value);
    root = gen_load(s->g, gen_add_source(s->g, "schema.json", us_buf_text(&text)));
    if (root)
        gen_resolve(s->g, root);
    if (s->g->errors)
        return NULL;
    api = gen_schema_api(s->g, root);
    gen_lower(s->g, api);
    return s->g->errors ? NULL : gen_emit(s->g, &api, 1, false);
}

static void compile_patterns(schema *s, const us_api *api)
{
    s->pattern = US_NEW_ARRAY(&s->arena, us_pattern *, api->patterns + 1);
    for (; s->patterns < api->patterns; s->patterns++) {
        us_string source = api->pattern[s->patterns];
        us_text message = { 0 };
        size_t offset;

        s->pattern[s->patterns] = us_pattern_compile(
            &s->arena, (us_text){ source.bytes, source.length }, &message, &offset);
        if (!s->pattern[s->patterns]) {
            s->fault = us_arena_print(&s->arena, "the pattern \"%s\": %.*s", source.bytes,
                                      (int)message.length, message.bytes)
                           .bytes;
            return;
        }
    }
}

static void open_schema(schema *s, const us_json *value)
{
    static char error[65536];
    const gen_file *files;
    const us_api *api;

    *s = (schema){ .g = gen_new() };
    files = generate(s, value);
    if (!files) {
        refuse(s);
        return;
    }
    s->program = us_program_compile(files, error, sizeof(error));
    if (!s->program) {
        s->fault = error;
        return;
    }
    api = us_program_module(s->program)->api[0];
    s->check = api->operation[0]->body->media[0].check;
    compile_patterns(s, api);
}

static void close_schema(schema *s)
{
    for (unsigned i = 0; i < s->patterns; i++)
        us_pattern_free(s->pattern[i]);
    if (s->program)
        us_program_free(s->program);
    gen_free(s->g);
    us_arena_free(&s->arena);
}

/* ---- A test -------------------------------------------------------------------------------------- */

/* Whether exactly the violations that the test lists were found. */
static bool same_violations(const us_check *ck, const us_json *listed)
{
    const us_json *item = us_json_first(listed);

    if (listed->count != ck->violations)
        return false;
    for (unsigned i = 0; i < ck->violations; i++, item = us_json_next(item))
        if (!us_text_equal(text_of(item, "code"), us_text_of(ck->violation[i].keyword)) ||
            !us_text_equal(text_of(item, "pointer"), ck->violation[i].pointer))
            return false;
    return true;
}

static void print_failure(const char *path, const us_json *group, const us_json *test,
                          const us_check *ck)
{
    us_text outer = text_of(group, "description"), inner = text_of(test, "description");

    printf("%s: %.*s: %.*s: ", path, (int)outer.length, outer.bytes, (int)inner.length,
           inner.bytes);
    if (ck->limit)
        printf("gave up: %s\n", ck->limit_reason);
    else
        printf("%s\n", ck->failed ? "found invalid" : "found valid");
    for (unsigned i = 0; i < ck->violations; i++)
        printf("    %s at \"%.*s\": %s\n", ck->violation[i].keyword,
               (int)ck->violation[i].pointer.length, ck->violation[i].pointer.bytes,
               ck->violation[i].message.bytes);
}

static void run_test(const char *path, const schema *s, const us_json *group, const us_json *test)
{
    const us_json *data = member(test, "data"), *listed = member(test, "violations");
    bool valid = us_json_kind(member(test, "valid")) == cJSON_True;
    us_arena arena = { 0 };
    us_check ck;
    bool right;

    us_check_begin(&ck, &arena, data, s->pattern);
    if (s->check)
        s->check(&ck, data);
    right = !ck.limit && ck.failed == !valid && (!listed || same_violations(&ck, listed));
    if (!right)
        print_failure(path, group, test, &ck);
    tally.passed += right;
    tally.failed += !right;
    us_arena_free(&arena);
}

static void run_group(const char *path, const us_json *group)
{
    const us_json *tests = member(group, "tests");
    us_text description = text_of(group, "description");
    schema s;

    open_schema(&s, member(group, "schema"));
    if (s.fault) {
        bool allowed = s.refused && tally.allow_refused;

        printf("%s: %.*s: %s\n", path, (int)description.length, description.bytes, s.fault);
        *(allowed ? &tally.refused : &tally.failed) += tests->count;
    } else {
        for (const us_json *test = us_json_first(tests); test; test = us_json_next(test))
            run_test(path, &s, group, test);
    }
    close_schema(&s);
}

static void run_file(const char *path)
{
    us_arena arena = { 0 };
    us_json_error error;
    const us_json *groups = us_json_read(&arena, read_file(&arena, path), NULL, &error);

    if (!groups)
        stop(path, error.message);
    for (const us_json *group = us_json_first(groups); group; group = us_json_next(group))
        run_group(path, group);
    us_arena_free(&arena);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--allow-refused") == 0)
            tally.allow_refused = true;
        else
            run_file(argv[i]);
    }
    printf("%u passed, %u failed, %u refused\n", tally.passed, tally.failed, tally.refused);
    return tally.failed > 0 || tally.passed == 0;
}
