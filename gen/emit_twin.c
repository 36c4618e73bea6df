/* Twins: schemas that ask for the same things on the same lines. They are found before anything is written, and
 * one stands for all of them in the operations and in the schemas around, so that its checker is written
 * once, in a file of shared schemas when several groups of operations use it.
 *
 * Two are twins when their checkers and their shapes would be the same text. So the lines count, and a large document that is
 * a single line, whose operations repeat each other's parameters, has many. The target of a reference is
 * itself: only what stands in place is compared, and that ends. */
#include "gen/emit.h"

typedef struct twins {
    us_arena arena; /* for as long as twins are looked for */
    gen_map first;  /* by what it asks for: the first such schema */
    us_buf key, value;
} twins;

/* ---- What a schema asks for ------------------------------------------------------------------------------- */

static void add_value(twins *t, const gen_node *node)
{
    t->value.length = 0;
    if (node)
        gen_write_json(&t->value, node);
    emit_key_text(&t->key, us_buf_text(&t->value));
}

static void add_properties(twins *t, const gen_property *list)
{
    for (const gen_property *p = list; p; p = p->next) {
        emit_key_number(&t->key, 1);
        emit_key_text(&t->key, p->name);
        emit_key_at(&t->key, p->at);
        emit_key_address(&t->key, p->schema);
        emit_key_number(&t->key, p->excused);
        add_properties(t, p->name_list);
    }
    emit_key_number(&t->key, 0);
}

static void add_rule(twins *t, const gen_rule *rule)
{
    emit_key_number(&t->key, rule->keyword);
    emit_key_at(&t->key, rule->at);
    emit_key_number(&t->key, rule->types);
    emit_key_number(&t->key, rule->count);
    emit_key_number(&t->key, rule->flag);
    emit_key_text(&t->key, rule->text);
    emit_key_address(&t->key, rule->schema);
    add_value(t, rule->node);
    add_properties(t, rule->property);
}

static us_text key_of(twins *t, const gen_schema *schema)
{
    static const char *const hints[] = { "format", "example", "examples", "default", "xml" };

    t->key.length = 0;
    emit_key_number(&t->key, schema->never);
    emit_key_address(&t->key, schema->node->resource);
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        add_rule(t, rule);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        add_value(t, emit_hint(schema, hints[i]));
    return us_buf_text(&t->key);
}

/* ---- Who is whose --------------------------------------------------------------------------------------------- */

static gen_schema *twin_of(twins *t, gen_schema *schema);

/* Leads what the rules refer to through its twins. */
static void unite_children(twins *t, gen_schema *schema)
{
    for (gen_rule *rule = schema->rule; rule; rule = rule->next) {
        rule->schema = twin_of(t, rule->schema);
        for (gen_property *p = rule->property; p; p = p->next)
            p->schema = twin_of(t, p->schema);
    }
}

/* Somebody may know the schema by its name or by its anchor. */
static bool is_its_own(const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;

    return schema->named || (resource && resource->dynamic);
}

static gen_schema *first_of(twins *t, gen_schema *schema)
{
    us_text key = key_of(t, schema);
    gen_schema *first = gen_map_find(&t->first, key);

    if (first)
        return first;
    *gen_map_at(&t->first, &t->arena, us_arena_copy(&t->arena, key)) = schema;
    return schema;
}

static gen_schema *twin_of(twins *t, gen_schema *schema)
{
    if (!schema || schema->twin)
        return schema ? schema->twin : NULL;
    schema->twin = schema; /* for those inside that lead back to it */
    unite_children(t, schema);
    if (!is_its_own(schema))
        schema->twin = first_of(t, schema);
    return schema->twin;
}

static void unite_medias(twins *t, gen_media *media)
{
    for (; media; media = media->next)
        media->schema = twin_of(t, media->schema);
}

static void unite_parameters(twins *t, gen_parameter *parameter)
{
    for (; parameter; parameter = parameter->next)
        parameter->schema = twin_of(t, parameter->schema);
}

void emit_unite_twins(emit_api *a)
{
    twins t = { 0 };

    t.key = us_buf_new(&t.arena, 4096);
    t.value = us_buf_new(&t.arena, 4096);
    for (const gen_operation *o = a->api->operation; o; o = o->next) {
        unite_parameters(&t, o->parameter);
        if (o->body)
            unite_medias(&t, o->body->media);
        for (gen_response *r = o->response; r; r = r->next) {
            unite_medias(&t, r->media);
            unite_parameters(&t, r->parameter);
        }
    }
    us_arena_free(&t.arena);
}
