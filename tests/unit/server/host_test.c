/* The host over real sockets: what a client sees on the wire. */
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/tcp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample_api.h"
#include "server/host.h"

#define GET "GET /__understudy/health HTTP/1.1\r\nHost: x\r\n\r\n"
#define BOOK                                                                                       \
    "PATCH /books/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\n"
#define BODY     "{\"pages\":474}"
#define PATCH    BOOK "Content-Length: 13\r\n\r\n" BODY
#define CHUNKED  BOOK "Transfer-Encoding: chunked\r\n\r\n"
#define OLD      "GET /__understudy/health HTTP/1.0\r\n"
#define LATER    "GET /__understudy/health HTTP/1.2\r\nHost: x\r\n"
#define ABSOLUTE "GET http://books.example:80/__understudy/health"

enum { REPLY_MOST = 65536, BODY_LIMIT = 100000 };

typedef struct play {
    us_service *service;
    us_host *host;
} play;

static play start(unsigned threads)
{
    us_text error;
    char message[256] = "";
    us_service_options limits = { .body_limit = BODY_LIMIT };
    us_host_options options = { .threads = threads };
    play p = { us_service_new(&sample_module, &limits, &error), NULL };
    assert_non_null(p.service);
    p.host = us_host_start(p.service, &options, message, sizeof message);
    assert_string_equal(message, "");
    assert_non_null(p.host);
    return p;
}

static void stop(play *p)
{
    us_host_stop(p->host);
    us_service_free(p->service);
}

static int client_of(const play *p)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)us_host_port(p->host)) };
    struct timeval patience = { 20, 0 };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void tell_bytes(int client, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(client, bytes, length, MSG_NOSIGNAL);
        assert_true(sent > 0);
        bytes += sent;
        length -= (size_t)sent;
    }
}

static void tell(int client, const char *text)
{
    tell_bytes(client, text, strlen(text));
}

/* Reads one byte at a time, so that the next reply is left where it is; false at the end. */
static bool hear_bytes(int client, char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (recv(client, bytes + i, 1, 0) != 1)
            return false;
    bytes[length] = '\0';
    return true;
}

static char heard[REPLY_MOST]; /* the last reply: head and body */

/* The status of the next reply, 0 when the connection ends before. */
static unsigned hear(int client, bool has_body)
{
    size_t length = 0;
    do {
        if (length + 1 >= sizeof heard || !hear_bytes(client, heard + length, 1))
            return 0;
        length++;
    } while (length < 4 || memcmp(heard + length - 4, "\r\n\r\n", 4) != 0);
    const char *field = strstr(heard, "Content-Length: ");
    size_t body = field != NULL && has_body ? strtoul(field + 16, NULL, 10) : 0;
    assert_true(length + body < sizeof heard);
    assert_true(hear_bytes(client, heard + length, body));
    return (unsigned)strtoul(heard + strlen("HTTP/1.1 "), NULL, 10);
}

static bool is_at_end(int client)
{
    char byte;
    return recv(client, &byte, 1, 0) <= 0;
}

/* ---- one exchange ----------------------------------------------------------------------------- */

typedef struct wire_case {
    const char *request;
    unsigned status[4]; /* of the replies, in order; 0 ends them */
    const char *shows;  /* in the last reply, or NULL */
    bool closes;
} wire_case;

static const wire_case cases[] = {
    { GET, { 200 }, NULL, false },
    { PATCH, { 200 }, "{\"pages\": 474}", false },
    { GET GET GET, { 200, 200, 200 }, NULL, false },
    { LATER "\r\n" LATER "\r\n", { 200, 200 }, NULL, false },
    { LATER "Connection: close\r\n\r\n", { 200 }, NULL, true },
    { "GET / HTTP/1.2\r\n\r\n", { 400 }, "no field Host", true },
    { PATCH GET PATCH, { 200, 200, 200 }, NULL, false },
    { "\r\n\r\n" GET "\r\n" GET, { 200, 200 }, NULL, false },
    { "GET /__understudy/health HTTP/1.1\nHost: x\n\n", { 200 }, NULL, false },
    { "GET /nowhere?a=%20&b HTTP/1.1\r\nHost: x\r\n\r\n", { 404 }, "no-such-path", false },

    /* when the connection ends */
    { OLD "\r\n", { 200 }, "Connection: close", true },
    { OLD "Connection: keep-alive\r\n\r\n", { 200 }, "Connection: keep-alive", false },
    { "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      { 404 },
      "Connection: close",
      true },
    { "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n",
      { 404 },
      "Connection: close",
      true },
    { "GET / HTTP/1.1\r\nHost: x\r\nConnection: TE\r\n\r\n", { 404 }, "Connection: close", true },
    { "GET / HTTP/1.1\r\nHost: x\r\nConnection: TE, Keep-Alive\r\n\r\n", { 404 }, NULL, false },

    /* whole URLs as targets */
    { ABSOLUTE "?a=b HTTP/1.1\r\nHost: x\r\n\r\n", { 200 }, "Connection: close", true },
    { ABSOLUTE "?a=b:c HTTP/1.1\r\nHost: x\r\n\r\n", { 200 }, "Connection: close", true },
    { "GET http://books.example HTTP/1.1\r\nHost: x\r\n\r\n", { 404 }, "No path fits /", true },
    { "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", { 204 }, NULL, true },
    { "PATCH http://books.example/books/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n"
      "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n" BODY,
      { 200 },
      "{\"pages\": 474}",
      true },

    /* bodies */
    { CHUNKED "4\r\n{\"pa\r\n9\r\nges\":474}\r\n0\r\n\r\n" GET, { 200, 200 }, NULL, false },
    { CHUNKED "d\r\n" BODY "\r\n0\r\nX-Trailer: y\r\n\r\n", { 200 }, NULL, false },
    { CHUNKED "d;a=b\r\n" BODY "\r\n0\r\n\r\n", { 200 }, NULL, false },
    { CHUNKED "what?\r\n", { 400 }, "unreadable-request", true },
    { BOOK "Content-Length: 13\r\nExpect: 100-continue\r\n\r\n" BODY, { 100, 200 }, NULL, false },
    { BOOK "Content-Length: 13\r\nExpect: tea\r\n\r\n" BODY, { 417 }, "expectation-failed", true },
    { BOOK "Content-Length: 999999\r\nExpect: 100-continue\r\n\r\n", { 413 }, "too-large", true },

    /* where the request ends must be clear */
    { BOOK "Content-Length: 13\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n" BODY "\r\n0\r\n\r\n",
      { 400 },
      "unreadable-request",
      true },
    { BOOK "Content-Length: 13\r\nContent-Length: 14\r\n\r\n" BODY,
      { 400 },
      "two different",
      true },
    { BOOK "Content-Length: 0x13\r\n\r\n" BODY, { 400 }, "Content-Length is no number", true },
    { BOOK "Content-Length: +13\r\n\r\n" BODY, { 400 }, "Content-Length is no number", true },
    { BOOK "Content-Length: -1\r\n\r\n" BODY, { 400 }, "Content-Length is no number", true },
    { BOOK "Content-Length: 99999999999999999999\r\n\r\n" BODY, { 413 }, "too-large", true },
    { BOOK "Transfer-Encoding: gzip, chunked\r\n\r\n", { 501 }, "transfer coding", true },

    /* what civetweb refuses */
    { "hello\r\n\r\n", { 400 }, "application/problem+json", true },
    { "GET HTTP/1.1\r\n\r\n", { 400 }, "The first line is not", true },
    { "GET here HTTP/1.1\r\nHost: x\r\n\r\n", { 400 }, "neither a path nor a URL", true },
    { "GET /books/1#more HTTP/1.1\r\nHost: x\r\n\r\n", { 400 }, "in a value it is %23", true },
    { "GET / HTTP/1.x\r\n\r\n", { 400 }, "The first line is not", true },
    { "GET / HTTP/3\r\n\r\n", { 505 }, "unknown-version", true },
    { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", { 505 }, "unknown-version", true },
    { "BREW / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n",
      { 501 },
      "does not know the method",
      true },
    { "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", { 400 }, "not \\\"Name: value\\\"", true },
    { "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\nC: d\r\n\r\n",
      { 400 },
      "not \\\"Name: value\\\"",
      true },
    { "GET / HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n", { 400 }, "control character", true },
    { "\x16\x03\x01\x02", { 400 }, "not https", true },
    { GET "hello\r\n\r\n", { 200, 400 }, NULL, true },
};

static void try_case(const play *p, const wire_case *c)
{
    int client = client_of(p);
    tell(client, c->request);
    for (int i = 0; c->status[i] != 0; i++)
        if (hear(client, true) != c->status[i])
            fail_msg("reply %d to:\n%s\nis:\n%s", i, c->request, heard);
    if (c->shows != NULL && strstr(heard, c->shows) == NULL)
        fail_msg("no \"%s\" in the reply to:\n%s\nwhich is:\n%s", c->shows, c->request, heard);
    if (!c->closes)
        tell(client, GET);
    if (c->closes ? !is_at_end(client) : hear(client, true) != 200)
        fail_msg("the connection should %s after:\n%s", c->closes ? "end" : "go on", c->request);
    close(client);
}

static void replies_on_the_wire(void **state)
{
    (void)state;
    play p = start(2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        try_case(&p, &cases[i]);
    stop(&p);
}

static void a_request_may_come_byte_by_byte(void **state)
{
    (void)state;
    play p = start(1);
    int client = client_of(&p);
    static const char requests[] = PATCH GET;
    int no_delay = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
    for (size_t i = 0; i + 1 < sizeof requests; i++)
        tell_bytes(client, requests + i, 1);
    assert_int_equal(hear(client, true), 200);
    assert_int_equal(hear(client, true), 200);
    close(client);
    stop(&p);
}

static void head_has_the_length_but_no_body(void **state)
{
    (void)state;
    play p = start(1);
    int client = client_of(&p);
    tell(client, "HEAD /__understudy/health HTTP/1.1\r\nHost: x\r\n\r\n" GET);
    assert_int_equal(hear(client, false), 200);
    assert_null(strstr(heard, "Content-Length: 0"));
    assert_int_equal(hear(client, true), 200);
    close(client);
    stop(&p);
}

static void ask_with_fields(const play *p, int fields, unsigned status)
{
    int client = client_of(p);
    char line[32];
    tell(client, "GET /__understudy/health HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < fields; i++) {
        snprintf(line, sizeof line, "X-%d: y\r\n", i);
        tell(client, line);
    }
    tell(client, "\r\n");
    assert_int_equal(hear(client, true), status);
    close(client);
}

static void ask_with_head(const play *p, size_t size, unsigned status)
{
    int client = client_of(p);
    static const char begin[] = "GET /__understudy/health HTTP/1.1\r\nHost: x\r\nX: ",
                      end[] = "\r\n\r\n";
    tell(client, begin);
    for (size_t length = strlen(begin) + strlen(end); length < size; length++)
        tell_bytes(client, "y", 1);
    tell(client, end);
    assert_int_equal(hear(client, true), status);
    close(client);
}

static void heads_have_limits(void **state)
{
    (void)state;
    play p = start(1);
    ask_with_fields(&p, 63, 200);
    ask_with_fields(&p, 64, 431);
    ask_with_head(&p, 16384, 200);
    ask_with_head(&p, 16385, 431);
    stop(&p);
}

static void tell_many(int client, size_t count)
{
    static char many[BODY_LIMIT];
    memset(many, ' ', sizeof many);
    while (count > 0) {
        size_t part = count < sizeof many ? count : sizeof many;
        tell_bytes(client, many, part);
        count -= part;
    }
}

/* The reply must arrive although the client is still sending what nobody reads. */
static void a_body_over_the_limit_is_refused(void **state)
{
    (void)state;
    play p = start(1);
    int client = client_of(&p);
    tell(client, BOOK "Content-Length: 3000000\r\n\r\n");
    tell_many(client, 3000000);
    assert_int_equal(hear(client, true), 413);
    close(client);

    client = client_of(&p);
    char size[32];
    tell(client, CHUNKED);
    snprintf(size, sizeof size, "%x\r\n", 3000000);
    tell(client, size);
    tell_many(client, 3000000);
    assert_int_equal(hear(client, true), 413);
    close(client);

    client = client_of(&p); /* exactly the limit */
    snprintf(size, sizeof size, "Content-Length: %d\r\n\r\n", BODY_LIMIT);
    tell(client, BOOK);
    tell(client, size);
    tell(client, BODY);
    tell_many(client, BODY_LIMIT - strlen(BODY));
    assert_int_equal(hear(client, true), 200);
    close(client);
    stop(&p);
}

static void a_client_may_stop_sending(void **state)
{
    (void)state;
    play p = start(1);
    int client = client_of(&p);
    tell(client, PATCH);
    shutdown(client, SHUT_WR);
    assert_int_equal(hear(client, true), 200);
    assert_true(is_at_end(client));
    close(client);

    client = client_of(&p);
    tell(client, BOOK "Content-Length: 13\r\n\r\n{\"pages\"");
    shutdown(client, SHUT_WR);
    assert_int_equal(hear(client, true), 400);
    assert_non_null(strstr(heard, "the body ended before its announced length"));
    close(client);

    client = client_of(&p); /* with a reset */
    struct linger reset = { 1, 0 };
    setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    tell(client, BOOK "Content-Length: 13\r\n\r\n{\"pages\"");
    close(client);
    client = client_of(&p);
    tell(client, GET);
    assert_int_equal(hear(client, true), 200);
    close(client);
    stop(&p);
}

/* ---- many connections ------------------------------------------------------------------------- */

static void idle_connections_hold_no_thread(void **state)
{
    (void)state;
    enum { IDLE = 150 };
    play p = start(2);
    int idle[IDLE];
    for (int i = 0; i < IDLE; i++) {
        idle[i] = client_of(&p);
        if (i % 3 == 1) {
            tell(idle[i], GET);
            assert_int_equal(hear(idle[i], true), 200);
        } else if (i % 3 == 2) {
            tell_bytes(idle[i], GET, 10);
        }
    }
    int client = client_of(&p);
    tell(client, GET);
    assert_int_equal(hear(client, true), 200);
    for (int i = 0; i < IDLE; i++)
        tell(idle[i], i % 3 == 2 ? &GET[10] : GET);
    for (int i = 0; i < IDLE; i++) {
        assert_int_equal(hear(idle[i], true), 200);
        close(idle[i]);
    }
    close(client);
    stop(&p);
}

/* Every connection always has the next request ready: none may wait for the others to become idle. */
static void busy_connections_take_turns(void **state)
{
    (void)state;
    enum { BUSY = 24, AHEAD = 8, ROUNDS = 40 };
    play p = start(2);
    int busy[BUSY];
    for (int i = 0; i < BUSY; i++) {
        busy[i] = client_of(&p);
        for (int k = 0; k < AHEAD; k++)
            tell(busy[i], k % 2 ? PATCH : GET);
    }
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < BUSY; i++) {
            assert_int_equal(hear(busy[i], true), 200);
            tell(busy[i], PATCH);
        }
    for (int i = 0; i < BUSY; i++)
        close(busy[i]);
    stop(&p);
}

/* ---- start and stop --------------------------------------------------------------------------- */

static unsigned entries(const char *folder)
{
    unsigned count = 0;
    DIR *opened = opendir(folder);
    assert_non_null(opened);
    while (readdir(opened) != NULL)
        count++;
    closedir(opened);
    return count;
}

static void nothing_is_left_behind(void **state)
{
    (void)state;
    play p = start(3); /* what the first start leaves belongs to the libraries */
    stop(&p);
    unsigned threads = entries("/proc/self/task"), files = entries("/proc/self/fd");
    p = start(3);
    int client[4];
    for (int i = 0; i < 4; i++)
        client[i] = client_of(&p);
    tell(client[1], "GET /half");
    tell(client[2], GET);
    assert_int_equal(hear(client[2], true), 200);
    tell(client[3], BOOK "Content-Length: 13\r\n\r\n{");
    stop(&p);
    for (int i = 0; i < 4; i++) {
        while (!is_at_end(client[i]))
            continue;
        close(client[i]);
    }
    assert_int_equal(entries("/proc/self/task"), threads);
    assert_int_equal(entries("/proc/self/fd"), files);
}

static void refused(const char *address, unsigned port, const char *expected)
{
    us_text error;
    char message[256] = "";
    us_host_options options = { .address = address, .port = port };
    us_service *service = us_service_new(&sample_module, NULL, &error);
    assert_null(us_host_start(service, &options, message, sizeof message));
    assert_string_equal(message, expected);
    us_service_free(service);
}

static void an_address_that_cannot_be_used_is_explained(void **state)
{
    (void)state;
    char expected[128];
    play p = start(1);
    snprintf(expected, sizeof expected,
             "127.0.0.1:%u is in use by another program; choose another port with -p",
             us_host_port(p.host));
    refused(NULL, us_host_port(p.host), expected);
    refused("localhost", us_host_port(p.host), expected);
    stop(&p);
    refused("::1", 4010, "::1: this build of civetweb has no IPv6; give an IPv4 address");
    refused("nowhere", 4010, "nowhere: no IPv4 address (nor localhost)");
}

static void two_hosts_do_not_mix(void **state)
{
    (void)state;
    play first = start(1), second = start(1);
    assert_int_not_equal(us_host_port(first.host), us_host_port(second.host));
    int one = client_of(&first), two = client_of(&second);
    tell(one, GET);
    tell(two, PATCH);
    assert_int_equal(hear(one, true), 200);
    assert_int_equal(hear(two, true), 200);
    stop(&first);
    tell(two, PATCH);
    assert_int_equal(hear(two, true), 200);
    assert_true(is_at_end(one));
    close(one);
    close(two);
    stop(&second);
}

/* The connection stays; what it asks next is answered by the other service. */
static void a_service_is_replaced_under_a_connection(void **state)
{
    static const char ask[] = "GET /shelves/1/books?branch=a&other=1 HTTP/1.1\r\nHost: x\r\n"
                              "X-Library-Key: k\r\n\r\n";
    us_text error;
    us_service_options strict = { .body_limit = BODY_LIMIT, .strict = true };
    (void)state;
    play p = start(2);
    us_service *other = us_service_new(&sample_module, &strict, &error);
    assert_non_null(other);
    int client = client_of(&p);
    tell(client, ask);
    assert_int_equal(hear(client, true), 200);
    us_host_swap(p.host, other);
    us_service_free(p.service);
    p.service = other;
    tell(client, ask);
    assert_int_equal(hear(client, true), 422);
    close(client);
    stop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_on_the_wire),
        cmocka_unit_test(a_request_may_come_byte_by_byte),
        cmocka_unit_test(head_has_the_length_but_no_body),
        cmocka_unit_test(heads_have_limits),
        cmocka_unit_test(a_body_over_the_limit_is_refused),
        cmocka_unit_test(a_client_may_stop_sending),
        cmocka_unit_test(idle_connections_hold_no_thread),
        cmocka_unit_test(busy_connections_take_turns),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(an_address_that_cannot_be_used_is_explained),
        cmocka_unit_test(two_hosts_do_not_mix),
        cmocka_unit_test(a_service_is_replaced_under_a_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
