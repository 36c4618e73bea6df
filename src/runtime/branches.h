/* What every branch says of a value that none of them takes, for who wants to hear it.
 *
 * A person is helped by the branch that was probably meant (closest.h), and the others are noise. Programs that came
 * before ours list them all, and tests compare their lists. So a run that was told to keeps what the other branches
 * say aside, where nobody takes it for a violation, and each violation knows what it is a branch of. */
#ifndef US_BRANCHES_H
#define US_BRANCHES_H

#include "runtime/check.h"

typedef struct us_branches {
    us_violation *violation; /* what is aside: US_VIOLATIONS of them, allocated with the first */
    unsigned violations;
    const us_violation *of; /* what is being told is of its branch; NULL: of none … */
    unsigned number;        /* … and of this one, from 0 */
    bool aside;             /* and that is not the one that was meant */
    unsigned calls;         /* of us_ref for what is aside, so far */
} us_branches;

static inline bool us_is_aside(const us_check *ck)
{
    return ck->branches && ck->branches->aside;
}

/* After us_check_begin: from now on the run keeps what every branch says. */
void us_branches_begin(us_check *ck);

/* ---- For the runtime, when ck->branches is set ---------------------------------------------------- */

/* A violation that says where it belongs, and else nothing. */
us_violation us_branches_stamp(const us_check *ck);

/* Room for one more that is aside. */
us_violation *us_branches_next(us_check *ck);

/* `of` was recorded because these branches do not match: runs each for what it says. That of the branch `meant` is
 * told as any violation is, that of the others (of all, when `meant` is their number) is kept aside. It changes
 * nothing about what was decided. */
void us_branches_tell(us_check *ck, const us_json *value, us_checker *const *branch,
                      unsigned branches, unsigned meant, const us_violation *of);

/* The same of an item, which `of` says does not match as it should: what it says is kept aside. */
void us_branches_tell_item(us_check *ck, const us_json *item, us_checker *schema, unsigned number,
                           const us_violation *of);

/* The value has to match `branch`, which is the "then" or "else" of an `if`; if it does not, that is said aside. */
void us_branches_condition(us_check *ck, const us_json *value, us_checker *branch,
                           const char *which, us_at at);

#endif
