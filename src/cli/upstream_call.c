/* One request to the upstream: sent as it came, and its answer taken as it comes. libcurl is to add nothing
 * and to undo nothing but the framing of the message. */
#include "cli/upstream_inside.h"

#include <string.h>
#include <time.h>

/* More than this is not read ahead of who takes it. */
#define BODY_AHEAD 65536

static long long now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* ---- What comes back ---------------------------------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    us_call *call = context;

    call->paused = call->body.length > 0 && call->body.length + size * count > BODY_AHEAD;
    if (call->paused)
        return CURL_WRITEFUNC_PAUSE;
    us_buf_add(&call->body, (us_text){ bytes, size * count });
    return size * count;
}

/* ---- What is sent ------------------------------------------------------------------------------------------- */

static void add_sent(us_call *call, us_text line)
{
    const us_curl_calls *curl = call->gateway->curl;
    struct curl_slist *sent =
        curl->slist_append(call->sent, us_arena_copy(call->arena, line).bytes);

    if (!sent)
        us_out_of_memory();
    call->sent = sent;
}

/* libcurl adds these of its own accord unless they are named without a value. */
static void suppress(us_call *call, const us_request *request, us_text name)
{
    if (!us_request_field(request, name))
        add_sent(call, us_arena_print(call->arena, "%.*s:", (int)name.length, name.bytes));
}

static void set_fields(us_call *call, const us_request *request)
{
    for (unsigned i = 0; i < request->fields; i++) {
        us_text name = request->field[i].name, value = request->field[i].value;
        const char *form = value.length > 0 ? "%.*s: %.*s" : "%.*s;%.*s"; /* libcurl's own way */

        add_sent(call, us_arena_print(call->arena, form, (int)name.length, name.bytes,
                                      (int)value.length, value.bytes));
    }
    if (call->trailer.length > 0)
        add_sent(call, US_TEXT("Transfer-Encoding: chunked"));
    suppress(call, request, US_TEXT("Accept"));
    suppress(call, request, US_TEXT("Content-Type"));
    suppress(call, request, US_TEXT("Expect"));
    suppress(call, request, US_TEXT("User-Agent"));
    call->gateway->curl->easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->sent);
}

/* The target of the request line, byte for byte; a proxy is told the whole address (RFC 9112, 3.2.2). */
static us_text target_of(const us_gateway *gateway, us_arena *arena, const us_request *request)
{
    us_buf out = us_buf_new(arena, request->path.length + request->query.length + 64);
    bool whole = gateway->options.proxy &&
                 us_text_equal_nocase(us_text_slice(gateway->origin, 0, 5), US_TEXT("http:"));

    if (whole)
        us_buf_add(&out, gateway->origin);
    us_buf_add(&out, gateway->base);
    us_buf_add(&out, request->path);
    if (request->query.length > 0) {
        us_buf_add_byte(&out, '?');
        us_buf_add(&out, request->query);
    }
    return us_arena_copy(arena, us_buf_text(&out));
}

static void set_body(us_call *call, const us_request *request)
{
    const us_curl_calls *curl = call->gateway->curl;

    if (us_text_equal(request->method, US_TEXT("HEAD"))) {
        curl->easy_setopt(call->easy, CURLOPT_NOBODY, 1L);
    } else if (request->body.bytes && request->trailer.length > 0) {
        us_call_send_chunks(call, request);
    } else if (request->body.bytes) {
        curl->easy_setopt(call->easy, CURLOPT_POSTFIELDSIZE_LARGE,
                          (curl_off_t)request->body.length);
        curl->easy_setopt(call->easy, CURLOPT_POSTFIELDS, request->body.bytes);
    }
    curl->easy_setopt(call->easy, CURLOPT_CUSTOMREQUEST,
                      us_arena_copy(call->arena, request->method).bytes);
}

static void set_way(us_call *call)
{
    const us_gateway *gateway = call->gateway;
    const us_curl_calls *curl = gateway->curl;

    curl->easy_setopt(call->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    /* with TLS the two agree about HTTP/2 before the first request (RFC 9113, 3.2) */
    curl->easy_setopt(call->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl->easy_setopt(call->easy, CURLOPT_PROXY,
                      gateway->options.proxy ? gateway->options.proxy : "");
    curl->easy_setopt(call->easy, CURLOPT_NOPROXY, "");
    curl->easy_setopt(call->easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->easy_setopt(call->easy, CURLOPT_CONNECTTIMEOUT_MS, gateway->options.patience * 1000L);
    curl->easy_setopt(call->easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl->easy_setopt(call->easy, CURLOPT_NOSIGNAL, 1L);
    if (gateway->options.ca)
        curl->easy_setopt(call->easy, CURLOPT_CAINFO, gateway->options.ca);
}

static void set_callbacks(us_call *call)
{
    const us_curl_calls *curl = call->gateway->curl;

    curl->easy_setopt(call->easy, CURLOPT_ERRORBUFFER, call->error);
    curl->easy_setopt(call->easy, CURLOPT_HEADERFUNCTION, us_curl_head_take);
    curl->easy_setopt(call->easy, CURLOPT_HEADERDATA, &call->head);
    curl->easy_setopt(call->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(call->easy, CURLOPT_WRITEDATA, call);
}

static void begin(us_call *call, us_arena *arena, const us_request *request)
{
    const us_gateway *gateway = call->gateway;

    call->arena = arena;
    call->sent = NULL;
    call->whole = call->unsent = call->trailer = US_TEXT("");
    call->head = (us_curl_head){ .arena = arena };
    call->over = call->taken = call->paused = false;
    call->error[0] = '\0';
    call->body = us_buf_new(arena, 4096);
    gateway->curl->easy_setopt(call->easy, CURLOPT_URL,
                               us_arena_copy(arena, gateway->origin).bytes);
    gateway->curl->easy_setopt(call->easy, CURLOPT_REQUEST_TARGET,
                               target_of(gateway, arena, request).bytes);
    set_way(call);
    set_callbacks(call);
    set_body(call, request);
    set_fields(call, request);
    if (gateway->curl->multi_add_handle(call->multi, call->easy) != CURLM_OK)
        us_out_of_memory();
}

/* ---- Waiting ------------------------------------------------------------------------------------------------ */

/* Does what can be done without waiting. */
static void perform(us_call *call)
{
    const us_curl_calls *curl = call->gateway->curl;
    const CURLMsg *message;
    int number;

    curl->multi_perform(call->multi, &number);
    while ((message = curl->multi_info_read(call->multi, &number)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            call->over = true;
            call->result = message->data.result;
        }
    }
}

static void wait(us_call *call, long long milliseconds)
{
    if (milliseconds > 0)
        call->gateway->curl->multi_poll(call->multi, NULL, 0, (int)milliseconds, NULL);
}

/* False when there is none: *late says whether for the time, or else the transfer is over or nobody waits. */
static bool wait_for_head(us_call *call, const us_client *client, bool *late)
{
    long long end = now() + call->gateway->options.patience * 1000LL;

    for (;;) {
        perform(call);
        if (call->head.whole || call->over)
            return call->head.whole;
        *late = now() >= end;
        if (*late || us_client_left(client))
            return false;
        wait(call, US_STREAM_MOMENT);
    }
}

static enum us_piece next(void *context, us_text *piece)
{
    us_call *call = context;
    long long end = now() + US_STREAM_MOMENT;

    if (call->taken)
        call->body.length = 0;
    call->taken = false;
    if (call->paused) {
        call->paused = false;
        call->gateway->curl->easy_pause(call->easy, CURLPAUSE_CONT);
    }
    while (call->body.length == 0 && !call->over) {
        perform(call);
        if (call->body.length > 0 || call->over)
            break;
        if (now() >= end)
            return US_PIECE_LATER;
        wait(call, end - now());
    }
    *piece = us_buf_text(&call->body);
    call->taken = call->body.length > 0;
    if (call->taken)
        return US_PIECE_HERE;
    return call->result == CURLE_OK ? US_PIECE_END : US_PIECE_CUT;
}

static us_text trailer(void *context)
{
    const us_call *call = context;

    return call->head.trailer.arena ? us_buf_text(&call->head.trailer) : US_TEXT("");
}

/* A transfer that is not over is broken off with its connection. */
static void close_call(void *context)
{
    us_call *call = context;
    const us_curl_calls *curl = call->gateway->curl;

    curl->multi_remove_handle(call->multi, call->easy);
    curl->easy_reset(call->easy);
    curl->slist_free_all(call->sent);
    us_gateway_give(call);
}

/* ---- The answer --------------------------------------------------------------------------------------------- */

static const char *why(const us_call *call)
{
    if (call->head.whole)
        return "its status is none that HTTP has";
    return call->error[0] ? call->error : call->gateway->curl->easy_strerror(call->result);
}

/* What whoever started the proxy may do about it. */
static const char *advice(const us_call *call)
{
    if (call->head.whole)
        return "";
    switch (call->result) {
    case CURLE_COULDNT_CONNECT:
        return "; see whether the upstream runs there";
    case CURLE_COULDNT_RESOLVE_HOST:
        return "; see whether the host of UPSTREAM is spelled right";
    case CURLE_PEER_FAILED_VERIFICATION:
        return "; --upstream-ca FILE names who vouches for its certificate";
    case CURLE_SSL_CONNECT_ERROR:
        return "; if it does not speak TLS there, UPSTREAM has to begin with http://";
    case CURLE_GOT_NOTHING:
    case CURLE_UNSUPPORTED_PROTOCOL: /* no HTTP at all, or that of before 1996 */
    case CURLE_WEIRD_SERVER_REPLY:
        return "; if it speaks TLS there, UPSTREAM has to begin with https://";
    default:
        return "";
    }
}

static void fail(us_call *call, const us_request *request, bool late, us_answer *answer)
{
    const us_gateway *gateway = call->gateway;
    us_text asked = us_arena_print(
        call->arena, "%.*s %.*s%.*s%.*s", (int)request->method.length, request->method.bytes,
        (int)gateway->origin.length, gateway->origin.bytes, (int)gateway->base.length,
        gateway->base.bytes, (int)us_text_slice(request->path, 0, 200).length, request->path.bytes);

    late |= call->over && call->result == CURLE_OPERATION_TIMEDOUT;
    answer->result = late ? US_UPSTREAM_LATE : US_UPSTREAM_FAILED;
    if (late)
        answer->detail =
            us_arena_print(call->arena,
                           "%s got no answer within %u s; --upstream-timeout SECONDS gives "
                           "it longer",
                           asked.bytes, gateway->options.patience);
    else if (call->over)
        answer->detail = us_arena_print(call->arena, "%s got no answer: %s%s", asked.bytes,
                                        why(call), advice(call));
    else
        answer->detail = us_arena_print(call->arena, "%s: the client left", asked.bytes);
    close_call(call);
}

void us_call_ask(us_call *call, us_arena *arena, const us_request *request, us_answer *answer)
{
    curl_off_t length = -1;
    bool late = false;

    begin(call, arena, request);
    if (!wait_for_head(call, &request->client, &late) || call->head.status > 599) {
        call->over |= call->head.whole;
        fail(call, request, late, answer);
        return;
    }
    call->gateway->curl->easy_getinfo(call->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    answer->result = US_UPSTREAM_ANSWERED;
    answer->status = call->head.status;
    answer->field = call->head.field;
    answer->fields = call->head.fields;
    answer->body = (us_stream){ .next = next,
                                .close = close_call,
                                .context = call,
                                .length = length,
                                .trailer = length < 0 ? trailer : NULL };
}
