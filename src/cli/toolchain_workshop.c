/* A temporary folder for C compilers. */
#include "cli/toolchain_jobs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/embed.h"

static bool fail(char *error, size_t size, const char *what, const char *path)
{
    snprintf(error, size, "cannot %s '%s': %s", what, path, strerror(errno));
    return false;
}

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

    *workshop = (us_workshop){ 0 };
    us_signals_hold(workshop);
    if (!parent || !parent[0] || strlen(parent) > 128)
        parent = "/tmp";
    snprintf(workshop->folder, sizeof workshop->folder, "%s/understudy-XXXXXX", parent);
    if (!mkdtemp(workshop->folder)) {
        workshop->folder[0] = '\0';
        return fail(error, size, "make a temporary folder in", parent);
    }
    for (unsigned i = 0; i < US_EMBEDDED_HEADERS; i++) {
        us_embedded header = us_embedded_header(i);

        if (!us_workshop_add(workshop, header.name, header.bytes, error, size))
            return false;
    }
    for (const gen_file *file = files; file; file = file->next) {
        if (!us_workshop_add(workshop, file->name, file->text, error, size))
            return false;
    }
    return true;
}

static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);

    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    rmdir(path);
}

void us_workshop_close(us_workshop *workshop)
{
    if (workshop->folder[0])
        remove_folder(workshop->folder);
    us_signals_release(workshop);
}
