/* Reading ahead of civetweb, and finding the end of a head as civetweb finds it. */
#define _GNU_SOURCE /* ppoll */
#include "server/visitor.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

us_visitor *us_visitor_new(int fd, const struct sockaddr_in *peer, us_tls *tls)
{
    us_visitor *visitor = calloc(1, sizeof *visitor);
    if (visitor == NULL)
        return NULL;
    visitor->fd = fd;
    if (tls != NULL && (visitor->tls = us_tls_line_new(tls, fd)) == NULL) {
        free(visitor);
        return NULL;
    }
    visitor->lent = -1;
    visitor->peer = *peer;
    return visitor;
}

void us_visitor_free(us_visitor *visitor)
{
    us_tls_line_free(visitor->tls);
    close(visitor->fd);
    free(visitor->bytes);
    free(visitor);
}

/* Room for more bytes: most requests fit into the first 4 KiB, none needs more than the longest head. */
static bool make_room(us_visitor *visitor)
{
    if (visitor->length < visitor->room)
        return true;
    size_t room = visitor->room == 0 ? 4096 : visitor->room * 2;
    if (room > US_HEAD_LIMIT)
        return false;
    char *bytes = realloc(visitor->bytes, room);
    if (bytes == NULL)
        return false;
    visitor->bytes = bytes;
    visitor->room = room;
    return true;
}

/* As long as SO_RCVTIMEO lets others wait. */
static bool wait_a_moment(const us_visitor *visitor)
{
    struct pollfd wait = { .fd = visitor->fd, .events = POLLIN };
    return ppoll(&wait, 1, &(struct timespec){ 0, US_HOLD_MS * 1000000L }, NULL) > 0;
}

ssize_t us_visitor_receive(us_visitor *visitor, char *bytes, size_t size, int flags)
{
    /* recvfrom and not recv, which goes through the lobby (civetweb_calls.c). */
    if (visitor->tls == NULL)
        return recvfrom(visitor->fd, bytes, size, flags, NULL, NULL);
    bool peek = (flags & MSG_PEEK) != 0;
    ssize_t got = us_tls_line_read(visitor->tls, bytes, size, peek);
    if (got < 0 && (flags & MSG_DONTWAIT) == 0 && wait_a_moment(visitor))
        got = us_tls_line_read(visitor->tls, bytes, size, peek);
    return got;
}

ssize_t us_visitor_send(us_visitor *visitor, const char *bytes, size_t size)
{
    if (visitor->tls != NULL)
        return us_tls_line_write(visitor->tls, bytes, size);
    return sendto(visitor->fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);
}

bool us_visitor_has_more(const us_visitor *visitor)
{
    return visitor->tls != NULL && us_tls_line_has_more(visitor->tls);
}

static bool read_once(us_visitor *visitor, int flags)
{
    ssize_t got = us_visitor_receive(visitor, visitor->bytes + visitor->length,
                                     visitor->room - visitor->length, flags);
    if (got > 0) {
        visitor->length += (size_t)got;
        return true;
    }
    if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        visitor->ended = true;
    return false;
}

bool us_visitor_read(us_visitor *visitor, int flags)
{
    if (!make_room(visitor)) {
        visitor->ended = true;
        return false;
    }
    bool came = read_once(visitor, flags);
    while (came && us_visitor_has_more(visitor) && make_room(visitor))
        if (!read_once(visitor, MSG_DONTWAIT))
            break;
    return came;
}

/* Space and empty lines before a request are no part of it (RFC 9112, 2.2). */
static void drop_leading_space(us_visitor *visitor)
{
    size_t space = 0;
    while (space < visitor->length && strchr(" \t\r\n\v\f", visitor->bytes[space]) != NULL &&
           visitor->bytes[space] != '\0')
        space++;
    visitor->length -= space;
    memmove(visitor->bytes, visitor->bytes + space, visitor->length);
}

/* Whether the line end at `at` ends an empty line, in the two ways that civetweb knows. */
static bool ends_head(const char *bytes, size_t at)
{
    if (at >= 1 && bytes[at - 1] == '\n')
        return true;
    return at >= 3 && memcmp(bytes + at - 3, "\r\n\r", 3) == 0;
}

static void find_head(us_visitor *visitor)
{
    while (visitor->head == 0) {
        size_t left = visitor->length - visitor->scanned;
        const char *end = memchr(visitor->bytes + visitor->scanned, '\n', left);
        if (end == NULL) {
            visitor->scanned = visitor->length;
            return;
        }
        size_t at = (size_t)(end - visitor->bytes);
        visitor->scanned = at + 1;
        if (ends_head(visitor->bytes, at))
            visitor->head = at + 1;
    }
}

/* What can only be refused need not be whole: a head over the limit, and what does not begin as HTTP
 * does (the hello of TLS, of which there is no second line to wait for). */
static bool is_hopeless(const us_visitor *visitor)
{
    unsigned char first = (unsigned char)visitor->bytes[0];
    return visitor->length == US_HEAD_LIMIT || first < ' ' || first == 127;
}

bool us_visitor_has_head(us_visitor *visitor)
{
    if (visitor->head > 0)
        return true;
    if (visitor->scanned == 0 && visitor->length > 0)
        drop_leading_space(visitor);
    if (visitor->length == 0)
        return false;
    find_head(visitor);
    if (visitor->head == 0 && is_hopeless(visitor))
        visitor->head = visitor->length;
    return visitor->head > 0;
}

us_text us_visitor_head(const us_visitor *visitor)
{
    return (us_text){ visitor->bytes, visitor->head };
}

size_t us_visitor_left(const us_visitor *visitor)
{
    return (visitor->in_body ? visitor->length : visitor->head) - visitor->taken;
}

size_t us_visitor_take(us_visitor *visitor, char *out, size_t size)
{
    size_t left = us_visitor_left(visitor);
    if (size > left)
        size = left;
    memcpy(out, visitor->bytes + visitor->taken, size);
    visitor->taken += size;
    if (visitor->taken >= visitor->head)
        visitor->in_body = true;
    return size;
}

void us_visitor_next(us_visitor *visitor)
{
    visitor->length -= visitor->taken;
    if (visitor->length > 0)
        memmove(visitor->bytes, visitor->bytes + visitor->taken, visitor->length);
    visitor->taken = visitor->scanned = visitor->head = 0;
    visitor->begun = 0;
    visitor->in_body = visitor->rested = false;
    visitor->turns++;
}
