/* What the files that cut fixtures into segments share. */
#ifndef GEN_CAST_INSIDE_H
#define GEN_CAST_INSIDE_H

#include "gen/cast.h"
#include "gen/expression.h"

typedef struct cast_builder {
    gen *g;
    const gen_operation *operation;
    const gen_media *media;
    bool untyped; /* the schema says nothing about the values */
    gen_segment *first, **last;
    us_buf text;  /* of the segment that is being written … */
    bool writing; /* … if one is */
    unsigned count;
    unsigned merges; /* that are open */
} cast_builder;

gen_segment *cast_add_segment(cast_builder *b, enum gen_segment_kind kind, us_text text);

/* Adds to the text that is being written; cast_cut ends it, so that what follows begins a segment. */
void cast_add_text(cast_builder *b, us_text text);
void cast_cut(cast_builder *b);

/* Whether an expression, or what stands for one that is none, may be in it. */
bool cast_has_braces(us_text text);

/* Adds a JSON value; `pointer` leads to its schema, and `before` stands before it in a list or object. */
void cast_add_value(cast_builder *b, const gen_node *node, us_text pointer, us_text before);

/* cast_type.c: an error at `at` where no value of the expression could be what the schema wants at the pointer. */
void cast_judge_type(cast_builder *b, const gen_expression *pieces, us_text pointer, gen_at at);

/* cast_slip.c: warns of strings in the value that nearly are expressions. */
void cast_find_slips(gen *g, const gen_node *node);

/* cast_text.c: adds a fixture that is no JSON as a whole. */
void cast_add_fixture(cast_builder *b, enum cast_ending ending, const gen_example *example);

#endif
