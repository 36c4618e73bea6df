/* The repertoire of an operation: every variant of every answer that its contract allows, numbered from 1.
 *
 * It is made when somebody asks for it first, and kept as long as the service. */
#ifndef US_REPERTOIRE_H
#define US_REPERTOIRE_H

#include "server/service_inside.h"

/* One answer of it. */
typedef struct us_role {
    const us_response *response;
    const us_media *media; /* NULL: without a body */
    unsigned status;
    us_text type; /* Content-Type; empty without a body */
    us_text what; /* what is special, for a person */
    us_text body;
    bool contract; /* the checker accepts it */
} us_role;

/* What a schema seems to allow, but no instance could be found with. */
typedef struct us_lack {
    unsigned status;
    us_text type;
    us_text what; /* as of a role */
    us_text why;  /* what was in the way */
} us_lack;

typedef struct us_repertoire {
    const us_role *role;
    unsigned count;
    const us_lack *lack;
    unsigned lacks;
    bool more;        /* the schemas allow more than was gone through */
    us_text left_out; /* "404 application/xml": of which there are none; empty: none */
} us_repertoire;

/* NULL when there is no memory. Free with us_repertoires_free, which takes NULL. */
us_repertoires *us_repertoires_new(void);
void us_repertoires_free(us_repertoires *all);

/* Lives as long as the service. Thread-safe: whoever asks while it is made waits. */
const us_repertoire *us_repertoire_of(const us_service *service, const us_cast *cast,
                                      const us_operation *operation);

/* Takes the repertoire of the operation back: for who goes through a whole document. Nobody may be using it. */
void us_repertoire_drop(const us_service *service, const us_operation *operation);

/* The number of the variant that comes next in the session, which any text names; of `count`, which is not 0. *again: it
 * is the first once more, after the last. Thread-safe. Of very many sessions those are forgotten that nobody used
 * for longest. */
unsigned us_repertoire_next(const us_service *service, const us_operation *operation,
                            us_text session, unsigned count, bool *again);

/* The list of what it lacks, as JSON. */
void us_repertoire_write_lacks(us_buf *out, const us_repertoire *repertoire);

/* Number `number` as a JSON object; the name of the operation is in it unless that is empty. `again`: without its body,
 * which somebody has seen elsewhere. */
void us_repertoire_write(us_buf *out, const us_repertoire *repertoire, unsigned number,
                         us_text operation, bool again);

#endif
