/* Fields of another version. Whoever moves a document from one version to the next forgets some of them, and
 * most have a counterpart: the table says which. */
#include "gen/openapi.h"

/* What to write in place of a field: in 2.0, or in 3.x. The first row that fits counts. */
static const struct {
    const char *object, *field; /* object NULL: any */
    enum openapi_version versions;
    const char *advice;
} advices[] = {
    { NULL, "requestBody", OPENAPI_ONLY_20, "a parameter with \"in: body\"" },
    { NULL, "components", OPENAPI_ONLY_20,
      "definitions, parameters, responses and securityDefinitions at the top" },
    { NULL, "servers", OPENAPI_ONLY_20, "host, basePath and schemes at the top" },
    { "a response", "content", OPENAPI_ONLY_20, "schema here, and produces in the operation" },
    { "a parameter", "content", OPENAPI_ONLY_20, "a type, or a schema with \"in: body\"" },
    { NULL, "style", OPENAPI_ONLY_20, "collectionFormat" },
    { NULL, "explode", OPENAPI_ONLY_20, "collectionFormat" },
    { "a header", "schema", OPENAPI_ONLY_20, "type and the other words here" },
    { "a security scheme", "scheme", OPENAPI_ONLY_20, "\"type: basic\" or an apiKey" },
    { "a security scheme", "flows", OPENAPI_ONLY_20, "flow and the fields of that one flow" },
    { NULL, "definitions", OPENAPI_SINCE_30, "components.schemas" },
    { "the document", "parameters", OPENAPI_SINCE_30, "components.parameters" },
    { "the document", "responses", OPENAPI_SINCE_30, "components.responses" },
    { NULL, "securityDefinitions", OPENAPI_SINCE_30, "components.securitySchemes" },
    { NULL, "host", OPENAPI_SINCE_30, "servers" },
    { NULL, "basePath", OPENAPI_SINCE_30, "servers" },
    { NULL, "schemes", OPENAPI_SINCE_30, "servers" },
    { NULL, "consumes", OPENAPI_SINCE_30, "the content of the requestBody" },
    { NULL, "produces", OPENAPI_SINCE_30, "the content of the responses" },
    { "a response", "schema", OPENAPI_SINCE_30, "content with a media type" },
    { "a response", "examples", OPENAPI_SINCE_30, "content with a media type" },
    { NULL, "collectionFormat", OPENAPI_SINCE_30, "style and explode" },
    { "a parameter", NULL, OPENAPI_SINCE_30, "a schema that says it" },
    { "a header", NULL, OPENAPI_SINCE_30, "a schema that says it" },
    { "a security scheme", NULL, OPENAPI_SINCE_30, "flows" },
};

static const char *advice_for(const openapi_object *object, const openapi_field *field,
                              unsigned version)
{
    us_text place = us_text_of(object->name), name = us_text_of(field->name);
    bool foreign = field->versions == OPENAPI_ONLY_20 || version == OPENAPI_ONLY_20;
    for (size_t i = 0; foreign && i < sizeof advices / sizeof *advices; i++) {
        if (!(advices[i].versions & version) ||
            (advices[i].object && !us_text_equal(us_text_of(advices[i].object), place)) ||
            (advices[i].field && !us_text_equal(us_text_of(advices[i].field), name)))
            continue;
        return advices[i].advice;
    }
    return NULL;
}

void openapi_warn_misplaced(gen *g, const gen_member *member, const openapi_object *object,
                            const openapi_field *field, unsigned version)
{
    const char *advice = advice_for(object, field, version);
    gen_warning(g, member->at, "%s has no field \"%s\" in OpenAPI %s, only in %s%s%s%s",
                object->name, field->name, openapi_version_name(version),
                openapi_version_name(field->versions),
                field->versions == OPENAPI_ONLY_20 ? "" : " and later", advice ? "; write " : "",
                advice ? advice : "");
}
