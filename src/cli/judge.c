/* From a file with a schema to a checker that can be called. */
#include "cli/judge.h"

#include <string.h>

#include "cli/console.h"
#include "cli/loader.h"
#include "cli/specs.h"

/* Takes "FILE#/pointer" apart; the pointer is empty for the whole file. */
static const char *split_schema(us_arena *arena, const char *schema, us_text *pointer)
{
    const char *mark = strrchr(schema, '#');

    *pointer = us_text_of(mark ? mark + 1 : "");
    if (!mark)
        return schema;
    return us_arena_copy(arena, (us_text){ schema, (size_t)(mark - schema) }).bytes;
}

static gen_node *find_schema(gen *g, unsigned file, us_text pointer)
{
    gen_node *root = gen_load(g, file);
    gen_node *schema = root ? gen_find(g, root, pointer) : NULL;

    bool old = gen_get(root, "swagger");

    if (root && pointer.length == 0 && (old || gen_get(root, "openapi")))
        gen_error(g, root->at,
                  "this is an OpenAPI document; say which of its schemas: FILE#%s/NAME",
                  old ? "/definitions" : "/components/schemas");
    else if (root && !schema)
        gen_error(g, root->at, "there is nothing at %s", gen_show(g, pointer));
    if (schema)
        gen_resolve_schema(g, root, schema);
    return g->errors ? NULL : schema;
}

/* The C of the schema's checker. US_EXIT_BROKEN: there are diagnostics. */
static enum us_exit generate(const us_specs *specs, const char *schema, const gen_file **files)
{
    gen *g = specs->g;
    us_text pointer, text;
    const char *path = split_schema(&g->arena, schema, &pointer);
    gen_node *node;
    gen_api *api;

    if (!us_read_file(&g->arena, path, &text))
        return US_EXIT_WORLD;
    unsigned file = gen_take_source(g, path, text);
    us_loader_name(specs->loader, file);
    node = find_schema(g, file, pointer);
    if (!node)
        return US_EXIT_BROKEN;
    api = gen_schema_api(g, node);
    gen_lower(g, api); /* and no gen_judge: a schema that nothing satisfies is a schema, too */
    if (g->errors)
        return US_EXIT_BROKEN;
    *files = gen_emit(g, &api, 1, false);
    return US_EXIT_FINE;
}

static enum us_exit compile_patterns(us_judge *j)
{
    j->pattern = US_NEW_ARRAY(&j->arena, us_pattern *, j->api->patterns + 1);
    for (unsigned i = 0; i < j->api->patterns; i++) {
        us_string source = j->api->pattern[i];
        us_text message;
        size_t offset;

        j->pattern[i] = us_pattern_compile(&j->arena, (us_text){ source.bytes, source.length },
                                           &message, &offset);
        if (!j->pattern[i]) {
            us_complain("the pattern '%s': %.*s", source.bytes, (int)message.length, message.bytes);
            return US_EXIT_BROKEN;
        }
    }
    return US_EXIT_FINE;
}

static enum us_exit compile(us_judge *j, const char *cc, const gen_file *files)
{
    static char error[65536];

    j->program = cc ? us_program_compile_with(cc, NULL, files, error, sizeof error)
                    : us_program_compile(files, error, sizeof error);
    if (!j->program) {
        us_complain("%s", error);
        return US_EXIT_WORLD;
    }
    j->api = us_program_module(j->program)->api[0];
    j->check = j->api->operation[0]->body->media[0].check;
    return compile_patterns(j);
}

enum us_exit us_judge_open(us_judge *j, const us_settings *settings)
{
    us_specs specs = { .g = gen_new() };
    const gen_file *files = NULL;
    enum us_exit code = US_EXIT_WORLD;

    us_specs_tell(specs.g, settings);
    specs.loader = us_loader_new(specs.g, settings);
    if (specs.loader)
        code = generate(&specs, settings->schema, &files);
    us_specs_print_diagnostics(&specs);
    if (code == US_EXIT_FINE || code == US_EXIT_BROKEN)
        code = us_specs_judge_allowed(specs.g, code);
    if (code == US_EXIT_FINE)
        code = compile(j, settings->cc, files);
    us_specs_free(&specs);
    return code;
}

void us_judge_close(us_judge *j)
{
    for (unsigned i = 0; j->pattern && i < j->api->patterns; i++)
        us_pattern_free(j->pattern[i]);
    us_program_free(j->program);
    us_arena_free(&j->arena);
}
