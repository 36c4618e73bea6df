/* The workers: civetweb's other threads. Each has a visitor for as long as its requests follow each other
 * closely, and gives it back to the lobby behind civetweb's back. */
#define _GNU_SOURCE /* dup3 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "server/head.h"
#include "server/lobby_inside.h"

enum {
    TURNS = 32,            /* how many requests in a row a connection gets while others wait */
    BODY_PAUSE_MS = 10000, /* between two bytes of a body */
    SEND_SECONDS = 10      /* for a client that does not read its reply, as the doorman has it */
};

/* The visitor of the calling worker, which it knows only by the descriptor at first. NULL for a descriptor
 * that is none of ours: a worker may have connections of its own, to an upstream. */
static us_visitor *visitor_of(int fd)
{
    us_lobby *lobby = us_lobby_here.lobby;
    if (us_lobby_here.visitor != NULL)
        return us_lobby_here.visitor->lent == fd ? us_lobby_here.visitor : NULL;
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
    if (visitor->tls == NULL)
        fcntl(visitor->fd, F_SETFL, 0);
    visitor->turns = 0;
    us_lobby_here.visitor = visitor;
    return visitor;
}

/* More requests are waiting than there are workers left to take them. */
static bool is_crowded(us_lobby *lobby)
{
    return atomic_load(&lobby->waiting) + atomic_load(&lobby->busy) > atomic_load(&lobby->workers);
}

/* Whether the worker may wait for the next head of this visitor: yes, for US_HOLD_MS; when others
 * wait for a worker, only for a millisecond and not too often. */
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
    us_lobby_here.visitor = NULL;
    atomic_fetch_sub(&lobby->busy, 1);
    pthread_mutex_lock(&lobby->lock);
    visitor->lent = -1;
    us_lobby_seat(lobby, visitor);
    bool news = lobby->ready.first != NULL || lobby->resting.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    if (news)
        us_lobby_ring(lobby);
}

/* poll() for a head: 1 when there is one, or the end of the connection, to read; -1 when there is
 * none, which makes civetweb close the connection without a word. */
static int wait_for_head(us_lobby *lobby, us_visitor *visitor)
{
    bool closing = atomic_load(&lobby->closing);
    bool turn_is_over = !closing && visitor->turns >= TURNS && is_crowded(lobby), rests = false;
    while (!turn_is_over && !visitor->ended) {
        if (us_visitor_has_head(visitor)) {
            rests = us_lobby_is_to_rest(lobby, visitor);
            if (!rests)
                return 1;
            break;
        }
        if (!is_patient(lobby, visitor) || !us_visitor_read(visitor, 0))
            break;
    }
    if (visitor->ended && !rests)
        return 1;
    if (!closing)
        take_back(lobby, visitor);
    errno = EINTR;
    return -1;
}

bool us_lobby_poll(struct pollfd *wait, nfds_t count, int limit, int *result)
{
    if (us_lobby_here.lobby == NULL || count != 1 || (wait->events & POLLIN) == 0)
        return false;
    if (us_lobby_here.role == US_LOBBY_DOORMAN) {
        *result = us_lobby_wait_at(us_lobby_here.lobby, wait->fd, limit);
    } else {
        us_visitor *visitor = visitor_of(wait->fd);
        if (visitor == NULL)
            return false;
        if (us_visitor_left(visitor) > 0)
            *result = 1;
        else if (visitor->in_body)
            *result = 1; /* the end, as us_lobby_recv tells it */
        else
            *result = wait_for_head(us_lobby_here.lobby, visitor);
    }
    wait->revents = *result > 0 ? POLLIN : 0;
    return true;
}

bool us_lobby_recv(int fd, void *bytes, size_t size, ssize_t *result)
{
    if (us_lobby_here.lobby == NULL || us_lobby_here.role != US_LOBBY_WORKER)
        return false;
    us_visitor *visitor = visitor_of(fd);
    if (visitor == NULL)
        return false;
    bool first = visitor->taken == 0;
    *result = visitor->in_body ? 0 : (ssize_t)us_visitor_take(visitor, bytes, size);
    if (first && *result > 0)
        us_head_lend(bytes, (size_t)*result);
    return true;
}

/* Waits until the client takes more; false when it does not. */
static bool wait_to_send(const us_visitor *visitor)
{
    struct pollfd wait = { .fd = visitor->fd, .events = POLLOUT };
    return ppoll(&wait, 1, &(struct timespec){ SEND_SECONDS, 0 }, NULL) > 0;
}

bool us_lobby_send(int fd, const void *bytes, size_t size, ssize_t *result)
{
    if (us_lobby_here.lobby == NULL || us_lobby_here.lobby->tls == NULL ||
        us_lobby_here.role != US_LOBBY_WORKER)
        return false;
    us_visitor *visitor = visitor_of(fd);
    if (visitor == NULL)
        return false;
    do {
        *result = us_visitor_send(visitor, bytes, size);
    } while (*result < 0 && errno == EAGAIN && wait_to_send(visitor));
    return true;
}

us_text us_lobby_certificate(void)
{
    us_visitor *visitor = us_lobby_here.visitor;
    return visitor != NULL && visitor->tls != NULL ? us_tls_line_subject(visitor->tls)
                                                   : US_TEXT("");
}

us_text us_lobby_head(void)
{
    bool has = us_lobby_here.visitor != NULL && us_lobby_here.visitor->in_body;
    return has ? us_visitor_head(us_lobby_here.visitor) : (us_text){ NULL, 0 };
}

/* ---- Bodies ------------------------------------------------------------------------------------- */

/* How many milliseconds the body may still take. */
static long long body_time(void)
{
    long long now = us_lobby_now();
    if (us_lobby_here.body_begun == 0)
        us_lobby_here.body_begun = now;
    return us_lobby_here.body_begun + us_lobby_here.lobby->haste - now;
}

static bool wait_for_body(const us_visitor *visitor, long long most)
{
    struct pollfd wait = { .fd = visitor->fd, .events = POLLIN };
    long long time = most < BODY_PAUSE_MS ? most : BODY_PAUSE_MS;
    return ppoll(&wait, 1, &(struct timespec){ time / 1000, time % 1000 * 1000000L }, NULL) > 0;
}

/* SO_RCVTIMEO is for heads, and short: here we wait ourselves. */
static size_t receive(us_visitor *visitor, char *bytes, size_t size, int flags)
{
    long long left;
    while ((left = body_time()) > 0) {
        ssize_t got = us_visitor_receive(visitor, bytes, size, flags | MSG_DONTWAIT);
        if (got > 0)
            return (size_t)got;
        visitor->ended |= got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
        if (visitor->ended || !wait_for_body(visitor, left))
            return 0;
    }
    return 0;
}

size_t us_lobby_peek(char *bytes, size_t size)
{
    us_visitor *visitor = us_lobby_here.visitor;
    if (visitor == NULL || !visitor->in_body)
        return 0;
    size_t left = us_visitor_left(visitor);
    if (left == 0)
        return receive(visitor, bytes, size, MSG_PEEK);
    if (left > size)
        left = size;
    memcpy(bytes, visitor->bytes + visitor->taken, left);
    return left;
}

size_t us_lobby_read(char *bytes, size_t size)
{
    us_visitor *visitor = us_lobby_here.visitor;
    if (visitor == NULL || !visitor->in_body)
        return 0;
    if (us_visitor_left(visitor) > 0)
        return us_visitor_take(visitor, bytes, size);
    return receive(visitor, bytes, size, 0);
}

void us_lobby_skip(size_t count)
{
    char unread[4096];
    while (count > 0) {
        size_t got = us_lobby_read(unread, count < sizeof unread ? count : sizeof unread);
        count -= got;
        if (got == 0)
            return;
    }
}

bool us_lobby_client_left(void)
{
    const us_visitor *visitor = us_lobby_here.visitor;
    char byte;
    if (visitor == NULL || visitor->ended)
        return true;
    ssize_t got = recvfrom(visitor->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT, NULL, NULL);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

void us_lobby_request_over(void)
{
    if (us_lobby_here.visitor != NULL)
        us_visitor_next(us_lobby_here.visitor);
    us_lobby_here.body_begun = 0;
}

void us_lobby_part(bool linger)
{
    us_lobby *lobby = us_lobby_here.lobby;
    us_visitor *visitor = us_lobby_here.visitor;
    if (visitor == NULL)
        return;
    us_lobby_here.visitor = NULL;
    atomic_fetch_sub(&lobby->busy, 1);
    if (visitor->tls != NULL)
        us_tls_line_end(visitor->tls);
    pthread_mutex_lock(&lobby->lock);
    us_lobby_put(&lobby->leaving, visitor);
    visitor->lent = -1;
    if (!linger || visitor->ended || !us_lobby_watch(lobby, visitor))
        us_lobby_dismiss(lobby, visitor);
    pthread_mutex_unlock(&lobby->lock);
}
