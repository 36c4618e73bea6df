/* Lists that come in pages: what the client asks for, and the page that it gets.
 *
 * All pages of a list are made from one body: an example, a fixture, or a made one. Its items are the first of the
 * list; those that follow are the same with other ids. Nothing is kept between two requests: where a page starts is
 * what the token, the id, the number or the offset says. */
#ifndef US_PAGING_H
#define US_PAGING_H

#include "base/json.h"
#include "server/choose.h"

/* The most items that one page has, whatever is asked for, and a list, whatever its total says. */
#define US_PAGE_MOST      1000u
#define US_PAGE_LIST_MOST 10000u

/* One page of a list, in items. */
typedef struct us_page {
    us_turn *turn;
    const us_paging *paging;
    us_json *body;       /* to become the page: its tree is nobody else's */
    us_json *list;       /* in it */
    const us_json *item; /* the first of those that others are made from … */
    unsigned items;      /* … and how many there are */
    unsigned size, total, start, count;
    unsigned attempt; /* how items are told apart: US_TELL_… */
} us_page;

/* How the ids of two items made from one are made different: the schema decides which of them is valid. */
enum us_tell { US_TELL_BY_SUFFIX, US_TELL_IN_PLACE, US_TELL_NOT, US_TELLS };

/* Makes the example of the choice a page of itself, and adds the fields that tell of others (paging.c). Leaves
 * alone what does not page. */
void us_turn_page(us_turn *turn, us_choice *chosen);

/* Whether a field of that name is for paging to say. */
bool us_paging_owns(const us_turn *turn, us_text name);

/* ---- paging_items.c ------------------------------------------------------------------------------------- */

/* The item of that index in the whole list, in the page's arena. */
us_json *us_page_item(const us_page *page, unsigned index);

/* Its id as text; empty: it has none. */
us_text us_page_id(const us_page *page, unsigned index);

/* ---- paging_where.c: how requests say which page ---------------------------------------------------------- */

/* How many items the client wants; 0: it does not say. */
unsigned us_page_size_asked(const us_turn *turn);

/* The index of the first item that the client wants. Needs items, size and total. */
unsigned us_page_start_asked(const us_page *page);

/* The parameter that asks for a page; NULL: none is declared. */
const us_parameter *us_page_parameter(const us_turn *turn);

/* Whether the token is one that a page has told. */
bool us_page_token_known(const us_turn *turn, us_text token);

/* What the parameter says for a page that starts there; empty: the first, which needs no word. */
us_text us_page_where(const us_page *page, unsigned start);

/* The URL of that page. */
us_text us_page_url(const us_page *page, unsigned start);

/* The value of the field Link (RFC 8288): first, prev, next and last, as far as they are. Empty: there is one page. */
us_text us_page_links(const us_page *page);

/* ---- paging_token.c ----------------------------------------------------------------------------------------- */

/* Warns of a token that no page has told, and that nobody refuses: the choice is the first page. */
void us_page_warn(us_turn *turn, const us_choice *chosen);

/* ---- paging_marks.c ----------------------------------------------------------------------------------------- */

/* Whether the body as it was written says that there is more, and of how many items; *total stays 0 when that is not
 * said. */
bool us_page_leads_on(const us_page *page, unsigned *total);

/* Writes what tells of the page and of others into its body. */
void us_page_mark_body(const us_page *page);

/* Adds the fields that do. */
void us_page_mark_head(const us_page *page);

#endif
