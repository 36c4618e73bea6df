/* One thread, one epoll set, and a list of replies, each with the time of what is sent next. */
#define _GNU_SOURCE /* EPOLLRDHUP */
#include "server/pourer.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/exchange.h"
#include "server/lobby_inside.h"

enum {
    STACK = 8 << 20,     /* as a worker's: random items are made and checked here */
    PATIENCE_MS = 10000, /* with a client that does not read */
    EVENTS = 64
};

typedef struct pouring {
    struct pouring *next;
    us_visitor *visitor;
    us_stream stream; /* without `next` there is none */
    bool keep;
    bool begun;   /* the head has been sent, or is being */
    bool shut;    /* the client says no more: it may have left, or only wait for the end */
    bool over;    /* there are no more items */
    char *unsent; /* what the client has not taken yet; NULL: nothing */
    size_t length, sent;
    long long due;     /* of the next item, in milliseconds */
    long long stalled; /* since when the client takes nothing; 0: it does */
} pouring;

struct us_pourer {
    us_lobby *lobby;
    us_relay *relay;
    us_relay_seat seat;
    int set, bell;
    pthread_t thread;
    pouring *first; /* of the thread alone */

    pthread_mutex_t lock; /* of what follows */
    bool running, stopping;
    pouring *taken; /* what the thread has not seen yet */
};

/* ---- One stream ---------------------------------------------------------------------------------- */

static void free_pouring(pouring *p)
{
    if (p->stream.close)
        p->stream.close(p->stream.context);
    free(p->unsent);
    free(p);
}

static void forget(us_pourer *pourer, pouring *p)
{
    pouring **link = &pourer->first;
    while (*link != p)
        link = &(*link)->next;
    *link = p->next;
    epoll_ctl(pourer->set, EPOLL_CTL_DEL, p->visitor->fd, NULL);
    free_pouring(p);
}

/* The client can tell from the missing end that this was not all. */
static void cut(us_pourer *pourer, pouring *p)
{
    us_visitor *visitor = p->visitor;
    forget(pourer, p);
    us_lobby_cut_off(pourer->lobby, visitor);
}

static void finish(us_pourer *pourer, pouring *p)
{
    us_visitor *visitor = p->visitor;
    bool keep = p->keep;
    forget(pourer, p);
    us_lobby_return(pourer->lobby, visitor, keep);
}

static bool watch(us_pourer *pourer, pouring *p, int change, bool writable)
{
    struct epoll_event event = { .events = (p->shut ? 0 : EPOLLRDHUP) | (writable ? EPOLLOUT : 0),
                                 .data.ptr = p };
    return epoll_ctl(pourer->set, change, p->visitor->fd, &event) == 0;
}

/* Sends what can be sent without waiting. False: the client is gone. */
static bool send_some(us_pourer *pourer, pouring *p, long long now)
{
    bool stalled = p->stalled > 0;
    while (p->sent < p->length) {
        ssize_t count = us_visitor_send(p->visitor, p->unsent + p->sent, p->length - p->sent);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            return false;
        if (count <= 0)
            break;
        p->sent += (size_t)count;
        p->stalled = 0;
    }
    if (p->sent == p->length) {
        free(p->unsent);
        p->unsent = NULL;
        p->stalled = 0;
    } else if (p->stalled == 0) {
        p->stalled = now;
    }
    return stalled == (p->stalled > 0) || watch(pourer, p, EPOLL_CTL_MOD, p->stalled > 0);
}

/* What has been sent by now makes room for this. */
static void put(pouring *p, us_text bytes)
{
    p->length = bytes.length;
    p->sent = 0;
    p->unsent = malloc(bytes.length + 1);
    if (!p->unsent)
        us_out_of_memory();
    memcpy(p->unsent, bytes.bytes, bytes.length);
}

/* The next item as it is sent, or the end of the stream; false when the service that has it is gone. The piece is
 * copied while that is in use. */
static bool next_item(us_pourer *pourer, pouring *p)
{
    us_arena scratch = { 0 };
    us_buf out = us_buf_new(&scratch, 1024);
    const us_service *service = us_relay_take(pourer->relay, &pourer->seat);
    us_text piece;
    bool goes_on = us_service_number(service) == p->stream.owner;
    if (goes_on && p->stream.next(p->stream.context, &piece) == US_PIECE_HERE)
        us_stream_frame(&p->stream, piece, &out);
    p->over = goes_on && !p->stream.more(p->stream.context);
    us_relay_done(&pourer->seat);
    if (p->over && p->stream.chunked)
        us_buf_add_string(&out, "0\r\n\r\n");
    put(p, us_buf_text(&out));
    us_arena_free(&scratch);
    return goes_on;
}

/* The head, which is there, or else the next item. The first of them follows the head at once, and each other is due an
 * interval after the one before was, not after that was sent: a stream keeps its pace. */
static bool next_due(us_pourer *pourer, pouring *p, long long now)
{
    if (!p->begun) {
        p->begun = true;
        p->over = !p->stream.next;
        return true;
    }
    p->due += p->stream.interval;
    if (p->due < now)
        p->due = now;
    return next_item(pourer, p);
}

static void advance(us_pourer *pourer, pouring *p, long long now)
{
    if (!next_due(pourer, p, now) || !send_some(pourer, p, now))
        cut(pourer, p);
    else if (p->over && !p->unsent)
        finish(pourer, p);
}

/* ---- All of them --------------------------------------------------------------------------------- */

/* Takes in what has come, and gives every stream its turn that is due. Returns the milliseconds until the next is;
 * -1: none waits. */
static int turn(us_pourer *pourer)
{
    long long now = us_lobby_now(), soonest = -1;
    pouring *next;
    for (pouring *p = pourer->first; p; p = next) {
        next = p->next;
        if (!p->stalled && p->due <= now)
            advance(pourer, p, now);
        else if (p->stalled && now - p->stalled > PATIENCE_MS)
            cut(pourer, p);
    }
    for (const pouring *p = pourer->first; p; p = p->next) {
        long long due = p->stalled ? p->stalled + PATIENCE_MS + 1 : p->due;
        long long left = due > now ? due - now : 0;
        if (soonest < 0 || left < soonest)
            soonest = left;
    }
    return (int)soonest;
}

/* Whether the client will not read any more. One that has ended its side may; and where the next item follows at once,
 * sending it tells. */
static bool is_gone(us_pourer *pourer, pouring *p, unsigned events)
{
    if (events & (EPOLLHUP | EPOLLERR))
        return true;
    if (!(events & EPOLLRDHUP))
        return false;
    p->shut = true;
    p->keep = false;
    return p->stream.interval > 0 || !watch(pourer, p, EPOLL_CTL_MOD, p->stalled > 0);
}

static void stir(us_pourer *pourer, pouring *p, unsigned events)
{
    if (is_gone(pourer, p, events) || !send_some(pourer, p, us_lobby_now()))
        cut(pourer, p);
    else if (p->over && !p->unsent)
        finish(pourer, p);
}

static void wait_for_news(us_pourer *pourer, int limit)
{
    struct epoll_event event[EVENTS];
    eventfd_t rings;
    int events = epoll_wait(pourer->set, event, EVENTS, limit);
    for (int i = 0; i < events; i++) {
        if (event[i].data.ptr)
            stir(pourer, event[i].data.ptr, event[i].events);
        else
            (void)eventfd_read(pourer->bell,
                               &rings); /* does not block; nothing to read is as good */
    }
}

/* False: it is time to stop. */
static bool take_in(us_pourer *pourer)
{
    pthread_mutex_lock(&pourer->lock);
    pouring *taken = pourer->taken, *next;
    bool goes_on = !pourer->stopping;
    pourer->taken = NULL;
    pthread_mutex_unlock(&pourer->lock);
    for (pouring *p = taken; p; p = next) {
        next = p->next;
        p->next = pourer->first;
        pourer->first = p;
        if (!watch(pourer, p, EPOLL_CTL_ADD, false))
            cut(pourer, p);
    }
    return goes_on;
}

static void *run(void *context)
{
    us_pourer *pourer = context;
    us_relay_join(pourer->relay, &pourer->seat);
    while (take_in(pourer))
        wait_for_news(pourer, turn(pourer));
    while (pourer->first)
        cut(pourer, pourer->first);
    us_relay_part(pourer->relay, &pourer->seat);
    return NULL;
}

/* ---- From outside -------------------------------------------------------------------------------- */

us_pourer *us_pourer_new(us_lobby *lobby, us_relay *relay)
{
    us_pourer *pourer = calloc(1, sizeof *pourer);
    if (!pourer)
        return NULL;
    pourer->lobby = lobby;
    pourer->relay = relay;
    pourer->set = epoll_create1(EPOLL_CLOEXEC);
    pourer->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&pourer->lock, NULL);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    if (pourer->set >= 0 && pourer->bell >= 0 &&
        epoll_ctl(pourer->set, EPOLL_CTL_ADD, pourer->bell, &event) == 0)
        return pourer;
    int error = errno;
    us_pourer_free(pourer);
    errno = error;
    return NULL;
}

/* Most servers never pour: the thread comes with the first stream. Called with the lock held. */
static bool is_running(us_pourer *pourer)
{
    pthread_attr_t attributes;
    if (pourer->running || pourer->stopping || pthread_attr_init(&attributes) != 0)
        return pourer->running && !pourer->stopping;
    pourer->running = pthread_attr_setstacksize(&attributes, STACK) == 0 &&
                      pthread_create(&pourer->thread, &attributes, run, pourer) == 0;
    pthread_attr_destroy(&attributes);
    return pourer->running;
}

static pouring *new_pouring(us_visitor *visitor, const us_pour *pour)
{
    pouring *p = calloc(1, sizeof *p);
    if (!p)
        us_out_of_memory();
    *p = (pouring){ .visitor = visitor, .keep = pour->keep, .due = us_lobby_now() + pour->delay };
    if (pour->stream)
        p->stream = *pour->stream;
    put(p, pour->head);
    return p;
}

/* Whether the thread is there to do it. */
static bool hand_over(us_pourer *pourer, pouring *p)
{
    pthread_mutex_lock(&pourer->lock);
    bool taken = is_running(pourer);
    if (taken) {
        p->next = pourer->taken;
        pourer->taken = p;
    }
    pthread_mutex_unlock(&pourer->lock);
    if (taken)
        (void)eventfd_write(pourer->bell, 1); /* fails only when it was rung four billion times */
    return taken;
}

void us_pourer_take(us_pourer *pourer, const us_pour *pour)
{
    us_visitor *visitor = us_lobby_borrow();
    pouring *p = new_pouring(visitor, pour);
    if (visitor && hand_over(pourer, p))
        return;
    free_pouring(p);
    if (visitor)
        us_lobby_cut_off(pourer->lobby, visitor);
}

void us_pourer_stop(us_pourer *pourer)
{
    pthread_mutex_lock(&pourer->lock);
    bool running = pourer->running;
    pourer->stopping = true;
    pthread_mutex_unlock(&pourer->lock);
    (void)eventfd_write(pourer->bell, 1);
    if (running)
        pthread_join(pourer->thread, NULL);
}

void us_pourer_free(us_pourer *pourer)
{
    if (!pourer)
        return;
    if (pourer->set >= 0)
        close(pourer->set);
    if (pourer->bell >= 0)
        close(pourer->bell);
    pthread_mutex_destroy(&pourer->lock);
    free(pourer);
}
