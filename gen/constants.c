#include "gen/constants.h"

/* How far parts and alternatives are followed: they may lead back. */
enum { DEPTH = 8 };

bool gen_has_constant(const gen_constants *constants, us_text value)
{
    for (unsigned i = 0; i < constants->count; i++)
        if (us_text_equal(constants->value[i], value))
            return true;
    return false;
}

static bool add(gen_constants *constants, const gen_node *value)
{
    if (value->kind != GEN_STRING || constants->count == GEN_CONSTANTS_MOST)
        return false;
    if (!gen_has_constant(constants, value->text))
        constants->value[constants->count++] = value->text;
    return true;
}

/* Those of its `const` or `enum`. */
static bool add_own(gen_constants *constants, const gen_node *member)
{
    const gen_node *constant = gen_get(member, "const"), *list = gen_get(member, "enum");

    if (constant)
        return add(constants, constant);
    if (!list || list->kind != GEN_ARRAY || !list->item)
        return false;
    for (const gen_node *item = list->item; item; item = item->next)
        if (!add(constants, item))
            return false;
    return true;
}

/* What `properties` of the schema says of the member, or NULL. */
static const gen_node *find_property(const gen_node *schema, us_text name)
{
    const gen_member *member = gen_find_member(gen_get(schema, "properties"), name);

    return member ? gen_follow(member->value) : NULL;
}

static bool collect(gen_constants *constants, gen_node *schema, us_text name, unsigned depth);

static bool collect_any(gen_constants *constants, const gen_node *parts, us_text name,
                        unsigned depth)
{
    gen_node *part = parts && parts->kind == GEN_ARRAY ? parts->item : NULL;

    while (part && !collect(constants, part, name, depth))
        part = part->next;
    return part != NULL;
}

static bool collect_all(gen_constants *constants, const gen_node *parts, us_text name,
                        unsigned depth)
{
    gen_node *part = parts && parts->kind == GEN_ARRAY ? parts->item : NULL;
    bool some = part != NULL;

    while (part && collect(constants, part, name, depth))
        part = part->next;
    return some && !part;
}

static bool collect(gen_constants *constants, gen_node *schema, us_text name, unsigned depth)
{
    const gen_node *member;

    schema = depth < DEPTH ? gen_follow(schema) : NULL;
    if (!schema || schema->kind != GEN_OBJECT)
        return false;
    member = find_property(schema, name);
    return (member && add_own(constants, member)) ||
           collect_any(constants, gen_get(schema, "allOf"), name, depth + 1) ||
           collect_all(constants, gen_get(schema, "oneOf"), name, depth + 1) ||
           collect_all(constants, gen_get(schema, "anyOf"), name, depth + 1);
}

bool gen_constants_of(gen_constants *constants, gen_node *schema, us_text member)
{
    return collect(constants, schema, member, 0);
}

bool gen_own_constants_of(gen_constants *constants, gen_node *schema, us_text name)
{
    const gen_node *parts = gen_get(schema, "allOf"), *member = find_property(schema, name);

    if (member && add_own(constants, member))
        return true;
    for (const gen_node *part = parts && parts->kind == GEN_ARRAY ? parts->item : NULL; part;
         part = part->next) {
        member = find_property(part, name);
        if (!part->target && member && add_own(constants, member))
            return true;
    }
    return false;
}

bool gen_may_be_text(gen_node *schema, us_text name)
{
    const gen_node *member = find_property(schema, name), *type = gen_get(member, "type");
    const gen_node *item = type && type->kind == GEN_ARRAY ? type->item : type;

    while (item && !us_text_equal(item->text, US_TEXT("string")))
        item = type == item ? NULL : item->next;
    return !type || item;
}
