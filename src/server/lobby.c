/* Waiting for many connections at once: one epoll set, four lists of visitors, one lock.
 *
 *   ready     a whole head has come; the doorman gives them to civetweb, first come, first served
 *   lent      with civetweb, in its queue or with a worker
 *   parked    idle, watched by the epoll set; the longest idle is first
 *   leaving   answered for the last time; read on until the client closes, or for two seconds
 *
 * A request on a connection that stays with its worker takes no lock and no call of epoll. */
#define _GNU_SOURCE /* accept4, dup3 */
#include "server/lobby.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "server/visitor.h"

enum {
    HOLD_MS = 5, /* how long a worker waits for the next request on a connection */
    TURNS = 32,  /* how many requests in a row a connection gets while others wait */
    PATIENCE_MS = 75000,
    LINGER_MS = 2000,
    SEND_MS = 10000, /* how long a worker waits for a client that does not read its reply */
    MOST_VISITORS = 16384,
    SPARE_FILES = 128, /* descriptors left for duplicates and for the rest of the program */
    EVENTS = 64
};

typedef struct us_visitors {
    us_visitor *first, *last;
} us_visitors;

struct us_lobby {
    int set;  /* epoll: the door, the bell, the visitors that are parked or leaving */
    int bell; /* eventfd: the doorman is to look at the lists */
    int stub; /* what civetweb closes in place of a connection */
    unsigned room;
    long long patience;

    pthread_mutex_t lock; /* of all that follows but for the atomics */
    us_visitors ready, lent, parked, leaving;
    unsigned visitors;

    atomic_uint waiting; /* visitors with a head that no worker has yet */
    atomic_uint busy;    /* workers that have a visitor */
    atomic_uint workers;
    atomic_bool open, closing;
};

/* Who the calling thread is in the lobby. */
static _Thread_local struct {
    us_lobby *lobby; /* NULL: a stranger */
    enum us_lobby_role role;
    us_visitor *visitor; /* of a worker */
    char last_byte;      /* of the body, as far as civetweb took it */
} here;

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static void nap(unsigned milliseconds)
{
    nanosleep(&(struct timespec){ milliseconds / 1000, milliseconds % 1000 * 1000000L }, NULL);
}

/* ---- lists ------------------------------------------------------------------------------------ */

static void take_out(us_visitor *visitor)
{
    us_visitors *list = visitor->list;
    *(visitor->before ? &visitor->before->after : &list->first) = visitor->after;
    *(visitor->after ? &visitor->after->before : &list->last) = visitor->before;
    visitor->list = NULL;
}

static void put_into(us_visitors *list, us_visitor *visitor)
{
    if (visitor->list != NULL)
        take_out(visitor);
    visitor->before = list->last;
    visitor->after = NULL;
    *(list->last ? &list->last->after : &list->first) = visitor;
    list->last = visitor;
    visitor->list = list;
    visitor->since = now();
}

static void dismiss(us_lobby *lobby, us_visitor *visitor)
{
    take_out(visitor);
    lobby->visitors--;
    us_visitor_free(visitor);
}

static bool watch(us_lobby *lobby, us_visitor *visitor)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLONESHOT, .data.ptr = visitor };
    int change = visitor->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    visitor->watched = epoll_ctl(lobby->set, change, visitor->fd, &event) == 0;
    return visitor->watched;
}

static void ring(us_lobby *lobby)
{
    (void)eventfd_write(lobby->bell, 1); /* fails only when it was rung four billion times */
}

/* Where a visitor that no worker has goes next; call with the lock held. */
static void seat(us_lobby *lobby, us_visitor *visitor)
{
    if (us_visitor_has_head(visitor)) {
        put_into(&lobby->ready, visitor);
        atomic_fetch_add(&lobby->waiting, 1);
        return;
    }
    if (visitor->length == 0) {
        free(visitor->bytes);
        visitor->bytes = NULL;
        visitor->room = 0;
    }
    put_into(&lobby->parked, visitor);
    if (visitor->ended || !watch(lobby, visitor))
        dismiss(lobby, visitor);
}

/* ---- the doorman ------------------------------------------------------------------------------ */

static bool dismiss_longest_idle(us_lobby *lobby)
{
    us_visitor *visitor = lobby->leaving.first ? lobby->leaving.first : lobby->parked.first;
    if (visitor != NULL)
        dismiss(lobby, visitor);
    return visitor != NULL;
}

static void dismiss_expired(us_lobby *lobby)
{
    long long time = now();
    while (lobby->parked.first && time - lobby->parked.first->since > lobby->patience)
        dismiss(lobby, lobby->parked.first);
    while (lobby->leaving.first && time - lobby->leaving.first->since > LINGER_MS)
        dismiss(lobby, lobby->leaving.first);
}

static struct timeval milliseconds(unsigned count)
{
    return (struct timeval){ count / 1000, count % 1000 * 1000 };
}

static void admit(us_lobby *lobby, int fd, const struct sockaddr_in *peer)
{
    us_visitor *visitor = NULL;
    if (lobby->visitors < lobby->room || dismiss_longest_idle(lobby))
        visitor = us_visitor_new(fd, peer);
    if (visitor == NULL) {
        close(fd);
        return;
    }
    struct timeval hold = milliseconds(HOLD_MS), send = milliseconds(SEND_MS);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &hold, sizeof hold);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &send, sizeof send);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    lobby->visitors++;
    us_visitor_read(visitor, MSG_DONTWAIT);
    seat(lobby, visitor);
}

/* Takes in all that stand before the door, which does not block. */
static void open_door(us_lobby *lobby, int door)
{
    for (;;) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        int fd = accept4(door, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC);
        if (fd >= 0)
            admit(lobby, fd, &peer);
        else if (errno == EMFILE || errno == ENFILE) {
            if (dismiss_longest_idle(lobby))
                continue;
            nap(10); /* every connection is at work: the door stays readable, so do not spin */
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
        seat(lobby, visitor);
        return;
    }
    char unread[16384];
    ssize_t got = recvfrom(visitor->fd, unread, sizeof unread, MSG_DONTWAIT, NULL, NULL);
    bool goes_on = got > 0 || (got < 0 && errno == EAGAIN);
    if (!goes_on || !watch(lobby, visitor))
        dismiss(lobby, visitor);
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
}

static void stand_at(us_lobby *lobby, int door)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = &lobby->set };
    fcntl(door, F_SETFL, fcntl(door, F_GETFL) | O_NONBLOCK);
    if (epoll_ctl(lobby->set, EPOLL_CTL_ADD, door, &event) == 0)
        atomic_store(&lobby->open, true);
}

/* poll() on the listening socket: 1 when somebody is ready for civetweb. */
static int wait_at(us_lobby *lobby, int door, int limit)
{
    struct epoll_event event[EVENTS];
    if (atomic_load(&lobby->closing)) {
        nap(1); /* until civetweb sees that it is to stop */
        return 0;
    }
    if (!atomic_load(&lobby->open))
        stand_at(lobby, door);
    pthread_mutex_lock(&lobby->lock);
    bool ready = lobby->ready.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    int events = epoll_wait(lobby->set, event, EVENTS, ready ? 0 : limit);
    pthread_mutex_lock(&lobby->lock);
    handle(lobby, door, event, events);
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
        dismiss(lobby, visitor);
        errno = ECONNABORTED;
        return -1;
    }
    put_into(&lobby->lent, visitor);
    memcpy(address, &visitor->peer, sizeof visitor->peer);
    *length = sizeof visitor->peer;
    return fd;
}

/* ---- the workers ------------------------------------------------------------------------------ */

/* The visitor of the calling worker, which it knows only by the descriptor at first. */
static us_visitor *visitor_of(int fd)
{
    us_lobby *lobby = here.lobby;
    if (here.visitor != NULL)
        return here.visitor;
    pthread_mutex_lock(&lobby->lock);
    us_visitor *visitor = lobby->lent.first;
    while (visitor != NULL && visitor->lent != fd)
        visitor = visitor->after;
    pthread_mutex_unlock(&lobby->lock);
    if (visitor == NULL)
        return NULL;
    atomic_fetch_sub(&lobby->waiting, 1);
    atomic_fetch_add(&lobby->busy, 1);
    /* civetweb made it non-blocking; we wait in recv itself, one system call instead of two. */
    fcntl(visitor->fd, F_SETFL, 0);
    visitor->turns = 0;
    here.visitor = visitor;
    return visitor;
}

/* More requests are waiting than there are workers left to take them. */
static bool is_crowded(us_lobby *lobby)
{
    return atomic_load(&lobby->waiting) + atomic_load(&lobby->busy) > atomic_load(&lobby->workers);
}

/* Whether the worker may wait for the next head of this visitor: yes, for HOLD_MS; when others wait for
 * a worker, only for a millisecond and not too often. */
static bool is_patient(us_lobby *lobby, us_visitor *visitor)
{
    if (atomic_load(&lobby->closing))
        return false;
    if (visitor->turns == 0 || !is_crowded(lobby))
        return true;
    if (visitor->turns >= TURNS)
        return false;
    struct pollfd soon = { .fd = visitor->fd, .events = POLLIN };
    return ppoll(&soon, 1, &(struct timespec){ 0, 1000000 }, NULL) != 0;
}

/* Takes the connection from civetweb, which keeps a descriptor that leads nowhere, back into the lobby. */
static void take_back(us_lobby *lobby, us_visitor *visitor)
{
    if (dup3(lobby->stub, visitor->lent, O_CLOEXEC) < 0)
        return; /* cannot be; then civetweb closes the connection */
    here.visitor = NULL;
    atomic_fetch_sub(&lobby->busy, 1);
    pthread_mutex_lock(&lobby->lock);
    visitor->lent = -1;
    seat(lobby, visitor);
    bool ready = lobby->ready.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    if (ready)
        ring(lobby);
}

/* poll() for a head: 1 when there is one, or the end of the connection, to read; -1 when there is
 * none, which makes civetweb close the connection without a word. */
static int wait_for_head(us_lobby *lobby, us_visitor *visitor)
{
    bool closing = atomic_load(&lobby->closing);
    bool turn_is_over = !closing && visitor->turns >= TURNS && is_crowded(lobby);
    while (!turn_is_over && !visitor->ended) {
        if (us_visitor_has_head(visitor))
            return 1;
        if (!is_patient(lobby, visitor) || !us_visitor_read(visitor, 0))
            break;
    }
    if (visitor->ended)
        return 1;
    if (!closing)
        take_back(lobby, visitor);
    errno = EINTR;
    return -1;
}

/* ---- what civetweb_calls.c asks ---------------------------------------------------------------- */

bool us_lobby_accept(int door, struct sockaddr *address, socklen_t *length, int *result)
{
    (void)door;
    if (here.lobby == NULL || here.role != US_LOBBY_DOORMAN)
        return false;
    pthread_mutex_lock(&here.lobby->lock);
    *result = call_in(here.lobby, address, length);
    pthread_mutex_unlock(&here.lobby->lock);
    return true;
}

bool us_lobby_poll(struct pollfd *wait, nfds_t count, int limit, int *result)
{
    if (here.lobby == NULL || count != 1 || (wait->events & POLLIN) == 0)
        return false;
    if (here.role == US_LOBBY_DOORMAN) {
        *result = wait_at(here.lobby, wait->fd, limit);
    } else {
        us_visitor *visitor = visitor_of(wait->fd);
        if (visitor == NULL)
            return false;
        if (us_visitor_left(visitor) > 0)
            *result = 1;
        else if (visitor->in_body)
            return false;
        else
            *result = wait_for_head(here.lobby, visitor);
    }
    wait->revents = *result > 0 ? POLLIN : 0;
    return true;
}

bool us_lobby_recv(int fd, void *bytes, size_t size, ssize_t *result)
{
    if (here.lobby == NULL || here.role != US_LOBBY_WORKER)
        return false;
    us_visitor *visitor = visitor_of(fd);
    if (visitor == NULL)
        return false;
    bool in_body = visitor->in_body;
    if (us_visitor_left(visitor) > 0)
        *result = (ssize_t)us_visitor_take(visitor, bytes, size);
    else
        *result = in_body ? recvfrom(fd, bytes, size, 0, NULL, NULL) : 0;
    if (in_body && *result > 0)
        here.last_byte = ((char *)bytes)[*result - 1];
    return true;
}

/* ---- what the host asks ----------------------------------------------------------------------- */

static unsigned room_for_visitors(const us_lobby_options *options)
{
    unsigned most = options != NULL && options->visitors > 0 ? options->visitors : MOST_VISITORS;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return most;
    rlim_t left =
        files.rlim_cur > 2 * SPARE_FILES ? files.rlim_cur - SPARE_FILES : files.rlim_cur / 2;
    return left < most ? (unsigned)left : most;
}

static bool open_files(us_lobby *lobby)
{
    lobby->set = epoll_create1(EPOLL_CLOEXEC);
    lobby->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lobby->stub = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = &lobby->bell };
    return lobby->set >= 0 && lobby->bell >= 0 && lobby->stub >= 0 &&
           epoll_ctl(lobby->set, EPOLL_CTL_ADD, lobby->bell, &event) == 0;
}

us_lobby *us_lobby_new(const us_lobby_options *options)
{
    us_lobby *lobby = calloc(1, sizeof *lobby);
    if (lobby == NULL)
        return NULL;
    lobby->room = room_for_visitors(options);
    lobby->patience = options != NULL && options->patience > 0 ? options->patience : PATIENCE_MS;
    pthread_mutex_init(&lobby->lock, NULL);
    if (open_files(lobby))
        return lobby;
    int error = errno;
    us_lobby_free(lobby);
    errno = error;
    return NULL;
}

static void dismiss_all(us_lobby *lobby, us_visitors *list)
{
    while (list->first != NULL)
        dismiss(lobby, list->first);
}

void us_lobby_free(us_lobby *lobby)
{
    dismiss_all(lobby, &lobby->ready);
    dismiss_all(lobby, &lobby->lent);
    dismiss_all(lobby, &lobby->parked);
    dismiss_all(lobby, &lobby->leaving);
    int file[] = { lobby->set, lobby->bell, lobby->stub };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++)
        if (file[i] >= 0)
            close(file[i]);
    pthread_mutex_destroy(&lobby->lock);
    free(lobby);
}

void us_lobby_enter(us_lobby *lobby, enum us_lobby_role role)
{
    here.lobby = lobby;
    here.role = role;
    here.visitor = NULL;
    if (role == US_LOBBY_WORKER)
        atomic_fetch_add(&lobby->workers, 1);
}

void us_lobby_leave(void)
{
    here.lobby = NULL;
}

bool us_lobby_wait_open(us_lobby *lobby, unsigned limit)
{
    long long end = now() + limit;
    while (!atomic_load(&lobby->open) && now() < end)
        nanosleep(&(struct timespec){ 0, 50000 }, NULL);
    return atomic_load(&lobby->open);
}

static bool is_somebody_lent(us_lobby *lobby, bool cut_off)
{
    pthread_mutex_lock(&lobby->lock);
    if (cut_off)
        for (us_visitor *visitor = lobby->lent.first; visitor != NULL; visitor = visitor->after)
            shutdown(visitor->fd, SHUT_RDWR);
    bool somebody = lobby->lent.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    return somebody;
}

void us_lobby_close(us_lobby *lobby, unsigned limit)
{
    atomic_store(&lobby->closing, true);
    ring(lobby);
    long long end = now() + limit;
    while (is_somebody_lent(lobby, false) && now() < end)
        nap(1);
    end = now() + 200;
    while (is_somebody_lent(lobby, true) && now() < end)
        nap(1);
}

us_text us_lobby_head(unsigned *lines)
{
    bool has = here.visitor != NULL && here.visitor->in_body;
    *lines = has ? here.visitor->lines : 0;
    return has ? us_visitor_head(here.visitor) : (us_text){ NULL, 0 };
}

bool us_lobby_body_ends_line(void)
{
    return here.last_byte == '\n';
}

void us_lobby_request_over(void)
{
    if (here.visitor != NULL)
        us_visitor_next(here.visitor);
    here.last_byte = 0;
}

void us_lobby_part(bool linger)
{
    us_lobby *lobby = here.lobby;
    us_visitor *visitor = here.visitor;
    if (visitor == NULL)
        return;
    here.visitor = NULL;
    atomic_fetch_sub(&lobby->busy, 1);
    pthread_mutex_lock(&lobby->lock);
    put_into(&lobby->leaving, visitor);
    visitor->lent = -1;
    if (!linger || visitor->ended || !watch(lobby, visitor))
        dismiss(lobby, visitor);
    pthread_mutex_unlock(&lobby->lock);
}
