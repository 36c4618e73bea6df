/* The nouns of the compiler, each with its position.
 *
 * Three models, one after the other: the document (ir_document.h: what the file says), the API (here: what OpenAPI
 * means by it), and the IR of schemas (ir_schema.h: what has to be checked). */
#ifndef GEN_IR_H
#define GEN_IR_H

#include "gen/ir_fixture.h"
#include "gen/ir_paging.h"
#include "gen/ir_refusal.h"
#include "gen/ir_schema.h"

enum gen_in { GEN_IN_PATH, GEN_IN_QUERY, GEN_IN_HEADER, GEN_IN_COOKIE, GEN_IN_QUERYSTRING };
enum gen_style {
    GEN_STYLE_SIMPLE,
    GEN_STYLE_FORM,
    GEN_STYLE_LABEL,
    GEN_STYLE_MATRIX,
    GEN_STYLE_SPACE,
    GEN_STYLE_PIPE,
    GEN_STYLE_DEEP,
    GEN_STYLE_TAB, /* tsv of OpenAPI 2.0 */
    GEN_STYLE_JSON /* no style: the parameter has content that is JSON */
};
enum gen_scheme_kind {
    GEN_API_KEY_HEADER,
    GEN_API_KEY_QUERY,
    GEN_API_KEY_COOKIE,
    GEN_HTTP_BASIC,
    GEN_HTTP_BEARER,
    GEN_HTTP_DIGEST,
    GEN_HTTP_OTHER, /* gen_scheme.parameter says which */
    GEN_CERTIFICATE
};

/* For emit: the checker of a row is written for the same schema elsewhere, whose lines `from` to `to` stand here from
 * `at` on. Line 0: it is written for the row's own. */
typedef struct gen_moved {
    gen_at from, to, at;
} gen_moved;

typedef struct gen_parameter gen_parameter;

typedef struct gen_encoding { /* of a field in a form */
    us_text name;             /* without bytes: of a part by its place … */
    unsigned place;           /* … counted from 1; 0: of every further one */
    bool styled;              /* it says how a list is divided: */
    enum gen_style style;
    bool explode;
    us_text content_type;  /* media types and ranges, with commas between; empty: any */
    gen_at at;             /* of `contentType`, or of the encoding itself */
    gen_parameter *header; /* what the head of its part has to hold */
    struct gen_encoding *next;
} gen_encoding;

typedef struct gen_deprecated gen_deprecated;
/* A member of a body, or what stands in a list, that is deprecated or holds some. */
struct gen_deprecated {
    us_text name; /* of a member; of items empty */
    bool items;
    bool itself;
    gen_at at;
    gen_deprecated *inside, *next;
};

typedef struct gen_media {
    us_text type;
    gen_at at;
    gen_node *schema_node; /* NULL: anything */
    gen_schema *schema;    /* after lower */
    gen_moved moved;
    const gen_encoding *encoding;
    bool is_text;    /* what is checked is no JSON, but can be read as a value … */
    bool is_xml;     /* … and may be XML */
    bool is_stream;  /* of a response: items follow each other, and … */
    bool is_list;    /* … the schema is for the list of them, in so many words */
    bool is_events;  /* … and are events */
    us_text closing; /* the data of the event that ends the stream; may be empty */
    us_text event;   /* the member of the data by which events are named; may be empty */
    gen_example *example;
    const gen_deprecated *deprecated; /* of a request */
    const gen_saying *refusal;        /* of a response that says no: how; NULL: that is not known */
    struct gen_media *next;
} gen_media;

struct gen_parameter {
    us_text name;
    gen_at at;
    us_text description;
    enum gen_in in;
    enum gen_style style;
    bool explode, required, deprecated, allow_empty;
    gen_at required_at;           /* of the word true, when it is required */
    const gen_encoding *encoding; /* in querystring: of the fields of a form */
    gen_node *schema_node;
    gen_schema *schema;
    gen_moved moved;
    const gen_node *item; /* of the list that it stands in: itself or a reference to it */
    struct gen_parameter *next;
};

typedef struct gen_body {
    bool required;
    gen_at at;
    gen_media *media;
} gen_body;

typedef struct gen_header {
    us_text name;
    gen_at at;
    bool required;
    us_text value;            /* what to send; may be empty */
    gen_expression *template; /* of a fixture: the same, where it holds expressions */
    gen_parameter *parameter; /* how it is checked in an answer that is not ours */
    struct gen_header *next;
} gen_header;

typedef struct gen_link_parameter { /* a value for a parameter of the target */
    const gen_parameter *parameter;
    gen_expression *pieces;
    struct gen_link_parameter *next;
} gen_link_parameter;

typedef struct gen_link { /* where one can go from an answer */
    us_text name;
    gen_at at;
    const struct gen_operation *target;
    gen_link_parameter *parameter;
    us_text server; /* the URL of another server; empty: it is this one */
    struct gen_link *next;
} gen_link;

typedef struct gen_response {
    unsigned status; /* 200; 2 for 2XX; 0 for default */
    gen_at at;
    us_text description;
    bool timed; /* it says itself how many milliseconds the answer waits: */
    unsigned least, most;
    gen_media *media;
    gen_header *header;
    gen_parameter *parameter; /* of the headers those that an answer can break (after lower) */
    const gen_node *links;    /* as they are written … */
    gen_link *link;           /* … and what is made of them */
    struct gen_response *next;
} gen_response;

typedef struct gen_scheme {
    us_text name;
    gen_at at;
    enum gen_scheme_kind kind;
    us_text parameter;
    struct gen_scheme *next;
} gen_scheme;

typedef struct gen_scopes {
    us_text *scope;
    unsigned scopes;
} gen_scopes;

typedef struct gen_requirement { /* all of its schemes */
    gen_at at;
    gen_scheme **scheme;
    gen_scopes *wanted; /* of each scheme */
    unsigned schemes;
    struct gen_requirement *next;
} gen_requirement;

typedef struct gen_base { /* the path part of a server's url: "/api/v1"; never empty */
    us_text path;
    gen_at at;
    struct gen_base *next;
} gen_base;

typedef struct gen_variable { /* of a server's url */
    us_text name;
    us_text standard;       /* its default */
    const gen_node *values; /* its `enum`; NULL: any text */
    struct gen_variable *next;
} gen_variable;

typedef struct gen_server {
    us_text url; /* as written: "https://{region}.example.com/v1" */
    gen_at at;
    gen_variable *variable; /* those that stand in the url */
    struct gen_server *next;
} gen_server;

typedef struct gen_servers { /* of the document, a path or an operation */
    gen_server *server;
    gen_base *base; /* of all of them, the first server's default first */
    bool below;     /* the bases have the document's prefix */
} gen_servers;

typedef struct gen_callback { /* a request that the server makes: a callback or a webhook */
    us_text name;
    gen_at at;
    gen_expression *url; /* NULL: a webhook's is told when it is fired */
    struct gen_operation *operation;
    struct gen_callback *next;
} gen_callback;

typedef struct gen_operation {
    us_text id;     /* operationId, or made of method and path; unique */
    bool named;     /* it is the operationId as written */
    us_text method; /* upper case */
    us_text path;
    us_text group; /* the first tag, or the first static segment of the path: one C file each */
    us_text summary;
    bool deprecated;
    unsigned usual; /* the status of the answer when nobody asks for another; 0: nobody says */
    gen_at at;
    const gen_node *node;
    gen_parameter *parameter; /* the path item's own first, then the operation's */
    gen_body *body;
    /* NULL: nobody is asked. A requirement without schemes: anonymous callers are welcome too. */
    gen_requirement *requirement;
    gen_response *response;
    gen_paging *paging;   /* NULL: it does not page */
    gen_servers *servers; /* NULL: those of the document */
    gen_cue *cue; /* of its fixtures, in the order in which they are asked whether they answer */
    gen_callback *callback;
    bool outgoing; /* the server asks: it is the operation of a callback or webhook */
    struct gen_operation *next;
} gen_operation;

typedef struct gen_api {
    us_text name; /* the file's name without its ending */
    us_text title;
    unsigned file; /* its source */
    gen_node *root;
    us_text prefix; /* before all of its paths, as the user says ("/billing"); may be empty */
    gen_servers servers;
    gen_scheme *scheme;
    gen_operation *operation;
    gen_callback *webhook;
    gen_operation *outgoing; /* those of callbacks and webhooks */
    gen_lapse *lapse;
} gen_api;

#endif
