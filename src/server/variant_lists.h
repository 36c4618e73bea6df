/* The variants of schemas. Many operations answer with the same schema, problems mostly: it is gone through once.
 *
 * Used by one thread at a time. */
#ifndef US_VARIANT_LISTS_H
#define US_VARIANT_LISTS_H

#include "runtime/make.h"

typedef struct us_variant_lists us_variant_lists;

/* NULL when there is no memory. Free with us_variant_lists_free, which takes NULL. */
us_variant_lists *us_variant_lists_new(void);
void us_variant_lists_free(us_variant_lists *all);

/* As us_make_variants; the list stays until whoever used it has left it as often. */
const us_variants *us_variant_lists_use(us_variant_lists *all, const us_making *making);
void us_variant_lists_leave(us_variant_lists *all, const us_variants *list);

#endif
