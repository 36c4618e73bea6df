/* understudy: finds the subcommand, reads its command line, runs it. Called by the name of a program that it
 * replaces, or with --compat in front of all else, it takes that program's command lines. */
#include <ctype.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/config.h"
#include "server/stand_in.h"

static const us_command *const commands[] = {
    &us_command_serve,  &us_command_mock,     &us_command_proxy,   &us_command_steady,
    &us_command_build,  &us_command_generate, &us_command_check,   &us_command_validate,
    &us_command_routes, &us_command_answers,  &us_command_fixture, &us_command_variants,
    &us_command_bundle,
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const us_settings defaults = {
    .fixtures = us_default_fixtures,
    .port = US_STAND_IN_PORT,
    .pages = US_PAGES_UNSAID,
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
          "  --compat=WHOM\n"
          "             read the rest as that program does: prism or steady; the same as\n"
          "             calling understudy by that name\n"
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
        if (!strcmp(commands[i]->name, name))
            return commands[i];
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

/* A command line of our own, which is Prism's, too: a command and what follows it. argv[0] is the command. */
static enum us_exit run_command(int argc, char **argv)
{
    const char *name = argc > 0 ? argv[0] : NULL;

    if (!name) {
        print_help(stderr);
        return US_EXIT_USAGE;
    }
    if (!strcmp(name, "--version")) {
        puts("understudy " US_VERSION);
        return US_EXIT_FINE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help"))
        return help(argc > 1 ? argv[1] : NULL);
    return find(name) ? run(find(name), argc - 1, argv + 1) : unknown(name);
}

/* What Steady says of a number, ours says of each violation. */
static enum us_exit explain(void)
{
    fputs("understudy steady: nothing is explained by its number here: every answer says of each\n"
          "violation what is wrong, and which line of the document says so\n",
          stderr);
    return US_EXIT_BROKEN;
}

/* A command line of Steady's: options and a document, or "validate" in front. */
static enum us_exit run_steady(int argc, char **argv)
{
    if (argc == 0) {
        us_options_help(&us_command_steady);
        return US_EXIT_FINE;
    }
    if (!strcmp(argv[0], "validate"))
        return run(&us_command_check, argc - 1, argv + 1);
    if (!strcmp(argv[0], "explain"))
        return explain();
    return run(&us_command_steady, argc, argv);
}

/* "prism", and with something after it "prism-cli", "prism.js". */
static bool is_called(const char *program, const char *name)
{
    const char *slash = strrchr(program, '/'), *last = slash ? slash + 1 : program;
    size_t length = strlen(name);

    return !strncmp(last, name, length) && !isalnum((unsigned char)last[length]);
}

/* Takes "--compat WHOM" or "--compat=WHOM" off the front; NULL when there is none. */
static const char *take_compat(int *argc, char ***argv)
{
    const char *option = *argc > 0 ? (*argv)[0] : "", *whom = NULL;
    int words = 1;

    if (!strncmp(option, "--compat=", 9))
        whom = option + 9;
    if (!strcmp(option, "--compat")) {
        words = *argc > 1 ? 2 : 1;
        whom = *argc > 1 ? (*argv)[1] : "";
    }
    if (whom) {
        *argc -= words;
        *argv += words;
    }
    return whom;
}

int main(int argc, char **argv)
{
    enum us_compat compat = US_COMPAT_NONE;
    const char *program = argc > 0 ? argv[0] : "", *whom;

    signal(SIGPIPE, SIG_IGN); /* a closed stdout is an error of the write */
    if (argc > 0)
        argc--, argv++;
    whom = take_compat(&argc, &argv);
    if (whom && !us_compat_named(whom, &compat)) {
        fprintf(stderr, "understudy: --compat is one of none, prism, steady, not '%s'\n", whom);
        return US_EXIT_USAGE;
    }
    if (compat == US_COMPAT_STEADY || (!whom && is_called(program, "steady")))
        return run_steady(argc, argv);
    return run_command(argc, argv);
}
