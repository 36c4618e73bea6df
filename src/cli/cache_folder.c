/* The folder has to be ours alone, since what is in it is run. */
#include "cli/cache_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/content_hash.h"

#define SECONDS_KEPT (30 * 24 * 3600)

/* ---- The folder ------------------------------------------------------------------------------------ */

/* Why the folder cannot be used, or NULL. */
static const char *refusal(const char *path)
{
    struct stat status;

    if (mkdir(path, 0700) && errno != EEXIST)
        return strerror(errno);
    if (lstat(path, &status))
        return strerror(errno);
    if (!S_ISDIR(status.st_mode))
        return "it is no folder";
    if (status.st_uid != geteuid())
        return "it belongs to somebody else";
    if (status.st_mode & 077)
        return "others may enter it; chmod 700 helps";
    return NULL;
}

/* The folder for all caches of this user, or NULL. A relative XDG_CACHE_HOME is to be ignored. */
static const char *user_folder(us_arena *arena)
{
    const char *caches = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

    if (caches && caches[0] == '/')
        return caches;
    return home && home[0] == '/' ? us_arena_print(arena, "%s/.cache", home).bytes : NULL;
}

const char *us_cache_folder(us_arena *arena, const us_settings *settings)
{
    const char *path = settings->cache, *why;

    if (settings->no_cache)
        return NULL;
    if (!path) {
        const char *above = user_folder(arena);

        if (!above || (mkdir(above, 0700) && errno != EEXIST))
            return NULL;
        path = us_arena_print(arena, "%s/understudy", above).bytes;
    }
    why = refusal(path);
    if (why && settings->cache)
        us_complain("nothing is kept in '%s': %s", path, why);
    return why ? NULL : path;
}

static bool is_of_the_cache(us_text name)
{
    return us_text_ends(name, US_TEXT(".module")) || us_text_ends(name, US_TEXT(".object")) ||
           us_text_starts(name, US_TEXT("draft-"));
}

void us_cache_sweep(const char *path)
{
    DIR *folder = opendir(path);
    time_t now = time(NULL);
    struct stat status;

    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (is_of_the_cache(us_text_of(entry->d_name)) &&
            fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            status.st_mtime + SECONDS_KEPT < now)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
}

/* ---- The key --------------------------------------------------------------------------------------- */

/* What only the server hears of. An option that is not listed here is part of the key. */
static const us_option *const after_compiling[] = {
    &us_option_port,    &us_option_host,  &us_option_no_cors,    &us_option_body_limit,
    &us_option_threads, &us_option_quiet, &us_option_cache,      &us_option_no_cache,
    &us_option_strict,  &us_option_watch, &us_option_error_body,
};

static bool is_for_the_compiler(const us_option *option)
{
    for (unsigned i = 0; i < sizeof after_compiling / sizeof after_compiling[0]; i++) {
        if (after_compiling[i] == option)
            return false;
    }
    return true;
}

static void add_word(us_buf *words, const char *word)
{
    us_buf_add_string(words, word ? word : "");
    us_buf_add_byte(words, '\0');
}

static void add_words(us_buf *words, const us_words *given)
{
    us_buf_print(words, "%u ", given->count);
    for (unsigned i = 0; i < given->count; i++)
        add_word(words, given->word[i]);
}

static void add_option(us_buf *words, const us_settings *settings, const us_option *option)
{
    const char *member = (const char *)settings + option->member;

    add_word(words, option->name);
    switch (option->kind) {
    case US_OPTION_FLAG:
        us_buf_print(words, "%d", *(const bool *)member);
        break;
    case US_OPTION_TEXT:
    case US_OPTION_OPTIONAL:
    case US_OPTION_CHOICE:
        add_word(words, *(const char *const *)(const void *)member);
        break;
    case US_OPTION_WORDS:
        add_words(words, (const us_words *)(const void *)member);
        break;
    case US_OPTION_NUMBER:
        us_buf_print(words, "%u", *(const unsigned *)(const void *)member);
        break;
    case US_OPTION_DELAY: /* what is compiled has nothing to do with it */
        break;
    }
}

/* The program may be another at the next start, under the same name and version. */
static bool add_executable(us_buf *words)
{
    struct stat status;

    if (stat("/proc/self/exe", &status))
        return false;
    us_buf_print(words, "%s %ju %ju %jd %jd.%ld", US_VERSION, (uintmax_t)status.st_dev,
                 (uintmax_t)status.st_ino, (intmax_t)status.st_size,
                 (intmax_t)status.st_mtim.tv_sec, (long)status.st_mtim.tv_nsec);
    return true;
}

bool us_cache_key(const us_command *command, const us_settings *settings, uint64_t *key)
{
    us_arena arena = { 0 };
    us_buf words = us_buf_new(&arena, 1024);
    char *folder = getcwd(NULL, 0);
    bool good = folder && add_executable(&words);

    add_word(&words, folder);
    for (const us_option *const *option = command->option; *option; option++) {
        if (is_for_the_compiler(*option))
            add_option(&words, settings, *option);
    }
    for (unsigned i = 0; i < settings->operands; i++)
        add_word(&words, settings->operand[i]);
    *key = us_content_hash(us_buf_text(&words));
    free(folder);
    us_arena_free(&arena);
    return good;
}
