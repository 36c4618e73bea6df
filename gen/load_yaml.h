/* What the two halves of the YAML reader share: load_yaml.c reads events, load_yaml_guard.c keeps a
 * document from being larger, deeper or more ambiguous than it looks. */
#ifndef GEN_LOAD_YAML_H
#define GEN_LOAD_YAML_H

#include <yaml.h>

#include "gen/gen.h"

typedef struct gen_yaml_anchor {
    us_text name;
    gen_node *node; /* NULL while its content is being read */
    bool open;
    unsigned depth;  /* where it stands */
    unsigned height; /* how many levels are below */
    size_t weight;   /* what it stands for, aliases inside it included */
    unsigned deepest_outside;
    struct gen_yaml_anchor *next;
} gen_yaml_anchor;

typedef struct gen_yaml {
    gen *g;
    yaml_parser_t parser;
    gen_cursor cursor;
    gen_yaml_anchor *anchor; /* the latest first */
    unsigned anchors;
    unsigned deepest; /* the greatest depth since the innermost open anchor began */
    size_t
        weight; /* of what was read: a value is 1, its text more, as if aliases were written out */
    size_t aliased; /* how much of it comes from aliases */
} gen_yaml;

/* A text of the document for a message about that place; of what may hold secrets nothing is shown. */
const char *gen_yaml_show(const gen_yaml *y, gen_at at, us_text text);

/* False, after an error, when `depth` arrays and objects are more than a document may nest. */
bool gen_yaml_check_depth(gen_yaml *y, gen_at at, unsigned depth);

/* Adds the weight of a text. */
void gen_yaml_weigh(gen_yaml *y, us_text text);

/* An anchor begins; NULL after an error. Close it with its node, or NULL when that was refused. */
gen_yaml_anchor *gen_yaml_open_anchor(gen_yaml *y, gen_at at, us_text name, unsigned depth);
void gen_yaml_close_anchor(gen_yaml *y, gen_yaml_anchor *anchor, gen_node *node);

/* The node an alias stands for (a copy, so that it can stand in another array), or NULL. */
gen_node *gen_yaml_alias(gen_yaml *y, gen_at at, us_text name, unsigned depth);

/* Adds the members that each `<<` of the object stands for, unless they are there (a merge key of YAML 1.1,
 * with a warning). False after an error. */
bool gen_yaml_merge(gen_yaml *y, gen_node *object, const gen_member *merge);

/* False, after an error, when two members have the same key. */
bool gen_yaml_check_keys(gen_yaml *y, gen_node *object);

#endif
