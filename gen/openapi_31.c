/* OpenAPI 3.1 to the API model: the document itself. Its parts have files of their own. */
#include "gen/openapi.h"

/* ---- the version -------------------------------------------------------------------------------- */

static bool is_digits(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    return text.length > 0;
}

/* 3.1.<patch>, as the schema of OpenAPI 3.1 has it; what follows a '-' is free. */
static bool is_31(us_text version)
{
    if (!us_text_starts(version, US_TEXT("3.1.")))
        return false;
    us_text patch = us_text_slice(version, 4, version.length);
    return is_digits(us_text_slice(patch, 0, us_text_find(patch, '-')));
}

static bool check_version(gen *g, const gen_node *root)
{
    const gen_node *swagger = gen_get(root, "swagger"), *version = gen_get(root, "openapi");
    if (root->kind != GEN_OBJECT)
        gen_error(g, root->at, "an OpenAPI document must be an object, found %s",
                  gen_kind_name(root->kind));
    else if (!version && swagger)
        gen_error(g, swagger->at, "OpenAPI 2.0 (Swagger) is not read; convert the document to 3.1");
    else if (!version)
        gen_error(g, root->at, "this is no OpenAPI document: it has no field \"openapi\"");
    else if (version->kind != GEN_STRING)
        gen_error(g, version->at, "\"openapi\" must be a string such as \"3.1.0\", found %s",
                  gen_kind_name(version->kind));
    else if (!is_31(version->text))
        gen_error(g, version->at, "OpenAPI %s is not read; only 3.1 is, such as \"3.1.0\"",
                  gen_show(g, version->text));
    else
        return true;
    return false;
}

/* ---- the document ------------------------------------------------------------------------------- */

static void check_dialect(gen *g, const gen_node *root)
{
    static const char *const known[] = { "https://spec.openapis.org/oas/3.1/dialect/base",
                                         "https://json-schema.org/draft/2020-12/schema" };
    const gen_node *dialect = gen_get(root, "jsonSchemaDialect");
    if (!dialect)
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(dialect->text, us_text_of(known[i])))
            return;
    gen_error(g, dialect->at, "the schema dialect \"%s\" is not read; only JSON Schema 2020-12 is",
              gen_show(g, dialect->text));
}

static void warn_unserved(gen *g, const gen_node *root)
{
    const gen_member *webhooks = gen_get_member(root, "webhooks");
    if (webhooks)
        gen_warning(g, webhooks->at, "webhooks are not served");
    if (!gen_get(root, "paths"))
        gen_warning(g, root->at, "the document has no paths, so there is nothing to serve");
}

static us_text without_ending(us_text name)
{
    for (size_t i = name.length; i > 1; i--)
        if (name.bytes[i - 1] == '.')
            return us_text_slice(name, 0, i - 1);
    return name;
}

static gen_api *read_document(gen *g, gen_node *root)
{
    gen_api *api = US_NEW(&g->arena, gen_api);
    openapi o = { .g = g, .api = api };
    api->file = root->at.file;
    api->name = without_ending(g->source[api->file].name);
    api->title = gen_get_text(gen_get(root, "info"), "title");
    api->root = root;
    check_dialect(g, root);
    warn_unserved(g, root);
    api->base = openapi_read_servers(&o, gen_get(root, "servers"));
    openapi_read_schemes(&o, gen_get(gen_get(root, "components"), "securitySchemes"));
    o.requirement = openapi_read_security(&o, gen_get(root, "security"));
    openapi_read_paths(&o, gen_get(root, "paths"));
    return api;
}

gen_api *gen_openapi(gen *g, gen_node *root)
{
    unsigned errors = g->errors;
    if (!check_version(g, root))
        return NULL;
    openapi_check_fields(g, root);
    if (g->errors > errors)
        return NULL;
    gen_api *api = read_document(g, root);
    return g->errors > errors ? NULL : api;
}
