/* The doorman: civetweb's accepting thread. It lets connections in, waits for all that are idle at once,
 * and gives civetweb one of those that have a request. */
#define _GNU_SOURCE /* accept4 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/lobby_inside.h"

enum {
    LINGER_MS = 2000,
    LOOK_MS = 100,
    SEND_MS = 10000, /* how long a worker waits for a client that does not read its reply */
    EVENTS = 64
};

static bool dismiss_longest_idle(us_lobby *lobby)
{
    us_visitor *visitor = lobby->leaving.first ? lobby->leaving.first : lobby->parked.first;
    if (visitor != NULL)
        us_lobby_dismiss(lobby, visitor);
    return visitor != NULL;
}

static void dismiss_expired(us_lobby *lobby)
{
    long long time = us_lobby_now();
    while (lobby->parked.first && time - lobby->parked.first->since > lobby->patience)
        us_lobby_dismiss(lobby, lobby->parked.first);
    while (lobby->leaving.first && time - lobby->leaving.first->since > LINGER_MS)
        us_lobby_dismiss(lobby, lobby->leaving.first);
}

/* A head that comes byte by byte is never idle: it has its own time, looked at now and then. */
static void dismiss_slow(us_lobby *lobby)
{
    static const char reply[] = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n"
                                "Content-Length: 0\r\n\r\n";
    long long time = us_lobby_now();
    if (time - lobby->looked < LOOK_MS)
        return;
    lobby->looked = time;
    for (us_visitor *visitor = lobby->parked.first, *after; visitor != NULL; visitor = after) {
        after = visitor->after;
        if (visitor->begun == 0 || time - visitor->begun < lobby->haste)
            continue;
        (void)us_visitor_send(visitor, reply, sizeof reply - 1);
        us_lobby_dismiss(lobby, visitor);
    }
}

static struct timeval milliseconds(unsigned count)
{
    return (struct timeval){ count / 1000, count % 1000 * 1000 };
}

static void admit(us_lobby *lobby, int fd, const struct sockaddr_in *peer)
{
    us_visitor *visitor = NULL;
    if (lobby->visitors < lobby->room || dismiss_longest_idle(lobby))
        visitor = us_visitor_new(fd, peer, lobby->tls);
    if (visitor == NULL) {
        close(fd);
        return;
    }
    struct timeval hold = milliseconds(US_HOLD_MS), send = milliseconds(SEND_MS);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &hold, sizeof hold);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &send, sizeof send);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    if (lobby->tls != NULL)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    lobby->visitors++;
    us_visitor_read(visitor, MSG_DONTWAIT);
    us_lobby_seat(lobby, visitor);
}

/* Takes in all that stand before the door, which does not block. */
static void open_door(us_lobby *lobby, int door)
{
    /* A client of a unix socket has no address, and civetweb wants one. */
    const struct sockaddr_in nobody = { .sin_family = AF_INET,
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    for (;;) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        int fd = accept4(door, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC);
        if (fd >= 0 && peer.sin_family != AF_INET)
            peer = nobody;
        if (fd >= 0)
            admit(lobby, fd, &peer);
        else if (errno == EMFILE || errno == ENFILE) {
            if (dismiss_longest_idle(lobby))
                continue;
            us_lobby_nap(10); /* all are at work, the door stays readable: do not spin */
            return;
        } else if (errno != EINTR && errno != ECONNABORTED)
            return;
    }
}

/* The client of a parked or leaving visitor did something. */
static void stir(us_lobby *lobby, us_visitor *visitor)
{
    if (visitor->list == &lobby->parked) {
        us_visitor_read(visitor, MSG_DONTWAIT);
        us_lobby_seat(lobby, visitor);
        return;
    }
    char unread[16384];
    ssize_t got = recvfrom(visitor->fd, unread, sizeof unread, MSG_DONTWAIT, NULL, NULL);
    bool goes_on = got > 0 || (got < 0 && errno == EAGAIN);
    if (!goes_on || !us_lobby_watch(lobby, visitor))
        us_lobby_dismiss(lobby, visitor);
}

static void hush(int bell)
{
    eventfd_t rings;
    (void)eventfd_read(bell, &rings); /* does not block; nothing to read is as good */
}

static void handle(us_lobby *lobby, int door, const struct epoll_event *event, int events)
{
    bool knocked = false;
    for (int i = 0; i < events; i++) {
        if (event[i].data.ptr == &lobby->set)
            knocked = true;
        else if (event[i].data.ptr == &lobby->bell)
            hush(lobby->bell);
        else
            stir(lobby, event[i].data.ptr);
    }
    /* Last, because both may dismiss a visitor whose event stood in the list. */
    if (knocked)
        open_door(lobby, door);
    dismiss_expired(lobby);
    dismiss_slow(lobby);
}

static void stand_at(us_lobby *lobby, int door)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = &lobby->set };
    if (lobby->socket > 0 && dup3(lobby->socket, door, O_CLOEXEC) < 0)
        return;
    fcntl(door, F_SETFL, fcntl(door, F_GETFL) | O_NONBLOCK);
    if (epoll_ctl(lobby->set, EPOLL_CTL_ADD, door, &event) == 0)
        atomic_store(&lobby->open, true);
}

/* poll() on the listening socket: 1 when somebody is ready for civetweb. */
int us_lobby_wait_at(us_lobby *lobby, int door, int limit)
{
    struct epoll_event event[EVENTS];
    if (atomic_load(&lobby->closing)) {
        us_lobby_nap(1); /* until civetweb sees that it is to stop */
        return 0;
    }
    if (!atomic_load(&lobby->open))
        stand_at(lobby, door);
    pthread_mutex_lock(&lobby->lock);
    long long soonest = us_lobby_wake(lobby);
    bool ready = lobby->ready.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    if (soonest >= 0 && (limit < 0 || soonest < limit))
        limit = (int)soonest;
    int events = epoll_wait(lobby->set, event, EVENTS, ready ? 0 : limit);
    pthread_mutex_lock(&lobby->lock);
    handle(lobby, door, event, events);
    us_lobby_wake(lobby);
    ready = lobby->ready.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    return ready && !atomic_load(&lobby->closing) ? 1 : 0;
}

/* A descriptor of the connection for civetweb to close, or -1 with errno set. */
static int lend(us_lobby *lobby, us_visitor *visitor)
{
    int fd = fcntl(visitor->fd, F_DUPFD_CLOEXEC, 0);
    while (fd < 0 && errno == EMFILE && dismiss_longest_idle(lobby))
        fd = fcntl(visitor->fd, F_DUPFD_CLOEXEC, 0);
    visitor->lent = fd;
    return fd;
}

static int call_in(us_lobby *lobby, struct sockaddr *address, socklen_t *length)
{
    us_visitor *visitor = lobby->ready.first;
    if (visitor == NULL || atomic_load(&lobby->closing)) {
        errno = EAGAIN;
        return -1;
    }
    int fd = lend(lobby, visitor);
    if (fd < 0) {
        atomic_fetch_sub(&lobby->waiting, 1);
        us_lobby_dismiss(lobby, visitor);
        errno = ECONNABORTED;
        return -1;
    }
    us_lobby_put(&lobby->lent, visitor);
    memcpy(address, &visitor->peer, sizeof visitor->peer);
    *length = sizeof visitor->peer;
    return fd;
}

bool us_lobby_accept(int door, struct sockaddr *address, socklen_t *length, int *result)
{
    (void)door;
    if (us_lobby_here.lobby == NULL || us_lobby_here.role != US_LOBBY_DOORMAN)
        return false;
    pthread_mutex_lock(&us_lobby_here.lobby->lock);
    *result = call_in(us_lobby_here.lobby, address, length);
    pthread_mutex_unlock(&us_lobby_here.lobby->lock);
    return true;
}
