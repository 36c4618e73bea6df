/* What wrk does not measure. Requests are files with the bytes to send.
 *
 *   probe fetch PORT REQUEST                    prints the reply, byte for byte
 *   probe start PORT REQUEST COMMAND...         milliseconds from exec to the first answer
 *   probe idle  PORT REQUEST COUNT              how long one more waits beside COUNT that are idle
 *   probe soak  PORT REQUEST REQUEST COUNT      sends them in turn, counts the statuses */
#define _GNU_SOURCE /* strcasestr */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REPLY_MOST = 1 << 20, SOAK_CONNECTIONS = 16, STARTS_WITHIN_MS = 60000 };

typedef struct bytes {
    char *at;
    size_t length;
} bytes;

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void die(const char *what)
{
    fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
    exit(3);
}

static bytes read_file(const char *path)
{
    bytes content = { malloc(REPLY_MOST), 0 };
    FILE *file = fopen(path, "rb");
    if (file == NULL || content.at == NULL)
        die(path);
    content.length = fread(content.at, 1, REPLY_MOST, file);
    fclose(file);
    return content;
}

/* A connection, or -1. */
static int reach(unsigned port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        die("socket");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ 10, 0 }, sizeof(struct timeval));
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool send_all(int fd, bytes request)
{
    return send(fd, request.at, request.length, MSG_NOSIGNAL) == (ssize_t)request.length;
}

/* Whether the reply is whole; it is the only one that is expected. */
static bool is_whole(const bytes *reply)
{
    const char *body = strstr(reply->at, "\r\n\r\n");
    const char *field = strcasestr(reply->at, "\r\ncontent-length:");
    if (body == NULL)
        return false;
    if (field != NULL && field < body)
        return reply->length >= (size_t)(body - reply->at) + 4 + strtoul(field + 17, NULL, 10);
    return strcmp(reply->at + reply->length - 5, "0\r\n\r\n") == 0; /* chunked */
}

/* Reads one reply into `reply`; false when the connection ended before. */
static bool receive(int fd, bytes *reply)
{
    reply->length = 0;
    for (;;) {
        ssize_t got = recv(fd, reply->at + reply->length, REPLY_MOST - 1 - reply->length, 0);
        if (got <= 0)
            return false;
        reply->length += (size_t)got;
        reply->at[reply->length] = '\0';
        if (is_whole(reply))
            return true;
    }
}

/* The status of the answer, or 0 when there was none. */
static int ask(int fd, bytes request, bytes *reply)
{
    if (!send_all(fd, request) || !receive(fd, reply))
        return 0;
    return atoi(reply->at + strlen("HTTP/1.1 "));
}

static int fetch(unsigned port, bytes request, bytes reply)
{
    int fd = reach(port);
    if (fd < 0 || ask(fd, request, &reply) == 0)
        die("no answer");
    fwrite(reply.at, 1, reply.length, stdout);
    return 0;
}

static int start(unsigned port, bytes request, bytes reply, char **command)
{
    double begun = now_ms();
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
            _exit(3);
        execvp(command[0], command);
        _exit(3);
    }
    int status = 0;
    while (status == 0 && now_ms() - begun < STARTS_WITHIN_MS) {
        int fd = reach(port);
        if (fd < 0)
            continue;
        status = ask(fd, request, &reply);
        close(fd);
    }
    printf("%.2f\n", now_ms() - begun);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    return status != 0 ? 0 : 3;
}

/* Connections of three kinds: nothing sent, one request answered, half a head sent. */
static int hold(unsigned port, bytes request, bytes *reply, int kind)
{
    int fd = reach(port);
    if (fd < 0)
        die("connect");
    if (kind == 1 && ask(fd, request, reply) == 0)
        die("an answer on a connection to be held");
    if (kind == 2)
        send_all(fd, (bytes){ request.at, 10 });
    return fd;
}

static int idle(unsigned port, bytes request, bytes reply, int count)
{
    int *held = malloc(sizeof *held * (size_t)count);
    for (int i = 0; i < count; i++)
        held[i] = hold(port, request, &reply, i % 3);
    double begun = now_ms();
    int fd = reach(port);
    int status = fd < 0 ? 0 : ask(fd, request, &reply);
    double waited = now_ms() - begun, longest = 0;
    int lost = 0;
    for (int i = 0; i < count; i++) {
        size_t sent = i % 3 == 2 ? 10 : 0;
        begun = now_ms();
        if (ask(held[i], (bytes){ request.at + sent, request.length - sent }, &reply) == 0)
            lost++;
        if (now_ms() - begun > longest)
            longest = now_ms() - begun;
    }
    printf(
        "beside %d idle connections (silent, kept alive, half a head): status %d after %.2f ms;\n"
        "then %d of them were answered, after %.2f ms at most\n",
        count, status, waited, count - lost, longest);
    return status != 0 && lost == 0 ? 0 : 1;
}

static int soak(unsigned port, const bytes request[2], bytes reply, long count)
{
    int fd[SOAK_CONNECTIONS];
    long statuses[600] = { 0 };
    for (int i = 0; i < SOAK_CONNECTIONS; i++)
        fd[i] = hold(port, request[0], &reply, 0);
    double begun = now_ms();
    for (long sent = 0; sent < count; sent += SOAK_CONNECTIONS) {
        for (int i = 0; i < SOAK_CONNECTIONS; i++)
            if (!send_all(fd[i], request[i % 2]))
                die("send");
        for (int i = 0; i < SOAK_CONNECTIONS; i++) {
            if (!receive(fd[i], &reply))
                die("receive");
            int status = atoi(reply.at + strlen("HTTP/1.1 "));
            statuses[status > 0 && status < 600 ? status : 0]++;
        }
    }
    printf("%.0f requests/s;", (double)count / (now_ms() - begun) * 1e3);
    for (int i = 0; i < 600; i++)
        if (statuses[i] > 0)
            printf(" %ld times %d", statuses[i], i);
    putchar('\n');
    return 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 3 ? argv[1] : "";
    unsigned port = argc > 3 ? (unsigned)atoi(argv[2]) : 0;
    bytes request = argc > 3 ? read_file(argv[3]) : (bytes){ NULL, 0 };
    bytes reply = { malloc(REPLY_MOST), 0 };
    if (strcmp(what, "fetch") == 0)
        return fetch(port, request, reply);
    if (strcmp(what, "start") == 0 && argc > 4)
        return start(port, request, reply, argv + 4);
    if (strcmp(what, "idle") == 0 && argc > 4)
        return idle(port, request, reply, atoi(argv[4]));
    if (strcmp(what, "soak") == 0 && argc > 5)
        return soak(port, (bytes[]){ request, read_file(argv[4]) }, reply, atol(argv[5]));
    fputs("usage: probe fetch|start|idle|soak PORT REQUEST ...\n", stderr);
    return 2;
}
