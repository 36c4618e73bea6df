/* understudy: finds the subcommand, reads its command line, runs it. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/config.h"
#include "server/stand_in.h"

static const us_command *const commands[] = {
    &us_command_serve, &us_command_proxy,    &us_command_build,  &us_command_generate,
    &us_command_check, &us_command_validate, &us_command_routes,
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const us_settings defaults = {
    .fixtures = us_default_fixtures,
    .port = US_STAND_IN_PORT,
};

static void print_help(FILE *stream)
{
    fputs("understudy stands in for the server of an HTTP API: it learns the API from its OpenAPI\n"
          "document, refuses what breaks the contract, and answers the rest from fixtures.\n"
          "\n"
          "usage: understudy COMMAND [OPTION]... SPEC...\n"
          "\n"
          "commands:\n",
          stream);
    for (unsigned i = 0; i < COMMANDS; i++)
        fprintf(stream, "  %-10s%s\n", commands[i]->name, commands[i]->summary);
    fputs("  help      explain a command: understudy help serve\n"
          "\n"
          "options:\n"
          "  --help     print this; after a command, its own help\n"
          "  --version  print the version\n"
          "\n"
          "example:\n"
          "  understudy serve spec/*.yaml\n"
          "\n"
          "exit codes:\n"
          "  0 fine   1 the contract is broken or the spec is wrong\n"
          "  2 usage  3 a file, a port or a compiler is not there\n",
          stream);
}

static const us_command *find(const char *name)
{
    for (unsigned i = 0; i < COMMANDS; i++) {
        const us_command *command = commands[i];

        if (!strcmp(command->name, name) || (command->alias && !strcmp(command->alias, name)))
            return command;
    }
    return NULL;
}

static enum us_exit unknown(const char *name)
{
    const char *known[COMMANDS + 2] = { "help" };
    const char *near;

    for (unsigned i = 0; i < COMMANDS; i++)
        known[i + 1] = commands[i]->name;
    near = us_options_suggest(name, known);
    fprintf(stderr, "understudy: unknown command '%s'", name);
    if (near)
        fprintf(stderr, "; did you mean '%s'?", near);
    fputs("\nTry 'understudy --help'.\n", stderr);
    return US_EXIT_USAGE;
}

static enum us_exit help(const char *name)
{
    bool itself = name && !strcmp(name, "help");
    const us_command *command = name ? find(name) : NULL;

    if (name && !command && !itself)
        return unknown(name);
    if (command)
        us_options_help(command);
    else
        print_help(stdout);
    return US_EXIT_FINE;
}

static enum us_exit run(const us_command *command, int argc, char **argv)
{
    us_settings settings = defaults;
    enum us_exit code;

    if (!us_options_read(command, argc, argv, &settings, &code))
        return code;
    return command->run(&settings);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;

    signal(SIGPIPE, SIG_IGN); /* a closed stdout is an error of the write */
    if (!name) {
        print_help(stderr);
        return US_EXIT_USAGE;
    }
    if (!strcmp(name, "--version")) {
        puts("understudy " US_VERSION);
        return US_EXIT_FINE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help"))
        return help(argc > 2 ? argv[2] : NULL);
    return find(name) ? run(find(name), argc - 2, argv + 2) : unknown(name);
}
