/* Which dialect a schema is of, and what the dialects disagree about beyond their lists of words. */
#include "gen/lower.h"

static const struct {
    const char *name;
    bool ref_stands_alone; /* what stands beside a $ref is ignored */
    bool boolean_bounds;   /* exclusiveMaximum: true, for the maximum beside it */
} traits[GEN_DIALECTS] = {
    [GEN_DRAFT_4] = { "JSON Schema draft 4", true, true },
    [GEN_DRAFT_6] = { "JSON Schema draft 6", true, false },
    [GEN_DRAFT_7] = { "JSON Schema draft 7", true, false },
    [GEN_2019_09] = { "JSON Schema 2019-09", false, false },
    [GEN_2020_12] = { "JSON Schema 2020-12", false, false },
    [GEN_OPENAPI_20] = { "OpenAPI 2.0", true, true },
    [GEN_OPENAPI_30] = { "OpenAPI 3.0", true, true },
    [GEN_OPENAPI_31] = { "OpenAPI 3.1", false, false },
};

enum gen_dialect lower_dialect_of(const gen *g, const gen_node *node)
{
    return node->resource ? node->resource->dialect : g->dialect;
}

const char *lower_dialect_name(enum gen_dialect dialect)
{
    return traits[dialect].name;
}

bool lower_ref_stands_alone(enum gen_dialect dialect)
{
    return traits[dialect].ref_stands_alone;
}

bool lower_has_boolean_bounds(enum gen_dialect dialect)
{
    return traits[dialect].boolean_bounds;
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
    default:
        return GEN_VOCABULARY_VALIDATION;
    }
}

bool lower_is_in_vocabulary(enum gen_keyword keyword, const gen_node *schema)
{
    return !schema->resource || (schema->resource->vocabularies & vocabulary_of(keyword));
}
