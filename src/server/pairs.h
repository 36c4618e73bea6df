/* Names with values, as a query and cookies carry them. */
#ifndef US_PAIRS_H
#define US_PAIRS_H

#include "base/arena.h"
#include "base/text.h"

typedef struct us_pair {
    us_text name;  /* decoded */
    us_text raw;   /* as sent */
    us_text value; /* decoded */
} us_pair;

typedef struct us_pairs {
    us_pair *pair;
    unsigned count;
} us_pairs;

/* Cuts a query at '&' and '='. NULL, or a constant that says why it cannot be read: a malformed
 * percent-encoding, or what is no UTF-8. */
const char *us_pairs_of_query(us_arena *arena, us_text query, us_pairs *pairs);

/* Adds what a Cookie field holds (RFC 6265, 4.2). A cookie's value is no part of a URL, but clients
 * percent-encode what does not fit there: it is decoded where that is possible, otherwise taken as it
 * is. NULL, or why it cannot be read: what is no UTF-8. */
const char *us_pairs_of_cookie(us_arena *arena, us_text cookie, us_pairs *pairs);

/* The first pair of that name, or NULL. */
const us_pair *us_pairs_find(const us_pairs *pairs, us_text name);

#endif
