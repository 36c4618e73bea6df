/* Which operations page: a parameter that asks for a page, and an answer that has a list and says how it goes on.
 * Neither alone is enough, so that nothing is cut into pages that is no list of them; a page number is, beside a
 * list. */
#include "gen/paging.h"

typedef struct finder {
    gen *g;
    const gen_operation *operation;
    const gen_response *response;
    const gen_media *media;
    paging_look look;
    const gen_parameter *token, *after, *before, *number, *offset, *size;
} finder;

/* ---- The request --------------------------------------------------------------------------------------------- */

static void take_parameter(finder *f, const gen_parameter *p)
{
    const gen_parameter **place = NULL;
    switch (paging_asks_of(p->name, paging_types_of(p->schema_node))) {
    case PAGING_ASKS_TOKEN:
        place = &f->token;
        break;
    case PAGING_ASKS_AFTER:
        place = &f->after;
        break;
    case PAGING_ASKS_BEFORE:
        place = &f->before;
        break;
    case PAGING_ASKS_NUMBER:
        place = &f->number;
        break;
    case PAGING_ASKS_OFFSET:
        place = &f->offset;
        break;
    case PAGING_ASKS_SIZE:
        place = &f->size;
        break;
    case PAGING_ASKS_NOTHING:
        break;
    }
    if (place && !*place)
        *place = p;
}

/* `page` and `offset` start where their schema does: at its default, or at its minimum, if that is 0 or 1. */
static unsigned start_of(const gen_parameter *parameter, unsigned usual)
{
    static const char *const words[] = { "default", "minimum" };
    openapi_view view = openapi_view_of(parameter->schema_node);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const gen_node *value = openapi_view_get(&view, words[i]);
        if (value && value->kind == GEN_NUMBER && us_text_equal(value->text, US_TEXT("0")))
            return 0;
        if (value && value->kind == GEN_NUMBER && us_text_equal(value->text, US_TEXT("1")))
            return 1;
    }
    return usual;
}

/* ---- The answer ---------------------------------------------------------------------------------------------- */

static const gen_response *success_of(const gen_operation *operation)
{
    const gen_response *lowest = NULL;
    for (const gen_response *r = operation->response; r; r = r->next)
        if (r->status >= 200 && r->status < 300 && (!lowest || r->status < lowest->status))
            lowest = r;
    for (const gen_response *r = operation->response; r && !lowest; r = r->next)
        lowest = r->status == 2 || r->status == 0 ? r : NULL;
    return lowest;
}

static const gen_media *json_of(const gen_response *response)
{
    for (const gen_media *m = response->media; m; m = m->next)
        if (m->schema_node && openapi_is_json(m->type))
            return m;
    return NULL;
}

/* Headers that tell of pages, such as GitLab's X-Next-Page, and Link. */
static void take_headers(finder *f)
{
    for (const gen_header *h = f->response->header; h; h = h->next) {
        bool link = us_text_equal_nocase(h->name, US_TEXT("Link"));
        unsigned types = h->parameter ? paging_types_of(h->parameter->schema_node) : 0;
        gen_page_mark *mark;
        enum gen_page_says says = GEN_PAGE_NEXT_URL;
        if (!link && !us_text_starts(h->name, US_TEXT("X-")) &&
            !us_text_starts(h->name, US_TEXT("x-")))
            continue;
        if (!link)
            says =
                paging_says_of(h->name, types & GEN_TYPE_STRING ? GEN_TYPE_INTEGER : types, false);
        if (says == GEN_PAGE_SAYINGS)
            continue;
        mark = US_NEW(&f->g->arena, gen_page_mark);
        mark->says = says;
        mark->place = h->name;
        *f->look.last = mark;
        f->look.last = &mark->next;
    }
}

static bool says(const finder *f, enum gen_page_says what)
{
    for (const gen_page_mark *m = f->look.mark; m; m = m->next)
        if (m->says == what)
            return true;
    return false;
}

static bool leads_on(const finder *f)
{
    return says(f, GEN_PAGE_NEXT_TOKEN) || says(f, GEN_PAGE_NEXT_URL);
}

/* Django's `count` is how many there are in all: beside it stands a URL. */
static void settle_count(const finder *f)
{
    for (gen_page_mark *m = f->look.mark; m; m = m->next)
        if (m->says == GEN_PAGE_COUNT && !says(f, GEN_PAGE_TOTAL) && says(f, GEN_PAGE_NEXT_URL))
            m->says = GEN_PAGE_TOTAL;
}

/* `next` is a URL where no parameter takes a token. */
static void settle_next(const finder *f, enum gen_paging_by by)
{
    for (gen_page_mark *m = f->look.mark; m && by != GEN_PAGING_TOKEN; m = m->next) {
        if (m->says == GEN_PAGE_NEXT_TOKEN)
            m->says = GEN_PAGE_NEXT_URL;
        if (m->says == GEN_PAGE_PREVIOUS_TOKEN)
            m->says = GEN_PAGE_PREVIOUS_URL;
    }
}

/* ---- The items ------------------------------------------------------------------------------------------------ */

static void add_word(gen *g, gen_word **list, us_text text)
{
    while (*list) {
        if (us_text_equal((*list)->text, text))
            return;
        list = &(*list)->next;
    }
    *list = US_NEW(&g->arena, gen_word);
    (*list)->text = text;
}

static gen_word *identities_of(const finder *f)
{
    gen_word *list = NULL;
    openapi_view view = openapi_view_of(f->look.item);
    for (unsigned rank = 5; rank > 1; rank--) {
        if (rank == 2 && list)
            break; /* a name is one only where there is no id */
        for (unsigned i = 0; i < view.parts; i++) {
            const gen_node *properties = gen_get(view.part[i], "properties");
            for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next)
                if (paging_identity_rank(m->key) == rank)
                    add_word(f->g, &list, m->key);
        }
    }
    return list;
}

/* ---- Tokens that are shown -------------------------------------------------------------------------------------- */

static void know(const finder *f, gen_word **known, const gen_node *value)
{
    if (value && (value->kind == GEN_STRING || value->kind == GEN_NUMBER) && value->text.length > 0)
        add_word(f->g, known, value->text);
}

static const gen_node *place_in(gen *g, gen_node *body, us_text pointer)
{
    return pointer.length > 0 && pointer.bytes[0] == '/' ? gen_find(g, body, pointer) : NULL;
}

/* By the parameter's own examples, and by the answers that a fixture or the document has. */
static gen_word *known_tokens(const finder *f, const gen_parameter *parameter)
{
    gen_word *known = NULL;
    openapi_view view = openapi_view_of(parameter->schema_node);
    const gen_node *examples = openapi_view_get(&view, "examples");
    const gen_node *item = parameter->item;
    const gen_node *named = gen_get(item ? gen_follow((gen_node *)item) : NULL, "examples");
    know(f, &known, gen_get(item ? gen_follow((gen_node *)item) : NULL, "example"));
    for (const gen_member *m = named ? named->member : NULL; m; m = m->next)
        know(f, &known, gen_get(gen_follow(m->value), "value"));
    know(f, &known, openapi_view_get(&view, "example"));
    know(f, &known, openapi_view_get(&view, "default"));
    for (const gen_node *e = examples && examples->kind == GEN_ARRAY ? examples->item : NULL; e;
         e = e->next)
        know(f, &known, e);
    for (const gen_page_mark *m = f->look.mark; m; m = m->next)
        for (const gen_example *e = f->media->example; e; e = e->next)
            if (e->node && m->says == GEN_PAGE_NEXT_TOKEN)
                know(f, &known, place_in(f->g, e->node, m->place));
    return known;
}

/* ---- The decision --------------------------------------------------------------------------------------------- */

static gen_paging *page_by(const finder *f, enum gen_paging_by by, us_text where)
{
    gen_paging *paging = US_NEW(&f->g->arena, gen_paging);
    settle_next(f, by);
    settle_count(f);
    paging->by = by;
    paging->where = where;
    paging->before = by == GEN_PAGING_ID && f->before ? f->before->name : US_TEXT("");
    paging->size = f->size ? f->size->name : US_TEXT("");
    paging->list = f->look.list;
    paging->mark = f->look.mark;
    paging->identity = identities_of(f);
    paging->at = f->operation->at;
    return paging;
}

static gen_paging *page_by_token(const finder *f, const gen_parameter *parameter)
{
    gen_paging *paging = page_by(f, GEN_PAGING_TOKEN, parameter->name);
    paging->known = known_tokens(f, parameter);
    return paging;
}

static gen_paging *page_from(const finder *f, enum gen_paging_by by, const gen_parameter *parameter)
{
    gen_paging *paging = page_by(f, by, parameter->name);
    paging->first = start_of(parameter, by == GEN_PAGING_NUMBER);
    return paging;
}

/* A page of Microsoft's says all in its `nextLink`; what is in there is its own business, and `$skiptoken` by
 * custom. */
static gen_paging *page_by_link(const finder *f)
{
    for (const gen_page_mark *m = f->look.mark; m; m = m->next)
        if (m->says == GEN_PAGE_NEXT_URL && us_text_ends(m->place, US_TEXT("nextLink")))
            return page_by(f, GEN_PAGING_TOKEN, US_TEXT("$skiptoken"));
    return NULL;
}

static bool has_id(const finder *f)
{
    openapi_view view = openapi_view_of(f->look.item);
    return openapi_view_member(&view, US_TEXT("id")) != NULL;
}

static gen_paging *decide(const finder *f)
{
    if (f->token && leads_on(f))
        return page_by_token(f, f->token);
    if (f->after && leads_on(f))
        return page_by_token(f, f->after);
    if (f->after && has_id(f) && (says(f, GEN_PAGE_HAS_NEXT) || says(f, GEN_PAGE_LAST_ID)))
        return page_by(f, GEN_PAGING_ID, f->after->name);
    if (f->number)
        return page_from(f, GEN_PAGING_NUMBER, f->number);
    if (f->offset && (f->size || leads_on(f)))
        return page_from(f, GEN_PAGING_OFFSET, f->offset);
    return page_by_link(f);
}

static gen_paging *find_paging(gen *g, const gen_operation *operation)
{
    finder f = { .g = g, .operation = operation, .response = success_of(operation) };
    f.media = f.response ? json_of(f.response) : NULL;
    if (!f.media || !us_text_equal(operation->method, US_TEXT("GET")))
        return NULL;
    for (const gen_parameter *p = operation->parameter; p; p = p->next)
        if (p->in == GEN_IN_QUERY)
            take_parameter(&f, p);
    f.look = paging_look_at(g, f.media->schema_node);
    f.look.last = &f.look.mark; /* the look was copied */
    while (*f.look.last)
        f.look.last = &(*f.look.last)->next;
    if (!f.look.found)
        return NULL;
    take_headers(&f);
    return decide(&f);
}

void gen_find_paging(gen *g, gen_api *api)
{
    for (gen_operation *o = api->operation; o; o = o->next)
        o->paging = find_paging(g, o);
}

/* ---- For a person ----------------------------------------------------------------------------------------------- */

static const char *const ways[GEN_PAGINGS] = {
    [GEN_PAGING_TOKEN] = "a token",
    [GEN_PAGING_ID] = "the id of the last item",
    [GEN_PAGING_NUMBER] = "the number of the page",
    [GEN_PAGING_OFFSET] = "the items before it",
};

static const gen_page_mark *leading_mark(const gen_paging *paging)
{
    static const enum gen_page_says order[] = { GEN_PAGE_NEXT_TOKEN,  GEN_PAGE_NEXT_URL,
                                                GEN_PAGE_NEXT_NUMBER, GEN_PAGE_NEXT_OFFSET,
                                                GEN_PAGE_HAS_NEXT,    GEN_PAGE_IS_LAST,
                                                GEN_PAGE_TOTAL,       GEN_PAGE_PAGES };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (const gen_page_mark *m = paging->mark; m; m = m->next)
            if (m->says == order[i])
                return m;
    return NULL;
}

us_text gen_show_paging(gen *g, const gen_paging *paging)
{
    const gen_page_mark *mark = leading_mark(paging);
    us_buf out = us_buf_new(&g->arena, 128);
    us_buf_print(&out, "by %s: ?%s=", ways[paging->by], gen_show(g, paging->where));
    if (paging->size.length > 0)
        us_buf_print(&out, ", ?%s=", gen_show(g, paging->size));
    us_buf_print(&out, ", the list is %s",
                 paging->list.length > 0 ? gen_show(g, paging->list) : "the body");
    if (mark)
        us_buf_print(&out, ", and %s%s%s%s tells what follows",
                     mark->place.bytes[0] == '/' ? "" : "the header ", gen_show(g, mark->place),
                     mark->inside.length > 0 ? "/" : "", gen_show(g, mark->inside));
    return us_buf_text(&out);
}
