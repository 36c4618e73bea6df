/* One schema to IR: its members in the order written, each a rule, an annotation, or refused.
 *
 * A schema is made once, however often it is referred to: the document's node remembers it, and it is
 * remembered before its rules are made, so that a schema may refer to itself. */
#include "gen/lower.h"

/* ---- Rules -------------------------------------------------------------------------------------------- */

/* Reads what the keyword carries; false when the rule is to be left out. */
static bool lower_payload(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_TYPES:
        return lower_types(g, rule, object, node);
    case LOWER_VALUES:
        return lower_values(g, rule, node);
    case LOWER_VALUE:
        return lower_value(g, rule, node);
    case LOWER_NUMBER:
        return lower_number(g, rule, object, node);
    case LOWER_COUNT:
        return lower_count(g, rule, node);
    case LOWER_TEXT:
        return lower_text(g, rule, node);
    case LOWER_FORMAT:
        return lower_format(g, rule, node);
    case LOWER_FLAG:
        return lower_flag(g, rule, node);
    case LOWER_NAMES:
        return lower_names(g, rule, object, node);
    case LOWER_REQUIRES:
        return lower_requires(g, rule, node);
    case LOWER_TAGS:
        return lower_tags(g, rule, object, node);
    case LOWER_CONTENT:
        return lower_content(g, rule, object, node, name);
    case LOWER_REST:
        return lower_rest(g, rule, object, node, name);
    case LOWER_TALLY:
        return lower_tally(g, rule, object, node, name);
    case LOWER_BRANCH:
        if (gen_get(object, "if"))
            return lower_subschema(g, rule, object, node, name);
        rule->fate = GEN_ANNOTATION;
        rule->reason = US_TEXT("it says nothing without if");
        return false;
    case LOWER_DYNAMIC:
        return lower_dynamic(g, rule, object, node, name);
    case LOWER_DEPENDS:
    case LOWER_MEMBERS:
        return lower_members(g, rule, node, name);
    case LOWER_SCHEMAS:
        return lower_branches(g, rule, object, node, name);
    case LOWER_SCHEMA:
        if (rule->keyword == GEN_REF)
            return lower_reference(g, rule, object, object->target, name);
        return lower_subschema(g, rule, object, node, name);
    }
    return false;
}

/* OpenAPI 3.0.3: `nullable` "adds null to the allowed type specified by the `type` keyword", and is nothing
 * by itself. */
static void note_idle_null(gen *g, const gen_node *object, const gen_member *member)
{
    if (us_text_equal(member->key, US_TEXT("nullable")) && !gen_get(object, "type") &&
        lower_is_structure(member->key, lower_dialect_of(g, object)))
        gen_note(g, member, GEN_ANNOTATION, US_TEXT("it says nothing without type"));
}

static gen_rule *lower_rule_of(gen *g, gen_node *object, gen_member *member, us_text name)
{
    gen_rule *rule;
    enum gen_keyword keyword = lower_find_keyword(member->key);
    enum gen_dialect dialect = lower_dialect_of(g, object);
    bool counts;

    if (keyword == GEN_KEYWORDS || !lower_is_keyword(keyword, dialect)) {
        note_idle_null(g, object, member);
        lower_take_word(g, member, dialect);
        if (us_text_equal(member->key, US_TEXT("dependencies")) &&
            lower_is_structure(member->key, dialect))
            return lower_dependencies(g, member, name);
        return NULL;
    }
    if (!lower_is_in_vocabulary(keyword, object)) {
        lower_take_outsider(g, member);
        return NULL;
    }
    rule = US_NEW(&g->arena, gen_rule);
    rule->keyword = keyword;
    rule->at = member->at;
    counts = lower_payload(g, rule, object, member->value, name);
    gen_note(g, member, rule->fate, rule->reason);
    return counts ? rule : NULL;
}

/* Whether the member is ignored: in some dialects what stands beside a `$ref` is. */
static bool is_ignored(gen *g, const gen_node *object, const gen_member *member)
{
    enum gen_dialect dialect = lower_dialect_of(g, object);
    const gen_member *reference =
        gen_ref_stands_alone(dialect) ? gen_get_member(object, "$ref") : NULL;
    us_text reason;

    if (!reference || member == reference)
        return false;
    reason = us_arena_print(&g->arena, "%s is ignored beside $ref in %s", gen_show(g, member->key),
                            gen_dialect_name(dialect));
    if (lower_find_keyword(member->key) != GEN_KEYWORDS ||
        us_text_equal(member->key, US_TEXT("nullable")))
        gen_warning(g, member->at, "%s", reason.bytes);
    gen_note(g, member, GEN_ANNOTATION, reason);
    return true;
}

/* OpenAPI 3.0.3: `nullable` adds null to the type, and "null must be explicitly included as a value within the enum". In
 * 3.1 two keywords say the same, and neither gives way. */
static void note_missing_null(gen_schema *schema)
{
    const gen_rule *type = lower_rule(schema, GEN_TYPE);
    gen_rule *values = NULL;

    for (gen_rule *rule = schema->rule; rule; rule = rule->next)
        values = rule->keyword == GEN_ENUM ? rule : values;
    if (!values || !type || !(type->types & GEN_TYPE_NULL))
        return;
    values->flag = true;
    for (const gen_node *item = values->node->item; item; item = item->next)
        values->flag = values->flag && item->kind != GEN_NULL;
}

/* Of what the whole says that this schema is a part of, only `required` takes note: the schemas inside are of
 * other values, and one that is referred to is of this value here and of others elsewhere. */
static void lower_rules(gen *g, gen_schema *schema, gen_node *object)
{
    gen_rule **last = &schema->rule;
    const gen_node *within = g->within;

    for (gen_member *member = object->member; member; member = member->next) {
        g->within = us_text_equal(member->key, US_TEXT("required")) ? within : NULL;
        *last =
            is_ignored(g, object, member) ? NULL : lower_rule_of(g, object, member, schema->name);
        while (*last)
            last = &(*last)->next;
    }
    g->within = within;
    note_missing_null(schema);
}

/* ---- Schemas ------------------------------------------------------------------------------------------ */

/* What comes before the first line end, and before the second sentence. */
static us_text first_sentence(us_text text)
{
    us_text line = us_text_slice(text, 0, us_text_find(text, '\n'));

    for (size_t i = 0; i + 1 < line.length; i++) {
        if (line.bytes[i] == '.' && line.bytes[i + 1] == ' ')
            return us_text_slice(line, 0, i);
    }
    return us_text_trim(line);
}

/* The title, or the first sentence of the description. */
static us_text title_of(const gen_node *object)
{
    us_text title = gen_get_text(object, "title");

    return first_sentence(title.length > 0 ? title : gen_get_text(object, "description"));
}

gen_schema *lower_schema(gen *g, gen_node *node, us_text name)
{
    gen_schema *schema;

    if (node->schema)
        return node->schema;
    if (node->kind != GEN_OBJECT && node->kind != GEN_BOOLEAN) {
        gen_error(g, node->at, "a schema must be an object or a boolean, not %s",
                  gen_kind_name(node->kind));
        return NULL;
    }
    schema = node->schema = US_NEW(&g->arena, gen_schema);
    schema->at = node->at;
    schema->name = name;
    schema->node = node;
    schema->never = node->kind == GEN_BOOLEAN && !node->truth;
    if (node->kind == GEN_OBJECT) {
        schema->title = title_of(node);
        lower_rules(g, schema, node);
    }
    return schema;
}

/* ---- Asking a schema ---------------------------------------------------------------------------------- */

const gen_rule *lower_rule(const gen_schema *schema, enum gen_keyword keyword)
{
    const gen_rule *rule = schema ? schema->rule : NULL;

    while (rule && rule->keyword != keyword)
        rule = rule->next;
    return rule;
}

void lower_each_child(const gen_schema *schema, lower_visit *visit, void *context)
{
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->schema)
            visit(context, rule->schema);
        for (const gen_property *p = rule->property; p; p = p->next) {
            if (p->schema)
                visit(context, p->schema);
        }
    }
}
