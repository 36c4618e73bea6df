/* A schema in itself: bounds that exclude each other, values that its own rules forbid, members that are
 * required and forbidden. Only what is certain is said: a schema without `type` may still allow a value
 * of another type, but nobody writes minimum 5 and maximum 3 for that. All of it is a warning: what no value
 * satisfies can still be checked. */
#include "base/decimal.h"
#include "gen/faker.h"
#include "gen/wish.h"
#include "gen/judge.h"

/* ---- Bounds ----------------------------------------------------------------------------------------------- */

static const struct bound {
    enum gen_keyword lower, upper;
    bool may_meet; /* equal bounds leave one value */
} bounds[] = {
    { GEN_MINIMUM, GEN_MAXIMUM, true },
    { GEN_MINIMUM, GEN_EXCLUSIVE_MAXIMUM, false },
    { GEN_EXCLUSIVE_MINIMUM, GEN_MAXIMUM, false },
    { GEN_EXCLUSIVE_MINIMUM, GEN_EXCLUSIVE_MAXIMUM, false },
    { GEN_MIN_LENGTH, GEN_MAX_LENGTH, true },
    { GEN_MIN_ITEMS, GEN_MAX_ITEMS, true },
    { GEN_MIN_PROPERTIES, GEN_MAX_PROPERTIES, true },
};

void judge_bounds(gen *g, const gen_schema *below, const gen_schema *above)
{
    for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
        const gen_rule *lower = lower_rule(below, bounds[i].lower);
        const gen_rule *upper = lower_rule(above, bounds[i].upper);
        int order = lower && upper ? us_decimal_compare(lower->node->text, upper->node->text) : -1;

        if (order < 0 || (order == 0 && bounds[i].may_meet))
            continue;
        gen_warning(g, upper->at, "no value can have %s %s (line %u) and %s %s",
                    lower_keyword_of(lower->keyword)->name, gen_show(g, lower->node->text),
                    lower->at.line, lower_keyword_of(upper->keyword)->name,
                    gen_show(g, upper->node->text));
    }
}

/* ---- Values ----------------------------------------------------------------------------------------------- */

static const char *show_value(gen *g, const gen_node *value)
{
    us_buf json = us_buf_new(&g->arena, 32);

    gen_write_json(&json, value);
    return gen_show(g, us_buf_text(&json));
}

static bool is_repeated(const gen_node *list, const gen_node *item)
{
    const gen_node *earlier = list->item;

    while (earlier != item && !lower_equal(item, earlier))
        earlier = earlier->next;
    return earlier != item;
}

/* Once for a list: who repeats one value often repeats many. */
static void judge_repeated(gen *g, const gen_node *list)
{
    const gen_node *first = NULL;
    unsigned more = 0;

    for (const gen_node *item = list->item; item; item = item->next) {
        if (!is_repeated(list, item))
            continue;
        more += first != NULL;
        first = first ? first : item;
    }
    if (first && more)
        gen_warning(g, first->at, "the enum names %s twice, and repeats %u more values",
                    show_value(g, first), more);
    else if (first)
        gen_warning(g, first->at, "the enum names %s twice", show_value(g, first));
}

/* Others let null in for `nullable` alone, so that a client who relies on it is told what to write. */
static void judge_null(gen *g, const gen_schema *schema, const gen_rule *rule)
{
    bool nullable = gen_get(schema->node, "nullable") != NULL;

    if (rule->flag)
        gen_warning(
            g, rule->at,
            "null is refused: %s allows it, but the enum does not name it; add null to the enum",
            nullable ? "nullable" : "the type");
}

/* A list of which some members are possible is odd; one of which none is cannot be meant. */
static void judge_enum(gen *g, const gen_schema *schema, const gen_rule *rule)
{
    unsigned impossible = 0;

    for (const gen_node *item = rule->node->item; item; item = item->next)
        impossible += judge_value(g, schema, item, rule) != NULL;
    if (impossible == rule->node->count) {
        gen_warning(
            g, rule->at, "no member of the enum is possible: %s forbids it",
            lower_keyword_of(judge_value(g, schema, rule->node->item, rule)->keyword)->name);
        return;
    }
    for (const gen_node *item = rule->node->item; item; item = item->next) {
        const gen_rule *broken = judge_value(g, schema, item, rule);

        if (broken)
            gen_warning(g, item->at, "%s can never be valid: %s in line %u forbids it",
                        show_value(g, item), lower_keyword_of(broken->keyword)->name,
                        broken->at.line);
    }
    judge_repeated(g, rule->node);
}

static void judge_const(gen *g, const gen_schema *schema, const gen_rule *rule)
{
    const gen_rule *broken = judge_value(g, schema, rule->node, rule);

    /* const and enum forbid each other: once is enough, and judge_enum says it */
    if (broken && broken->keyword != GEN_ENUM)
        gen_warning(g, rule->at, "the constant %s is not possible: %s in line %u forbids it",
                    show_value(g, rule->node), lower_keyword_of(broken->keyword)->name,
                    broken->at.line);
}

static void judge_one(gen *g, const gen_schema *schema, const gen_node *value, const char *word)
{
    const gen_rule *broken = judge_value(g, schema, value, NULL);

    if (broken)
        gen_warning(g, value->at, "the %s %s is not valid: %s in line %u forbids it", word,
                    show_value(g, value), lower_keyword_of(broken->keyword)->name, broken->at.line);
}

static void judge_default(gen *g, const gen_schema *schema)
{
    const gen_node *value = gen_get(schema->node, "default");

    if (value)
        judge_one(g, schema, value, "default");
}

static void judge_wishes(gen *g, const gen_schema *schema)
{
    const gen_node *value = gen_get(schema->node, GEN_WISH_VALUE);
    const gen_node *values = gen_get(schema->node, GEN_WISH_VALUES);

    gen_wish_judge(g, schema->node, GEN_WISH_IN_SCHEMA);
    if (value)
        judge_one(g, schema, value, GEN_WISH_VALUE);
    for (const gen_node *item = values && values->kind == GEN_ARRAY ? values->item : NULL; item;
         item = item->next)
        judge_one(g, schema, item, "member of " GEN_WISH_VALUES);
}

/* ---- Members ---------------------------------------------------------------------------------------------- */

static bool has_property(const gen_rule *properties, us_text name, bool *never)
{
    const gen_property *p = properties ? properties->property : NULL;

    while (p && !us_text_equal(p->name, name))
        p = p->next;
    *never = p && p->schema && p->schema->never;
    return p != NULL;
}

static bool allows_objects(const gen_schema *schema)
{
    const gen_rule *type = lower_rule(schema, GEN_TYPE);

    return !type || (type->types & GEN_TYPE_OBJECT);
}

static void judge_required(gen *g, const gen_schema *schema, const gen_rule *rule)
{
    const gen_rule *properties = lower_rule(schema, GEN_PROPERTIES);
    const gen_rule *additional = lower_rule(schema, GEN_ADDITIONAL_PROPERTIES);
    const gen_rule *most = lower_rule(schema, GEN_MAX_PROPERTIES);
    bool closed = additional && additional->schema && additional->schema->never, never;
    unsigned count = 0;

    for (const gen_property *p = rule->property; p; p = p->next, count++) {
        bool named = has_property(properties, p->name, &never);

        if (never || (closed && !named))
            gen_warning(g, p->at, "\"%s\" is required, but %s", gen_show(g, p->name),
                        never ? "its schema allows no value"
                              : "additionalProperties: false forbids it");
    }
    if (most && count > most->count)
        gen_warning(g, most->at, "%u members are required (line %u), but maxProperties is %u",
                    count, rule->at.line, most->count);
}

/* ---- The schema ------------------------------------------------------------------------------------------- */

static void visit(void *context, gen_schema *child)
{
    judge_schema(context, child);
}

/* A generator that nobody here has is a slip, or one that is not known yet: the member's name says what it is like. */
static void judge_faker(gen *g, const gen_schema *schema)
{
    const gen_node *value = schema->node ? gen_get(schema->node, "x-faker") : NULL;
    gen_faker faker = gen_faker_of(value);
    us_nearest nearest = us_nearest_to(faker.name);

    if (!value || faker.known)
        return;
    gen_offer_fakers(&nearest);
    gen_warning(g, value->at, "no generator is known as \"%s\"%s", gen_show(g, faker.name),
                gen_nearest_hint(g, &nearest));
}

void judge_schema(gen *g, gen_schema *schema)
{
    if (schema->judged)
        return;
    schema->judged = true;
    judge_bounds(g, schema, schema);
    judge_together(g, schema);
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->keyword == GEN_ENUM) {
            judge_enum(g, schema, rule);
            judge_null(g, schema, rule);
        }
        if (rule->keyword == GEN_CONST)
            judge_const(g, schema, rule);
        if (rule->keyword == GEN_REQUIRED && allows_objects(schema))
            judge_required(g, schema, rule);
    }
    judge_default(g, schema);
    judge_faker(g, schema);
    judge_wishes(g, schema);
    lower_each_child(schema, visit, g);
}
