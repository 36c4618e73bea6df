/* The calls that civetweb makes and we answer.
 *
 * The names below are functions of the C library. libcivetweb.so asks for them by name, and the dynamic
 * linker finds those of the program first. Each looks whether the call concerns us and otherwise does
 * what the library's does, by a system call that has another name there. */
#define _GNU_SOURCE    /* accept4, ppoll, RTLD_NEXT */
#undef _FORTIFY_SOURCE /* which defines some of these names itself, as inline functions */
#include "server/civetweb_calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

#include "server/lobby.h"

#define SEEN_BY_CIVETWEB __attribute__((visibility("default")))

SEEN_BY_CIVETWEB int accept(int door, __SOCKADDR_ARG address, socklen_t *length)
{
    int result;
    if (us_lobby_accept(door, address.__sockaddr__, length, &result))
        return result;
    return accept4(door, address, length, 0);
}

SEEN_BY_CIVETWEB int poll(struct pollfd *wait, nfds_t count, int milliseconds)
{
    int result;
    if (us_lobby_poll(wait, count, milliseconds, &result))
        return result;
    struct timespec time = { milliseconds / 1000, milliseconds % 1000 * 1000000L };
    return ppoll(wait, count, milliseconds < 0 ? NULL : &time, NULL);
}

SEEN_BY_CIVETWEB ssize_t recv(int fd, void *bytes, size_t size, int flags)
{
    ssize_t result;
    if (us_lobby_recv(fd, bytes, size, &result))
        return result;
    return recvfrom(fd, bytes, size, flags, NULL, NULL);
}

SEEN_BY_CIVETWEB ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
    ssize_t result;
    if (us_lobby_send(fd, bytes, size, &result))
        return result;
    return sendto(fd, bytes, size, flags, NULL, 0);
}

/* civetweb's threads have 100 KiB of stack, which a checker in a deep document outgrows. */

static _Thread_local size_t least_stack;

void us_civetweb_stack(size_t least)
{
    least_stack = least;
}

typedef int set_stack_size(pthread_attr_t *attributes, size_t size);

SEEN_BY_CIVETWEB int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size)
{
    /* POSIX lets a function pointer come out of dlsym; ISO C has no conversion for it. */
    union {
        void *symbol;
        set_stack_size *call;
    } next = { dlsym(RTLD_NEXT, "pthread_attr_setstacksize") };
    if (next.symbol == NULL)
        return ENOSYS;
    return next.call(attributes, size < least_stack ? least_stack : size);
}
