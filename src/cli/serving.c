/* From the settings of a command line to the options of a service. */
#include "cli/serving.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "runtime/check.h"

/* The option reader has refused what is no dialect. */
static us_dialect dialect_of(const char *array, const char *object)
{
    us_dialect dialect = { US_ARRAY_DECLARED, US_OBJECT_DECLARED };
    if (array)
        us_array_dialect_named(us_text_of(array), &dialect.array);
    if (object)
        us_object_dialect_named(us_text_of(object), &dialect.object);
    return dialect;
}

/* Prism says where it listens on the level info. */
bool us_serving_quietly(const us_settings *settings)
{
    const char *level = settings->verbose_level;

    return settings->quiet || (level && (!strcmp(level, "silent") || !strcmp(level, "fatal") ||
                                         !strcmp(level, "error") || !strcmp(level, "warn")));
}

#define STEADY_PORT 3000

/* What stands behind the last colon of the authority of a URL. */
static bool read_port(us_text url, unsigned *port)
{
    size_t start = us_text_find(url, '/') + 2;
    us_text rest = us_text_slice(url, start, url.length);
    us_text authority = us_text_slice(rest, 0, us_text_find(rest, '/'));
    size_t colon = us_text_find(authority, ':');
    return us_text_number(us_text_slice(authority, colon + 1, authority.length), 65535, port) &&
           *port > 0;
}

unsigned us_serving_port(const us_settings *settings, const us_module *module)
{
    const us_servers *servers = module->apis > 0 ? &module->api[0]->servers : NULL;
    unsigned port;

    if (settings->port != US_PORT_OF_DOCUMENT)
        return settings->port;
    if (servers && servers->servers > 0 && read_port(us_text_from(servers->server[0].url), &port))
        return port;
    return STEADY_PORT;
}

static void print_entry(us_text entry)
{
    fwrite(entry.bytes, 1, entry.length, stdout);
    fflush(stdout);
}

static enum us_log_level log_level_of(const us_settings *settings)
{
    static const struct {
        const char *name;
        enum us_log_level level;
    } levels[] = { { "silent", US_LOG_NOTHING }, { "fatal", US_LOG_NOTHING },
                   { "error", US_LOG_ERRORS },   { "warn", US_LOG_WARNINGS },
                   { "info", US_LOG_WARNINGS },  { "debug", US_LOG_ALL },
                   { "trace", US_LOG_ALL } };

    for (unsigned i = 0; settings->verbose_level && i < sizeof levels / sizeof *levels; i++)
        if (!strcmp(settings->verbose_level, levels[i].name))
            return levels[i].level;
    return US_LOG_WARNINGS;
}

us_tls_options us_serving_tls(const us_settings *settings)
{
    const char *written = settings->tls_self_signed;

    return (us_tls_options){
        .certificate = settings->tls_cert,
        .key = settings->tls_key,
        .self_signed = written,
        .written = written != us_written_nowhere ? written : NULL,
        .client_ca = settings->tls_client_ca,
    };
}

us_callers_options us_serving_calls(const us_settings *settings)
{
    const us_words *hosts = &settings->allow_callbacks;
    us_callers_options options = { .alloweds = hosts->count, .webhook_url = settings->webhook_url };

    static_assert(sizeof options.allowed == sizeof hosts->word, "as many as can be given");
    memcpy(options.allowed, hosts->word, sizeof options.allowed);
    return options;
}

us_service_options us_serving(const us_settings *settings)
{
    us_service_options options = {
        .body_limit = settings->body_limit,
        .no_cors = settings->no_cors,
        .strict = settings->strict,
        .no_security = settings->no_security,
        .security = settings->security,
        .query = dialect_of(settings->query_array, settings->query_object),
        .form = dialect_of(settings->form_array, settings->form_object),
        .upstream = settings->upstream,
        .recorder = settings->recorder,
        .errors = settings->errors,
        .ignore_examples = settings->ignore_examples,
        .dynamic = settings->dynamic,
        .seed = settings->seed,
        .pages = settings->pages,
        .stream_count = settings->stream_count,
        .stream_interval = settings->stream_interval,
        .log = settings->upstream ? print_entry : NULL,
        .log_level = log_level_of(settings),
    };
    bool known = us_compat_named(settings->compat, &options.compat);

    assert(known); /* the option is a choice of these names */
    known = !settings->error_body || us_error_body_named(settings->error_body, &options.error_body);
    assert(known);
    (void)known;
    if (settings->no_validate_request)
        options.validation = US_VALIDATION_OFF;
    else if (settings->lenient)
        options.validation = US_VALIDATION_LENIENT;
    return options;
}
