/* A schema as one thing, whether it is written in one place, referred to or put together by `allOf`. */
#include "gen/openapi.h"

#define DEPTH_MOST 8

static void add_parts(openapi_view *view, const gen_node *schema, unsigned depth)
{
    for (; schema && schema->kind == GEN_OBJECT && depth < DEPTH_MOST; schema = schema->target) {
        const gen_node *all = gen_get(schema, "allOf");
        if (view->parts == OPENAPI_VIEW_PARTS)
            return;
        view->part[view->parts++] = schema;
        for (const gen_node *item = all && all->kind == GEN_ARRAY ? all->item : NULL; item;
             item = item->next)
            add_parts(view, item, depth + 1);
        depth++;
    }
}

openapi_view openapi_view_of(const gen_node *schema)
{
    openapi_view view = { .parts = 0 };
    add_parts(&view, schema, 0);
    return view;
}

const gen_node *openapi_view_get(const openapi_view *view, const char *keyword)
{
    const gen_node *found = NULL;
    for (unsigned i = 0; !found && i < view->parts; i++)
        found = gen_get(view->part[i], keyword);
    return found;
}

static unsigned type_named(us_text name)
{
    static const struct {
        const char *name;
        enum gen_type type;
    } known[] = { { "null", GEN_TYPE_NULL },       { "boolean", GEN_TYPE_BOOLEAN },
                  { "integer", GEN_TYPE_INTEGER }, { "number", GEN_TYPE_NUMBER },
                  { "string", GEN_TYPE_STRING },   { "array", GEN_TYPE_ARRAY },
                  { "object", GEN_TYPE_OBJECT } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(name, us_text_of(known[i].name)))
            return known[i].type;
    return 0;
}

unsigned openapi_view_types(const openapi_view *view)
{
    const gen_node *type = openapi_view_get(view, "type");
    unsigned types = 0;
    if (type && type->kind == GEN_STRING)
        return type_named(type->text);
    for (const gen_node *item = type && type->kind == GEN_ARRAY ? type->item : NULL; item;
         item = item->next)
        types |= type_named(item->text);
    if (types == 0 && openapi_view_get(view, "properties"))
        return GEN_TYPE_OBJECT;
    return types == 0 && openapi_view_get(view, "items") ? GEN_TYPE_ARRAY : types;
}

const gen_node *openapi_view_member(const openapi_view *view, us_text name)
{
    for (unsigned i = 0; i < view->parts; i++) {
        const gen_member *member = gen_find_member(gen_get(view->part[i], "properties"), name);
        if (member)
            return member->value;
    }
    return NULL;
}

bool openapi_view_requires(const openapi_view *view, us_text name)
{
    for (unsigned i = 0; i < view->parts; i++) {
        const gen_node *required = gen_get(view->part[i], "required");
        for (const gen_node *item = required && required->kind == GEN_ARRAY ? required->item : NULL;
             item; item = item->next)
            if (us_text_equal(item->text, name))
                return true;
    }
    return false;
}

bool openapi_view_is_open(const openapi_view *view)
{
    static const char *const closing[] = { "additionalProperties", "unevaluatedProperties" };
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        const gen_node *others = openapi_view_get(view, closing[i]);
        if (others && others->kind == GEN_BOOLEAN && !others->truth)
            return false;
    }
    return true;
}
