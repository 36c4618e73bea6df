/* What the dialects disagree about beyond their lists of words. */
#include "gen/gen.h"

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

const char *gen_dialect_name(enum gen_dialect dialect)
{
    return traits[dialect].name;
}

bool gen_ref_stands_alone(enum gen_dialect dialect)
{
    return traits[dialect].ref_stands_alone;
}

bool gen_has_boolean_bounds(enum gen_dialect dialect)
{
    return traits[dialect].boolean_bounds;
}
