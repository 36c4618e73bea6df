/* understudy steady: serve with the command line of `steady`, and with its conventions. */
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/serving.h"

/* How the choices begin. Steady calls so what is read as the document declares it, and we what fits: known by its
 * address. */
static const char as_declared[] = "auto";

static const char *const array_formats[] = {
    as_declared, "repeat", "comma", "space", "pipe", "brackets", NULL,
};
static const char *const object_formats[] = {
    as_declared, "flat", "flat-comma", "brackets", "dots", NULL,
};

static void mean_declared(const char **dialect)
{
    if (*dialect == as_declared)
        *dialect = NULL;
}

static enum us_exit steady(const us_settings *settings)
{
    us_settings own = *settings;

    if (own.steady_strict)
        own.lenient = false; /* it wins over --relaxed there, too */
    mean_declared(&own.query_array);
    mean_declared(&own.query_object);
    mean_declared(&own.form_array);
    mean_declared(&own.form_object);
    if (own.generator)
        us_complain(
            "--generator-…: fixtures and examples are sent as they are, and other answers are the "
            "plainest that their schemas allow");
    return us_serve(&own);
}

/* ---- The options that nobody else has ------------------------------------------------------------- */

#define MEMBER(name) .member = offsetof(us_settings, name)

#define WITHOUT_EFFECT "taken for Steady's sake, without effect"

static const us_option port = {
    .letter = 'p',
    .name = "port",
    .value = "PORT",
    .kind = US_OPTION_NUMBER,
    .most = 65535,
    MEMBER(port),
    .help = "the port to listen on; 0 takes a free one (default: that of\n"
            "servers[0].url in the document, or 3000)",
};

static const us_option auto_reload = {
    .letter = 'r',
    .name = "auto-reload",
    .kind = US_OPTION_FLAG,
    MEMBER(watch),
    .help = "the same as --watch",
};

static const us_option interactive = {
    .letter = 'i',
    .name = "interactive",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option fail_on_ambiguous = {
    .name = "fail-on-ambiguous",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option fail_on_warnings = {
    .name = "fail-on-warnings",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option log_bodies = {
    .name = "log-bodies",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const char *const log_formats[] = { "text", "json", "ci", NULL };

static const us_option log_format = {
    .name = "log-format",
    .value = "FORMAT",
    .kind = US_OPTION_CHOICE,
    .choice = log_formats,
    MEMBER(ignored_text),
    .help = WITHOUT_EFFECT,
};

static const char *const log_levels[] = { "summary", "details", "full", NULL };

static const us_option log_level = {
    .name = "log-level",
    .value = "LEVEL",
    .kind = US_OPTION_CHOICE,
    .choice = log_levels,
    MEMBER(ignored_text),
    .help = WITHOUT_EFFECT,
};

static const us_option no_color = {
    .name = "no-color",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option no_log = {
    .name = "no-log",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option no_reject = {
    .name = "no-reject-on-sdk-error",
    .kind = US_OPTION_FLAG,
    MEMBER(lenient),
    .help = "the same as --lenient; also --reject-on-sdk-error=false",
};

/* Requests are not logged anyway; what is printed when ready is what scripts wait for. */
static const us_option quiet = {
    .letter = 'q',
    .name = "quiet",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = WITHOUT_EFFECT,
};

static const us_option strict = {
    .name = "strict",
    .kind = US_OPTION_FLAG,
    MEMBER(steady_strict),
    .help = "refuse what breaks the contract (the default)",
};

static const us_option relaxed = {
    .name = "relaxed",
    .kind = US_OPTION_FLAG,
    MEMBER(lenient),
    .help = "the same as --lenient",
};

static const us_option strict_oneof = {
    .name = "validator-strict-oneof",
    .kind = US_OPTION_FLAG,
    MEMBER(ignored_flag),
    .help = "as it is anyway: exactly one branch of oneOf must match",
};

static const us_option query_array = {
    .name = "validator-query-array-format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = array_formats,
    MEMBER(query_array),
    .help = "the same as --query-array; auto is as declared",
};

static const us_option query_object = {
    .name = "validator-query-object-format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = object_formats,
    MEMBER(query_object),
    .help = "the same as --query-object; auto is as declared",
};

static const us_option form_array = {
    .name = "validator-form-array-format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = array_formats,
    MEMBER(form_array),
    .help = "the same as --form-array",
};

static const us_option form_object = {
    .name = "validator-form-object-format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = object_formats,
    MEMBER(form_object),
    .help = "the same as --form-object",
};

static const us_option array_size = {
    .name = "generator-array-size",
    .value = "N",
    .kind = US_OPTION_TEXT,
    MEMBER(generator),
    .help = "taken for Steady's sake: answers are static all the same",
};

static const us_option array_min = {
    .name = "generator-array-min",
    .value = "N",
    .kind = US_OPTION_TEXT,
    MEMBER(generator),
    .help = "the same",
};

static const us_option array_max = {
    .name = "generator-array-max",
    .value = "N",
    .kind = US_OPTION_TEXT,
    MEMBER(generator),
    .help = "the same",
};

static const us_option generator_seed = {
    .name = "generator-seed",
    .value = "N",
    .kind = US_OPTION_TEXT,
    MEMBER(generator),
    .help = "the same",
};

/* ---- The command -------------------------------------------------------------------------------------- */

static const us_option *const options[] = {
    &port,
    &us_option_host,
    &auto_reload,
    &interactive,
    &no_log,
    &log_bodies,
    &log_level,
    &log_format,
    &no_color,
    &quiet,
    &fail_on_ambiguous,
    &fail_on_warnings,
    &strict,
    &relaxed,
    &no_reject,
    &strict_oneof,
    &query_array,
    &query_object,
    &form_array,
    &form_object,
    &array_size,
    &array_min,
    &array_max,
    &generator_seed,
    US_SERVE_OPTIONS,
    NULL,
};

const us_command us_command_steady = {
    .name = "steady",
    .compat = "steady",
    .loose = true,
    .misuse = US_EXIT_BROKEN,
    .port = US_PORT_OF_DOCUMENT,
    .arguments = "SPEC...",
    .summary = "serve, with the command line and the conventions of steady",
    .text =
        "Stands in for the APIs as `serve` does, for teams that come from Steady: its options, its\n"
        "port, 400 for what breaks the contract, the fields X-Steady-…, and the pages\n"
        "/_x-steady/health and /_x-steady/spec. `steady validate SPEC` is `understudy check`\n"
        "when the program is called as steady.",
    .example = "  understudy steady -p 4010 api.yaml\n"
               "  curl -i http://127.0.0.1:4010/_x-steady/health\n",
    .option = options,
    .operand = "SPEC",
    .run = steady,
};
