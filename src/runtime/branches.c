/* Running branches for what they say. Nothing that such a run finds out may change what the run around it decides:
 * whether it could decide at all, which members it knows (evaluation.h, strict.h), what it may still cost. */
#include "runtime/branches.h"

#include "runtime/closest.h"
#include "runtime/verb.h"

void us_branches_begin(us_check *ck)
{
    ck->branches = US_NEW(ck->arena, us_branches);
}

us_violation us_branches_stamp(const us_check *ck)
{
    return (us_violation){ .of = ck->branches->of, .branch = ck->branches->number };
}

us_violation *us_branches_next(us_check *ck)
{
    us_branches *branches = ck->branches;
    us_violation *next;

    if (!branches->violation)
        branches->violation = US_NEW_ARRAY(ck->arena, us_violation, US_VIOLATIONS);
    next = &branches->violation[branches->violations++];
    *next = us_branches_stamp(ck);
    return next;
}

/* How often checkers may be called for what is said aside, in all: branches inside of branches are many. */
#define ASIDE_CALLS 1000000u

/* `outermost`: nothing around is aside. */
static void run_aside(us_check *ck, const us_json *value, us_checker *branch, bool outermost)
{
    us_check before = *ck;

    ck->evaluation = NULL;
    ck->ledger = NULL;
    if (outermost)
        ck->calls = US_CHECK_CALLS - ASIDE_CALLS + ck->branches->calls;
    branch(ck, value);
    if (outermost)
        ck->branches->calls = ck->calls + ASIDE_CALLS - US_CHECK_CALLS;
    else
        before.calls = ck->calls;
    before.memo = ck->memo;
    *ck = before;
}

void us_branches_tell(us_check *ck, const us_json *value, us_checker *const *branch,
                      unsigned branches, unsigned meant, const us_violation *of)
{
    us_branches *telling = ck->branches, before = *telling;

    telling->of = of;
    for (unsigned i = 0; i < branches; i++) {
        telling->number = i;
        telling->aside = before.aside || i != meant;
        if (i == meant)
            branch[i](ck, value);
        else
            run_aside(ck, value, branch[i], !before.aside);
    }
    telling->of = before.of;
    telling->number = before.number;
    telling->aside = before.aside;
}

void us_branches_tell_item(us_check *ck, const us_json *item, us_checker *schema, unsigned number,
                           const us_violation *of)
{
    us_branches *telling = ck->branches, before = *telling;

    telling->of = of;
    telling->number = number;
    telling->aside = true;
    run_aside(ck, item, schema, !before.aside);
    telling->of = before.of;
    telling->number = before.number;
    telling->aside = before.aside;
}

static const us_violation *note_condition(us_check *ck, const us_json *value, const char *which,
                                          us_at at)
{
    bool before = ck->branches->aside;
    const us_violation *whole = NULL;

    ck->branches->aside = true;
    if (!us_check_noted(ck, value, "if"))
        whole = us_violate(ck, value, "if", us_text_of(which), at, "must match the schema of %s",
                           which);
    ck->branches->aside = before;
    return whole;
}

void us_branches_condition(us_check *ck, const us_json *value, us_checker *branch,
                           const char *which, us_at at)
{
    const us_violation *whole;

    if (us_trial(ck, value, branch) || ck->limit)
        return;
    whole = note_condition(ck, value, which, at);
    if (whole)
        us_branches_tell(ck, value, &branch, 1, 0, whole);
    else
        us_ref(ck, value, branch);
}
