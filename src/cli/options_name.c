/* How an option may be called. Exactly as its row says; in a loose command, whose command line others wrote
 * for Prism, also as its reader of options has it: --verboseLevel is --verbose-level, and --no-x is the
 * contrary of --x. A row may be called "no-x" itself; then --x is its contrary. */
#include <ctype.h>
#include <string.h>

#include "cli/options.h"

typedef struct word {
    const char *at, *end;
} word;

static bool is_same(word a, word b)
{
    return a.end - a.at == b.end - b.at && !strncmp(a.at, b.at, (size_t)(a.end - a.at));
}

/* The next letter, in lower case and past hyphens; 0 at the end. */
static int next_letter(word *w)
{
    while (w->at < w->end && *w->at == '-')
        w->at++;
    return w->at < w->end ? tolower((unsigned char)*w->at++) : 0;
}

static bool is_alike(word a, word b)
{
    int letter;

    do {
        letter = next_letter(&a);
        if (letter != next_letter(&b))
            return false;
    } while (letter);
    return true;
}

static word word_of(const char *text, size_t length)
{
    return (word){ text, text + length };
}

/* Without the "no-" at its start; false when there is none. */
static bool cut_no(word *w)
{
    bool no = w->end - w->at > 3 && !strncmp(w->at, "no-", 3);

    if (no)
        w->at += 3;
    return no;
}

static bool is_contrary(const us_option *option, word asked)
{
    word own = word_of(option->name, strlen(option->name));
    bool no = cut_no(&asked), own_no = cut_no(&own);

    return option->kind == US_OPTION_FLAG && no != own_no && is_alike(own, asked);
}

typedef bool test(const us_option *option, word asked);

static bool is_exact(const us_option *option, word asked)
{
    return is_same(word_of(option->name, strlen(option->name)), asked);
}

static bool is_loose(const us_option *option, word asked)
{
    return is_alike(word_of(option->name, strlen(option->name)), asked);
}

static const us_option *find(const us_command *command, word asked, test *fits)
{
    for (const us_option *const *option = command->option; *option; option++) {
        if (fits(*option, asked))
            return *option;
    }
    return NULL;
}

const us_option *us_options_named(const us_command *command, const char *name, size_t length,
                                  bool *negated)
{
    word asked = word_of(name, length);
    const us_option *found = find(command, asked, is_exact);

    *negated = false;
    if (found || !command->loose)
        return found;
    found = find(command, asked, is_loose);
    if (!found) {
        found = find(command, asked, is_contrary);
        *negated = true;
    }
    return found;
}
