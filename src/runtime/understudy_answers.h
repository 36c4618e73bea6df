/* understudy.h, 3: answers - what somebody wrote to be answered, and when; and how a body says no. */
#ifndef UNDERSTUDY_ANSWERS_H
#define UNDERSTUDY_ANSWERS_H

/* ---- Texts that are put together ------------------------------------------------------------ */

/* What a runtime expression stands for (OpenAPI 3.1, 4.8.20.4). */
enum us_source {
    US_SOURCE_TEXT, /* no expression: what stands between expressions */
    US_SOURCE_URL,
    US_SOURCE_METHOD,
    US_SOURCE_STATUS,
    US_SOURCE_REQUEST_PATH,
    US_SOURCE_REQUEST_QUERY,
    US_SOURCE_REQUEST_HEADER,
    US_SOURCE_REQUEST_BODY,
    US_SOURCE_RESPONSE_HEADER,
    US_SOURCE_RESPONSE_BODY,
    US_SOURCE_REQUEST_COOKIE, /* from here on words of our own, for fixtures */
    US_SOURCE_NOW,
    US_SOURCE_UUID,
    US_SOURCE_COUNTER
};

/* A piece of a text that is put together while a request is answered. */
typedef struct us_expression {
    enum us_source source;
    us_string text; /* itself; the name of a parameter or header; a JSON pointer into a body */
} us_expression;

/* A fixture with expressions is a list of segments, which are written one after the other. A comma at the front of a
 * text falls away where nothing stands before it in its list or object. */
enum us_segment_kind {
    US_SEGMENT_TEXT,  /* the text */
    US_SEGMENT_VALUE, /* the text and a value; neither where an expression by itself has none */
    US_SEGMENT_PLAIN, /* what the expressions are as text; in XML, and … */
    US_SEGMENT_XML,
    US_SEGMENT_CDATA, /* … in one of its sections of characters */
    US_SEGMENT_DATA,  /* in the data of an event, and … */
    US_SEGMENT_FIELD, /* … in another field of it */
    US_SEGMENT_MERGE, /* the text, which opens an object; the expression's members are laid over it, or … */
    US_SEGMENT_MEMBER, /* … a member of it: text and value, if that is laid over, in place of so many segments */
    US_SEGMENT_REST /* what else is laid over, and the text */
};

typedef struct us_segment {
    enum us_segment_kind kind;
    us_string text;
    const us_expression *expression;
    unsigned expressions;
    unsigned types; /* of a value: what the answer's schema wants there; 0: anything */
    us_string key;  /* of a member */
    unsigned skip;
    _Bool inside; /* … the segments are an object, over whose members those of the value are laid */
    const us_string *name; /* of the rest: the members that are taken … */
    unsigned names;
    _Bool open; /* … or all but these */
} us_segment;

/* An answer to give, or a body to show: the bytes of a fixture file or of an example. */
typedef struct us_example {
    us_string name;   /* what `Prefer: example=` calls it; empty for the unnamed one */
    us_string bytes;  /* the body, byte for byte, or … */
    _Bool value;      /* … JSON: of a type that is none, which spells the value when it is sent */
    us_string source; /* "fixtures/ubik/updateAgentSession/200.json" or "ubik.yaml:120:9" */
    _Bool fixture;
    unsigned cue; /* the number of its us_cue in the operation, counted from 1; 0: it has none */
    const us_segment *segment; /* of a fixture with expressions: what the body is written of */
    unsigned segments;
    _Bool counts;     /* … which count its answers … */
    unsigned counter; /* … by this one of the API's counters */
} us_example;

/* ---- When a fixture answers ----------------------------------------------------------------- */

enum us_test { US_IS_EQUAL, US_IS_MATCHED, US_IS_PRESENT, US_IS_ABSENT };

/* What a part of the request has to be like for a fixture to answer. */
typedef struct us_condition {
    us_expression part; /* of the request */
    enum us_test test;
    us_value value;   /* US_IS_EQUAL: to this */
    unsigned pattern; /* US_IS_MATCHED: an index into us_api.pattern */
} us_condition;

/* Calls by their number, counted from 1. */
typedef struct us_range {
    unsigned from, to; /* to 0: all that follow */
} us_range;

/* A field that a fixture adds to its answer. */
typedef struct us_extra {
    us_string name, value;
    const us_expression
        *expression; /* in place of the value; without one of them there is no field */
    unsigned expressions;
} us_extra;

/* What the .yaml beside a fixture says: when it answers, and how. */
typedef struct us_cue {
    us_string name; /* "404.missing" */
    unsigned status;
    unsigned
        media; /* its number among those of the response, counted from 1; 0: no body of its own … */
    unsigned example; /* … and the number among its examples */
    _Bool guarded;    /* it answers only when all of this is so: */
    const us_condition *condition;
    unsigned conditions;
    const us_range *call; /* none: any call */
    unsigned calls;
    unsigned round;       /* after so many calls they are counted anew; 0: never */
    unsigned counter;     /* which of the API's counts them */
    _Bool timed;          /* it says how many milliseconds the answer waits: */
    unsigned least, most; /* by chance between them */
    const us_extra *extra;
    unsigned extras;
} us_cue;

/* ---- Bodies that say no --------------------------------------------------------------------- */

/* What stands in one place of a body that says no. A text says it in words, a list has an entry for each
 * violation. */
enum us_say {
    US_SAY_MEMBERS,  /* an object: its parts */
    US_SAY_EACH,     /* a list: its part for each violation */
    US_SAY_ONE,      /* a list: its part, once */
    US_SAY_FIELDS,   /* an object: for each field that is wrong, by its name, the part */
    US_SAY_MESSAGE,  /* "must be at least 1, but is 0"; above the lists: what is wrong in all */
    US_SAY_SENTENCE, /* "in the body at /size: must be at least 1, but is 0" */
    US_SAY_TITLE,    /* "Unprocessable Content" */
    US_SAY_CODE,     /* "minimum" */
    US_SAY_WORD,     /* "invalid_request" */
    US_SAY_WORD_IN_CAPITALS,   /* "INVALID_ARGUMENT" */
    US_SAY_WORD_IN_CAMEL_CASE, /* "InvalidArgument" */
    US_SAY_CHOICE,             /* the most fitting of the words that the document lists */
    US_SAY_STATUS,             /* 422 */
    US_SAY_STATUS_AS_TEXT,     /* "422" */
    US_SAY_TYPE,               /* "/__understudy/problems/contract-broken" */
    US_SAY_FIELD,              /* "size.width", or the name of the parameter */
    US_SAY_POINTER,            /* "/size/width", of the body only */
    US_SAY_PARAMETER,          /* "limit", of parameters in path and query only */
    US_SAY_HEADER,             /* "Api-Version", of headers only */
    US_SAY_IN,                 /* "body", "query" … */
    US_SAY_LOCATION,           /* ["body", "size", "width"] */
    US_SAY_PATH,               /* ["size", "width"] */
    US_SAY_ACTUAL,             /* the value that is wrong */
    US_SAY_ID,                 /* a UUID, the same for the same fault */
    US_SAY_VIOLATIONS,         /* all of them, as in our own problem documents */
    US_SAY_CONSTANT            /* the value */
};

typedef struct us_saying us_saying;
struct us_saying {
    us_string name; /* of a member */
    enum us_say say;
    _Bool required;
    _Bool numbers;    /* in a list of steps those into arrays are numbers */
    unsigned longest; /* how many characters a text may have; 0: any number */
    us_string value;  /* of a constant, as JSON */
    const us_string *choice;
    unsigned choices;
    const us_saying *part;
    unsigned parts;
};

#endif
