/* Which dialect a schema is of, and which of the words are keywords in it. */
#include "gen/lower.h"

enum gen_dialect lower_dialect_of(const gen *g, const gen_node *node)
{
    return node->resource ? node->resource->dialect : g->dialect;
}

bool lower_dialect_has(const gen_node *schema, enum gen_keyword keyword)
{
    return !schema->resource || lower_is_keyword(keyword, schema->resource->dialect);
}

/* The vocabulary of a keyword (2020-12; those of OpenAPI are in its own). */
static unsigned vocabulary_of(enum gen_keyword keyword)
{
    switch (keyword) {
    case GEN_REF:
    case GEN_DYNAMIC_REF:
    case GEN_RECURSIVE_REF:
    case GEN_READ_ONLY:
    case GEN_WRITE_ONLY:
    case GEN_DISCRIMINATOR:
        return GEN_VOCABULARY_CORE;
    case GEN_FORMAT:
        return GEN_VOCABULARY_FORMAT_ANNOTATION | GEN_VOCABULARY_FORMAT_ASSERTION;
    case GEN_UNEVALUATED_ITEMS:
    case GEN_UNEVALUATED_PROPERTIES:
        return GEN_VOCABULARY_UNEVALUATED;
    default:
        break;
    }
    switch (lower_keyword_of(keyword)->payload) {
    case LOWER_SCHEMA:
    case LOWER_SCHEMAS:
    case LOWER_MEMBERS:
    case LOWER_REST:
    case LOWER_DEPENDS:
    case LOWER_BRANCH:
        return GEN_VOCABULARY_APPLICATOR;
    case LOWER_CONTENT:
        return GEN_VOCABULARY_CONTENT;
    default:
        return GEN_VOCABULARY_VALIDATION;
    }
}

bool lower_is_in_vocabulary(enum gen_keyword keyword, const gen_node *schema)
{
    return !schema->resource || (schema->resource->vocabularies & vocabulary_of(keyword));
}
