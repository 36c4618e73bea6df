/* Reading a command line against the rows of a command: long names with "--name value" and
 * "--name=value", letters with "-p 80" and "-p80". Each mistake is one message that says what to
 * write instead. A loose command also takes "-p=80", and of a flag "--name true" and "--name=false". */
#include "cli/options.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/nearest.h"
#include "cli/config.h"

enum { NAMES = 96 };

typedef struct reader {
    const us_command *command;
    us_settings *settings;
    char **argument; /* the next one */
    char **end;
} reader;

static bool complain(const us_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool complain(const us_command *command, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "understudy %s: ", command->name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry 'understudy %s --help'.\n", command->name);
    return false;
}

static void *member_of(const reader *r, const us_option *option)
{
    return (char *)r->settings + option->member;
}

static bool set_number(const reader *r, const us_option *option, const char *text)
{
    unsigned number;

    if (!us_text_number(us_text_of(text), option->most, &number))
        return complain(r->command, "--%s needs a number from 0 to %u, not '%s'", option->name,
                        option->most, text);
    *(unsigned *)member_of(r, option) = number;
    return true;
}

static bool set_choice(const reader *r, const us_option *option, const char *text)
{
    char choices[128] = "";

    for (unsigned i = 0; option->choice[i]; i++) {
        size_t length = strlen(choices);

        if (!strcmp(option->choice[i], text)) {
            *(const char **)member_of(r, option) = option->choice[i];
            return true;
        }
        snprintf(choices + length, sizeof choices - length, "%s%s", i ? ", " : "",
                 option->choice[i]);
    }
    return complain(r->command, "--%s is one of %s, not '%s'", option->name, choices, text);
}

static bool add_word(const reader *r, const us_option *option, const char *text)
{
    us_words *words = (us_words *)member_of(r, option);

    if (words->count == sizeof words->word / sizeof *words->word)
        return complain(r->command, "--%s is given more than %u times", option->name, words->count);
    words->word[words->count++] = text;
    return true;
}

static bool set_delay(const reader *r, const us_option *option, const char *text)
{
    if (us_delay_read(us_text_of(text), (us_delay *)member_of(r, option)))
        return true;
    return complain(r->command, "--%s needs milliseconds up to %u, or LEAST..MOST, not '%s'",
                    option->name, US_DELAY_MOST, text);
}

static bool set(const reader *r, const us_option *option, const char *text)
{
    if (option->kind == US_OPTION_DELAY)
        return set_delay(r, option, text);
    if (option->kind == US_OPTION_NUMBER)
        return set_number(r, option, text);
    if (option->kind == US_OPTION_CHOICE)
        return set_choice(r, option, text);
    if (!text[0])
        return complain(r->command, "--%s needs a value, not ''", option->name);
    if (option->kind == US_OPTION_WORDS)
        return add_word(r, option, text);
    *(const char **)member_of(r, option) = text;
    return true;
}

static bool is_truth(const char *text)
{
    return !strcmp(text, "true") || !strcmp(text, "false");
}

static bool take_flag(reader *r, const us_option *option, const char *value, bool negated)
{
    bool said = true;

    if (r->command->loose && !value && r->argument < r->end && is_truth(*r->argument))
        value = *r->argument++;
    if (value && !r->command->loose)
        return complain(r->command, "--%s takes no value", option->name);
    if (value && !is_truth(value))
        return complain(r->command, "--%s is true or false, not '%s'", option->name, value);
    if (value)
        said = !strcmp(value, "true");
    *(bool *)member_of(r, option) = said != negated;
    return true;
}

/* The option was named, or its contrary, and `value` stands beside it or is NULL. */
static bool take(reader *r, const us_option *option, const char *value, bool negated)
{
    if (option->kind == US_OPTION_FLAG)
        return take_flag(r, option, value, negated);
    if (!value && option->kind == US_OPTION_OPTIONAL)
        value = option->otherwise;
    if (!value && r->argument < r->end)
        value = *r->argument++;
    if (!value)
        return complain(r->command, "--%s needs a value: --%s %s", option->name, option->name,
                        option->value);
    return set(r, option, value);
}

static bool unknown(const us_command *command, const char *name, size_t length)
{
    const char *known[NAMES] = { "help" };
    const char *near;
    char word[64];
    unsigned count = 1;

    for (const us_option *const *option = command->option; *option; option++) {
        assert(count < NAMES - 1);
        known[count++] = (*option)->name;
    }
    snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), name);
    near = us_options_suggest(word, known);
    if (near)
        return complain(command, "unknown option '--%s'; did you mean '--%s'?", word, near);
    return complain(command, "unknown option '--%s'", word);
}

static bool read_long(reader *r, const char *name)
{
    size_t length = strcspn(name, "=");
    const char *value = name[length] ? name + length + 1 : NULL;
    bool negated;
    const us_option *option = us_options_named(r->command, name, length, &negated);

    return option ? take(r, option, value, negated) : unknown(r->command, name, length);
}

static const us_option *option_of(const us_command *command, char letter)
{
    for (const us_option *const *option = command->option; *option; option++) {
        if ((*option)->letter == letter)
            return *option;
    }
    return NULL;
}

static bool read_letter(reader *r, const char *text)
{
    const us_option *option = option_of(r->command, text[0]);
    bool equals = r->command->loose && text[0] && text[1] == '=';

    if (!option)
        return complain(r->command, "unknown option '-%c'", text[0]);
    if (option->kind == US_OPTION_FLAG && text[1] && !equals)
        return take(r, option, NULL, false) && read_letter(r, text + 1);
    return take(r, option, equals ? text + 2 : text[1] ? text + 1 : NULL, false);
}

static bool is_help(const us_command *command, const char *argument)
{
    return !strcmp(argument, "--help") || (!strcmp(argument, "-h") && !option_of(command, 'h'));
}

/* Prints what is asked for instead of running the command. */
static bool is_answered(const us_command *command, int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--"); i++) {
        bool help = is_help(command, argv[i]);

        if (help)
            us_options_help(command);
        else if (command->loose && !strcmp(argv[i], "--version"))
            puts("understudy " US_VERSION);
        else
            continue;
        return true;
    }
    return false;
}

/* Options go into the settings and operands to the front of argv. A lone "-" is an operand. */
static bool read_all(reader *r, char **operand)
{
    bool options = true;

    while (r->argument < r->end) {
        char *argument = *r->argument++;

        if (!options || argument[0] != '-' || !argument[1])
            operand[r->settings->operands++] = argument;
        else if (!strcmp(argument, "--"))
            options = false;
        else if (argument[1] == '-' ? !read_long(r, argument + 2) : !read_letter(r, argument + 1))
            return false;
    }
    return true;
}

bool us_options_read(const us_command *command, int argc, char **argv, us_settings *settings,
                     enum us_exit *code)
{
    reader r = { command, settings, argv, argv + argc };

    *code = command->misuse ? command->misuse : US_EXIT_USAGE;
    if (is_answered(command, argc, argv)) {
        *code = US_EXIT_FINE;
        return false;
    }
    settings->compat = command->compat ? command->compat : "none";
    if (command->port)
        settings->port = command->port;
    settings->operand = (const char *const *)argv;
    if (!read_all(&r, argv))
        return false;
    if (settings->operands == 0)
        return complain(command, "needs at least one %s", command->operand);
    return true;
}

enum us_exit us_options_missing(const us_command *command, const us_option *option)
{
    if (option->letter)
        complain(command, "needs -%c %s", option->letter, option->value);
    else
        complain(command, "needs --%s %s", option->name, option->value);
    return US_EXIT_USAGE;
}

/* ---- The help screen --------------------------------------------------------------------------- */

enum { HELP_COLUMN = 28 };

/* Prints `help` from HELP_COLUMN on, its lines below each other. */
static void print_help(const char *name, const char *help)
{
    size_t length;

    printf("  %-*s", HELP_COLUMN - 2, name);
    if (strlen(name) > HELP_COLUMN - 4)
        printf("\n%*s", HELP_COLUMN, "");
    for (; (length = strcspn(help, "\n")), help[length]; help += length + 1)
        printf("%.*s\n%*s", (int)length, help, HELP_COLUMN, "");
    puts(help);
}

static void print_option(const us_option *option)
{
    char name[64], letter[] = "    ";
    const char *value = option->value ? option->value : "";
    const char *before = "", *after = "";

    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    if (option->kind == US_OPTION_OPTIONAL) {
        before = "[=";
        after = "]";
    } else if (option->value) {
        before = option->kind == US_OPTION_CHOICE ? "=" : " ";
    }
    snprintf(name, sizeof name, "%s--%s%s%s%s", letter, option->name, before, value, after);
    print_help(name, option->help);
}

void us_options_help(const us_command *command)
{
    printf("usage: understudy %s [OPTION]... %s\n", command->name, command->arguments);
    printf("\n%s\n\noptions:\n", command->text);
    for (const us_option *const *option = command->option; *option; option++)
        print_option(*option);
    print_help(option_of(command, 'h') ? "    --help" : "-h, --help", "print this");
    printf("\nexample:\n%s", command->example);
}

/* ---- Did you mean -------------------------------------------------------------------------------- */

const char *us_options_suggest(const char *word, const char *const *known)
{
    us_nearest nearest = us_nearest_to(us_text_of(word));

    for (; *known; known++)
        us_nearest_offer(&nearest, us_text_of(*known));
    return nearest.best.bytes;
}
