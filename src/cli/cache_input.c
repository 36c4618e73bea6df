/* A file is the same when size and date are, and otherwise when its content is; a folder, when date or
 * names are. Editors and checkouts change dates without a change, and within one tick of the clock a
 * change may leave the date: the content decides then. */
#include "cli/cache_input.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/content_hash.h"

/* Some file systems keep dates to two seconds. */
#define SECONDS_OF_DOUBT 2

/* fixtures/<api>/<operationId> */
#define FOLDER_DEPTH 2

enum kind { NOTHING, PLAIN_FILE, FOLDER };

typedef struct record { /* the path follows it */
    int64_t seconds, nanoseconds;
    uint64_t size, hash;
    uint32_t kind, path_length;
} record;

static enum kind look_at(const char *path, record *now)
{
    struct stat status;

    *now = (record){ 0 };
    if (stat(path, &status))
        return NOTHING;
    now->kind = S_ISDIR(status.st_mode) ? FOLDER : S_ISREG(status.st_mode) ? PLAIN_FILE : NOTHING;
    now->size = now->kind == PLAIN_FILE ? (uint64_t)status.st_size : 0;
    now->seconds = status.st_mtim.tv_sec;
    now->nanoseconds = status.st_mtim.tv_nsec;
    return (enum kind)now->kind;
}

/* ---- Content --------------------------------------------------------------------------------------- */

/* The sum over the names, which come in any order. */
static bool hash_folder(const char *path, uint64_t *hash)
{
    DIR *folder = opendir(path);

    *hash = 0;
    if (!folder)
        return false;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] != '.')
            *hash += us_content_hash(us_text_of(entry->d_name));
    }
    return closedir(folder) == 0;
}

static bool hash_file(const char *path, uint64_t *hash)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && us_content_hash_file(file, 0, hash);

    if (file >= 0)
        close(file);
    return good;
}

static bool hash_input(const char *path, enum kind kind, uint64_t *hash)
{
    return kind == FOLDER ? hash_folder(path, hash) : hash_file(path, hash);
}

/* ---- Writing --------------------------------------------------------------------------------------- */

static void add_record(us_buf *out, record *r, us_text path, struct timespec before)
{
    if (r->seconds + SECONDS_OF_DOUBT >= before.tv_sec)
        r->nanoseconds = -1; /* no date is like this one */
    r->path_length = (uint32_t)path.length;
    us_buf_add(out, (us_text){ (const char *)r, sizeof *r });
    us_buf_add(out, path);
    us_buf_add_byte(out, '\0');
}

/* A source without text is something that a warning speaks of, and nothing was read of it. */
static bool add_source(us_buf *out, const gen_source *source, struct timespec before)
{
    record r;

    if (look_at(source->path, &r) == NOTHING)
        return false;
    if (r.kind == PLAIN_FILE)
        r.hash = us_content_hash(source->text);
    else if (!hash_folder(source->path, &r.hash))
        return false;
    add_record(out, &r, us_text_of(source->path), before);
    return true;
}

static bool add_folder(us_buf *out, const char *path, unsigned depth, struct timespec before)
{
    us_arena arena = { 0 };
    record r;
    enum kind kind = look_at(path, &r);
    bool good = kind != FOLDER || hash_folder(path, &r.hash);
    DIR *folder = kind == FOLDER ? opendir(path) : NULL;

    add_record(out, &r, us_text_of(path), before);
    for (struct dirent *entry; folder && depth > 0 && (entry = readdir(folder));) {
        const char *below = us_arena_print(&arena, "%s/%s", path, entry->d_name).bytes;
        record inner;

        if (entry->d_name[0] != '.' && look_at(below, &inner) == FOLDER)
            good = add_folder(out, below, depth - 1, before) && good;
    }
    if (folder)
        closedir(folder);
    us_arena_free(&arena);
    return good;
}

bool us_inputs_write(us_buf *out, const us_specs *specs, const char *fixtures,
                     struct timespec before)
{
    bool good = true;

    for (unsigned i = 0; i < specs->g->sources; i++)
        good = add_source(out, &specs->g->source[i], before) && good;
    return add_folder(out, fixtures, FOLDER_DEPTH, before) && good;
}

/* ---- Comparing ------------------------------------------------------------------------------------- */

static bool is_same(const record *then, const char *path)
{
    record now;
    enum kind kind = look_at(path, &now);

    if (kind != (enum kind)then->kind || now.size != then->size)
        return false;
    if (kind == NOTHING || (now.seconds == then->seconds && now.nanoseconds == then->nanoseconds))
        return true;
    return hash_input(path, kind, &now.hash) && now.hash == then->hash;
}

/* Takes the next record off *records and returns its path; NULL when it is none. */
static const char *next_record(us_text *records, record *next)
{
    const char *path = records->bytes + sizeof *next;

    if (records->length <= sizeof *next)
        return NULL;
    memcpy(next, records->bytes, sizeof *next);
    if (records->length - sizeof *next <= next->path_length || path[next->path_length])
        return NULL;
    *records = us_text_slice(*records, sizeof *next + next->path_length + 1, records->length);
    return path;
}

bool us_inputs_unchanged(us_text records)
{
    while (records.length) {
        record then;
        const char *path = next_record(&records, &then);

        if (!path || !is_same(&then, path))
            return false;
    }
    return true;
}

uint64_t us_inputs_signature(us_text records)
{
    uint64_t signature = 0;
    const char *path;
    record then, now;

    while (records.length && (path = next_record(&records, &then))) {
        look_at(path, &now);
        signature = signature * 31 + us_content_hash((us_text){ (const char *)&now, sizeof now });
    }
    return signature;
}
