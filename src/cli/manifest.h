/* check --manifest: every keyword of the documents and what becomes of it, as text or as JSON. */
#ifndef US_MANIFEST_H
#define US_MANIFEST_H

#include "base/buf.h"
#include "gen/gen.h"

/* How often a reason was given for not enforcing something. */
typedef struct us_manifest_reason {
    us_text text;
    us_text word; /* the keyword; empty: several */
    unsigned count;
    struct us_manifest_reason *next;
} us_manifest_reason;

typedef struct us_manifest {
    const gen *g;
    us_arena arena;
    us_buf line; /* the row that is being written */
    bool json;
    const gen_source *source; /* whose places are as wide as ... */
    int width;
    unsigned count[GEN_REFUSED + 1]; /* by enum gen_fate */
    us_manifest_reason *reason;
} us_manifest;

/* Rows are printed on stdout as they come. Free with us_manifest_free. */
void us_manifest_begin(us_manifest *m, const gen *g, bool json);

/* For gen_options.manifest; the context is the us_manifest. */
void us_manifest_row(void *context, const gen_occurrence *row);

/* After the last row. As text a summary: how many keywords became what, and why. As JSON the end of the
 * list and the member `counts`. */
void us_manifest_end(us_manifest *m);
void us_manifest_free(us_manifest *m);

#endif
