/* Making an instance of a schema, by its shape (understudy.h).
 *
 * What is made is checked by the checker of the same schema before anybody gets it: a maker cannot know all
 * that schemas can say, but it can propose, and when the checker refuses, take another way at one of its
 * forks, near the place that the violation names. */
#ifndef US_MAKE_H
#define US_MAKE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "base/text.h"
#include "runtime/understudy.h"

/* Which of its alternatives the value itself, not one inside of it, is to be. */
typedef struct us_settled {
    const us_rule *rule; /* oneOf, anyOf, or the tags of a discriminator without these */
    unsigned option;
} us_settled;

typedef struct us_making {
    const us_rule *shape; /* NULL: anything */
    us_checker *check;    /* NULL: it allows anything */
    us_pattern *const *pattern;
    enum us_direction direction;
    const uint64_t *
        thread; /* random instances that tell of one thing have all but their words and numbers from here … */
    bool
        whole; /* random instances have every member that may be left out, as far as that is valid */
    bool few;  /* variants share more of what is special, and nothing is mixed */
    const us_settled
        *settled; /* what is not to be chosen; nothing of it is heeded where variants are made */
    unsigned settlements;
} us_making;

/* The types that the shape lets a value have, as far as it says so itself, by its references and its allOf. */
unsigned us_shape_types(const us_rule *shape);

/* The plainest instance as JSON text, made in the arena: examples first, then defaults, then what the
 * shape's types look like. The same text every time. A text whose bytes are NULL when no valid one was
 * found; *why then says what was in the way. Thread-safe. */
us_text us_make_plain(us_arena *arena, const us_making *making, us_text *why);

/* A random instance, which looks like what its members are called: the same text for the same seed. Otherwise
 * the same. */
us_text us_make_random(us_arena *arena, const us_making *making, uint64_t seed, us_text *why);

/* One of the shapes that an instance may have. */
typedef struct us_variant {
    us_text what;  /* what is special, for a person: "items[].price is null" */
    us_text body;  /* JSON */
    bool contract; /* the checker accepts it */
} us_variant;

/* What the schema seems to allow, but no instance could be found with. */
typedef struct us_unshown {
    us_text what; /* as of a variant */
    us_text why;  /* what was in the way */
} us_unshown;

typedef struct us_variants {
    us_variant *variant;
    unsigned count;
    us_unshown *unshown;
    unsigned unshowns;
    bool more; /* there is more to show than was gone through */
} us_variants;

/* The finite list of variants, the plain one first: every branch, enum member, null, absence, count and bound is in
 * one of them, and, in those that are not valid, what the contract does not have. As few things as possible are
 * special in one variant. The same list every time. None: *why says what is in the way. Made in the arena.
 * Thread-safe. */
us_variants us_make_variants(us_arena *arena, const us_making *making, us_text *why);

#endif
