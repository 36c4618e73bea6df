/* Reading ahead of civetweb, and finding the end of a head as civetweb finds it. */
#include "server/visitor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

us_visitor *us_visitor_new(int fd, const struct sockaddr_in *peer)
{
    us_visitor *visitor = calloc(1, sizeof *visitor);
    if (visitor == NULL)
        return NULL;
    visitor->fd = fd;
    visitor->lent = -1;
    visitor->peer = *peer;
    return visitor;
}

void us_visitor_free(us_visitor *visitor)
{
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

bool us_visitor_read(us_visitor *visitor, int flags)
{
    if (!make_room(visitor)) {
        visitor->ended = true;
        return false;
    }
    /* recvfrom and not recv, which goes through the lobby (civetweb_calls.c). */
    ssize_t got = recvfrom(visitor->fd, visitor->bytes + visitor->length,
                           visitor->room - visitor->length, flags, NULL, NULL);
    if (got > 0) {
        visitor->length += (size_t)got;
        return true;
    }
    if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        visitor->ended = true;
    return false;
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
