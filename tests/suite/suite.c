/* From the schemas of test files to checkers, and from a test to a verdict. */
#include "suite/suite.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/console.h"

/* ---- The file ------------------------------------------------------------------------------------ */

void suite_stop(const char *path, const char *message)
{
    fprintf(stderr, "%s: %s\n", path, message);
    exit(3);
}

const us_json *suite_read(us_arena *arena, const char *path)
{
    us_json_error error;
    us_text text;
    const us_json *root;

    if (!us_read_file(arena, path, &text))
        exit(3);
    root = us_json_read(arena, text, NULL, &error);
    if (!root)
        suite_stop(path, error.message);
    return root;
}

const us_json *suite_member(const us_json *object, const char *name)
{
    return us_json_member(object, us_text_of(name));
}

us_text suite_text(const us_json *object, const char *name)
{
    const us_json *value = suite_member(object, name);

    return value && us_json_kind(value) == cJSON_String ? us_json_string(value) : US_TEXT("");
}

void suite_add(suite_cases *cases, us_arena *arena, const char *path)
{
    const us_json *item = us_json_first(suite_read(arena, path));

    for (; item; item = us_json_next(item)) {
        if (cases->count == cases->capacity) {
            suite_case *old = cases->list;

            cases->capacity = 2 * cases->capacity + 64;
            cases->list = US_NEW_ARRAY(arena, suite_case, cases->capacity);
            for (unsigned i = 0; i < cases->count; i++)
                cases->list[i] = old[i];
        }
        cases->list[cases->count++] = (suite_case){ path, item };
    }
}

/* ---- The schemas --------------------------------------------------------------------------------- */

/* The schemas of some cases, compiled together. */
typedef struct suite {
    us_arena arena;
    gen *g;
    us_loader *loader;
    us_program *program;
    suite_schema *schema; /* of each case */
    unsigned schemas;
} suite;

static void set_fault(suite *s, const char *fault)
{
    for (unsigned i = 0; i < s->schemas; i++)
        s->schema[i].fault = fault;
}

static void refuse(suite *s)
{
    us_buf buf = us_buf_new(&s->arena, 1024);

    gen_write_diagnostics(s->g, &buf);
    set_fault(s, us_buf_text(&buf).bytes);
}

/* The passes that a whole API goes through, too. NULL after errors. */
static gen_api *understand(suite *s, const us_json *schema)
{
    us_buf text = us_buf_new(&s->arena, 1024);
    const char *path = us_arena_print(&s->arena, "schema-%u.json", s->g->sources).bytes;
    gen_node *root;
    gen_api *api;

    us_json_write(&text, schema);
    root = gen_load(s->g, gen_add_source(s->g, path, us_buf_text(&text)));
    if (root)
        gen_resolve(s->g, root);
    if (s->g->errors)
        return NULL;
    api = gen_schema_api(s->g, root);
    gen_lower(s->g, api);
    if (s->g->errors == 0)
        gen_judge(s->g, api);
    return s->g->errors ? NULL : api;
}

static gen_api **understand_all(suite *s, const suite_case *cases)
{
    gen_api **api = US_NEW_ARRAY(&s->arena, gen_api *, s->schemas);

    for (unsigned i = 0; i < s->schemas; i++) {
        api[i] = understand(s, suite_member(cases[i].json, "schema"));
        if (!api[i])
            return NULL;
    }
    return api;
}

static void compile_patterns(suite *s, suite_schema *schema, const us_api *api)
{
    schema->pattern = US_NEW_ARRAY(&s->arena, us_pattern *, api->patterns + 1);
    for (; schema->patterns < api->patterns; schema->patterns++) {
        us_string source = api->pattern[schema->patterns];
        us_text message = { 0 };
        size_t offset;
        us_pattern *pattern = us_pattern_compile(
            &s->arena, (us_text){ source.bytes, source.length }, &message, &offset);

        schema->pattern[schema->patterns] = pattern;
        if (!pattern) {
            schema->fault = us_arena_print(&s->arena, "the pattern \"%s\": %.*s", source.bytes,
                                           (int)message.length, message.bytes)
                                .bytes;
            return;
        }
    }
}

static void compile(suite *s, gen_api *const *api, const char *cc)
{
    static char error[65536];

    if (cc)
        s->program = us_program_compile_with(cc, NULL, gen_emit(s->g, api, s->schemas, false),
                                             error, sizeof error);
    else
        s->program = us_program_of(s->g, api, s->schemas, error, sizeof error);
    if (!s->program) {
        set_fault(s, us_arena_print(&s->arena, "%s", error).bytes);
        return;
    }
    for (unsigned i = 0; i < s->schemas; i++) {
        const us_api *compiled = us_program_module(s->program)->api[i];

        s->schema[i].check = compiled->operation[0]->body->media[0].check;
        s->schema[i].shape = compiled->operation[0]->response[0].media[0].shape;
        compile_patterns(s, &s->schema[i], compiled);
    }
}

static void open_suite(suite *s, const suite_case *cases, unsigned count,
                       const suite_options *options)
{
    gen_api **api;

    *s = (suite){ .g = gen_new(), .schemas = count };
    s->schema = US_NEW_ARRAY(&s->arena, suite_schema, count);
    s->g->formats_annotate = options->annotate;
    s->loader = us_loader_new(s->g, &options->settings);
    if (!s->loader)
        exit(3);
    api = understand_all(s, cases);
    if (api)
        compile(s, api, options->settings.cc);
    else
        refuse(s);
}

static void close_suite(suite *s)
{
    for (unsigned i = 0; i < s->schemas; i++) {
        for (unsigned j = 0; j < s->schema[i].patterns; j++)
            us_pattern_free(s->schema[i].pattern[j]);
    }
    if (s->program)
        us_program_free(s->program);
    us_loader_free(s->loader);
    gen_free(s->g);
    us_arena_free(&s->arena);
}

void suite_each(const suite_cases *cases, const suite_options *options, suite_visit *visit,
                void *context)
{
    unsigned step = options->settings.cc ? cases->count : 1;

    for (unsigned i = 0; i < cases->count; i += step) {
        suite s;

        open_suite(&s, cases->list + i, step, options);
        for (unsigned j = 0; j < step; j++)
            visit(context, &cases->list[i + j], &s.schema[j]);
        close_suite(&s);
    }
}

/* ---- A test -------------------------------------------------------------------------------------- */

bool suite_run(const suite_schema *s, us_check *ck, us_arena *arena, const us_json *test)
{
    const us_json *data = suite_member(test, "data");
    bool valid = us_json_kind(suite_member(test, "valid")) == cJSON_True;

    us_check_begin(ck, arena, data, s->pattern);
    ck->contents = suite_member(test, "contents") != NULL;
    if (s->check)
        s->check(ck, data);
    return !ck->limit && ck->failed == !valid;
}

void suite_print_wrong(const char *path, const us_json *group, const us_json *test,
                       const us_check *ck)
{
    us_text outer = suite_text(group, "description"), inner = suite_text(test, "description");

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
