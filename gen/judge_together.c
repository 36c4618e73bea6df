/* Schemas that count together: a schema, what its `$ref` leads to and the parts of its allOf. Each may be fine
 * by itself, and no value be valid for all of them; or what they agree on leaves no value for a branch of
 * anyOf or oneOf. All of it is a warning, as in judge_schema.c. */
#include "gen/judge.h"

/* More parts than this are hardly ever there, and the rest can only make it stricter. */
enum { PARTS_MOST = 64, BRANCHES_MOST = 64 };

enum { ANY_TYPE = 127 };

typedef struct part {
    const gen_schema *schema;
    unsigned through; /* which step from the whole leads here; 0: it is the whole itself */
} part;

typedef struct parts {
    part part[PARTS_MOST];
    unsigned count, steps;
} parts;

static void add_part(parts *all, const gen_schema *schema, unsigned through);

static void add_step(parts *all, const gen_schema *schema, unsigned through)
{
    add_part(all, schema, through ? through : ++all->steps);
}

static void add_part(parts *all, const gen_schema *schema, unsigned through)
{
    for (unsigned i = 0; i < all->count; i++) {
        if (all->part[i].schema == schema)
            return;
    }
    if (all->count == PARTS_MOST)
        return;
    all->part[all->count++] = (part){ schema, through };
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->keyword == GEN_REF)
            add_step(all, rule->schema, through);
        if (rule->keyword != GEN_ALL_OF)
            continue;
        for (const gen_property *p = rule->property; p; p = p->next)
            add_step(all, p->schema, through);
    }
}

/* ---- Types ------------------------------------------------------------------------------------------------ */

static unsigned types_of(const gen_rule *type)
{
    return type->types & GEN_TYPE_NUMBER ? type->types | GEN_TYPE_INTEGER : type->types;
}

/* The types that all parts allow. *narrow gets the last rule that took some away, if any did. */
static unsigned shared_types(const parts *all, const gen_rule **narrow)
{
    unsigned types = ANY_TYPE;

    for (unsigned i = 0; i < all->count; i++) {
        const gen_rule *type = lower_rule(all->part[i].schema, GEN_TYPE);

        if (!type || !(types & ~types_of(type)))
            continue;
        types &= types_of(type);
        *narrow = type;
    }
    return types;
}

static const char *show_types(gen *g, unsigned types)
{
    us_buf text = us_buf_new(&g->arena, 32);

    if (types & GEN_TYPE_NUMBER)
        types &= ~(unsigned)GEN_TYPE_INTEGER;
    for (unsigned bit = GEN_TYPE_NULL; bit <= GEN_TYPE_OBJECT; bit <<= 1) {
        if (types & bit)
            us_buf_print(&text, "%s%s", text.length ? " or " : "", lower_type_name(bit));
    }
    return gen_show(g, us_buf_text(&text));
}

static void judge_types(gen *g, const gen_schema *one, const gen_schema *other)
{
    const gen_rule *first = lower_rule(one, GEN_TYPE), *second = lower_rule(other, GEN_TYPE);

    if (first && second && !(types_of(first) & types_of(second)))
        gen_warning(g, second->at,
                    "no value is possible: this asks for %s, and type in line %u for %s",
                    show_types(g, second->types), first->at.line, show_types(g, first->types));
}

/* ---- Members ---------------------------------------------------------------------------------------------- */

/* Where the schema says that it allows no members but its own; NULL: it allows others. Patterns may allow
 * anything. */
static const gen_rule *closes(const gen_schema *schema)
{
    const gen_rule *rest = lower_rule(schema, GEN_ADDITIONAL_PROPERTIES);
    bool closed = rest && rest->schema && rest->schema->never;

    return closed && !lower_rule(schema, GEN_PATTERN_PROPERTIES) ? rest : NULL;
}

static bool names(const gen_schema *schema, us_text name)
{
    const gen_rule *properties = lower_rule(schema, GEN_PROPERTIES);
    const gen_property *p = properties ? properties->property : NULL;

    while (p && !us_text_equal(p->name, name))
        p = p->next;
    return p != NULL;
}

/* `additionalProperties: false` knows the `properties` beside it, and none of another part: the most common
 * way to forbid what is required. */
static void judge_closed(gen *g, const gen_schema *closed, const gen_schema *other)
{
    const gen_rule *closing = closes(closed), *required = lower_rule(other, GEN_REQUIRED);

    for (const gen_property *p = closing && required ? required->property : NULL; p; p = p->next) {
        if (names(closed, p->name) || p->excused != GEN_EXCUSED_NEVER)
            continue;
        gen_warning(
            g, p->at,
            "\"%s\" is required, but additionalProperties: false in line %u, which counts as "
            "well, knows only the properties beside it",
            gen_show(g, p->name), closing->at.line);
        return;
    }
}

/* ---- Two of them ------------------------------------------------------------------------------------------ */

/* What comes through the same step counts together there as well, and it is said there. */
static bool meet_here(const part *one, const part *other)
{
    return one->through != other->through;
}

static void judge_parts(gen *g, const parts *all)
{
    const gen_rule *narrow;
    bool objects = shared_types(all, &narrow) & GEN_TYPE_OBJECT;

    for (unsigned i = 0; i < all->count; i++) {
        for (unsigned k = 0; k < all->count; k++) {
            const gen_schema *one = all->part[i].schema, *other = all->part[k].schema;

            if (!meet_here(&all->part[i], &all->part[k]))
                continue;
            if (i < k)
                judge_types(g, one, other);
            judge_bounds(g, one, other);
            if (objects)
                judge_closed(g, one, other);
        }
    }
}

/* ---- Branches --------------------------------------------------------------------------------------------- */

static void judge_branch(gen *g, const parts *all, const gen_rule *branches,
                         const gen_property *branch, unsigned number)
{
    const char *keyword = lower_keyword_of(branches->keyword)->name;
    const gen_rule *narrow = NULL, *narrow_branch = NULL;
    unsigned types = shared_types(all, &narrow), branch_types;
    parts own = { .count = 0 };

    add_part(&own, branch->schema, 0);
    branch_types = shared_types(&own, &narrow_branch);
    if (!types || !branch_types || (types & branch_types))
        return;
    gen_warning(g, branch->at,
                "number %u of %s can never be valid: it asks for %s, and type in line %u for %s",
                number, keyword, show_types(g, branch_types), narrow->at.line,
                show_types(g, types));
}

static void judge_equal_branch(gen *g, const gen_rule *branches, const gen_property *branch,
                               unsigned number)
{
    unsigned earlier = 1;

    for (const gen_property *p = branches->property; p != branch; p = p->next, earlier++) {
        if (!lower_equal(p->schema->node, branch->schema->node))
            continue;
        if (branches->keyword == GEN_ONE_OF)
            gen_warning(g, branch->at,
                        "number %u of oneOf is number %u again: no value can be valid for just one "
                        "of them; use anyOf, or leave one out",
                        number, earlier);
        else
            gen_warning(g, branch->at, "number %u of anyOf is number %u again", number, earlier);
        return;
    }
}

static void judge_branches(gen *g, const parts *all, const gen_rule *branches)
{
    unsigned number = 1;

    for (const gen_property *p = branches->property; p && number <= BRANCHES_MOST;
         p = p->next, number++) {
        judge_branch(g, all, branches, p, number);
        judge_equal_branch(g, branches, p, number);
    }
}

void judge_together(gen *g, const gen_schema *schema)
{
    parts all = { .count = 0 };

    add_part(&all, schema, 0);
    judge_parts(g, &all);
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->keyword == GEN_ANY_OF || rule->keyword == GEN_ONE_OF)
            judge_branches(g, &all, rule);
    }
}
