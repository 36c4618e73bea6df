/* Bodies that come piece by piece, as a client sees them on the wire. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample_api.h"
#include "scripted.h"
#include "server/host.h"

#define HERE   "/nowhere HTTP/1.1\r\nHost: x\r\n"
#define LAST   "Connection: close\r\n\r\n"
#define CHUNKS "Transfer-Encoding: chunked\r\n"

static scripted script;
static us_service *service;
static us_host *host;

static int start(void **state)
{
    us_text error;
    char message[256] = "";
    const us_host_options listen = { .threads = 2 };
    (void)state;
    scripted_begin(&script);
    script.piece[0] = "one ";
    script.piece[1] = "";
    script.piece[2] = "two";
    service = us_service_new(&sample_module,
                             &(us_service_options){ .upstream = &script.upstream, .no_cors = true },
                             &error);
    assert_non_null(service);
    host = us_host_start(service, &listen, message, sizeof message);
    assert_string_equal(message, "");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    us_host_stop(host);
    us_service_free(service);
    assert_int_equal(script.opened, script.closed);
    return 0;
}

static int dial(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)us_host_port(host)) };
    struct timeval patience = { 20, 0 };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void nap(void)
{
    nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
}

/* All that comes back until the connection ends. */
static const char *converse(const char *request)
{
    static char heard[65536];
    size_t length = 0;
    ssize_t got;
    int client = dial();
    assert_int_equal(send(client, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    while ((got = recv(client, heard + length, sizeof heard - 1 - length, 0)) > 0)
        length += (size_t)got;
    close(client);
    while (atomic_load(&script.closed) < script.opened)
        nap();
    heard[length] = '\0';
    return heard;
}

static void expect(const char *request, const char *field, const char *body)
{
    const char *reply = converse(request), *end = strstr(reply, "\r\n\r\n");
    assert_non_null(end);
    if (field && !strstr(reply, field))
        fail_msg("no '%s' in:\n%s", field, reply);
    assert_string_equal(end + 4, body);
}

static void in_chunks(void **state)
{
    (void)state;
    expect("GET " HERE LAST, CHUNKS, "4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n");
    /* the connection goes on */
    const char *second = strstr(converse("GET " HERE "\r\nGET " HERE LAST), "0\r\n\r\nHTTP/1.1 ");
    assert_non_null(second);
    assert_non_null(strstr(second, "4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n"));
}

static void of_known_length(void **state)
{
    (void)state;
    script.length = 7;
    expect("GET " HERE LAST, "Content-Length: 7\r\n", "one two");
}

/* Who does not know chunks sees the end of the body by the end of the connection. */
static void for_an_old_client(void **state)
{
    (void)state;
    expect("GET /nowhere HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "Connection: close\r\n",
           "one two");
    assert_null(strstr(converse("GET /nowhere HTTP/1.0\r\n\r\n"), CHUNKS));
}

static void not_after_head(void **state)
{
    (void)state;
    expect("HEAD " HERE LAST, NULL, "");
    script.length = 7;
    expect("HEAD " HERE LAST, "Content-Length: 7\r\n", "");
    script.status = 304;
    expect("GET " HERE LAST, NULL, "");
}

/* Without the last chunk, so that nobody takes it for whole. */
static void that_breaks_off(void **state)
{
    (void)state;
    script.cut = true;
    expect("GET " HERE "\r\n", CHUNKS, "4\r\none \r\n3\r\ntwo\r\n");
    script.length = 9;
    expect("GET " HERE "\r\n", "Content-Length: 9\r\n", "one two");
}

/* ---- a client that leaves ------------------------------------------------------------------------- */

static atomic_bool endless_closed;

static enum us_piece nothing_yet(void *context, us_text *piece)
{
    (void)context;
    (void)piece;
    nap();
    return US_PIECE_LATER;
}

static void close_endless(void *context)
{
    (void)context;
    atomic_store(&endless_closed, true);
}

static void answer_endless(void *context, us_arena *arena, const us_request *request,
                           us_answer *answer)
{
    (void)context;
    (void)arena;
    (void)request;
    answer->status = 200;
    answer->body = (us_stream){ .next = nothing_yet, .close = close_endless, .length = -1 };
}

static void until_the_client_leaves(void **state)
{
    static const char request[] = "GET " HERE "\r\n";
    char byte;
    (void)state;
    script.upstream.ask = answer_endless;
    int client = dial();
    assert_int_equal(send(client, request, sizeof request - 1, MSG_NOSIGNAL), sizeof request - 1);
    assert_int_equal(recv(client, &byte, 1, 0), 1);
    assert_false(atomic_load(&endless_closed));
    close(client);
    while (!atomic_load(&endless_closed))
        nap();
}

#define STREAM(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STREAM(in_chunks),      STREAM(of_known_length), STREAM(for_an_old_client),
        STREAM(not_after_head), STREAM(that_breaks_off), STREAM(until_the_client_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
