/* Waiting for many connections at once: one epoll set, five lists of visitors, one lock. Here are the
 * lists, and how the lobby opens and closes; lobby_doorman.c and lobby_worker.c are what goes on in it.
 *
 * A request on a connection that stays with its worker takes no lock and no call of epoll. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "server/lobby_inside.h"

enum {
    PATIENCE_MS = 75000,
    HASTE_MS = 60000,
    CUT_OFF_MS = 200, /* for workers to notice that their connection was cut off */
    MOST_VISITORS = 16384,
    SPARE_FILES = 128 /* descriptors left for duplicates and for the rest of the program */
};

_Thread_local us_lobby_guest us_lobby_here;

long long us_lobby_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

void us_lobby_nap(unsigned milliseconds)
{
    nanosleep(&(struct timespec){ milliseconds / 1000, milliseconds % 1000 * 1000000L }, NULL);
}

static void take_out(us_visitor *visitor)
{
    us_visitors *list = visitor->list;
    *(visitor->before ? &visitor->before->after : &list->first) = visitor->after;
    *(visitor->after ? &visitor->after->before : &list->last) = visitor->before;
    visitor->list = NULL;
}

void us_lobby_put(us_visitors *list, us_visitor *visitor)
{
    if (visitor->list != NULL)
        take_out(visitor);
    visitor->before = list->last;
    visitor->after = NULL;
    *(list->last ? &list->last->after : &list->first) = visitor;
    list->last = visitor;
    visitor->list = list;
    visitor->since = us_lobby_now();
}

void us_lobby_dismiss(us_lobby *lobby, us_visitor *visitor)
{
    take_out(visitor);
    lobby->visitors--;
    us_visitor_free(visitor);
}

bool us_lobby_watch(us_lobby *lobby, us_visitor *visitor)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLONESHOT, .data.ptr = visitor };
    int change = visitor->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    visitor->watched = epoll_ctl(lobby->set, change, visitor->fd, &event) == 0;
    return visitor->watched;
}

void us_lobby_seat(us_lobby *lobby, us_visitor *visitor)
{
    if (us_visitor_has_more(visitor))
        us_visitor_read(visitor, MSG_DONTWAIT);
    if (us_visitor_has_head(visitor)) {
        if (us_lobby_is_to_rest(lobby, visitor)) {
            us_lobby_rest(lobby, visitor);
            return;
        }
        us_lobby_put(&lobby->ready, visitor);
        atomic_fetch_add(&lobby->waiting, 1);
        return;
    }
    if (visitor->length == 0) {
        free(visitor->bytes);
        visitor->bytes = NULL;
        visitor->room = 0;
    }
    bool owes =
        visitor->length > 0 || (visitor->tls != NULL && us_tls_line_is_greeting(visitor->tls));
    if (!owes)
        visitor->begun = 0;
    else if (visitor->begun == 0)
        visitor->begun = us_lobby_now();
    us_lobby_put(&lobby->parked, visitor);
    if (visitor->ended || !us_lobby_watch(lobby, visitor))
        us_lobby_dismiss(lobby, visitor);
}

void us_lobby_ring(us_lobby *lobby)
{
    (void)eventfd_write(lobby->bell, 1); /* fails only when it was rung four billion times */
}

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
    if (options != NULL)
        lobby->delay = options->delay;
    lobby->chance = (uint64_t)us_lobby_now();
    lobby->patience = options != NULL && options->patience > 0 ? options->patience : PATIENCE_MS;
    lobby->haste = options != NULL && options->haste > 0 ? options->haste : HASTE_MS;
    lobby->socket = options != NULL ? options->socket : 0;
    lobby->tls = options != NULL ? options->tls : NULL;
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
        us_lobby_dismiss(lobby, list->first);
}

void us_lobby_free(us_lobby *lobby)
{
    dismiss_all(lobby, &lobby->ready);
    dismiss_all(lobby, &lobby->resting);
    dismiss_all(lobby, &lobby->lent);
    dismiss_all(lobby, &lobby->on_loan);
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
    us_lobby_here.lobby = lobby;
    us_lobby_here.role = role;
    us_lobby_here.visitor = NULL;
    if (role == US_LOBBY_WORKER)
        atomic_fetch_add(&lobby->workers, 1);
}

void us_lobby_leave(void)
{
    us_lobby_here.lobby = NULL;
}

bool us_lobby_wait_open(us_lobby *lobby, unsigned limit)
{
    long long end = us_lobby_now() + limit;
    while (!atomic_load(&lobby->open) && us_lobby_now() < end)
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
    us_lobby_ring(lobby);
    long long end = us_lobby_now() + limit;
    while (is_somebody_lent(lobby, false) && us_lobby_now() < end)
        us_lobby_nap(1);
    end = us_lobby_now() + CUT_OFF_MS;
    while (is_somebody_lent(lobby, true) && us_lobby_now() < end)
        us_lobby_nap(1);
}
