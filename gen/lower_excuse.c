/* readOnly and writeOnly members that are required.
 *
 * OpenAPI: "If the property is marked as readOnly being true and is in the required list, the required will
 * take effect on the response only", and the mirror of it for writeOnly. The member may be declared in the
 * schema that requires it, in a part of its allOf, or, when the schema is such a part itself and stands there
 * in full, in another part of the same whole. */
#include "gen/lower.h"

/* Parts of parts deeper than this are not looked into: a schema may be a part of itself. */
#define DEEPEST 8

static enum gen_excuse find(const gen_node *object, us_text name, unsigned depth);

static bool is_true(const gen_node *schema, enum gen_keyword keyword)
{
    return lower_dialect_has(schema, keyword) &&
           gen_is_true(schema, lower_keyword_of(keyword)->name);
}

/* What the schema of the member itself says, wherever its references lead. */
static enum gen_excuse excuse_of(const gen_node *schema)
{
    for (; schema; schema = schema->target) {
        if (is_true(schema, GEN_READ_ONLY))
            return GEN_EXCUSED_IN_REQUESTS;
        if (is_true(schema, GEN_WRITE_ONLY))
            return GEN_EXCUSED_IN_RESPONSES;
    }
    return GEN_EXCUSED_NEVER;
}

static const gen_node *property_of(const gen_node *object, us_text name)
{
    const gen_node *properties = gen_get(object, "properties");

    if (!properties || properties->kind != GEN_OBJECT)
        return NULL;
    for (const gen_member *member = properties->member; member; member = member->next) {
        if (us_text_equal(member->key, name))
            return member->value;
    }
    return NULL;
}

static enum gen_excuse find_in_parts(const gen_node *object, us_text name, unsigned depth)
{
    const gen_node *parts = gen_get(object, "allOf");
    enum gen_excuse excuse = GEN_EXCUSED_NEVER;

    if (!parts || parts->kind != GEN_ARRAY)
        return excuse;
    for (const gen_node *part = parts->item; part && !excuse; part = part->next)
        excuse = find(part, name, depth + 1);
    return excuse;
}

static enum gen_excuse find(const gen_node *object, us_text name, unsigned depth)
{
    enum gen_excuse excuse = excuse_of(property_of(object, name));

    if (!excuse && depth < DEEPEST)
        excuse = find_in_parts(object, name, depth);
    if (!excuse && depth < DEEPEST && object->target)
        excuse = find(object->target, name, depth + 1);
    return excuse;
}

enum gen_excuse lower_excuse(gen *g, const gen_node *object, us_text name)
{
    enum gen_excuse excuse = find(object, name, 0);

    if (!excuse && g->within)
        excuse = find(g->within, name, 0);
    return excuse;
}
