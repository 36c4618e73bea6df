/* A queue of orders and one thread that carries them out. Requests only put something into the queue, so they never
 * wait for a receiver. */
#include "server/callers_inside.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/json.h"
#include "server/log.h"

enum {
    WAITING_MOST = 1000, /* orders in the queue */
    KEPT_MOST = 100,     /* calls that are over, for the log */
    TRIES = 3,
    BACKOFF = 200 /* milliseconds before the second try, twice as many before the third */
};

static void free_call(us_call_made *c)
{
    us_arena arena = c->arena; /* the call is in it */
    us_arena_free(&arena);
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

/* A line on stderr; a URL that a client has named writes none of its own. */
static void tell(const us_order *order, us_text fault)
{
    us_arena scratch = { 0 };
    us_buf line = us_buf_new(&scratch, 256);
    us_buf_add_string(&line, "understudy: ");
    us_log_add(&line, order->name);
    us_buf_add_string(&line, ": ");
    us_log_add(&line, order->method);
    us_buf_add_byte(&line, ' ');
    us_log_add(&line, us_text_slice(order->url, 0, 500));
    us_buf_add_string(&line, ": ");
    us_log_add(&line, fault);
    us_buf_add_byte(&line, '\n');
    fwrite(line.bytes, 1, line.length, stderr);
    us_arena_free(&scratch);
}

static void carry_out(us_callers *callers, us_call_made *c)
{
    for (unsigned i = 0; i < TRIES && !us_callers_try(callers, c); i++)
        if (i + 1 < TRIES && !rest(callers, BACKOFF << i))
            break;
    if (c->fault.length > 0)
        tell(&c->order, c->fault);
    pthread_mutex_lock(&callers->lock);
    c->over = true;
    pthread_mutex_unlock(&callers->lock);
}

/* The next that waits, or NULL when the thread is to end. */
static us_call_made *next_call(us_callers *callers)
{
    us_call_made *c = NULL;
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
    us_call_made *c;
    if (callers->relay)
        us_relay_join(callers->relay, &callers->seat);
    while ((c = next_call(callers)) != NULL)
        carry_out(callers, c);
    if (callers->relay)
        us_relay_part(callers->relay, &callers->seat);
    return NULL;
}

/* ---- Orders ------------------------------------------------------------------------------------------------------------- */

static us_call_made *copy_order(const us_order *order)
{
    us_arena arena = { 0 };
    us_call_made *c = US_NEW(&arena, us_call_made);
    c->order = (us_order){
        .name = us_arena_copy(&arena, order->name),
        .method = us_arena_copy(&arena, order->method),
        .url = us_arena_copy(&arena, order->url),
        .type = us_arena_copy(&arena, order->type),
        .body = us_arena_copy(&arena, order->body),
        .cast = order->cast,
        .operation = order->operation,
        .owner = order->owner,
    };
    c->arena = arena;
    return c;
}

/* Of those that are over the oldest go. */
static void drop_oldest(us_callers *callers)
{
    while (callers->calls > KEPT_MOST && callers->first && callers->first->over) {
        us_call_made *gone = callers->first;
        callers->first = gone->next;
        if (!callers->first)
            callers->last = NULL;
        callers->calls--;
        free_call(gone);
    }
}

static void enqueue(us_callers *callers, us_call_made *c)
{
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

/* Most stand-ins call nobody: the thread comes with the first order. It has no part in signals, which are for whoever
 * waits for them. Called with the lock held. */
static bool is_running(us_callers *callers)
{
    sigset_t all, before;
    if (callers->running || callers->stopping)
        return !callers->stopping;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    callers->running = pthread_create(&callers->thread, NULL, work, callers) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return callers->running;
}

static const char *take_order(us_callers *callers, us_call_made *c)
{
    const char *fault = NULL;
    pthread_mutex_lock(&callers->lock);
    if (!is_running(callers))
        fault = "nobody makes calls any more";
    else if (callers->waiting >= WAITING_MOST)
        fault = "too many calls are waiting";
    else
        enqueue(callers, c);
    pthread_mutex_unlock(&callers->lock);
    if (fault)
        free_call(c);
    return fault;
}

static const char *send_order(void *context, const us_order *order)
{
    if (!us_text_starts(order->url, US_TEXT("http://")) &&
        !us_text_starts(order->url, US_TEXT("https://"))) {
        tell(order, US_TEXT("this is no http URL, so it is not called"));
        return "its URL does not begin with http:// or https://";
    }
    return take_order(context, copy_order(order));
}

/* ---- The log ------------------------------------------------------------------------------------------------------------ */

static void write_call(us_buf *out, const us_call_made *c)
{
    us_buf_print(out, "{\"number\":%u", c->number);
    us_json_write_text(out, ",\"call\":", c->order.name);
    us_json_write_text(out, ",\"method\":", c->order.method);
    us_json_write_text(out, ",\"url\":", c->order.url);
    if (c->order.type.length > 0) {
        us_json_write_text(out, ",\"contentType\":", c->order.type);
        us_json_write_text(out, ",\"body\":", us_text_slice(c->order.body, 0, US_CALL_SHOWN));
    }
    us_buf_print(out, ",\"state\":\"%s\",\"tries\":%u", c->over ? "over" : "waiting", c->tries);
    if (c->over && c->status > 0) {
        us_buf_print(out, ",\"status\":%u", c->status);
        us_json_write_text(out, ",\"answer\":", c->answer);
    }
    if (c->fault.length > 0)
        us_json_write_text(out, ",\"fault\":", c->fault);
    if (c->violations.length > 0) {
        us_buf_add_string(out, ",\"violations\":");
        us_buf_add(out, c->violations);
    }
    us_buf_add_byte(out, '}');
}

static void report(void *context, us_buf *out)
{
    us_callers *callers = context;
    const us_call_made **list;
    unsigned count = 0;
    pthread_mutex_lock(&callers->lock);
    list = US_NEW_ARRAY(out->arena, const us_call_made *, callers->calls + 1);
    for (const us_call_made *c = callers->first; c; c = c->next)
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

us_callers *us_callers_open(const us_callers_options *options)
{
    us_callers *callers = calloc(1, sizeof *callers);
    if (!callers)
        us_out_of_memory();
    callers->caller = (us_caller){ send_order, report, callers, options->webhook_url };
    callers->options = *options;
    pthread_mutex_init(&callers->lock, NULL);
    pthread_cond_init(&callers->change, NULL);
    return callers;
}

void us_callers_attend(us_callers *callers, us_relay *relay)
{
    callers->relay = relay;
}

void us_callers_stop(us_callers *callers)
{
    pthread_mutex_lock(&callers->lock);
    bool running = callers->running;
    callers->stopping = true;
    pthread_cond_broadcast(&callers->change);
    pthread_mutex_unlock(&callers->lock);
    if (running)
        pthread_join(callers->thread, NULL);
}

void us_callers_free(us_callers *callers)
{
    while (callers->first) {
        us_call_made *gone = callers->first;
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
