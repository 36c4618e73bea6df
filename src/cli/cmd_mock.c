/* understudy mock: serve with the command line of `prism mock`, and with its conventions. */
#include "cli/commands.h"
#include "cli/serving.h"

static const us_option *const options[] = {
    &us_option_port,          &us_option_mock_host,
    &us_option_multiprocess,  &us_option_errors,
    &us_option_verbose_level, &us_option_fill_properties,
    &us_option_strict,        &us_option_quiet,
    US_SERVE_OPTIONS,         NULL,
};

const us_command us_command_mock = {
    .name = "mock",
    .compat = "prism",
    .loose = true,
    .misuse = US_EXIT_BROKEN,
    .arguments = "SPEC...",
    .summary = "serve, with the command line and the conventions of prism mock",
    .text =
        "Stands in for the APIs as `serve` does, for teams that come from Prism: every option of\n"
        "`prism mock`, \"Prism is listening on\" when ready, Prism's problem types, and requests\n"
        "that break the contract answered with the document's own response to them. Options may\n"
        "be spelled as Prism takes them: --verboseLevel=warn, --cors=false, --no-cors.",
    .example = "  understudy mock -p 4010 api.yaml\n"
               "  curl -i http://127.0.0.1:4010/pets -H 'Prefer: code=404'\n",
    .option = options,
    .operand = "SPEC",
    .run = us_serve,
};
