/* What the files that read OpenAPI share: the table of its objects, and the state of one reading. */
#ifndef GEN_OPENAPI_H
#define GEN_OPENAPI_H

#include "gen/gen.h"

/* ---- openapi_object.c: the objects of OpenAPI and their fields, from openapi_object.def --------- */

enum openapi_kind {
    OPENAPI_NONE,
#define OBJECT(id, name, extensible, references) OPENAPI_##id,
#define FIELD(name, shape, kind, need)
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
    OPENAPI_DATA
};

enum openapi_need { OPENAPI_OPTIONAL, OPENAPI_EXPECTED, OPENAPI_REQUIRED };

typedef struct openapi_field {
    const char *name; /* NULL ends the list */
    enum openapi_shape shape;
    enum openapi_kind kind;
    enum openapi_need need;
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

/* Whether `name` starts with `x-`. */
bool openapi_is_extension(us_text name);

/* The string member `$ref`, or NULL. */
gen_node *openapi_reference(const gen_node *node);

/* ---- openapi_fields.c: every field is known, has its type, and is there when it must be --------- */

void openapi_check_fields(gen *g, gen_node *root);

/* ---- the readers: each takes a document whose fields were checked ------------------------------- */

typedef struct openapi_scheme { /* of components.securitySchemes, enforced or not */
    us_text name;
    gen_scheme *scheme;  /* NULL when it is not enforced … */
    const char *refusal; /* … and why: "is of type mutualTLS" */
    struct openapi_scheme *next;
} openapi_scheme;

typedef struct openapi {
    gen *g;
    gen_api *api;
    openapi_scheme *scheme;
    gen_requirement *requirement; /* what the document asks of every operation */
} openapi;

/* openapi_server.c */
gen_base *openapi_read_servers(openapi *o, const gen_node *servers);

/* openapi_security.c */
void openapi_read_schemes(openapi *o, const gen_node *schemes);
gen_requirement *openapi_read_security(openapi *o, const gen_node *security);

/* openapi_operation.c */
void openapi_read_paths(openapi *o, const gen_node *paths);

/* openapi_path.c: false, after an error at `at`, when the path template is not one. */
bool openapi_check_path(gen *g, gen_at at, us_text path);

/* The first segment that is no template, or "root". */
us_text openapi_first_segment(us_text path);

/* openapi_id.c: an operationId names a folder of fixtures and shows in logs. Operations without one get
 * one when all others are known. */
void openapi_check_id(gen *g, const gen_node *id);
void openapi_name_operations(gen *g, gen_api *api);

/* openapi_parameter.c: those of a path item and of its operation, merged. */
gen_parameter *openapi_read_parameters(openapi *o, const gen_node *shared, const gen_node *own);

/* openapi_content.c */
gen_body *openapi_read_body(openapi *o, gen_node *body);
gen_media *openapi_read_content(openapi *o, const gen_node *content);

/* Whether bodies of that media type are JSON: application/json, text/json, +json. */
bool openapi_is_json(us_text media_type);

/* openapi_example.c: `owner` has `example` or `examples`, and perhaps a `schema` that has. */
gen_example *openapi_read_examples(openapi *o, const gen_node *owner, bool json);

/* The first value that a schema suggests: an example, the default, the constant, a member of its enum
 * (`enums` only). NULL: none. */
gen_node *openapi_schema_example(const gen_node *schema, bool enums);

/* openapi_response.c, openapi_header.c */
gen_response *openapi_read_responses(openapi *o, const gen_node *responses);
gen_header *openapi_read_headers(openapi *o, const gen_node *headers);

/* Whether `text` is a token of RFC 9110, 5.6.2: the name of a header, half of a media type. */
bool openapi_is_token(us_text text);

#endif
