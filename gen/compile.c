/* The driver: one pass after the other, until one finds a fault. */
#include "gen/gen.h"

gen_api *gen_compile(gen *g, unsigned file, const gen_options *options)
{
    unsigned errors = g->errors;
    gen_node *root = gen_load(g, file);
    if (!root)
        return NULL;
    if (gen_is_postman(root))
        root = gen_postman(g, root);
    gen_resolve(g, root);
    gen_api *api = g->errors == errors ? gen_openapi(g, root) : NULL;
    if (api && options && options->fixtures)
        gen_cast(g, api, options->fixtures);
    if (api && g->errors == errors)
        gen_find_paging(g, api);
    bool lowered = api && g->errors == errors;
    if (lowered)
        gen_lower(g, api);
    if (lowered && options && options->manifest)
        gen_list_manifest(g, root, options->manifest, options->manifest_context);
    if (api && g->errors == errors)
        gen_judge(g, api);
    return g->errors == errors ? api : NULL;
}
