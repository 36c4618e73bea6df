/* understudy bundle: one file of a document that is spread over several. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/documents.h"
#include "cli/fixture.h"
#include "cli/specs.h"

static enum us_exit give(const us_settings *settings, us_text text)
{
    bool changed;

    if (settings->output)
        return us_write_file(settings->output, text, &changed) ? US_EXIT_FINE : US_EXIT_WORLD;
    us_print(stdout, text);
    return us_print_end() ? US_EXIT_FINE : US_EXIT_WORLD;
}

static enum us_exit bundle_one(us_specs *specs, const us_settings *settings)
{
    const gen_node *root = us_document_tree(specs->g, settings, 0);
    us_buf json = us_buf_new(&specs->g->arena, 4096);

    us_specs_print_diagnostics(specs);
    if (!root)
        return US_EXIT_BROKEN;
    gen_write_json(&json, root);
    return give(settings, us_fixture_pretty(&specs->g->arena, us_buf_text(&json)));
}

static enum us_exit bundle(const us_settings *settings)
{
    us_specs specs;
    enum us_exit code;

    if (settings->operands > 1) {
        us_complain("bundle takes one document; '%s' is another", settings->operand[1]);
        return US_EXIT_USAGE;
    }
    code = us_specs_open(&specs, settings);
    if (code == US_EXIT_FINE)
        code = bundle_one(&specs, settings);
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_file, &us_option_map, &us_option_allow_remote, &us_option_postman_environment, NULL,
};

const us_command us_command_bundle = {
    .name = "bundle",
    .arguments = "SPEC [-o FILE]",
    .summary = "make one document of several files",
    .text =
        "Writes the document as JSON, with all that it refers to in other files among its\n"
        "components: what a server shows at /__understudy/openapi.json. A name that is taken gets\n"
        "a number behind it.",
    .example = "  understudy bundle api/openapi.yaml -o openapi.json\n",
    .option = options,
    .operand = "SPEC",
    .run = bundle,
};
