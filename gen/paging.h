/* Private to the files that find out which lists come in pages. */
#ifndef GEN_PAGING_H
#define GEN_PAGING_H

#include "gen/openapi.h"

/* ---- paging_names.c: what APIs call what belongs to pages ---------------------------------------------- */

/* What a query parameter says. */
enum paging_asks {
    PAGING_ASKS_NOTHING,
    PAGING_ASKS_TOKEN,
    PAGING_ASKS_AFTER, /* a token or an id: the answer decides */
    PAGING_ASKS_BEFORE,
    PAGING_ASKS_NUMBER,
    PAGING_ASKS_OFFSET,
    PAGING_ASKS_SIZE
};

/* By the name, whatever its case and the signs between its words; `types` are those that it may be of (0: any). */
enum paging_asks paging_asks_of(us_text name, unsigned types);

/* What a member or header of that name and type says, or GEN_PAGE_SAYINGS. `url`: its value is known to be one. */
enum gen_page_says paging_says_of(us_text name, unsigned types, bool url);

/* Whether an object of that name says more about the page. */
bool paging_is_frame(us_text name);

/* How likely the items of a page stand in a list of that name; 0: they do not. */
unsigned paging_list_rank(us_text name);

/* Whether the answer's real content is in an object of that name. */
bool paging_is_wrapper(us_text name);

/* How well a member of that name tells an item from others; 0: it does not. */
unsigned paging_identity_rank(us_text name);

/* ---- paging_look.c: what the schema of an answer has -------------------------------------------------------- */

typedef struct paging_look {
    gen *g;
    bool found;           /* a list … */
    us_text list;         /* … here */
    const gen_node *item; /* the schema of its items, or NULL */
    gen_page_mark *mark, **last;
} paging_look;

/* Looks for a list and for what tells of pages. */
paging_look paging_look_at(gen *g, const gen_node *schema);

/* The types of a schema, also by its alternatives; 0: any. */
unsigned paging_types_of(const gen_node *schema);

#endif
