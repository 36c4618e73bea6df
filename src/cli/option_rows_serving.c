/* The options of the commands that stand in or stand between, one row each: where they listen, what they let pass, and
 * how they answer. */
#include "cli/option_rows.h"

#include "server/dialect.h"
#include "server/series.h"
#include "server/service.h"

const us_option us_option_allow_callbacks = {
    .name = "allow-callbacks",
    .value = "HOST",
    .kind = US_OPTION_WORDS,
    MEMBER(allow_callbacks),
    .help = "let callbacks and webhooks go to HOST, too; *: anywhere\n"
            "(without this only to this machine)",
};

const us_option us_option_body_limit = {
    .name = "body-limit",
    .value = "BYTES",
    .kind = US_OPTION_NUMBER,
    .most = 1u << 30,
    MEMBER(body_limit),
    .help = "refuse a request body above this with 413 (default: 10485760)",
};

const us_option us_option_credentials = {
    .name = "credentials",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(credentials),
    .help = "let in only who FILE (YAML or JSON) says, for the security\n"
            "schemes that it names; the others want any credentials",
};

static const char *const compats[] = { "none", "prism", "steady", NULL };

const us_option us_option_compat = {
    .name = "compat",
    .value = "WHOM",
    .kind = US_OPTION_CHOICE,
    .choice = compats,
    MEMBER(compat),
    .help = "keep the conventions of prism or steady in problems, statuses\n"
            "and fields, or none but our own",
};

const us_option us_option_delay = {
    .name = "delay",
    .value = "MS",
    .kind = US_OPTION_DELAY,
    MEMBER(delay),
    .help = "answer every request so many milliseconds late; 100..300 chooses\n"
            "by chance (`Prefer: delay=200` for a single request)",
};

const us_option us_option_dynamic = {
    .letter = 'd',
    .name = "dynamic",
    .kind = US_OPTION_FLAG,
    MEMBER(dynamic),
    .help = "make random answers by the schemas",
};

const us_option us_option_error_body = {
    .name = "error-body",
    .value = "KIND",
    .kind = US_OPTION_CHOICE,
    .choice = us_error_body_names,
    MEMBER(error_body),
    .help = "what a refused request gets: the declared response, filled in\n"
            "where its shape is known, or a problem document (auto); the\n"
            "declared response, filled in or as its example has it (spec);\n"
            "only its example (example); a problem document (problem)",
};

const us_option us_option_errors = {
    .name = "errors",
    .kind = US_OPTION_FLAG,
    MEMBER(errors),
    .help = "answer 500 instead of with what breaks the contract",
};

const us_option us_option_fill_properties = {
    .name = "json-schema-faker-fillProperties",
    .kind = US_OPTION_FLAG,
    MEMBER(fill_properties),
    .help = "taken for Prism's sake, without effect",
};

const us_option us_option_form_array = {
    .name = "form-array",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = us_array_dialects,
    MEMBER(form_array),
    .help = "the same for the lists in forms",
};

const us_option us_option_form_object = {
    .name = "form-object",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = us_object_dialects,
    MEMBER(form_object),
    .help = "the same for the objects in forms",
};

const us_option us_option_host = {
    .name = "host",
    .value = "ADDR",
    .kind = US_OPTION_TEXT,
    MEMBER(host),
    .help = "the address to listen on (default: 127.0.0.1)",
};

const us_option us_option_ignore_examples = {
    .name = "ignore-examples",
    .kind = US_OPTION_FLAG,
    MEMBER(ignore_examples),
    .help = "answer with fixtures, never with the examples of the document",
};

const us_option us_option_lenient = {
    .name = "lenient",
    .kind = US_OPTION_FLAG,
    MEMBER(lenient),
    .help = "answer what breaks the contract, too; sl-violations says how",
};

const us_option us_option_mock_host = {
    .letter = 'h',
    .name = "host",
    .value = "ADDR",
    .kind = US_OPTION_TEXT,
    MEMBER(host),
    .help = "the address to listen on (default: 127.0.0.1)",
};

const us_option us_option_multiprocess = {
    .letter = 'm',
    .name = "multiprocess",
    .kind = US_OPTION_FLAG,
    MEMBER(multiprocess),
    .help = "taken for Prism's sake, without effect",
};

const us_option us_option_no_cors = {
    .name = "no-cors",
    .kind = US_OPTION_FLAG,
    MEMBER(no_cors),
    .help = "send no CORS fields and do not answer preflight requests",
};

const us_option us_option_no_security = {
    .name = "no-security",
    .kind = US_OPTION_FLAG,
    MEMBER(no_security),
    .help = "let every request in, whatever credentials it should have",
};

const us_option us_option_no_validate_request = {
    .name = "no-validate-request",
    .kind = US_OPTION_FLAG,
    MEMBER(no_validate_request),
    .help = "do not look whether parameters and bodies keep the contract",
};

const us_option us_option_security = {
    .name = "security",
    .kind = US_OPTION_FLAG,
    MEMBER(security),
    .help = "ask for credentials although steady would not (--compat steady)",
};

const us_option us_option_strict = {
    .name = "strict",
    .kind = US_OPTION_FLAG,
    MEMBER(strict),
    .help = "refuse query parameters and body members that the document\n"
            "does not name, and what is readOnly",
};

const us_option us_option_pages = {
    .name = "pages",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 1000,
    MEMBER(pages),
    .help = "let lists come in N pages; 0: in one (default: 3; with --compat: 0)",
};

const us_option us_option_port = {
    .letter = 'p',
    .name = "port",
    .value = "PORT",
    .kind = US_OPTION_NUMBER,
    .most = 65535,
    MEMBER(port),
    .help = "the port to listen on; 0 takes a free one (default: 4010)",
};

const us_option us_option_query_array = {
    .name = "query-array",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = us_array_dialects,
    MEMBER(query_array),
    .help = "how lists are spelled in the query: as declared (the default),\n"
            "auto (as declared, or whatever fits), repeat (a=1&a=2), comma,\n"
            "space, pipe (a=1|2), brackets (a[]=1&a[]=2)",
};

const us_option us_option_query_object = {
    .name = "query-object",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = us_object_dialects,
    MEMBER(query_object),
    .help = "how objects are: declared, auto, flat (x=1&y=2), flat-comma\n"
            "(a=x,1,y,2), brackets (a[x]=1&a[y]=2), dots (a.x=1&a.y=2)",
};

const us_option us_option_proxy_errors = {
    .name = "errors",
    .kind = US_OPTION_FLAG,
    MEMBER(errors),
    .help = "refuse what breaks the contract: requests with 401 or 422,\n"
            "without asking the upstream, and its answers with 500",
};

const us_option us_option_socket = {
    .name = "socket",
    .value = "PATH",
    .kind = US_OPTION_TEXT,
    MEMBER(socket),
    .help = "listen on this unix socket instead of a port",
};

const us_option us_option_stream_count = {
    .name = "stream-count",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = US_SERIES_MOST,
    MEMBER(stream_count),
    .help = "give a stream so many items (default: as many as an example has,\n"
            "or 3; `Prefer: stream-count=N` for a single request)",
};

const us_option us_option_stream_interval = {
    .name = "stream-interval",
    .value = "MS",
    .kind = US_OPTION_NUMBER,
    .most = US_SERIES_INTERVAL,
    MEMBER(stream_interval),
    .help = "wait so many milliseconds between two items of a stream (default: 0;\n"
            "`Prefer: stream-interval=MS` for a single request)",
};

const us_option us_option_threads = {
    .name = "threads",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 1024,
    MEMBER(threads),
    .help = "how many requests are answered at the same time (default: 32)",
};

const us_option us_option_upstream = {
    .name = "upstream",
    .value = "URL",
    .kind = US_OPTION_TEXT,
    MEMBER(upstream_url),
    .help = "the real server, whose answers are recorded",
};

const us_option us_option_upstream_ca = {
    .name = "upstream-ca",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(upstream_ca),
    .help = "trust the certificates in this file (PEM), not the system's",
};

const us_option us_option_upstream_proxy = {
    .name = "upstream-proxy",
    .value = "URL",
    .kind = US_OPTION_TEXT,
    MEMBER(upstream_proxy),
    .help = "reach the upstream through this proxy (default: none, not even\n"
            "the environment's)",
};

const us_option us_option_upstream_timeout = {
    .name = "upstream-timeout",
    .value = "SECONDS",
    .kind = US_OPTION_NUMBER,
    .most = 86400,
    MEMBER(upstream_timeout),
    .help = "wait so long for an answer to begin, and between two pieces of a\n"
            "body that is checked (default: 30)",
};

static const char *const levels[] = {
    "silent", "fatal", "error", "warn", "info", "debug", "trace", NULL,
};

const us_option us_option_verbose_level = {
    .letter = 'v',
    .name = "verbose-level",
    .value = "LEVEL",
    .kind = US_OPTION_CHOICE,
    .choice = levels,
    MEMBER(verbose_level),
    .help = "print nothing when ready up to warn, operations and address\n"
            "from info on: silent, fatal, error, warn, info, debug, trace",
};

const us_option us_option_tls_cert = {
    .name = "tls-cert",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(tls_cert),
    .help = "speak https:// with this certificate (PEM, with its chain)",
};

const us_option us_option_tls_client_ca = {
    .name = "tls-client-ca",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(tls_client_ca),
    .help = "ask clients for a certificate signed by one of FILE, and\n"
            "enforce mutualTLS",
};

const us_option us_option_tls_key = {
    .name = "tls-key",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(tls_key),
    .help = "the key of --tls-cert (PEM)",
};

const char us_written_nowhere[] = "nowhere";

const us_option us_option_tls_self_signed = {
    .name = "tls-self-signed",
    .value = "FILE",
    .kind = US_OPTION_OPTIONAL,
    .otherwise = us_written_nowhere,
    MEMBER(tls_self_signed),
    .help = "speak https:// with a certificate made for localhost, which\n"
            "is written to FILE for the clients that are to trust it",
};

const us_option us_option_watch = {
    .name = "watch",
    .kind = US_OPTION_FLAG,
    MEMBER(watch),
    .help = "compile again when a file has changed, and change over without\n"
            "losing a request; with errors, what was there goes on answering",
};

const us_option us_option_webhook_url = {
    .name = "webhook-url",
    .value = "URL",
    .kind = US_OPTION_TEXT,
    MEMBER(webhook_url),
    .help = "where POST /__understudy/webhooks/NAME sends them",
};
