/* The constants that verbs are given: members of enums, constants, branches, numbers of patterns.
 * Each is written to the file right before the function that needs it. */
#include <string.h>

#include "gen/emit.h"

/* ---- Values ------------------------------------------------------------------------------------------ */

us_text emit_value_text(emit_unit *u, const gen_node *node)
{
    us_buf json = us_buf_new(u->a->arena, 32);

    if (node->kind == GEN_STRING)
        return node->text;
    gen_write_json(&json, node);
    return us_buf_text(&json);
}

const char *emit_value_macro(const gen_node *node)
{
    return node->kind == GEN_STRING ? "US_STR(" : "US_JSON(";
}

static const char *name_table(emit_scope *scope, const char *prefix)
{
    return emit_name(scope->u->a->names, prefix, us_text_of(scope->name));
}

/* ---- enum, const --------------------------------------------------------------------------------------- */

static void write_enum(emit_unit *u, const char *name, const gen_rule *rule, const out *rows)
{
    const gen_node *members = rule->node;
    us_arena *arena = u->a->arena;
    const char *values = emit_unique(u->a->names, us_arena_print(arena, "%s_value", name).bytes);
    out fields = emit_out(u->a);
    us_text line;

    values = emit_table(u, "const us_value", values, rows);
    fields.indent = 1;
    emit_enum_numbers(u, &fields, name, members);
    if (rule->flag)
        out_line(&fields, ".lacks_null = 1,");
    line = us_arena_print(arena, "static const us_values %s = { .value = %s, .count = %u };", name,
                          values, members->count);
    u->body.gap = false;
    if (line.length <= OUT_COLUMNS && fields.buf.length == 0) {
        out_line(&u->body, "%s", line.bytes);
    } else {
        out_open(&u->body, "static const us_values %s = {", name);
        out_line(&u->body, ".value = %s,", values);
        out_line(&u->body, ".count = %u,", members->count);
        out_append(&u->body, &fields);
        out_close(&u->body, "};");
    }
    out_gap(&u->body);
}

const char *emit_enum_table(emit_scope *scope, const gen_rule *rule)
{
    emit_unit *u = scope->u;
    const gen_node *members = rule->node;
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, members->count);
    const char *name = name_table(scope, "enum_"), *known;

    rows.indent = 1;
    for (const gen_node *item = members->item; item; item = item->next)
        out_cell_text(&cells, emit_value_macro(item), emit_value_text(u, item), ")");
    out_cells_write(&rows, &cells);
    known = emit_share(u, rule->flag ? "enum without null" : "enum", us_buf_text(&rows.buf), name);
    if (known == name)
        write_enum(u, name, rule, &rows);
    return us_arena_print(u->a->arena, "&%s", known).bytes;
}

/* Whether its double, as that is spelled, is the number. */
static bool is_exact(const gen_node *node)
{
    char spelling[40];

    return node->kind == GEN_NUMBER && lower_double(node->text, spelling);
}

static const char *end_of_constant(us_arena *arena, const gen_node *node)
{
    char spelling[40];

    if (!is_exact(node) || !lower_double(node->text, spelling))
        return ");";
    return us_arena_print(arena, ", %s);", spelling).bytes;
}

const char *emit_constant(emit_scope *scope, const gen_rule *rule)
{
    emit_unit *u = scope->u;
    us_arena *arena = u->a->arena;
    us_text value = emit_value_text(u, rule->node);
    const char *name = name_table(scope, "const_");
    const char *macro = is_exact(rule->node) ? "US_NUM(" : emit_value_macro(rule->node);
    const char *known = emit_share(u, macro, value, name);

    if (known == name) {
        out_gap(&u->body);
        out_text(&u->body,
                 us_arena_print(arena, "static const us_value %s = %s", name, macro).bytes, value,
                 end_of_constant(arena, rule->node));
        out_gap(&u->body);
    }
    return us_arena_print(arena, "&%s", known).bytes;
}

/* ---- allOf, anyOf, oneOf --------------------------------------------------------------------------------- */

const char *emit_branch_place(emit_scope *scope, const gen_rule *rule, unsigned number)
{
    return us_arena_print(scope->u->a->arena, "%s, %s %u", scope->place,
                          lower_keyword_of(rule->keyword)->name, number)
        .bytes;
}

const char *emit_branches(emit_scope *scope, const gen_rule *rule)
{
    static const char *const prefix[GEN_KEYWORDS] = {
        [GEN_ALL_OF] = "all_of_",
        [GEN_ANY_OF] = "any_of_",
        [GEN_ONE_OF] = "one_of_",
        [GEN_PREFIX_ITEMS] = "prefix_items_",
    };
    out rows = emit_out(scope->u->a);
    out_cells cells = out_cells_new(&rows, rule->count);
    const char *name = name_table(scope, prefix[rule->keyword]);
    unsigned number = 0;

    rows.indent = 1;
    for (const gen_property *p = rule->property; p; p = p->next)
        out_cell(&cells,
                 emit_check_always(scope->u, p->schema, emit_branch_place(scope, rule, ++number)));
    out_cells_write(&rows, &cells);
    return emit_table(scope->u, "us_checker *const", name, &rows);
}

/* ---- pattern, type ------------------------------------------------------------------------------------------ */

static unsigned pattern_number(emit_api *a, us_text text)
{
    emit_pattern **link = &a->pattern;

    while (*link && !us_text_equal((*link)->text, text))
        link = &(*link)->next;
    if (!*link) {
        *link = US_NEW(&a->g->arena, emit_pattern);
        (*link)->text = text;
        (*link)->number = a->patterns++;
    }
    return (*link)->number;
}

const char *emit_pattern_number(emit_api *a, us_text text)
{
    const char *remark = out_remark(a->arena, text, 40);

    return us_arena_print(a->arena, "%u /* %s */", pattern_number(a, text), remark).bytes;
}

const char *emit_types(us_arena *arena, unsigned types)
{
    static const struct {
        unsigned bit;
        const char *name;
    } type[] = {
        { GEN_TYPE_BOOLEAN, "US_BOOLEAN" }, { GEN_TYPE_INTEGER, "US_INTEGER" },
        { GEN_TYPE_NUMBER, "US_NUMBER" },   { GEN_TYPE_STRING, "US_STRING" },
        { GEN_TYPE_ARRAY, "US_ARRAY" },     { GEN_TYPE_OBJECT, "US_OBJECT" },
        { GEN_TYPE_NULL, "US_NULL" }, /* last, as people say it: a string or null */
    };
    us_buf buf = us_buf_new(arena, 32);

    for (size_t i = 0; i < sizeof(type) / sizeof(type[0]); i++) {
        if (types & type[i].bit)
            us_buf_print(&buf, "%s%s", buf.length > 0 ? " | " : "", type[i].name);
    }
    return us_buf_text(&buf).bytes;
}
