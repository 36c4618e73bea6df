/* What the commands that stand in have in common: serve, and those with the command lines of others. They
 * differ in the options that they take and in what --compat is by default. */
#ifndef US_SERVING_H
#define US_SERVING_H

#include "cli/options.h"
#include "server/callers.h"
#include "server/service.h"
#include "server/tls.h"

/* Compiles, rehearses and stands in until a signal. */
enum us_exit us_serve(const us_settings *settings);

/* What the settings say to the service. */
us_service_options us_serving(const us_settings *settings);

/* Whether and how connections are encrypted. */
us_tls_options us_serving_tls(const us_settings *settings);

/* Whom callbacks and webhooks may call. */
us_callers_options us_serving_calls(const us_settings *settings);

/* No port, but what a command says that listens where the document does. */
#define US_PORT_OF_DOCUMENT 65536

/* The port that was asked for, or that of the first server of the first document, or else Steady's 3000. */
unsigned us_serving_port(const us_settings *settings, const us_module *module);

/* Whether nothing is printed when ready. */
bool us_serving_quietly(const us_settings *settings);

/* The options of all of them. */
/* clang-format off */
#define US_SERVE_OPTIONS                                                                           \
    &us_option_fixtures,                                                                           \
    &us_option_cc,                                                                                 \
    &us_option_compat,                                                                             \
    &us_option_error_body,                                                                         \
    &us_option_socket,                                                                             \
    &us_option_tls_cert,                                                                           \
    &us_option_tls_key,                                                                            \
    &us_option_tls_self_signed,                                                                    \
    &us_option_tls_client_ca,                                                                      \
    &us_option_no_cors,                                                                            \
    &us_option_no_security,                                                                        \
    &us_option_security,                                                                           \
    &us_option_credentials,                                                                        \
    &us_option_lenient,                                                                            \
    &us_option_no_validate_request,                                                                \
    &us_option_ignore_examples,                                                                    \
    &us_option_delay,                                                                              \
    &us_option_dynamic,                                                                            \
    &us_option_seed,                                                                               \
    &us_option_pages,                                                                              \
    &us_option_allow_callbacks,                                                                    \
    &us_option_webhook_url,                                                                        \
    &us_option_stream_count,                                                                       \
    &us_option_stream_interval,                                                                    \
    &us_option_query_array,                                                                        \
    &us_option_query_object,                                                                       \
    &us_option_form_array,                                                                         \
    &us_option_form_object,                                                                        \
    &us_option_body_limit,                                                                         \
    &us_option_threads,                                                                            \
    &us_option_cache,                                                                              \
    &us_option_no_cache,                                                                           \
    US_SPEC_OPTIONS,                                                                               \
    &us_option_watch
/* clang-format on */

#endif
