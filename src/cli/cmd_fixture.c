/* understudy fixture: files to answer with: written to start from, and held against the contract. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/fixture.h"

typedef struct action {
    const char *name;
    enum us_exit (*run)(const us_settings *settings);
} action;

static const action actions[] = {
    { "new", us_fixture_new },
    { "check", us_fixture_check },
    { "record", us_fixture_record },
};

static const action *find(const char *name)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (!strcmp(actions[i].name, name))
            return &actions[i];
    return NULL;
}

static enum us_exit fixture(const us_settings *settings)
{
    static const char *const known[] = { "new", "check", "record", NULL };
    const action *found = find(settings->operand[0]);
    us_settings own = *settings;
    const char *near;

    if (!found) {
        near = us_options_suggest(settings->operand[0], known);
        us_complain("fixture does not know '%s'; %s%s%s", settings->operand[0],
                    near ? "did you mean '" : "it is new, check or record", near ? near : "",
                    near ? "'?" : "");
        return US_EXIT_USAGE;
    }
    own.operand++;
    own.operands--;
    if (own.operands == 0) {
        us_complain("fixture %s needs a SPEC", found->name);
        return US_EXIT_USAGE;
    }
    return found->run(&own);
}

static const us_option *const options[] = {
    &us_option_upstream,    &us_option_port,           &us_option_quiet,
    &us_option_upstream_ca, &us_option_upstream_proxy, &us_option_upstream_timeout,
    &us_option_fixtures,    &us_option_status,         &us_option_name,
    &us_option_force,       US_SPEC_OPTIONS,           NULL,
};

const us_command us_command_fixture = {
    .name = "fixture",
    .arguments = "new SPEC OPERATION | check SPEC... | record SPEC... --upstream URL",
    .summary = "write fixtures to start from, check them, take them from a server",
    .text =
        "new writes a fixture for the operation, made by its schema, and beside it a .yaml with\n"
        "what could be said of it, all of it comments. Nothing is overwritten without --force.\n"
        "check says which fixtures no longer fit the contract, and why; its exit code is 1 then.\n"
        "record stands before a real server as `proxy` does, until Ctrl-C, and writes its answers\n"
        "as fixtures that answer the same requests; secrets are left out.",
    .example = "  understudy fixture new api.yaml getPet --status 404 --name missing\n"
               "  understudy fixture check api.yaml\n"
               "  understudy fixture record api.yaml --upstream https://api.example.com -p 4011\n",
    .option = options,
    .operand = "action: new, check or record",
    .run = fixture,
};
