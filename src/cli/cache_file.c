/* See cache_file.h. */
#include "cli/cache_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* ---- Reading --------------------------------------------------------------------------------------- */

static bool is_ours(int file, uint64_t *length)
{
    struct stat status;

    if (fstat(file, &status) || !S_ISREG(status.st_mode) || status.st_uid != geteuid() ||
        (status.st_mode & 077))
        return false;
    *length = (uint64_t)status.st_size;
    return true;
}

int us_cache_file_open(const char *path, uint64_t *length)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    if (file >= 0 && !is_ours(file, length)) {
        close(file);
        return -1;
    }
    return file;
}

bool us_cache_file_read(int file, void *bytes, size_t length, uint64_t offset)
{
    for (char *at = bytes; length;) {
        ssize_t more = pread(file, at, length, (off_t)offset);

        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return false;
        at += more;
        offset += (uint64_t)more;
        length -= (size_t)more;
    }
    return true;
}

void us_cache_file_touch(const char *path)
{
    (void)utimensat(AT_FDCWD, path, NULL, 0);
}

/* ---- Writing --------------------------------------------------------------------------------------- */

bool us_cache_file_write(int file, const void *bytes, size_t length, uint64_t offset)
{
    for (const char *at = bytes; length;) {
        ssize_t more = pwrite(file, at, length, (off_t)offset);

        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return false;
        at += more;
        offset += (uint64_t)more;
        length -= (size_t)more;
    }
    return true;
}

bool us_cache_file_make(const char *folder, const char *path, us_cache_writer *write, void *context)
{
    us_arena arena = { 0 };
    us_text draft = us_arena_print(&arena, "%s/draft-XXXXXX", folder);
    int file = mkstemp((char *)draft.bytes);
    bool good = file >= 0 && write(context, file);

    if (file >= 0)
        good = close(file) == 0 && good;
    good = good && rename(draft.bytes, path) == 0;
    if (file >= 0 && !good)
        unlink(draft.bytes);
    us_arena_free(&arena);
    return good;
}
