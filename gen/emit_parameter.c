/* Parameters: a row each. A parameter arrives as text, so its row says which types that text may be read
 * as; they are found in its schema here, once, instead of at every request. */
#include "gen/emit.h"

/* ---- The types that a schema allows ------------------------------------------------------------------------- */

#define ANY_TYPE                                                                                   \
    (GEN_TYPE_NULL | GEN_TYPE_BOOLEAN | GEN_TYPE_INTEGER | GEN_TYPE_NUMBER | GEN_TYPE_STRING |     \
     GEN_TYPE_ARRAY | GEN_TYPE_OBJECT)

/* Schemas that refer to each other deeper than this are taken to allow anything. */
#define DEEPEST 32

static unsigned allowed(const gen_schema *schema, unsigned depth);

static unsigned type_of(const gen_node *node)
{
    switch (node->kind) {
    case GEN_NULL:
        return GEN_TYPE_NULL;
    case GEN_BOOLEAN:
        return GEN_TYPE_BOOLEAN;
    case GEN_NUMBER:
        return GEN_TYPE_NUMBER | GEN_TYPE_INTEGER;
    case GEN_STRING:
        return GEN_TYPE_STRING;
    case GEN_ARRAY:
        return GEN_TYPE_ARRAY;
    case GEN_OBJECT:
        return GEN_TYPE_OBJECT;
    }
    return ANY_TYPE;
}

static unsigned types_of_members(const gen_node *list)
{
    unsigned types = 0;

    for (const gen_node *item = list->item; item; item = item->next)
        types |= type_of(item);
    return types;
}

static unsigned allowed_by_all(const gen_rule *rule, unsigned depth)
{
    unsigned types = ANY_TYPE;

    for (const gen_property *p = rule->property; p; p = p->next)
        types &= allowed(p->schema, depth);
    return types;
}

static unsigned allowed_by_any(const gen_rule *rule, unsigned depth)
{
    unsigned types = 0;

    for (const gen_property *p = rule->property; p; p = p->next)
        types |= allowed(p->schema, depth);
    return types;
}

/* A number is also an integer when its value is one. */
static unsigned with_integers(unsigned types)
{
    return types & GEN_TYPE_NUMBER ? types | GEN_TYPE_INTEGER : types;
}

static unsigned allowed_by_rule(const gen_rule *rule, unsigned depth)
{
    switch (rule->keyword) {
    case GEN_TYPE:
        return with_integers(rule->types);
    case GEN_ENUM:
        return types_of_members(rule->node);
    case GEN_CONST:
        return type_of(rule->node);
    case GEN_REF:
        return allowed(rule->schema, depth);
    case GEN_ALL_OF:
        return allowed_by_all(rule, depth);
    case GEN_ANY_OF:
    case GEN_ONE_OF:
        return allowed_by_any(rule, depth);
    default:
        return ANY_TYPE;
    }
}

static unsigned allowed(const gen_schema *schema, unsigned depth)
{
    unsigned types = ANY_TYPE;

    if (!schema || depth == DEEPEST)
        return ANY_TYPE;
    if (schema->never)
        return 0;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        types &= allowed_by_rule(rule, depth + 1);
    return types;
}

/* The types that the keywords of an untyped schema speak about. */
static unsigned concerned(const gen_schema *schema)
{
    unsigned types = 0;

    for (const gen_rule *rule = schema ? schema->rule : NULL; rule; rule = rule->next)
        types |= lower_concerns(rule->keyword);
    return types;
}

unsigned emit_allowed_types(const gen_schema *schema)
{
    unsigned types = allowed(schema, 0);

    /* Nobody has said what it is: text stays text, unless a keyword speaks about something else. */
    if (types == ANY_TYPE)
        types = concerned(schema);
    if (types == 0)
        types = GEN_TYPE_STRING;
    /* Every integer is a number: naming both says no more. */
    return types & GEN_TYPE_NUMBER ? types & ~(unsigned)GEN_TYPE_INTEGER : types;
}

bool emit_names_types(const gen_schema *schema)
{
    return allowed(schema, 0) != ANY_TYPE || concerned(schema) != 0;
}

/* The first rule with the keyword, wherever it stands: here, or in what else the schema consists of. */
static const gen_rule *rule_of(const gen_schema *schema, enum gen_keyword keyword, unsigned depth)
{
    for (const gen_rule *rule = schema ? schema->rule : NULL; rule; rule = rule->next) {
        const gen_rule *found = NULL;

        if (rule->keyword == keyword)
            return rule;
        if (depth < DEEPEST && rule->keyword == GEN_REF)
            found = rule_of(rule->schema, keyword, depth + 1);
        if (depth < DEEPEST && rule->keyword != GEN_PROPERTIES) {
            for (const gen_property *p = rule->property; p && !found; p = p->next)
                found = rule_of(p->schema, keyword, depth + 1);
        }
        if (found)
            return found;
    }
    return NULL;
}

gen_schema *emit_items_of(const gen_schema *schema)
{
    const gen_rule *rule = rule_of(schema, GEN_ITEMS, 0);

    return rule ? rule->schema : NULL;
}

const gen_property *emit_prefix_of(const gen_schema *schema)
{
    const gen_rule *rule = rule_of(schema, GEN_PREFIX_ITEMS, 0);

    return rule ? rule->property : NULL;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------- */

static const char *const in_name[] = {
    [GEN_IN_PATH] = "US_IN_PATH",
    [GEN_IN_QUERY] = "US_IN_QUERY",
    [GEN_IN_HEADER] = "US_IN_HEADER",
    [GEN_IN_COOKIE] = "US_IN_COOKIE",
    [GEN_IN_QUERYSTRING] = "US_IN_QUERYSTRING",
};

static const char *const style_name[] = {
    [GEN_STYLE_SIMPLE] = "US_STYLE_SIMPLE", [GEN_STYLE_FORM] = "US_STYLE_FORM",
    [GEN_STYLE_LABEL] = "US_STYLE_LABEL",   [GEN_STYLE_MATRIX] = "US_STYLE_MATRIX",
    [GEN_STYLE_SPACE] = "US_STYLE_SPACE",   [GEN_STYLE_PIPE] = "US_STYLE_PIPE",
    [GEN_STYLE_TAB] = "US_STYLE_TAB",       [GEN_STYLE_DEEP] = "US_STYLE_DEEP",
    [GEN_STYLE_JSON] = "US_STYLE_JSON",
};

const char *emit_style(enum gen_style style)
{
    return style_name[style];
}

static const char *place_of(emit_unit *u, const char *owner, const gen_parameter *p)
{
    return us_arena_print(u->a->arena, "Parameter %s of %s", emit_string(u->a, p->name), owner)
        .bytes;
}

static void write_types(emit_unit *u, out *rows, const gen_schema *schema)
{
    us_arena *arena = u->a->arena;
    unsigned types = emit_allowed_types(schema);

    out_line(rows, ".types = %s,", emit_types(arena, types));
    if (types & GEN_TYPE_ARRAY)
        out_line(rows, ".item_types = %s,",
                 emit_types(arena, emit_allowed_types(emit_items_of(schema))));
}

static void write_parameter(emit_unit *u, out *rows, us_text words, const char *owner,
                            const gen_parameter *p)
{
    const char *check = emit_check(u, p->schema, place_of(u, owner, p));
    const char *reading = emit_parameter_reading(u, words, p);

    out_open(rows, "{");
    emit_field_text(rows, "name", p->name);
    out_line(rows, ".in = %s,", in_name[p->in]);
    out_line(rows, ".style = %s,", style_name[p->style]);
    if (p->explode)
        out_line(rows, ".explode = 1,");
    if (p->required)
        out_line(rows, ".required = %s,", emit_at(u->a, p->required_at));
    write_types(u, rows, p->schema);
    if (reading)
        out_line(rows, ".reading = %s,", reading);
    if (p->allow_empty)
        out_line(rows, ".allow_empty = 1,");
    if (p->deprecated)
        out_line(rows, ".deprecated = 1,");
    if (check)
        out_line(rows, ".check = %s,", check);
    emit_moved(u->a, rows, &p->moved);
    out_line(rows, ".at = %s,", emit_at(u->a, p->at));
    out_close(rows, "},");
}

static const char *write_parameters(emit_unit *u, const gen_parameter *p, us_text words,
                                    const char *owner)
{
    const char *name = emit_table_name(u, "parameters_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; p; p = p->next)
        write_parameter(u, &rows, words, owner, p);
    return emit_table(u, "const us_parameter", name, &rows);
}

void emit_parameter_facts(us_buf *facts, const gen_parameter *p)
{
    emit_key_text(facts, p->name);
    emit_key_number(facts, p->in);
    emit_key_number(facts, p->style);
    emit_key_number(facts, p->explode);
    emit_key_number(facts, p->required);
    emit_key_at(facts, p->required_at);
    emit_key_number(facts, p->allow_empty);
    emit_key_number(facts, p->deprecated);
    emit_key_address(facts, p->encoding);
    emit_key_address(facts, p->schema);
    emit_key_moved(facts, &p->moved);
    emit_key_at(facts, p->at);
}

void emit_parameters_facts(us_buf *facts, const gen_parameter *list, unsigned *count)
{
    emit_key_text(facts, US_TEXT("parameters"));
    for (const gen_parameter *p = list; p; p = p->next, ++*count)
        emit_parameter_facts(facts, p);
}

const char *emit_parameters(emit_unit *u, const gen_parameter *list, us_text words,
                            const char *owner, unsigned *count)
{
    us_buf facts = us_buf_new(u->a->arena, 256);
    const char *known;

    emit_parameters_facts(&facts, list, count);
    if (*count == 0)
        return NULL;
    known = emit_known(u, &facts);
    return known ? known : emit_keep(u, &facts, write_parameters(u, list, words, owner));
}
