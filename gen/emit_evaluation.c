/* unevaluatedProperties and unevaluatedItems: the scope that a function opens at its start and closes by
 * their verbs at its end, and which other functions have to mark what they evaluate.
 *
 * What marks costs a little even where no scope is open, and a keyword that could be left out because it
 * allows anything cannot: it evaluates. So only those schemas mark that are applied to the very value of a
 * schema with one of the keywords. `not` tells nothing of what it evaluates (JSON Schema Core 2020-12,
 * 7.6.1). */
#include "gen/emit.h"

/* ---- Which schemas mark --------------------------------------------------------------------------------- */

bool emit_is_in_place(enum gen_keyword keyword)
{
    switch (keyword) {
    case GEN_REF:
    case GEN_DYNAMIC_REF:
    case GEN_RECURSIVE_REF:
    case GEN_ALL_OF:
    case GEN_ANY_OF:
    case GEN_ONE_OF:
    case GEN_IF:
    case GEN_THEN:
    case GEN_ELSE:
    case GEN_DEPENDENT_SCHEMAS:
    case GEN_DISCRIMINATOR:
        return true;
    default:
        return false;
    }
}

static void add_marks(const gen_schema *schema, unsigned marks)
{
    if (!schema || (schema->emitted->marks & marks) == marks)
        return;
    schema->emitted->marks |= marks;
    add_marks(schema->emitted->same, marks);
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (!emit_is_in_place(rule->keyword))
            continue;
        add_marks(rule->schema, marks);
        for (const gen_property *p = rule->property; p; p = p->next)
            add_marks(p->schema, marks);
    }
}

static bool checks(const gen_schema *schema, enum gen_keyword keyword)
{
    const gen_rule *rule = lower_rule(schema, keyword);

    return rule && emit_resolve(rule->schema);
}

void emit_evaluation_plan(emit_api *a)
{
    for (const emit_checker *c = a->checker; c; c = c->next) {
        if (checks(c->schema, GEN_UNEVALUATED_PROPERTIES))
            add_marks(c->schema, EMIT_MARKS_MEMBERS);
        if (checks(c->schema, GEN_UNEVALUATED_ITEMS))
            add_marks(c->schema, EMIT_MARKS_ITEMS);
    }
}

/* ---- The scope ------------------------------------------------------------------------------------------ */

/* The rule of the keyword. One that allows anything is needed where it evaluates what is left, for a scope
 * around this one. */
static const gen_rule *rule_of(const gen_schema *schema, enum gen_keyword keyword, unsigned marks)
{
    const gen_rule *rule = lower_rule(schema, keyword);

    return schema->emitted->marks & marks ? rule : NULL;
}

static const gen_rule *members_rule(const gen_schema *schema)
{
    return rule_of(schema, GEN_UNEVALUATED_PROPERTIES, EMIT_MARKS_MEMBERS);
}

static const gen_rule *items_rule(const gen_schema *schema)
{
    return rule_of(schema, GEN_UNEVALUATED_ITEMS, EMIT_MARKS_ITEMS);
}

bool emit_has_scope(const gen_schema *schema)
{
    return members_rule(schema) || items_rule(schema);
}

void emit_evaluation_declare(emit_scope *scope, const gen_schema *schema)
{
    if (emit_has_scope(schema))
        out_line(scope->o, "us_evaluation scope;");
}

void emit_evaluation_begin(emit_scope *scope, const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;

    if (emit_has_scope(schema))
        out_line(scope->o, "us_evaluation_begin%s(ck, v, &scope);",
                 resource && resource->dialect == GEN_2019_09 ? "_2019_09" : "");
}

static void emit_unevaluated(emit_scope *scope, const gen_rule *rule)
{
    if (rule)
        out_call(scope->o, lower_keyword_of(rule->keyword)->verb,
                 (const char *[]){
                     "ck", "v", "&scope",
                     emit_check_always(scope->u, rule->schema, emit_rule_place(scope, rule)),
                     emit_at(scope->u->a, rule->at) },
                 5);
}

void emit_evaluation_end(emit_scope *scope, const gen_schema *schema)
{
    emit_unevaluated(scope, items_rule(schema));
    emit_unevaluated(scope, members_rule(schema));
}
