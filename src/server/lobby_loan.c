/* Connections on loan: a reply that takes its time is given by somebody else than a worker, who takes the connection
 * out of civetweb's hands and brings it back when the reply is whole. */
#define _GNU_SOURCE /* dup3 */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/lobby_inside.h"

us_visitor *us_lobby_borrow(void)
{
    us_lobby *lobby = us_lobby_here.lobby;
    us_visitor *visitor = us_lobby_here.visitor;
    if (visitor == NULL || dup3(lobby->stub, visitor->lent, O_CLOEXEC) < 0)
        return NULL;
    us_lobby_here.visitor = NULL;
    us_lobby_here.body_begun = 0;
    atomic_fetch_sub(&lobby->busy, 1);
    pthread_mutex_lock(&lobby->lock);
    visitor->lent = -1;
    us_lobby_put(&lobby->on_loan, visitor);
    pthread_mutex_unlock(&lobby->lock);
    return visitor;
}

/* Read on until the client closes, too: what it may have sent would make the kernel answer with a reset. */
static void see_out(us_lobby *lobby, us_visitor *visitor)
{
    if (visitor->tls != NULL)
        us_tls_line_end(visitor->tls);
    shutdown(visitor->fd, SHUT_WR);
    us_lobby_put(&lobby->leaving, visitor);
    if (!us_lobby_watch(lobby, visitor))
        us_lobby_dismiss(lobby, visitor);
}

void us_lobby_return(us_lobby *lobby, us_visitor *visitor, bool keep)
{
    us_visitor_next(visitor);
    pthread_mutex_lock(&lobby->lock);
    if (keep)
        us_lobby_seat(lobby, visitor);
    else
        see_out(lobby, visitor);
    bool news = lobby->ready.first != NULL || lobby->resting.first != NULL;
    pthread_mutex_unlock(&lobby->lock);
    if (news)
        us_lobby_ring(lobby);
}

void us_lobby_cut_off(us_lobby *lobby, us_visitor *visitor)
{
    pthread_mutex_lock(&lobby->lock);
    us_lobby_dismiss(lobby, visitor);
    pthread_mutex_unlock(&lobby->lock);
}
