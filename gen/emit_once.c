/* Discriminators among heirs: a schema with one leads to schemas that contain it, so a value comes to the same checkers
 * by several ways. Those checkers begin by asking whether they have begun (us_once_begin), or what is inside the value
 * would be checked as often as there are ways, level by level. */
#include "gen/emit.h"

/* What has no name nobody is led to a second time. */
static void mark(gen_schema *schema)
{
    gen_schema *target = schema ? emit_resolve(schema) : NULL;

    if (!target || !target->named)
        return;
    target->emitted->once = true;
    if (target->emitted->same)
        target->emitted->same->emitted->once = true;
}

/* One beside oneOf or anyOf leads away from its schema. */
static const gen_rule *rule_among_heirs(const gen_schema *schema)
{
    bool chooses = lower_rule(schema, GEN_ONE_OF) || lower_rule(schema, GEN_ANY_OF);

    return chooses ? NULL : lower_rule(schema, GEN_DISCRIMINATOR);
}

void emit_once_plan(emit_api *a)
{
    for (const emit_checker *c = a->checker; c; c = c->next) {
        const gen_rule *rule = rule_among_heirs(c->schema);

        if (!rule)
            continue;
        mark(c->schema);
        mark(rule->schema);
        for (const gen_property *tag = rule->property; tag; tag = tag->next)
            mark(tag->schema);
    }
}

void emit_once_begin(emit_scope *scope, const gen_schema *schema)
{
    if (!schema->emitted->once)
        return;
    out_line(scope->o, "if (!us_once_begin(ck, v, %s))", schema->emitted->function);
    out_line(scope->o, "    return;");
}

void emit_once_end(emit_scope *scope, const gen_schema *schema)
{
    if (schema->emitted->once)
        out_call(scope->o, "us_once_end", (const char *[]){ "ck", "v", schema->emitted->function },
                 3);
}
