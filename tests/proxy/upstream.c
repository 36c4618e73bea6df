/* An upstream that answers as files say (README.md): proxy_upstream ANSWERS prints the port that it listens on
 * and then answers, a thread a connection, until it is ended. */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"

typedef struct guest {
    int fd;
    unsigned number; /* of the connection, from 1 */
    us_arena arena;  /* of a request */
    us_text head, body;
    bool over; /* the connection ends after this answer */
} guest;

static const char *answers;

/* ---- reading -------------------------------------------------------------------------------------- */

static size_t head_length(us_text text)
{
    for (size_t i = 0; i + 4 <= text.length; i++)
        if (memcmp(text.bytes + i, "\r\n\r\n", 4) == 0)
            return i + 4;
    return 0;
}

static us_text field_of(us_text head, us_text name)
{
    while (head.length > 0) {
        us_text line = us_text_slice(head, 0, us_text_find(head, '\r'));
        size_t colon = us_text_find(line, ':');
        if (us_text_equal_nocase(us_text_slice(line, 0, colon), name))
            return us_text_trim(us_text_slice(line, colon + 1, line.length));
        head = us_text_slice(head, line.length + 2, head.length);
    }
    return US_TEXT("");
}

/* A body in chunks stays as it came, up to the empty line behind its last. */
static bool is_whole(us_text chunks)
{
    size_t end = chunks.length;
    return end >= 5 && memcmp(chunks.bytes + end - 4, "\r\n\r\n", 4) == 0;
}

/* A request with its body, which has a length, or comes in chunks. */
static bool read_request(guest *g)
{
    us_buf in = us_buf_new(&g->arena, 4096);
    size_t head = 0, body = 0;
    char piece[4096];
    bool chunked = false;
    while (head == 0 || in.length < head + body ||
           (chunked && !is_whole(us_text_slice(us_buf_text(&in), head, in.length)))) {
        ssize_t got = recv(g->fd, piece, sizeof piece, 0);
        if (got <= 0)
            return false;
        us_buf_add(&in, (us_text){ piece, (size_t)got });
        head = head_length(us_buf_text(&in));
        g->head = us_text_slice(us_buf_text(&in), 0, head);
        us_text length = us_arena_copy(&g->arena, field_of(g->head, US_TEXT("Content-Length")));
        body = strtoul(length.bytes, NULL, 10);
        chunked = field_of(g->head, US_TEXT("Transfer-Encoding")).length > 0;
    }
    g->body = us_text_slice(us_buf_text(&in), head, in.length);
    return true;
}

/* ---- writing -------------------------------------------------------------------------------------- */

static void say(guest *g, us_text text)
{
    while (text.length > 0) {
        ssize_t sent = send(g->fd, text.bytes, text.length, MSG_NOSIGNAL);
        if (sent <= 0) {
            g->over = true;
            return;
        }
        text = us_text_slice(text, (size_t)sent, text.length);
    }
}

/* What it was asked, as JSON. */
static void echo(guest *g)
{
    us_buf body = us_buf_new(&g->arena, 1024), out = us_buf_new(&g->arena, 1024);
    us_buf_print(&body, "{\"connection\":%u,\"head\":", g->number);
    us_json_write_string(&body, g->head);
    us_buf_add_string(&body, ",\"body\":");
    us_json_write_string(&body, g->body);
    us_buf_add_string(&body, "}");
    us_buf_print(&out,
                 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                 body.length);
    if (!us_text_starts(g->head, US_TEXT("HEAD ")))
        us_buf_add(&out, us_buf_text(&body));
    say(g, us_buf_text(&out));
}

static void fill(guest *g, unsigned long count)
{
    us_buf out = us_buf_new(&g->arena, count + 1);
    while (count-- > 0)
        us_buf_add_byte(&out, 'x');
    say(g, us_buf_text(&out));
}

/* Until the client leaves; the file "left" then says so. */
static void hold(guest *g)
{
    char byte;
    while (recv(g->fd, &byte, 1, 0) > 0)
        continue;
    FILE *left = fopen("left", "w");
    if (left)
        fclose(left);
    g->over = true;
}

static void obey(guest *g, us_text word)
{
    us_text number =
        us_arena_copy(&g->arena, us_text_slice(word, us_text_find(word, ' ') + 1, word.length));
    unsigned long count = strtoul(number.bytes, NULL, 10);
    struct timespec pause = { (time_t)(count / 1000), (long)(count % 1000) * 1000000 };
    if (us_text_starts(word, US_TEXT("@pause")))
        nanosleep(&pause, NULL);
    else if (us_text_starts(word, US_TEXT("@fill")))
        fill(g, count);
    else if (us_text_starts(word, US_TEXT("@hold")))
        hold(g);
    else if (us_text_starts(word, US_TEXT("@close")))
        g->over = true;
    else
        fprintf(stderr, "proxy_upstream: what is %.*s?\n", (int)word.length, word.bytes);
}

static char hex(const char *digits)
{
    const char text[] = { digits[0], digits[1], '\0' };
    return (char)strtoul(text, NULL, 16);
}

/* A line with its escapes undone; it ends with CRLF unless its last byte is a backslash. */
static us_text line_of(us_arena *arena, us_text line)
{
    us_buf out = us_buf_new(arena, line.length + 2);
    for (size_t i = 0; i < line.length; i++) {
        bool last = i + 1 == line.length;
        if (line.bytes[i] != '\\') {
            us_buf_add_byte(&out, line.bytes[i]);
        } else if (last) {
            return us_buf_text(&out);
        } else if (line.bytes[++i] == 'x') {
            us_buf_add_byte(&out, hex(line.bytes + i + 1));
            i += 2;
        } else {
            us_buf_add_byte(&out, line.bytes[i] == 'n' ? '\n' : line.bytes[i]);
        }
    }
    us_buf_add_string(&out, "\r\n");
    return us_buf_text(&out);
}

static us_text read_file(us_arena *arena, us_text name)
{
    us_text path = us_arena_print(arena, "%s/%.*s", answers, (int)name.length, name.bytes);
    us_buf out = us_buf_new(arena, 4096);
    FILE *file = fopen(path.bytes, "r");
    int byte;
    if (!file) {
        fprintf(stderr, "proxy_upstream: no answer %s\n", path.bytes);
        return US_TEXT("");
    }
    while ((byte = getc(file)) != EOF)
        us_buf_add_byte(&out, (char)byte);
    fclose(file);
    return us_buf_text(&out);
}

/* Lines up to the next directive are sent at once. */
static void answer_from(guest *g, us_text script)
{
    us_buf out = us_buf_new(&g->arena, 1024);
    while (script.length > 0 && !g->over) {
        us_text line = us_text_slice(script, 0, us_text_find(script, '\n'));
        script = us_text_slice(script, line.length + 1, script.length);
        if (us_text_starts(line, US_TEXT("@"))) {
            say(g, us_buf_text(&out));
            out.length = 0;
            obey(g, line);
        } else {
            us_buf_add(&out, line_of(&g->arena, line));
        }
    }
    say(g, us_buf_text(&out));
}

/* ---- serving -------------------------------------------------------------------------------------- */

static void *entertain(void *argument)
{
    guest *g = argument;
    while (!g->over && read_request(g)) {
        us_text name = field_of(g->head, US_TEXT("X-Answer"));
        if (name.length > 0)
            answer_from(g, read_file(&g->arena, name));
        else
            echo(g);
        us_arena_reset(&g->arena);
    }
    close(g->fd);
    us_arena_free(&g->arena);
    free(g);
    return NULL;
}

static int open_door(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    int door = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(door, (struct sockaddr *)&address, length) != 0 || listen(door, 64) != 0 ||
        getsockname(door, (struct sockaddr *)&address, &length) != 0)
        return -1;
    printf("%u\n", ntohs(address.sin_port));
    fflush(stdout);
    return door;
}

int main(int argc, char **argv)
{
    int door = argc == 2 ? open_door() : -1;
    unsigned number = 0;
    if (door < 0) {
        fputs("usage: proxy_upstream ANSWERS\n", stderr);
        return 2;
    }
    answers = argv[1];
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        pthread_t thread;
        guest *g = calloc(1, sizeof *g);
        if (!g || (g->fd = accept(door, NULL, NULL)) < 0)
            return 3;
        g->number = ++number;
        if (pthread_create(&thread, NULL, entertain, g) != 0)
            return 3;
        pthread_detach(thread);
    }
}
