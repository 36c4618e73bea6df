/* What the files that read OpenAPI share: the table of its objects, and the state of one reading. */
#ifndef GEN_OPENAPI_H
#define GEN_OPENAPI_H

#include "gen/gen.h"

/* ---- openapi_object.c: the objects of OpenAPI and their fields, from openapi_object.def --------- */

enum openapi_kind {
    OPENAPI_NONE,
#define OBJECT(id, name, extensible, references) OPENAPI_##id,
#define FIELD(name, shape, kind, need, versions)
#define NAMES(kind)
#define END
#include "gen/openapi_object.def"
#undef OBJECT
#undef FIELD
#undef NAMES
#undef END
    OPENAPI_KINDS
};

enum openapi_shape {
    OPENAPI_ONE,
    OPENAPI_LIST,
    OPENAPI_MAP,
    OPENAPI_TEXT,
    OPENAPI_TEXTS,
    OPENAPI_TEXT_MAP,
    OPENAPI_FLAG,
    OPENAPI_DATA,
    OPENAPI_WORD
};

enum openapi_need { OPENAPI_OPTIONAL, OPENAPI_EXPECTED, OPENAPI_REQUIRED };

/* The versions of the standard, as a set. */
enum openapi_version {
    OPENAPI_ONLY_20 = 1,
    OPENAPI_ONLY_30 = 2,
    OPENAPI_ONLY_31 = 4,
    OPENAPI_SINCE_32 = 8,
    OPENAPI_SINCE_31 = OPENAPI_ONLY_31 | OPENAPI_SINCE_32,
    OPENAPI_SINCE_30 = OPENAPI_ONLY_30 | OPENAPI_SINCE_31,
    OPENAPI_ALL = OPENAPI_ONLY_20 | OPENAPI_SINCE_30
};

typedef struct openapi_field {
    const char *name; /* NULL ends the list */
    enum openapi_shape shape;
    enum openapi_kind kind;
    enum openapi_need need;
    enum openapi_version versions; /* that have the field */
} openapi_field;

typedef struct openapi_object {
    const char *name;
    bool extensible, references;
    bool named;                   /* every field that is not listed is a name … */
    enum openapi_kind named_kind; /* … for an object of this kind */
    const openapi_field *field;
} openapi_object;

const openapi_object *openapi_object_of(enum openapi_kind kind);
const openapi_field *openapi_field_of(const openapi_object *object, us_text name);

/* For the manifest: nothing in the object counts. */
void openapi_note_dropped(gen *g, const gen_node *node, const char *reason);

/* Whether `name` starts with `x-`. */
bool openapi_is_extension(us_text name);

/* The string member `$ref`, or NULL. */
gen_node *openapi_reference(const gen_node *node);

/* ---- openapi_version.c ------------------------------------------------------------------------------ */

/* The version that the document is written in; 0 after an error, since it is in none. */
unsigned openapi_version_of(gen *g, const gen_node *root);

/* "3.0", the first of a set of versions. */
const char *openapi_version_name(unsigned version);

/* ---- openapi_misplaced.c ---------------------------------------------------------------------------- */

/* Warns of a field that the object has in another version only: which, and what to write in this one. */
void openapi_warn_misplaced(gen *g, const gen_member *member, const openapi_object *object,
                            const openapi_field *field, unsigned version);

/* ---- openapi_fields.c: every field is known, has its type, and is there when it must be --------- */

/* What cannot change a verdict is a warning; a field of a wrong type is an error when something hangs on
 * it. */
void openapi_check_fields(gen *g, gen_node *root, unsigned version);

/* ---- openapi_view.c: what a schema says, wherever it says it ---------------------------------------- */

#define OPENAPI_VIEW_PARTS 24

/* A schema with what it refers to and what its `allOf` brings in. */
typedef struct openapi_view {
    const gen_node *part[OPENAPI_VIEW_PARTS];
    unsigned parts;
} openapi_view;

openapi_view openapi_view_of(const gen_node *schema);

/* The first value of the keyword, or NULL. */
const gen_node *openapi_view_get(const openapi_view *view, const char *keyword);

/* The types that it may be of, in the bits of gen_type; 0: any. */
unsigned openapi_view_types(const openapi_view *view);

/* The schema of that member, or NULL. */
const gen_node *openapi_view_member(const openapi_view *view, us_text name);
bool openapi_view_requires(const openapi_view *view, us_text name);

/* Whether members that are not named may be there, of whatever kind. */
bool openapi_view_is_open(const openapi_view *view);

/* ---- the readers: each takes a document whose fields were checked ------------------------------- */

typedef struct openapi_scheme { /* of components.securitySchemes, enforced or not */
    us_text name;
    gen_scheme *scheme;  /* NULL when it is not enforced … */
    const char *refusal; /* … and why: "is of type mutualTLS" */
    struct openapi_scheme *next;
} openapi_scheme;

enum openapi_hint { OPENAPI_NOT_LOOKED, OPENAPI_NEVER, OPENAPI_PERHAPS };

typedef struct openapi {
    gen *g;
    gen_api *api;
    unsigned version;
    openapi_scheme *scheme;
    gen_requirement *requirement;        /* what the document asks of every operation */
    const gen_node *consumes, *produces; /* 2.0: the document's media types; NULL: it names none */
    struct refusal_known *known;         /* schemas whose refusals were read (refusal.c) */
    unsigned knowns, known_room;
    enum openapi_hint deprecates; /* whether the word is in the document at all */
} openapi;

/* openapi_server.c */
gen_servers openapi_read_servers(openapi *o, const gen_node *servers);
gen_servers openapi_20_read_servers(openapi *o, const gen_node *root); /* host, basePath, schemes */

/* openapi_security.c */
void openapi_read_schemes(openapi *o, const gen_node *schemes);
gen_requirement *openapi_read_security(openapi *o, const gen_node *security);

/* openapi_operation.c */
void openapi_read_paths(openapi *o, const gen_node *paths);

gen_operation *openapi_read_operation(openapi *o, us_text path, const gen_node *item,
                                      const gen_member *member, us_text method);

/* The method of a field of a path item; empty: it is none. */
us_text openapi_method_of(const openapi *o, us_text field);

/* openapi_callback.c: of all operations, when these are known; and those of the document. */
void openapi_read_callbacks(openapi *o);
void openapi_read_webhooks(openapi *o, const gen_node *webhooks);

/* openapi_path.c: false, after an error at `at`, when the path template is not one. */
bool openapi_read_path(gen *g, gen_at at, us_text *path);

/* The first segment that is no template, or "root". */
us_text openapi_first_segment(us_text path);

/* openapi_id.c: an operationId names a folder of fixtures and shows in logs. Operations without one get
 * one when all others are known, and so does the second of two that are called the same. */
us_text openapi_read_id(gen *g, const gen_node *id);
void openapi_name_operations(gen *g, gen_api *api);

/* openapi_names.c: names that are not empty, each with the operation that has it. */
typedef struct openapi_taken openapi_taken;

typedef struct openapi_names {
    openapi_taken *slot;
    size_t mask;
} openapi_names;

/* With room for a name of each operation. */
openapi_names openapi_names_new(us_arena *arena, const gen_api *api);
const gen_operation *openapi_names_find(const openapi_names *taken, us_text name);

/* False when the name was there. */
bool openapi_names_add(openapi_names *taken, us_text name, const gen_operation *by);

/* openapi_route.c: of operations on one route only the first can be served. */
void openapi_drop_repeated(gen *g, gen_api *api);

/* Leaves out the path parameters that the path does not have. */
void openapi_drop_unplaced(gen *g, gen_operation *operation);

/* openapi_parameter.c: those of a path item and of its operation, merged. */
gen_parameter *openapi_read_parameters(openapi *o, const gen_node *shared, const gen_node *own);

/* False when `name` is no style. */
bool openapi_find_style(us_text name, enum gen_style *style);

/* openapi_content.c */
gen_body *openapi_read_body(openapi *o, gen_node *body);
gen_media *openapi_read_content(openapi *o, const gen_node *content);

/* Whether bodies of that media type are JSON: application/json, text/json, +json. */
bool openapi_is_json(us_text media_type);

/* The same for XML: application/xml, text/xml, +xml. */
bool openapi_is_xml(us_text media_type);

/* And for forms: fields in a line, or parts. */
bool openapi_is_form(us_text media_type);

/* Whether the text is the name of a media type or of a range of them; otherwise false, after a warning. */
bool openapi_check_media_type(openapi *o, us_text text, gen_at at);

/* Says how a body is read whose media type is no JSON, or that it is let in unread: then `schema`, the member
 * that holds the schema, is listed as an annotation, unless it is NULL. */
void openapi_read_text_media(openapi *o, gen_media *media, const gen_encoding *encoding,
                             const gen_member *schema);

/* openapi_example.c: `owner` has `example` or `examples`, and perhaps a `schema` that has. */
gen_example *openapi_read_examples(openapi *o, const gen_node *owner, us_text media_type);

/* The same for one value, and for what `schema` suggests. */
gen_example *openapi_read_example(openapi *o, gen_node *value, us_text media_type);
gen_example *openapi_suggest_example(openapi *o, const gen_node *schema, us_text media_type);

/* The first value that a schema suggests: an example, the default, the constant, a member of its enum
 * (`enums` only). NULL: none. */
gen_node *openapi_schema_example(const gen_node *schema, bool enums);

/* openapi_encoding.c: the encodings of fields by their names. */
const gen_encoding *openapi_read_encodings(openapi *o, const gen_node *encodings);

/* The same of a media type: parts have headers, too, and those of a list have one encoding together. */
const gen_encoding *openapi_read_media_encodings(openapi *o, us_text media_type,
                                                 const gen_node *media);

/* A node that nobody has written, for the schema of a form or of items: empty, and at the place of what it
 * stands for. */
gen_node *openapi_new_node(openapi *o, enum gen_kind kind, gen_at at);

/* openapi_sequence.c: media types that are a sequence of JSON texts. */
bool openapi_is_sequence(us_text media_type);

/* The schema of all items as an array, by `itemSchema` and `schema` of a media type; NULL: it has neither. */
gen_node *openapi_sequence_schema(openapi *o, const gen_node *media_type);

/* openapi_stream.c: what a response's media type that is a sequence says of its items, and how its document shows that
 * the stream ends. */
void openapi_read_stream(openapi *o, gen_media *media, const gen_node *node,
                         const gen_node *response, const gen_node *operation);

/* openapi_event.c: the member of the data by which events are named, for a media type; empty: they are not. */
us_text openapi_event_name(const gen_node *media_type);

/* Says why an `itemSchema` is not used, if there is one. */
void openapi_skip_items(openapi *o, const gen_node *media_type, const char *reason);

/* openapi_querystring.c: reads a form that is the whole query; false when the type is another. */
bool openapi_read_querystring(openapi *o, const gen_member *media, gen_parameter *parameter);

/* Leaves out a second description of the whole query, and warns of parameters beside the first. */
void openapi_check_querystring(openapi *o, gen_parameter **list);

/* openapi_response.c, openapi_header.c. `operation` holds `responses`, and in 2.0 `produces`. */
gen_response *openapi_read_responses(openapi *o, const gen_node *operation);
gen_header *openapi_read_headers(openapi *o, const gen_node *headers);

/* openapi_link.c: those of all answers, when all operations are known. */
void openapi_read_links(openapi *o);

/* openapi_deprecated.c: the members of a body that are deprecated, where they stand. Not those of alternatives,
 * of which nobody knows which one is meant. NULL: none are. */
gen_deprecated *openapi_read_deprecated(openapi *o, const gen_node *schema);

/* refusal*.c: how the responses that say no say it, from their schemas. */
void openapi_read_refusals(openapi *o, gen_response *responses);

/* openapi_20_schema.c: a parameter or header of 2.0 is its own schema. Gathers its words into a schema that
 * becomes its member `schema`, where 3.x has it. */
void openapi_20_gather_schema(openapi *o, gen_node *owner, enum openapi_kind kind);

/* How the items of a list stand in one text: `collectionFormat` of 2.0. */
typedef struct openapi_collection {
    enum gen_style style;
    bool explode;
    char separator;
} openapi_collection;

/* What the owner says, or `csv`. False when it is no list. `multi` is for what has a name each time. */
bool openapi_20_read_collection(openapi *o, const gen_node *owner, bool has_names,
                                openapi_collection *collection);

/* openapi_20_body.c: parameters in `body` and `formData`, of the path item and of its operation. */
gen_body *openapi_20_read_body(openapi *o, const gen_node *shared, const gen_node *operation);

/* openapi_20_content.c: the media types that an operation takes and gives. */
const gen_node *openapi_20_consumes(const openapi *o, const gen_node *operation);
gen_media *openapi_20_read_content(openapi *o, const gen_node *operation, const gen_node *response);

/* Whether `text` is a token of RFC 9110, 5.6.2: the name of a header, half of a media type. */
bool openapi_is_token(us_text text);

#endif
