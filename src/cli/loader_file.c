/* A file that a document leads to. It is no pipe and no device, which could block or never end. */
#include "cli/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(us_arena *arena, us_text *text, const char *why)
{
    *text = us_arena_copy(arena, us_text_of(why));
    return false;
}

static bool read_bytes(int file, char *bytes, size_t size, size_t *length)
{
    for (*length = 0; *length < size;) {
        ssize_t got = read(file, bytes + *length, size - *length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        *length += (size_t)got;
    }
    return true;
}

static bool read_open(us_arena *arena, int file, us_text *text)
{
    struct stat status;
    size_t length;

    if (fstat(file, &status) != 0)
        return fail(arena, text, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return fail(arena, text,
                    S_ISDIR(status.st_mode) ? "it is a folder" : "it is no regular file");
    if (status.st_size > US_LOADER_MOST)
        return fail(arena, text, "it is larger than 64 MiB");
    char *bytes = us_arena_alloc(arena, (size_t)status.st_size + 1);
    if (!read_bytes(file, bytes, (size_t)status.st_size, &length))
        return fail(arena, text, strerror(errno));
    *text = (us_text){ bytes, length };
    return true;
}

bool us_loader_read(us_arena *arena, const char *path, us_text *text)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    bool good;

    if (file < 0)
        return fail(arena, text, strerror(errno));
    good = read_open(arena, file, text);
    close(file);
    return good;
}
