/* The file alone would not do, since "cc" may be a script or a driver that calls what was upgraded behind it;
 * nor would the version alone, since a script may add options. */
#include "cli/toolchain_identity.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "cli/content_hash.h"

static bool add_file(us_buf *words, const char *path)
{
    struct stat status;

    if (stat(path, &status) || !S_ISREG(status.st_mode) || !(status.st_mode & 0111))
        return false;
    us_buf_print(words, "%s %ju %ju %jd %jd.%ld\n", path, (uintmax_t)status.st_dev,
                 (uintmax_t)status.st_ino, (intmax_t)status.st_size,
                 (intmax_t)status.st_mtim.tv_sec, (long)status.st_mtim.tv_nsec);
    return true;
}

/* As execvp(3) looks for it. */
static void add_program(us_buf *words, const char *cc)
{
    const char *path = getenv("PATH");
    us_text rest = us_text_of(path ? path : "");

    if (strchr(cc, '/')) {
        (void)add_file(words, cc);
        return;
    }
    while (rest.length) {
        us_text folder = us_text_slice(rest, 0, us_text_find(rest, ':'));
        us_text file = folder.length ? us_arena_print(words->arena, "%.*s/%s", (int)folder.length,
                                                      folder.bytes, cc)
                                     : us_arena_print(words->arena, "./%s", cc);

        if (add_file(words, file.bytes))
            return;
        rest = us_text_slice(rest, folder.length + 1, rest.length);
    }
}

static void add_environment(us_buf *words)
{
    static const char *const names[] = { "COMPILER_PATH", "GCC_EXEC_PREFIX" };

    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        us_buf_print(words, "%s=%s\n", names[i], value ? value : "");
    }
}

bool us_compiler_identity(us_workshop *workshop, const char *cc, uint64_t *identity, char *error,
                          size_t size)
{
    const char *const argv[] = { cc, "--version", NULL };
    us_job job = { .argv = argv, .what = "to tell its version" };
    us_arena arena = { 0 };
    us_buf words = us_buf_new(&arena, 1024);
    char version[4096];
    bool good = us_run_jobs(workshop, &job, 1, error, size);

    add_program(&words, cc);
    add_environment(&words);
    us_buf_add(&words, (us_text){ version, us_job_messages(workshop, 0, version, sizeof version) });
    *identity = us_content_hash(us_buf_text(&words));
    us_arena_free(&arena);
    return good;
}
