/* The lobby as civetweb meets it: through accept, poll and recv. One thread plays both the doorman and
 * the worker, in turn. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/civetweb_calls.h"
#include "server/lobby_inside.h"

typedef struct stage {
    us_lobby *lobby;
    int door;
    struct sockaddr_in address;
} stage;

static stage open_stage(us_lobby_options options)
{
    us_civetweb_stack(0); /* or the linker might take accept, poll and recv from elsewhere */
    stage s = { us_lobby_new(&options), socket(AF_INET, SOCK_STREAM, 0), { 0 } };
    socklen_t length = sizeof s.address;
    s.address.sin_family = AF_INET;
    s.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_non_null(s.lobby);
    assert_int_equal(bind(s.door, (struct sockaddr *)&s.address, sizeof s.address), 0);
    assert_int_equal(listen(s.door, 16), 0);
    assert_int_equal(getsockname(s.door, (struct sockaddr *)&s.address, &length), 0);
    return s;
}

static void close_stage(stage *s)
{
    us_lobby_leave();
    us_lobby_close(s->lobby, 0);
    us_lobby_free(s->lobby);
    close(s->door);
}

static int client_of(const stage *s)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&s->address, sizeof s->address), 0);
    return fd;
}

static void tell(int client, const char *text)
{
    assert_int_equal(send(client, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* What civetweb's accepting thread does; -1 when nobody is ready. */
static int doorman(stage *s, int milliseconds)
{
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    int fd = -1;
    us_lobby_enter(s->lobby, US_LOBBY_DOORMAN);
    while (fd < 0 && milliseconds > 0) {
        struct pollfd wait = { .fd = s->door, .events = POLLIN };
        if (poll(&wait, 1, 10) > 0)
            fd = accept(s->door, (struct sockaddr *)&peer, &length);
        milliseconds -= 10;
    }
    us_lobby_leave();
    return fd;
}

enum { LONG = 10000, SHORT = 100 };

/* poll and recv as a worker calls them: the bytes, "" at the end, NULL when told to go away. */
static const char *worker_reads(int fd, size_t most)
{
    static char bytes[US_HEAD_LIMIT + 1];
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    if (poll(&wait, 1, 2000) < 0)
        return NULL;
    assert_int_equal(wait.revents, POLLIN);
    ssize_t got = recv(fd, bytes, most, 0);
    assert_true(got >= 0);
    bytes[got] = '\0';
    return bytes;
}

static bool sees_end(int client)
{
    char byte;
    return recv(client, &byte, 1, 0) == 0;
}

static void a_silent_connection_is_not_given_out(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    assert_int_equal(doorman(&s, SHORT), -1);
    tell(client, "GET / HTTP/1.1\r\n");
    assert_int_equal(doorman(&s, SHORT), -1);
    tell(client, "\r\n");
    int fd = doorman(&s, LONG);
    assert_true(fd >= 0);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_string_equal(worker_reads(fd, 100), "GET / HTTP/1.1\r\n\r\n");
    us_lobby_part(false);
    close(fd);
    assert_true(sees_end(client));
    close(client);
    close_stage(&s);
}

static void civetweb_never_holds_the_next_request(void **state)
{
    (void)state;
    char body[8] = "";
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    tell(client, "PUT / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\n\r\nGET");
    int fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_int_equal(us_lobby_head().length, 0);
    /* Nor does it see how long the body is, or any of it. */
    assert_string_equal(worker_reads(fd, 5000), "PUT / HTTP/1.1\r\nxontent-Length: 3\r\n\r\n");
    assert_int_equal(us_lobby_head().length, 37);
    assert_string_equal(worker_reads(fd, 5000), "");
    assert_int_equal(us_lobby_peek(body, 2), 2);
    assert_string_equal(body, "ab");
    assert_int_equal(us_lobby_read(body, 3), 3);
    assert_string_equal(body, "abc");
    us_lobby_request_over();
    assert_string_equal(worker_reads(fd, 5000), "GET /2 HTTP/1.1\r\n\r\n");
    us_lobby_request_over();
    /* The third is not whole: the worker is sent away, what came is kept. */
    assert_null(worker_reads(fd, 5000));
    us_lobby_part(false);
    close(fd);
    us_lobby_leave();
    tell(client, " /3 HTTP/1.1\r\n\r\n");
    fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_string_equal(worker_reads(fd, 5000), "GET /3 HTTP/1.1\r\n\r\n");
    close(fd);
    close(client);
    close_stage(&s);
}

static void what_civetweb_closes_is_not_the_connection(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    for (int round = 0; round < 3; round++) {
        tell(client, "GET / HTTP/1.1\r\n\r\n");
        int fd = doorman(&s, LONG);
        us_lobby_enter(s.lobby, US_LOBBY_WORKER);
        assert_string_equal(worker_reads(fd, 5000), "GET / HTTP/1.1\r\n\r\n");
        assert_int_equal(send(fd, "ok", 2, 0), 2);
        us_lobby_request_over();
        assert_null(worker_reads(fd, 5000));
        shutdown(fd, SHUT_WR);
        us_lobby_part(false);
        close(fd);
        us_lobby_leave();
        char answer[2];
        assert_int_equal(recv(client, answer, 2, MSG_WAITALL), 2);
    }
    close(client);
    close_stage(&s);
}

/* Another client comes later and is served, while the first rests; a short rest ends. */
static void a_delayed_request_rests(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int late = client_of(&s), quick = client_of(&s);
    tell(late, "GET /late HTTP/1.1\r\nPrefer: delay=60000\r\n\r\n");
    assert_int_equal(doorman(&s, SHORT), -1);
    tell(quick, "GET /1 HTTP/1.1\r\n\r\n");
    int fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_string_equal(worker_reads(fd, 5000), "GET /1 HTTP/1.1\r\n\r\n");
    /* The next request of the same connection rests, too: its worker is sent away. */
    tell(quick, "GET /?__delay=1..2 HTTP/1.1\r\n\r\n");
    us_lobby_request_over();
    assert_null(worker_reads(fd, 5000));
    us_lobby_part(false);
    close(fd);
    us_lobby_leave();
    fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_string_equal(worker_reads(fd, 5000), "GET /?__delay=1..2 HTTP/1.1\r\n\r\n");
    us_lobby_part(false);
    close(fd);
    close(quick);
    close(late);
    close_stage(&s);
}

static void all_requests_may_be_delayed(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ .delay = { 60000, 60000 } });
    int late = client_of(&s), quick = client_of(&s);
    tell(late, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    tell(quick, "GET / HTTP/1.1\r\nPrefer: code=200, Delay=0, delay=5\r\n\r\n");
    int fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_non_null(strstr(worker_reads(fd, 5000), "delay=5"));
    us_lobby_leave();
    assert_int_equal(doorman(&s, SHORT), -1);
    close(fd);
    close(quick);
    close(late);
    close_stage(&s);
}

static void space_before_a_request_is_skipped(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    tell(client, "\r\n\r\n \r\nGET / HTTP/1.1\n\n");
    int fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    assert_string_equal(worker_reads(fd, 5000), "GET / HTTP/1.1\n\n");
    close(fd);
    close(client);
    close_stage(&s);
}

static void what_can_only_be_refused_is_given_out_at_once(void **state)
{
    (void)state;
    static char endless[US_HEAD_LIMIT + 1];
    stage s = open_stage((us_lobby_options){ 0 });
    memset(endless, 'x', US_HEAD_LIMIT);
    const char *hopeless[] = { "\x16\x03\x01", endless };
    for (int i = 0; i < 2; i++) {
        int client = client_of(&s);
        tell(client, hopeless[i]);
        int fd = doorman(&s, LONG);
        us_lobby_enter(s.lobby, US_LOBBY_WORKER);
        assert_string_equal(worker_reads(fd, US_HEAD_LIMIT), hopeless[i]);
        us_lobby_part(false);
        us_lobby_leave();
        close(fd);
        close(client);
    }
    close_stage(&s);
}

static void a_closed_connection_bothers_no_worker(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    assert_int_equal(doorman(&s, SHORT), -1);
    tell(client, "GET / HT");
    close(client);
    assert_int_equal(doorman(&s, SHORT), -1);
    close_stage(&s);
}

static void beyond_the_room_the_longest_idle_goes(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ .visitors = 2 });
    int client[3];
    for (int i = 0; i < 3; i++) {
        client[i] = client_of(&s);
        assert_int_equal(doorman(&s, SHORT), -1);
    }
    assert_true(sees_end(client[0]));
    tell(client[1], "GET /1 HTTP/1.1\r\n\r\n");
    assert_true(doorman(&s, LONG) >= 0);
    tell(client[2], "GET /2 HTTP/1.1\r\n\r\n");
    assert_true(doorman(&s, LONG) >= 0);
    for (int i = 0; i < 3; i++)
        close(client[i]);
    close_stage(&s);
}

static void patience_ends(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ .patience = 20 });
    int client = client_of(&s);
    assert_int_equal(doorman(&s, 10 * SHORT), -1);
    assert_true(sees_end(client));
    close(client);
    close_stage(&s);
}

static void a_head_that_comes_slowly_has_its_time(void **state)
{
    (void)state;
    char reply[16] = "";
    stage s = open_stage((us_lobby_options){ .haste = 250 });
    int client = client_of(&s);
    long long end = us_lobby_now() + LONG;
    tell(client, "GET / HTTP/1.1\r\nX: ");
    while (recv(client, reply, 12, MSG_DONTWAIT) < 12 && us_lobby_now() < end) {
        (void)send(client, "y", 1, MSG_NOSIGNAL); /* never idle for long */
        assert_int_equal(doorman(&s, 20), -1);
    }
    assert_string_equal(reply, "HTTP/1.1 408");
    close(client);
    close_stage(&s);
}

static void a_handshake_that_comes_slowly_has_its_time(void **state)
{
    (void)state;
    static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03";
    const us_tls_options made = { .self_signed = true };
    char error[256], byte;
    us_tls *tls = us_tls_new(&made, error, sizeof error);
    if (tls == NULL)
        skip(); /* there is no OpenSSL */
    stage s = open_stage((us_lobby_options){ .haste = 250, .tls = tls });
    int client = client_of(&s);
    long long end = us_lobby_now() + LONG;
    for (size_t sent = 0; recv(client, &byte, 1, MSG_DONTWAIT) < 0 && us_lobby_now() < end;
         sent++) {
        (void)send(client, sent < sizeof hello - 1 ? hello + sent : "y", 1, MSG_NOSIGNAL);
        assert_int_equal(doorman(&s, 20), -1);
    }
    assert_true(us_lobby_now() < end);
    close(client);
    close_stage(&s);
    us_tls_free(tls);
}

static void a_body_that_comes_slowly_has_its_time(void **state)
{
    (void)state;
    char byte;
    stage s = open_stage((us_lobby_options){ .haste = 250 });
    int client = client_of(&s);
    tell(client, "PUT / HTTP/1.1\r\nContent-Length: 3000\r\n\r\n");
    int fd = doorman(&s, LONG);
    us_lobby_enter(s.lobby, US_LOBBY_WORKER);
    worker_reads(fd, 5000);
    long long end = us_lobby_now() + LONG;
    do {
        tell(client, "y");
    } while (us_lobby_read(&byte, 1) == 1 && !usleep(10000));
    assert_true(us_lobby_now() < end);
    us_lobby_part(false);
    close(fd);
    close(client);
    close_stage(&s);
}

static void strangers_meet_the_kernel(void **state)
{
    (void)state;
    stage s = open_stage((us_lobby_options){ 0 });
    int client = client_of(&s);
    struct pollfd wait = { .fd = s.door, .events = POLLIN };
    assert_int_equal(poll(&wait, 1, LONG), 1);
    int fd = accept(s.door, NULL, NULL);
    assert_true(fd >= 0);
    char bytes[8];
    tell(client, "hello");
    assert_int_equal(recv(fd, bytes, 5, MSG_WAITALL), 5);
    assert_int_equal(recv(fd, bytes, 5, MSG_DONTWAIT), -1);
    assert_int_equal(errno, EAGAIN);
    close(fd);
    close(client);
    close_stage(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silent_connection_is_not_given_out),
        cmocka_unit_test(civetweb_never_holds_the_next_request),
        cmocka_unit_test(what_civetweb_closes_is_not_the_connection),
        cmocka_unit_test(a_delayed_request_rests),
        cmocka_unit_test(all_requests_may_be_delayed),
        cmocka_unit_test(space_before_a_request_is_skipped),
        cmocka_unit_test(what_can_only_be_refused_is_given_out_at_once),
        cmocka_unit_test(a_closed_connection_bothers_no_worker),
        cmocka_unit_test(beyond_the_room_the_longest_idle_goes),
        cmocka_unit_test(patience_ends),
        cmocka_unit_test(a_head_that_comes_slowly_has_its_time),
        cmocka_unit_test(a_handshake_that_comes_slowly_has_its_time),
        cmocka_unit_test(a_body_that_comes_slowly_has_its_time),
        cmocka_unit_test(strangers_meet_the_kernel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
