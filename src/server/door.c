/* A unix socket leaves a file behind when its server ends without a word. Whether one is still in use can
 * only be told by knocking. */
#include "server/door.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct us_door {
    int fd;
    struct sockaddr_un address;
    struct stat file; /* that was made for it */
};

enum { BACKLOG = 1024 };

static us_door *fail(us_door *door, const char *why, char *error, size_t size)
{
    snprintf(error, size, "cannot listen on '%s': %s", door->address.sun_path, why);
    if (door->fd >= 0)
        close(door->fd);
    free(door);
    return NULL;
}

static bool listens(us_door *door)
{
    return bind(door->fd, (struct sockaddr *)&door->address, sizeof door->address) == 0 &&
           listen(door->fd, BACKLOG) == 0 && lstat(door->address.sun_path, &door->file) == 0;
}

/* Whether the file at the path is a socket that nobody answers on. */
static bool is_stale(const us_door *door)
{
    struct stat there;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool stale = fd >= 0 && lstat(door->address.sun_path, &there) == 0 && S_ISSOCK(there.st_mode) &&
                 connect(fd, (const struct sockaddr *)&door->address, sizeof door->address) != 0 &&
                 errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return stale;
}

us_door *us_door_open(const char *path, char *error, size_t size)
{
    us_door *door = calloc(1, sizeof *door);
    if (door == NULL || strlen(path) >= sizeof door->address.sun_path) {
        snprintf(error, size, "the path of the socket is longer than %zu bytes: %s",
                 sizeof door->address.sun_path - 1, path);
        free(door);
        return NULL;
    }
    door->address.sun_family = AF_UNIX;
    strcpy(door->address.sun_path, path);
    door->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door->fd < 0)
        return fail(door, strerror(errno), error, size);
    if (listens(door))
        return door;
    if (errno != EADDRINUSE)
        return fail(door, strerror(errno), error, size);
    if (!is_stale(door))
        return fail(door, "it is in use by another program, or no socket", error, size);
    if (unlink(path) != 0 || !listens(door))
        return fail(door, strerror(errno), error, size);
    return door;
}

int us_door_fd(const us_door *door)
{
    return door->fd;
}

void us_door_close(us_door *door)
{
    struct stat there;
    if (lstat(door->address.sun_path, &there) == 0 && there.st_ino == door->file.st_ino &&
        there.st_dev == door->file.st_dev)
        unlink(door->address.sun_path);
    close(door->fd);
    free(door);
}
