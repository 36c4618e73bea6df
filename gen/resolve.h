/* What the files resolve*.c share. One resolver works through one document and all that it leads to:
 *
 *   index   walks a document once by its structure: which schemas belong to which resource, in which
 *           dialect, under which names (resolve_index.c, resolve_dialect.c)
 *   visit   finds where the references lead, from the start on; what nobody refers to in another file is
 *           not looked at (resolve.c, resolve_target.c)
 *
 * Where a schema or a reference may stand follows from openapi_object.def: a `$ref` in an example is data,
 * and a schema's property that is called `example` is a schema. */
#ifndef GEN_RESOLVE_H
#define GEN_RESOLVE_H

#include "gen/openapi.h"

/* References to references; more is a mistake, and following them should stay cheap. */
#define RESOLVE_LONGEST_CHAIN 64

typedef struct resolve_visit {
    gen_node *node;
    enum openapi_kind kind;
    struct resolve_visit *next;
} resolve_visit;

typedef struct resolve_found {
    gen_node *node;            /* an object with a `$ref` … */
    const gen_node *reference; /* … and its value */
    struct resolve_found *next;
} resolve_found;

typedef struct resolve_mapped { /* a value of a discriminator's mapping */
    gen_node *schema, *value;
    struct resolve_mapped *next;
} resolve_mapped;

typedef struct resolver {
    gen *g;
    resolve_visit *todo, **last_todo;
    resolve_found *found, **last_found; /* in document order */
    resolve_mapped *mapped;
    unsigned walked; /* nodes, for the sake of resolve_splice */
} resolver;

/* ---- resolve_walk.c: the objects below an object --------------------------------------------------- */

typedef void resolve_step(resolver *r, gen_node *node, enum openapi_kind kind, void *context);

/* Calls `step` for each object in the value of a field. */
void resolve_each_of_field(resolver *r, gen_node *value, const openapi_field *field,
                           resolve_step *step, void *context);

/* The same for each object that the table knows below `node`. */
void resolve_each_child(resolver *r, gen_node *node, enum openapi_kind kind, resolve_step *step,
                        void *context);

/* ---- resolve_splice.c: references where the standard has none ------------------------------------------- */

/* What stands in the field of `owner`: the value, or what it leads to if it is a mere `$ref` there. */
gen_node *resolve_splice(resolver *r, const gen_node *owner, gen_node *value,
                         const openapi_field *field);

/* ---- resolve_index.c: resources and their names ---------------------------------------------------- */

/* Indexes what stands at `node`, a part of `resource`, unless that was done. */
void resolve_index(resolver *r, gen_node *node, enum openapi_kind kind, gen_resource *resource);

/* The same for the value of a field in the document that it stands in. */
void resolve_index_field(resolver *r, gen_node *value, const openapi_field *field);

/* A new resource, known by its URI. */
gen_resource *resolve_new_resource(gen *g, us_text uri, gen_node *root, const gen_resource *model);

/* What the URI stands for among all that was indexed, or NULL. */
gen_resource *resolve_find_resource(gen *g, us_text uri);

/* The schema with that plain name in the resource, or NULL. */
gen_node *resolve_find_anchor(const gen *g, const gen_resource *resource, us_text name);

/* ---- resolve_dialect.c: what the words mean -------------------------------------------------------- */

/* Sets the dialect and the vocabularies of a document's resource by what the document says of itself. */
void resolve_document_dialect(resolver *r, gen_resource *resource);

/* The same by the `$schema` of a schema. */
void resolve_schema_dialect(resolver *r, const gen_node *value, gen_resource *resource);

/* ---- resolve_document.c: files --------------------------------------------------------------------- */

/* The resource that a document is as a whole. */
gen_resource *resolve_document_of(gen *g, const gen_node *node);

/* Makes a loaded document known and says what it is. `referrer` is what led to it, or NULL: a part of an
 * OpenAPI document, or a file of schemas, is read in the dialect of what refers to it, as long as it does not
 * say another. */
enum openapi_kind resolve_add_document(resolver *r, gen_node *root, const gen_resource *referrer);

/* The resource of that URI: known already, or read now for the sake of `reference`. NULL after an error. */
gen_resource *resolve_load(resolver *r, us_text uri, const gen_node *reference,
                           const gen_resource *referrer);

/* ---- metaschema.c ---------------------------------------------------------------------------------- */

/* The metaschema of that URI as JSON text; false when it is none of those that travel with us. */
bool resolve_find_metaschema(us_text uri, us_text *text);

/* ---- resolve_target.c: one reference --------------------------------------------------------------- */

/* Where `reference`, which stands in `node`, leads. NULL after an error. */
gen_node *resolve_target(resolver *r, const gen_node *node, const gen_node *reference,
                         enum openapi_kind kind);

#endif
