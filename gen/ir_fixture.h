/* What is sent without being made: examples of the document and fixtures, with the expressions that stand in them and
 * what a file beside a fixture says about when it answers. */
#ifndef GEN_IR_FIXTURE_H
#define GEN_IR_FIXTURE_H

#include "gen/ir_document.h"

/* What a runtime expression (OpenAPI 3.1, 4.8.20.4) stands for: enum us_source in understudy.h. */
enum gen_value_source {
    GEN_SOURCE_TEXT, /* no expression: what stands between expressions */
    GEN_SOURCE_URL,
    GEN_SOURCE_METHOD,
    GEN_SOURCE_STATUS,
    GEN_SOURCE_REQUEST_PATH,
    GEN_SOURCE_REQUEST_QUERY,
    GEN_SOURCE_REQUEST_HEADER,
    GEN_SOURCE_REQUEST_BODY,
    GEN_SOURCE_RESPONSE_HEADER,
    GEN_SOURCE_RESPONSE_BODY,
    GEN_SOURCE_REQUEST_COOKIE, /* from here on words of our own, for fixtures */
    GEN_SOURCE_NOW,
    GEN_SOURCE_UUID,
    GEN_SOURCE_COUNTER,
    GEN_SOURCES
};

typedef struct gen_expression { /* a piece of a text that is put together */
    enum gen_value_source source;
    us_text text; /* itself, a name, or a JSON pointer */
    struct gen_expression *next;
} gen_expression;

/* A stretch of a fixture that is put together for each request: enum us_segment_kind in understudy.h. */
enum gen_segment_kind {
    GEN_SEGMENT_TEXT,
    GEN_SEGMENT_VALUE,
    GEN_SEGMENT_PLAIN,
    GEN_SEGMENT_XML,
    GEN_SEGMENT_CDATA,
    GEN_SEGMENT_DATA,
    GEN_SEGMENT_FIELD,
    GEN_SEGMENT_MERGE,
    GEN_SEGMENT_MEMBER,
    GEN_SEGMENT_REST
};

typedef struct gen_segment {
    enum gen_segment_kind kind;
    us_text text;
    gen_expression *template; /* VALUE, PLAIN to FIELD; MERGE: one expression, or NULL */
    unsigned types;           /* VALUE: what the answer's schema wants there; 0: anything */
    us_text name;             /* MEMBER: … */
    unsigned skip;            /* … how many segments it has … */
    bool inside;              /* … and they are an object that is merged, too */
    us_text *names;           /* REST: members that are taken, or … */
    unsigned count;
    bool open; /* … all others are */
    struct gen_segment *next;
} gen_segment;

enum gen_test { GEN_IS_EQUAL, GEN_IS_MATCHED, GEN_IS_PRESENT, GEN_IS_ABSENT };

typedef struct gen_condition {
    const gen_expression *part; /* of the request */
    enum gen_test test;
    const gen_node *value; /* EQUAL: to what; MATCHED: the pattern */
    gen_at at;             /* of what is asked */
    struct gen_condition *next;
} gen_condition;

typedef struct gen_calls { /* counted from 1 */
    unsigned from, to;     /* to 0: all that follow */
    gen_at at;
    struct gen_calls *next;
} gen_calls;

/* What the .yaml beside a fixture says of it. */
typedef struct gen_cue {
    us_text name; /* "404.missing" */
    us_text path; /* of the .yaml */
    gen_at at;
    unsigned status;
    const struct gen_example *example; /* NULL: the body is chosen as without it */
    gen_condition *condition;
    unsigned conditions;
    gen_calls *calls;  /* NULL: any */
    unsigned round;    /* after so many calls they are counted anew; 0: never */
    bool guarded;      /* it answers only when what it asks for is so */
    unsigned priority; /* … and before those with a lower one */
    bool timed;        /* it says how many milliseconds the answer waits: */
    unsigned least, most;
    struct gen_header *header;
    struct gen_cue *next;
} gen_cue;

typedef struct gen_example {
    us_text name;   /* empty: the unnamed one */
    us_text bytes;  /* as it will be sent, or … */
    bool value;     /* … JSON, of what is sent in the spelling of another media type */
    us_text source; /* "fixtures/…/200.json" or "ubik.yaml:120:9" */
    gen_at at;
    bool fixture;
    gen_cue *cue;         /* of a fixture: what stands beside it, or NULL */
    gen_segment *segment; /* of a fixture with expressions: what it is put together of */
    gen_node *node;       /* the value; NULL for a fixture that could not be read, or is no JSON */
    struct gen_example *next;
} gen_example;

#endif
