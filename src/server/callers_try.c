/* One try of a call. It goes to this machine alone, unless its host was allowed: that is asked of the address that it
 * really leads to. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "server/callers_inside.h"
#include "server/curl_calls.h"

enum {
    PATIENCE = 5, /* seconds */
    BODY_MOST = 10 << 20
};

/* ---- Where a call may go -------------------------------------------------------------------------------------------- */

static us_text host_of(us_text url)
{
    size_t scheme = us_text_find(url, ':') + 3;
    us_text rest = us_text_slice(url, scheme, url.length);
    size_t end = 0;
    while (end < rest.length && !strchr("/?#", rest.bytes[end]))
        end++;
    rest = us_text_slice(rest, 0, end);
    if (us_text_find(rest, '@') < rest.length)
        rest = us_text_slice(rest, us_text_find(rest, '@') + 1, rest.length);
    if (rest.length > 0 && rest.bytes[0] == '[')
        return us_text_slice(rest, 0, us_text_find(rest, ']') + 1);
    return us_text_slice(rest, 0, us_text_find(rest, ':'));
}

static bool is_allowed(const us_callers *callers, us_text host)
{
    for (unsigned i = 0; i < callers->options.alloweds; i++) {
        us_text word = us_text_of(callers->options.allowed[i]);
        if (us_text_equal(word, US_TEXT("*")) || us_text_equal_nocase(word, host))
            return true;
    }
    return false;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
        return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    }
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

typedef struct transfer {
    us_callers *callers;
    const us_curl_calls *curl;
    us_call_made *call;
    us_arena *arena; /* of the try */
    us_curl_head head;
    us_buf body;
    bool allowed, forbidden, too_large;
} transfer;

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    transfer *t = context;
    (void)purpose;
    t->forbidden = !t->allowed && !is_loopback(&address->addr);
    if (t->forbidden)
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- One try ---------------------------------------------------------------------------------------------------------- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    transfer *t = context;
    t->too_large = t->body.length + size * count > BODY_MOST;
    if (t->too_large)
        return 0;
    us_buf_add(&t->body, (us_text){ bytes, size * count });
    return size * count;
}

static int look_up(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    us_callers *callers = ((transfer *)context)->callers;
    bool stopping;
    (void)a, (void)b, (void)c, (void)d;
    pthread_mutex_lock(&callers->lock);
    stopping = callers->stopping;
    pthread_mutex_unlock(&callers->lock);
    return stopping;
}

static void prepare(transfer *t, CURL *easy, struct curl_slist *fields, char *error)
{
    const us_curl_calls *curl = t->curl;
    const us_order *order = &t->call->order;
    error[0] = '\0';
    curl->easy_setopt(easy, CURLOPT_URL, order->url.bytes);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(easy, CURLOPT_PROXY, "");
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_TIMEOUT, (long)PATIENCE);
    curl->easy_setopt(easy, CURLOPT_USERAGENT, "understudy");
    curl->easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, us_curl_head_take);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, &t->head);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, t);
    curl->easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, look_up);
    curl->easy_setopt(easy, CURLOPT_XFERINFODATA, t);
    curl->easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    if (order->type.length > 0) {
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)order->body.length);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDS, order->body.bytes);
    }
    curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, order->method.bytes);
}

static CURLcode perform(transfer *t, CURL *easy, char *error)
{
    const us_curl_calls *curl = t->curl;
    us_text type = t->call->order.type;
    us_text field = us_arena_print(t->arena, "Content-Type:%s%.*s", type.length > 0 ? " " : "",
                                   (int)type.length, type.bytes);
    struct curl_slist *fields = curl->slist_append(NULL, field.bytes);
    if (!fields)
        us_out_of_memory();
    prepare(t, easy, fields, error);
    CURLcode code = curl->easy_perform(easy);
    curl->slist_free_all(fields);
    return code;
}

/* Why there is no answer. */
static us_text fault_of(const transfer *t, CURLcode code, const char *error)
{
    if (t->forbidden)
        return US_TEXT("it is not on this machine; --allow-callbacks HOST lets it be called");
    if (t->too_large)
        return US_TEXT("its answer is larger than 10 MiB");
    return us_text_of(error[0] ? error : t->curl->easy_strerror(code));
}

/* What the call's fields say is nobody else's business until it is over, but for what the log shows: that is set under
 * the lock. */
static void note(transfer *t, unsigned status, us_text fault, us_text violations)
{
    us_call_made *c = t->call;
    us_text body = us_text_slice(us_buf_text(&t->body), 0, US_CALL_SHOWN);
    pthread_mutex_lock(&t->callers->lock);
    c->tries++;
    c->status = status;
    c->fault = us_arena_copy(&c->arena, fault);
    c->violations = us_arena_copy(&c->arena, violations);
    c->answer = us_arena_copy(&c->arena, body);
    pthread_mutex_unlock(&t->callers->lock);
}

/* Whoever is busy, or cannot be reached, may not be for long. */
static bool try_with(transfer *t, CURL *easy)
{
    char error[CURL_ERROR_SIZE];
    CURLcode code = perform(t, easy, error);
    unsigned status = t->head.status;
    us_text violations = US_TEXT(""), fault;
    if (code == CURLE_OK)
        fault = us_callers_judge(t->callers, t->arena, &t->call->order, &t->head,
                                 us_buf_text(&t->body), &violations);
    else
        fault = fault_of(t, code, error);
    note(t, code == CURLE_OK ? status : 0, fault, violations);
    return t->forbidden || t->too_large || (code == CURLE_OK && status < 500 && status != 429);
}

bool us_callers_try(us_callers *callers, us_call_made *c)
{
    const us_curl_calls *curl = us_curl_find();
    CURL *easy = curl ? curl->easy_init() : NULL;
    us_arena arena = { 0 };
    transfer t = { .callers = callers,
                   .curl = curl,
                   .call = c,
                   .arena = &arena,
                   .head = { .arena = &arena },
                   .body = us_buf_new(&arena, US_CALL_SHOWN),
                   .allowed = is_allowed(callers, host_of(c->order.url)) };
    bool done = !easy || try_with(&t, easy);
    if (easy)
        curl->easy_cleanup(easy);
    else
        note(&t, 0, US_TEXT("a call " US_CURL_MISSING), US_TEXT(""));
    us_arena_free(&arena);
    return done;
}
