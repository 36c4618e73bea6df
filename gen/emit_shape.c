/* Shapes: what a schema asks, as a table, for who makes instances of it. One row a rule.
 *
 * A schema that others refer to, or that is the whole of a body, has a table that every file can name; what is
 * written inside of another is a table before that one. So tables that look alike in a file are one, and the
 * files of shapes depend on nothing but names. */
#include "gen/emit.h"
#include "gen/faker.h"
#include "gen/wish.h"

#include <string.h>

/* A name is no longer than a row has room for. */
#define NAME_LONGEST 40

static const char *const asks[GEN_KEYWORDS] = {
#define US_KEYWORD(id, name, verb, payload, dialects) [GEN_##id] = #id,
#include "runtime/keywords.def"
#undef US_KEYWORD
};

typedef struct shaping { /* of one schema */
    emit_unit *u;
    out rows;
    out_cells cells;
    us_text word; /* what its tables are named after */
} shaping;

/* ---- What says something ------------------------------------------------------------------------------------ */

const gen_node *emit_hint(const gen_schema *schema, us_text word)
{
    const gen_node *node = schema->node;
    const gen_member *member;

    if (node->kind != GEN_OBJECT ||
        (gen_get(node, "$ref") && node->resource && gen_ref_stands_alone(node->resource->dialect)))
        return NULL;
    member = gen_find_member(node, word);
    return member ? member->value : NULL;
}

static const gen_node *list_hint(const gen_schema *schema, us_text word)
{
    const gen_node *list = emit_hint(schema, word);

    return list && list->kind == GEN_ARRAY && list->count > 0 ? list : NULL;
}

static us_text format_of(const gen_schema *schema)
{
    const gen_node *format = emit_hint(schema, US_TEXT("format"));

    return format && format->kind == GEN_STRING ? format->text : US_TEXT("");
}

/* An extension with the same meaning counts where the word itself is not there. */
static const gen_node *example_of(const gen_schema *schema)
{
    const gen_node *example = emit_hint(schema, US_TEXT("example"));

    return example ? example : emit_hint(schema, US_TEXT("x-example"));
}

static const gen_node *examples_of(const gen_schema *schema)
{
    const gen_node *examples = list_hint(schema, US_TEXT("examples"));

    return examples ? examples : list_hint(schema, US_TEXT("x-examples"));
}

/* Examples with names: each is a value, or says in `value` which it is, as OpenAPI's own do. */
static const gen_node *named_examples_of(const gen_schema *schema)
{
    const gen_node *named = emit_hint(schema, US_TEXT("x-examples"));
    bool own = emit_hint(schema, US_TEXT("examples")) != NULL;

    return !own && named && named->kind == GEN_OBJECT && named->count > 0 ? named : NULL;
}

static bool is_described(const gen_node *example)
{
    for (const gen_member *m = example->kind == GEN_OBJECT ? example->member : NULL; m; m = m->next)
        if (!us_text_equal(m->key, US_TEXT("value")) &&
            !us_text_equal(m->key, US_TEXT("summary")) &&
            !us_text_equal(m->key, US_TEXT("description")))
            return false;
    return gen_get(example, "value") != NULL;
}

static gen_node *list_of(us_arena *arena, const gen_node *named)
{
    gen_node *list = US_NEW_ARRAY(arena, gen_node, named->count), *next = list;

    for (const gen_member *m = named->member; m; m = m->next, next++) {
        *next = is_described(m->value) ? *gen_get(m->value, "value") : *m->value;
        next->next = m->next ? next + 1 : NULL;
    }
    return list;
}

static const gen_node *presence_of(const gen_schema *schema)
{
    const gen_node *present = emit_hint(schema, US_TEXT(GEN_WISH_PRESENT));

    return present && present->kind == GEN_BOOLEAN ? present : NULL;
}

static bool has_wishes(const gen_schema *schema)
{
    unsigned count;

    return emit_hint(schema, US_TEXT(GEN_WISH_VALUE)) ||
           list_hint(schema, US_TEXT(GEN_WISH_VALUES)) ||
           gen_wish_number(emit_hint(schema, US_TEXT(GEN_WISH_COUNT)), &count) ||
           presence_of(schema);
}

static bool has_hints(const gen_schema *schema)
{
    gen_faker faker = gen_faker_of(emit_hint(schema, US_TEXT("x-faker")));

    return has_wishes(schema) || format_of(schema).length > 0 || example_of(schema) ||
           emit_hint(schema, US_TEXT("default")) || examples_of(schema) ||
           named_examples_of(schema) || faker.format || faker.like;
}

static bool is_reference(const gen_schema *schema)
{
    const gen_rule *rule = schema->rule;

    return rule && rule->keyword == GEN_REF && !rule->next && !has_hints(schema);
}

/* What the schema is in the end; NULL when it is nothing but anything. */
static gen_schema *resolve(gen_schema *schema)
{
    while (schema && is_reference(schema))
        schema = schema->rule->schema;
    if (!schema || schema->never || schema->rule || has_hints(schema))
        return schema;
    return NULL;
}

/* The types, when they are all that the schema says; or 0. */
static unsigned types_alone(const gen_schema *schema)
{
    const gen_rule *rule = schema->rule;

    return rule && rule->keyword == GEN_TYPE && !rule->next && !has_hints(schema) ? rule->types : 0;
}

/* ---- Lists -------------------------------------------------------------------------------------------------- */

static const char *list_name(shaping *s, const char *prefix)
{
    return emit_name(s->u->a->names, prefix, s->word);
}

static out_cells list_cells(shaping *s, out *rows, unsigned room)
{
    out_cells cells;

    *rows = emit_out(s->u->a);
    cells = out_cells_new(rows, room);
    rows->indent = 1;
    return cells;
}

static const char *finish_list(shaping *s, const char *type, const char *prefix, out *rows,
                               const out_cells *cells)
{
    out_cells_write(rows, cells);
    return emit_table(s->u, type, list_name(s, prefix), rows);
}

static unsigned count_of(const gen_property *list)
{
    unsigned count = 0;

    for (; list; list = list->next)
        count++;
    return count;
}

static const char *write_names(shaping *s, const gen_property *list)
{
    out rows;
    out_cells cells = list_cells(s, &rows, count_of(list));

    for (const gen_property *p = list; p; p = p->next)
        out_cell_text(&cells, "US_STRING_OF(", p->name, ")");
    return finish_list(s, "const us_string", "names_", &rows, &cells);
}

static const char *write_dependencies(shaping *s, const gen_property *list)
{
    us_arena *arena = s->u->a->arena;
    out rows;
    out_cells cells = list_cells(s, &rows, count_of(list));

    for (const gen_property *p = list; p; p = p->next) {
        const char *names = write_names(s, p->name_list);

        out_cell_text_and(
            &cells, "{ .key = US_STRING_OF(", p->name, "),",
            us_arena_print(arena, ".name = %s, .names = %u }", names, count_of(p->name_list))
                .bytes);
    }
    return finish_list(s, "const us_dependency", "dependencies_", &rows, &cells);
}

static void value_cell(out_cells *cells, emit_unit *u, const gen_node *value)
{
    out_cell_text(cells, emit_value_macro(value), emit_value_text(u, value), ")");
}

/* `item` and those after it, or it alone. */
static const char *write_values(shaping *s, const gen_node *item, unsigned count)
{
    out rows;
    out_cells cells = list_cells(s, &rows, count);

    for (unsigned i = 0; i < count; i++, item = item->next)
        value_cell(&cells, s->u, item);
    return finish_list(s, "const us_value", "values_", &rows, &cells);
}

static const char *write_branches(shaping *s, const gen_property *list)
{
    out rows;
    out_cells cells = list_cells(s, &rows, count_of(list));

    for (const gen_property *p = list; p; p = p->next) {
        const char *shape = emit_shape(s->u, p->schema);

        out_cell(&cells, shape ? shape : "0");
    }
    return finish_list(s, "const us_rule *const", "branches_", &rows, &cells);
}

/* What a row says of the value: its types, when that is all there is to say, or its shape. */
static const char *value_fields(shaping *s, gen_schema *schema)
{
    us_arena *arena = s->u->a->arena;
    gen_schema *target = resolve(schema);
    const char *shape;

    if (!target)
        return "";
    if (types_alone(target))
        return us_arena_print(arena, ", .types = %s", emit_types(arena, types_alone(target))).bytes;
    shape = emit_shape(s->u, target);
    return us_arena_print(arena, ", .shape = %s", shape).bytes;
}

static void property_cell(shaping *s, out_cells *cells, const gen_property *p)
{
    const char *fields = value_fields(s, p->schema);

    if (*fields)
        out_cell_text_and(cells, "{ .name = US_STRING_OF(", p->name, "),",
                          us_arena_print(s->u->a->arena, "%s }", fields + 2).bytes);
    else
        out_cell_text(cells, "{ .name = US_STRING_OF(", p->name, ") }");
}

static void pattern_cell(shaping *s, out_cells *cells, const gen_property *p)
{
    us_arena *arena = s->u->a->arena;
    const char *pattern = emit_pattern_number(s->u->a, p->name);

    out_cell(
        cells,
        us_arena_print(arena, "{ .pattern = %s%s }", pattern, value_fields(s, p->schema)).bytes);
}

static const char *write_properties(shaping *s, const gen_rule *rule)
{
    out rows;
    out_cells cells = list_cells(s, &rows, count_of(rule->property));

    for (const gen_property *p = rule->property; p; p = p->next) {
        if (rule->keyword == GEN_PATTERN_PROPERTIES)
            pattern_cell(s, &cells, p);
        else
            property_cell(s, &cells, p);
    }
    return finish_list(s, "const us_property", "properties_", &rows, &cells);
}

/* ---- Rules -------------------------------------------------------------------------------------------------- */

static void add_row(shaping *s, const char *keyword, const char *field, const char *value)
{
    out_cell(
        &s->cells,
        us_arena_print(s->u->a->arena, "{ US_ASKS(%s), .%s = %s }", keyword, field, value).bytes);
}

static void add_list(shaping *s, const char *keyword, const char *field, const char *list,
                     unsigned count)
{
    out_cell(&s->cells, us_arena_print(s->u->a->arena, "{ US_ASKS(%s), .count = %u, .%s = %s }",
                                       keyword, count, field, list)
                            .bytes);
}

static void add_shape(shaping *s, const gen_rule *rule)
{
    const char *shape = emit_shape(s->u, rule->schema);
    const char *keyword = asks[rule->keyword];

    if (rule->count > 0)
        add_list(s, keyword, "shape", shape ? shape : "0", rule->count);
    else
        add_row(s, keyword, "shape", shape ? shape : "0");
}

static void add_count(shaping *s, const gen_rule *rule)
{
    add_row(s, asks[rule->keyword], "count",
            us_arena_print(s->u->a->arena, "%u", rule->count).bytes);
}

static void add_tags(shaping *s, const gen_rule *rule)
{
    out rows;
    out_cells cells = list_cells(s, &rows, 1);

    out_cell_text(&cells, "US_STRING_OF(", rule->text, ")");
    add_list(s, asks[rule->keyword], "name",
             finish_list(s, "const us_string", "names_", &rows, &cells), 1);
    add_list(s, "TAGS", "property", write_properties(s, rule), rule->count);
}

static void add_text(shaping *s, const char *keyword, us_text text)
{
    out_cell_text(&s->cells,
                  us_arena_print(s->u->a->arena, "{ US_ASKS(%s), .text = ", keyword).bytes, text,
                  " }");
}

/* A keyword that leads to no other schema. */
static bool add_leaf(shaping *s, const gen_rule *rule)
{
    const char *keyword = asks[rule->keyword];

    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_TYPES:
        add_row(s, keyword, "types", emit_types(s->u->a->arena, rule->types));
        return true;
    case LOWER_VALUES:
        add_list(s, keyword, "value", write_values(s, rule->node->item, rule->node->count),
                 rule->node->count);
        return true;
    case LOWER_VALUE:
        add_list(s, keyword, "value", write_values(s, rule->node, 1), 1);
        return true;
    case LOWER_NUMBER:
        add_text(s, keyword, rule->node->text);
        return true;
    case LOWER_COUNT:
        add_count(s, rule);
        return true;
    case LOWER_TEXT:
        add_row(s, keyword, "count", emit_pattern_number(s->u->a, rule->text));
        return true;
    case LOWER_FORMAT:
        return true; /* with the hints, so that formats that are not enforced are there, too */
    case LOWER_FLAG:
        out_cell(&s->cells, us_arena_print(s->u->a->arena, "{ US_ASKS(%s) }", keyword).bytes);
        return true;
    default:
        return false;
    }
}

/* Of the media type it is enough that it is JSON. */
static void add_content(shaping *s, const gen_rule *rule)
{
    if (rule->keyword == GEN_CONTENT_ENCODING)
        add_text(s, asks[rule->keyword], rule->text);
    else
        add_shape(s, rule);
}

static void add_rule(shaping *s, const gen_rule *rule)
{
    const char *keyword = asks[rule->keyword];
    unsigned count = count_of(rule->property);

    if (add_leaf(s, rule))
        return;
    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_NAMES:
        add_list(s, keyword, "name", write_names(s, rule->property), count);
        break;
    case LOWER_REQUIRES:
        add_list(s, keyword, "dependency", write_dependencies(s, rule->property), count);
        break;
    case LOWER_SCHEMAS:
        add_list(s, keyword, "branch", write_branches(s, rule->property), count);
        break;
    case LOWER_MEMBERS:
    case LOWER_DEPENDS:
        if (rule->property)
            add_list(s, keyword, "property", write_properties(s, rule), count);
        break;
    case LOWER_TAGS:
        add_tags(s, rule);
        break;
    case LOWER_CONTENT:
        add_content(s, rule);
        break;
    default:
        add_shape(s, rule);
    }
}

static void add_wishes(shaping *s, const gen_schema *schema)
{
    const gen_node *value = emit_hint(schema, US_TEXT(GEN_WISH_VALUE));
    const gen_node *values = list_hint(schema, US_TEXT(GEN_WISH_VALUES));
    const gen_node *present = presence_of(schema);
    unsigned count;

    if (value)
        add_list(s, "VALUE", "value", write_values(s, value, 1), 1);
    if (values)
        add_list(s, "VALUE", "value", write_values(s, values->item, values->count), values->count);
    if (gen_wish_number(emit_hint(schema, US_TEXT(GEN_WISH_COUNT)), &count))
        add_row(s, "ITEM_COUNT", "count", us_arena_print(s->u->a->arena, "%u", count).bytes);
    if (present)
        add_row(s, "PRESENT", "count", present->truth ? "1" : "0");
}

static void add_hints(shaping *s, const gen_schema *schema)
{
    const gen_node *example = example_of(schema), *standard = emit_hint(schema, US_TEXT("default"));
    const gen_node *examples = examples_of(schema), *named = named_examples_of(schema);
    gen_faker faker = gen_faker_of(emit_hint(schema, US_TEXT("x-faker")));

    if (format_of(schema).length > 0)
        add_text(s, "FORMAT", format_of(schema));
    else if (faker.format)
        add_text(s, "FORMAT", us_text_of(faker.format));
    if (faker.like)
        add_text(s, "LIKE", us_text_of(faker.like));
    if (example)
        add_list(s, "EXAMPLE", "value", write_values(s, example, 1), 1);
    if (examples)
        add_list(s, "EXAMPLE", "value", write_values(s, examples->item, examples->count),
                 examples->count);
    if (named)
        add_list(s, "EXAMPLE", "value",
                 write_values(s, list_of(s->u->a->arena, named), named->count), named->count);
    if (standard)
        add_list(s, "DEFAULT", "value", write_values(s, standard, 1), 1);
    add_wishes(s, schema);
}

/* The rows of the table, after writing what they need. */
static out write_rows(emit_unit *u, const gen_schema *schema)
{
    unsigned room = 11; /* for hints, the second row of a discriminator, and the end */
    shaping s = { .u = u, .word = us_text_slice(schema->name, 0, NAME_LONGEST) };

    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        room++;
    s.rows = emit_out(u->a);
    s.cells = out_cells_new(&s.rows, room);
    s.rows.indent = 1;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        add_rule(&s, rule);
    add_hints(&s, schema);
    out_cell(&s.cells, "{ US_ASKS(NOTHING_MORE) }");
    out_cells_write(&s.rows, &s.cells);
    return s.rows;
}

/* ---- Tables ------------------------------------------------------------------------------------------------- */

/* The schema gets a table that every file can name. */
static emit_shape_table *table_of(emit_api *a, gen_schema *schema)
{
    emit_checker *checker = schema->emitted;
    emit_shape_table *table = checker->shape;

    if (table)
        return table;
    table = checker->shape = US_NEW(&a->g->arena, emit_shape_table);
    table->schema = schema;
    table->external =
        emit_name(a->external, "schema_", us_text_slice(schema->name, 0, NAME_LONGEST));
    *a->last_shape = table;
    a->last_shape = &table->next;
    return table;
}

static const char *mention(emit_unit *u, gen_schema *schema)
{
    emit_shape_table *table = table_of(u->a, schema);

    if (table->declared != u) {
        table->declared = u;
        out_line(&u->declarations, "extern const us_rule %s[];", table->external);
    }
    return table->external;
}

const char *emit_shape(emit_unit *u, gen_schema *schema)
{
    gen_schema *target = resolve(schema);
    out rows;

    if (!target)
        return NULL;
    if (target->never)
        return "us_shape_never";
    if (target->named)
        return mention(u, target);
    rows = write_rows(u, target);
    return emit_table(
        u, "const us_rule",
        emit_name(u->a->names, "shape_", us_text_slice(target->name, 0, NAME_LONGEST)), &rows);
}

const char *emit_body_shape(emit_unit *u, gen_schema *schema)
{
    gen_schema *target = resolve(schema);

    if (!target)
        return NULL;
    return target->never ? "us_shape_never" : mention(u, target);
}

void emit_shape_write(emit_unit *u, const emit_shape_table *table)
{
    const gen_schema *schema = table->schema;
    const char *name = mention(u, table->schema);
    out rows = write_rows(u, schema);

    out_gap(&u->body);
    if (!u->a->to_run)
        out_comment(&u->body, "%s - %s", emit_string(u->a, schema->name),
                    emit_place(u->a, schema->at));
    out_line(&u->body, "const us_rule %s[] = {", name);
    out_append(&u->body, &rows);
    out_line(&u->body, "};");
    out_gap(&u->body);
}
