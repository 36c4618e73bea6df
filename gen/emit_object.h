/* The members of an object on their way to C: what a table says of each, and what is left for the function around it
 * (emit_object.c, emit_members.c). */
#ifndef GEN_EMIT_OBJECT_H
#define GEN_EMIT_OBJECT_H

#include "gen/emit.h"

/* ---- emit_object.c ----------------------------------------------------------------------------------- */

typedef struct emit_slot { /* of the table of members in a checker */
    us_text key;
    uint32_t hash;
    const char *name; /* "MAX_ITEMS" */
    gen_schema *schema;
    const gen_property *required; /* the name in `required`, or NULL */
    /* What the table says of its value, each NULL when it says nothing: */
    const gen_rule *type;
    const gen_rule *value; /* enum or const, or … */
    const gen_rule *items; /* … items, or … */
    gen_schema *checker;   /* … whose checker does the rest, … */
    bool ref;              /* … which stands behind a `$ref` */
} emit_slot;

/* How a function looks at the members of an object. */
enum emit_way {
    EMIT_NOT_AT_ALL,
    EMIT_NAMES,  /* only a strict run does, which wants to know the names */
    EMIT_OBJECT, /* the table says all there is to say */
    EMIT_WALK    /* by a walk with a line for those that the table does not name */
};

typedef struct emit_slots {
    emit_slot *slot;
    unsigned count;
    unsigned named;             /* those of `properties`, which come first */
    unsigned required;          /* how many are */
    unsigned checked;           /* of how many the table says more than the name */
    unsigned *index;            /* open addressing by us_hash: a slot's number plus 1, or 0 */
    unsigned slots;             /* of the index; a power of 2 */
    unsigned shift;             /* bits of the hash that are left out at its low end */
    const gen_rule *type;       /* of the object itself, where the table can say it */
    const gen_rule *closed;     /* additionalProperties: false, where the table can say it … */
    const gen_rule *others;     /* … or a schema for them, where it can … */
    const gen_rule *additional; /* … and otherwise, when it checks or marks something */
    const gen_rule *patterns;   /* patternProperties, when it asks for something */
    bool marks;                 /* what the walk has come to counts as evaluated */
    const gen_rule *described;  /* what names the members, for a strict run */
    bool open;                  /* any other member may be there, and the schema says so */
    unsigned silent_patterns;   /* patterns that ask nothing, for a strict run */
    enum emit_way way;
    bool written; /* the line or the walk was written */
} emit_slots;

emit_slots *emit_slots_new(emit_api *a, const gen_schema *schema);

/* Whether what the schema, inside of `parent`, says may stand elsewhere than in a function of its own. Not when it has
 * members itself or a scope, nor when others call it by name or a resource is entered. */
bool emit_is_plain(const gen_schema *parent, const gen_schema *schema);

/* Whether no line is written for the pattern, so that only a strict run needs it. */
bool emit_is_silent(const emit_slots *slots, const gen_property *pattern);

/* The checker of the members that additionalProperties is about. */
const char *emit_others(emit_scope *scope, const gen_rule *rule);

/* What all the keywords for members say together, at the place of the first of them. */
void emit_walk(emit_scope *scope);

/* ---- emit_members.c ---------------------------------------------------------------------------------- */

/* The tables and the walk at the start of a function. */
void emit_slots_declare(emit_scope *scope, const gen_schema *schema);

/* Whether there is a table of members, even one without names. */
bool emit_has_table(const emit_slots *slots);

/* Whether the table is so large that it has slots. */
bool emit_has_index(const emit_slots *slots);

#endif
