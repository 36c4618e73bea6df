/* understudy fixture record: a proxy whose answers become fixtures. */
#include <stdio.h>

#include "cli/console.h"
#include "cli/fixture.h"
#include "cli/record.h"
#include "cli/serving.h"
#include "cli/upstream.h"

/* Fixtures that are there say nothing here: what they answer is not asked for. */
static enum us_exit record(const us_settings *settings, us_gateway *gateway)
{
    us_record *recorded = us_record_open(settings->fixtures, settings->force);
    us_settings own = *settings;
    enum us_exit code;

    own.upstream = us_gateway_upstream(gateway);
    own.recorder = us_record_recorder(recorded);
    own.compat = "none";
    own.no_cache = true;
    own.fixtures = NULL;
    if (!own.quiet)
        printf("recording what %s answers, until Ctrl-C\n", settings->upstream_url);
    code = us_serve(&own);
    us_record_close(recorded);
    return us_print_end() ? code : US_EXIT_WORLD;
}

enum us_exit us_fixture_record(const us_settings *settings)
{
    us_gateway *gateway;
    enum us_exit code;

    if (!settings->upstream_url) {
        us_complain("fixture record needs --upstream URL");
        return US_EXIT_USAGE;
    }
    if (us_is_own_address(settings, settings->upstream_url)) {
        us_complain("'%s' is this proxy itself; choose another port for it with -p",
                    settings->upstream_url);
        return US_EXIT_USAGE;
    }
    gateway = us_open_gateway(settings, settings->upstream_url);
    if (!gateway)
        return US_EXIT_USAGE;
    code = record(settings, gateway);
    us_gateway_close(gateway);
    return code;
}
