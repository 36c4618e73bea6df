/* The options, one row each. A row that several commands name means the same in all of them. */
#include "cli/options.h"

#include <string.h>

#include "server/dialect.h"
#include "server/series.h"
#include "server/service.h"

#define MEMBER(name) .member = offsetof(us_settings, name)

static const char *const dumps[] = { "document", "api", "ir", NULL };

/* In the order of enum gen_dialect. */
static const char *const dialects[] = { "draft4",     "draft6",     "draft7",
                                        "2019-09",    "2020-12",    "openapi2.0",
                                        "openapi3.0", "openapi3.1", NULL };

enum gen_dialect us_dialect_of(const char *name)
{
    int i = 0;

    while (dialects[i + 1] && strcmp(dialects[i], name))
        i++;
    return (enum gen_dialect)i;
}

/* Also words that are none: a slip is refused, and the author may have meant it. */
const us_option us_option_allow = {
    .name = "allow",
    .value = "KEYWORD",
    .kind = US_OPTION_WORDS,
    MEMBER(allow),
    .help = "warn of this keyword where it is refused, and go on",
};

const us_option us_option_allow_callbacks = {
    .name = "allow-callbacks",
    .value = "HOST",
    .kind = US_OPTION_WORDS,
    MEMBER(allow_callbacks),
    .help = "let callbacks and webhooks go to HOST, too; *: anywhere\n"
            "(without this only to this machine)",
};

const us_option us_option_allow_remote = {
    .name = "allow-remote",
    .kind = US_OPTION_FLAG,
    MEMBER(allow_remote),
    .help = "fetch what the document refers to over http and https",
};

const us_option us_option_answers = {
    .name = "answers",
    .kind = US_OPTION_FLAG,
    MEMBER(answers),
    .help = "also make every answer that nobody wrote; takes long for\n"
            "documents of thousands of operations",
};

const us_option us_option_body_limit = {
    .name = "body-limit",
    .value = "BYTES",
    .kind = US_OPTION_NUMBER,
    .most = 1u << 30,
    MEMBER(body_limit),
    .help = "refuse a request body above this with 413 (default: 10485760)",
};

const us_option us_option_cache = {
    .name = "cache",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(cache),
    .help = "keep what was compiled in DIR for the next time\n"
            "(default: ~/.cache/understudy)",
};

const us_option us_option_no_cache = {
    .name = "no-cache",
    .kind = US_OPTION_FLAG,
    MEMBER(no_cache),
    .help = "compile anew and keep nothing",
};

const us_option us_option_cc = {
    .name = "cc",
    .value = "CC",
    .kind = US_OPTION_OPTIONAL,
    .otherwise = "cc",
    MEMBER(cc),
    .help = "compile with a C compiler at -O2 instead of in memory;\n"
            "slower to start, faster to answer",
};

const us_option us_option_build_cc = {
    .name = "cc",
    .value = "CC",
    .kind = US_OPTION_TEXT,
    MEMBER(cc),
    .help = "the C compiler (default: cc)",
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

const us_option us_option_count = {
    .name = "count",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 1000000,
    MEMBER(count),
    .help = "so many random answers, each from the next seed",
};

const us_option us_option_delay = {
    .name = "delay",
    .value = "MS",
    .kind = US_OPTION_DELAY,
    MEMBER(delay),
    .help = "answer every request so many milliseconds late; 100..300 chooses\n"
            "by chance (`Prefer: delay=200` for a single request)",
};

const us_option us_option_dialect = {
    .name = "dialect",
    .value = "NAME",
    .kind = US_OPTION_CHOICE,
    .choice = dialects,
    MEMBER(dialect),
    .help = "of schemas that do not say: draft4, draft6, draft7, 2019-09,\n"
            "2020-12 (the default), openapi2.0, openapi3.0, openapi3.1",
};

const us_option us_option_dump = {
    .name = "dump",
    .value = "WHAT",
    .kind = US_OPTION_CHOICE,
    .choice = dumps,
    MEMBER(dump),
    .help = "print what was understood and stop: document, api or ir",
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

const char us_default_fixtures[] = "fixtures";

const us_option us_option_fixtures = {
    .name = "fixtures",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(fixtures),
    .help = "where DIR/<api>/<operationId>/<status>[.<name>].json are\n"
            "(default: fixtures)",
};

const us_option us_option_folder = {
    .letter = 'o',
    .name = "output",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(output),
    .help = "the folder to write into; made when it does not exist",
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

static const char *const formats[] = { "assert", "annotate", NULL };

const us_option us_option_force = {
    .name = "force",
    .kind = US_OPTION_FLAG,
    MEMBER(force),
    .help = "overwrite files that are there",
};

const us_option us_option_format = {
    .name = "format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = formats,
    MEMBER(format),
    .help = "assert: a value must be of its format (the default);\n"
            "annotate: formats are not enforced",
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

const us_option us_option_json = {
    .name = "json",
    .kind = US_OPTION_FLAG,
    MEMBER(json),
    .help = "print the result as JSON",
};

const us_option us_option_lenient = {
    .name = "lenient",
    .kind = US_OPTION_FLAG,
    MEMBER(lenient),
    .help = "answer what breaks the contract, too; sl-violations says how",
};

const us_option us_option_manifest = {
    .name = "manifest",
    .kind = US_OPTION_FLAG,
    MEMBER(manifest),
    .help = "list every keyword: enforced, annotation, allowed or refused",
};

const us_option us_option_map = {
    .name = "map",
    .value = "[URL=]PATH",
    .kind = US_OPTION_WORDS,
    MEMBER(map),
    .help = "read what the document calls URL… from this folder or file;\n"
            "without URL: let it refer to the files below this folder",
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

const us_option us_option_name = {
    .name = "name",
    .value = "NAME",
    .kind = US_OPTION_TEXT,
    MEMBER(name),
    .help = "what the fixture is called beside its status",
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

const us_option us_option_status = {
    .name = "status",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 599,
    MEMBER(status),
    .help = "of the answer (default: the usual one)",
};

const us_option us_option_strict = {
    .name = "strict",
    .kind = US_OPTION_FLAG,
    MEMBER(strict),
    .help = "refuse query parameters and body members that the document\n"
            "does not name, and what is readOnly",
};

const us_option us_option_once = {
    .name = "once",
    .kind = US_OPTION_FLAG,
    MEMBER(once),
    .help = "show the bodies of a schema with the first answer that has it",
};

const us_option us_option_operation = {
    .name = "operation",
    .value = "ID",
    .kind = US_OPTION_TEXT,
    MEMBER(operation),
    .help = "of this operation alone, by its operationId",
};

const us_option us_option_output = {
    .letter = 'o',
    .name = "output",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(output),
    .help = "the executable to write",
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

const us_option us_option_postman_environment = {
    .name = "postman-environment",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(postman_environment),
    .help = "fill in the variables of Postman collections from this environment",
};

const us_option us_option_quiet = {
    .letter = 'q',
    .name = "quiet",
    .kind = US_OPTION_FLAG,
    MEMBER(quiet),
    .help = "print only what went wrong",
};

const us_option us_option_schema = {
    .name = "schema",
    .value = "FILE[#/pointer]",
    .kind = US_OPTION_TEXT,
    MEMBER(schema),
    .help = "a JSON Schema, or a document with a pointer to one in it",
};

const us_option us_option_seed = {
    .name = "seed",
    .value = "SEED",
    .kind = US_OPTION_TEXT,
    MEMBER(seed),
    .help = "what random answers are made from: the same, the same answers",
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
