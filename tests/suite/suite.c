/* From a schema in a test file to a checker, and from a test to a verdict. */
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

/* ---- The schema ---------------------------------------------------------------------------------- */

static void refuse(suite_schema *s)
{
    us_buf buf = us_buf_new(&s->arena, 1024);

    gen_write_diagnostics(s->g, &buf);
    s->fault = us_buf_text(&buf).bytes;
}

/* The passes that a whole API goes through, too. */
static const gen_file *generate(suite_schema *s, const us_json *value)
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
    if (s->g->errors == 0)
        gen_judge(s->g, api);
    return s->g->errors ? NULL : gen_emit(s->g, &api, 1, false);
}

static void compile_patterns(suite_schema *s, const us_api *api)
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

void suite_open(suite_schema *s, const us_json *value, const suite_options *options)
{
    static char error[65536];
    const gen_file *files;
    const us_api *api;

    *s = (suite_schema){ .g = gen_new() };
    s->g->formats_annotate = options->annotate;
    s->loader = us_loader_new(s->g, &options->settings);
    if (!s->loader)
        exit(3);
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

void suite_close(suite_schema *s)
{
    for (unsigned i = 0; i < s->patterns; i++)
        us_pattern_free(s->pattern[i]);
    if (s->program)
        us_program_free(s->program);
    us_loader_free(s->loader);
    gen_free(s->g);
    us_arena_free(&s->arena);
}

/* ---- A test -------------------------------------------------------------------------------------- */

bool suite_run(const suite_schema *s, us_check *ck, us_arena *arena, const us_json *test)
{
    const us_json *data = suite_member(test, "data");
    bool valid = us_json_kind(suite_member(test, "valid")) == cJSON_True;

    us_check_begin(ck, arena, data, s->pattern);
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
