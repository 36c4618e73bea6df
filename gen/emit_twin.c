/* Twins: schemas that ask for the same things on the same lines. They are found before anything is written, and
 * one stands for all of them in the operations and in the schemas around, so that its checker is written
 * once, in a file of shared schemas when several groups of operations use it.
 *
 * Two are twins when their checkers and their shapes would be the same text. So the lines count, and a large document that is
 * a single line, whose operations repeat each other's parameters, has many. The target of a reference is
 * itself: only what stands in place is compared, and that ends. */
#include "gen/emit_asked.h"

typedef struct twins {
    us_arena arena; /* for as long as twins are looked for */
    emit_api *a;
    gen_map first; /* by what it asks for: the first such schema */
    emit_asked asked;
} twins;

/* ---- Who is whose --------------------------------------------------------------------------------------------- */

static gen_schema *twin_of(twins *t, gen_schema *schema);

static gen_schema *twin_inside(twins *t, gen_schema *schema)
{
    gen_schema *twin = twin_of(t, schema);

    if (twin)
        twin->inside = true;
    return twin;
}

/* Leads what the rules refer to through its twins. */
static void unite_children(twins *t, gen_schema *schema)
{
    for (gen_rule *rule = schema->rule; rule; rule = rule->next) {
        rule->schema = twin_inside(t, rule->schema);
        for (gen_property *p = rule->property; p; p = p->next)
            p->schema = twin_inside(t, p->schema);
    }
}

static gen_schema *first_of(twins *t, gen_schema *schema)
{
    us_text key = emit_asked_key(&t->asked, schema);
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
    if (schema->named) {
        schema->next_named = t->a->named;
        t->a->named = schema;
    }
    unite_children(t, schema);
    if (!emit_is_its_own(schema))
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
    twins t = { .a = a };

    t.asked = emit_asked_new(&t.arena, false, true);
    for (const gen_operation *o = gen_each_operation(a->api, NULL); o;
         o = gen_each_operation(a->api, o)) {
        unite_parameters(&t, o->parameter);
        if (o->body)
            unite_medias(&t, o->body->media);
        for (gen_response *r = o->response; r; r = r->next) {
            unite_medias(&t, r->media);
            for (gen_header *h = r->header; h; h = h->next)
                h->parameter->schema = twin_of(&t, h->parameter->schema);
        }
    }
    us_arena_free(&t.arena);
}
