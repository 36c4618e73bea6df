/* A server from its command line to its exit code. */
#include "server/stand_in.h"

#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "server/announce.h"
#include "server/host.h"
#include "server/series.h"
#include "server/service_inside.h"

enum { FINE = 0, USAGE = 2, WORLD_BROKEN = 3 };

/* The file of credentials, which is looked at now and then, as its signatures tell. */
typedef struct changing_file {
    uint32_t taken, seen;
    bool refused; /* a module was not taken: it may be what the file does not fit */
} changing_file;

/* The threads that are started after this inherit it: a signal then waits for sigwait. */
static void hold_signals(sigset_t *ends)
{
    sigemptyset(ends);
    sigaddset(ends, SIGINT);
    sigaddset(ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, ends, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static us_service *new_service(const us_module *module, const us_stand_in_options *options)
{
    us_text why = { NULL, 0 };
    us_service_options serve = options->service;
    serve.certificates = options->tls.client_ca != NULL;
    if (options->credentials != NULL) {
        serve.credentials = options->read_credentials(options->credentials, module);
        if (serve.credentials == NULL)
            return NULL;
    }
    us_service *service = us_service_new(module, &serve, &why);
    if (service == NULL)
        fprintf(stderr, "understudy: %.*s\n", (int)why.length, why.bytes);
    return service;
}

/* Whether the file of credentials is another one than the service was made with, and was at the last
 * look, too: what is still being written is left alone. */
static bool has_new_credentials(const us_stand_in_options *options, changing_file *file)
{
    uint32_t before = file->seen;
    if (options->credentials == NULL)
        return false;
    file->seen = us_credentials_signature(options->credentials);
    if (file->seen == file->taken || file->seen != before)
        return false;
    file->taken = file->seen;
    return true;
}

static void tell_of_credentials(const us_stand_in_options *options, bool taken)
{
    if (!taken)
        fputs("understudy: the change is not taken up; who was known before still is\n", stderr);
    else if (!options->quiet)
        puts("reloaded: credentials");
    fflush(stdout);
}

/* The service that answers from now on. */
static us_service *change(us_host *host, us_service *service, const us_stand_in_options *options,
                          changing_file *credentials)
{
    const us_reload *reload = options->reload;
    bool changed = has_new_credentials(options, credentials);
    const us_module *module = reload->next(reload->context, changed && credentials->refused);
    us_service *next = NULL;
    if (module != NULL || changed)
        next = new_service(module != NULL ? module : us_service_module(service), options);
    if (next != NULL) {
        us_host_swap(host, next);
        us_service_free(service);
    }
    if (changed)
        tell_of_credentials(options, next != NULL);
    if (module != NULL) {
        credentials->refused = next == NULL;
        reload->over(reload->context, next != NULL);
    }
    return next != NULL ? next : service;
}

/* Until a signal comes. Returns the service that answered last. */
static us_service *stand_in(us_host *host, us_service *service, const us_stand_in_options *options,
                            const sigset_t *ends)
{
    const struct timespec while_watching = { 0, 250000000 };
    changing_file credentials = { 0 };
    int signal_number;
    if (options->reload == NULL) {
        while (sigwait(ends, &signal_number) != 0)
            continue;
        return service;
    }
    if (options->credentials != NULL)
        credentials.taken = credentials.seen = us_credentials_signature(options->credentials);
    while (sigtimedwait(ends, NULL, &while_watching) < 0)
        service = change(host, service, options, &credentials);
    return service;
}

/* Listens, and answers until a signal comes; returns the exit code. */
static int listen_and_answer(us_service *service, us_callers *callers,
                             const us_stand_in_options *options, const sigset_t *ends)
{
    char error[512];
    us_host_options listen = { .address = options->host,
                               .port = options->port,
                               .threads = options->threads,
                               .delay = options->delay,
                               .socket = options->socket,
                               .callers = callers,
                               .tls = options->tls };
    us_host *host = us_host_start(service, &listen, error, sizeof error);
    if (host == NULL) {
        fprintf(stderr, "understudy: %s\n", error);
        us_service_free(service);
        return WORLD_BROKEN;
    }
    us_announce(us_service_module(service), options, host);
    service = stand_in(host, service, options, ends);
    us_callers_stop(callers);
    us_host_stop(host);
    us_service_free(service);
    return FINE;
}

int us_stand_in_run(const us_module *module, const us_stand_in_options *options)
{
    us_callers *callers = us_callers_open(&options->calls);
    us_stand_in_options own = *options;
    sigset_t ends;
    int code = WORLD_BROKEN;
    hold_signals(&ends);
    own.service.caller = us_callers_caller(callers);
    us_service *service = new_service(module, &own);
    if (service != NULL)
        code = listen_and_answer(service, callers, &own, &ends);
    us_callers_free(callers);
    return code;
}

/* ---- the command line of a built server ------------------------------------------------------- */

static const char help[] =
    "Stands in for the server of these APIs: checks every request against their contract and answers\n"
    "with their examples.\n"
    "\n"
    "  -p, --port PORT    listen on this port; 0: a free one (default: 4010)\n"
    "      --host ADDR    listen on this IPv4 address (default: 127.0.0.1)\n"
    "      --socket PATH  listen on this unix socket instead\n"
    "      --tls-cert FILE, --tls-key FILE\n"
    "                     speak https:// with this certificate and key (PEM)\n"
    "      --tls-self-signed[=FILE]\n"
    "                     the same with a certificate made for localhost, and written to FILE\n"
    "      --tls-client-ca FILE\n"
    "                     ask clients for a certificate that one of FILE has signed\n"
    "      --threads N    answer so many requests at the same time (default: 32)\n"
    "      --body-limit BYTES\n"
    "                     refuse a request body above this with 413 (default: 10485760)\n"
    "      --no-cors      leave out the fields that let web pages of other sites in\n"
    "      --credentials FILE\n"
    "                     let in only who FILE (JSON) says, for the security schemes that it names\n"
    "      --error-body KIND\n"
    "                     what a refused request gets: the declared response, filled in where its\n"
    "                     shape is known, or a problem document (auto); the declared response,\n"
    "                     filled in or as its example has it (spec); only its example (example);\n"
    "                     a problem document (problem)\n"
    "      --no-security  let every request in, whatever credentials it should have\n"
    "      --security     ask for credentials although steady would not (--compat steady)\n"
    "      --strict       refuse query parameters and body members that the contract does not name,\n"
    "                     and what is readOnly\n"
    "      --query-array HOW, --query-object HOW, --form-array HOW, --form-object HOW\n"
    "                     how lists and objects are spelled in queries and forms: declared, auto;\n"
    "                     lists: repeat, comma, space, pipe, brackets;\n"
    "                     objects: flat, flat-comma, brackets, dots (default: declared)\n"
    "      --compat WHOM  keep the conventions of prism or steady, or none but our own\n"
    "      --lenient      answer what breaks the contract, too; sl-violations says how\n"
    "      --no-validate-request\n"
    "                     do not look whether parameters and bodies keep the contract\n"
    "      --ignore-examples\n"
    "                     answer with fixtures, never with the examples of the document\n"
    "      --dynamic      make random answers by the schemas\n"
    "      --seed SEED    what random answers are made from: the same, the same answers\n"
    "      --pages N      let lists come in N pages; 0: in one (default: 3; with --compat: 0)\n"
    "      --allow-callbacks HOST\n"
    "                     let callbacks and webhooks go there, too, not to this machine alone;\n"
    "                     again for another, * for all\n"
    "      --webhook-url URL\n"
    "                     send webhooks there that name no other place\n"
    "      --stream-count N\n"
    "                     give a stream so many items (default: as many as an example has, or 3)\n"
    "      --stream-interval MS\n"
    "                     wait so many milliseconds between two of them (default: 0)\n"
    "      --delay MS     answer every request so many milliseconds late; 100..300 chooses\n"
    "  -q, --quiet        print nothing when ready\n"
    "  -h, --help         print this\n"
    "      --version      print what this stands in for\n"
    "\n"
    "SIGINT and SIGTERM end it. Exit codes: 0 ended by a signal, 2 wrong usage, 3 cannot listen.\n";

/* What getopt returns for options without a letter. */
enum {
    QUERY_ARRAY = 256,
    QUERY_OBJECT,
    FORM_ARRAY,
    FORM_OBJECT,
    COMPAT,
    LENIENT,
    UNVALIDATED,
    IGNORE_EXAMPLES,
    DYNAMIC,
    SECURITY,
    SEED,
    PAGES,
    ALLOW_CALLBACKS,
    WEBHOOK_URL,
    STREAM_COUNT,
    STREAM_INTERVAL,
    DELAY,
    SOCKET,
    TLS_CERTIFICATE,
    TLS_KEY,
    TLS_SELF_SIGNED,
    TLS_CLIENT_CA
};

static const struct option long_options[] = {
    { "port", required_argument, NULL, 'p' },
    { "host", required_argument, NULL, 'H' },
    { "body-limit", required_argument, NULL, 'b' },
    { "error-body", required_argument, NULL, 'e' },
    { "threads", required_argument, NULL, 't' },
    { "no-cors", no_argument, NULL, 'c' },
    { "no-security", no_argument, NULL, 'S' },
    { "security", no_argument, NULL, SECURITY },
    { "credentials", required_argument, NULL, 'C' },
    { "strict", no_argument, NULL, 's' },
    { "query-array", required_argument, NULL, QUERY_ARRAY },
    { "query-object", required_argument, NULL, QUERY_OBJECT },
    { "form-array", required_argument, NULL, FORM_ARRAY },
    { "form-object", required_argument, NULL, FORM_OBJECT },
    { "compat", required_argument, NULL, COMPAT },
    { "lenient", no_argument, NULL, LENIENT },
    { "no-validate-request", no_argument, NULL, UNVALIDATED },
    { "delay", required_argument, NULL, DELAY },
    { "ignore-examples", no_argument, NULL, IGNORE_EXAMPLES },
    { "dynamic", no_argument, NULL, DYNAMIC },
    { "seed", required_argument, NULL, SEED },
    { "pages", required_argument, NULL, PAGES },
    { "allow-callbacks", required_argument, NULL, ALLOW_CALLBACKS },
    { "webhook-url", required_argument, NULL, WEBHOOK_URL },
    { "stream-count", required_argument, NULL, STREAM_COUNT },
    { "stream-interval", required_argument, NULL, STREAM_INTERVAL },
    { "socket", required_argument, NULL, SOCKET },
    { "tls-cert", required_argument, NULL, TLS_CERTIFICATE },
    { "tls-key", required_argument, NULL, TLS_KEY },
    { "tls-self-signed", optional_argument, NULL, TLS_SELF_SIGNED },
    { "tls-client-ca", required_argument, NULL, TLS_CLIENT_CA },
    { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'v' },
    { NULL, 0, NULL, 0 },
};

static void print_string(us_string string)
{
    fwrite(string.bytes, 1, string.length, stdout);
}

static void print_version(const us_module *module)
{
    for (unsigned a = 0; a < module->apis; a++) {
        print_string(module->api[a]->name);
        fputs(": ", stdout);
        print_string(module->api[a]->title);
        putchar('\n');
    }
    puts("A stand-in made by understudy.");
}

static int usage(const char *program, const char *complaint, const char *what)
{
    fprintf(stderr, "%s: %s%s\nTry '%s --help'.\n", program, complaint, what, program);
    return USAGE;
}

static int take_body_limit(const char *program, us_stand_in_options *options)
{
    unsigned limit;
    if (!us_text_number(us_text_of(optarg), 1u << 30, &limit) || limit == 0)
        return usage(program, "no number of bytes from 1 to 1073741824: ", optarg);
    options->service.body_limit = limit;
    return -1;
}

static int take_dialect(int option, const char *program, us_stand_in_options *options)
{
    us_dialect *dialect = option == QUERY_ARRAY || option == QUERY_OBJECT ? &options->service.query
                                                                          : &options->service.form;
    us_text name = us_text_of(optarg);
    bool array = option == QUERY_ARRAY || option == FORM_ARRAY;
    if (array ? us_array_dialect_named(name, &dialect->array)
              : us_object_dialect_named(name, &dialect->object))
        return -1;
    return usage(program,
                 array ? "no way to spell lists (declared, auto, repeat, comma, space, pipe, "
                         "brackets): "
                       : "no way to spell objects (declared, auto, flat, flat-comma, brackets, "
                         "dots): ",
                 optarg);
}

/* How requests are taken. */
static int take_manner(int option, const char *program, us_stand_in_options *options)
{
    switch (option) {
    case LENIENT:
        options->service.validation = US_VALIDATION_LENIENT;
        return -1;
    case UNVALIDATED:
        options->service.validation = US_VALIDATION_OFF;
        return -1;
    case COMPAT:
        if (us_compat_named(optarg, &options->service.compat))
            return -1;
        return usage(program, "none of none, prism, steady: ", optarg);
    default:
        if (us_delay_read(us_text_of(optarg), &options->delay))
            return -1;
        return usage(program, "no milliseconds up to 60000: ", optarg);
    }
}

/* Where an option without a value is noted, or NULL. */
static bool *flag_of(int letter, us_stand_in_options *options)
{
    switch (letter) {
    case 'c':
        return &options->service.no_cors;
    case 'S':
        return &options->service.no_security;
    case SECURITY:
        return &options->service.security;
    case 's':
        return &options->service.strict;
    case 'q':
        return &options->quiet;
    case IGNORE_EXAMPLES:
        return &options->service.ignore_examples;
    case DYNAMIC:
        return &options->service.dynamic;
    default:
        return NULL;
    }
}

/* Where an option is kept whose value needs no reading, or NULL. */
static const char **word_of(int letter, us_stand_in_options *options)
{
    switch (letter) {
    case 'H':
        return &options->host;
    case 'C':
        return &options->credentials;
    case SEED:
        return &options->service.seed;
    case WEBHOOK_URL:
        return &options->calls.webhook_url;
    case SOCKET:
        return &options->socket;
    case TLS_CERTIFICATE:
        return &options->tls.certificate;
    case TLS_KEY:
        return &options->tls.key;
    case TLS_CLIENT_CA:
        return &options->tls.client_ca;
    case TLS_SELF_SIGNED:
        options->tls.self_signed = true;
        return &options->tls.written;
    default:
        return NULL;
    }
}

static int take_stream(int option, const char *program, us_stand_in_options *options)
{
    bool count = option == STREAM_COUNT;
    if (count ? us_text_number(us_text_of(optarg), US_SERIES_MOST, &options->service.stream_count)
              : us_text_number(us_text_of(optarg), US_SERIES_INTERVAL,
                               &options->service.stream_interval))
        return -1;
    return usage(program,
                 count ? "no number up to 1000000: " : "no milliseconds up to 60000: ", optarg);
}

static int take_allowed(const char *program, us_stand_in_options *options)
{
    us_callers_options *calls = &options->calls;
    if (calls->alloweds == US_CALLERS_ALLOWED)
        return usage(program, "too many hosts to call: ", optarg);
    calls->allowed[calls->alloweds++] = optarg;
    return -1;
}

/* What an option that is neither asks for: -1 to go on, otherwise the exit code. */
static int read_option(int letter, const char *program, us_stand_in_options *options)
{
    switch (letter) {
    case 'p':
        if (us_text_number(us_text_of(optarg), 65535, &options->port))
            return -1;
        return usage(program, "no port: ", optarg);
    case 't':
        if (us_text_number(us_text_of(optarg), 1024, &options->threads) && options->threads > 0)
            return -1;
        return usage(program, "no number of threads from 1 to 1024: ", optarg);
    case PAGES:
        if (us_text_number(us_text_of(optarg), 1000, &options->service.pages))
            return -1;
        return usage(program, "no number of pages up to 1000: ", optarg);
    case 'b':
        return take_body_limit(program, options);
    case 'e':
        if (us_error_body_named(optarg, &options->service.error_body))
            return -1;
        return usage(program, "no kind of error body (auto, spec, example, problem): ", optarg);
    case ALLOW_CALLBACKS:
        return take_allowed(program, options);
    case QUERY_ARRAY:
    case QUERY_OBJECT:
    case FORM_ARRAY:
    case FORM_OBJECT:
        return take_dialect(letter, program, options);
    case STREAM_COUNT:
    case STREAM_INTERVAL:
        return take_stream(letter, program, options);
    case COMPAT:
    case LENIENT:
    case UNVALIDATED:
    case DELAY:
        return take_manner(letter, program, options);
    default: /* getopt has said why */
        fprintf(stderr, "Try '%s --help'.\n", program);
        return USAGE;
    }
}

static int take_option(int letter, const char *program, const us_module *module,
                       us_stand_in_options *options)
{
    bool *flag = flag_of(letter, options);
    const char **word = word_of(letter, options);
    if (flag != NULL)
        *flag = true;
    if (word != NULL)
        *word = optarg;
    if (letter == 'h')
        printf("Usage: %s [OPTION]...\n%s", program, help);
    if (letter == 'v')
        print_version(module);
    if (letter == 'h' || letter == 'v')
        return FINE;
    return flag != NULL || word != NULL ? -1 : read_option(letter, program, options);
}

int us_stand_in(int argc, char **argv, const us_module *module)
{
    us_stand_in_options options = { .port = US_STAND_IN_PORT,
                                    .service.pages = US_PAGES_UNSAID,
                                    .read_credentials = us_credentials_read_file };
    int letter;
    while ((letter = getopt_long(argc, argv, "p:qh", long_options, NULL)) != -1) {
        int code = take_option(letter, argv[0], module, &options);
        if (code >= 0)
            return code;
    }
    if (optind < argc)
        return usage(argv[0], "unexpected argument: ", argv[optind]);
    return us_stand_in_run(module, &options);
}
