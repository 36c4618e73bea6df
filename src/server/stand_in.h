/* The standing-in itself: a module made into a service, put behind a socket, until a signal ends it.
 * Both a built server and `understudy serve` are a thin skin around us_stand_in_run. */
#ifndef US_STAND_IN_H
#define US_STAND_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/understudy.h"
#include "server/callers.h"
#include "server/credentials_file.h"
#include "server/delay.h"
#include "server/service.h"
#include "server/tls.h"

/* Where another module to answer with may come from. Both are called from the main thread. */
typedef struct us_reload {
    /* Asked a few times a second: the module to change to, or NULL. `again`: the last one was not taken
     * for a reason that may have gone. */
    const us_module *(*next)(void *context, bool again);
    /* What became of it: taken, and the one before is not used any more; or not, with a message printed. */
    void (*over)(void *context, bool taken);
    void *context;
} us_reload;

typedef struct us_stand_in_options {
    const char *host;   /* NULL: 127.0.0.1; "localhost" is understood */
    unsigned port;      /* 0: a free one; say US_STAND_IN_PORT for the usual one */
    unsigned threads;   /* 0: as many as the host thinks right */
    const char *socket; /* the path of a unix socket, instead of host and port; NULL: none */
    us_tls_options tls; /* all zero: http:// */
    us_delay delay;     /* of requests that ask for none */
    us_service_options service; /* its caller is the stand-in's own */
    us_callers_options calls;
    const char *credentials; /* a file that says who is known; NULL: service.credentials counts */
    us_read_credentials *read_credentials; /* … and who can read it */
    bool quiet;                            /* print neither the operations nor the address */
    const us_reload *reload;               /* NULL: the module stays as it is */
} us_stand_in_options;

#define US_STAND_IN_PORT 4010

/* Prints one line an operation on stdout and then "understudy is listening on http://…", for Prism's users
 * "Prism is listening on …", which their scripts wait for, and for Steady's besides "Ready to accept requests on …"; then answers requests until SIGINT or SIGTERM. Call it from the main thread, before any other thread is started: it blocks these signals
 * for every thread. Returns the exit code: 0 after a signal, 3 with one line on stderr when the module
 * cannot be served or the address cannot be listened on. */
int us_stand_in_run(const us_module *module, const us_stand_in_options *options);

#endif
