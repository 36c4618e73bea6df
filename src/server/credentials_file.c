/* A file of credentials in JSON, and looking whether it has changed. */
#include "server/credentials_file.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/json.h"

/* A file of this size has no place among the options of a mock. */
enum { MOST_BYTES = 16 << 20 };

static bool read_bytes(us_arena *arena, const char *path, us_text *text)
{
    char piece[4096];
    size_t got;
    us_buf bytes = us_buf_new(arena, sizeof piece);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0 && bytes.length < MOST_BYTES)
        us_buf_add(&bytes, (us_text){ piece, got });
    bool good = ferror(file) == 0;
    fclose(file);
    *text = us_buf_text(&bytes);
    return good;
}

us_credentials *us_credentials_read_file(const char *path, const us_module *module)
{
    us_arena arena = { 0 };
    us_text json;
    us_credentials_fault fault;
    us_credentials *credentials = NULL;
    unsigned line, column;
    if (read_bytes(&arena, path, &json)) {
        credentials = us_credentials_read(json, module, &fault);
        us_json_position(json, fault.offset, &line, &column);
        if (credentials == NULL)
            fprintf(stderr, "%s:%u:%u: error: %s\n", path, line, column, fault.message);
    } else {
        fprintf(stderr, "understudy: cannot read '%s': %s\n", path, strerror(errno));
    }
    us_arena_free(&arena);
    return credentials;
}

uint32_t us_credentials_signature(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    const long long parts[] = { status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                                (long long)status.st_ino };
    return us_hash((const char *)parts, sizeof parts);
}
