/* The address of the upstream, and the calls that are ready to be made to it. */
#include "cli/upstream_inside.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Calls ---------------------------------------------------------------------------------------------- */

static void free_call(us_call *call)
{
    const us_curl_calls *curl = call->gateway->curl;

    if (call->easy)
        curl->easy_cleanup(call->easy);
    if (call->multi)
        curl->multi_cleanup(call->multi);
    free(call);
}

static us_call *new_call(us_gateway *gateway)
{
    us_call *call = calloc(1, sizeof *call);

    if (!call)
        return NULL;
    call->gateway = gateway;
    call->multi = gateway->curl->multi_init();
    call->easy = gateway->curl->easy_init();
    if (call->multi && call->easy)
        return call;
    free_call(call);
    return NULL;
}

us_call *us_gateway_take(us_gateway *gateway)
{
    us_call *call;

    pthread_mutex_lock(&gateway->lock);
    call = gateway->pool;
    if (call)
        gateway->pool = call->next;
    pthread_mutex_unlock(&gateway->lock);
    return call ? call : new_call(gateway);
}

void us_gateway_give(us_call *call)
{
    us_gateway *gateway = call->gateway;

    pthread_mutex_lock(&gateway->lock);
    call->next = gateway->pool;
    gateway->pool = call;
    pthread_mutex_unlock(&gateway->lock);
}

/* ---- The address ------------------------------------------------------------------------------------------ */

/* Cuts "https://host:8443/v1/" into origin and base. NULL, or what is wrong with it. */
static const char *read_url(us_gateway *gateway)
{
    us_text url = us_text_of(gateway->options.url);
    size_t scheme = us_text_find(url, ':') + 3, slash;
    us_text rest = us_text_slice(url, scheme, url.length);

    if (!us_text_equal_nocase(us_text_slice(url, 0, scheme), US_TEXT("http://")) &&
        !us_text_equal_nocase(us_text_slice(url, 0, scheme), US_TEXT("https://")))
        return "it must begin with http:// or https://";
    slash = us_text_find(rest, '/');
    if (slash == 0 || us_text_find(rest, '?') < rest.length ||
        us_text_find(rest, '#') < rest.length)
        return "it must be a host, perhaps with a port and a path, and nothing else";
    if (us_text_find(us_text_slice(rest, 0, slash), '@') < slash)
        return "it must not hold credentials: requests carry their own";
    gateway->origin = us_text_slice(url, 0, scheme + slash);
    gateway->base = us_text_slice(rest, slash, rest.length);
    while (us_text_ends(gateway->base, US_TEXT("/")))
        gateway->base.length--;
    return NULL;
}

/* ---- The gateway ------------------------------------------------------------------------------------------ */

static void ask(void *context, us_arena *arena, const us_request *request, us_answer *answer)
{
    us_call *call = us_gateway_take(context);

    if (call) {
        us_call_ask(call, arena, request, answer);
    } else {
        answer->result = US_UPSTREAM_FAILED;
        answer->detail = US_TEXT("No memory is left to ask the upstream");
    }
}

us_gateway *us_gateway_open(const us_gateway_options *options, char *error, size_t size)
{
    us_gateway *gateway = calloc(1, sizeof *gateway);
    const char *fault;

    if (!gateway)
        us_out_of_memory();
    gateway->options = *options;
    gateway->upstream = (us_upstream){ ask, gateway, options->patience };
    pthread_mutex_init(&gateway->lock, NULL);
    fault = read_url(gateway);
    if (fault)
        snprintf(error, size, "'%s' cannot be the upstream: %s", options->url, fault);
    else if (!(gateway->curl = us_curl_find()))
        snprintf(error, size, "proxy " US_CURL_MISSING);
    else
        return gateway;
    us_gateway_close(gateway);
    return NULL;
}

void us_gateway_close(us_gateway *gateway)
{
    while (gateway->pool) {
        us_call *call = gateway->pool;

        gateway->pool = call->next;
        free_call(call);
    }
    pthread_mutex_destroy(&gateway->lock);
    free(gateway);
}

const us_upstream *us_gateway_upstream(const us_gateway *gateway)
{
    return &gateway->upstream;
}
