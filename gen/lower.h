/* Private to the passes that know keywords: lower, judge, emit and the dump of the IR. */
#ifndef GEN_LOWER_H
#define GEN_LOWER_H

#include "gen/gen.h"

/* ---- lower_keyword.c: the tables of keywords and formats ------------------------------------------- */

/* What a keyword carries: see keywords.def. */
enum lower_payload {
    LOWER_TYPES,
    LOWER_VALUES,
    LOWER_VALUE,
    LOWER_NUMBER,
    LOWER_COUNT,
    LOWER_TEXT,
    LOWER_FORMAT,
    LOWER_FLAG,
    LOWER_SCHEMA,
    LOWER_SCHEMAS,
    LOWER_MEMBERS,
    LOWER_NAMES,
    LOWER_REST,
    LOWER_TALLY,
    LOWER_REQUIRES,
    LOWER_DEPENDS,
    LOWER_BRANCH,
    LOWER_DYNAMIC,
    LOWER_TAGS,
    LOWER_CONTENT
};

typedef struct lower_keyword {
    const char *name; /* "minLength" */
    const char *verb; /* "us_min_length" */
    enum lower_payload payload;
    unsigned dialects; /* a bit for each enum gen_dialect that has it */
} lower_keyword;

/* The row of a keyword. */
const lower_keyword *lower_keyword_of(enum gen_keyword keyword);

/* The types that a keyword says something about (enum gen_type); 0: all of them. */
unsigned lower_concerns(enum gen_keyword keyword);

/* The keyword of that name, or GEN_KEYWORDS. */
enum gen_keyword lower_find_keyword(us_text name);

/* The bits of a type's name, or 0. */
unsigned lower_find_type(us_text name);
const char *lower_type_name(unsigned bit);

/* The identifier of an asserted format ("date_time"), or NULL. */
const char *lower_find_format(us_text name);

/* Whether the keyword is one in that dialect. */
bool lower_is_keyword(enum gen_keyword keyword, enum gen_dialect dialect);

/* Words that ask nothing themselves but are obeyed ($defs, nullable). */
bool lower_is_structure(us_text name, enum gen_dialect dialect);

/* A format that is known and that every value is of: "password". */
bool lower_is_hint(us_text name);

/* Keywords that say nothing about what is valid. lower_annotation is NULL after the last. */
bool lower_is_annotation(us_text name);
const char *lower_annotation(size_t index);

/* Whether the word means anything in some dialect. */
bool lower_is_known(us_text name);

/* ---- lower_word.c: words that make no rule, and refusals ---------------------------------------------- */

/* Says what becomes of a word that is no keyword with a verb: an annotation, or refused. */
void lower_take_word(gen *g, const gen_member *member, enum gen_dialect dialect);

/* The same of a keyword in a schema whose dialect does not have its vocabulary. */
void lower_take_outsider(gen *g, const gen_member *member);

/* Refuses the rule: an error, or a warning when the user allows the keyword. */
void lower_fault(gen *g, gen_rule *rule, gen_at at, const char *text, ...)
    __attribute__((format(printf, 4, 5)));

/* Leaves the rule out as an annotation, with a warning. */
void lower_skip(gen *g, gen_rule *rule, gen_at at, const char *text, ...)
    __attribute__((format(printf, 4, 5)));

/* Whether a warning about the word was given before; from now on it was. */
bool lower_is_said(gen *g, us_text word);

/* ---- lower_dialect.c: the dialect of a schema ------------------------------------------------- */

/* Whether the keyword is one in the dialect of the schema, and in one of its vocabularies. */
bool lower_dialect_has(const gen_node *schema, enum gen_keyword keyword);
bool lower_is_in_vocabulary(enum gen_keyword keyword, const gen_node *schema);

enum gen_dialect lower_dialect_of(const gen *g, const gen_node *node);

/* ---- lower_payload.c: what a keyword carries -------------------------------------------------------- */

/* Each reads the payload of `rule` from `node` and says false after an error (or when the rule says
 * nothing and is to be left out). `object` is the schema that it stands in. */
bool lower_types(gen *g, gen_rule *rule, gen_node *object, gen_node *node);
bool lower_values(gen *g, gen_rule *rule, gen_node *node);
bool lower_value(gen *g, gen_rule *rule, gen_node *node);
bool lower_number(gen *g, gen_rule *rule, gen_node *object, gen_node *node);
bool lower_count(gen *g, gen_rule *rule, gen_node *node);
bool lower_text(gen *g, gen_rule *rule, gen_node *node);
bool lower_format(gen *g, gen_rule *rule, gen_node *node);
bool lower_flag(gen *g, gen_rule *rule, gen_node *node);
bool lower_names(gen *g, gen_rule *rule, gen_node *object, gen_node *node);
bool lower_requires(gen *g, gen_rule *rule, gen_node *node);

/* ---- lower_pattern.c --------------------------------------------------------------------------------------- */

/* False, with the error, when the pattern cannot be used. */
bool lower_pattern(gen *g, gen_rule *rule, gen_at at, us_text text);

/* ---- lower_excuse.c: readOnly and writeOnly members ---------------------------------------------------- */

/* Whether the member `name`, which `object` requires, may be left out in one direction. */
enum gen_excuse lower_excuse(gen *g, const gen_node *object, us_text name);

/* ---- lower_heirs.c: who takes a schema for a part of its allOf ------------------------------------------- */

/* Takes each schema of `schemas` that has `base` for a part of its allOf, or a part of a part, and `base`
 * itself if it is among them: in the order of the document. */
typedef void lower_take_heir(void *context, gen_member *heir);
void lower_each_heir(gen *g, const gen_node *schemas, const gen_node *base, lower_take_heir *take,
                     void *context);

/* ---- lower_tags.c: discriminator ----------------------------------------------------------------------- */

bool lower_tags(gen *g, gen_rule *rule, gen_node *object, gen_node *node);

/* ---- lower_content.c: what a string holds ------------------------------------------------------------- */

bool lower_content(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);

/* ---- lower_apply.c: keywords that lead to schemas ------------------------------------------------------ */

/* Each makes the schemas that the keyword leads to; `name` is what they are named after. */
bool lower_reference(gen *g, gen_rule *rule, gen_node *object, gen_node *target, us_text name);
bool lower_subschema(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);
bool lower_rest(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);
bool lower_tally(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);
bool lower_branches(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);
bool lower_members(gen *g, gen_rule *rule, gen_node *node, us_text name);

/* "tree" for https://example.org/tree.json; may be empty. */
us_text lower_resource_name(const gen_resource *resource);

/* `dependencies` of the drafts before 2019-09, which holds both kinds: a list of up to two rules. */
gen_rule *lower_dependencies(gen *g, gen_member *member, us_text name);

/* The spelling of the number as a double, which a person would type; false when a double cannot hold
 * its decimal value. */
bool lower_double(us_text number, char spelling[40]);

/* ---- lower_dynamic.c: $dynamicRef and $recursiveRef ------------------------------------------------------ */

/* The rule is that of a plain `$ref` where the way taken changes nothing. */
bool lower_dynamic(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name);

/* ---- lower_schema.c: one schema ---------------------------------------------------------------------- */

/* The IR of the schema at `node`, made once; NULL after an error that leaves nothing. `name` is a
 * readable name for it. */
gen_schema *lower_schema(gen *g, gen_node *node, us_text name);

/* Calls `visit` for every schema that the rules of `schema` lead to, in spec order. */
typedef void lower_visit(void *context, gen_schema *child);
void lower_each_child(const gen_schema *schema, lower_visit *visit, void *context);

/* The rule of that keyword, or NULL. */
const gen_rule *lower_rule(const gen_schema *schema, enum gen_keyword keyword);

/* ---- lower_equal.c ------------------------------------------------------------------------------------ */

/* Equal as JSON Schema has it: numbers by value, objects whatever the order of their members. */
bool lower_equal(const gen_node *a, const gen_node *b);

#endif
