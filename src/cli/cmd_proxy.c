/* understudy proxy: serve, with a real server asked for the answers. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/serving.h"
#include "cli/upstream.h"

enum { PATIENCE = 30 };

/* Whether the URL is the address that the proxy itself is about to listen on. */
bool us_is_own_address(const us_settings *settings, const char *url)
{
    const char *const hosts[] = { settings->host ? settings->host : "127.0.0.1", "localhost" };
    char own[300];

    for (unsigned i = 0; i < sizeof hosts / sizeof *hosts && settings->port; i++) {
        size_t length = (size_t)snprintf(own, sizeof own, "http://%s:%u", hosts[i], settings->port);

        if (!strncmp(url, own, length) && (!url[length] || url[length] == '/'))
            return true;
    }
    return false;
}

/* NULL after a message. */
us_gateway *us_open_gateway(const us_settings *settings, const char *url)
{
    us_gateway_options options = {
        .url = url,
        .proxy = settings->upstream_proxy,
        .ca = settings->upstream_ca,
        .patience = settings->upstream_timeout ? settings->upstream_timeout : PATIENCE,
    };
    char error[1024];
    us_gateway *gateway = us_gateway_open(&options, error, sizeof error);

    if (!gateway)
        us_complain("%s", error);
    return gateway;
}

static enum us_exit forward(const us_settings *settings, const char *url)
{
    us_settings own = *settings;
    us_gateway *gateway = us_open_gateway(settings, url);
    enum us_exit code;

    if (!gateway)
        return US_EXIT_USAGE;
    own.upstream = us_gateway_upstream(gateway);
    if (!own.quiet)
        printf("forwarding to %s\n", url);
    code = us_serve(&own);
    us_gateway_close(gateway);
    return code;
}

static enum us_exit proxy(const us_settings *settings)
{
    us_settings own = *settings;
    const char *url = settings->operand[settings->operands - 1];

    if (settings->operands < 2) {
        us_complain("proxy needs documents and, as the last, the URL of the upstream");
        return US_EXIT_USAGE;
    }
    if (us_is_own_address(settings, url)) {
        us_complain("'%s' is this proxy itself; choose another port for it with -p", url);
        return US_EXIT_USAGE;
    }
    own.operands--;
    return forward(&own, url);
}

static const us_option *const options[] = {
    &us_option_port,
    &us_option_mock_host,
    &us_option_multiprocess,
    &us_option_proxy_errors,
    &us_option_verbose_level,
    &us_option_upstream_proxy,
    &us_option_upstream_timeout,
    &us_option_upstream_ca,
    &us_option_strict,
    &us_option_quiet,
    US_SERVE_OPTIONS,
    NULL,
};

const us_command us_command_proxy = {
    .name = "proxy",
    .compat = "prism",
    .loose = true,
    .misuse = US_EXIT_BROKEN,
    .arguments = "SPEC... UPSTREAM",
    .summary = "check what passes between clients and a real server",
    .text =
        "Forwards every request to the server at the URL UPSTREAM and its answer back, and holds\n"
        "both against the contract. What breaks it is told in the field sl-violations; with\n"
        "--errors it is refused. An operation to which the upstream says 501 Not Implemented is\n"
        "answered as `serve` would.",
    .example = "  understudy proxy api.yaml https://api.example.com/v1\n"
               "  curl -i http://127.0.0.1:4010/pets\n",
    .option = options,
    .operand = "SPEC",
    .run = proxy,
};
