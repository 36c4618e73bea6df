/* A queue of orders and one thread that carries them out. Requests only put something into the queue, so they never
 * wait for a receiver. A call goes to this machine alone, unless its host was allowed: that is asked of the address that
 * it really leads to. */
#include "cli/caller.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/console.h"
#include "cli/curl_calls.h"

enum {
    WAITING_MOST = 1000, /* orders in the queue */
    KEPT_MOST = 100,     /* calls that are over, for the log */
    TRIES = 3,
    BACKOFF = 200, /* milliseconds before the second try, twice as many before the third */
    PATIENCE = 5,  /* seconds for a try */
    BODY_MOST = 2000
};

typedef struct call {
    us_arena arena; /* of all that follows */
    us_order order;
    unsigned number, tries;
    long status;   /* of the answer; 0: there was none … */
    us_text fault; /* … and why; or what is wrong with it */
    us_buf answer; /* the beginning of its body */
    bool over;
    struct call *next;
} call;

struct us_callers {
    us_caller caller;
    const us_words *allowed;
    const us_curl_calls *curl;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t change;
    call *first, *last; /* over, under way (at most one), waiting: in this order */
    unsigned calls, waiting, ordered;
    bool stopping;
};

static void free_call(call *c)
{
    us_arena arena = c->arena; /* the call is in it */

    us_arena_free(&arena);
}

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
    for (unsigned i = 0; i < callers->allowed->count; i++) {
        us_text word = us_text_of(callers->allowed->word[i]);

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
    call *call;
    bool allowed, forbidden;
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
    us_buf *answer = &t->call->answer;
    size_t room = answer->length < BODY_MOST ? BODY_MOST - answer->length : 0;

    us_buf_add(answer, us_text_slice((us_text){ bytes, size * count }, 0, room));
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
    const us_curl_calls *curl = t->callers->curl;
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

static us_text fault_of(const transfer *t, CURLcode code, const char *error)
{
    const call *c = t->call;

    if (t->forbidden)
        return US_TEXT("it is not on this machine; --allow-callbacks HOST lets it be called");
    if (code != CURLE_OK)
        return us_text_of(error[0] ? error : t->callers->curl->easy_strerror(code));
    if (!us_order_allows(c->order.statuses, (unsigned)c->status))
        return US_TEXT("the document declares no such answer");
    return US_TEXT("");
}

/* What the call's fields say is nobody else's business until it is `over`, but for what the log shows: that is set
 * under the lock. False: another try may help. */
static bool try_call(us_callers *callers, call *c)
{
    const us_curl_calls *curl = callers->curl;
    transfer t = { callers, c, is_allowed(callers, host_of(c->order.url)), false };
    char error[CURL_ERROR_SIZE];
    struct curl_slist *fields = NULL;
    CURL *easy = curl->easy_init();
    long status = 0;
    CURLcode code;
    us_arena scratch = { 0 };

    if (!easy)
        us_out_of_memory();
    fields = curl->slist_append(
        fields, us_arena_print(&scratch, "Content-Type:%s%.*s", c->order.type.length ? " " : "",
                               (int)c->order.type.length, c->order.type.bytes)
                    .bytes);
    c->answer.length = 0;
    prepare(&t, easy, fields, error);
    code = curl->easy_perform(easy);
    curl->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    pthread_mutex_lock(&callers->lock);
    c->tries++;
    c->status = code == CURLE_OK ? status : 0;
    c->fault = us_arena_copy(&c->arena, fault_of(&t, code, error));
    pthread_mutex_unlock(&callers->lock);
    curl->easy_cleanup(easy);
    curl->slist_free_all(fields);
    us_arena_free(&scratch);
    return t.forbidden || (code == CURLE_OK && status < 500 && status != 429);
}

/* ---- The thread --------------------------------------------------------------------------------------------------------- */

static bool rest(us_callers *callers, unsigned milliseconds)
{
    struct timespec end;

    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += (long)milliseconds * 1000000L;
    end.tv_sec += end.tv_nsec / 1000000000L;
    end.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&callers->lock);
    while (!callers->stopping &&
           pthread_cond_timedwait(&callers->change, &callers->lock, &end) == 0)
        continue;
    bool stopping = callers->stopping;
    pthread_mutex_unlock(&callers->lock);
    return !stopping;
}

static void tell(const call *c)
{
    const us_order *o = &c->order;

    if (c->fault.length > 0)
        us_complain("%.*s: %.*s %.*s: %.*s", (int)o->name.length, o->name.bytes,
                    (int)o->method.length, o->method.bytes, (int)o->url.length, o->url.bytes,
                    (int)c->fault.length, c->fault.bytes);
}

static void carry_out(us_callers *callers, call *c)
{
    for (unsigned i = 0; i < TRIES && !try_call(callers, c); i++)
        if (i + 1 < TRIES && !rest(callers, BACKOFF << i))
            break;
    tell(c);
    pthread_mutex_lock(&callers->lock);
    c->over = true;
    pthread_mutex_unlock(&callers->lock);
}

/* The next that waits, or NULL when the thread is to end. */
static call *next_call(us_callers *callers)
{
    call *c = NULL;

    pthread_mutex_lock(&callers->lock);
    while (!callers->stopping && callers->waiting == 0)
        pthread_cond_wait(&callers->change, &callers->lock);
    if (!callers->stopping) {
        for (c = callers->first; c->over;)
            c = c->next;
        callers->waiting--;
    }
    pthread_mutex_unlock(&callers->lock);
    return c;
}

static void *work(void *context)
{
    us_callers *callers = context;
    call *c;

    while ((c = next_call(callers)) != NULL)
        carry_out(callers, c);
    return NULL;
}

/* ---- Orders ------------------------------------------------------------------------------------------------------------- */

static call *copy_order(const us_order *order)
{
    us_arena arena = { 0 };
    call *c = US_NEW(&arena, call);

    c->order = (us_order){
        .name = us_arena_copy(&arena, order->name),
        .method = us_arena_copy(&arena, order->method),
        .url = us_arena_copy(&arena, order->url),
        .type = us_arena_copy(&arena, order->type),
        .body = us_arena_copy(&arena, order->body),
        .statuses = us_arena_copy(&arena, order->statuses),
    };
    c->arena = arena;
    c->answer = us_buf_new(&c->arena, BODY_MOST);
    return c;
}

/* Of those that are over the oldest go. */
static void drop_oldest(us_callers *callers)
{
    while (callers->calls > KEPT_MOST && callers->first && callers->first->over) {
        call *gone = callers->first;

        callers->first = gone->next;
        if (!callers->first)
            callers->last = NULL;
        callers->calls--;
        free_call(gone);
    }
}

static const char *take_order(us_callers *callers, call *c)
{
    bool full;

    pthread_mutex_lock(&callers->lock);
    full = callers->waiting >= WAITING_MOST || callers->stopping;
    if (!full) {
        c->number = ++callers->ordered;
        if (callers->last)
            callers->last->next = c;
        else
            callers->first = c;
        callers->last = c;
        callers->calls++;
        callers->waiting++;
        drop_oldest(callers);
        pthread_cond_broadcast(&callers->change);
    }
    pthread_mutex_unlock(&callers->lock);
    if (full)
        free_call(c);
    return full ? "too many calls are waiting" : NULL;
}

static const char *send_order(void *context, const us_order *order)
{
    us_callers *callers = context;

    if (!us_text_starts(order->url, US_TEXT("http://")) &&
        !us_text_starts(order->url, US_TEXT("https://"))) {
        us_complain("%.*s: \"%.*s\" is no http URL, so it is not called", (int)order->name.length,
                    order->name.bytes, (int)us_text_slice(order->url, 0, 200).length,
                    order->url.bytes);
        return "its URL does not begin with http:// or https://";
    }
    return take_order(callers, copy_order(order));
}

/* ---- The log ------------------------------------------------------------------------------------------------------------ */

static void add_member(us_buf *out, const char *name, us_text value)
{
    us_buf_print(out, ",\"%s\":", name);
    us_json_write_string(out, value);
}

static void write_call(us_buf *out, const call *c)
{
    us_buf_print(out, "{\"number\":%u", c->number);
    add_member(out, "call", c->order.name);
    add_member(out, "method", c->order.method);
    add_member(out, "url", c->order.url);
    if (c->order.type.length > 0) {
        add_member(out, "contentType", c->order.type);
        add_member(out, "body", us_text_slice(c->order.body, 0, BODY_MOST));
    }
    us_buf_print(out, ",\"state\":\"%s\",\"tries\":%u", c->over ? "over" : "waiting", c->tries);
    if (c->over && c->status > 0) {
        us_buf_print(out, ",\"status\":%ld", c->status);
        add_member(out, "answer", us_buf_text(&c->answer));
    }
    if (c->fault.length > 0)
        add_member(out, "fault", c->fault);
    us_buf_add_byte(out, '}');
}

static void report(void *context, us_buf *out)
{
    us_callers *callers = context;
    const call **list;
    unsigned count = 0;

    pthread_mutex_lock(&callers->lock);
    list = US_NEW_ARRAY(out->arena, const call *, callers->calls + 1);
    for (const call *c = callers->first; c; c = c->next)
        list[count++] = c;
    us_buf_add_byte(out, '[');
    while (count > 0) {
        write_call(out, list[--count]);
        us_buf_add_string(out, count > 0 ? "," : "");
    }
    us_buf_add_byte(out, ']');
    pthread_mutex_unlock(&callers->lock);
}

/* ---- Opening and closing ---------------------------------------------------------------------------------------------------- */

/* The thread has no part in signals: whoever serves waits for them, perhaps not yet. */
static bool start(us_callers *callers)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    started = pthread_create(&callers->thread, NULL, work, callers) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

us_callers *us_callers_open(const us_words *allowed, const char *webhook_url)
{
    us_callers *callers = calloc(1, sizeof *callers);

    if (!callers)
        us_out_of_memory();
    callers->caller = (us_caller){ send_order, report, callers, webhook_url };
    callers->allowed = allowed;
    callers->curl = us_curl_find();
    pthread_mutex_init(&callers->lock, NULL);
    pthread_cond_init(&callers->change, NULL);
    if (callers->curl && start(callers))
        return callers;
    pthread_cond_destroy(&callers->change);
    pthread_mutex_destroy(&callers->lock);
    free(callers);
    return NULL;
}

void us_callers_close(us_callers *callers)
{
    if (!callers)
        return;
    pthread_mutex_lock(&callers->lock);
    callers->stopping = true;
    pthread_cond_broadcast(&callers->change);
    pthread_mutex_unlock(&callers->lock);
    pthread_join(callers->thread, NULL);
    while (callers->first) {
        call *gone = callers->first;

        callers->first = gone->next;
        free_call(gone);
    }
    pthread_cond_destroy(&callers->change);
    pthread_mutex_destroy(&callers->lock);
    free(callers);
}

const us_caller *us_callers_caller(const us_callers *callers)
{
    return &callers->caller;
}
