/* Streams of the stand-in's own and replies that are to come late, over sockets: many at once, clients that leave, and
 * servers that stop. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/host.h"

#define STREAMS 100

/* ---- What is served: a stream of lines, and a text ------------------------------------------------ */

static const us_example lines[] = { { .bytes = US_STRING_OF("{\"n\":1}\n{\"n\":2}\n"),
                                      .source = US_STRING_OF("series.yaml:9:9") } };
static const us_example word[] = { { .bytes = US_STRING_OF("word"),
                                     .source = US_STRING_OF("series.yaml:8:9") } };
static const us_media anything = { .type = US_STRING_OF("application/json") };
static const us_media lines_media[] = { { .type = US_STRING_OF("application/jsonl"),
                                          .example = lines,
                                          .examples = 1,
                                          .item = &anything } };
static const us_media word_media[] = {
    { .type = US_STRING_OF("text/plain"), .example = word, .examples = 1 }
};
static const us_response lines_response[] = {
    { .status = 200, .media = lines_media, .medias = 1 }
};
static const us_response word_response[] = { { .status = 200, .media = word_media, .medias = 1 } };
static const us_cue soon[] = { { .status = 200, .timed = 1, .least = 5, .most = 5 } };
static const us_cue late[] = { { .status = 200, .timed = 1, .least = 60000, .most = 60000 } };
static const us_operation operations[] = {
    { .id = US_STRING_OF("lines"),
      .method = US_STRING_OF("GET"),
      .path = US_STRING_OF("/lines"),
      .response = lines_response,
      .responses = 1 },
    { .id = US_STRING_OF("word"),
      .method = US_STRING_OF("GET"),
      .path = US_STRING_OF("/word"),
      .response = word_response,
      .responses = 1 },
    { .id = US_STRING_OF("soon"),
      .method = US_STRING_OF("GET"),
      .path = US_STRING_OF("/soon"),
      .response = word_response,
      .responses = 1,
      .cue = soon,
      .cues = 1 },
    { .id = US_STRING_OF("late"),
      .method = US_STRING_OF("GET"),
      .path = US_STRING_OF("/late"),
      .response = word_response,
      .responses = 1,
      .cue = late,
      .cues = 1 },
    { .id = US_STRING_OF("soonLines"),
      .method = US_STRING_OF("GET"),
      .path = US_STRING_OF("/soon-lines"),
      .response = lines_response,
      .responses = 1,
      .cue = soon,
      .cues = 1 },
};
static const us_operation *const all[] = { &operations[0], &operations[1], &operations[2],
                                           &operations[3], &operations[4] };
static const us_string file = US_STRING_OF("series.yaml");
static const us_api api = { .name = US_STRING_OF("series"),
                            .title = US_STRING_OF("Series"),
                            .file = &file,
                            .files = 1,
                            .operation = all,
                            .operations = 5 };
static const us_api *const apis[] = { &api };
static const us_module module = { apis, 1 };

/* ---- The stage -------------------------------------------------------------------------------------- */

static us_service *service;
static us_host *host;

static us_service *new_service(void)
{
    us_text error;
    us_service *made = us_service_new(&module, &(us_service_options){ .no_cors = true }, &error);
    assert_non_null(made);
    return made;
}

static int start(void **state)
{
    char message[256] = "";
    const us_host_options listen = { .threads = 2 };
    (void)state;
    service = new_service();
    host = us_host_start(service, &listen, message, sizeof message);
    assert_string_equal(message, "");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    if (host)
        us_host_stop(host);
    host = NULL;
    us_service_free(service);
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

static void say(int client, const char *text)
{
    assert_int_equal(send(client, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static void ask(int client, const char *path, const char *prefer, const char *fields)
{
    char request[512];
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\nPrefer: %s\r\n%s\r\n", path,
             prefer, fields);
    say(client, request);
}

/* Reads until the text ends with `end`; an empty one: until the connection ends. */
static const char *hear(int client, const char *end)
{
    static char heard[1 << 20];
    size_t length = 0, tail = strlen(end);
    ssize_t got;
    heard[0] = '\0';
    while (length < tail || tail == 0 || strcmp(heard + length - tail, end) != 0) {
        got = recv(client, heard + length, sizeof heard - 1 - length, 0);
        if (got <= 0)
            break;
        length += (size_t)got;
        heard[length] = '\0';
    }
    return heard;
}

#define ONE  "8\r\n{\"n\":1}\n\r\n"
#define TWO  "8\r\n{\"n\":2}\n\r\n"
#define OVER "0\r\n\r\n"

static void expect_end(const char *heard, const char *end)
{
    size_t length = strlen(heard), tail = strlen(end);
    if (length < tail || strcmp(heard + length - tail, end) != 0)
        fail_msg("no '%s' at the end of:\n%s", end, heard);
}

/* ---- The tests -------------------------------------------------------------------------------------- */

static void in_chunks_and_the_connection_goes_on(void **state)
{
    int client = dial();
    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        ask(client, "/lines", "stream-count=3", "");
        expect_end(hear(client, OVER), "\r\n\r\n" ONE TWO ONE OVER);
    }
    ask(client, "/lines", "stream-count=2, stream-interval=5", "");
    ask(client, "/word", "x", ""); /* before the stream is over */
    expect_end(hear(client, "word"), "word");
    close(client);
}

static void the_connection_ends_where_the_client_says(void **state)
{
    int client = dial();
    (void)state;
    ask(client, "/lines", "stream-count=1", "Connection: close\r\n");
    expect_end(hear(client, ""), ONE OVER);
    close(client);
    client = dial();
    say(client, "GET /lines HTTP/1.0\r\n\r\n");
    const char *heard = hear(client, "");
    assert_null(strstr(heard, "chunked"));
    expect_end(heard, "\r\n\r\n{\"n\":1}\n{\"n\":2}\n");
    close(client);
}

/* It may still read, and gets all that does not have to be waited for. */
static void a_client_may_end_its_side(void **state)
{
    int client = dial();
    (void)state;
    ask(client, "/lines", "stream-count=300", "");
    shutdown(client, SHUT_WR);
    expect_end(hear(client, ""), TWO OVER);
    close(client);
}

static void head_has_no_items(void **state)
{
    int client = dial();
    (void)state;
    say(client, "HEAD /lines HTTP/1.1\r\nHost: x\r\n\r\n");
    ask(client, "/word", "x", "Connection: close\r\n");
    const char *heard = hear(client, "");
    assert_null(strstr(heard, "{\"n\""));
    expect_end(heard, "word");
    close(client);
}

/* Two threads, a hundred streams that are not over, and others are still answered. */
static void many_at_once_hold_no_thread(void **state)
{
    int client[STREAMS];
    (void)state;
    for (unsigned i = 0; i < STREAMS; i++) {
        client[i] = dial();
        ask(client[i], "/lines", "stream-count=5, stream-interval=100", "");
    }
    int other = dial();
    ask(other, "/word", "x", "");
    expect_end(hear(other, "word"), "word");
    close(other);
    for (unsigned i = 0; i < STREAMS; i++) {
        expect_end(hear(client[i], OVER), ONE TWO ONE TWO ONE OVER);
        close(client[i]);
    }
}

static void clients_may_leave(void **state)
{
    (void)state;
    for (unsigned i = 0; i < STREAMS; i++) {
        int client = dial();
        ask(client, "/lines",
            i % 2 ? "stream-count=1000000, stream-interval=60000"
                  : "stream-count=1000000, stream-interval=0",
            "");
        if (i % 3)
            hear(client, ONE);
        close(client);
    }
    int other = dial();
    ask(other, "/lines", "stream-count=1", "");
    expect_end(hear(other, OVER), ONE OVER);
    close(other);
}

/* A client that does not read is waited for, and nobody else has to. */
static void slow_readers_hold_up_nobody(void **state)
{
    int slow = dial(), quick = dial();
    (void)state;
    ask(slow, "/lines", "stream-count=1000000", "");
    for (unsigned i = 0; i < 10; i++) {
        ask(quick, "/lines", "stream-count=2", "");
        expect_end(hear(quick, OVER), ONE TWO OVER);
    }
    close(slow);
    close(quick);
}

/* Their items belong to the service that they began with. */
static void a_new_service_cuts_streams_off(void **state)
{
    int client = dial();
    us_service *before = service;
    (void)state;
    ask(client, "/lines", "stream-count=1000000, stream-interval=20", "");
    hear(client, ONE);
    service = new_service();
    us_host_swap(host, service);
    us_service_free(before);
    const char *heard = hear(client, "");
    assert_null(strstr(heard, OVER));
    close(client);
}

static void a_stop_cuts_streams_off(void **state)
{
    int client = dial();
    (void)state;
    ask(client, "/lines", "stream-count=1000000, stream-interval=60000", "");
    hear(client, ONE);
    us_host_stop(host);
    host = NULL;
    assert_string_equal(hear(client, ""), "");
    close(client);
}

/* ---- Replies that a fixture wants late -------------------------------------------------------------- */

static void late_replies_hold_no_thread(void **state)
{
    int waiting[STREAMS], client = dial();
    char nothing;
    (void)state;
    for (unsigned i = 0; i < STREAMS; i++)
        ask(waiting[i] = dial(), "/late", "x", "");
    for (unsigned i = 0; i < 3; i++) { /* more than there are threads */
        ask(client, "/word", "x", "");
        expect_end(hear(client, "word"), "word");
        ask(client, "/soon", "x", "");
        expect_end(hear(client, "word"), "word");
    }
    for (unsigned i = 0; i < STREAMS; i++) {
        assert_int_equal(recv(waiting[i], &nothing, 1, MSG_DONTWAIT), -1);
        close(waiting[i]);
    }
    ask(client, "/soon", "x", "Connection: close\r\n");
    expect_end(hear(client, ""), "word");
    close(client);
}

static void a_stream_may_begin_late(void **state)
{
    int client = dial();
    (void)state;
    ask(client, "/soon-lines", "x", "");
    expect_end(hear(client, OVER), "\r\n\r\n" ONE TWO OVER);
    say(client, "HEAD /soon-lines HTTP/1.1\r\nHost: x\r\n\r\n");
    expect_end(hear(client, "\r\n\r\n"), "\r\n\r\n");
    ask(client, "/word", "x", "");
    expect_end(hear(client, "word"), "word");
    close(client);
}

static void late_replies_outlive_their_service(void **state)
{
    int client = dial();
    us_service *before = service;
    (void)state;
    ask(client, "/soon", "x", "");
    service = new_service();
    us_host_swap(host, service);
    us_service_free(before);
    expect_end(hear(client, "word"), "word");
    close(client);
}

static void a_stop_does_not_wait_for_late_replies(void **state)
{
    int client = dial();
    (void)state;
    ask(client, "/late", "x", "");
    us_host_stop(host);
    host = NULL;
    assert_string_equal(hear(client, ""), "");
    close(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_chunks_and_the_connection_goes_on, start, stop),
        cmocka_unit_test_setup_teardown(the_connection_ends_where_the_client_says, start, stop),
        cmocka_unit_test_setup_teardown(a_client_may_end_its_side, start, stop),
        cmocka_unit_test_setup_teardown(head_has_no_items, start, stop),
        cmocka_unit_test_setup_teardown(many_at_once_hold_no_thread, start, stop),
        cmocka_unit_test_setup_teardown(clients_may_leave, start, stop),
        cmocka_unit_test_setup_teardown(slow_readers_hold_up_nobody, start, stop),
        cmocka_unit_test_setup_teardown(a_new_service_cuts_streams_off, start, stop),
        cmocka_unit_test_setup_teardown(a_stop_cuts_streams_off, start, stop),
        cmocka_unit_test_setup_teardown(late_replies_hold_no_thread, start, stop),
        cmocka_unit_test_setup_teardown(a_stream_may_begin_late, start, stop),
        cmocka_unit_test_setup_teardown(late_replies_outlive_their_service, start, stop),
        cmocka_unit_test_setup_teardown(a_stop_does_not_wait_for_late_replies, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
