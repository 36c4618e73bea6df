/* A schema from an example: what is like it. A list is as its items together are. */
#include "gen/postman.h"

/* The values that one schema is made of: the example, or the items of a list in it. */
typedef struct sample {
    const gen_node *value;
    struct sample *next;
} sample;

static sample *add(postman *p, sample *list, const gen_node *value)
{
    sample *first = US_NEW(&p->g->arena, sample);
    first->value = value;
    first->next = list;
    return first;
}

/* Whole numbers may turn out to have a fraction: an example of 5 dollars is no promise. */
static const char *type_of(const gen_node *value)
{
    static const char *const names[] = {
        [GEN_NULL] = "null",     [GEN_BOOLEAN] = "boolean", [GEN_NUMBER] = "number",
        [GEN_STRING] = "string", [GEN_ARRAY] = "array",     [GEN_OBJECT] = "object",
    };
    return names[value->kind];
}

static void infer_types(postman *p, gen_node *schema, const sample *samples)
{
    gen_node *types = postman_new(p, GEN_ARRAY, schema->at);
    for (const sample *s = samples; s; s = s->next) {
        us_text name = us_text_of(type_of(s->value));
        bool known = false;
        for (const gen_node *item = types->item; item; item = item->next)
            known = known || us_text_equal(item->text, name);
        if (!known)
            postman_add(types, postman_text(p, name, schema->at));
    }
    postman_put(p, schema, US_TEXT("type"), types);
}

static gen_node *infer(postman *p, const sample *samples);

/* What is null somewhere may be anything there. No member is required: an example does not say who needs it. */
static void infer_member(postman *p, const sample *samples, us_text key, gen_node *properties)
{
    sample *values = NULL;
    for (const sample *s = samples; s; s = s->next) {
        const gen_member *member =
            s->value->kind == GEN_OBJECT ? gen_find_member(s->value, key) : NULL;
        if (member && member->value->kind != GEN_NULL)
            values = add(p, values, member->value);
    }
    postman_put(p, properties, key,
                values ? infer(p, values) : postman_new(p, GEN_OBJECT, properties->at));
}

static void infer_members(postman *p, gen_node *schema, const sample *samples)
{
    gen_node *properties = postman_new(p, GEN_OBJECT, schema->at);
    for (const sample *s = samples; s; s = s->next)
        for (const gen_member *m = s->value->kind == GEN_OBJECT ? s->value->member : NULL; m;
             m = m->next)
            if (!gen_find_member(properties, m->key))
                infer_member(p, samples, m->key, properties);
    if (properties->count > 0)
        postman_put(p, schema, US_TEXT("properties"), properties);
}

static void infer_items(postman *p, gen_node *schema, const sample *samples)
{
    sample *items = NULL;
    for (const sample *s = samples; s; s = s->next)
        for (const gen_node *item = s->value->kind == GEN_ARRAY ? s->value->item : NULL; item;
             item = item->next)
            items = add(p, items, item);
    if (items)
        postman_put(p, schema, US_TEXT("items"), infer(p, items));
}

static gen_node *infer(postman *p, const sample *samples)
{
    gen_node *schema = postman_new(p, GEN_OBJECT, samples->value->at);
    infer_types(p, schema, samples);
    infer_members(p, schema, samples);
    infer_items(p, schema, samples);
    return schema;
}

gen_node *postman_infer_all(postman *p, const gen_node *values)
{
    sample *samples = NULL;
    for (const gen_node *item = values->item; item; item = item->next)
        samples = add(p, samples, item);
    return infer(p, samples);
}

gen_node *postman_infer(postman *p, const gen_node *value)
{
    return infer(p, add(p, NULL, value));
}
