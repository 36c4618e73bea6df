/* understudy generate: the C that serve and build compile, as files. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/embed.h"
#include "cli/specs.h"

static bool make_folder(const char *path)
{
    struct stat status;

    if (mkdir(path, 0777) == 0)
        return true;
    if (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    us_complain("cannot make the folder '%s': %s", path,
                errno == EEXIST ? "there is a file of that name" : strerror(errno));
    return false;
}

static bool write_one(const us_settings *settings, us_text name, us_text text)
{
    us_arena arena = { 0 };
    const char *path =
        us_arena_print(&arena, "%s/%.*s", settings->output, (int)name.length, name.bytes).bytes;
    bool changed;
    bool good = us_write_file(path, text, &changed);

    if (good && changed && !settings->quiet)
        printf("wrote %s\n", path);
    us_arena_free(&arena);
    return good;
}

static enum us_exit write_all(const us_settings *settings, const gen_file *files)
{
    bool good = make_folder(settings->output) &&
                write_one(settings, US_TEXT("understudy.h"), us_embedded_header());

    for (const gen_file *file = files; good && file; file = file->next)
        good = write_one(settings, file->name, file->text);
    return us_print_end() && good ? US_EXIT_FINE : US_EXIT_WORLD;
}

static enum us_exit generate(const us_settings *settings)
{
    us_specs specs;
    enum us_exit code;

    if (settings->dump)
        return us_specs_dump(settings);
    if (!settings->output)
        return us_options_missing(&us_command_generate, &us_option_folder);
    code = us_specs_read(&specs, settings);
    if (code == US_EXIT_FINE)
        code = write_all(settings, gen_emit(specs.g, specs.api, specs.apis, true));
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_folder, &us_option_fixtures,     &us_option_dump,
    &us_option_quiet,  &us_option_allow,        &us_option_format,
    &us_option_map,    &us_option_allow_remote, NULL,
};

const us_command us_command_generate = {
    .name = "generate",
    .arguments = "SPEC... -o DIR",
    .summary = "write the C, to read or to embed",
    .text =
        "Writes the C that serve and build compile, with the one header that it includes. Files\n"
        "that already say the same keep their date.",
    .example = "  understudy generate spec/ubik.yaml -o generated\n",
    .option = options,
    .operand = "SPEC",
    .run = generate,
};
