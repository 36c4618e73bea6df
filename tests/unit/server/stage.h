/* What the server's tests share: a service over a module, and requests put together in a line. */
#ifndef US_STAGE_H
#define US_STAGE_H

#include "base/json.h"
#include "server/exchange.h"

typedef struct test_stage {
    us_service *service;
    us_arena arena;
    us_reply reply; /* the last one */
} test_stage;

/* Ready for requests to the sample module, or to another. */
void stage_open(test_stage *stage);
void stage_open_module(test_stage *stage, const us_module *module,
                       const us_service_options *options);
void stage_close(test_stage *stage);

/* Sends a request and keeps the reply. `target` is path and query; `head` holds fields, each ended by
 * LF ("Accept: text/csv\nPrefer: code=404\n"), or NULL; `body` may be NULL. Returns the status. */
unsigned stage_ask(test_stage *stage, const char *method, const char *target, const char *head,
                   const char *body);

/* The fields of such a head. */
const us_field *stage_fields_of(us_arena *arena, const char *head, unsigned *fields);

/* The value of the reply's field, or "" when there is none; the first of several. */
const char *stage_field(test_stage *stage, const char *name);

/* How many fields of that name the reply has. */
unsigned stage_fields(test_stage *stage, const char *name);

/* The body of the reply as a C string. */
const char *stage_body(test_stage *stage);

/* The text of the value at a JSON pointer in the reply's body: a string's characters, anything else as
 * JSON; "(absent)" when there is none. */
const char *stage_at(test_stage *stage, const char *pointer);

#endif
