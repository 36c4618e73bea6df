/* The answer of a list: where the items are, and which members tell of other pages. Both stand at the top, or in an
 * object whose name says that it frames or wraps the rest. */
#include "base/pointer.h"
#include "gen/paging.h"

#define FRAMES_MOST 2 /* an object in an object: `paging.cursors.after` */

unsigned paging_types_of(const gen_node *schema)
{
    static const char *const ways[] = { "anyOf", "oneOf" };
    openapi_view view = openapi_view_of(schema);
    unsigned types = openapi_view_types(&view);
    for (size_t i = 0; types == 0 && i < sizeof ways / sizeof *ways; i++) {
        const gen_node *list = openapi_view_get(&view, ways[i]);
        for (const gen_node *item = list && list->kind == GEN_ARRAY ? list->item : NULL; item;
             item = item->next) {
            openapi_view branch = openapi_view_of(item);
            types |= openapi_view_types(&branch);
        }
    }
    return types;
}

static bool is_nullable(const gen_node *schema)
{
    openapi_view view = openapi_view_of(schema);
    const gen_node *nullable = openapi_view_get(&view, "nullable");
    if (!nullable)
        nullable = openapi_view_get(&view, "x-nullable");
    return (nullable && nullable->truth) || paging_types_of(schema) & GEN_TYPE_NULL;
}

static bool is_url_text(const gen_node *value)
{
    return value && value->kind == GEN_STRING &&
           (us_text_starts(value->text, US_TEXT("http")) ||
            us_text_starts(value->text, US_TEXT("/")));
}

/* By its format or by what it shows. */
static bool is_url(const gen_node *schema)
{
    openapi_view view = openapi_view_of(schema);
    const gen_node *format = openapi_view_get(&view, "format");
    const gen_node *examples = openapi_view_get(&view, "examples");
    if (format && format->kind == GEN_STRING && us_text_starts(format->text, US_TEXT("ur")))
        return true;
    return is_url_text(openapi_view_get(&view, "example")) ||
           is_url_text(examples && examples->kind == GEN_ARRAY ? examples->item : NULL);
}

/* ---- What tells of pages ------------------------------------------------------------------------------------ */

static us_text child(gen *g, us_text pointer, us_text name)
{
    us_buf out = us_buf_new(&g->arena, pointer.length + name.length + 2);
    us_buf_add(&out, pointer);
    us_pointer_add(&out, name);
    return us_buf_text(&out);
}

static bool has_mark(const paging_look *look, enum gen_page_says says)
{
    for (const gen_page_mark *m = look->mark; m; m = m->next)
        if (m->says == says)
            return true;
    return false;
}

/* A link may be an object: `{ "next": { "href": "…" } }`. */
static us_text href_of(const gen_node *schema)
{
    static const char *const names[] = { "href", "url" };
    openapi_view view = openapi_view_of(schema);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (openapi_view_member(&view, us_text_of(names[i])))
            return us_text_of(names[i]);
    return (us_text){ 0 };
}

/* Spring's `number` is the page's, where it stands beside how many there are. */
static enum gen_page_says says_of(const openapi_view *frame, const gen_member *member,
                                  unsigned types, bool url)
{
    if (us_text_equal(member->key, US_TEXT("number")) &&
        openapi_view_member(frame, US_TEXT("totalPages")))
        return GEN_PAGE_NUMBER;
    return paging_says_of(member->key, types, url);
}

/* `linked`: it stands among links, so that every text is a URL. */
static void take_mark(paging_look *look, const openapi_view *frame, const gen_member *member,
                      us_text pointer, bool linked)
{
    const gen_node *schema = member->value;
    unsigned types = paging_types_of(schema);
    us_text inside =
        types & GEN_TYPE_OBJECT && !(types & GEN_TYPE_STRING) ? href_of(schema) : US_TEXT("");
    bool url = linked || inside.length > 0 || is_url(schema);
    enum gen_page_says says = says_of(frame, member, types, url);
    gen_page_mark *mark;
    if (says == GEN_PAGE_SAYINGS || has_mark(look, says) ||
        (types & GEN_TYPE_OBJECT && !(types & GEN_TYPE_STRING) && inside.length == 0))
        return;
    mark = US_NEW(&look->g->arena, gen_page_mark);
    mark->says = says;
    mark->place = child(look->g, pointer, member->key);
    mark->inside = inside;
    mark->required = openapi_view_requires(frame, member->key);
    mark->nullable = is_nullable(schema);
    *look->last = mark;
    look->last = &mark->next;
}

static bool is_links(us_text name)
{
    return us_text_equal_nocase(name, US_TEXT("links")) ||
           us_text_equal_nocase(name, US_TEXT("_links"));
}

static void look_for_marks(paging_look *look, const gen_node *schema, us_text pointer, bool linked,
                           unsigned depth)
{
    openapi_view view = openapi_view_of(schema);
    for (unsigned i = 0; i < view.parts; i++) {
        const gen_node *properties = gen_get(view.part[i], "properties");
        for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next) {
            take_mark(look, &view, m, pointer, linked);
            if (depth < FRAMES_MOST && paging_is_frame(m->key) &&
                paging_types_of(m->value) & GEN_TYPE_OBJECT)
                look_for_marks(look, m->value, child(look->g, pointer, m->key), is_links(m->key),
                               depth + 1);
        }
    }
}

/* ---- The list ---------------------------------------------------------------------------------------------- */

static bool is_list(const gen_node *schema)
{
    return paging_types_of(schema) & GEN_TYPE_ARRAY;
}

/* The member that is the list: the one with the likeliest name, or the only one. NULL: none, or nobody can tell. */
static const gen_member *list_of(const gen_node *schema)
{
    openapi_view view = openapi_view_of(schema);
    const gen_member *best = NULL;
    unsigned rank = 0, equal = 0;
    for (unsigned i = 0; i < view.parts; i++) {
        const gen_node *properties = gen_get(view.part[i], "properties");
        for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next) {
            unsigned own = is_list(m->value) ? paging_list_rank(m->key) : 0;
            equal += own > 0 && own == rank;
            if (own <= rank)
                continue;
            best = m;
            rank = own;
            equal = 0;
        }
    }
    return rank == 1 && equal > 0 ? NULL : best;
}

static void take_list(paging_look *look, const gen_node *list, us_text pointer)
{
    openapi_view view = openapi_view_of(list);
    look->found = true;
    look->list = pointer;
    look->item = openapi_view_get(&view, "items");
}

/* One level down, where the whole answer is wrapped. */
static void look_in_wrappers(paging_look *look, const openapi_view *view)
{
    for (unsigned i = 0; i < view->parts && !look->found; i++) {
        const gen_node *properties = gen_get(view->part[i], "properties");
        for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next) {
            const gen_member *list;
            us_text pointer = child(look->g, US_TEXT(""), m->key);
            if (!paging_is_wrapper(m->key) || !(list = list_of(m->value)))
                continue;
            take_list(look, list->value, child(look->g, pointer, list->key));
            look_for_marks(look, m->value, pointer, false, 0);
            return;
        }
    }
}

paging_look paging_look_at(gen *g, const gen_node *schema)
{
    paging_look look = { .g = g };
    openapi_view view = openapi_view_of(schema);
    const gen_member *list;
    look.last = &look.mark;
    if (is_list(schema)) {
        take_list(&look, schema, US_TEXT(""));
        return look;
    }
    list = list_of(schema);
    if (list)
        take_list(&look, list->value, child(g, US_TEXT(""), list->key));
    else
        look_in_wrappers(&look, &view);
    if (look.found)
        look_for_marks(&look, schema, US_TEXT(""), false, 0);
    return look;
}
