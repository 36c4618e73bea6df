/* The constants that verbs are given: members of enums, constants, branches, numbers of patterns.
 * Each is written to the file right before the function that needs it. */
#include <string.h>

#include "gen/emit.h"

/* ---- Values ------------------------------------------------------------------------------------------ */

/* A string as itself, anything else as JSON text. */
static us_text value_text(emit_unit *u, const gen_node *node)
{
    us_buf json = us_buf_new(&u->a->g->arena, 32);

    if (node->kind == GEN_STRING)
        return node->text;
    gen_write_json(&json, node);
    return us_buf_text(&json);
}

static const char *value_macro(const gen_node *node)
{
    return node->kind == GEN_STRING ? "US_STR(" : "US_JSON(";
}

static const char *name_table(emit_scope *scope, const char *prefix)
{
    return emit_name(scope->u->a->names, prefix, us_text_of(scope->name));
}

/* ---- enum, const --------------------------------------------------------------------------------------- */

struct emit_enum { /* of this file, so that equal ones are written once */
    const gen_node *members;
    const char *name;
    struct emit_enum *next;
};

static const char *find_enum(const emit_unit *u, const gen_node *members)
{
    for (const struct emit_enum *e = u->enums; e; e = e->next) {
        if (e->members == members || lower_equal(e->members, members))
            return e->name;
    }
    return NULL;
}

static void remember_enum(emit_unit *u, const gen_node *members, const char *name)
{
    struct emit_enum *e = US_NEW(&u->a->g->arena, struct emit_enum);

    e->members = members;
    e->name = name;
    e->next = u->enums;
    u->enums = e;
}

static void write_values(emit_unit *u, const char *name, const gen_node *members)
{
    out_cells cells = out_cells_new(&u->body, members->count);

    for (const gen_node *item = members->item; item; item = item->next)
        out_cell_text(&cells, value_macro(item), value_text(u, item), ")");
    out_gap(&u->body);
    out_open(&u->body, "static const us_value %s[] = {", name);
    out_cells_write(&u->body, &cells);
    out_close(&u->body, "};");
}

static void write_enum(emit_unit *u, const char *name, const gen_node *members)
{
    us_arena *arena = &u->a->g->arena;
    const char *values = emit_unique(u->a->names, us_arena_print(arena, "%s_value", name).bytes);
    us_text line = us_arena_print(arena, "static const us_values %s = { %s, %u };", name, values,
                                  members->count);

    write_values(u, values, members);
    if (line.length <= OUT_COLUMNS) {
        out_line(&u->body, "%s", line.bytes);
    } else {
        out_open(&u->body, "static const us_values %s = {", name);
        out_line(&u->body, ".value = %s,", values);
        out_line(&u->body, ".count = %u,", members->count);
        out_close(&u->body, "};");
    }
    out_gap(&u->body);
}

const char *emit_enum_table(emit_scope *scope, const gen_rule *rule)
{
    emit_unit *u = scope->u;
    us_arena *arena = &u->a->g->arena;
    const char *name = find_enum(u, rule->node);

    if (!name) {
        name = name_table(scope, "enum_");
        write_enum(u, name, rule->node);
        remember_enum(u, rule->node, name);
    }
    return us_arena_print(arena, "&%s", name).bytes;
}

const char *emit_constant(emit_scope *scope, const gen_rule *rule)
{
    emit_unit *u = scope->u;
    us_arena *arena = &u->a->g->arena;
    const char *name = name_table(scope, "const_");

    out_gap(&u->body);
    out_text(
        &u->body,
        us_arena_print(arena, "static const us_value %s = %s", name, value_macro(rule->node)).bytes,
        value_text(u, rule->node), ");");
    out_gap(&u->body);
    return us_arena_print(arena, "&%s", name).bytes;
}

/* ---- allOf, anyOf, oneOf --------------------------------------------------------------------------------- */

static const char *branch_place(emit_scope *scope, const gen_rule *rule, unsigned number)
{
    return us_arena_print(&scope->u->a->g->arena, "%s, %s %u", scope->place,
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
    out *body = &scope->u->body;
    out_cells cells = out_cells_new(&scope->u->body, rule->count);
    const char *name = name_table(scope, prefix[rule->keyword]);
    unsigned number = 0;

    for (const gen_property *p = rule->property; p; p = p->next)
        out_cell(&cells,
                 emit_check_always(scope->u, p->schema, branch_place(scope, rule, ++number)));
    out_gap(body);
    out_open(body, "static us_checker *const %s[] = {", name);
    out_cells_write(body, &cells);
    out_close(body, "};");
    out_gap(body);
    return name;
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

const char *emit_pattern_number(emit_scope *scope, us_text text)
{
    emit_api *a = scope->u->a;
    const char *remark = out_remark(&a->g->arena, text, 40);

    return us_arena_print(&a->g->arena, "%u /* %s */", pattern_number(a, text), remark).bytes;
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
