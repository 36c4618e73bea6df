/* Rules that need more than their verb and one argument, or less: branches of allOf, conditions, counts of items,
 * what is left of an array, dependencies, and the discriminator. */
#include "gen/emit_object.h"

static const char *table_name(emit_scope *scope, const char *prefix)
{
    return emit_name(scope->u->a->names, prefix, us_text_of(scope->name));
}

/* ---- One schema ------------------------------------------------------------------------------------------ */

/* A schema that allows anything asks for nothing, unless somebody asks what was evaluated. */
static const char *check_items(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    const char *place = emit_rule_place(scope, rule);

    return parent->emitted->marks & EMIT_MARKS_ITEMS
               ? emit_check_always(scope->u, rule->schema, place)
               : emit_check(scope->u, rule->schema, place);
}

static void emit_rest(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    const char *verb =
        rule->keyword == GEN_ADDITIONAL_ITEMS ? "us_additional_items" : "us_items_after";
    const char *function = check_items(scope, rule, parent);

    if (function)
        out_call(scope->o, verb,
                 (const char *[]){ "ck", scope->value, emit_unsigned(scope, rule->count), function,
                                   emit_at(scope->u->a, rule->at) },
                 5);
}

/* Every item. */
static void emit_each(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    emit_api *a = scope->u->a;
    const gen_rule *type = emit_mere_type(rule->schema);
    const char *function, *numbers, *lists;

    if (type) {
        out_call(scope->o, "us_item_types",
                 (const char *[]){ "ck", scope->value, emit_types(a->arena, type->types),
                                   emit_at(a, type->at) },
                 4);
        return;
    }
    function = check_items(scope, rule, parent);
    numbers = emit_numbers(scope, rule->schema, function);
    lists = numbers ? NULL : emit_lists(scope, rule, function);
    if (numbers)
        out_call(scope->o, "us_number_items", (const char *[]){ "ck", scope->value, numbers }, 3);
    else if (lists)
        out_call(scope->o, "us_list_items", (const char *[]){ "ck", scope->value, lists }, 3);
    else if (function)
        out_call(scope->o, "us_items",
                 (const char *[]){ "ck", scope->value, function, emit_at(a, rule->at) }, 4);
}

static void emit_contains(emit_scope *scope, const gen_rule *rule)
{
    const char *function = emit_check_always(scope->u, rule->schema, emit_rule_place(scope, rule));
    const char *verb = lower_keyword_of(rule->keyword)->verb, *at = emit_at(scope->u->a, rule->at);

    if (rule->keyword == GEN_CONTAINS)
        out_call(scope->o, verb, (const char *[]){ "ck", scope->value, function, at }, 4);
    else
        out_call(
            scope->o, verb,
            (const char *[]){ "ck", scope->value, function, emit_unsigned(scope, rule->count), at },
            5);
}

/* ---- allOf ----------------------------------------------------------------------------------------------- */

/* A branch that is nobody's but its parent's, and short, needs no function. */
static void emit_part_of(emit_scope *scope, gen_schema *branch, const char *place,
                         const gen_schema *parent)
{
    emit_scope inner = *scope;

    if (emit_resolve(branch) != branch || !emit_is_plain(parent, branch)) {
        emit_call(scope, branch, place);
        return;
    }
    inner.place = place;
    inner.slots = emit_slots_new(scope->u->a, branch);
    inner.typed = false;
    emit_rules(&inner, branch);
}

/* One branch after the other. Where a discriminator may lead back to them, that is the verb's business. */
static bool emit_all_of(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    unsigned number = 0;

    if (parent->emitted->recursive)
        return false;
    for (const gen_property *p = rule->property; p; p = p->next)
        emit_part_of(scope, p->schema, emit_branch_place(scope, rule, ++number), parent);
    return true;
}

/* ---- if -------------------------------------------------------------------------------------------------- */

/* 0: anything will do. */
static const char *check_branch(emit_scope *scope, const gen_rule *rule)
{
    const char *function =
        rule ? emit_check(scope->u, rule->schema, emit_rule_place(scope, rule)) : NULL;

    return function ? function : "0";
}

static bool says(const gen_rule *rule)
{
    return rule && emit_resolve(rule->schema);
}

static void emit_if(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    const gen_rule *then_rule = lower_rule(parent, GEN_THEN);
    const gen_rule *else_rule = lower_rule(parent, GEN_ELSE);
    const char *check;

    if (!says(then_rule) && !says(else_rule) && !parent->emitted->marks)
        return;
    check = emit_check_always(scope->u, rule->schema, emit_rule_place(scope, rule));
    out_call(scope->o, lower_keyword_of(rule->keyword)->verb,
             (const char *[]){ "ck", scope->value, check, check_branch(scope, then_rule),
                               check_branch(scope, else_rule), emit_at(scope->u->a, rule->at) },
             6);
}

/* ---- Dependencies ----------------------------------------------------------------------------------------- */

static const char *write_list(emit_scope *scope, const gen_property *list, unsigned *count)
{
    out rows = emit_out(scope->u->a);
    const char *name = table_name(scope, "names_");
    out_cells cells;

    *count = 0;
    for (const gen_property *p = list; p; p = p->next)
        ++*count;
    cells = out_cells_new(&rows, *count);
    for (const gen_property *p = list; p; p = p->next)
        out_cell_text(&cells, "US_STRING_OF(", p->name, ")");
    rows.indent = 1;
    out_cells_write(&rows, &cells);
    return emit_table(scope->u, "const us_string", name, &rows);
}

static void emit_dependent_required(emit_scope *scope, const gen_rule *rule)
{
    us_arena *arena = scope->u->a->arena;
    out rows = emit_out(scope->u->a);
    out_cells cells = out_cells_new(&rows, rule->count);
    const char *name = table_name(scope, "dependencies_");

    rows.indent = 1;
    for (const gen_property *p = rule->property; p; p = p->next) {
        unsigned count;
        const char *list = write_list(scope, p->name_list, &count);

        out_cell_text_and(&cells, "{ .key = US_STRING_OF(", p->name, "),",
                          us_arena_print(arena, ".name = %s, .names = %u }", list, count).bytes);
    }
    out_cells_write(&rows, &cells);
    name = emit_table(scope->u, "const us_dependency", name, &rows);
    out_call(scope->o, "us_dependent_required",
             (const char *[]){ "ck", scope->value, name, emit_unsigned(scope, rule->count),
                               emit_at(scope->u->a, rule->at) },
             5);
}

/* A table of texts and the checker that each leads to. `opening` is the first field of a row. */
static const char *write_checkers(emit_scope *scope, const gen_rule *rule, const char *type,
                                  const char *prefix, const char *opening)
{
    us_arena *arena = scope->u->a->arena;
    out rows = emit_out(scope->u->a);
    out_cells cells = out_cells_new(&rows, rule->count);
    const char *name = table_name(scope, prefix);

    rows.indent = 1;
    for (const gen_property *p = rule->property; p; p = p->next) {
        const char *check = emit_check_always(scope->u, p->schema, emit_rule_place(scope, rule));

        out_cell_text_and(&cells, opening, p->name, "),",
                          us_arena_print(arena, ".check = %s }", check).bytes);
    }
    out_cells_write(&rows, &cells);
    return emit_table(scope->u, type, name, &rows);
}

static void emit_dependent_schemas(emit_scope *scope, const gen_rule *rule)
{
    const char *name = write_checkers(scope, rule, "const us_dependent_schema", "dependents_",
                                      "{ .key = US_STRING_OF(");

    out_call(scope->o, "us_dependent_schemas",
             (const char *[]){ "ck", scope->value, name, emit_unsigned(scope, rule->count),
                               emit_at(scope->u->a, rule->at) },
             5);
}

/* ---- discriminator ------------------------------------------------------------------------------------------ */

/* The rule that the discriminator decides in the place of, or NULL. */
static const gen_rule *chosen_from(const gen_schema *parent)
{
    const gen_rule *rule = lower_rule(parent, GEN_ONE_OF);

    if (!lower_rule(parent, GEN_DISCRIMINATOR))
        return NULL;
    return rule ? rule : lower_rule(parent, GEN_ANY_OF);
}

static void emit_discriminator(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    emit_unit *u = scope->u;
    out fields = emit_out(u->a);
    const gen_rule *branches = chosen_from(parent);
    const char *tag =
        write_checkers(scope, rule, "const us_tag", "tag_", "{ .value = US_STRING_OF(");
    const char *name = table_name(scope, "tags_");
    const char *branch = branches ? emit_branches(scope, branches) : NULL;
    const char *otherwise =
        rule->schema ? emit_check_always(u, rule->schema, emit_rule_place(scope, rule)) : NULL;

    fields.indent = 1;
    emit_field_text(&fields, "property", rule->text);
    emit_list(&fields, "tag", tag, rule->count);
    if (otherwise)
        out_line(&fields, ".otherwise = %s,", otherwise);
    if (branch) {
        out_line(&fields, ".branch = %s,", branch);
        out_line(&fields, ".branches = %u,", branches->count);
        if (branches->keyword == GEN_ONE_OF)
            out_line(&fields, ".one_of = 1,");
    }
    name = emit_record(u, "const us_tags", name, &fields);
    out_call(scope->o, "us_discriminator",
             (const char *[]){ "ck", scope->value, us_arena_print(u->a->arena, "&%s", name).bytes,
                               emit_at(u->a, rule->at) },
             4);
}

/* ---- Numbers that no double holds ------------------------------------------------------------------------------ */

static bool emit_exact(emit_scope *scope, const gen_rule *rule)
{
    us_arena *arena = scope->u->a->arena;
    char spelling[40];

    if (lower_double(rule->node->text, spelling))
        return false;
    out_call(scope->o,
             us_arena_print(arena, "%s_exact", lower_keyword_of(rule->keyword)->verb).bytes,
             (const char *[]){ "ck", scope->value,
                               us_arena_print(arena, "\"%.*s\"", (int)rule->node->text.length,
                                              rule->node->text.bytes)
                                   .bytes,
                               emit_at(scope->u->a, rule->at) },
             4);
    return true;
}

/* ---- Rules ------------------------------------------------------------------------------------------------ */

bool emit_apply(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    if (lower_keyword_of(rule->keyword)->payload == LOWER_NUMBER)
        return emit_exact(scope, rule);
    switch (rule->keyword) {
    case GEN_ITEMS:
        (rule->count == 0 ? emit_each : emit_rest)(scope, rule, parent);
        return true;
    case GEN_ADDITIONAL_ITEMS:
        emit_rest(scope, rule, parent);
        return true;
    case GEN_CONTAINS:
    case GEN_MIN_CONTAINS:
    case GEN_MAX_CONTAINS:
        emit_contains(scope, rule);
        return true;
    case GEN_ALL_OF:
        return emit_all_of(scope, rule, parent);
    case GEN_IF:
        emit_if(scope, rule, parent);
        return true;
    case GEN_THEN:
    case GEN_ELSE:
    case GEN_UNEVALUATED_ITEMS:
        return true; /* written with `if`, and at the end */
    case GEN_DEPENDENT_REQUIRED:
        emit_dependent_required(scope, rule);
        return true;
    case GEN_DEPENDENT_SCHEMAS:
        emit_dependent_schemas(scope, rule);
        return true;
    case GEN_DISCRIMINATOR:
        emit_discriminator(scope, rule, parent);
        return true;
    default:
        return chosen_from(parent) == rule;
    }
}
