/* A temporary folder for a C compiler, and running the compiler in it. */
#include "cli/toolchain_program.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/embed.h"

extern char **environ;

static bool fail(char *error, size_t size, const char *what, const char *path)
{
    snprintf(error, size, "cannot %s '%s': %s", what, path, strerror(errno));
    return false;
}

/* ---- The folder -------------------------------------------------------------------------------- */

void us_workshop_path(const us_workshop *workshop, const char *name, char *path, size_t size)
{
    snprintf(path, size, "%s/%s", workshop->folder, name);
}

static bool write_all(int file, us_text bytes)
{
    while (bytes.length) {
        ssize_t written = write(file, bytes.bytes, bytes.length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = us_text_slice(bytes, (size_t)written, bytes.length);
    }
    return true;
}

bool us_workshop_add(const us_workshop *workshop, us_text name, us_text bytes, char *error,
                     size_t size)
{
    char path[512], leaf[256];
    int file;
    bool written;

    snprintf(leaf, sizeof leaf, "%.*s", (int)name.length, name.bytes);
    us_workshop_path(workshop, leaf, path, sizeof path);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(error, size, "write", path);
    written = write_all(file, bytes);
    if (close(file) || !written)
        return fail(error, size, "write", path);
    return true;
}

bool us_workshop_open(us_workshop *workshop, const gen_file *files, char *error, size_t size)
{
    const char *parent = getenv("TMPDIR");

    if (!parent || !parent[0] || strlen(parent) > 128)
        parent = "/tmp";
    snprintf(workshop->folder, sizeof workshop->folder, "%s/understudy-XXXXXX", parent);
    if (!mkdtemp(workshop->folder)) {
        workshop->folder[0] = '\0';
        return fail(error, size, "make a temporary folder in", parent);
    }
    if (!us_workshop_add(workshop, US_TEXT("understudy.h"), us_embedded_header(), error, size) ||
        !us_workshop_add(workshop, US_TEXT("understudy_bytes.h"), us_embedded_bytes(), error,
                         size) ||
        !us_workshop_add(workshop, US_TEXT("understudy_fast.h"), us_embedded_fast(), error, size))
        return false;
    for (const gen_file *file = files; file; file = file->next) {
        if (!us_workshop_add(workshop, file->name, file->text, error, size))
            return false;
    }
    return true;
}

void us_workshop_close(us_workshop *workshop)
{
    DIR *folder = workshop->folder[0] ? opendir(workshop->folder) : NULL;

    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    rmdir(workshop->folder);
}

/* ---- The compiler ------------------------------------------------------------------------------ */

/* What the compiler printed, as far as there is room, below a line that says whose words they are. */
static bool failed(const char *cc, const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "r");
    int head = snprintf(text, size, "the C compiler '%s' failed:\n", cc);
    size_t length = (size_t)head < size ? (size_t)head : size - 1;

    if (file) {
        length += fread(text + length, 1, size - 1 - length, file);
        fclose(file);
    }
    while (length && (text[length - 1] == '\n' || text[length - 1] == ':'))
        length--;
    text[length] = '\0';
    return false;
}

/* Starts argv with its output going to `path`; 0 or an errno. */
static int start(pid_t *child, const char *const *argv, const char *path)
{
    posix_spawn_file_actions_t actions;
    int status = posix_spawn_file_actions_init(&actions);

    if (status)
        return status;
    status = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path,
                                              O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!status)
        status = posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (!status)
        status = posix_spawnp(child, argv[0], &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

static bool not_started(const char *cc, int reason, char *error, size_t size)
{
    if (reason == ENOENT)
        snprintf(error, size,
                 "there is no C compiler called '%s'; install one (on Debian: apt-get install gcc "
                 "libc6-dev) or name yours with --cc",
                 cc);
    else
        snprintf(error, size, "cannot run the C compiler '%s': %s", cc, strerror(reason));
    return false;
}

bool us_run_compiler(const us_workshop *workshop, const char *const *argv, char *error, size_t size)
{
    char path[512];
    pid_t child;
    int status;

    us_workshop_path(workshop, "messages", path, sizeof path);
    status = start(&child, argv, path);
    if (status)
        return not_started(argv[0], status, error, size);
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return fail(error, size, "wait for", argv[0]);
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    return failed(argv[0], path, error, size);
}
