/* A request over plain TCP to 127.0.0.1, and the reply up to its end. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/buf.h"
#include "wire_ask.h"

static int dial(unsigned port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((unsigned short)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 10 };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* A server that refuses a body may stop reading before we stop writing: that is no failure. */
static void send_all(int fd, us_text text)
{
    while (text.length > 0) {
        ssize_t sent = send(fd, text.bytes, text.length, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text = us_text_slice(text, (size_t)sent, text.length);
    }
}

/* The value of a field in a head of CRLF lines; bytes NULL when there is none. */
static us_text head_field(us_text head, us_text name)
{
    us_text line;
    while (wire_next_line(&head, &line)) {
        size_t colon = us_text_find(line, ':');
        if (us_text_equal_nocase(us_text_slice(line, 0, colon), name))
            return us_text_trim(us_text_slice(line, colon + 1, line.length));
    }
    return (us_text){ NULL, 0 };
}

/* How long the head is with its empty line; 0: not all of it is there. */
static size_t head_length(us_text reply)
{
    for (size_t i = 0; i + 4 <= reply.length; i++)
        if (memcmp(reply.bytes + i, "\r\n\r\n", 4) == 0)
            return i + 4;
    return 0;
}

static bool is_chunked(us_text reply)
{
    us_text head = us_text_slice(reply, 0, head_length(reply));
    return us_text_equal(head_field(head, US_TEXT("Transfer-Encoding")), US_TEXT("chunked"));
}

/* The reply with the chunks of its body put together; as it is when they are not all there. */
static us_text join_chunks(us_arena *arena, us_text reply)
{
    us_buf out = us_buf_new(arena, reply.length);
    us_text rest = us_text_slice(reply, head_length(reply), reply.length), line;
    us_buf_add(&out, us_text_slice(reply, 0, reply.length - rest.length));
    while (wire_next_line(&rest, &line)) {
        size_t size = strtoul(us_arena_copy(arena, line).bytes, NULL, 16);
        if (size == 0)
            return us_buf_text(&out);
        us_buf_add(&out, us_text_slice(rest, 0, size));
        rest = us_text_slice(rest, size + 2, rest.length);
    }
    return reply;
}

static bool is_whole(us_arena *arena, us_text reply, bool head_only)
{
    size_t head = head_length(reply);
    if (head == 0)
        return false;
    us_text length = head_field(us_text_slice(reply, 0, head), US_TEXT("Content-Length"));
    bool bodiless = head_only || us_text_starts(reply, US_TEXT("HTTP/1.1 204")) ||
                    us_text_starts(reply, US_TEXT("HTTP/1.1 304"));
    if (bodiless)
        return true;
    if (is_chunked(reply))
        return us_text_ends(reply, US_TEXT("\r\n0\r\n\r\n"));
    return length.bytes &&
           reply.length - head >= strtoul(us_arena_copy(arena, length).bytes, NULL, 10);
}

static us_text receive(us_arena *arena, int fd, bool head_only)
{
    us_buf out = us_buf_new(arena, 4096);
    char piece[4096];
    while (!is_whole(arena, us_buf_text(&out), head_only)) {
        ssize_t got = recv(fd, piece, sizeof piece, 0);
        if (got <= 0)
            break;
        us_buf_add(&out, (us_text){ piece, (size_t)got });
    }
    us_text reply = us_buf_text(&out);
    if (is_chunked(reply))
        reply = join_chunks(arena, reply);
    return reply.length > 0 ? reply : (us_text){ NULL, 0 };
}

/* The body is shorter than announced: only the end of the stream tells the server so. */
static bool is_cut(us_arena *arena, const wire_case *wire)
{
    us_text length = head_field(wire->head, US_TEXT("Content-Length"));
    return length.bytes &&
           strtoul(us_arena_copy(arena, length).bytes, NULL, 10) > wire->body.length;
}

us_text wire_ask_port(us_arena *arena, unsigned port, const wire_case *wire)
{
    int fd = dial(port);
    if (fd < 0)
        return (us_text){ NULL, 0 };
    send_all(fd, wire->head);
    send_all(fd, wire->body);
    if (is_cut(arena, wire))
        shutdown(fd, SHUT_WR);
    us_text reply = receive(arena, fd, us_text_starts(wire->head, US_TEXT("HEAD ")));
    close(fd);
    return reply;
}
