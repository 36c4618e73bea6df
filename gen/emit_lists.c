/* What the schema of an array's items says, as a table, where it speaks of nothing but arrays: how many items these
 * have and of what types. Points and matrices are so. */
#include "gen/emit.h"

typedef struct list_rules {
    const gen_rule *type, *least, *most, *items;
} list_rules;

/* Where the rule goes; NULL: a table cannot say it. */
static const gen_rule **place_of(list_rules *rules, const gen_rule *rule)
{
    switch (rule->keyword) {
    case GEN_TYPE:
        return &rules->type;
    case GEN_MIN_ITEMS:
        return &rules->least;
    case GEN_MAX_ITEMS:
        return &rules->most;
    case GEN_ITEMS:
        return rule->count == 0 && emit_mere_type(rule->schema) ? &rules->items : NULL;
    default:
        return NULL;
    }
}

/* Whether the schema (NULL: any value will do) says of arrays what a table can, and lets them be. */
static bool speaks_of_lists(const gen_schema *schema, list_rules *rules)
{
    if (!schema || schema->never)
        return false;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        const gen_rule **place = place_of(rules, rule);

        if (!emit_rule_says(rule))
            continue;
        if (!place || *place)
            return false;
        *place = rule;
    }
    return !rules->type || rules->type->types & GEN_TYPE_ARRAY;
}

const char *emit_lists(emit_scope *scope, const gen_rule *items, const char *check)
{
    emit_api *a = scope->u->a;
    out fields = emit_out(a);
    list_rules rules = { 0 };

    if (!check || !speaks_of_lists(emit_resolve(items->schema), &rules))
        return NULL;
    fields.indent = 1;
    out_line(&fields, ".check = %s,", check);
    if (rules.items)
        out_line(&fields, ".item_types = %s,",
                 emit_types(a->arena, emit_mere_type(rules.items->schema)->types));
    if (rules.least)
        out_line(&fields, ".least = %u,", rules.least->count);
    if (rules.most)
        out_line(&fields, ".most = %u,", rules.most->count);
    else
        out_line(&fields, ".most = US_ANY_COUNT,");
    out_line(&fields, ".at = %s,", emit_at(a, items->at));
    return us_arena_print(a->arena, "&%s",
                          emit_record(scope->u, "const us_lists",
                                      emit_name(a->names, "lists_", us_text_of(scope->name)),
                                      &fields))
        .bytes;
}
