/* understudy build: one executable that holds spec, validators, fixtures and server. */
#include <stdio.h>

#include "cli/cache_folder.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/rehearsal.h"
#include "cli/specs.h"

/* Rehearsed in memory first: what breaks its own contract is not built. */
static enum us_exit compile(const us_settings *settings, const us_specs *specs)
{
    static char error[65536];
    const gen_file *files = gen_emit(specs->g, specs->api, specs->apis, true);
    const char *cc = settings->cc ? settings->cc : US_DEFAULT_CC;
    us_arena arena = { 0 };
    us_program *program;
    bool built;
    enum us_exit code =
        us_rehearsed(us_program_compile(files, error, sizeof error), error, &program);

    us_program_free(program);
    if (code != US_EXIT_FINE)
        return code;
    built = us_executable_build(cc, us_cache_folder(&arena, settings), files, settings->output,
                                error, sizeof error);
    us_arena_free(&arena);
    if (built)
        return US_EXIT_FINE;
    us_complain("%s", error);
    return US_EXIT_WORLD;
}

static enum us_exit build(const us_settings *settings)
{
    us_specs specs;
    enum us_exit code;

    if (!settings->output)
        return us_options_missing(&us_command_build, &us_option_output);
    code = us_specs_read(&specs, settings);
    specs.g->with_documents = true;
    if (code == US_EXIT_FINE)
        code = compile(settings, &specs);
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_output,
    &us_option_fixtures,
    &us_option_build_cc,
    US_SPEC_OPTIONS,
    &us_option_cache,
    &us_option_no_cache,
    NULL,
};

const us_command us_command_build = {
    .name = "build",
    .arguments = "SPEC... -o FILE",
    .summary = "make one executable that stands in; needs a C compiler",
    .text =
        "Compiles the documents, their fixtures and the server into one executable that needs no\n"
        "other file. It takes the options of serve that concern the network. What the C compiler\n"
        "made is kept: the next build compiles only what has changed.",
    .example = "  understudy build spec/*.yaml -o stand-in\n"
               "  ./stand-in --port 8080\n",
    .option = options,
    .operand = "SPEC",
    .run = build,
};
