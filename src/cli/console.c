/* Messages, and files whole in memory. */
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

void us_complain(const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    fputs("understudy: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void us_print(FILE *stream, us_text text)
{
    fwrite(text.bytes, 1, text.length, stream);
}

bool us_print_end(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    us_complain("cannot write the result: %s", strerror(errno));
    return false;
}

static bool fail(const char *what, const char *path)
{
    us_complain("cannot %s '%s': %s", what, path, strerror(errno));
    return false;
}

/* ---- Reading ----------------------------------------------------------------------------------- */

/* A file says how big it is; a pipe does not. */
static size_t likely_size(int file)
{
    struct stat status;

    return fstat(file, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size : 0;
}

/* Reads to the end; errno says why when it fails. */
static bool read_all(us_arena *arena, int file, us_text *text)
{
    us_buf all = us_buf_new(arena, likely_size(file) + 65536);
    char bytes[65536];
    ssize_t length;

    while ((length = read(file, bytes, sizeof bytes)) != 0) {
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return false;
        us_buf_add(&all, (us_text){ bytes, (size_t)length });
    }
    *text = us_buf_text(&all);
    return true;
}

bool us_read_file(us_arena *arena, const char *path, us_text *text)
{
    bool is_stdin = !strcmp(path, "-");
    int file = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    bool good;

    if (file < 0)
        return fail("read", path);
    good = read_all(arena, file, text) || fail("read", path);
    if (!is_stdin)
        close(file);
    return good;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static bool says_already(const char *path, us_text text)
{
    us_arena arena = { 0 };
    us_text now;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool same;

    if (file < 0)
        return false;
    same = read_all(&arena, file, &now) && us_text_equal(now, text);
    close(file);
    us_arena_free(&arena);
    return same;
}

static bool write_to(const char *path, us_text text)
{
    FILE *file = fopen(path, "w");
    bool good;

    if (!file)
        return false;
    good = fwrite(text.bytes, 1, text.length, file) == text.length;
    return fclose(file) == 0 && good;
}

bool us_write_file(const char *path, us_text text, bool *changed)
{
    us_arena arena = { 0 };
    const char *draft = us_arena_print(&arena, "%s.new", path).bytes;
    bool good = true;

    *changed = !says_already(path, text);
    if (*changed)
        good = (write_to(draft, text) && !rename(draft, path)) || fail("write", path);
    if (!good)
        unlink(draft);
    us_arena_free(&arena);
    return good;
}
