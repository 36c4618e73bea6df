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
    const gen_member *member;

    schema = depth < DEPTH ? gen_follow(schema) : NULL;
    if (!schema || schema->kind != GEN_OBJECT)
        return false;
    member = gen_find_member(gen_get(schema, "properties"), name);
    return (member && add_own(constants, gen_follow(member->value))) ||
           collect_any(constants, gen_get(schema, "allOf"), name, depth + 1) ||
           collect_all(constants, gen_get(schema, "oneOf"), name, depth + 1) ||
           collect_all(constants, gen_get(schema, "anyOf"), name, depth + 1);
}

bool gen_constants_of(gen_constants *constants, gen_node *schema, us_text member)
{
    return collect(constants, schema, member, 0);
}
