/* $dynamicRef and $recursiveRef (JSON Schema Core 2020-12, 8.2.3.2; 2019-09, 8.2.4.2).
 *
 * Such a reference has a target like any other. When that is a dynamic anchor, the resource that was entered
 * first of those that have an anchor of the name takes its place. Resolve knows which resources there are: as
 * long as it is one, the reference is a plain one, and nothing has to be known of the way when it is run. */
#include "base/ascii.h"
#include "gen/lower.h"
#include "gen/uri.h"

/* ---- Anchors ---------------------------------------------------------------------------------------------- */

static gen_anchor *find_dynamic_anchor(const gen_resource *resource, us_text name)
{
    gen_anchor *anchor = resource->anchor;

    while (anchor && !(anchor->dynamic && us_text_equal(anchor->name, name)))
        anchor = anchor->next;
    return anchor;
}

/* The anchor that the reference leads to; false when that is none that could be replaced. */
static bool read_anchor(gen *g, gen_rule *rule, const gen_node *target, us_text reference)
{
    const gen_anchor *anchor;

    if (rule->keyword == GEN_DYNAMIC_REF &&
        (!gen_uri_decode(&g->arena, gen_uri_split(reference).fragment, &rule->text) ||
         rule->text.length == 0))
        return false;
    anchor = target->resource ? find_dynamic_anchor(target->resource, rule->text) : NULL;
    return anchor && anchor->node == target;
}

/* Core 2020-12, 8.2.2. */
static bool is_name(us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        bool letter = us_is_letter(c) || c == '_';

        if (!letter && (i == 0 || !(us_is_digit(c) || c == '-' || c == '.')))
            return false;
    }
    return true;
}

/* ---- The schemas that it may lead to ------------------------------------------------------------------------ */

/* Resources that no reference leads into cannot be on the way. */
static gen_anchor *wanted_anchor(const gen_resource *resource, us_text name)
{
    return resource->visited ? find_dynamic_anchor(resource, name) : NULL;
}

static bool is_alone(const gen *g, us_text name)
{
    unsigned count = 0;

    for (const gen_resource *r = g->resource; r; r = r->next)
        count += wanted_anchor(r, name) != NULL;
    return count < 2;
}

/* "tree" for the root of https://example.org/tree.json, "tree_node" for another schema of that resource. */
static us_text name_of(gen *g, const gen_resource *resource, const gen_anchor *anchor)
{
    us_text name = lower_resource_name(resource);

    if (name.length > 0 && anchor->node == resource->root)
        return name;
    return us_arena_print(&g->arena, "%.*s_%.*s", (int)name.length, name.bytes,
                          (int)anchor->name.length, anchor->name.bytes);
}

static void add_schemas(gen *g, gen_rule *rule)
{
    gen_property **last = &rule->property;

    for (gen_resource *r = g->resource; r; r = r->next) {
        gen_anchor *anchor = wanted_anchor(r, rule->text);
        gen_schema *schema = anchor ? lower_schema(g, anchor->node, name_of(g, r, anchor)) : NULL;

        if (!schema)
            continue;
        schema->named = true;
        anchor->wanted = r->dynamic = true;
        *last = US_NEW(&g->arena, gen_property);
        (*last)->at = schema->at;
        (*last)->schema = schema;
        last = &(*last)->next;
    }
}

bool lower_dynamic(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    gen_node *target = object->dynamic_target;

    if (!target || !read_anchor(g, rule, target, node->text) || is_alone(g, rule->text)) {
        rule->keyword = GEN_REF;
        return lower_reference(g, rule, object, target, name);
    }
    if (!is_name(rule->text)) {
        lower_fault(g, rule, node->at,
                    "\"%s\" cannot be the name of a dynamic anchor: it may have letters, digits, "
                    "'_', '-' and '.', and begins with a letter or '_'",
                    gen_show(g, rule->text));
        return false;
    }
    add_schemas(g, rule);
    return lower_reference(g, rule, object, target, name);
}
