/* Every answer that the makers can give for a service: of each operation, response and media type. */
#ifndef US_ANSWERS_H
#define US_ANSWERS_H

#include <stdint.h>

#include "base/arena.h"
#include "server/service.h"

typedef struct us_answers_wish {
    bool unwritten;    /* only where there is neither a fixture nor an example */
    bool once;         /* each schema with the first answer that has it */
    us_text operation; /* the operationId of the only one; bytes NULL: all of them */
    uint64_t seed;     /* after the plain answer come random ones, from this seed on … */
    unsigned count;    /* … so many */
} us_answers_wish;

typedef struct us_answer {
    const us_api *api;
    const us_operation *operation;
    const us_response *response;
    const us_media *media;
    const uint64_t *seed; /* NULL: it is the plain one */
    us_text body;         /* bytes NULL: none was found, and … */
    us_text why;          /* … what was in the way */
    bool stands_in;       /* its type is not known: the body only stands for one, as `why` says */
    us_text spec;         /* the line of the media type: "pets.yaml:27" */
} us_answer;

/* Called for each; what it points to is gone afterwards. The arena is the listener's, too, until then. */
typedef void us_answer_report(void *context, us_arena *arena, const us_answer *answer);

/* Makes them one after the other. Returns how many there were, with those that could not be made. */
size_t us_answers(const us_service *service, const us_answers_wish *wish, us_answer_report *report,
                  void *context);

/* What the document calls the response: "200", "2XX", "default". */
us_text us_answer_status(us_arena *arena, const us_response *response);

#endif
