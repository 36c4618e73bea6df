/* The command line: what a command offers, how it is read, and its help screen.
 *
 * Every option of every command fills one member of us_settings, so an option that several commands
 * share is one row, with one help text. The help screens are made from the same rows. */
#ifndef US_OPTIONS_H
#define US_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "gen/ir.h"
#include "server/delay.h"

/* How a command ends. */
enum us_exit {
    US_EXIT_FINE = 0,
    US_EXIT_BROKEN = 1, /* the contract is broken, or the spec is wrong */
    US_EXIT_USAGE = 2,  /* the command line is wrong */
    US_EXIT_WORLD = 3   /* a file, a port, a compiler is not there */
};

/* What an option says that may be given many times. */
typedef struct us_words {
    const char *word[64];
    unsigned count;
} us_words;

typedef struct us_settings {
    const char *compat;      /* "none", "prism", "steady" */
    const char *cache;       /* the folder for what was compiled; NULL: the user's own */
    const char *credentials; /* the file that says who is known, or NULL */
    const char *cc;          /* a C compiler; NULL: libtcc in serve, "cc" in build */
    const char *dump;        /* "document", "api", "ir" */
    const char *
        fixtures; /* the folder; us_default_fixtures when none was named; NULL: none is looked at */
    bool fixtures_alone; /* what is odd in the documents is only counted */
    const char *host;
    const char *output;
    const char *dialect;    /* of schemas that do not say: one of us_dialects, or NULL */
    const char *format;     /* "assert", "annotate", or NULL */
    const char *error_body; /* "auto", "spec", "example", "problem", or NULL */
    const char *query_array, *query_object;         /* dialects: of us_array_dialects, … */
    const char *form_array, *form_object;           /* … us_object_dialects, or NULL */
    us_words allow;                                 /* keywords */
    us_words map;                                   /* URL=PATH or PATH */
    const char *schema;                             /* FILE or FILE#/pointer */
    const char *postman_environment;                /* a file, or NULL */
    const char *socket;                             /* the path of a unix socket, or NULL */
    const char *tls_cert, *tls_client_ca, *tls_key; /* files, or NULL */
    const char *tls_self_signed; /* a certificate is made and written there; or NULL */
    const char *upstream_ca, *upstream_proxy;
    const char *upstream_url;
    const struct us_recorder *recorder; /* no option: what fixture record writes with */
    const struct us_upstream *upstream; /* no option: what the command proxy has opened */
    const char *webhook_url;
    us_words allow_callbacks; /* hosts */
    const char *seed, *verbose_level;
    const char *operation;                /* an operationId, or NULL */
    const char *name;                     /* of a fixture, or NULL */
    const char *generator, *ignored_text; /* what an option says that has no effect */
    us_delay delay;
    unsigned status, body_limit, count, pages, port, stream_count, stream_interval, threads,
        upstream_timeout;
    bool allow_remote, answers, dynamic, errors, fill_properties, force, ignore_examples,
        ignored_flag, json, lenient, manifest, multiprocess, no_cache, no_cors, no_security, once,
        no_validate_request, quiet, security, steady_strict, strict, watch;
    const char *const *operand; /* what is no option: the specs, the instances */
    unsigned operands;
} us_settings;

/* This folder need not be there; one that is named must be. Known by its address. */
extern const char us_default_fixtures[];

/* What --tls-self-signed says without a file. Known by its address. */
extern const char us_written_nowhere[];

enum us_option_kind {
    US_OPTION_FLAG,     /* --json              bool */
    US_OPTION_TEXT,     /* --host ADDR         const char * */
    US_OPTION_OPTIONAL, /* --cc or --cc=CC     const char *; `otherwise` when there is no value */
    US_OPTION_WORDS,    /* --map A --map B     us_words */
    US_OPTION_CHOICE,   /* --dump=ir           const char *, one of `choice` */
    US_OPTION_NUMBER,   /* --port PORT         unsigned, at most `most` */
    US_OPTION_DELAY     /* --delay 100..300    us_delay */
};

typedef struct us_option {
    char letter; /* 'p' for -p, or 0 */
    const char *name;
    const char *value; /* what the help screen calls its value */
    enum us_option_kind kind;
    size_t member; /* offsetof(us_settings, …) */
    const char *otherwise;
    const char *const *choice; /* ends with NULL */
    unsigned most;
    const char *help; /* one line; '\n' starts another */
} us_option;

extern const us_option us_option_allow, us_option_allow_remote, us_option_body_limit,
    us_option_cache, us_option_no_cache, us_option_cc, us_option_build_cc, us_option_credentials,
    us_option_dialect, us_option_dump, us_option_error_body, us_option_file, us_option_fixtures,
    us_option_folder, us_option_format, us_option_manifest, us_option_map, us_option_host,
    us_option_json, us_option_no_cors, us_option_no_security, us_option_security, us_option_output,
    us_option_port, us_option_postman_environment, us_option_quiet, us_option_strict,
    us_option_schema, us_option_threads, us_option_socket, us_option_tls_cert,
    us_option_tls_client_ca, us_option_tls_key, us_option_tls_self_signed, us_option_watch;

/* What every command that compiles takes: schemas by themselves, and whole documents. */
/* clang-format off */
#define US_SCHEMA_OPTIONS                                                                          \
    &us_option_allow,                                                                              \
    &us_option_format,                                                                             \
    &us_option_map,                                                                                \
    &us_option_allow_remote
#define US_SPEC_OPTIONS                                                                            \
    US_SCHEMA_OPTIONS,                                                                             \
    &us_option_postman_environment
/* clang-format on */

/* Whom callbacks and webhooks may call. */
extern const us_option us_option_allow_callbacks, us_option_webhook_url;

/* Those of the command lines of Prism and Steady. */
extern const us_option us_option_answers, us_option_compat, us_option_delay, us_option_dynamic,
    us_option_errors, us_option_fill_properties, us_option_ignore_examples, us_option_lenient,
    us_option_mock_host, us_option_multiprocess, us_option_pages, us_option_seed,
    us_option_stream_count, us_option_stream_interval, us_option_verbose_level;

/* How clients spell lists and objects (server/dialect.h). */
extern const us_option us_option_query_array, us_option_query_object, us_option_form_array,
    us_option_form_object;

/* Of the commands answers and variants. */
extern const us_option us_option_count, us_option_once, us_option_operation;

/* Of the command fixture. */
extern const us_option us_option_force, us_option_name, us_option_status, us_option_upstream;

/* Of the command proxy. */
extern const us_option us_option_proxy_errors, us_option_no_validate_request, us_option_upstream_ca,
    us_option_upstream_proxy, us_option_upstream_timeout;

/* The dialect of one of the names that --dialect takes. */
enum gen_dialect us_dialect_of(const char *name);

typedef struct us_command {
    const char *name;
    const char *compat;    /* what --compat says when it is not given; NULL: none */
    bool loose;            /* names are read as Prism's command line reads them (options_name.c) */
    enum us_exit misuse;   /* how it ends when its command line is wrong; 0: US_EXIT_USAGE */
    unsigned port;         /* the usual one; 0: US_STAND_IN_PORT */
    const char *arguments; /* "SPEC..." */
    const char *summary;   /* one line for the list of commands */
    const char *text;      /* what the help screen says below the usage line */
    const char *example;   /* a command line, or several, one a line */
    const us_option *const *option; /* ends with NULL */
    const char *operand;            /* what at least one operand is called in messages: "SPEC" */
    enum us_exit (*run)(const us_settings *settings);
} us_command;

/* The option of the command that is called so in argv, without its dashes; NULL: none is. *negated: what
 * the name says is the contrary of the option's. */
const us_option *us_options_named(const us_command *command, const char *name, size_t length,
                                  bool *negated);

/* Reads argv[0, argc), which starts after the command's name. True: run the command. False: end with
 * *code, the help screen or a message was printed. Options and operands may be mixed; "--" ends the
 * options. argv is reordered: the operands come to stand at its front. */
bool us_options_read(const us_command *command, int argc, char **argv, us_settings *settings,
                     enum us_exit *code);

/* Complains that an option which the command cannot do without was left out; US_EXIT_USAGE. */
enum us_exit us_options_missing(const us_command *command, const us_option *option);

/* Prints a command's help screen on stdout. */
void us_options_help(const us_command *command);

/* The word of `known` (ends with NULL) that is most like `word`, or NULL when none is near. */
const char *us_options_suggest(const char *word, const char *const *known);

#endif
