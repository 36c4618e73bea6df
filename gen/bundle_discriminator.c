/* Discriminators in a bundle: the same values lead to the same schemas, wherever those stand now and whatever they are
 * called there. */
#include "gen/bundle.h"
#include "gen/lower.h"

typedef struct mapping {
    bundler *b;
    bundle_scope *scope;
    const gen_node *schema;
    gen_node *copy; /* the object `mapping`, with what it says now */
} mapping;

/* A schema that is called otherwise in the bundle keeps its value. */
static void keep_value(mapping *m, us_text value, const gen_node *target, us_text reference)
{
    us_text now = bundle_refer(m->b, m->scope, m->schema, reference, target, OPENAPI_SCHEMA);
    if (!us_text_equal(gen_name_of_reference(now), value) && !gen_find_member(m->copy, value))
        bundle_put(m->b, m->copy, value, bundle_text(m->b, now, target->at));
}

static void keep_branches(mapping *m, const gen_node *branches)
{
    for (const gen_node *item = branches ? branches->item : NULL; item; item = item->next) {
        const gen_node *reference = openapi_reference(item);
        if (reference && item->target)
            keep_value(m, gen_name_of_reference(reference->text), item->target, reference->text);
    }
}

static us_text reference_to(const mapping *m, us_text name)
{
    return us_arena_print(&m->b->g->arena, "#/components/schemas/%.*s", (int)name.length,
                          name.bytes);
}

/* The lower_take_heir of keep_heirs. */
static void keep_heir(void *context, gen_member *heir)
{
    mapping *m = context;
    keep_value(m, heir->key, heir->value, reference_to(m, heir->key));
}

/* Nobody may refer to those who inherit; in another file they would be lost. */
static void keep_heirs(mapping *m)
{
    const gen_resource *resource = m->schema->resource;
    const gen_node *schemas = resource ? gen_named_schemas(resource->root) : NULL;
    if (schemas && bundle_is_foreign(m->b, m->schema))
        lower_each_heir(m->b->g, schemas, m->schema, keep_heir, m);
}

/* A value may be a name, which has a meaning only in its own document. */
static gen_node *copy_mapped(mapping *m, gen_node *value)
{
    us_text text = value->text;
    if (value->kind != GEN_STRING || !value->target)
        return value;
    if (!m->scope->resource && !bundle_is_foreign(m->b, value) &&
        !bundle_is_foreign(m->b, value->target))
        return value;
    if (us_text_find(text, '/') == text.length && us_text_find(text, '#') == text.length &&
        value->target->at.file == value->at.file)
        text = reference_to(m, text);
    text = bundle_refer(m->b, m->scope, value, text, value->target, OPENAPI_SCHEMA);
    return bundle_text(m->b, text, value->at);
}

gen_node *bundle_discriminator(bundler *b, bundle_scope *scope, const gen_node *schema,
                               gen_node *value)
{
    mapping m = { b, scope, schema, bundle_node(b, GEN_OBJECT, value->at) };
    const gen_node *mapped = gen_get(value, "mapping");
    gen_node *whole = bundle_node(b, GEN_OBJECT, value->at), *other;
    gen_member **last = &m.copy->member;
    for (const gen_member *p = mapped ? mapped->member : NULL; p; p = p->next)
        last = bundle_add(b, m.copy, last, p, copy_mapped(&m, p->value));
    keep_branches(&m, gen_get(schema, "oneOf"));
    keep_branches(&m, gen_get(schema, "anyOf"));
    if (!gen_get(schema, "oneOf") && !gen_get(schema, "anyOf"))
        keep_heirs(&m);
    if (value->kind != GEN_OBJECT)
        return value;
    last = &whole->member;
    for (const gen_member *p = value->member; p; p = p->next)
        last = bundle_add(b, whole, last, p, p->value);
    if (m.copy->count > 0)
        bundle_put(b, whole, US_TEXT("mapping"), m.copy);
    other = gen_get(value, "defaultMapping");
    if (other)
        bundle_put(b, whole, US_TEXT("defaultMapping"), copy_mapped(&m, other));
    return whole;
}
