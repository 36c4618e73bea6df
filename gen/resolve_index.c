/* Schema resources: which URI stands for which schema, and the plain names inside it (JSON Schema Core,
 * sections 8.2 and 9). A document is walked once by its structure, before any reference is followed. */
#include "gen/resolve.h"

#include "gen/uri.h"

/* ---- finding ------------------------------------------------------------------------------------- */

gen_resource *resolve_find_resource(gen *g, us_text uri)
{
    for (unsigned i = 0; i < g->sources; i++)
        if (g->source[i].resource && us_text_equal(g->source[i].uri, uri))
            return g->source[i].resource;
    for (gen_resource *resource = g->resource; resource; resource = resource->next)
        if (us_text_equal(resource->uri, uri))
            return resource;
    return NULL;
}

/* A schema with a `$schema` of its own but no `$id` is a resource of the same URI. */
gen_node *resolve_find_anchor(const gen *g, const gen_resource *resource, us_text name)
{
    for (const gen_resource *r = g->resource; r; r = r->next) {
        if (r != resource && !us_text_equal(r->uri, resource->uri))
            continue;
        for (const gen_anchor *anchor = r->anchor; anchor; anchor = anchor->next)
            if (us_text_equal(anchor->name, name))
                return anchor->node;
    }
    return NULL;
}

/* ---- making -------------------------------------------------------------------------------------- */

gen_resource *resolve_new_resource(gen *g, us_text uri, gen_node *root, const gen_resource *model)
{
    gen_resource *resource = US_NEW(&g->arena, gen_resource);
    resource->uri = uri;
    resource->root = root;
    resource->dialect = model ? model->dialect : g->dialect;
    resource->vocabularies = model ? model->vocabularies : GEN_VOCABULARIES_ALL;
    resource->next = g->resource;
    g->resource = resource;
    return resource;
}

static void push_anchor(gen *g, gen_resource *resource, gen_node *node, us_text name, bool dynamic)
{
    gen_anchor *anchor = US_NEW(&g->arena, gen_anchor);
    anchor->name = name;
    anchor->node = node;
    anchor->dynamic = dynamic;
    anchor->next = resource->anchor;
    resource->anchor = anchor;
}

static void add_anchor(gen *g, gen_resource *resource, gen_node *node, const gen_node *value,
                       us_text name, bool dynamic)
{
    const gen_node *taken = resolve_find_anchor(g, resource, name);
    if (taken == node && !dynamic)
        return;
    if (taken && taken != node) {
        gen_error(g, value->at, "the anchor \"%s\" was already given to the schema in line %u",
                  gen_show(g, name), taken->at.line);
        return;
    }
    push_anchor(g, resource, node, name, dynamic);
}

/* ---- what a schema says of itself ---------------------------------------------------------------- */

static gen_node *string_member(const gen_node *node, const char *key)
{
    gen_node *value = gen_get(node, key);
    return value && value->kind == GEN_STRING ? value : NULL;
}

/* The `$id` that counts in the dialect, or NULL. OpenAPI before 3.1 has none. */
static gen_node *id_of(const gen_node *node, enum gen_dialect dialect)
{
    if (dialect == GEN_OPENAPI_20 || dialect == GEN_OPENAPI_30)
        return NULL;
    if (gen_ref_stands_alone(dialect) && gen_get(node, "$ref"))
        return NULL;
    return string_member(node, dialect == GEN_DRAFT_4 ? "id" : "$id");
}

/* Up to draft 7 an `$id` that is a mere fragment was the anchor. */
static bool is_old_anchor(const gen_resource *resource, const gen_node *id)
{
    return gen_ref_stands_alone(resource->dialect) && id->text.length > 1 &&
           id->text.bytes[0] == '#';
}

static void check_fragment(gen *g, const gen_resource *resource, const gen_node *id)
{
    gen_uri uri = gen_uri_split(id->text);
    if (uri.fragment.length > 0 && !gen_ref_stands_alone(resource->dialect))
        gen_error(g, id->at, "\"%s\": $id has no fragment; name the schema with $anchor",
                  gen_show(g, id->text));
}

/* The resource that begins at the schema, or the one that it is a part of. */
static gen_resource *begin_resource(resolver *r, gen_node *node, gen_resource *outer)
{
    gen_resource *resource = outer;
    const gen_node *schema = string_member(node, "$schema");
    if (schema && node != outer->root)
        resource = resolve_new_resource(r->g, outer->uri, node, outer);
    if (schema)
        resolve_schema_dialect(r, schema, resource);
    const gen_node *id = id_of(node, resource->dialect);
    if (!id || is_old_anchor(resource, id))
        return resource;
    check_fragment(r->g, resource, id);
    us_text uri = gen_uri_resolve(&r->g->arena, outer->uri, id->text);
    uri = us_text_slice(uri, 0, us_text_find(uri, '#'));
    if (us_text_equal(uri, outer->uri))
        return resource;
    if (resource == outer && node != outer->root)
        resource = resolve_new_resource(r->g, uri, node, outer);
    resource->uri = uri;
    return resource;
}

static void add_names(gen *g, gen_resource *resource, gen_node *node)
{
    enum gen_dialect dialect = resource->dialect;
    bool newest = dialect == GEN_2020_12 || dialect == GEN_OPENAPI_31;
    const gen_node *id = id_of(node, dialect);
    const gen_node *anchor = string_member(node, "$anchor");
    const gen_node *dynamic = string_member(node, "$dynamicAnchor");
    const gen_node *recursive = gen_get(node, "$recursiveAnchor");

    if (id && is_old_anchor(resource, id))
        add_anchor(g, resource, node, id, us_text_slice(id->text, 1, id->text.length), false);
    if (anchor && (newest || dialect == GEN_2019_09))
        add_anchor(g, resource, node, anchor, anchor->text, false);
    if (dynamic && newest)
        add_anchor(g, resource, node, dynamic, dynamic->text, true);
    if (recursive && recursive->truth && dialect == GEN_2019_09 && node == resource->root)
        push_anchor(g, resource, node, US_TEXT(""), true);
}

/* ---- the walk ------------------------------------------------------------------------------------ */

static void index_step(resolver *r, gen_node *node, enum openapi_kind kind, void *context)
{
    resolve_index(r, node, kind, context);
}

void resolve_index(resolver *r, gen_node *node, enum openapi_kind kind, gen_resource *resource)
{
    unsigned bit = 1u << kind;
    if (kind == OPENAPI_SCHEMA && !node->resource && node->kind == GEN_OBJECT)
        node->resource = resource = begin_resource(r, node, resource);
    else if (kind == OPENAPI_SCHEMA && !node->resource)
        node->resource = resource; /* true and false */
    if (kind == OPENAPI_NONE || node->kind != GEN_OBJECT || (node->indexed_as & bit))
        return;
    node->indexed_as |= bit;
    if (kind == OPENAPI_SCHEMA)
        add_names(r->g, node->resource, node);
    resolve_each_child(r, node, kind, index_step,
                       kind == OPENAPI_SCHEMA ? node->resource : resource);
}

void resolve_index_field(resolver *r, gen_node *value, const openapi_field *field)
{
    resolve_each_of_field(r, value, field, index_step, resolve_document_of(r->g, value));
}
