/* Values that the document itself holds (enum members, constants, defaults) against the rules beside them:
 * exactly as the runtime would decide, but only what the one schema says. */
#include "base/decimal.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "gen/judge.h"

static unsigned types_of(const gen_node *value)
{
    switch (value->kind) {
    case GEN_NULL:
        return GEN_TYPE_NULL;
    case GEN_BOOLEAN:
        return GEN_TYPE_BOOLEAN;
    case GEN_NUMBER:
        return us_decimal_is_integer(value->text) ? GEN_TYPE_NUMBER | GEN_TYPE_INTEGER
                                                  : GEN_TYPE_NUMBER;
    case GEN_STRING:
        return GEN_TYPE_STRING;
    case GEN_ARRAY:
        return GEN_TYPE_ARRAY;
    case GEN_OBJECT:
        return GEN_TYPE_OBJECT;
    }
    return 0;
}

static bool is_member(const gen_node *list, const gen_node *value)
{
    for (const gen_node *item = list->item; item; item = item->next) {
        if (lower_equal(item, value))
            return true;
    }
    return false;
}

static bool breaks_number(const gen_rule *rule, us_text number)
{
    int order;

    if (lower_keyword_of(rule->keyword)->payload != LOWER_NUMBER)
        return false;
    order = us_decimal_compare(number, rule->node->text);
    switch (rule->keyword) {
    case GEN_MINIMUM:
        return order < 0;
    case GEN_EXCLUSIVE_MINIMUM:
        return order <= 0;
    case GEN_MAXIMUM:
        return order > 0;
    case GEN_EXCLUSIVE_MAXIMUM:
        return order >= 0;
    case GEN_MULTIPLE_OF:
        return !us_decimal_is_multiple(number, rule->node->text);
    default:
        return false;
    }
}

static bool breaks_pattern(gen *g, const gen_rule *rule, us_text text)
{
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(&g->arena, rule->text, &message, &offset);
    bool breaks = pattern && us_pattern_match(pattern, text) == US_NO_MATCH;

    if (pattern)
        us_pattern_free(pattern);
    return breaks;
}

static bool breaks_string(gen *g, const gen_rule *rule, us_text text)
{
    switch (rule->keyword) {
    case GEN_MIN_LENGTH:
        return us_utf8_count(text) < rule->count;
    case GEN_MAX_LENGTH:
        return us_utf8_count(text) > rule->count;
    case GEN_PATTERN:
        return breaks_pattern(g, rule, text);
    default:
        return false;
    }
}

static bool has_repeated_item(const gen_node *array)
{
    for (const gen_node *item = array->item; item; item = item->next) {
        for (const gen_node *later = item->next; later; later = later->next) {
            if (lower_equal(item, later))
                return true;
        }
    }
    return false;
}

static bool breaks_array(const gen_rule *rule, const gen_node *array)
{
    switch (rule->keyword) {
    case GEN_MIN_ITEMS:
        return array->count < rule->count;
    case GEN_MAX_ITEMS:
        return array->count > rule->count;
    case GEN_UNIQUE_ITEMS:
        return has_repeated_item(array);
    default:
        return false;
    }
}

static bool lacks_name(const gen_node *object, us_text name)
{
    const gen_member *member = object->member;

    while (member && !us_text_equal(member->key, name))
        member = member->next;
    return !member;
}

static bool breaks_object(const gen_rule *rule, const gen_node *object)
{
    switch (rule->keyword) {
    case GEN_MIN_PROPERTIES:
        return object->count < rule->count;
    case GEN_MAX_PROPERTIES:
        return object->count > rule->count;
    case GEN_REQUIRED:
        for (const gen_property *p = rule->property; p; p = p->next) {
            if (lacks_name(object, p->name))
                return true;
        }
        return false;
    default:
        return false;
    }
}

static bool breaks(gen *g, const gen_rule *rule, const gen_node *value)
{
    if (rule->keyword == GEN_TYPE)
        return !(rule->types & types_of(value));
    if (rule->keyword == GEN_ENUM)
        return !is_member(rule->node, value);
    if (rule->keyword == GEN_CONST)
        return !lower_equal(rule->node, value);
    switch (value->kind) {
    case GEN_NUMBER:
        return breaks_number(rule, value->text);
    case GEN_STRING:
        return breaks_string(g, rule, value->text);
    case GEN_ARRAY:
        return breaks_array(rule, value);
    case GEN_OBJECT:
        return breaks_object(rule, value);
    default:
        return false;
    }
}

const gen_rule *judge_value(gen *g, const gen_schema *schema, const gen_node *value,
                            const gen_rule *but)
{
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule != but && breaks(g, rule, value))
            return rule;
    }
    return NULL;
}
