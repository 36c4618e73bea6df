/* A service: the APIs of one or several modules, made ready to be asked: routes built, patterns
 * compiled, replies laid out. Constant after us_service_new, shared by all threads. */
#ifndef US_SERVICE_H
#define US_SERVICE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "runtime/understudy.h"
#include "server/dialect.h"

typedef struct us_service us_service;
struct us_upstream;
struct us_credentials;
struct us_caller;

/* In how many pages lists come, unless somebody says: three, but one in the conventions of others, who do not
 * page. */
#define US_PAGES_USUAL  3
#define US_PAGES_UNSAID ~0u

/* Whose conventions are kept where a client can see them: problem documents, statuses, fields, and what a
 * request that breaks the contract is answered with. */
enum us_compat { US_COMPAT_NONE, US_COMPAT_PRISM, US_COMPAT_STEADY };

/* The one of that name ("none", "prism", "steady"); false when there is none. */
bool us_compat_named(const char *name, enum us_compat *compat);

/* What a request that is refused gets for a body. */
enum us_error_body {
    US_ERROR_BODY_DEFAULT, /* as the conventions have it: auto; Prism's example; Steady's problem */
    US_ERROR_BODY_AUTO, /* the declared response, filled in where its shape is known; or a problem */
    US_ERROR_BODY_SPEC,    /* the declared response: filled in, or else as its example has it */
    US_ERROR_BODY_EXAMPLE, /* the declared response as its example has it */
    US_ERROR_BODY_PROBLEM  /* a problem document */
};

/* What these are called on a command line, from the second on; NULL ends the list. */
extern const char *const us_error_body_names[];

/* False when none is called so. */
bool us_error_body_named(const char *name, enum us_error_body *kind);

/* What becomes of a request that breaks the contract. */
enum us_validation {
    US_VALIDATION_ON,      /* it is refused */
    US_VALIDATION_LENIENT, /* it is answered, and the field sl-violations says what is wrong */
    US_VALIDATION_OFF      /* nobody looks */
};

/* Which requests the log tells of. */
enum us_log_level {
    US_LOG_NOTHING,
    US_LOG_ERRORS,   /* with an error, in them or in their answer */
    US_LOG_WARNINGS, /* and with a warning */
    US_LOG_ALL
};

/* Who has the documents, where the module has not: for a page that shows them. Called from any thread. */
typedef struct us_documents {
    /* The document of the API of that number as JSON, in the arena; false, with a sentence in *text: it cannot be
     * read. */
    bool (*read)(const void *context, us_arena *arena, unsigned api, us_text *text);
    const void *context;
} us_documents;

typedef struct us_service_options {
    size_t body_limit; /* bytes; 0: 10 MiB */
    bool no_cors;      /* leave out the CORS fields and the preflight answer */
    bool strict; /* refuse parameters and body members that are not named, and what is readOnly */
    enum us_compat compat;
    enum us_error_body error_body;
    const us_documents *documents; /* NULL: nobody. It must outlive the service */
    enum us_validation validation;
    bool ignore_examples;  /* answer with fixtures, never with the document's own examples */
    bool dynamic;          /* make random answers by the schemas, whatever there is to show … */
    const char *seed;      /* … from this one; NULL: each request has its own */
    unsigned pages;        /* in so many a list comes that can; 0: in one; or US_PAGES_UNSAID */
    unsigned stream_count; /* how many items a stream has; 0: as many as are written, or 3 */
    unsigned stream_interval; /* the milliseconds between two of them */
    /* Asked instead of answering (upstream.h); NULL: none. It must outlive the service. */
    const struct us_upstream *upstream;
    /* Makes the calls of callbacks and webhooks (caller.h); NULL: nobody does. It must outlive the service. */
    const struct us_caller *caller;
    const struct us_recorder *recorder; /* gets what passes (recorder.h); NULL: nobody */
    bool errors; /* refuse answers that break the contract, and, with an upstream, such requests */
    void (*log)(us_text entry); /* gets whole lines, of any thread; NULL: nobody is told */
    enum us_log_level log_level;
    bool no_security;  /* let everybody in, whatever credentials the operations ask for */
    bool security;     /* do not, although whose conventions are kept would */
    bool certificates; /* the host asks clients for certificates (us_request.certificate) */
    struct us_credentials *credentials; /* who is known; NULL: whoever is well formed. The service's
                                           from us_service_new on, whatever comes of it */
    us_dialect query, form;             /* how clients spell lists and objects there */
} us_service_options;

/* A service over the module, or NULL with *error filled (static or in the service's memory: print it
 * before anything else). The module must outlive it. Free with us_service_free. */
us_service *us_service_new(const us_module *module, const us_service_options *options,
                           us_text *error) __attribute__((warn_unused_result));
void us_service_free(us_service *service);

size_t us_service_body_limit(const us_service *service);
unsigned long long us_service_number(const us_service *service);
/* Whether some operation has the method. */
bool us_service_has_method(const us_service *service, us_text method);
const us_module *us_service_module(const us_service *service);

/* What a fixture or example breaks; its texts are for a person. */
typedef struct us_fault {
    const us_api *api;
    const us_operation *operation;
    const us_example *example;
    us_text pointer; /* in a stream it begins with the number of the item */
    us_text keyword, message, spec;
    unsigned line, column; /* of a fixture: where in its file; 0: nobody knows */
    bool mild; /* no standard says that it is wrong: it is a warning in a fixture, too */
} us_fault;

/* Runs every fixture and example of the module through the checker of its own response (or request
 * body), those of streams item by item, and calls `report` for each violation; returns how many there were. */
typedef void us_rehearse_report(void *context, const us_fault *fault);

typedef struct us_faults {
    unsigned fixtures,
        examples; /* how many violations are theirs; mild ones are counted as of examples */
} us_faults;

us_faults us_rehearse(const us_service *service, us_rehearse_report *report, void *context);

#endif
