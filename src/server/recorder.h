/* Who writes down what passes between clients and an upstream. The pure core knows it by this interface alone; who
 * implements it has the files. */
#ifndef US_RECORDER_H
#define US_RECORDER_H

#include "base/json.h"
#include "server/exchange.h"

/* A parameter that the request has. */
typedef struct us_heard {
    const us_parameter *parameter;
    const us_json *value;
} us_heard;

typedef struct us_recording {
    const us_api *api;
    const us_operation *operation;
    const us_request *request;
    const us_heard *given;
    unsigned givens;
    const us_json *body; /* of the request; NULL: it has none, or one that is no value */
    unsigned status;
    bool broken;  /* it breaks the contract, as far as it was looked at */
    us_text type; /* the Content-Type of the answer; may be empty */
    us_text
        content; /* its body, codings undone; bytes NULL: it is too large, broke off, or has a coding that
                        nobody here knows */
    const us_field *field;
    unsigned fields;
} us_recording;

typedef struct us_recorder {
    /* Called from any thread; what it gets is gone afterwards. */
    void (*take)(void *context, us_arena *arena, const us_recording *recording);
    void *context;
} us_recorder;

#endif
