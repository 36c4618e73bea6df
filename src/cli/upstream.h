/* The upstream of `understudy proxy`, asked with libcurl. */
#ifndef US_CLI_UPSTREAM_H
#define US_CLI_UPSTREAM_H

#include "cli/options.h"
#include <stddef.h>

#include "server/upstream.h"

typedef struct us_gateway us_gateway;

typedef struct us_gateway_options {
    const char *url;   /* http or https, with host and maybe port and path */
    const char *proxy; /* on the way there; NULL: none, whatever the environment says */
    const char *ca;    /* a file with the certificates to trust; NULL: the system's */
    unsigned patience; /* seconds; see us_upstream */
} us_gateway_options;

/* Ready to ask, or NULL with a sentence in error[0, size). Belongs before other threads are started; the
 * texts must outlive it. */
us_gateway *us_gateway_open(const us_gateway_options *options, char *error, size_t size)
    __attribute__((warn_unused_result));

/* When nobody asks any more. */
void us_gateway_close(us_gateway *gateway);

const us_upstream *us_gateway_upstream(const us_gateway *gateway);

/* ---- cmd_proxy.c ---------------------------------------------------------------------------------- */

/* Whether the URL is the address that the command itself is about to listen on. */
bool us_is_own_address(const us_settings *settings, const char *url);

/* A gateway as the options say; NULL after a message. */
us_gateway *us_open_gateway(const us_settings *settings, const char *url);

#endif
