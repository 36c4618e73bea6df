/* What keywords carry, an arm a payload. A payload of the wrong shape is an error where it stands. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/pattern.h"
#include "gen/lower.h"

static const char *name_of(const gen_rule *rule)
{
    return lower_keyword_of(rule->keyword)->name;
}

/* False, with the error, when the value is of another kind. */
static bool expect(gen *g, const gen_rule *rule, const gen_node *node, enum gen_kind kind)
{
    if (node->kind == kind)
        return true;
    gen_error(g, node->at, "%s must be %s, not %s", name_of(rule), gen_kind_name(kind),
              gen_kind_name(node->kind));
    return false;
}

/* ---- Types ------------------------------------------------------------------------------------------ */

/* The bits of one type's name; 0 after an error. */
static unsigned type_bits(gen *g, const gen_rule *rule, const gen_node *node)
{
    unsigned bits = 0;

    if (!expect(g, rule, node, GEN_STRING))
        return 0;
    bits = lower_find_type(node->text);
    if (bits == 0)
        gen_error(g, node->at,
                  "unknown type \"%s\"; it is one of null, boolean, integer, number, string, "
                  "array, object",
                  gen_show(g, node->text));
    return bits;
}

bool lower_types(gen *g, gen_rule *rule, gen_node *node)
{
    if (node->kind == GEN_STRING) {
        rule->types = type_bits(g, rule, node);
        return rule->types != 0;
    }
    if (node->kind != GEN_ARRAY || node->count == 0) {
        gen_error(g, node->at, "type must be the name of a type or a list of names");
        return false;
    }
    for (const gen_node *item = node->item; item; item = item->next) {
        unsigned bits = type_bits(g, rule, item);

        if (bits == 0)
            return false;
        if (rule->types & bits)
            gen_error(g, item->at, "type names %s twice", lower_type_name(bits));
        rule->types |= bits;
    }
    return true;
}

/* ---- Values ----------------------------------------------------------------------------------------- */

bool lower_values(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_ARRAY))
        return false;
    if (node->count == 0) {
        gen_error(g, node->at, "an empty enum allows no value at all");
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

bool lower_number(gen *g, gen_rule *rule, gen_node *node)
{
    char spelling[40];

    if (!expect(g, rule, node, GEN_NUMBER))
        return false;
    if (!lower_double(node->text, spelling)) {
        gen_error(g, node->at, "%s: %s needs more than a double, which is not supported yet",
                  name_of(rule), gen_show(g, node->text));
        return false;
    }
    if (rule->keyword == GEN_MULTIPLE_OF && us_decimal_compare(node->text, US_TEXT("0")) <= 0) {
        gen_error(g, node->at, "multipleOf must be greater than 0");
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
        gen_error(g, node->at, "%s must be an integer that is not negative", name_of(rule));
        return false;
    }
    if (us_decimal_compare(node->text, US_TEXT("4294967295")) > 0) {
        gen_error(g, node->at, "%s must not be greater than 4294967295", name_of(rule));
        return false;
    }
    if (!lower_double(node->text, spelling)) {
        gen_error(g, node->at, "%s cannot be read as a number", name_of(rule));
        return false;
    }
    rule->node = node;
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
    us_text message = { 0 };
    size_t offset = 0;
    us_pattern *pattern;

    if (!expect(g, rule, node, GEN_STRING))
        return false;
    rule->text = node->text;
    pattern = us_pattern_compile(&g->arena, node->text, &message, &offset);
    if (!pattern) {
        gen_error(g, node->at, "pattern cannot be used: %.*s (at offset %zu)", (int)message.length,
                  message.bytes, offset);
        return false;
    }
    us_pattern_free(pattern);
    return true;
}

bool lower_format(gen *g, gen_rule *rule, gen_node *node)
{
    if (!expect(g, rule, node, GEN_STRING))
        return false;
    rule->text = node->text;
    if (lower_find_format(node->text))
        return true;
    gen_warning(g, node->at, "format \"%s\" is not known, so it is not enforced",
                gen_show(g, node->text));
    return false;
}

bool lower_names(gen *g, gen_rule *rule, gen_node *node)
{
    gen_property **last = &rule->property;

    if (!expect(g, rule, node, GEN_ARRAY))
        return false;
    for (gen_node *item = node->item; item; item = item->next) {
        if (item->kind != GEN_STRING) {
            gen_error(g, item->at, "required is a list of names, not of %s",
                      gen_kind_name(item->kind));
            return false;
        }
        for (const gen_property *p = rule->property; p; p = p->next) {
            if (us_text_equal(p->name, item->text)) {
                gen_error(g, item->at, "required names \"%s\" twice", gen_show(g, item->text));
                return false;
            }
        }
        *last = US_NEW(&g->arena, gen_property);
        (*last)->name = item->text;
        (*last)->at = item->at;
        last = &(*last)->next;
    }
    return rule->property != NULL;
}
