/* The edge: civetweb reads requests and writes replies, everything between is us_exchange.
 *
 * This is the one file that knows civetweb. Connections without a request wait in the lobby (lobby.h);
 * what civetweb refuses by itself is answered here with a problem, like everything else. */
#define _GNU_SOURCE /* SCHED_BATCH */
#include "server/host.h"

#include <arpa/inet.h>
#include <assert.h>
#include <civetweb.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server/civetweb_calls.h"
#include "server/door.h"
#include "server/exchange.h"
#include "server/head.h"
#include "server/intake.h"
#include "server/lobby.h"
#include "server/pourer.h"
#include "server/problem.h"
#include "server/relay.h"
#include "server/visitor.h"
#include "server/witness.h"

enum {
    THREADS = 32,
    STACK = 8 << 20, /* of each: the deepest document allowed, checked in recursion */
    START_MS = 2000, /* until civetweb's threads must be there */
    STOP_MS = 500    /* for the requests under way when the host is stopped */
};

struct us_host {
    us_relay relay;
    size_t body_limit;
    us_lobby *lobby;
    us_pourer *pourer;
    us_tls *tls;
    us_door *door; /* a unix socket, or NULL */
    struct mg_context *civetweb;
    unsigned port;
    atomic_bool started;
    char complaint[256]; /* the first thing that civetweb complained about before it had started */
};

/* What each worker thread has of its own. */
typedef struct desk {
    us_host *host;
    us_relay_seat seat;
    us_arena arena;
    time_t second; /* of `date` */
    char date[80]; /* 29 are needed; a compiler cannot know */
    bool refused;  /* the request was answered without us_exchange having been asked */
    bool linger;   /* we close, the client may not know yet */
    bool last;     /* civetweb will close after this request, whatever we say */
} desk;

static desk *desk_of(const struct mg_connection *connection)
{
    return mg_get_thread_pointer(connection);
}

/* ---- writing ---------------------------------------------------------------------------------- */

/* The value of Date (RFC 9110, 5.6.7), made once a second. Not strftime, which speaks the language of
 * the locale. */
static us_text date_now(desk *own)
{
    static const char day[] = "SunMonTueWedThuFriSat";
    static const char month[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t second = time(NULL);
    if (second != own->second) {
        struct tm utc;
        gmtime_r(&second, &utc);
        snprintf(own->date, sizeof own->date, "%.3s, %02d %.3s %d %02d:%02d:%02d GMT",
                 day + 3 * utc.tm_wday, utc.tm_mday, month + 3 * utc.tm_mon, utc.tm_year + 1900,
                 utc.tm_hour, utc.tm_min, utc.tm_sec);
        own->second = second;
    }
    return us_text_of(own->date);
}

/* The reply is made of what the service holds, its text is not: what the client takes its time to read
 * does not keep the service. */
static us_buf write_reply(desk *own, const us_reply *reply, bool close)
{
    us_buf out = us_buf_new(&own->arena, reply->body.length + 1024);
    us_reply_write(reply, date_now(own), close, &out);
    us_relay_done(&own->seat);
    return out;
}

/* Where a body goes. */
typedef struct outlet {
    struct mg_connection *connection;
    us_witness *witness;
} outlet;

static bool write_piece(struct mg_connection *connection, us_text bytes)
{
    return mg_write(connection, bytes.bytes, bytes.length) == (int)bytes.length;
}

static bool write_on(void *context, us_text bytes)
{
    return write_piece(((outlet *)context)->connection, bytes);
}

/* The service is there for the time of a piece, not of the stream. */
static bool hear(void *context, us_text piece)
{
    outlet *o = context;
    desk *own = desk_of(o->connection);
    const us_service *service = us_relay_take(&own->host->relay, &own->seat);
    bool goes_on = us_witness_hear(o->witness, service, piece);
    us_relay_done(&own->seat);
    return goes_on;
}

static bool client_left(void *nobody)
{
    (void)nobody;
    return us_lobby_client_left();
}

static bool pour(struct mg_connection *connection, const us_reply *reply)
{
    outlet o = { connection, reply->witness };
    const us_sink sink = { write_on, &o, { client_left, NULL }, reply->witness ? hear : NULL };
    desk *own = desk_of(connection);
    if (!us_reply_pours(reply))
        return true;
    bool whole = us_stream_pour(reply->stream, &own->arena, &sink);
    if (reply->witness) {
        us_witness_end(reply->witness, us_relay_take(&own->host->relay, &own->seat), whole);
        us_relay_done(&own->seat);
    }
    return whole;
}

/* What takes its time is given by the pourer, so that it holds no worker; civetweb is to think that the connection is
 * over. */
static void give_in_time(struct mg_connection *connection, const us_reply *reply, us_text head,
                         bool close)
{
    bool pours = reply->stream && us_reply_pours(reply);
    us_pourer_take(desk_of(connection)->host->pourer,
                   &(us_pour){ .head = head,
                               .delay = reply->delay,
                               .stream = pours ? reply->stream : NULL,
                               .keep = !close });
    if (reply->stream && !pours)
        reply->stream->close(reply->stream->context);
    mg_disable_connection_keep_alive(connection);
}

static void send_reply(struct mg_connection *connection, const us_reply *reply, bool close)
{
    us_buf out = write_reply(desk_of(connection), reply, close);
    bool own_stream = reply->stream && reply->stream->owner && us_reply_pours(reply);
    if (own_stream || reply->delay > 0) {
        give_in_time(connection, reply, us_buf_text(&out), close);
        return;
    }
    if (!write_piece(connection, us_buf_text(&out)) || !pour(connection, reply))
        close = true;
    if (reply->stream)
        reply->stream->close(reply->stream->context);
    if (close)
        mg_disable_connection_keep_alive(connection);
}

/* Answers with a problem of the edge itself and ends the connection. */
static void refuse(struct mg_connection *connection, us_refusal refusal)
{
    desk *own = desk_of(connection);
    us_request request = { .fields = 0 }; /* nothing of it is to be trusted */
    us_reply reply = { .close = true };
    us_turn turn = {
        .service = us_relay_take(&own->host->relay, &own->seat),
        .arena = &own->arena,
        .request = &request,
        .reply = &reply,
    };
    us_turn_problem(&turn, refusal.problem, "%s", refusal.detail);
    reply.head_only = us_text_equal(us_head_method(us_lobby_head()), US_TEXT("HEAD"));
    us_turn_cors(&turn);
    reply.field = turn.field;
    reply.fields = turn.fields;
    own->refused = own->linger = true;
    send_reply(connection, &reply, true);
    us_arena_reset(&own->arena);
}

/* ---- reading ---------------------------------------------------------------------------------- */

/* A client that expects a word before it sends its body gets it (RFC 9110, 10.1.1). False when it
 * expects something else. */
static bool meet_expectation(struct mg_connection *connection, const us_request *request)
{
    const us_text *expect = us_request_field(request, US_TEXT("Expect"));
    if (expect == NULL)
        return true;
    if (!us_text_equal_nocase(us_text_trim(*expect), US_TEXT("100-continue")))
        return false;
    static const char word[] = "HTTP/1.1 100 Continue\r\n\r\n";
    mg_write(connection, word, sizeof word - 1);
    return true;
}

/* Reads the body up to the limit of the service. False when the request was refused instead. */
static bool read_body(struct mg_connection *connection, us_request *request)
{
    desk *own = desk_of(connection);
    if (!us_intake_has_body(request, own->host->body_limit))
        return true;
    if (!meet_expectation(connection, request)) {
        refuse(connection, (us_refusal){ US_PROBLEM_EXPECTATION_FAILED,
                                         "The only expectation met here is \"100-continue\"." });
        return false;
    }
    us_intake_body(&own->arena, own->host->body_limit, request);
    return true;
}

/* ---- a request -------------------------------------------------------------------------------- */

/* Whether the element stands in a list of them, such as "keep-alive, TE". */
static bool lists(us_text list, us_text element)
{
    while (list.length > 0) {
        size_t comma = us_text_find(list, ',');
        if (us_text_equal_nocase(us_text_trim(us_text_slice(list, 0, comma)), element))
            return true;
        list = us_text_slice(list, comma + 1, list.length);
    }
    return false;
}

/* Whether the client wants the connection to go on. Never true where civetweb means to close: any
 * Connection field without keep-alive, and every upgrade. */
static bool wants_more(const struct mg_request_info *info, const us_request *request)
{
    const us_text *connection = us_request_field(request, US_TEXT("Connection"));
    if (connection == NULL)
        return strcmp(info->http_version, "1.1") == 0;
    return lists(*connection, US_TEXT("keep-alive")) && !lists(*connection, US_TEXT("close")) &&
           us_request_field(request, US_TEXT("Upgrade")) == NULL;
}

/* A client of HTTP/1.0 must be told that the connection goes on. */
static void promise_more(us_arena *arena, us_reply *reply)
{
    us_field *field = us_arena_alloc(arena, sizeof *field * (reply->fields + 1));
    memcpy(field, reply->field, sizeof *field * reply->fields);
    field[reply->fields++] = (us_field){ US_TEXT("Connection"), US_TEXT("keep-alive") };
    reply->field = field;
}

/* Where the client is told that a body of unknown length ends: in chunks, or, by HTTP/1.0, only with the
 * connection. */
static void frame_stream(us_reply *reply, bool chunks)
{
    if (!reply->stream)
        return;
    reply->stream->chunked = chunks;
    reply->close |= !chunks && reply->stream->length < 0 && us_reply_pours(reply);
}

static unsigned exchange(struct mg_connection *connection, us_request *request)
{
    desk *own = desk_of(connection);
    const struct mg_request_info *info = mg_get_request_info(connection);
    bool more = !own->last && wants_more(info, request);
    us_reply reply;

    us_exchange(us_relay_take(&own->host->relay, &own->seat), &own->arena, request, &reply);
    frame_stream(&reply, strcmp(info->http_version, "1.1") == 0);
    own->linger = reply.close;
    if (more && !own->linger && strcmp(info->http_version, "1.0") == 0)
        promise_more(&own->arena, &reply);
    send_reply(connection, &reply, !more || own->linger);
    return reply.status;
}

/* Whether the method is usual, or some operation has it. */
static bool is_known(desk *own, us_text method)
{
    if (us_head_is_usual(method))
        return true;
    bool known = us_service_has_method(us_relay_take(&own->host->relay, &own->seat), method);
    us_relay_done(&own->seat);
    return known;
}

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int answer(struct mg_connection *connection)
{
    desk *own = desk_of(connection);
    unsigned status = 400;
    us_text head = us_lobby_head();
    us_request request = { .method = us_head_method(head) };
    us_refusal refusal;

    own->refused = own->linger = false;
    request.client = (us_client){ client_left, NULL };
    request.certificate = us_lobby_certificate();
    request.encrypted = own->host->tls != NULL;
    request.now = milliseconds_now();
    us_head_target(head, &request.path, &request.query);
    us_intake_fields(&own->arena, head, &request);
    if (!us_head_is_sound(head, &refusal))
        refuse(connection, refusal);
    else if (!is_known(own, request.method))
        refuse(connection, us_head_refusal(head));
    else if (read_body(connection, &request))
        status = exchange(connection, &request);
    us_arena_reset(&own->arena);
    us_lobby_request_over();
    return (int)status;
}

/* ---- what civetweb calls ---------------------------------------------------------------------- */

/* A whole URL as the target is a proxy's business for civetweb: it refuses some of them and closes
 * without a word after others. For us, every name by which a client came here is ours (RFC 9112,
 * 3.2.2). */
static void answer_for_proxy(struct mg_connection *connection)
{
    desk_of(connection)->last = true;
    answer(connection);
    desk_of(connection)->last = false;
}

/* civetweb refuses: it could not read the head, or does not like the target. */
static int on_error(struct mg_connection *connection, int status, const char *message)
{
    us_text head = us_lobby_head();
    (void)status;
    if (strcmp(message, "Invalid URI") == 0 && us_head_has_url(head))
        answer_for_proxy(connection);
    else
        refuse(connection, us_head_refusal(head));
    return 0;
}

static void on_close(const struct mg_connection *connection)
{
    desk *own = desk_of(connection);
    if (us_lobby_head().length > 0 && !own->refused)
        answer_for_proxy((struct mg_connection *)connection);
    us_lobby_part(own->linger);
    own->refused = own->linger = false;
}

static int on_log(const struct mg_connection *connection, const char *message)
{
    us_host *host = mg_get_user_data(mg_get_context(connection));
    if (!atomic_load(&host->started) && host->complaint[0] == '\0')
        snprintf(host->complaint, sizeof host->complaint, "%s", message);
    return 1; /* and print nothing */
}

/* A worker that is woken lets whoever runs finish: on a busy machine a request is a few microseconds of
 * work, and to interrupt another thread for it costs as much again. Only a hint, so it may fail. */
static void wait_for_turn(void)
{
#ifdef SCHED_BATCH
    struct sched_param none = { 0 };
    (void)pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
#endif
}

static void *on_thread_start(const struct mg_context *civetweb, int type)
{
    us_host *host = mg_get_user_data(civetweb);
    us_lobby_enter(host->lobby, type == 0 ? US_LOBBY_DOORMAN : US_LOBBY_WORKER);
    if (type == 0)
        return NULL;
    wait_for_turn();
    desk *own = calloc(1, sizeof *own);
    if (own == NULL)
        abort();
    own->host = host;
    us_relay_join(&host->relay, &own->seat);
    return own;
}

static void on_thread_end(const struct mg_context *civetweb, int type, void *thread)
{
    (void)civetweb;
    desk *own = thread;
    us_lobby_leave();
    if (type == 0)
        return;
    us_relay_part(&own->host->relay, &own->seat);
    us_arena_free(&own->arena);
    free(own);
}

/* ---- start and stop --------------------------------------------------------------------------- */

/* The address as civetweb reads it, or NULL with a message. */
static const char *understand_address(const char *address, char *error, size_t size)
{
    struct in_addr parsed;
    if (address == NULL || strcmp(address, "localhost") == 0)
        return "127.0.0.1";
    if (inet_pton(AF_INET, address, &parsed) == 1)
        return address;
    if (strchr(address, ':') != NULL)
        snprintf(error, size, "%s: this build of civetweb has no IPv6; give an IPv4 address",
                 address);
    else
        snprintf(error, size, "%s: no IPv4 address (nor localhost)", address);
    return NULL;
}

static void explain(const us_host *host, const char *address, unsigned port, char *error,
                    size_t size)
{
    char number[16]; /* civetweb's message has errno as a number: "cannot bind to …: 98 (…)" */
    snprintf(number, sizeof number, ": %d (", EADDRINUSE);
    if (strstr(host->complaint, number) != NULL)
        snprintf(error, size, "%s:%u is in use by another program; choose another port with -p",
                 address, port);
    else
        snprintf(error, size, "cannot listen on %s:%u: %s", address, port, host->complaint);
}

static void start_civetweb(us_host *host, const char *address, unsigned port, unsigned threads)
{
    char listen[64], number[16], head_limit[16];
    snprintf(listen, sizeof listen, "%s:%u", address, port);
    snprintf(number, sizeof number, "%u", threads);
    snprintf(head_limit, sizeof head_limit, "%d", US_HEAD_LIMIT);
    /* No document_root: no file is ever served. Times are the lobby's; request_timeout_ms is how long
     * a worker waits for the next bytes of a body. */
    const char *options[] = { "listening_ports",
                              listen,
                              "num_threads",
                              number,
                              "enable_keep_alive",
                              "yes",
                              "request_timeout_ms",
                              "10000",
                              "keep_alive_timeout_ms",
                              "10000",
                              "max_request_size",
                              head_limit,
                              "listen_backlog",
                              "1024",
                              "connection_queue",
                              "64",
                              "decode_url",
                              "no",
                              "enable_auth_domain_check",
                              "no",
                              "enable_directory_listing",
                              "no",
                              NULL };
    struct mg_callbacks callbacks = { .begin_request = answer,
                                      .http_error = on_error,
                                      .connection_close = on_close,
                                      .log_message = on_log,
                                      .init_thread = on_thread_start,
                                      .exit_thread = on_thread_end };
    us_civetweb_stack(STACK);
    host->civetweb = mg_start(&callbacks, host, options);
    us_civetweb_stack(0);
    atomic_store(&host->started, true);
}

static bool is_up(us_host *host, char *error, size_t size)
{
    struct mg_server_port port;
    if (!us_lobby_wait_open(host->lobby, START_MS)) {
        snprintf(error, size, "this civetweb does not let the program take part in its waiting");
        return false;
    }
    if (mg_get_server_ports(host->civetweb, 1, &port) != 1) {
        snprintf(error, size, "civetweb does not tell which port it listens on");
        return false;
    }
    host->port = host->door == NULL ? (unsigned)port.port : 0;
    return true;
}

/* All that has to be there before civetweb is started. */
static bool prepare(us_host *host, const us_host_options *options, char *error, size_t size)
{
    us_lobby_options lobby = { .haste = options->haste, .delay = options->delay };
    if (us_tls_is_wanted(&options->tls)) {
        host->tls = us_tls_new(&options->tls, error, size);
        if (host->tls == NULL)
            return false;
        lobby.tls = host->tls;
    }
    if (options->socket != NULL) {
        host->door = us_door_open(options->socket, error, size);
        if (host->door == NULL)
            return false;
        lobby.socket = us_door_fd(host->door);
    }
    host->lobby = us_lobby_new(&lobby);
    if (host->lobby != NULL)
        host->pourer = us_pourer_new(host->lobby, &host->relay);
    if (host->pourer == NULL)
        snprintf(error, size, "cannot prepare to listen: %s", strerror(errno));
    return host->pourer != NULL;
}

us_host *us_host_start(const us_service *service, const us_host_options *options, char *error,
                       size_t size)
{
    /* civetweb has to listen on something: the lobby puts the socket in its place. */
    const char *wanted = options->socket != NULL ? NULL : options->address;
    unsigned port = options->socket != NULL ? 0 : options->port;
    const char *address = understand_address(wanted, error, size);
    us_host *host = address != NULL ? calloc(1, sizeof *host) : NULL;
    if (host == NULL)
        return NULL;
    mg_init_library(MG_FEATURES_DEFAULT);
    us_relay_open(&host->relay, service);
    host->body_limit = us_service_body_limit(service);
    if (options->callers != NULL)
        us_callers_attend(options->callers, &host->relay);
    if (prepare(host, options, error, size)) {
        start_civetweb(host, address, port, options->threads ? options->threads : THREADS);
        if (host->civetweb == NULL)
            explain(host, address, port, error, size);
        else if (is_up(host, error, size))
            return host;
    }
    us_host_stop(host);
    return NULL;
}

unsigned us_host_port(const us_host *host)
{
    return host->port;
}

const char *us_host_fingerprint(const us_host *host)
{
    return host->tls != NULL ? us_tls_fingerprint(host->tls) : NULL;
}

void us_host_swap(us_host *host, const us_service *service)
{
    us_relay_swap(&host->relay, service);
}

void us_host_stop(us_host *host)
{
    if (host->pourer != NULL)
        us_pourer_stop(host->pourer);
    if (host->lobby != NULL)
        us_lobby_close(host->lobby, STOP_MS);
    if (host->civetweb != NULL)
        mg_stop(host->civetweb);
    us_pourer_free(host->pourer);
    if (host->lobby != NULL)
        us_lobby_free(host->lobby);
    if (host->door != NULL)
        us_door_close(host->door);
    us_tls_free(host->tls);
    mg_exit_library();
    us_relay_close(&host->relay);
    free(host);
}
