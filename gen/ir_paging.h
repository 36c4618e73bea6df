/* How a list operation pages: which parameter asks for a page, and which places of a page tell what follows it. */
#ifndef GEN_IR_PAGING_H
#define GEN_IR_PAGING_H

#include "gen/ir_document.h"

/* How a request says which page it wants. */
enum gen_paging_by {
    GEN_PAGING_TOKEN,  /* by a word that the page before told */
    GEN_PAGING_ID,     /* by the id of the last item of the page before */
    GEN_PAGING_NUMBER, /* by the number of the page */
    GEN_PAGING_OFFSET, /* by how many items come before it */
    GEN_PAGINGS
};

/* What a place of a page says about it and about those around it: enum us_page_says in understudy.h. */
enum gen_page_says {
    GEN_PAGE_NEXT_TOKEN,
    GEN_PAGE_NEXT_URL,
    GEN_PAGE_NEXT_NUMBER,
    GEN_PAGE_NEXT_OFFSET,
    GEN_PAGE_PREVIOUS_TOKEN,
    GEN_PAGE_PREVIOUS_URL,
    GEN_PAGE_PREVIOUS_NUMBER,
    GEN_PAGE_FIRST_URL,
    GEN_PAGE_LAST_URL,
    GEN_PAGE_SELF_URL,
    GEN_PAGE_FIRST_ID,
    GEN_PAGE_LAST_ID,
    GEN_PAGE_HAS_NEXT,
    GEN_PAGE_HAS_PREVIOUS,
    GEN_PAGE_IS_FIRST,
    GEN_PAGE_IS_LAST,
    GEN_PAGE_TOTAL,
    GEN_PAGE_PAGES,
    GEN_PAGE_NUMBER,
    GEN_PAGE_OFFSET,
    GEN_PAGE_SIZE,
    GEN_PAGE_COUNT,
    GEN_PAGE_SAYINGS
};

typedef struct gen_page_mark {
    enum gen_page_says says;
    us_text place;  /* a JSON pointer into the body; or the name of a header, without a '/' */
    us_text inside; /* of an object there the member that says it; or empty */
    bool required, nullable;
    struct gen_page_mark *next;
} gen_page_mark;

typedef struct gen_word { /* of a list */
    us_text text;
    struct gen_word *next;
} gen_word;

typedef struct gen_paging {
    enum gen_paging_by by;
    us_text where;  /* the query parameter that says it; the document may only imply it */
    us_text before; /* by id: the one for the page before; or empty */
    us_text size;   /* the one that says how many items a page has; or empty */
    unsigned first; /* the number of the first page, or the offset of the first item */
    us_text list;   /* a JSON pointer to the items in the body */
    gen_page_mark *mark;
    gen_word *identity; /* the members of an item that tell it from others, the best first */
    gen_word *known;    /* tokens that the document or a fixture shows */
    gen_at at;          /* of the operation */
} gen_paging;

#endif
