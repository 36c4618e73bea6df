/* What keywords carry, an arm a payload. A payload of the wrong shape is an error where it stands. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "gen/lower.h"

static const char *name_of(const gen_rule *rule)
{
    return lower_keyword_of(rule->keyword)->name;
}

/* False, with the error, when the value is of another kind. */
static bool expect(gen *g, gen_rule *rule, const gen_node *node, enum gen_kind kind)
{
    if (node->kind == kind)
        return true;
    lower_fault(g, rule, node->at, "%s must be %s, not %s", name_of(rule), gen_kind_name(kind),
                gen_kind_name(node->kind));
    return false;
}

/* ---- Types ------------------------------------------------------------------------------------------ */

/* The bits of one type's name; 0 after an error. */
static unsigned type_bits(gen *g, gen_rule *rule, const gen_node *node)
{
    unsigned bits = 0;

    if (!expect(g, rule, node, GEN_STRING))
        return 0;
    bits = lower_find_type(node->text);
    if (bits == 0)
        lower_fault(g, rule, node->at,
                    "unknown type \"%s\"; it is one of null, boolean, integer, number, string, "
                    "array, object",
                    gen_show(g, node->text));
    return bits;
}

static bool read_types(gen *g, gen_rule *rule, gen_node *node)
{
    if (node->kind == GEN_STRING) {
        rule->types = type_bits(g, rule, node);
        return rule->types != 0;
    }
    if (node->kind != GEN_ARRAY || node->count == 0) {
        lower_fault(g, rule, node->at, "type must be the name of a type or a list of names");
        return false;
    }
    for (const gen_node *item = node->item; item; item = item->next) {
        unsigned bits = type_bits(g, rule, item);

        if (bits == 0)
            return false;
        if (rule->types & bits)
            gen_warning(g, item->at, "type names %s twice", lower_type_name(bits));
        rule->types |= bits;
    }
    return true;
}

/* OpenAPI 3.0: `nullable: true` "adds null to the allowed types" of the `type` beside it. */
bool lower_types(gen *g, gen_rule *rule, gen_node *object, gen_node *node)
{
    enum gen_dialect dialect = lower_dialect_of(g, object);
    const gen_node *nullable = gen_get(object, "nullable");

    /* OpenAPI 2.0: a response's `type: file` is a body of any kind */
    if (dialect == GEN_OPENAPI_20 && node->kind == GEN_STRING &&
        us_text_equal(node->text, US_TEXT("file")))
        return false;
    if (!read_types(g, rule, node))
        return false;
    if (nullable && lower_is_structure(US_TEXT("nullable"), dialect)) {
        if (nullable->kind != GEN_BOOLEAN)
            gen_warning(g, nullable->at, "nullable must be a boolean, not %s",
                        gen_kind_name(nullable->kind));
        if (nullable->truth)
            rule->types |= GEN_TYPE_NULL;
    }
    return true;
}

/* ---- Values ----------------------------------------------------------------------------------------- */

bool lower_values(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_ARRAY))
        return false;
    if (node->count == 0) {
        lower_fault(g, rule, node->at, "an empty enum allows no value at all");
        return false;
    }
    rule->node = node;
    return true;
}

bool lower_value(gen *g, gen_rule *rule, gen_node *node)
{
    (void)g;
    rule->node = node;
    return true;
}

/* ---- Numbers ---------------------------------------------------------------------------------------- */

bool lower_double(us_text number, char spelling[40])
{
    char copy[400];
    double value;
    us_text shortest;

    if (number.length >= sizeof(copy))
        return false;
    memcpy(copy, number.bytes, number.length);
    copy[number.length] = '\0';
    value = strtod(copy, NULL);
    if (!isfinite(value))
        return false;
    shortest = us_decimal_of(value, spelling);
    if (us_decimal_compare(shortest, number) != 0)
        return false;
    /* A long run of digits would be read as an integer that is too large for C. */
    if (shortest.length > 15 && strspn(spelling, "-0123456789") == shortest.length)
        memcpy(spelling + shortest.length, ".0", 3);
    return true;
}

/* The other half of a boolean bound: the number of exclusiveMaximum: true stands in maximum. */
static const char *other_bound(enum gen_keyword keyword)
{
    static const char *const other[GEN_KEYWORDS] = {
        [GEN_EXCLUSIVE_MAXIMUM] = "maximum",
        [GEN_EXCLUSIVE_MINIMUM] = "minimum",
        [GEN_MAXIMUM] = "exclusiveMaximum",
        [GEN_MINIMUM] = "exclusiveMinimum",
    };

    return other[keyword];
}

/* Up to draft 4 exclusiveMaximum is a boolean; what is written in the manner of another draft still has
 * one meaning only. */
static gen_node *read_boolean_bound(gen *g, gen_rule *rule, gen_node *object, gen_node *node)
{
    gen_node *number = gen_get(object, other_bound(rule->keyword));
    enum gen_dialect dialect = lower_dialect_of(g, object);

    if (!gen_has_boolean_bounds(dialect))
        gen_warning(g, node->at, "%s is a number in %s; it is read as of draft 4", name_of(rule),
                    gen_dialect_name(dialect));
    if (node->truth && !number)
        lower_skip(g, rule, node->at, "%s says nothing without %s", name_of(rule),
                   other_bound(rule->keyword));
    return node->truth ? number : NULL;
}

/* Whether the bound is made stricter by a boolean beside it, whose rule it then is. */
static bool is_made_exclusive(const gen_rule *rule, const gen_node *object)
{
    return (rule->keyword == GEN_MAXIMUM || rule->keyword == GEN_MINIMUM) &&
           gen_is_true(object, other_bound(rule->keyword));
}

bool lower_number(gen *g, gen_rule *rule, gen_node *object, gen_node *node)
{
    bool exclusive =
        rule->keyword == GEN_EXCLUSIVE_MAXIMUM || rule->keyword == GEN_EXCLUSIVE_MINIMUM;

    if (is_made_exclusive(rule, object))
        return false;
    if (exclusive && node->kind == GEN_BOOLEAN) {
        node = read_boolean_bound(g, rule, object, node);
        if (!node)
            return false;
    } else if (exclusive && gen_has_boolean_bounds(lower_dialect_of(g, object))) {
        gen_warning(g, node->at, "%s is a boolean in %s; it is read as of draft 6", name_of(rule),
                    gen_dialect_name(lower_dialect_of(g, object)));
    }
    if (!expect(g, rule, node, GEN_NUMBER))
        return false;
    if (rule->keyword == GEN_MULTIPLE_OF && us_decimal_compare(node->text, US_TEXT("0")) <= 0) {
        lower_fault(g, rule, node->at, "multipleOf must be greater than 0");
        return false;
    }
    rule->node = node;
    return true;
}

bool lower_count(gen *g, gen_rule *rule, gen_node *node)
{
    char spelling[40];

    if (!expect(g, rule, node, GEN_NUMBER))
        return false;
    if (!us_decimal_is_integer(node->text) || us_decimal_compare(node->text, US_TEXT("0")) < 0) {
        lower_fault(g, rule, node->at, "%s must be an integer that is not negative", name_of(rule));
        return false;
    }
    rule->node = node;
    /* nothing that is checked has as many parts as the largest count, so that a larger one says the same */
    if (us_decimal_compare(node->text, US_TEXT("4294967295")) >= 0)
        rule->count = 4294967295;
    else if (lower_double(node->text, spelling))
        rule->count = (unsigned)strtod(spelling, NULL);
    return true;
}

bool lower_flag(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_BOOLEAN))
        return false;
    rule->flag = node->truth;
    return rule->flag; /* false asks for nothing */
}

/* ---- Texts ------------------------------------------------------------------------------------------ */

bool lower_text(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_STRING))
        return false;
    rule->text = node->text;
    return lower_pattern(g, rule, node->at, node->text);
}

static void warn_of_format(gen *g, gen_rule *rule, const gen_node *node)
{
    rule->reason = us_arena_print(&g->arena, "format \"%s\" is not known", gen_show(g, node->text));
    if (!lower_is_said(g, rule->reason))
        gen_warning(g, node->at, "%s, so it is not enforced", rule->reason.bytes);
}

bool lower_format(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_STRING))
        return false;
    rule->text = node->text;
    if (lower_find_format(node->text) && !g->formats_annotate)
        return true;
    rule->fate = GEN_ANNOTATION;
    if (lower_find_format(node->text))
        rule->reason = US_TEXT("formats are annotations, as it was asked");
    else if (lower_is_hint(node->text))
        rule->reason = US_TEXT("every value is of this format");
    else
        warn_of_format(g, rule, node);
    return false;
}

static bool has_name(const gen_property *list, us_text name)
{
    while (list && !us_text_equal(list->name, name))
        list = list->next;
    return list != NULL;
}

/* Adds the names of the list; false after an error. */
static bool read_names(gen *g, gen_rule *rule, gen_node *node, gen_property **first)
{
    gen_property **last = first;

    if (!expect(g, rule, node, GEN_ARRAY))
        return false;
    for (gen_node *item = node->item; item; item = item->next) {
        if (item->kind != GEN_STRING) {
            lower_fault(g, rule, item->at, "%s is a list of names, not of %s", name_of(rule),
                        gen_kind_name(item->kind));
            return false;
        }
        if (has_name(*first, item->text)) {
            gen_warning(g, item->at, "%s names \"%s\" twice", name_of(rule),
                        gen_show(g, item->text));
            continue;
        }
        *last = US_NEW(&g->arena, gen_property);
        (*last)->name = item->text;
        (*last)->at = item->at;
        last = &(*last)->next;
    }
    return true;
}

bool lower_names(gen *g, gen_rule *rule, gen_node *object, gen_node *node)
{
    if (!read_names(g, rule, node, &rule->property))
        return false;
    for (gen_property *p = rule->property; p; p = p->next)
        p->excused = lower_excuse(g, object, p->name);
    return rule->property != NULL;
}

bool lower_requires(gen *g, gen_rule *rule, gen_node *node)
{
    gen_property **last = &rule->property;

    if (!expect(g, rule, node, GEN_OBJECT))
        return false;
    for (gen_member *member = node->member; member; member = member->next) {
        gen_property *property = US_NEW(&g->arena, gen_property);

        property->name = member->key;
        property->at = member->at;
        if (!read_names(g, rule, member->value, &property->name_list))
            return false;
        if (!property->name_list)
            continue;
        *last = property;
        last = &property->next;
        rule->count++;
    }
    return rule->property != NULL;
}
