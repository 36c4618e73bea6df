/* Documents: each file is a source of its own, known by its URI. Which URIs may be read is the loader's
 * decision; without one, nothing but what was given is. */
#include "gen/resolve.h"

#include "gen/uri.h"

/* Files that one document may lead to; more is a mistake or an attack. */
#define MOST_SOURCES 10000

gen_resource *resolve_document_of(gen *g, const gen_node *node)
{
    return g->source[node->at.file].resource;
}

static bool is_openapi(const gen_node *root)
{
    return gen_get(root, "openapi") || gen_get(root, "swagger");
}

/* Tells what the document is. */
enum openapi_kind resolve_add_document(resolver *r, gen_node *root, const gen_resource *referrer)
{
    gen_source *source = &r->g->source[root->at.file];
    enum openapi_kind kind = OPENAPI_SCHEMA;
    if (source->uri.length == 0)
        source->uri = gen_uri_of_path(&r->g->arena, us_text_of(source->path));
    gen_resource *resource = resolve_new_resource(r->g, source->uri, root, referrer);
    source->resource = resource;
    if (is_openapi(root)) {
        resolve_document_dialect(r, resource);
        kind = OPENAPI_DOCUMENT;
    }
    resolve_index(r, root, kind, resource);
    return kind;
}

/* What stands at the URI, and what it is called in messages. False: *text says why it is not read. */
static bool find_text(const gen *g, us_text uri, us_text *path, us_text *text)
{
    *path = uri;
    *text = US_TEXT("only the document itself is read");
    if (resolve_find_metaschema(uri, text))
        return true;
    return g->loader.load && g->loader.load(g->loader.context, uri, path, text);
}

/* The source of that URI, read now unless it was before; g->sources after an error. */
static unsigned find_source(gen *g, us_text uri, const gen_node *reference)
{
    us_text path, text = US_TEXT("the document leads to too many files");
    for (unsigned i = 0; i < g->sources; i++)
        if (us_text_equal(g->source[i].uri, uri))
            return i;
    if (g->sources < MOST_SOURCES && find_text(g, uri, &path, &text)) {
        unsigned file = gen_add_source(g, us_arena_copy(&g->arena, path).bytes, text);
        g->source[file].uri = us_arena_copy(&g->arena, uri);
        return file;
    }
    gen_error(g, reference->at, "\"%s\" is not read: %s", gen_show(g, reference->text),
              us_arena_copy(&g->arena, text).bytes);
    return g->sources;
}

gen_resource *resolve_load(resolver *r, us_text uri, const gen_node *reference,
                           const gen_resource *referrer)
{
    gen_resource *known = resolve_find_resource(r->g, uri);
    if (known)
        return known;
    unsigned file = find_source(r->g, uri, reference);
    gen_node *root = file < r->g->sources ? gen_load(r->g, file) : NULL;
    if (!root)
        return NULL;
    resolve_add_document(r, root, referrer);
    return r->g->source[file].resource;
}
