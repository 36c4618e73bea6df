/* The first model: the document, as the file says it. Its nodes stand in the order written, each with its place; what
 * resolve and lower find out about a node is kept in it. */
#ifndef GEN_IR_DOCUMENT_H
#define GEN_IR_DOCUMENT_H

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
    gen_node
        *target; /* of an object with `$ref`, and of a value of a `mapping`: where it leads (after
                         * resolve) */
    /* The same of `$dynamicRef` and `$recursiveRef`, as long as nothing in the dynamic scope says otherwise. */
    gen_node *dynamic_target;
    gen_resource *resource;    /* of a schema: what it is part of (after resolve) */
    us_text pointer;           /* of a target: the fragment that led to it first */
    struct gen_schema *schema; /* the IR made from this node, so that it is made once (lower) */
    /* A bit for each kind of object that resolve has seen it as, … */
    unsigned indexed_as, resolved_as;
    unsigned checked_as; /* … that its fields have been checked as, … */
    unsigned used_as;    /* … and that is served (manifest) */
};

#endif
