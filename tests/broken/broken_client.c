/* A client that sends what it is told and is exact about what comes back. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "broken.h"

enum { STUCK_SECONDS = 10 };

typedef struct client {
    int fd;
    us_arena *arena;
    us_buf in;    /* what came */
    size_t taken; /* … of which replies were read so far */
    bool ended;
} client;

static bool open_client(client *c, us_arena *arena, unsigned port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    struct timeval patience = { STUCK_SECONDS, 0 };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *c = (client){ .fd = socket(AF_INET, SOCK_STREAM, 0),
                   .arena = arena,
                   .in = us_buf_new(arena, 1024) };
    setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    return connect(c->fd, (struct sockaddr *)&address, sizeof address) == 0;
}

/* The other side may have enough before all was sent. */
static void say(client *c, us_text bytes)
{
    while (bytes.length > 0) {
        ssize_t sent = send(c->fd, bytes.bytes, bytes.length, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes = us_text_slice(bytes, (size_t)sent, bytes.length);
    }
}

static void say_all(client *c, const broken_case *broken)
{
    size_t parts = broken->way == BROKEN_PIECES ? 3 : 1;
    for (size_t i = 0; i < parts; i++) {
        size_t length = broken->bytes.length;
        say(c, us_text_slice(broken->bytes, length * i / parts, length * (i + 1) / parts));
        if (i + 1 < parts)
            nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
    }
    if (broken->way == BROKEN_HALF || strcmp(broken->expected, "?") == 0)
        shutdown(c->fd, SHUT_WR);
}

/* Reads more; false at the end and when nothing comes in time, which `stuck` tells. */
static bool hear(client *c, bool *stuck)
{
    char piece[4096];
    ssize_t got = c->ended ? 0 : recv(c->fd, piece, sizeof piece, 0);
    *stuck = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    c->ended |= got <= 0 && !*stuck;
    if (got > 0)
        us_buf_add(&c->in, (us_text){ piece, (size_t)got });
    return got > 0;
}

static us_text rest_of(const client *c)
{
    return us_text_slice(us_buf_text(&c->in), c->taken, c->in.length);
}

/* Where the head ends, or 0. */
static size_t head_length(us_text text)
{
    for (size_t i = 4; i <= text.length; i++)
        if (memcmp(text.bytes + i - 4, "\r\n\r\n", 4) == 0)
            return i;
    return 0;
}

/* The next reply's status; 0: the end came first, or nothing in time. */
static unsigned next_status(client *c, bool no_body, bool *stuck)
{
    size_t head;
    *stuck = false;
    while ((head = head_length(rest_of(c))) == 0)
        if (!hear(c, stuck))
            return 0;
    us_text text = us_arena_copy(c->arena, us_text_slice(rest_of(c), 0, head));
    unsigned status = (unsigned)strtoul(text.bytes + strlen("HTTP/1.1 "), NULL, 10);
    const char *field = strstr(text.bytes, "Content-Length: ");
    size_t body = field && !no_body ? strtoul(field + strlen("Content-Length: "), NULL, 10) : 0;
    while (rest_of(c).length < head + body)
        if (!hear(c, stuck))
            return 0;
    c->taken += head + body;
    return status;
}

static const char *complain(client *c, const char *what, unsigned reply)
{
    us_text rest = us_text_slice(us_buf_text(&c->in), 0, 800);
    return us_arena_print(c->arena, "reply %u: %s; so far:\n%.*s", reply, what, (int)rest.length,
                          rest.bytes)
        .bytes;
}

/* What came has to be whole replies or nothing, then the end. */
static const char *expect_anything(client *c)
{
    bool stuck = false;
    while (hear(c, &stuck))
        continue;
    us_text all = us_buf_text(&c->in);
    if (stuck)
        return complain(c, "the connection is stuck", 0);
    if (all.length > 0 && !us_text_starts(all, US_TEXT("HTTP/1.1 ")))
        return complain(c, "that is no reply", 0);
    return NULL;
}

static const char *expect_end(client *c, unsigned replies)
{
    bool stuck = false;
    while (hear(c, &stuck))
        continue;
    if (stuck)
        return complain(c, "the connection does not end", replies);
    return rest_of(c).length > 0 ? complain(c, "there is more than was expected", replies) : NULL;
}

/* Whether the status is among "400|501". */
static bool is_among(unsigned status, us_text word)
{
    while (word.length > 0) {
        size_t bar = us_text_find(word, '|');
        bool none = word.bytes[0] == '-';
        if (none ? status == 0 : status == strtoul(word.bytes, NULL, 10))
            return true;
        word = us_text_slice(word, bar + 1, word.length);
    }
    return false;
}

static bool asks_for_head(us_text bytes)
{
    while (us_text_starts(bytes, US_TEXT("\r\n")))
        bytes = us_text_slice(bytes, 2, bytes.length);
    return us_text_starts(bytes, US_TEXT("HEAD "));
}

static const char *expect(client *c, const broken_case *broken)
{
    us_text rest = us_text_of(broken->expected);
    bool no_body = asks_for_head(broken->bytes), stuck, ends = false;
    unsigned reply = 0;
    if (us_text_equal(rest, US_TEXT("?")))
        return expect_anything(c);
    for (; rest.length > 0; reply++) {
        us_text word = us_text_slice(rest, 0, us_text_find(rest, ' '));
        unsigned status = next_status(c, no_body, &stuck);
        rest = us_text_slice(rest, word.length + 1, rest.length);
        if (stuck || !is_among(status, word))
            return complain(c, stuck ? "nothing comes" : "another status", reply);
        ends = status == 0 || us_text_ends(word, US_TEXT("!"));
    }
    if (!ends)
        shutdown(c->fd, SHUT_WR);
    return expect_end(c, reply);
}

const char *broken_try(us_arena *arena, unsigned port, const broken_case *broken)
{
    client c;
    const char *wrong = "it cannot connect";
    if (open_client(&c, arena, port)) {
        say_all(&c, broken);
        wrong = expect(&c, broken);
    }
    close(c.fd);
    return wrong;
}
