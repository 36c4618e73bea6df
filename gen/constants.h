/* Which texts a schema lets a member have: what tells kinds of objects apart, with or without a discriminator. */
#ifndef GEN_CONSTANTS_H
#define GEN_CONSTANTS_H

#include "gen/gen.h"

enum { GEN_CONSTANTS_MOST = 64 };

typedef struct gen_constants {
    us_text value[GEN_CONSTANTS_MOST]; /* each once */
    unsigned count;
} gen_constants;

/* Adds those that the schema, whose references are resolved, allows the member by `const` or `enum`, by its parts (allOf)
 * and by each of its alternatives. False: it does not say, or says something else than a text; what was found so
 * far has been added. */
bool gen_constants_of(gen_constants *constants, gen_node *schema, us_text member);

/* The same of what is written in the schema itself, for it alone: not in schemas that it takes for parts. */
bool gen_own_constants_of(gen_constants *constants, gen_node *schema, us_text member);

/* Whether the schema, by its own words, lets the member be a text. */
bool gen_may_be_text(gen_node *schema, us_text member);

bool gen_has_constant(const gen_constants *constants, us_text value);

#endif
