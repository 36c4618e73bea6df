/* References: finds what every reference that counts leads to.
 *
 * What a reference leads to is visited as what it stands for, wherever that is. The places to visit stand
 * in a queue, so that no chain of references fills the stack. */
#include "gen/resolve.h"

#include "gen/uri.h"

static void visit_later(resolver *r, gen_node *node, enum openapi_kind kind)
{
    resolve_visit *v = US_NEW(&r->g->arena, resolve_visit);
    v->node = node;
    v->kind = kind;
    *r->last_todo = v;
    r->last_todo = &v->next;
}

/* Whether `node` is seen for the first time as that kind. */
static bool mark(gen_node *node, enum openapi_kind kind)
{
    unsigned bit = 1u << kind;
    bool first = !(node->resolved_as & bit);
    node->resolved_as |= bit;
    return first;
}

/* ---- $ref ---------------------------------------------------------------------------------------- */

static bool is_text(gen *g, const gen_member *member)
{
    if (member->value->kind == GEN_STRING)
        return true;
    gen_error(g, member->value->at, "%s must be a string, found %s", gen_show(g, member->key),
              gen_kind_name(member->value->kind));
    return false;
}

static void resolve_reference(resolver *r, gen_node *node, const gen_node *reference,
                              enum openapi_kind kind)
{
    node->target = resolve_target(r, node, reference, kind);
    if (!node->target)
        return;
    if (node->target->at.file != node->at.file)
        r->g->source[node->at.file].divided = true;
    resolve_found *f = US_NEW(&r->g->arena, resolve_found);
    f->node = node;
    f->reference = reference;
    *r->last_found = f;
    r->last_found = &f->next;
}

/* A node may stand for objects of two kinds; its reference is looked up once and followed as both. */
static void visit_reference(resolver *r, gen_node *node, enum openapi_kind kind)
{
    const gen_member *member = gen_get_member(node, "$ref");
    if (member && mark(node, OPENAPI_NONE) && is_text(r->g, member))
        resolve_reference(r, node, member->value, kind);
    if (member && node->target)
        visit_later(r, node->target, kind);
}

/* ---- $dynamicRef, $recursiveRef ------------------------------------------------------------------ */

static const char *dynamic_keyword(const gen_node *node)
{
    enum gen_dialect dialect = node->resource->dialect;
    if (dialect == GEN_2019_09)
        return "$recursiveRef";
    return dialect == GEN_2020_12 || dialect == GEN_OPENAPI_31 ? "$dynamicRef" : NULL;
}

static void visit_dynamic_reference(resolver *r, gen_node *node)
{
    const char *keyword = dynamic_keyword(node);
    const gen_member *member = keyword ? gen_get_member(node, keyword) : NULL;
    if (!member || !is_text(r->g, member))
        return;
    node->dynamic_target = resolve_target(r, node, member->value, OPENAPI_SCHEMA);
    if (node->dynamic_target)
        visit_later(r, node->dynamic_target, OPENAPI_SCHEMA);
}

/* A dynamic reference may lead to an anchor that nobody refers to by its name. */
static void visit_resource(resolver *r, gen_resource *resource)
{
    if (resource->visited)
        return;
    resource->visited = true;
    for (gen_anchor *anchor = resource->anchor; anchor; anchor = anchor->next)
        if (anchor->dynamic)
            visit_later(r, anchor->node, OPENAPI_SCHEMA);
}

/* ---- discriminator ------------------------------------------------------------------------------- */

static bool has_choice(const gen_node *node)
{
    return gen_get(node, "oneOf") || gen_get(node, "anyOf");
}

/* A discriminator by itself means the schemas that have this one in their allOf, to which nobody need refer.
 * Of the document itself all are visited anyway. */
static void visit_heirs(resolver *r, gen_node *node)
{
    gen_resource *resource = node->resource;
    enum gen_dialect dialect = resource->dialect;
    bool counts =
        dialect == GEN_OPENAPI_20 || dialect == GEN_OPENAPI_30 || dialect == GEN_OPENAPI_31;
    if (!counts || !gen_get(node, "discriminator") || has_choice(node))
        return;
    gen_node *holder = gen_named_schemas(resource->root);
    if (!holder || !mark(holder, OPENAPI_NONE))
        return;
    for (gen_member *member = holder->member; member; member = member->next) {
        resolve_index(r, member->value, OPENAPI_SCHEMA, resource);
        visit_later(r, member->value, OPENAPI_SCHEMA);
    }
}

/* ---- mapping of a discriminator ------------------------------------------------------------------ */

static void add_mapped(resolver *r, gen_node *schema, gen_node *value)
{
    resolve_mapped *mapped = US_NEW(&r->g->arena, resolve_mapped);
    if (!value || value->kind != GEN_STRING)
        return;
    *mapped = (resolve_mapped){ schema, value, r->mapped };
    r->mapped = mapped;
}

static void list_mapped(resolver *r, gen_node *schema)
{
    const gen_node *discriminator = gen_get(schema, "discriminator");
    const gen_node *mapping = gen_get(discriminator, "mapping");
    for (const gen_member *m = mapping ? mapping->member : NULL; m; m = m->next)
        add_mapped(r, schema, m->value);
    add_mapped(r, schema, gen_get(discriminator, "defaultMapping"));
}

/* What a value means: the name of a schema, or a reference. None of them has another file read for it, as a value that
 * leads nowhere is no error: whoever means a file refers to it beside the discriminator. */
static gen_node *find_mapped(resolver *r, const resolve_mapped *mapped)
{
    gen_resource *resource = mapped->schema->resource;
    us_text text = mapped->value->text, fragment;
    const gen_member *named = gen_find_member(gen_named_schemas(resource->root), text);
    if (named)
        return named->value;
    resource = resolve_find_resource(r->g, gen_uri_resolve(&r->g->arena, resource->uri, text));
    if (!resource || !gen_uri_decode(&r->g->arena, gen_uri_split(text).fragment, &fragment) ||
        (fragment.length == 0 && resource->root->indexed_as & (1u << OPENAPI_DOCUMENT)))
        return NULL;
    return gen_find(r->g, resource->root, fragment);
}

/* True when something is to be visited now. */
static bool visit_mapped(resolver *r)
{
    bool more = false;
    for (const resolve_mapped *m = r->mapped; m; m = m->next) {
        gen_node *target = m->value->target ? NULL : find_mapped(r, m);
        if (!target)
            continue;
        m->value->target = target;
        resolve_index(r, target, OPENAPI_SCHEMA,
                      target->resource ? target->resource : m->schema->resource);
        visit_later(r, target, OPENAPI_SCHEMA);
        more = true;
    }
    return more;
}

/* ---- every object -------------------------------------------------------------------------------- */

static void visit_node(resolver *r, gen_node *node, enum openapi_kind kind);

static void visit_step(resolver *r, gen_node *node, enum openapi_kind kind, void *context)
{
    (void)context;
    visit_node(r, node, kind);
}

static void visit_node(resolver *r, gen_node *node, enum openapi_kind kind)
{
    if (kind == OPENAPI_NONE || node->kind != GEN_OBJECT || !mark(node, kind))
        return;
    if (openapi_object_of(kind)->references)
        visit_reference(r, node, kind);
    if (kind == OPENAPI_SCHEMA) {
        visit_dynamic_reference(r, node);
        visit_heirs(r, node);
        list_mapped(r, node);
        visit_resource(r, node->resource);
    }
    resolve_each_child(r, node, kind, visit_step, NULL);
}

/* ---- chains of references ----------------------------------------------------------------------- */

static gen_node *last_of_chain(gen_node *start, unsigned *steps)
{
    gen_node *node = start;
    for (*steps = 0; node->target && *steps < RESOLVE_LONGEST_CHAIN; ++*steps) {
        node = node->target;
        if (node == start)
            break;
    }
    return node;
}

/* A loop is cut at the reference that is reported, so that nobody can follow it for ever. */
static void check_loop(gen *g, const resolve_found *found)
{
    gen_node *start = found->node;
    unsigned steps;
    if (!start->target || last_of_chain(start, &steps) != start)
        return;
    gen_error(g, found->reference->at, "\"%s\" leads back to itself",
              gen_show(g, found->reference->text));
    start->target = NULL;
}

/* The chain is cut at its end, so that it is reported once and not for each of its parts. */
static void check_length(gen *g, const resolve_found *found)
{
    unsigned steps;
    gen_node *last = last_of_chain(found->node, &steps);
    if (!last->target)
        return;
    gen_error(g, found->reference->at, "\"%s\" leads through more than %d references",
              gen_show(g, found->reference->text), RESOLVE_LONGEST_CHAIN);
    last->target = NULL;
}

/* ---- the pass ------------------------------------------------------------------------------------ */

/* Each document that is compiled has trees of its own of the files it leads to, because the later passes
 * leave their marks in them. */
static void forget_resources(gen *g)
{
    g->resource = NULL;
    for (unsigned i = 0; i < g->sources; i++)
        g->source[i].resource = NULL;
}

static void visit_all(resolver *r)
{
    bool more = true;
    for (resolve_visit **next = &r->todo; more; more = visit_mapped(r))
        for (; *next; next = &(*next)->next)
            visit_node(r, (*next)->node, (*next)->kind);
}

static void resolve_from(gen *g, gen_node *root, gen_node *start)
{
    resolver r = { .g = g };
    r.last_todo = &r.todo;
    r.last_found = &r.found;
    forget_resources(g);
    enum openapi_kind kind = resolve_add_document(&r, root, NULL);
    if (start != root)
        kind = OPENAPI_SCHEMA;
    resolve_index(&r, start, kind, resolve_document_of(g, root));
    visit_later(&r, start, kind);
    visit_all(&r);
    for (resolve_found *f = r.found; f; f = f->next)
        check_loop(g, f);
    for (resolve_found *f = r.found; f; f = f->next)
        check_length(g, f);
}

void gen_resolve(gen *g, gen_node *root)
{
    resolve_from(g, root, root);
}

void gen_resolve_schema(gen *g, gen_node *root, gen_node *schema)
{
    resolve_from(g, root, schema);
}

gen_node *gen_follow(gen_node *node)
{
    while (node && node->target)
        node = node->target;
    return node;
}
