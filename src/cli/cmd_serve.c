/* understudy serve: compile in memory, rehearse, stand in until a signal. */
#include <malloc.h>

#include "cli/cache.h"
#include "cli/commands.h"
#include "cli/rehearsal.h"
#include "cli/specs.h"
#include "server/stand_in.h"

static enum us_exit compile(us_cache *cache, const us_settings *settings, us_program **program)
{
    us_specs specs;
    enum us_exit code = us_specs_read(&specs, settings);

    if (code == US_EXIT_FINE) {
        const gen_file *files = gen_emit(specs.g, specs.api, specs.apis, false);

        code = us_rehearsed_program(settings->cc, files, program);
    }
    if (code == US_EXIT_FINE)
        us_cache_keep(cache, &specs, settings, *program);
    us_specs_free(&specs);
    return code;
}

/* What the compiler needed is given back to the system before the first request. */
static enum us_exit prepare(const us_settings *settings, us_program **program)
{
    us_cache cache;
    enum us_exit code = US_EXIT_FINE;

    us_cache_open(&cache, &us_command_serve, settings);
    *program = us_cache_take(&cache);
    if (!*program)
        code = compile(&cache, settings, program);
    us_cache_close(&cache);
    malloc_trim(0);
    return code;
}

static enum us_exit serve(const us_settings *settings)
{
    const us_stand_in_options options = {
        .host = settings->host,
        .port = settings->port,
        .threads = settings->threads,
        .body_limit = settings->body_limit,
        .no_cors = settings->no_cors,
        .strict = settings->strict,
        .quiet = settings->quiet,
    };
    us_program *program = NULL;
    enum us_exit code = prepare(settings, &program);

    if (code != US_EXIT_FINE)
        return code;
    code = (enum us_exit)us_stand_in_run(us_program_module(program), &options);
    us_program_free(program);
    return code;
}

static const us_option *const options[] = {
    &us_option_port,         &us_option_host,
    &us_option_fixtures,     &us_option_cc,
    &us_option_no_cors,      &us_option_strict,
    &us_option_body_limit,   &us_option_threads,
    &us_option_quiet,        &us_option_cache,
    &us_option_no_cache,     &us_option_map,
    &us_option_allow_remote, NULL,
};

const us_command us_command_serve = {
    .name = "serve",
    .alias = "mock",
    .arguments = "SPEC...",
    .summary = "stand in for the APIs until Ctrl-C (also: mock)",
    .text =
        "Stands in for the APIs of all the documents on one port. A request that breaks the\n"
        "contract is refused with everything that is wrong with it; any other is answered with\n"
        "the operation's fixture, or with the document's own example. What was compiled is kept:\n"
        "as long as nothing changes, the next start takes no time.",
    .example = "  understudy serve spec/*.yaml\n"
               "  curl -i http://127.0.0.1:4010/__understudy/health\n",
    .option = options,
    .operand = "SPEC",
    .run = serve,
};
