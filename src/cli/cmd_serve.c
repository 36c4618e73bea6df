/* understudy serve: compile in memory, rehearse, stand in until a signal. */
#include <malloc.h>

#include "cli/cache.h"
#include "cli/cache_input.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/credentials.h"
#include "cli/documents.h"
#include "cli/rehearsal.h"
#include "cli/serving.h"
#include "cli/specs.h"
#include "cli/watch.h"
#include "server/stand_in.h"

/* With libtcc while it is emitted; with the compiler `cc` afterwards. */
static enum us_exit compile_c(const us_specs *specs, const char *cc, const char *kept,
                              us_program **program)
{
    static char error[65536];
    us_program *compiled;

    if (cc) {
        const gen_file *files = gen_emit(specs->g, specs->api, specs->apis, false);

        compiled = us_program_compile_with(cc, kept, files, error, sizeof error);
    } else {
        compiled = us_program_of(specs->g, specs->api, specs->apis, error, sizeof error);
    }
    return us_rehearsed(compiled, error, program);
}

/* The us_compile of this command: what comes of it is kept for the next start. */
static enum us_exit compile(const us_settings *settings, us_buf *inputs, us_program **program)
{
    us_cache cache;
    us_specs specs;
    enum us_exit code;

    us_cache_open(&cache, &us_command_serve, settings);
    code = us_specs_read(&specs, settings);
    if (settings->watch && code != US_EXIT_WORLD &&
        !us_inputs_write(inputs, &specs, settings->fixtures, cache.opened))
        us_complain("not everything can be watched: some of it is no file");
    if (code == US_EXIT_FINE)
        code = compile_c(&specs, settings->cc, cache.folder, program);
    if (code == US_EXIT_FINE)
        us_cache_keep(&cache, &specs, settings, *program);
    us_specs_free(&specs);
    us_cache_close(&cache);
    malloc_trim(0); /* what the compiler needed goes back to the system */
    return code;
}

static enum us_exit prepare(const us_settings *settings, us_buf *inputs, us_program **program)
{
    us_cache cache;
    enum us_exit code = US_EXIT_FINE;

    us_cache_open(&cache, &us_command_serve, settings);
    *program = us_cache_take(&cache);
    if (*program)
        us_buf_add(inputs, cache.inputs);
    else
        code = compile(settings, inputs, program);
    us_cache_close(&cache);
    return code;
}

static enum us_exit serve_program(const us_settings *settings, us_text inputs, us_program *program)
{
    us_watch *watch = us_watch_new(settings, compile, inputs, program);
    const us_reload reload = { us_watch_next, us_watch_over, watch };
    const us_documents documents = { us_document_read, settings };
    us_stand_in_options options = {
        .host = settings->host,
        .port = us_serving_port(settings, us_program_module(program)),
        .threads = settings->threads,
        .delay = settings->delay,
        .socket = settings->socket,
        .tls = us_serving_tls(settings),
        .service = us_serving(settings),
        .credentials = settings->credentials,
        .read_credentials = us_read_credentials_file,
        .quiet = us_serving_quietly(settings),
        .calls = us_serving_calls(settings),
        .reload = settings->watch ? &reload : NULL,
    };
    int code;

    options.service.documents = &documents;
    code = us_stand_in_run(us_program_module(program), &options);

    us_watch_free(watch);
    return (enum us_exit)code;
}

enum us_exit us_serve(const us_settings *settings)
{
    us_arena arena = { 0 };
    us_buf inputs = us_buf_new(&arena, 256);
    us_program *program = NULL;
    enum us_exit code = prepare(settings, &inputs, &program);

    if (code == US_EXIT_FINE)
        code = serve_program(settings, us_buf_text(&inputs), program);
    us_arena_free(&arena);
    return code;
}

static const us_option *const options[] = {
    &us_option_port,
    &us_option_host,
    &us_option_errors,
    &us_option_strict,
    &us_option_quiet,
    US_SERVE_OPTIONS,
    NULL,
};

const us_command us_command_serve = {
    .name = "serve",
    .arguments = "SPEC...",
    .summary = "stand in for the APIs until Ctrl-C",
    .text =
        "Stands in for the APIs of all the documents on one port. A request that breaks the\n"
        "contract is refused with everything that is wrong with it; any other is answered with\n"
        "the operation's fixture, or with the document's own example. A document that is given as\n"
        "/billing=billing.yaml is served below that path. What was compiled is kept:\n"
        "as long as nothing changes, the next start takes no time.",
    .example = "  understudy serve spec/*.yaml\n"
               "  curl -i http://127.0.0.1:4010/__understudy/health\n",
    .option = options,
    .operand = "SPEC",
    .run = us_serve,
};
