/* From a folder of documents to a service, the way `understudy serve` goes. */
#include "wire_serve.h"

#include <glob.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/serving.h"
#include "cli/toolchain.h"
#include "gen/gen.h"
#include "wire_expect.h"

static void print_diagnostics(const gen *g)
{
    us_arena arena = { 0 };
    us_buf out = us_buf_new(&arena, 1024);
    gen_write_diagnostics(g, &out);
    fwrite(out.bytes, 1, out.length, stderr);
    us_arena_free(&arena);
}

static gen_api *compile_document(wire_stage *stage, us_arena *arena, const char *path,
                                 const char *fixtures)
{
    us_text text = wire_read_file(arena, path);
    gen_options options = { .fixtures = fixtures };
    if (!text.bytes)
        return NULL;
    return gen_compile(stage->g, gen_add_source(stage->g, path, text), &options);
}

static bool compile_all(wire_stage *stage, us_arena *arena, const glob_t *paths,
                        const char *fixtures, gen_api **api)
{
    bool good = paths->gl_pathc > 0;
    for (size_t i = 0; i < paths->gl_pathc; i++) {
        api[i] = compile_document(stage, arena, paths->gl_pathv[i], fixtures);
        good &= api[i] != NULL;
    }
    if (!good)
        print_diagnostics(stage->g);
    return good && stage->g->errors == 0;
}

/* A path among the options is one from the folder that they stand in. */
static bool read_credentials(wire_stage *stage, us_arena *arena, const char *folder,
                             const us_settings *settings, us_service_options *options)
{
    if (!settings->credentials)
        return true;
    us_text path = us_arena_print(arena, "%s/%s", folder, settings->credentials);
    options->credentials = us_read_credentials_file(path.bytes, us_program_module(stage->program));
    return options->credentials;
}

static bool load(wire_stage *stage, us_arena *arena, gen_api *const *api, unsigned apis,
                 const char *folder, const us_settings *settings)
{
    us_service_options options = us_serving(settings);
    char error[1024] = "";
    us_text fault;
    stage->program = us_program_of(stage->g, api, apis, error, sizeof error);
    if (!stage->program) {
        fprintf(stderr, "%s\n", error);
        return false;
    }
    if (!read_credentials(stage, arena, folder, settings, &options))
        return false;
    stage->service = us_service_new(us_program_module(stage->program), &options, &fault);
    if (!stage->service)
        fprintf(stderr, "%.*s\n", (int)fault.length, fault.bytes);
    return stage->service;
}

bool wire_settings_read(us_arena *arena, const char *path, us_settings *settings)
{
    enum { MOST = 32 };
    char *word[MOST + 1] = { NULL };
    int words = 0;
    enum us_exit code;
    us_text rest = wire_read_file(arena, path);
    while (rest.length > 0 && words < MOST) {
        size_t end = us_text_find(rest, '\n');
        us_text line = us_text_trim(us_text_slice(rest, 0, end));
        if (line.length > 0)
            word[words++] = (char *)us_arena_copy(arena, line).bytes;
        rest = us_text_slice(rest, end + 1, rest.length);
    }
    word[words++] = "the documents";
    return us_options_read(&us_command_serve, words, word, settings, &code);
}

bool wire_stage_open(wire_stage *stage, us_arena *arena, const char *specs, const char *fixtures,
                     const us_settings *settings)
{
    glob_t paths;
    us_text pattern = us_arena_print(arena, "%s/*.yaml", specs);
    *stage = (wire_stage){ .g = gen_new() };
    if (glob(pattern.bytes, 0, NULL, &paths) != 0) {
        fprintf(stderr, "%s: there is no document\n", pattern.bytes);
        return false;
    }
    gen_api **api = US_NEW_ARRAY(arena, gen_api *, paths.gl_pathc);
    bool good = compile_all(stage, arena, &paths, fixtures, api) &&
                load(stage, arena, api, (unsigned)paths.gl_pathc, specs, settings);
    globfree(&paths);
    return good;
}

void wire_stage_close(wire_stage *stage)
{
    us_service_free(stage->service);
    if (stage->program)
        us_program_free(stage->program);
    gen_free(stage->g);
}
