/* What the rehearsals of whole bodies and of streams share. */
#ifndef US_REHEARSE_H
#define US_REHEARSE_H

#include "runtime/check.h"
#include "server/service_inside.h"
#include "server/template.h"

typedef struct us_rehearsal {
    us_rehearse_report *report;
    void *context;
    us_arena arena; /* reset after each example */
    us_faults faults;

    const us_cast *cast;
    const us_operation *operation;
    enum us_direction direction; /* of the media under way */
    const us_media *media;
    const us_example *example;
    us_blanks blanks; /* in what is looked at, of a fixture with expressions */
} us_rehearsal;

/* Counts and reports a fault at `offset` in the bytes of the example; NULL: it has no place. */
void us_rehearsal_fault(us_rehearsal *r, us_fault fault, us_at at, const size_t *offset);

/* The bytes of the example, with samples in the place of expressions; fills the blanks. */
us_text us_rehearsal_text(us_rehearsal *r);

/* Whether the value is valid, but not what its strings hold (contentSchema): then *ck, a run over it that found nothing,
 * is one over these, too, whose violations are mild. */
bool us_rehearsal_looks_inside(us_rehearsal *r, us_check *ck, us_checker *check);

/* The pointer as far as the string that holds what is wrong; all of it where none does. */
us_text us_rehearsal_outside(us_text pointer);

/* Whether a violation in `root` is a sample's, and not the fixture's. */
bool us_rehearsal_excuses(us_rehearsal *r, const us_json *root, const us_violation *v);

/* An example of a media type that is a sequence, item by item (rehearse_stream.c). */
void us_rehearse_stream(us_rehearsal *r);

#endif
