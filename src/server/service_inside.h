/* What a service holds: for the files of the pure core. */
#ifndef US_SERVICE_INSIDE_H
#define US_SERVICE_INSIDE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/pattern.h"
#include "runtime/check.h"
#include "server/route.h"
#include "server/service.h"

/* How often something happened (cue.h). */
typedef struct us_counter us_counter;

/* One API with its patterns compiled. */
typedef struct us_cast {
    const us_api *api;
    us_pattern **pattern; /* as us_matches numbers them */
    us_counter *counter;  /* as us_cue numbers them: all that ever changes */
} us_cast;

/* What the service has made of schemas so far (made.h). */
typedef struct us_made us_made;

/* … and what it could answer, and how far whoever goes through that has come (repertoire.h). */
typedef struct us_repertoires us_repertoires;

struct us_service {
    us_arena arena;
    unsigned long long number; /* no other service of the process has it */
    const us_module *module;
    us_service_options options;
    us_cast *cast;     /* one for each API of the module */
    us_router *router; /* its routes lead to a us_operation and are owned by its us_cast */
    us_made *made;
    us_repertoires *repertoires;
    struct us_nonces *nonces; /* NULL: nobody's password is known */
};

/* Where the operation is: its own servers, or those of its API. */
const us_servers *us_servers_of(const us_api *api, const us_operation *operation);

/* "voice-agent.yaml:57", or empty when the place is not known. */
us_text us_spec_line(us_arena *arena, const us_api *api, us_at at);

#endif
