/* understudy.h, 4: nouns - the tables that describe an API, and the module, which is what one compilation
 * hands to the server. */
#ifndef UNDERSTUDY_NOUNS_H
#define UNDERSTUDY_NOUNS_H

/* ---- Parameters, and how a text becomes a value ---------------------------------------------- */

/* Where a parameter is found. */
enum us_in { US_IN_PATH, US_IN_QUERY, US_IN_HEADER, US_IN_COOKIE, US_IN_QUERYSTRING };

/* How arrays and objects are spelled (OpenAPI 3.1, 4.8.12.3), or that the text is JSON (`content`). */
enum us_style {
    US_STYLE_SIMPLE,
    US_STYLE_FORM,
    US_STYLE_LABEL,
    US_STYLE_MATRIX,
    US_STYLE_SPACE,
    US_STYLE_PIPE,
    US_STYLE_DEEP,
    US_STYLE_TAB, /* tsv of OpenAPI 2.0 */
    US_STYLE_JSON,
    US_STYLE_DOTS /* a.x=1&a.y=2: no style of OpenAPI, but one that clients write */
};

/* How a value stands in XML, where that is not an element with the member's name (OpenAPI 3.2, 4.26). */
enum us_xml_node {
    US_XML_ELEMENT, /* of a list: one around its items */
    US_XML_ATTRIBUTE,
    US_XML_TEXT, /* the characters of the element around it */
    US_XML_NONE  /* of a list: its items, beside the other members */
};
typedef struct us_xml {
    us_string name;   /* empty: the member's, or that of the list around it */
    us_string space;  /* the URI of its namespace; empty: any */
    us_string prefix; /* to write it with; who reads does not mind */
    enum us_xml_node node;
} us_xml;

/* How text becomes a value: the types that a schema allows it to be, and the same for what is inside. */
typedef struct us_reading us_reading;
struct us_reading {
    us_string name;          /* of a member; of the root of XML */
    unsigned types;          /* of the value itself */
    const us_reading *item;  /* of an array; NULL: strings … */
    const us_reading *place; /* … but for its first items, each of which has its own */
    unsigned places;
    const us_reading *member; /* of an object: those that the schema names … */
    unsigned members;
    const us_reading *other; /* … and the rest; NULL: strings */
    enum us_style
        style; /* of a field in a form, and of a list in a list: how its items are divided, unless … */
    _Bool explode;     /* … each comes by itself */
    _Bool unknown;     /* what is inside is not written down: the schema nests too deeply */
    const us_xml *xml; /* NULL: an element of its name; of a list its items */
    const struct us_encoding *encoding; /* of a field: what its part is like; NULL: as it wants */
};

typedef struct us_parameter {
    us_string name;
    enum us_in in;
    enum us_style style;
    _Bool explode;
    us_at required;            /* the line that says so; 0: it may be left out */
    unsigned types;            /* what the text may be read as: the types its schema allows */
    unsigned item_types;       /* the same for the items of an array */
    const us_reading *reading; /* the same for what holds objects or lists of lists; else NULL */
    _Bool allow_empty;         /* an empty value is fine, whatever the schema says */
    _Bool deprecated;
    us_checker *check; /* NULL: anything */
    us_moved moved;    /* of the checker's lines */
    us_at at;
} us_parameter;

/* What a part of a form has to be like (OpenAPI 3.1, 4.8.15). */
typedef struct us_encoding {
    us_string type; /* media types and ranges, with commas between; empty: any */
    const us_parameter *header;
    unsigned headers;
    us_at at;
} us_encoding;

/* ---- Bodies and responses ------------------------------------------------------------------- */

/* What is deprecated in a body: a member, or what stands in a list, or something further inside. */
typedef struct us_deprecated us_deprecated;
struct us_deprecated {
    us_string name; /* of a member … */
    _Bool items;    /* … or it is every item */
    us_at itself;   /* the line that says so; 0: only what is inside */
    const us_deprecated *inside;
    unsigned insides;
};

/* One media type of a request body or a response. */
typedef struct us_media us_media;
struct us_media {
    us_string type;            /* "application/json" */
    us_checker *check;         /* NULL: anything */
    us_moved moved;            /* of the checker's lines */
    const us_reading *reading; /* of a body that is no JSON: how it becomes a value; else NULL */
    const us_rule *shape;      /* of a response: what an answer is made by; NULL: anything */
    const us_example *example;
    unsigned examples;
    const us_deprecated *deprecated; /* of a request */
    unsigned deprecateds;
    const us_saying *refusal; /* of a response that says no: how; NULL: that is not known */
    const us_media *item;     /* of a response that is a stream: one of its items, as JSON */
    us_string closing;        /* … and the data of the event that ends it; may be empty */
    us_string event; /* … and the member of the data by which events are named; may be empty */
    _Bool data_only; /* of an item that is an event: the schema is for its data */
    us_at at;
};

typedef struct us_body {
    _Bool required;
    const us_media *media;
    unsigned medias;
    us_at at;
} us_body;

/* A header that a response declares. */
typedef struct us_header {
    us_string name;
    us_string
        value; /* its example, default, const or first enum member; may be empty. Of Set-Cookie a
                      * line for each field */
    const us_rule *shape; /* what a value is made by; NULL: anything */
    us_checker *check;    /* NULL: anything */
    enum us_style style;
    _Bool explode;
    _Bool required;
    us_at at;
} us_header;

/* Where one can go from an answer, and what is sent along. */
typedef struct us_given {
    us_string name;
    enum us_in in;
    _Bool explode;
    const us_expression *piece;
    unsigned pieces;
} us_given;
typedef struct us_link {
    us_string name;
    us_string method, path; /* of the operation that it leads to */
    us_string server;       /* the URL of another server; empty: it is this one */
    const us_given *given;
    unsigned givens;
} us_link;

typedef struct us_response {
    unsigned status;      /* 200; 2 for 2XX; 0 for default */
    unsigned least, most; /* how many milliseconds the answer waits, by chance between them */
    const us_media *media;
    unsigned medias;
    const us_header *header;
    unsigned headers;
    const us_parameter *parameter; /* headers that the answer of another server is held against */
    unsigned parameters;
    const us_link *link;
    unsigned links;
    us_at at;
} us_response;

/* ---- Security ------------------------------------------------------------------------------- */

enum us_scheme_kind {
    US_API_KEY_HEADER,
    US_API_KEY_QUERY,
    US_API_KEY_COOKIE,
    US_HTTP_BASIC,
    US_HTTP_BEARER, /* also oauth2 and openIdConnect: their token travels as a bearer token */
    US_HTTP_DIGEST,
    US_HTTP_OTHER, /* a scheme of which we only know the name */
    US_CERTIFICATE /* mutualTLS: the client's, of the connection */
};

typedef struct us_scheme {
    us_string name; /* as `components.securitySchemes` calls it */
    enum us_scheme_kind kind;
    us_string parameter; /* of an apiKey: the header, query parameter or cookie; of US_HTTP_OTHER:
                            the name of the scheme; of US_HTTP_BEARER: oauth2, openIdConnect, or empty */
    us_at at;
} us_scheme;

/* What credentials must be good for (OAuth 2; since OpenAPI 3.1 the roles of any scheme). */
typedef struct us_scopes {
    const us_string *scope;
    unsigned scopes;
} us_scopes;

/* One security requirement: all of its schemes are needed. None: anonymous is welcome. */
typedef struct us_requirement {
    const us_scheme *const *scheme;
    unsigned schemes;
    us_at at;
    const us_scopes *wanted; /* of each scheme, all of them; NULL: none of any */
} us_requirement;

/* ---- Pages ---------------------------------------------------------------------------------- */

/* How a request says which page of a list it wants. */
enum us_paging_by {
    US_PAGING_TOKEN,  /* by a word that the page before told */
    US_PAGING_ID,     /* by the id of the last item of the page before */
    US_PAGING_NUMBER, /* by the number of the page */
    US_PAGING_OFFSET  /* by how many items come before it */
};

/* What a place of a page says about it and about those around it. */
enum us_page_says {
    US_PAGE_NEXT_TOKEN,
    US_PAGE_NEXT_URL,
    US_PAGE_NEXT_NUMBER,
    US_PAGE_NEXT_OFFSET,
    US_PAGE_PREVIOUS_TOKEN,
    US_PAGE_PREVIOUS_URL,
    US_PAGE_PREVIOUS_NUMBER,
    US_PAGE_FIRST_URL,
    US_PAGE_LAST_URL,
    US_PAGE_SELF_URL,
    US_PAGE_FIRST_ID,
    US_PAGE_LAST_ID,
    US_PAGE_HAS_NEXT,
    US_PAGE_HAS_PREVIOUS,
    US_PAGE_IS_FIRST,
    US_PAGE_IS_LAST,
    US_PAGE_TOTAL,  /* items of all pages */
    US_PAGE_PAGES,  /* how many pages */
    US_PAGE_NUMBER, /* of this page */
    US_PAGE_OFFSET,
    US_PAGE_SIZE, /* how many items a page can have … */
    US_PAGE_COUNT /* … and how many this one has */
};
typedef struct us_page_mark {
    enum us_page_says says;
    us_string place;  /* a JSON pointer into the body; or the name of a header, without a '/' */
    us_string inside; /* of an object there the member that says it; empty: the place does */
    _Bool required, nullable;
} us_page_mark;

/* A list that comes in pages. */
typedef struct us_paging {
    enum us_paging_by by;
    us_string where;  /* the query parameter that says which page */
    us_string before; /* by id: the one for the page before; may be empty */
    us_string size;   /* the one that says how many items a page has; may be empty */
    unsigned first;   /* the number of the first page, or the offset of the first item */
    us_string list;   /* a JSON pointer to the items in the body */
    const us_page_mark *mark;
    unsigned marks;
    const us_string *identity; /* the members of an item that tell it from others, the best first */
    unsigned identities;
    const us_string *known; /* tokens that the document or a fixture shows */
    unsigned knowns;
} us_paging;

/* ---- Operations ----------------------------------------------------------------------------- */

/* A variable in the url of a server. */
typedef struct us_variable {
    us_string name;
    const us_string *value; /* those that it may have; NULL: any text */
    unsigned values;
} us_variable;

typedef struct us_server {
    us_string url; /* "https://{region}.example.com/v1" */
    const us_variable *variable;
    unsigned variables;
    us_at at;
} us_server;

/* Where an API is, or an operation. */
typedef struct us_servers {
    const us_server *server;
    unsigned servers;
    const us_string *base; /* the paths of their urls that are not "/", with the API's prefix */
    unsigned bases;
} us_servers;

/* A request that the stand-in makes: after an answer, or when it is told to. */
typedef struct us_callback {
    us_string name;
    const us_expression *piece; /* of its URL; none: it is told when it is made */
    unsigned pieces;
    const struct us_operation *operation; /* that of who is called */
} us_callback;

typedef struct us_operation {
    us_string id;     /* operationId, or made of method and path */
    us_string method; /* "PATCH" */
    us_string path;   /* "/v1/agent/{agent_id}" */
    const us_parameter *parameter;
    unsigned parameters;
    const us_body *body;               /* NULL: none is declared */
    const us_requirement *requirement; /* any one of them is enough */
    unsigned requirements;             /* 0: no security */
    const us_response *response;
    unsigned responses;
    const us_servers *servers; /* NULL: those of the API */
    const us_cue
        *cue; /* of its fixtures, in the order in which they are asked whether they answer */
    unsigned cues;
    _Bool deprecated;
    unsigned
        usual; /* the status of the answer when nobody asks for another; 0: the first success */
    const us_paging *paging; /* NULL: it does not page */
    const us_callback *callback;
    unsigned callbacks;
    us_at at;
} us_operation;

/* ---- The module ----------------------------------------------------------------------------- */

/* A keyword that the author of the mock allowed although it is not enforced. */
typedef struct us_lapse {
    us_string keyword;
    unsigned count;
    us_at at; /* the first one */
} us_lapse;

typedef struct us_api {
    us_string name;        /* "voice-agent": the file's name without its ending */
    us_string title;       /* info.title */
    const us_string *file; /* [0]: the spec, as violations name it; then what it refers to */
    unsigned files;
    us_string prefix; /* before all of its paths ("/billing"); may be empty */
    us_servers servers;
    const us_string *pattern; /* the regular expressions, as us_matches numbers them */
    unsigned patterns;
    const us_operation *const *operation;
    unsigned operations;
    /* Their numbers by the paths, those with the same first segments together; NULL: of few, or where an operation has
     * servers of its own. */
    const unsigned *by_path;
    const us_lapse *lapse; /* what the server says at its start that it does not enforce */
    unsigned lapses;
    const us_string *document; /* as JSON; NULL: it is not part of this */
    unsigned counters;         /* how many the fixtures need */
    const us_callback *webhook;
    unsigned webhooks;
} us_api;

/* The generated `us_module_apis` and its count are what a compilation exports. */
typedef struct us_module {
    const us_api *const *api;
    unsigned apis;
} us_module;

extern const us_module us_the_module;

/* The main of a standalone server: reads the command line, listens, returns the exit code. */
int us_stand_in(int argc, char **argv, const us_module *module);

#endif
