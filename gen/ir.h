/* The nouns of the compiler, each with its position.
 *
 * Three models, one after the other: the document (what the file says), the API (what OpenAPI means
 * by it), and the IR of schemas (what has to be checked). The IR is a list of rules in spec order,
 * one rule a keyword occurrence: emit turns each into one line of C, dump into one line of text. */
#ifndef GEN_IR_H
#define GEN_IR_H

#include <stdbool.h>

#include "base/text.h"

/* A place in the spec. Lines and columns count from 1, columns in code points; line 0 is the file as a
 * whole. */
typedef struct gen_at {
    unsigned file; /* index into gen.source */
    unsigned line;
    unsigned column;
} gen_at;

/* ---- Dialects ----------------------------------------------------------------------------------- */

/* Which words of a schema are keywords, and what they mean. GEN_OPENAPI_31 is JSON Schema 2020-12 with the
 * vocabulary of OpenAPI 3.1 and 3.2. */
enum gen_dialect {
    GEN_DRAFT_4,
    GEN_DRAFT_6,
    GEN_DRAFT_7,
    GEN_2019_09,
    GEN_2020_12,
    GEN_OPENAPI_20,
    GEN_OPENAPI_30,
    GEN_OPENAPI_31,
    GEN_DIALECTS
};

/* The vocabularies of JSON Schema 2019-09 and 2020-12, as bits. Where the two divide the same keywords
 * differently, the finer division of 2020-12 counts. */
enum gen_vocabulary {
    GEN_VOCABULARY_CORE = 1,
    GEN_VOCABULARY_APPLICATOR = 2,
    GEN_VOCABULARY_UNEVALUATED = 4,
    GEN_VOCABULARY_VALIDATION = 8,
    GEN_VOCABULARY_META_DATA = 16,
    GEN_VOCABULARY_FORMAT_ANNOTATION = 32,
    GEN_VOCABULARY_FORMAT_ASSERTION = 64,
    GEN_VOCABULARY_CONTENT = 128,
    GEN_VOCABULARY_OPENAPI = 256,
    GEN_VOCABULARIES_ALL = 511
};

/* ---- The document ------------------------------------------------------------------------------- */

enum gen_kind { GEN_NULL, GEN_BOOLEAN, GEN_NUMBER, GEN_STRING, GEN_ARRAY, GEN_OBJECT };

typedef struct gen_node gen_node;
typedef struct gen_member gen_member;

struct gen_member { /* of an object, in the order written */
    us_text key;
    gen_at at;     /* of the key */
    bool gathered; /* it is not written there: openapi_20_schema.c */
    gen_node *value;
    gen_member *next;
};

typedef struct gen_anchor { /* a plain name for a schema of its resource */
    us_text name;           /* empty: of `$recursiveAnchor: true`, in 2019-09 */
    gen_node *node;
    bool dynamic; /* from $dynamicAnchor or $recursiveAnchor … */
    bool wanted;  /* … and a reference may lead here by the way taken (lower) */
    struct gen_anchor *next;
} gen_anchor;

/* A schema resource (JSON Schema Core 4.3.5): what one absolute URI stands for, with the schemas in it up
 * to those that have a URI of their own. An OpenAPI document is one, too. */
typedef struct gen_resource {
    us_text uri; /* absolute, without a fragment */
    gen_node *root;
    enum gen_dialect dialect;
    unsigned vocabularies; /* bits; all set when no $vocabulary says otherwise */
    gen_anchor *anchor;
    bool visited;              /* some reference leads into it, or the document begins here */
    bool dynamic;              /* one of its anchors is wanted */
    struct gen_resource *next; /* in gen.resource */
} gen_resource;

struct gen_node {
    enum gen_kind kind;
    gen_at at;
    bool truth;         /* of a boolean */
    bool listed;        /* for the manifest: it was here (an alias shares its node) */
    us_text text;       /* of a string its characters; of a number its spelling as JSON */
    gen_member *member; /* of an object */
    gen_member **slot;  /* of a big object: its members by name (document.c) */
    gen_node *item;     /* of an array: the first item, then item->next */
    gen_node *next;     /* the next item of the array this stands in */
    unsigned count;     /* members or items */
    gen_node *target;   /* of an object with `$ref`: where it leads (after resolve) */
    gen_node
        *dynamic_target; /* the same of `$dynamicRef` and `$recursiveRef`, as long as nothing in the
                               * dynamic scope says otherwise */
    gen_resource *resource; /* of a schema: what it is part of (after resolve) */
    us_text
        pointer; /* of a target: the fragment that led to it first ("/components/schemas/Voice") */
    struct gen_schema *schema; /* the IR made from this node, so that it is made once (lower) */
    unsigned indexed_as,
        resolved_as;     /* a bit for each kind of object that resolve has seen it as */
    unsigned checked_as; /* the same for the check of its fields */
    unsigned used_as;    /* the same for the manifest: what is served is made of it */
};

/* ---- Schemas (IR) --------------------------------------------------------------------------------- */

enum gen_keyword {
#define US_KEYWORD(id, name, verb, payload, dialects) GEN_##id,
#include "runtime/keywords.def"
#undef US_KEYWORD
    GEN_KEYWORDS
};

/* A set of types, with the bits of enum us_types in understudy.h. */
enum gen_type {
    GEN_TYPE_NULL = 1,
    GEN_TYPE_BOOLEAN = 2,
    GEN_TYPE_INTEGER = 4,
    GEN_TYPE_NUMBER = 8,
    GEN_TYPE_STRING = 16,
    GEN_TYPE_ARRAY = 32,
    GEN_TYPE_OBJECT = 64
};

typedef struct gen_schema gen_schema;
typedef struct gen_rule gen_rule;

/* What becomes of a keyword: obeyed, of no effect, refused but allowed by the user, or refused. */
enum gen_fate { GEN_ENFORCED, GEN_ANNOTATION, GEN_ALLOWED, GEN_REFUSED };

typedef struct gen_occurrence { /* of a keyword, for the manifest */
    const gen_member *member;
    us_text pointer; /* to it (RFC 6901) … */
    us_text object;  /* … and as far as the object that it is a member of */
    enum gen_fate fate;
    us_text reason; /* why it is not enforced; may be empty */
} gen_occurrence;

typedef struct gen_lapse { /* a keyword that the user allows and nobody enforces */
    us_text word;
    gen_at at; /* the first of ... */
    unsigned count;
    struct gen_lapse *next;
} gen_lapse;

/* A required member that is readOnly is not required in requests, a writeOnly one not in responses. */
enum gen_excuse { GEN_EXCUSED_NEVER, GEN_EXCUSED_IN_REQUESTS, GEN_EXCUSED_IN_RESPONSES };

typedef struct
    gen_property { /* of MEMBERS, NAMES, SCHEMAS, REQUIRES, DEPENDS, DYNAMIC, and TAGS (a value) */
    us_text name;  /* empty in SCHEMAS and DYNAMIC */
    gen_at at;
    gen_schema *schema;             /* NULL in NAMES and REQUIRES */
    struct gen_property *name_list; /* REQUIRES: the members that this one requires */
    enum gen_excuse excused;        /* NAMES: where the member may be left out all the same */
    struct gen_property *next;
} gen_property;

struct gen_rule { /* one keyword occurrence; which members are set depends on the payload */
    enum gen_keyword keyword;
    gen_at at;
    unsigned types;     /* TYPES */
    gen_node *node;     /* VALUES: the array; VALUE: the value; NUMBER: the number */
    unsigned count;     /* COUNT, TALLY; SCHEMAS: how many; REST: how many items come before */
    bool flag;          /* FLAG; VALUES: the type beside it allows null, and no member is */
    us_text text;       /* TEXT, FORMAT; DYNAMIC: the anchor; TAGS: the name of the member */
    gen_schema *schema; /* SCHEMA, REST, BRANCH, DYNAMIC; TALLY: of contains; TAGS: any other */
    gen_property
        *property;      /* MEMBERS, NAMES, SCHEMAS, REQUIRES, DEPENDS, TAGS; DYNAMIC: every schema
                             * that the way taken may lead to */
    enum gen_fate fate; /* of a rule that is left out: why, in `reason` */
    us_text reason;
    gen_rule *next;
    const char *table; /* for emit: the constant that the verb is given */
};

struct gen_schema {
    gen_at at;
    us_text name; /* a readable name for it: "Voice", "update_agent_body_integrations_item" */
    us_text
        title; /* for comments: the schema's title or first line of its description; may be empty */
    bool never;              /* the schema `false` */
    bool named;              /* the target of a `$ref`: gets a function of its own */
    gen_rule *rule;          /* in spec order; none: anything is valid */
    gen_node *node;          /* what it was made from */
    bool judged;             /* for judge: it was here */
    struct gen_schema *twin; /* for emit: the one that is written in its place, or itself … */
    bool inside;             /* … whether another schema leads to it … */
    gen_schema *next_named;  /* … the next of those that are named … */
    struct emit_checker *emitted; /* … and what becomes of it */
};

/* ---- The API ---------------------------------------------------------------------------------------- */

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

/* For emit: the checker of a row is written for the same schema elsewhere, whose lines `from` to `to` stand here from
 * `at` on. Line 0: it is written for the row's own. */
typedef struct gen_moved {
    gen_at from, to, at;
} gen_moved;

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
    gen_calls *calls;     /* NULL: any */
    unsigned round;       /* after so many calls they are counted anew; 0: never */
    bool guarded;         /* it answers only when what it asks for is so */
    unsigned priority;    /* … and before those with a lower one */
    unsigned least, most; /* how many milliseconds the answer waits */
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

/* What stands in one place of a body that says no: enum us_say in understudy.h. */
enum gen_say {
    GEN_SAY_MEMBERS,
    GEN_SAY_EACH,
    GEN_SAY_ONE,
    GEN_SAY_FIELDS,
    GEN_SAY_MESSAGE,
    GEN_SAY_SENTENCE,
    GEN_SAY_TITLE,
    GEN_SAY_CODE,
    GEN_SAY_WORD,
    GEN_SAY_WORD_IN_CAPITALS,
    GEN_SAY_WORD_IN_CAMEL_CASE,
    GEN_SAY_CHOICE,
    GEN_SAY_STATUS,
    GEN_SAY_STATUS_AS_TEXT,
    GEN_SAY_TYPE,
    GEN_SAY_FIELD,
    GEN_SAY_POINTER,
    GEN_SAY_PARAMETER,
    GEN_SAY_HEADER,
    GEN_SAY_IN,
    GEN_SAY_LOCATION,
    GEN_SAY_PATH,
    GEN_SAY_ACTUAL,
    GEN_SAY_ID,
    GEN_SAY_VIOLATIONS,
    GEN_SAY_CONSTANT,
    GEN_SAYINGS
};

typedef struct gen_saying gen_saying;
struct gen_saying {
    us_text name; /* of a member */
    enum gen_say say;
    bool required;
    bool tells;             /* who reads it learns what is wrong */
    bool numbers;           /* LOCATION, PATH: steps into arrays are numbers */
    unsigned longest;       /* how many characters a text may have; 0: any number */
    us_text value;          /* CONSTANT: as JSON text */
    const gen_node *choice; /* CHOICE: the `enum` */
    gen_saying *part;       /* the members, or what stands in a list */
    gen_saying *next;
};

typedef struct gen_deprecated gen_deprecated;
struct
    gen_deprecated { /* a member of a body, or what stands in a list, that is deprecated or holds some */
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

/* How a request says which page it wants. */
enum gen_paging_by {
    GEN_PAGING_TOKEN,  /* by a word that the page before told */
    GEN_PAGING_ID,     /* by the id of the last item of the page before */
    GEN_PAGING_NUMBER, /* by the number of the page */
    GEN_PAGING_OFFSET, /* by how many items come before it */
    GEN_PAGINGS
};

/* What a place of a page says about it and about those around it: enum us_page_says in understudy.h. */
enum gen_page_says {
    GEN_PAGE_NEXT_TOKEN,
    GEN_PAGE_NEXT_URL,
    GEN_PAGE_NEXT_NUMBER,
    GEN_PAGE_NEXT_OFFSET,
    GEN_PAGE_PREVIOUS_TOKEN,
    GEN_PAGE_PREVIOUS_URL,
    GEN_PAGE_PREVIOUS_NUMBER,
    GEN_PAGE_FIRST_URL,
    GEN_PAGE_LAST_URL,
    GEN_PAGE_SELF_URL,
    GEN_PAGE_FIRST_ID,
    GEN_PAGE_LAST_ID,
    GEN_PAGE_HAS_NEXT,
    GEN_PAGE_HAS_PREVIOUS,
    GEN_PAGE_IS_FIRST,
    GEN_PAGE_IS_LAST,
    GEN_PAGE_TOTAL,
    GEN_PAGE_PAGES,
    GEN_PAGE_NUMBER,
    GEN_PAGE_OFFSET,
    GEN_PAGE_SIZE,
    GEN_PAGE_COUNT,
    GEN_PAGE_SAYINGS
};

typedef struct gen_page_mark {
    enum gen_page_says says;
    us_text place;  /* a JSON pointer into the body; or the name of a header, without a '/' */
    us_text inside; /* of an object there the member that says it; or empty */
    bool required, nullable;
    struct gen_page_mark *next;
} gen_page_mark;

typedef struct gen_word { /* of a list */
    us_text text;
    struct gen_word *next;
} gen_word;

typedef struct gen_paging {
    enum gen_paging_by by;
    us_text
        where; /* the query parameter that says it; it may be one that the document only implies */
    us_text before; /* by id: the one for the page before; or empty */
    us_text size;   /* the one that says how many items a page has; or empty */
    unsigned first; /* the number of the first page, or the offset of the first item */
    us_text list;   /* a JSON pointer to the items in the body */
    gen_page_mark *mark;
    gen_word *identity; /* the members of an item that tell it from others, the best first */
    gen_word *known;    /* tokens that the document or a fixture shows */
    gen_at at;          /* of the operation */
} gen_paging;
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
