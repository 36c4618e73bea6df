/* discriminator: which value of a member stands for which schema.
 *
 * The values are those of `mapping` and the names that schemas have of themselves: the last part of the
 * reference in oneOf or anyOf, and without those the names of the schemas that take this one for a part of
 * their allOf (OpenAPI 3.0.3, "Discriminator Object"; 2.0 knows the latter alone). A schema that says
 * `x-ms-discriminator-value` means that value in the place of its name, as Azure's documents have it; and so does one
 * whose own words leave the member no other value, for then its name could never be said. */
#include "base/utf8.h"
#include "gen/constants.h"
#include "gen/lower.h"

typedef struct tags {
    gen *g;
    gen_rule *rule;
    gen_node *object; /* the schema with the discriminator */
    gen_property **last;
} tags;

static bool has_tag(const tags *t, us_text value)
{
    const gen_property *p = t->rule->property;

    while (p && !us_text_equal(p->name, value))
        p = p->next;
    return p != NULL;
}

static void add_tag(tags *t, us_text value, gen_at at, gen_node *schema, us_text name)
{
    gen_property *tag;

    if (has_tag(t, value))
        return;
    tag = US_NEW(&t->g->arena, gen_property);
    tag->name = value;
    tag->at = at;
    tag->schema = lower_schema(t->g, schema, name);
    if (!tag->schema)
        return;
    tag->schema->named = true;
    *t->last = tag;
    t->last = &tag->next;
    t->rule->count++;
}

/* ---- Names of schemas ------------------------------------------------------------------------------------ */

/* The value that stands for a schema of that name. */
static us_text own_value(const gen_node *schema, us_text name)
{
    us_text value = gen_get_text(schema, "x-ms-discriminator-value");

    return value.length > 0 ? value : name;
}

static const gen_node *named_schemas(const gen_node *object)
{
    return object->resource ? gen_named_schemas(object->resource->root) : NULL;
}

/* ---- mapping ---------------------------------------------------------------------------------------------- */

static void add_mapping(tags *t, const gen_node *mapping)
{
    if (!mapping || mapping->kind != GEN_OBJECT)
        return;
    for (const gen_member *m = mapping->member; m; m = m->next) {
        gen_node *schema = m->value->target;

        if (schema)
            add_tag(t, m->key, m->at, schema, gen_name_of_reference(m->value->text));
        else
            gen_warning(t->g, m->value->at,
                        "the mapping of \"%s\" leads to no schema of this document",
                        gen_show(t->g, m->key));
    }
}

/* ---- Schemas that name themselves -------------------------------------------------------------------------- */

static bool is_mapped(const tags *t, const gen_node *schema)
{
    const gen_property *p = t->rule->property;

    while (p && p->schema->node != schema)
        p = p->next;
    return p != NULL;
}

/* Adds the values of the member that a schema says it is for (NULL: it does not say), or else its name. False: a value
 * of it is another's, too. */
static bool add_schema(tags *t, gen_node *schema, gen_at at, us_text name,
                       const gen_constants *values)
{
    us_text value = own_value(schema, name);

    if (!values || !us_text_equal(value, name) || is_mapped(t, schema) ||
        gen_has_constant(values, name)) {
        add_tag(t, value, at, schema, name);
        return true;
    }
    for (unsigned i = 0; i < values->count; i++) {
        if (has_tag(t, values->value[i]))
            return false;
        add_tag(t, values->value[i], at, schema, name);
    }
    return true;
}

static bool add_branch(tags *t, gen_node *item, us_text name)
{
    gen_constants values = { .count = 0 };
    bool says = gen_constants_of(&values, item->target, t->rule->text);

    return add_schema(t, item->target, item->at, name, says ? &values : NULL);
}

/* False: the member cannot tell the branches from each other. */
static bool add_branches(tags *t, const gen_node *branches)
{
    for (gen_node *item = branches->item; item; item = item->next) {
        const gen_node *reference = gen_get(item, "$ref");

        if (item->target && reference && reference->kind == GEN_STRING &&
            !add_branch(t, item, gen_name_of_reference(reference->text)))
            return false;
    }
    return true;
}

/* Whether all tags lead to the schema with the discriminator. */
static bool leads_nowhere(const tags *t)
{
    const gen_property *p = t->rule->property;

    while (p && p->schema->node == t->object)
        p = p->next;
    return !p;
}

/* ---- Heirs --------------------------------------------------------------------------------------------------- */

typedef struct heirs {
    tags *t;
    const gen_constants
        *allowed; /* by the schema with the discriminator, for all of them; NULL: anything */
    bool unclear; /* two are for the same value */
    unsigned left_out;
} heirs;

static bool is_allowed(const heirs *h, us_text value)
{
    return !h->allowed || gen_has_constant(h->allowed, value);
}

/* The lower_take_heir of add_heirs. What no value can be is no tag. */
static void add_heir(void *context, gen_member *heir)
{
    heirs *h = context;
    gen_constants values = { .count = 0 };
    bool self = heir->value == h->t->object;
    bool says = !self && gen_own_constants_of(&values, heir->value, h->t->rule->text);

    if (!says && !is_allowed(h, own_value(heir->value, heir->key)))
        h->left_out += !self;
    else if (!add_schema(h->t, heir->value, heir->at, heir->key, says ? &values : NULL))
        h->unclear = true;
}

/* What the member may say and no heir is for, is for the schema with the discriminator. */
static void add_rest(tags *t, const gen_constants *allowed)
{
    for (unsigned i = 0; i < allowed->count; i++)
        add_tag(t, allowed->value[i], t->object->at, t->object, t->object->schema->name);
}

/* False: the member cannot tell the heirs from each other. */
static bool add_heirs(tags *t)
{
    gen_constants allowed = { .count = 0 };
    bool says = gen_constants_of(&allowed, t->object, t->rule->text);
    heirs h = { .t = t, .allowed = says ? &allowed : NULL };
    const gen_node *schemas = named_schemas(t->object);

    if (schemas)
        lower_each_heir(t->g, schemas, t->object, add_heir, &h);
    if (h.unclear || (h.left_out > 0 && leads_nowhere(t)) ||
        !gen_may_be_text(t->object, t->rule->text))
        return false;
    if (says)
        add_rest(t, &allowed);
    return true;
}

/* The schema with the discriminator comes first of its tags: the plainest of them. */
static void put_self_first(tags *t)
{
    gen_property **link = &t->rule->property, *self;

    while (*link && (*link)->schema->node != t->object)
        link = &(*link)->next;
    self = *link;
    if (!self)
        return;
    *link = self->next;
    self->next = t->rule->property;
    t->rule->property = self;
}

/* ---- The discriminator ------------------------------------------------------------------------------------- */

/* A branch without a name that could be an object: no tag leads to it, so the tag cannot decide. */
static bool has_nameless_object(const gen_node *branches)
{
    for (const gen_node *item = branches->item; item; item = item->next) {
        us_text type = gen_get_text(item, "type");

        if (!item->target && (type.length == 0 || us_text_equal(type, US_TEXT("object"))))
            return true;
    }
    return false;
}

static bool read_property_name(gen *g, gen_rule *rule, const gen_node *node)
{
    const gen_node *name = node->kind == GEN_STRING ? node : gen_get(node, "propertyName");

    if (!name || name->kind != GEN_STRING) {
        lower_fault(g, rule, node->at, "discriminator needs a propertyName");
        return false;
    }
    rule->text = name->text;
    return true;
}

/* The list that the discriminator chooses from, or NULL. */
static gen_node *branches_of(const gen_node *object)
{
    gen_node *branches = gen_get(object, "oneOf");

    if (!branches)
        branches = gen_get(object, "anyOf");
    return branches && branches->kind == GEN_ARRAY ? branches : NULL;
}

static void add_default(tags *t, const gen_node *node)
{
    const gen_node *name = gen_get(node, "defaultMapping");

    if (!name || !name->target)
        return;
    t->rule->schema = lower_schema(t->g, name->target, gen_name_of_reference(name->text));
    if (t->rule->schema)
        t->rule->schema->named = true;
}

bool lower_tags(gen *g, gen_rule *rule, gen_node *object, gen_node *node)
{
    tags t = { .g = g, .rule = rule, .object = object, .last = &rule->property };
    gen_node *branches = branches_of(object);

    if (!read_property_name(g, rule, node))
        return false;
    if (branches && has_nameless_object(branches)) {
        lower_skip(g, rule, rule->at,
                   "the discriminator decides nothing: a schema beside it has no name");
        return false;
    }
    add_mapping(&t, gen_get(node, "mapping"));
    if (branches ? !add_branches(&t, branches) : !add_heirs(&t)) {
        rule->property = NULL;
        rule->count = 0;
        lower_skip(g, rule, rule->at, "the discriminator decides nothing: %s",
                   branches ? "two schemas beside it allow the same value"
                            : "its member tells none of the schemas that contain this one");
        return false;
    }
    put_self_first(&t);
    add_default(&t, node);
    if (branches ? rule->count > 0 : !leads_nowhere(&t) || rule->schema)
        return true;
    rule->fate = GEN_ANNOTATION;
    rule->reason = US_TEXT("it leads to no other schema");
    return false;
}
