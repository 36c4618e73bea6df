/* What tells of pages, in the body and in the head: tokens, URLs, counts. */
#include "base/pointer.h"
#include "server/paging.h"

/* ---- What is to be said ------------------------------------------------------------------------------------------- */

static us_json *new_text(const us_page *page, us_text text)
{
    return us_json_new_string(page->turn->arena, text);
}

static us_json *new_number(const us_page *page, unsigned number)
{
    us_arena *arena = page->turn->arena;
    return us_json_new_number(arena, us_arena_print(arena, "%u", number));
}

static us_json *new_truth(const us_page *page, bool truth)
{
    return us_json_new_literal(page->turn->arena, truth ? cJSON_True : cJSON_False);
}

static bool has_next(const us_page *page)
{
    return page->start + page->count < page->total;
}

static unsigned next_of(const us_page *page)
{
    return page->start + page->count;
}

static unsigned previous_of(const us_page *page)
{
    return page->start > page->size ? page->start - page->size : 0;
}

static unsigned last_of(const us_page *page)
{
    return page->total > 0 ? (page->total - 1) / page->size * page->size : 0;
}

static us_json *of_next(const us_page *page, enum us_page_says says)
{
    if (!has_next(page))
        return NULL;
    if (says == US_PAGE_NEXT_TOKEN)
        return new_text(page, us_page_where(page, next_of(page)));
    if (says == US_PAGE_NEXT_URL)
        return new_text(page, us_page_url(page, next_of(page)));
    if (says == US_PAGE_NEXT_OFFSET)
        return new_number(page, page->paging->first + next_of(page));
    return new_number(page, page->paging->first + next_of(page) / page->size);
}

static us_json *of_previous(const us_page *page, enum us_page_says says)
{
    if (page->start == 0 || page->paging->by == US_PAGING_ID)
        return NULL;
    if (says == US_PAGE_PREVIOUS_TOKEN)
        return new_text(page, us_page_where(page, previous_of(page)));
    if (says == US_PAGE_PREVIOUS_URL)
        return new_text(page, us_page_url(page, previous_of(page)));
    return new_number(page, page->paging->first + previous_of(page) / page->size);
}

static us_json *of_id(const us_page *page, unsigned index)
{
    us_text id = page->count > 0 ? us_page_id(page, index) : US_TEXT("");
    return id.length > 0 ? new_text(page, id) : NULL;
}

/* NULL: there is none, such as a page after the last. */
static us_json *value_of(const us_page *page, enum us_page_says says)
{
    switch (says) {
    case US_PAGE_NEXT_TOKEN:
    case US_PAGE_NEXT_URL:
    case US_PAGE_NEXT_NUMBER:
    case US_PAGE_NEXT_OFFSET:
        return of_next(page, says);
    case US_PAGE_PREVIOUS_TOKEN:
    case US_PAGE_PREVIOUS_URL:
    case US_PAGE_PREVIOUS_NUMBER:
        return of_previous(page, says);
    case US_PAGE_FIRST_URL:
        return new_text(page, us_page_url(page, 0));
    case US_PAGE_LAST_URL:
        return page->paging->by == US_PAGING_ID ? NULL
                                                : new_text(page, us_page_url(page, last_of(page)));
    case US_PAGE_SELF_URL:
        return new_text(page, us_page_url(page, page->start));
    case US_PAGE_FIRST_ID:
        return of_id(page, page->start);
    case US_PAGE_LAST_ID:
        return of_id(page, page->start + page->count - 1);
    case US_PAGE_HAS_NEXT:
        return new_truth(page, has_next(page));
    case US_PAGE_HAS_PREVIOUS:
        return new_truth(page, page->start > 0);
    case US_PAGE_IS_FIRST:
        return new_truth(page, page->start == 0);
    case US_PAGE_IS_LAST:
        return new_truth(page, !has_next(page));
    case US_PAGE_TOTAL:
        return new_number(page, page->total);
    case US_PAGE_PAGES:
        return new_number(page, (page->total + page->size - 1) / page->size);
    case US_PAGE_NUMBER:
        return new_number(page, page->paging->first + page->start / page->size);
    case US_PAGE_OFFSET:
        return new_number(page, page->paging->first + page->start);
    case US_PAGE_SIZE:
        return new_number(page, page->size);
    case US_PAGE_COUNT:
        return new_number(page, page->count);
    }
    return NULL;
}

/* ---- The body ------------------------------------------------------------------------------------------------------ */

/* Who goes on from page to page needs these; the rest is not added where nobody wrote it. */
static bool is_needed(enum us_page_says says)
{
    return says == US_PAGE_NEXT_TOKEN || says == US_PAGE_NEXT_URL || says == US_PAGE_NEXT_NUMBER ||
           says == US_PAGE_NEXT_OFFSET || says == US_PAGE_HAS_NEXT || says == US_PAGE_IS_LAST ||
           says == US_PAGE_LAST_ID;
}

static bool is_header(const us_page_mark *mark)
{
    return mark->place.length == 0 || mark->place.bytes[0] != '/';
}

/* The last step of a pointer, without its escapes, and what comes before it. */
static us_text cut_pointer(us_arena *arena, us_text *pointer)
{
    us_text last;
    size_t slash = pointer->length;
    while (slash > 0 && pointer->bytes[slash - 1] != '/')
        slash--;
    (void)us_pointer_token(arena, us_text_slice(*pointer, slash, pointer->length), &last);
    *pointer = us_text_slice(*pointer, 0, slash > 0 ? slash - 1 : 0);
    return last;
}

/* The object there; when it is missing and `made`, new ones on the way to it. */
static us_json *object_at(const us_page *page, us_text pointer, bool made)
{
    us_arena *arena = page->turn->arena;
    us_json *found = (us_json *)us_json_at(arena, page->body, pointer);
    us_text outer = pointer, key;
    if (found || !made)
        return found && us_json_kind(found) == cJSON_Object ? found : NULL;
    key = cut_pointer(arena, &outer);
    found = pointer.length > 0 ? object_at(page, outer, made) : NULL;
    if (!found)
        return NULL;
    us_json_set(found, key, us_json_new_container(arena, cJSON_Object));
    return (us_json *)us_json_member(found, key);
}

/* A link that is an object keeps what else it says. */
static us_json *wrap(const us_page *page, const us_page_mark *mark, const us_json *before,
                     us_json *value)
{
    us_arena *arena = page->turn->arena;
    us_json *object;
    if (mark->inside.length == 0)
        return value;
    object = before && us_json_kind(before) == cJSON_Object
                 ? us_json_clone(arena, before)
                 : us_json_new_container(arena, cJSON_Object);
    us_json_set(object, us_text_from(mark->inside), value);
    return object;
}

/* There is no such page: null where that may be, otherwise nothing, or at least an empty text. */
static void clear(const us_page *page, const us_page_mark *mark, us_json *object, us_text key)
{
    if (mark->nullable)
        us_json_set(object, key, us_json_new_literal(page->turn->arena, cJSON_NULL));
    else if (mark->required && mark->inside.length == 0)
        us_json_set(object, key, new_text(page, US_TEXT("")));
    else
        us_json_drop(object, key);
}

static void mark_place(const us_page *page, const us_page_mark *mark)
{
    us_text pointer = us_text_from(mark->place);
    us_text key = cut_pointer(page->turn->arena, &pointer);
    us_json *value = value_of(page, mark->says);
    us_json *object = object_at(page, pointer, value && is_needed(mark->says));
    const us_json *before = object ? us_json_member(object, key) : NULL;
    if (!object || (!before && (!value || !is_needed(mark->says))))
        return;
    if (value)
        us_json_set(object, key, wrap(page, mark, before, value));
    else
        clear(page, mark, object, key);
}

void us_page_mark_body(const us_page *page)
{
    for (unsigned i = 0; i < page->paging->marks; i++)
        if (!is_header(&page->paging->mark[i]))
            mark_place(page, &page->paging->mark[i]);
}

/* ---- The head ------------------------------------------------------------------------------------------------------ */

static us_text field_of(const us_page *page, const us_page_mark *mark)
{
    us_buf out = us_buf_new(page->turn->arena, 32);
    us_json *value;
    if (us_text_equal_nocase(us_text_from(mark->place), US_TEXT("Link")))
        return us_page_links(page);
    value = value_of(page, mark->says);
    if (!value)
        return US_TEXT("");
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    us_json_write(&out, value);
    return us_buf_text(&out);
}

void us_page_mark_head(const us_page *page)
{
    for (unsigned i = 0; i < page->paging->marks; i++) {
        const us_page_mark *mark = &page->paging->mark[i];
        us_text value = is_header(mark) ? field_of(page, mark) : US_TEXT("");
        if (value.length > 0)
            us_turn_field(page->turn, us_text_from(mark->place), value);
    }
}

/* ---- What was written ---------------------------------------------------------------------------------------------- */

static bool is_something(const us_json *value)
{
    return us_json_kind(value) == cJSON_String ? value->length > 0
                                               : value->types & (US_JSON_OBJECT | US_JSON_NUMBER);
}

bool us_page_leads_on(const us_page *page, unsigned *total)
{
    bool more = false;
    for (unsigned i = 0; i < page->paging->marks; i++) {
        const us_page_mark *mark = &page->paging->mark[i];
        const us_json *value =
            is_header(mark) ? NULL
                            : us_json_at(page->turn->arena, page->body, us_text_from(mark->place));
        if (!value)
            continue;
        if (mark->says <= US_PAGE_NEXT_OFFSET)
            more |= is_something(value);
        else if (mark->says == US_PAGE_HAS_NEXT)
            more |= us_json_kind(value) == cJSON_True;
        else if (mark->says == US_PAGE_IS_LAST)
            more |= us_json_kind(value) == cJSON_False;
        else if (mark->says == US_PAGE_TOTAL && us_json_kind(value) == cJSON_Number &&
                 value->node.valuedouble >= 1 && value->node.valuedouble <= 1e9)
            *total = (unsigned)value->node.valuedouble;
    }
    return more || *total > page->items;
}
