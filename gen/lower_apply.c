/* Keywords that lead to schemas: references, the schemas of items and members, and branches. */
#include "base/utf8.h"
#include "gen/lower.h"
#include "gen/uri.h"

static us_text child_name(gen *g, us_text parent, us_text child)
{
    us_text cut = us_utf8_cut(child, 60);

    return us_arena_print(&g->arena, "%.*s_%.*s", (int)parent.length, parent.bytes, (int)cut.length,
                          cut.bytes);
}

static gen_property *new_property(gen *g, us_text name, gen_at at)
{
    gen_property *property = US_NEW(&g->arena, gen_property);

    property->name = name;
    property->at = at;
    return property;
}

static const char *name_of(const gen_rule *rule)
{
    return lower_keyword_of(rule->keyword)->name;
}

/* ---- References ------------------------------------------------------------------------------------------ */

/* "Voice" for "/components/schemas/Voice". */
static us_text last_token(us_text pointer)
{
    size_t start = pointer.length;

    while (start > 0 && pointer.bytes[start - 1] != '/')
        start--;
    return us_text_slice(pointer, start, pointer.length);
}

us_text lower_resource_name(const gen_resource *resource)
{
    us_text segment = last_token(gen_uri_split(resource->uri).path);

    return us_text_slice(segment, 0, us_text_find(segment, '.'));
}

/* Whether the schema is called by the `$id` that it gives itself. */
static bool is_called_by_id(const gen_node *target)
{
    return target->resource && target->resource->root == target && gen_get(target, "$id") &&
           !us_text_starts(target->pointer, US_TEXT("/")) &&
           lower_resource_name(target->resource).length > 0;
}

/* As the reference calls it, or as its file is called when it is all of another one. */
static us_text target_name(const gen *g, const gen_node *object, const gen_node *target,
                           us_text otherwise)
{
    us_text token = last_token(target->pointer);
    us_text file = g->source[target->at.file].name;

    if (is_called_by_id(target))
        return lower_resource_name(target->resource);
    if (token.length > 0 || target->at.file == object->at.file)
        return token.length > 0 ? token : otherwise;
    return us_text_slice(file, 0, us_text_find(file, '.'));
}

bool lower_reference(gen *g, gen_rule *rule, gen_node *object, gen_node *target, us_text name)
{
    if (!target)
        return false; /* resolve has said so */
    rule->schema = lower_schema(g, target, target_name(g, object, target, name));
    if (rule->schema)
        rule->schema->named = true;
    return rule->schema != NULL;
}

/* ---- One schema ------------------------------------------------------------------------------------------ */

static const char *role_of(enum gen_keyword keyword)
{
    static const char *const role[GEN_KEYWORDS] = {
        [GEN_ITEMS] = "item",
        [GEN_ADDITIONAL_ITEMS] = "item",
        [GEN_ADDITIONAL_PROPERTIES] = "additional",
        [GEN_PROPERTY_NAMES] = "name",
        [GEN_UNEVALUATED_ITEMS] = "unevaluated",
        [GEN_UNEVALUATED_PROPERTIES] = "unevaluated",
    };

    return role[keyword] ? role[keyword] : lower_keyword_of(keyword)->name;
}

/* The count that takes the place of "at least one" is in the rule of minContains. */
static bool is_counted_elsewhere(const gen_rule *rule, const gen_node *object)
{
    return rule->keyword == GEN_CONTAINS && gen_get(object, "minContains") &&
           lower_dialect_has(object, GEN_MIN_CONTAINS);
}

bool lower_subschema(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    us_text role = us_text_of(role_of(rule->keyword));

    if (is_counted_elsewhere(rule, object))
        return false;
    rule->schema = lower_schema(g, node, child_name(g, name, role));
    return rule->schema != NULL;
}

/* How many items a list of schemas in `items` or `prefixItems` speaks of. */
static unsigned prefix_of(const gen_node *list)
{
    return list && list->kind == GEN_ARRAY ? list->count : 0;
}

/* `items`, which up to 2019-09 may be a list, and what is for the items after that list. */
bool lower_rest(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    const gen_node *items = gen_get(object, "items");

    if (rule->keyword == GEN_ADDITIONAL_ITEMS && (!items || items->kind != GEN_ARRAY)) {
        rule->fate = GEN_ANNOTATION;
        rule->reason = US_TEXT("it says nothing without a list in items");
        return false;
    }
    if (rule->keyword == GEN_ITEMS && node->kind == GEN_ARRAY &&
        lower_dialect_has(object, GEN_ADDITIONAL_ITEMS)) {
        rule->keyword = GEN_PREFIX_ITEMS;
        return node->count > 0 && lower_branches(g, rule, object, node, name);
    }
    if (rule->keyword == GEN_ADDITIONAL_ITEMS)
        rule->count = prefix_of(items);
    else if (lower_dialect_has(object, GEN_PREFIX_ITEMS))
        rule->count = prefix_of(gen_get(object, "prefixItems"));
    return lower_subschema(g, rule, object, node, name);
}

bool lower_tally(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    gen_node *contains = gen_get(object, "contains");

    if (!contains) {
        rule->fate = GEN_ANNOTATION;
        rule->reason = US_TEXT("it says nothing without contains");
        return false;
    }
    rule->schema = lower_schema(g, contains, child_name(g, name, US_TEXT("contains")));
    return lower_count(g, rule, node) && rule->schema;
}

/* ---- Several schemas ------------------------------------------------------------------------------------- */

bool lower_branches(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    gen_property **last = &rule->property;
    const gen_node *within = g->within;

    if (node->kind != GEN_ARRAY || node->count == 0) {
        lower_fault(g, rule, node->at, "%s must be a list of schemas with at least one",
                    name_of(rule));
        return false;
    }
    g->within = rule->keyword == GEN_ALL_OF ? object : NULL;
    for (gen_node *item = node->item; item; item = item->next) {
        us_text role = us_arena_print(&g->arena, "%s_%u", name_of(rule), ++rule->count);

        *last = new_property(g, US_TEXT(""), item->at);
        (*last)->schema = lower_schema(g, item, child_name(g, name, role));
        last = &(*last)->next;
    }
    g->within = within;
    return true;
}

static gen_property *add_member(gen *g, gen_rule *rule, gen_property **last, gen_member *member,
                                us_text name)
{
    *last = new_property(g, member->key, member->at);
    (*last)->schema = lower_schema(g, member->value, child_name(g, name, member->key));
    rule->count++;
    return *last;
}

bool lower_members(gen *g, gen_rule *rule, gen_node *node, us_text name)
{
    gen_property **last = &rule->property;

    if (node->kind != GEN_OBJECT) {
        lower_fault(g, rule, node->at, "%s must be an object of schemas, not %s", name_of(rule),
                    gen_kind_name(node->kind));
        return false;
    }
    for (gen_member *member = node->member; member; member = member->next) {
        if (rule->keyword == GEN_PATTERN_PROPERTIES &&
            !lower_pattern(g, rule, member->at, member->key))
            return false;
        last = &add_member(g, rule, last, member, name)->next;
    }
    return rule->keyword == GEN_PROPERTIES || rule->property;
}

gen_rule *lower_dependencies(gen *g, gen_member *member, us_text name)
{
    gen_rule *names = US_NEW(&g->arena, gen_rule), *schemas = US_NEW(&g->arena, gen_rule);
    gen_node lists = { .kind = GEN_OBJECT, .at = member->value->at };
    gen_member **last_list = &lists.member;
    gen_property **last = &schemas->property;

    names->keyword = GEN_DEPENDENT_REQUIRED;
    schemas->keyword = GEN_DEPENDENT_SCHEMAS;
    names->at = schemas->at = member->at;
    for (gen_member *m = member->value->member; m; m = m->next) {
        if (m->value->kind == GEN_ARRAY) {
            *last_list = US_NEW(&g->arena, gen_member);
            **last_list = (gen_member){ .key = m->key, .at = m->at, .value = m->value };
            last_list = &(*last_list)->next;
        } else {
            last = &add_member(g, schemas, last, m, name)->next;
        }
    }
    if (!lower_requires(g, names, &lists))
        return schemas->property ? schemas : NULL;
    names->next = schemas->property ? schemas : NULL;
    return names;
}
