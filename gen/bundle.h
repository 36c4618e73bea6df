/* What the files bundle*.c share: one document made of a document of several files.
 *
 * What a reference of another file leads to gets a *place* in the document, once: among the components of its kind,
 * under the name that the reference gives it, or where the document itself has nothing but a reference to it. A schema
 * resource with a URI of its own keeps it, because `$dynamicRef` asks for resources; as no `#/components` can be said in
 * it, what it refers to outside is placed in its own `$defs`. So each place is one of a *scope*: the document, or such
 * a resource. */
#ifndef GEN_BUNDLE_H
#define GEN_BUNDLE_H

#include "gen/openapi.h"

typedef struct bundle_place {
    struct bundle_scope *scope;
    const gen_node *target; /* what stands there … */
    enum openapi_kind kind; /* … as an object of this kind */
    const gen_node *owner;  /* the reference in whose stead it stands; NULL: it is added to … */
    const char *section;    /* … this object, … */
    us_text name;           /* … under this name */
    us_text pointer;        /* of the place, from the top of the scope */
    struct bundle_place *same; /* the same target as an object of another kind */
    struct bundle_place *next; /* in the scope, in the order in which they were made */
} bundle_place;

typedef struct bundle_scope {
    const gen_resource *resource; /* NULL: the document */
    us_text base;                 /* the URI that references in it start from */
    const gen_node *origin;       /* what it is a copy of … */
    gen_node *copy;               /* … and the copy */
    gen_map places;               /* by target */
    gen_map names;                /* that are taken, by pointer */
    bundle_place *place, **last_place;
    struct bundle_scope *next;
} bundle_scope;

typedef struct bundler {
    gen *g;
    const gen_node *root; /* of the document */
    unsigned version;     /* of the standard */
    enum gen_dialect dialect;
    bundle_scope document;
    bundle_scope *scope, **last_scope; /* those of resources */
} bundler;

/* Whether the node is of another file than the document. */
bool bundle_is_foreign(const bundler *b, const gen_node *node);

/* The resource that the schema is a part of, if it keeps its URI; or NULL. */
const gen_resource *bundle_kept(const bundler *b, const gen_node *node);

/* A new node, and one that is a text. */
gen_node *bundle_node(const bundler *b, enum gen_kind kind, gen_at at);
gen_node *bundle_text(const bundler *b, us_text text, gen_at at);

/* Gives the object that member, in place of one that is called so. */
void bundle_put(const bundler *b, gen_node *object, us_text key, gen_node *value);

/* The same for a member that it does not have yet, at the end of its list: *last. Returns the new end. */
gen_member **bundle_add(const bundler *b, gen_node *object, gen_member **last,
                        const gen_member *model, gen_node *value);

/* ---- bundle_discriminator.c ------------------------------------------------------------------------------- */

/* What the discriminator of the schema is in the scope; places those who inherit from it. */
gen_node *bundle_discriminator(bundler *b, bundle_scope *scope, const gen_node *schema,
                               gen_node *value);

/* ---- bundle_place.c ------------------------------------------------------------------------------------- */

/* Has the target stand in the stead of `owner`, which leads to it or is itself, at that pointer, unless it has a place
 * already. */
void bundle_own(bundler *b, const gen_node *owner, const gen_node *target, enum openapi_kind kind,
                us_text pointer);

/* The place of the target in the scope, made now if there is none. `reference` is what leads there. */
bundle_place *bundle_place_of(bundler *b, bundle_scope *scope, const gen_node *target,
                              enum openapi_kind kind, us_text reference);

/* The place that the reference `owner` gave way to, or NULL. */
bundle_place *bundle_owned(const bundler *b, const gen_node *owner, enum openapi_kind kind);

/* What a reference in the scope, written as `text` in `node`, has to be to lead to the target. */
us_text bundle_refer(bundler *b, bundle_scope *scope, const gen_node *node, us_text text,
                     const gen_node *target, enum openapi_kind kind);

/* The URI as a reference from `base`: without what both have in common. */
us_text bundle_relative(us_arena *arena, us_text base, us_text uri);

#endif
