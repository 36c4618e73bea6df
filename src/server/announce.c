/* The lines that a server prints when it is ready: scripts wait for the last one. */
#include "server/announce.h"

#include <stdio.h>

#include "server/security.h"
#include "server/service_inside.h"

/* How many operations are shown: a screen or two. Thousands would push all else out of sight, and cost a third of
 * the start. */
#define MOST_SHOWN 100u

/* Of those that are shown. */
static int longest_method(const us_module *module)
{
    unsigned longest = 0, count = 0;
    for (unsigned a = 0; a < module->apis; a++) {
        const us_api *api = module->api[a];
        for (unsigned o = 0; o < api->operations && count < MOST_SHOWN; o++, count++)
            if (api->operation[o]->method.length > longest)
                longest = api->operation[o]->method.length;
    }
    return (int)longest;
}

/* A line for an operation, with the base path that the document gives, if any. */
static void print_operation(const us_api *api, const us_operation *operation, int width,
                            const char *server)
{
    const us_servers *servers = us_servers_of(api, operation);
    us_text base = us_text_from(servers->bases > 0 ? servers->base[0] : api->prefix);
    printf("%-*.*s  %s%.*s%.*s\n", width, (int)operation->method.length, operation->method.bytes,
           server, (int)base.length, base.bytes, (int)operation->path.length,
           operation->path.bytes);
}

static void print_operations(const us_module *module, const char *server)
{
    int width = longest_method(module);
    unsigned count = 0;
    for (unsigned a = 0; a < module->apis; a++) {
        const us_api *api = module->api[a];
        for (unsigned o = 0; o < api->operations && count + o < MOST_SHOWN; o++)
            print_operation(api, api->operation[o], width, server);
        count += api->operations;
    }
    if (count > MOST_SHOWN)
        printf("and %u more: %s/__understudy/operations lists all of them\n", count - MOST_SHOWN,
               server);
}

/* What the author allowed not to be enforced: nobody should have to find out by an accepted request. */
static void print_lapses(const us_api *api)
{
    us_arena arena = { 0 };
    for (unsigned i = 0; i < api->lapses; i++) {
        const us_lapse *lapse = &api->lapse[i];
        us_text line = us_spec_line(&arena, api, lapse->at);
        printf("not enforced: %.*s in %.*s", (int)lapse->keyword.length, lapse->keyword.bytes,
               (int)line.length, line.bytes);
        if (lapse->count > 1)
            printf(" and %u other place%s", lapse->count - 1, lapse->count == 2 ? "" : "s");
        puts(" (allowed)");
    }
    us_arena_free(&arena);
}

static const char *name_of(enum us_compat compat)
{
    return compat == US_COMPAT_PRISM ? "Prism" : "understudy";
}

/* "https://127.0.0.1:4010"; a unix socket has no address, and "localhost" does in a URL. */
static void write_server(char *server, size_t size, const us_stand_in_options *options,
                         const us_host *host)
{
    const char *scheme = us_host_fingerprint(host) != NULL ? "https" : "http";
    const char *address = options->host != NULL ? options->host : "127.0.0.1";
    if (options->socket != NULL)
        snprintf(server, size, "%s://localhost", scheme);
    else
        snprintf(server, size, "%s://%s:%u", scheme, address, us_host_port(host));
}

void us_announce(const us_module *module, const us_stand_in_options *options, const us_host *host)
{
    char server[128];
    const char *fingerprint = us_host_fingerprint(host);
    write_server(server, sizeof server, options, host);
    if (options->quiet)
        return;
    print_operations(module, server);
    for (unsigned a = 0; a < module->apis; a++)
        print_lapses(module->api[a]);
    us_security_print_notice(module, &options->service, options->tls.client_ca != NULL);
    if (fingerprint != NULL)
        printf("certificate: SHA-256 %s\n", fingerprint);
    printf("%s is listening on %s%s%s\n", name_of(options->service.compat), server,
           options->socket != NULL ? " at " : "", options->socket != NULL ? options->socket : "");
    if (options->service.compat == US_COMPAT_STEADY)
        printf("Ready to accept requests on %s\n", server);
    fflush(stdout);
}
