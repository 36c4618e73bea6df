/* Which part of a list a page is. */
#include "server/paging.h"

#include "server/media.h"

/* ---- The plan ----------------------------------------------------------------------------------------------- */

static bool is_json(const us_choice *chosen)
{
    us_media_type type;
    return us_media_parse(us_text_from(chosen->media->type), &type) &&
           (us_media_is_json(&type) || us_media_is_range(&type));
}

/* The success that the contract lists first is the one with the pages. */
static bool is_paged(const us_turn *turn, const us_choice *chosen)
{
    const us_response *asked = turn->prefer_code.length > 0 ? us_response_wished(turn) : NULL;
    return turn->service->options.pages > 0 && turn->operation->paging && chosen->example &&
           chosen->media && turn->prefer_example.length == 0 && chosen->status >= 200 &&
           chosen->status < 300 && (!asked || asked == chosen->response) && is_json(chosen);
}

static bool read_body(us_page *page, const us_choice *chosen)
{
    us_json_error error;
    us_arena *arena = page->turn->arena;
    us_text pointer = us_text_from(page->paging->list);
    page->body = us_json_read(arena, us_text_from(chosen->example->bytes), NULL, &error);
    page->list = page->body ? (us_json *)us_json_at(arena, page->body, pointer) : NULL;
    if (!page->list || us_json_kind(page->list) != cJSON_Array)
        return false;
    page->item = us_json_first(page->list);
    page->items = page->list->count;
    return page->items > 0;
}

static bool is_written(const us_example *example)
{
    return example->source.length > 0;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The items of a fixture are the whole list unless it says that there are more; what the document shows or the schema
 * makes is the beginning of one. The last page is not full, as it seldom is. */
static unsigned total_of(const us_page *page, bool fixture)
{
    unsigned said = 0, all = page->turn->service->options.pages * page->size - page->size / 2;
    bool more = us_page_leads_on(page, &said);
    if (said > page->items)
        return least(said, US_PAGE_LIST_MOST);
    if (fixture && !more)
        return page->items;
    return all > page->items ? all : page->items;
}

/* A page of who says what follows may have fewer items than were asked for, so what somebody wrote is not stretched;
 * who counts pages or items takes a short page for the last. */
static unsigned size_of(const us_page *page, const us_example *example)
{
    unsigned asked = us_page_size_asked(page->turn);
    bool counts = page->paging->by == US_PAGING_NUMBER || page->paging->by == US_PAGING_OFFSET;
    if (asked == 0 || (asked > page->items && is_written(example) && !counts))
        return page->items;
    return least(asked, US_PAGE_MOST);
}

static void plan(us_page *page, const us_example *example)
{
    page->size = size_of(page, example);
    page->total = total_of(page, example->fixture);
    page->start = least(us_page_start_asked(page), page->total);
    page->count = least(page->size, page->total - page->start);
}

/* ---- The page ----------------------------------------------------------------------------------------------- */

static bool has_known_token(const us_page *page)
{
    const us_paging *paging = page->paging;
    for (unsigned i = 0; i < paging->marks; i++) {
        const us_json *token =
            us_json_at(page->turn->arena, page->body, us_text_from(paging->mark[i].place));
        if (token && paging->mark[i].says == US_PAGE_NEXT_TOKEN &&
            us_json_kind(token) == cJSON_String)
            return paging->by == US_PAGING_TOKEN &&
                   us_page_token_known(page->turn, us_json_string(token));
    }
    return false;
}

/* What somebody wrote and is right as it is stays so, to the last space: a list that ends here, or one with a token
 * that leads on. */
static bool is_right(const us_page *page, const us_example *example)
{
    unsigned said = 0;
    if (!is_written(example) || page->start > 0 || page->count != page->items)
        return false;
    return us_page_leads_on(page, &said) ? page->total > page->items && has_known_token(page)
                                         : page->total == page->items;
}

static void fill_list(const us_page *page)
{
    us_json_clear(page->list);
    for (unsigned i = page->start; i < page->start + page->count; i++)
        us_json_append(page->list, us_page_item(page, i), US_TEXT(""));
}

static us_text write_page(us_page *page)
{
    us_buf out = us_buf_new(page->turn->arena, 1024);
    us_page_mark_body(page);
    fill_list(page);
    us_json_write(&out, page->body);
    return us_buf_text(&out);
}

static bool is_valid(const us_turn *turn, const us_media *media, const us_json *body)
{
    us_check ck;
    if (!media->check)
        return true;
    us_check_begin(&ck, turn->arena, body, turn->cast->pattern);
    ck.direction = US_RESPONSE;
    ck.brief = true;
    media->check(&ck, body);
    return !ck.failed && !ck.limit;
}

static void take(us_page *page, us_choice *chosen, us_text body)
{
    us_example *example = US_NEW(page->turn->arena, us_example);
    *example = *chosen->example;
    example->value = 0; /* as it is */
    example->bytes = (us_string){ body.bytes, (unsigned)body.length };
    chosen->example = example;
}

/* The first way to tell items apart that the schema lets pass; an example that breaks its own schema is paged all the
 * same. Otherwise the list stays as it was. */
static bool make_page(us_page *page, us_choice *chosen)
{
    us_text first = { NULL, 0 };
    for (page->attempt = US_TELL_BY_SUFFIX; page->attempt < US_TELLS; page->attempt++) {
        us_text body;
        if (page->attempt > 0 && !read_body(page, chosen))
            return false;
        body = write_page(page);
        first = first.bytes ? first : body;
        if (is_valid(page->turn, chosen->media, page->body)) {
            take(page, chosen, body);
            return true;
        }
    }
    if (!read_body(page, chosen) || is_valid(page->turn, chosen->media, page->body))
        return false;
    page->attempt = US_TELL_BY_SUFFIX;
    take(page, chosen, first);
    return true;
}

void us_turn_page(us_turn *turn, us_choice *chosen)
{
    us_page page = { .turn = turn, .paging = turn->operation->paging };
    turn->paged = is_paged(turn, chosen); /* a Link that the document shows leads away from here */
    if (turn->paged)
        us_page_warn(turn, chosen);
    if (!turn->paged || !read_body(&page, chosen))
        return;
    plan(&page, chosen->example);
    if (is_right(&page, chosen->example) || make_page(&page, chosen))
        us_page_mark_head(&page);
}

bool us_paging_owns(const us_turn *turn, us_text name)
{
    const us_paging *paging = turn->operation ? turn->operation->paging : NULL;
    for (unsigned i = 0; turn->paged && i < paging->marks; i++)
        if (us_text_equal_nocase(us_text_from(paging->mark[i].place), name))
            return true;
    return false;
}
