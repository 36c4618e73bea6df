/* What is deprecated in a body. The schemas are followed a few steps only: nobody looks for an old member in the
 * depth of a recursion, and a document may have thousands of bodies. */
#include "gen/openapi.h"

#define DEPTH_MOST  5
#define VISITS_MOST 200

typedef struct search {
    unsigned visits, depth;
} search;

static gen_deprecated *find_inside(openapi *o, search *s, const openapi_view *view);

static gen_deprecated *find_at(openapi *o, search *s, const gen_node *schema, gen_at at)
{
    openapi_view view = openapi_view_of(schema);
    const gen_node *flag = openapi_view_get(&view, "deprecated");
    gen_deprecated found = { .at = flag ? flag->at : at, .itself = flag && flag->truth };
    gen_deprecated *kept;
    if (s->depth < DEPTH_MOST && s->visits++ < VISITS_MOST) {
        s->depth++;
        found.inside = find_inside(o, s, &view);
        s->depth--;
    }
    if (!found.itself && !found.inside)
        return NULL;
    kept = US_NEW(&o->g->arena, gen_deprecated);
    *kept = found;
    return kept;
}

static gen_deprecated **find_members(openapi *o, search *s, const gen_node *properties,
                                     gen_deprecated **last)
{
    const gen_member *m = properties && properties->kind == GEN_OBJECT ? properties->member : NULL;
    for (; m; m = m->next) {
        gen_deprecated *found = find_at(o, s, m->value, m->at);
        if (!found)
            continue;
        found->name = m->key;
        *last = found;
        last = &found->next;
    }
    return last;
}

static gen_deprecated *find_inside(openapi *o, search *s, const openapi_view *view)
{
    const gen_node *items = openapi_view_get(view, "items");
    gen_deprecated *first = NULL, **last = &first;
    for (unsigned i = 0; i < view->parts; i++)
        last = find_members(o, s, gen_get(view->part[i], "properties"), last);
    if (items && items->kind == GEN_OBJECT)
        *last = find_at(o, s, items, items->at);
    if (*last)
        (*last)->items = true;
    return first;
}

static bool has_word(us_text text, us_text word)
{
    while (text.length >= word.length) {
        size_t next = us_text_find(text, word.bytes[0]);
        text = us_text_slice(text, next, text.length);
        if (us_text_starts(text, word))
            return true;
        text = us_text_slice(text, 1, text.length);
    }
    return false;
}

/* Looking for the word in the text is much faster than looking through schemas. */
static bool may_deprecate(openapi *o)
{
    if (o->deprecates == OPENAPI_NOT_LOOKED) {
        o->deprecates = OPENAPI_NEVER;
        for (unsigned i = 0; i < o->g->sources; i++)
            if (has_word(o->g->source[i].text, US_TEXT("deprecated")))
                o->deprecates = OPENAPI_PERHAPS;
    }
    return o->deprecates == OPENAPI_PERHAPS;
}

gen_deprecated *openapi_read_deprecated(openapi *o, const gen_node *schema)
{
    search s = { 0, 0 };
    openapi_view view = openapi_view_of(schema);
    return schema && may_deprecate(o) ? find_inside(o, &s, &view) : NULL;
}
