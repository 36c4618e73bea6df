/* Dialects: `$schema`, `jsonSchemaDialect`, the version of a document, and the vocabularies of a metaschema
 * that is not one of ours (JSON Schema Core, section 8.1). */
#include "gen/resolve.h"

#include "gen/uri.h"

/* ---- metaschemas that are known ------------------------------------------------------------------ */

/* Found by its beginning, whatever the scheme: the wrong one of http and https is often written. The last
 * ones have a date at the end. */
static const struct {
    const char *uri;
    enum gen_dialect dialect;
} known[] = {
    { "//json-schema.org/draft/2020-12/schema", GEN_2020_12 },
    { "//json-schema.org/draft/2019-09/schema", GEN_2019_09 },
    { "//json-schema.org/draft-07/schema", GEN_DRAFT_7 },
    { "//json-schema.org/draft-06/schema", GEN_DRAFT_6 },
    { "//json-schema.org/draft-04/schema", GEN_DRAFT_4 },
    { "//spec.openapis.org/oas/3.1/dialect/base", GEN_OPENAPI_31 },
};

static bool find_dialect(us_text uri, enum gen_dialect *dialect)
{
    gen_uri part = gen_uri_split(uri);
    us_text rest = us_text_slice(uri, part.scheme.length + 1, us_text_find(uri, '#'));
    if (part.fragment.length > 0 || (!us_text_equal(part.scheme, US_TEXT("http")) &&
                                     !us_text_equal(part.scheme, US_TEXT("https"))))
        return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *dialect = known[i].dialect;
        if (us_text_equal(rest, us_text_of(known[i].uri)))
            return true;
    }
    *dialect = GEN_OPENAPI_31;
    return us_text_starts(rest, US_TEXT("//spec.openapis.org/oas/3.1/dialect/")) ||
           us_text_starts(rest, US_TEXT("//spec.openapis.org/oas/3.2/dialect/"));
}

/* ---- vocabularies -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    unsigned bits;
} vocabularies[] = {
    { "https://json-schema.org/draft/2020-12/vocab/core", GEN_VOCABULARY_CORE },
    { "https://json-schema.org/draft/2020-12/vocab/applicator", GEN_VOCABULARY_APPLICATOR },
    { "https://json-schema.org/draft/2020-12/vocab/unevaluated", GEN_VOCABULARY_UNEVALUATED },
    { "https://json-schema.org/draft/2020-12/vocab/validation", GEN_VOCABULARY_VALIDATION },
    { "https://json-schema.org/draft/2020-12/vocab/meta-data", GEN_VOCABULARY_META_DATA },
    { "https://json-schema.org/draft/2020-12/vocab/format-annotation",
      GEN_VOCABULARY_FORMAT_ANNOTATION },
    { "https://json-schema.org/draft/2020-12/vocab/format-assertion",
      GEN_VOCABULARY_FORMAT_ASSERTION },
    { "https://json-schema.org/draft/2020-12/vocab/content", GEN_VOCABULARY_CONTENT },
    { "https://json-schema.org/draft/2019-09/vocab/core", GEN_VOCABULARY_CORE },
    { "https://json-schema.org/draft/2019-09/vocab/applicator",
      GEN_VOCABULARY_APPLICATOR | GEN_VOCABULARY_UNEVALUATED },
    { "https://json-schema.org/draft/2019-09/vocab/validation", GEN_VOCABULARY_VALIDATION },
    { "https://json-schema.org/draft/2019-09/vocab/meta-data", GEN_VOCABULARY_META_DATA },
    { "https://json-schema.org/draft/2019-09/vocab/format", GEN_VOCABULARY_FORMAT_ANNOTATION },
    { "https://json-schema.org/draft/2019-09/vocab/content", GEN_VOCABULARY_CONTENT },
    { "https://spec.openapis.org/oas/3.1/vocab/base", GEN_VOCABULARY_OPENAPI },
};

static unsigned find_vocabulary(us_text name)
{
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
        if (us_text_equal(name, us_text_of(vocabularies[i].name)))
            return vocabularies[i].bits;
    return 0;
}

/* The vocabularies that the metaschema lists. One that it requires and we do not know is an error at `use`:
 * a schema must not be used then (8.1.2). */
static unsigned read_vocabularies(gen *g, const gen_node *metaschema, const gen_node *use)
{
    const gen_node *listed = gen_get(metaschema, "$vocabulary");
    unsigned bits = GEN_VOCABULARY_CORE;
    if (!listed || listed->kind != GEN_OBJECT)
        return GEN_VOCABULARIES_ALL;
    for (const gen_member *member = listed->member; member; member = member->next) {
        unsigned bit = find_vocabulary(member->key);
        bits |= bit;
        if (bit == 0 && member->value->truth)
            gen_error(g, use->at,
                      "this dialect requires the vocabulary \"%s\", which is not known: what its "
                      "keywords ask could not be checked",
                      gen_show(g, member->key));
    }
    return bits;
}

/* ---- what a document says ------------------------------------------------------------------------ */

static void take_metaschema(resolver *r, const gen_node *value, gen_resource *resource)
{
    us_text uri = gen_uri_resolve(&r->g->arena, resource->uri, value->text);
    gen_resource *meta =
        resolve_load(r, us_text_slice(uri, 0, us_text_find(uri, '#')), value, resource);
    if (!meta)
        return;
    resource->dialect = meta->dialect;
    resource->vocabularies = read_vocabularies(r->g, meta->root, value);
    if (resource->vocabularies != GEN_VOCABULARIES_ALL &&
        (resource->vocabularies & GEN_VOCABULARY_OPENAPI))
        resource->dialect = GEN_OPENAPI_31;
}

void resolve_schema_dialect(resolver *r, const gen_node *value, gen_resource *resource)
{
    enum gen_dialect dialect;
    if (!find_dialect(value->text, &dialect)) {
        take_metaschema(r, value, resource);
        return;
    }
    resource->dialect = dialect;
    resource->vocabularies = GEN_VOCABULARIES_ALL;
}

void resolve_document_dialect(resolver *r, gen_resource *resource)
{
    const gen_node *root = resource->root, *dialect = gen_get(root, "jsonSchemaDialect");
    if (us_text_starts(gen_get_text(root, "openapi"), US_TEXT("3.0")))
        resource->dialect = GEN_OPENAPI_30;
    else if (gen_get(root, "openapi"))
        resource->dialect = GEN_OPENAPI_31;
    else if (gen_get(root, "swagger"))
        resource->dialect = GEN_OPENAPI_20;
    if (gen_get(root, "openapi") && dialect && dialect->kind == GEN_STRING)
        resolve_schema_dialect(r, dialect, resource);
}
