/* What is said about the branches of an anyOf or oneOf: why none fits, or what would tell apart those
 * that all do. For the error path only. Texts are NUL-terminated. Private to the runtime. */
#ifndef US_ALTERNATIVES_H
#define US_ALTERNATIVES_H

#include "runtime/check.h"

/* What us_any_of and us_one_of do when no branch matches, or several do. */
void us_any_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at);
void us_one_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at);
void us_one_of_several(us_check *ck, const us_json *value, us_checker *const *branch,
                       unsigned branches, us_at at);

/* ": must be a string, but is 5; or must be null, but is 5": the first complaint of each branch, as far
 * as they differ and there is room; "" when the run is to be brief. */
us_text us_say_complaints(us_check *ck, const us_json *value, us_checker *const *branch,
                          unsigned branches);

/* " (3 others are not shown)", or "" for none. */
us_text us_say_others(us_check *ck, unsigned others);

/* "numbers 2 and 3 (only number 3 requires member \"bark\")": the branches that match, counted from 1, and how
 * the first two of them differ, as far as running them tells. At least two match. */
us_text us_say_matches(us_check *ck, const us_json *value, us_checker *const *branch,
                       unsigned branches);

#endif
