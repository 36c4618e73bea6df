/* Private to the judge. */
#ifndef GEN_JUDGE_H
#define GEN_JUDGE_H

#include "gen/gen.h"
#include "gen/lower.h"

/* ---- judge_route.c: operations beside each other --------------------------------------------------- */

/* Routes of which a request could mean either. */
void judge_routes(gen *g, const gen_api *api);

/* The names in the path's braces against the operation's path parameters. */
void judge_path(gen *g, const gen_operation *operation);

/* ---- judge_cue.c: what fixtures ask of requests ---------------------------------------------------- */

/* Conditions of the operation's fixtures that never hold. */
void judge_cues(gen *g, const gen_operation *operation);

/* ---- judge_turn.c: fixtures beside each other -------------------------------------------------------- */

/* Fixtures of the operation that never answer because of others, and calls between those of sequences. */
void judge_turns(gen *g, const gen_operation *operation);

/* ---- judge_schema.c: a schema in itself --------------------------------------------------------------- */

/* The schema and all it leads to, each once. */
void judge_schema(gen *g, gen_schema *schema);

/* Bounds of `below` that leave nothing up to those of `above`, which counts for the same values. */
void judge_bounds(gen *g, const gen_schema *below, const gen_schema *above);

/* ---- judge_together.c: schemas that count together ----------------------------------------------------- */

/* The schema with those that its `$ref` and allOf add, and the branches that they leave. */
void judge_together(gen *g, const gen_schema *schema);

/* ---- judge_value.c: a value of the document against a schema ------------------------------------------- */

/* The first rule of the schema itself, apart from `but`, that the value breaks. NULL: none, as far as
 * can be said without looking into the schemas that the rules lead to. */
const gen_rule *judge_value(gen *g, const gen_schema *schema, const gen_node *value,
                            const gen_rule *but);

#endif
