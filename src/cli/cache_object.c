/* An entry: a head, and behind it the object as the linker wants it. */
#include "cli/cache_object.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cache_file.h"
#include "cli/content_hash.h"

typedef struct object_head {
    char form[16];
    uint64_t hash; /* of everything behind it */
    uint64_t length;
    uint64_t key;
} object_head;

enum { HASHED_FROM = offsetof(object_head, length) };

static const char form[16] = "understudy obj\n";

static const char *entry_path(us_arena *arena, const char *folder, uint64_t key)
{
    return us_arena_print(arena, "%s/%016jx.object", folder, (uintmax_t)key).bytes;
}

/* What is in `from` between the two places, to where `to` stands. */
static bool copy(int to, int from, uint64_t start, uint64_t end)
{
    off_t at = (off_t)start;

    while (at < (off_t)end) {
        ssize_t more = sendfile(to, from, &at, (size_t)((off_t)end - at));

        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return false;
    }
    return true;
}

/* ---- Taking ---------------------------------------------------------------------------------------- */

static bool is_whole(int file, uint64_t length, uint64_t key)
{
    object_head head;
    uint64_t hash;

    return us_cache_file_read(file, &head, sizeof head, 0) &&
           memcmp(head.form, form, sizeof form) == 0 && head.key == key && head.length == length &&
           us_content_hash_file(file, HASHED_FROM, &hash) && hash == head.hash;
}

static bool copy_out(int entry, uint64_t length, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = file >= 0 && copy(file, entry, sizeof(object_head), length);

    if (file >= 0)
        good = close(file) == 0 && good;
    return good;
}

bool us_object_take(const char *folder, uint64_t key, const char *path)
{
    us_arena arena = { 0 };
    const char *kept = entry_path(&arena, folder, key);
    uint64_t length;
    int entry = us_cache_file_open(kept, &length);
    bool taken = entry >= 0 && is_whole(entry, length, key) && copy_out(entry, length, path);

    if (entry >= 0)
        close(entry);
    if (taken)
        us_cache_file_touch(kept);
    us_arena_free(&arena);
    return taken;
}

/* ---- Keeping --------------------------------------------------------------------------------------- */

typedef struct draft {
    object_head head;
    int object;
} draft;

/* The hash is taken of what the file says, so the head is written last. */
static bool write_entry(void *context, int file)
{
    draft *d = context;
    struct stat status;

    if (fstat(d->object, &status))
        return false;
    d->head.length = sizeof d->head + (uint64_t)status.st_size;
    return us_cache_file_write(file, &d->head, sizeof d->head, 0) &&
           lseek(file, sizeof d->head, SEEK_SET) >= 0 &&
           copy(file, d->object, 0, (uint64_t)status.st_size) &&
           us_content_hash_file(file, HASHED_FROM, &d->head.hash) &&
           us_cache_file_write(file, &d->head, sizeof d->head, 0);
}

void us_object_keep(const char *folder, uint64_t key, const char *path)
{
    us_arena arena = { 0 };
    draft d = { .head.key = key, .object = open(path, O_RDONLY | O_CLOEXEC) };

    memcpy(d.head.form, form, sizeof form);
    if (d.object >= 0) {
        (void)us_cache_file_make(folder, entry_path(&arena, folder, key), write_entry, &d);
        close(d.object);
    }
    us_arena_free(&arena);
}
