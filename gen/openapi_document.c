/* OpenAPI to the API model: the document itself. Its parts have files of their own. */
#include "gen/openapi.h"

static void warn_unserved(gen *g, const gen_node *root, unsigned version)
{
    if (!gen_get(root, "paths") && !(version & OPENAPI_SINCE_31 && gen_get(root, "webhooks")))
        gen_warning(g, root->at, "the document has no paths, so there is nothing to serve");
}

static us_text without_ending(us_text name)
{
    for (size_t i = name.length; i > 1; i--)
        if (name.bytes[i - 1] == '.')
            return us_text_slice(name, 0, i - 1);
    return name;
}

/* Documents of 3.0 have them as an extension. */
static const gen_node *webhooks_of(const gen_node *root, unsigned version)
{
    if (version == OPENAPI_ONLY_20)
        return NULL;
    return gen_get(root, version & OPENAPI_SINCE_31 ? "webhooks" : "x-webhooks");
}

static gen_api *read_document(gen *g, gen_node *root, unsigned version)
{
    gen_api *api = US_NEW(&g->arena, gen_api);
    openapi o = { .g = g, .api = api, .version = version };
    api->file = root->at.file;
    api->name = without_ending(g->source[api->file].name);
    api->title = gen_get_text(gen_get(root, "info"), "title");
    api->root = root;
    warn_unserved(g, root, version);
    if (version == OPENAPI_ONLY_20) {
        o.consumes = gen_get(root, "consumes");
        o.produces = gen_get(root, "produces");
        api->servers = openapi_20_read_servers(&o, root);
        openapi_read_schemes(&o, gen_get(root, "securityDefinitions"));
    } else {
        api->servers = openapi_read_servers(&o, gen_get(root, "servers"));
        openapi_read_schemes(&o, gen_get(gen_get(root, "components"), "securitySchemes"));
    }
    o.requirement = openapi_read_security(&o, gen_get(root, "security"));
    openapi_read_paths(&o, gen_get(root, "paths"));
    openapi_read_webhooks(&o, webhooks_of(root, version));
    return api;
}

gen_api *gen_openapi(gen *g, gen_node *root)
{
    unsigned errors = g->errors;
    unsigned version = openapi_version_of(g, root);
    if (!version)
        return NULL;
    openapi_check_fields(g, root, version);
    if (g->errors > errors)
        return NULL;
    gen_api *api = read_document(g, root, version);
    return g->errors > errors ? NULL : api;
}
