/* A folder that is listed and read without following symbolic links: every step is an openat with
 * O_NOFOLLOW below the step before, so nothing can be swapped in between. */
#include "gen/cast.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGEST_FILE ((size_t)16 << 20)

static const char *reason_of(int error)
{
    if (error == ELOOP)
        return "symbolic links are not followed";
    return strerror(error);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const us_text *)a)->bytes, ((const us_text *)b)->bytes);
}

static void add_name(us_arena *arena, gen_folder *folder, size_t *room, const char *name)
{
    if (name[0] == '.')
        return;
    if (folder->names == *room) {
        us_text *grown = US_NEW_ARRAY(arena, us_text, *room * 2 + 16);
        if (folder->names > 0)
            memcpy(grown, folder->name, sizeof *grown * folder->names);
        folder->name = grown;
        *room = *room * 2 + 16;
    }
    folder->name[folder->names++] = us_arena_copy(arena, us_text_of(name));
}

/* Lists through a second descriptor, which closedir takes with it. */
static bool list(us_arena *arena, gen_folder *folder)
{
    int descriptor = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
    size_t room = 0;
    if (!directory) {
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    for (struct dirent *entry; (entry = readdir(directory));)
        add_name(arena, folder, &room, entry->d_name);
    closedir(directory);
    if (folder->names > 0)
        qsort(folder->name, folder->names, sizeof *folder->name, compare_names);
    return true;
}

/* O_NOFOLLOW with O_DIRECTORY says ENOTDIR of a link; the reader should hear what it is. */
static int reason_to_refuse(int parent, const char *name)
{
    int error = errno;
    struct stat status;
    if (error == ENOTDIR && fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(status.st_mode))
        return ELOOP;
    return error;
}

const char *gen_folder_open(us_arena *arena, const gen_folder *parent, us_text name, us_text path,
                            gen_folder *folder)
{
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (parent ? O_NOFOLLOW : 0);
    const char *step = us_arena_copy(arena, name).bytes;
    int below = parent ? parent->descriptor : AT_FDCWD;
    *folder = (gen_folder){ .path = path, .descriptor = openat(below, step, flags) };
    if (folder->descriptor < 0)
        return reason_of(reason_to_refuse(below, step));
    if (list(arena, folder))
        return NULL;
    const char *reason = reason_of(errno);
    gen_folder_close(folder);
    return reason;
}

void gen_folder_close(gen_folder *folder)
{
    close(folder->descriptor);
}

/* O_NONBLOCK: opening a named pipe must not wait for its writer. */
static const char *read_all(us_arena *arena, int descriptor, us_text *bytes)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return reason_of(errno);
    if (!S_ISREG(status.st_mode))
        return "this is not a plain file";
    if ((size_t)status.st_size > LARGEST_FILE)
        return "the file is larger than 16 MiB";
    char *content = us_arena_alloc(arena, (size_t)status.st_size + 1);
    size_t length = 0;
    while (length < (size_t)status.st_size) {
        ssize_t count = read(descriptor, content + length, (size_t)status.st_size - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return reason_of(errno);
        if (count == 0)
            break;
        length += (size_t)count;
    }
    *bytes = (us_text){ content, length };
    return NULL;
}

const char *gen_folder_read(us_arena *arena, const gen_folder *folder, us_text name, us_text *bytes)
{
    int descriptor = openat(folder->descriptor, us_arena_copy(arena, name).bytes,
                            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return reason_of(errno);
    const char *reason = read_all(arena, descriptor, bytes);
    close(descriptor);
    return reason;
}
