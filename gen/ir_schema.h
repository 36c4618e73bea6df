/* The IR of schemas: what has to be checked. A list of rules in spec order, one rule a keyword occurrence: emit turns
 * each into one line of C, dump into one line of text. */
#ifndef GEN_IR_SCHEMA_H
#define GEN_IR_SCHEMA_H

#include "gen/ir_document.h"

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

/* Of MEMBERS, NAMES, SCHEMAS, REQUIRES, DEPENDS, DYNAMIC, and TAGS (a value). */
typedef struct gen_property {
    us_text name; /* empty in SCHEMAS and DYNAMIC */
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
    us_text text;       /* TEXT, FORMAT; DYNAMIC: the anchor; TAGS: the name of the member; CONTENT:
                         * the encoding, as us_transfer_named has it */
    gen_schema *schema; /* SCHEMA, REST, BRANCH, DYNAMIC; TALLY: of contains; TAGS: any other;
                         * CONTENT: of contentSchema */
    /* MEMBERS, NAMES, SCHEMAS, REQUIRES, DEPENDS, TAGS; DYNAMIC: every schema that the way taken may lead to. */
    gen_property *property;
    enum gen_fate fate; /* of a rule that is left out: why, in `reason` */
    us_text reason;
    gen_rule *next;
    const char *table; /* for emit: the constant that the verb is given */
};

struct gen_schema {
    gen_at at;
    us_text name;   /* a readable name for it: "Voice", "update_agent_body_integrations_item" */
    us_text title;  /* for comments: its title or first line of its description; may be empty */
    bool never;     /* the schema `false` */
    bool named;     /* the target of a `$ref`: gets a function of its own */
    gen_rule *rule; /* in spec order; none: anything is valid */
    gen_node *node; /* what it was made from */
    bool judged;    /* for judge: it was here */
    struct gen_schema *twin; /* for emit: the one that is written in its place, or itself … */
    bool inside;             /* … whether another schema leads to it … */
    gen_schema *next_named;  /* … the next of those that are named … */
    struct emit_checker *emitted; /* … and what becomes of it */
};

#endif
