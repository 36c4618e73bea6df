/* How a request says which page it wants, and the URL that says it. */
#include "base/ascii.h"
#include "server/expression.h"
#include "server/paging.h"
#include "server/parameter.h"
#include "base/percent.h"
#include "server/problem.h"

/* ---- Numbers in a query --------------------------------------------------------------------------------------- */

static bool asked_number(const us_turn *turn, us_string name, unsigned *number)
{
    const us_pair *given = name.length > 0 ? us_pairs_find(&turn->query, us_text_from(name)) : NULL;
    *number = 0;
    return given && us_text_number(given->value, 999999999, number);
}

unsigned us_page_size_asked(const us_turn *turn)
{
    unsigned size;
    return asked_number(turn, turn->operation->paging->size, &size) ? size : 0;
}

/* ---- Tokens --------------------------------------------------------------------------------------------------- */

/* What a token looks like is up to the parameter's schema. */
static const char *const forms[] = {
    "page-%u", "page%u", "%u", "00000000-0000-4000-8000-%012u", "cGFnZS%04u",
};

enum { FORMS = sizeof forms / sizeof *forms };

static us_text print_form(us_arena *arena, size_t form, unsigned number)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return us_arena_print(arena, forms[form], number);
#pragma GCC diagnostic pop
}

const us_parameter *us_page_parameter(const us_turn *turn)
{
    us_text where = us_text_from(turn->operation->paging->where);
    for (unsigned i = 0; i < turn->operation->parameters; i++) {
        const us_parameter *p = &turn->operation->parameter[i];
        if (p->in == US_IN_QUERY && us_text_equal(us_text_from(p->name), where))
            return p;
    }
    return NULL;
}

static bool takes(const us_turn *turn, const us_parameter *parameter, us_text token)
{
    us_json *value = NULL;
    us_check ck;
    if (parameter && parameter->types && !(parameter->types & US_STRING))
        value = us_json_new_number(turn->arena, token);
    else
        value = us_json_new_string(turn->arena, token);
    if (!value || !parameter || !parameter->check)
        return value != NULL;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.brief = true;
    parameter->check(&ck, value);
    return !ck.failed && !ck.limit;
}

/* Of the page of that number, from 1 on; the last form when none is right. */
static us_text token_of(const us_turn *turn, unsigned number)
{
    const us_parameter *parameter = us_page_parameter(turn);
    size_t form = 0;
    while (form + 1 < FORMS && !takes(turn, parameter, print_form(turn->arena, form, number)))
        form++;
    return print_form(turn->arena, form, number);
}

/* The number at the end of a token. */
static unsigned number_in(us_text token)
{
    unsigned number = 0, weight = 1;
    for (size_t i = token.length; i > 0 && weight < 1000000; i--, weight *= 10) {
        if (!us_is_digit(token.bytes[i - 1]))
            break;
        number += weight * (unsigned)(token.bytes[i - 1] - '0');
    }
    return number;
}

static bool is_shown(const us_paging *paging, us_text token)
{
    for (unsigned i = 0; i < paging->knowns; i++)
        if (us_text_equal(us_text_from(paging->known[i]), token))
            return true;
    return false;
}

bool us_page_token_known(const us_turn *turn, us_text token)
{
    unsigned number = number_in(token);
    return is_shown(turn->operation->paging, token) ||
           (number > 0 && number <= US_PAGE_LIST_MOST &&
            us_text_equal(token_of(turn, number), token));
}

/* A token that the document shows leads to the second page. */
static unsigned start_of_token(const us_page *page, us_text token)
{
    unsigned number = number_in(token);
    if (token.length == 0 || !us_page_token_known(page->turn, token))
        return 0;
    if (is_shown(page->paging, token) && !us_text_equal(token_of(page->turn, number), token))
        number = 2;
    return (number - 1) * page->size;
}

/* ---- Ids ------------------------------------------------------------------------------------------------------ */

/* The index of the item, or the total. Nobody has checked yet which way to tell items apart is valid. */
static unsigned find_id(const us_page *page, us_text id)
{
    us_page tried = *page;
    for (tried.attempt = US_TELL_BY_SUFFIX; tried.attempt < US_TELL_NOT; tried.attempt++)
        for (unsigned i = 0; i < page->total; i++)
            if (us_text_equal(us_page_id(&tried, i), id))
                return i;
    return page->total;
}

/* An id that is not in the list is answered with the first page, unless every answer has ids of its own: then with
 * none, so that who goes on until the end comes to one. */
static unsigned start_by_id(const us_page *page)
{
    const us_pairs *query = &page->turn->query;
    const us_pair *after = us_pairs_find(query, us_text_from(page->paging->where));
    const us_pair *before = us_pairs_find(query, us_text_from(page->paging->before));
    unsigned index;
    if (!after && (!before || page->paging->before.length == 0))
        return 0;
    index = find_id(page, after ? after->value : before->value);
    if (index == page->total)
        return page->turn->dynamic ? page->total : 0;
    if (after)
        return index + 1;
    return index > page->size ? index - page->size : 0;
}

/* ---- Where the page starts ---------------------------------------------------------------------------------------- */

unsigned us_page_start_asked(const us_page *page)
{
    const us_paging *paging = page->paging;
    const us_pair *given;
    unsigned number;
    if (paging->by == US_PAGING_ID)
        return start_by_id(page);
    if (paging->by == US_PAGING_TOKEN) {
        given = us_pairs_find(&page->turn->query, us_text_from(paging->where));
        return given ? start_of_token(page, given->value) : 0;
    }
    if (!asked_number(page->turn, paging->where, &number) || number < paging->first)
        return 0;
    number -= paging->first;
    if (paging->by == US_PAGING_OFFSET)
        return number;
    return number < US_PAGE_LIST_MOST ? number * page->size : page->total;
}

us_text us_page_where(const us_page *page, unsigned start)
{
    const us_paging *paging = page->paging;
    us_arena *arena = page->turn->arena;
    switch (paging->by) {
    case US_PAGING_TOKEN:
        return token_of(page->turn, start / page->size + 1);
    case US_PAGING_ID:
        return start > 0 ? us_page_id(page, start - 1) : US_TEXT("");
    case US_PAGING_NUMBER:
        return us_arena_print(arena, "%u", paging->first + start / page->size);
    case US_PAGING_OFFSET:
        return us_arena_print(arena, "%u", paging->first + start);
    }
    return US_TEXT("");
}

/* ---- URLs --------------------------------------------------------------------------------------------------------- */

static bool is_ours(const us_page *page, us_text piece)
{
    us_text name = us_text_slice(piece, 0, us_text_find(piece, '='));
    if (!us_percent_decode(page->turn->arena, name, US_PLUS_IS_SPACE, &name))
        return false;
    return us_text_equal(name, us_text_from(page->paging->where)) ||
           (page->paging->before.length > 0 &&
            us_text_equal(name, us_text_from(page->paging->before)));
}

/* All else that the client asked for stays as it was. */
us_text us_page_url(const us_page *page, unsigned start)
{
    const us_request *request = page->turn->request;
    us_text query = request->query, where = start > 0 ? us_page_where(page, start) : US_TEXT("");
    us_buf out = us_buf_new(page->turn->arena, 256);
    const us_text marks = US_TEXT(US_MARKS_PARAMETER);
    char sign = '?';
    us_buf_add(&out, us_turn_origin(page->turn));
    us_buf_add(&out, request->path);
    while (query.length > 0) {
        us_text piece = us_text_slice(query, 0, us_text_find(query, '&'));
        query = us_text_slice(query, piece.length + 1, query.length);
        if (piece.length == 0 || is_ours(page, piece))
            continue;
        us_buf_add_byte(&out, sign);
        us_buf_add(&out, piece);
        sign = '&';
    }
    if (where.length > 0) {
        us_buf_add_byte(&out, sign);
        us_percent_encode(&out, us_text_from(page->paging->where), marks);
        us_buf_add_byte(&out, '=');
        us_percent_encode(&out, where, marks);
    }
    return us_buf_text(&out);
}

static void add_link(us_buf *out, const us_page *page, unsigned start, const char *relation)
{
    us_buf_add_string(out, out->length > 0 ? ", <" : "<");
    us_buf_add(out, us_page_url(page, start));
    us_buf_print(out, ">; rel=\"%s\"", relation);
}

us_text us_page_links(const us_page *page)
{
    us_buf out = us_buf_new(page->turn->arena, 512);
    unsigned next = page->start + page->count;
    if (page->start > 0) {
        add_link(&out, page, page->start > page->size ? page->start - page->size : 0, "prev");
        add_link(&out, page, 0, "first");
    }
    if (next < page->total) {
        add_link(&out, page, next, "next");
        if (page->paging->by != US_PAGING_ID)
            add_link(&out, page, (page->total - 1) / page->size * page->size, "last");
    }
    return us_buf_text(&out);
}
