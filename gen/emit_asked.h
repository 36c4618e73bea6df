/* What a schema asks for, as a key: for those who look for schemas that are the same (emit_asked.c). */
#ifndef GEN_EMIT_ASKED_H
#define GEN_EMIT_ASKED_H

#include "gen/emit.h"

/* How long a key may be whose lines count from the schema's first: what is larger hardly stands twice. */
#define EMIT_ASKED_MOST 65536

/* From how many rules on a checker stands for that of an equal schema somewhere else: a short one is easier read where
 * it is used. */
#define EMIT_RULES_TO_SHARE 4

typedef struct emit_asked { /* how keys of schemas are made */
    us_buf key, value;
    bool hints; /* what is no rule counts, too */
    bool deep;  /* lines count from the schema's first, and what stands in it belongs to the key: */
    gen_at start, first, last; /* that line, and those that a violation may name */
    bool scattered;            /* they are not all of one file */
    bool large;                /* it is cut off, and good for nothing */
    bool tied;      /* something else than a `$ref` leads to a schema that is not part of it */
    unsigned rules; /* how many there are in it */
} emit_asked;

/* `hints`: what answers are made by counts, too. */
emit_asked emit_asked_new(us_arena *arena, bool deep, bool hints);

/* The line of the first rule: what stands before it is for readers only. */
gen_at emit_start(const gen_schema *schema);

/* Good until the next one. */
us_text emit_asked_key(emit_asked *asked, const gen_schema *schema);

/* Somebody may know the schema by its anchor; or by that or its name. */
bool emit_is_dynamic(const gen_schema *schema);
bool emit_is_its_own(const gen_schema *schema);

#endif
