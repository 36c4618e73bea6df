/* Trials of a schema, and which branch of an anyOf or oneOf was meant when none matches. Private to
 * the runtime. */
#ifndef US_CLOSEST_H
#define US_CLOSEST_H

#include "runtime/check.h"

/* How far a value is from one branch: the branch was meant for another type, for another tag, knows
 * fewer members, has more to say about the value and its children, or has more to say at all. */
typedef struct us_tally {
    const us_json *subject; /* the value of the anyOf */
    bool other_type;        /* the branch is for values of another type */
    bool other_tag;         /* a const or enum, of the value or of one of its members, differs */
    unsigned shared;        /* members of the value that the branch knows */
    unsigned strangers;     /* children of the value that it refuses */
    unsigned shallow;       /* violations at the value and its children … */
    unsigned violations;    /* … and in all */
} us_tally;

/* Takes account of one broken keyword. */
void us_tally_add(us_tally *tally, const us_json *value, const char *keyword);

/* us_trial where a scope is open. */
bool us_trial_marking(us_check *ck, const us_json *value, us_checker *schema);

/* Whether `value` matches the schema; records nothing and leaves ck->failed as it was. What it says
 * means nothing when ck->limit is set. */
static inline bool us_trial(us_check *ck, const us_json *value, us_checker *schema)
{
    bool failed_before = ck->failed, decided_before = ck->decided, matches;
    us_tally *tally_before = ck->tally;

    if (ck->evaluation)
        return us_trial_marking(ck, value, schema);
    ck->failed = ck->decided = false;
    ck->tally = NULL;
    ck->silent++;
    schema(ck, value);
    ck->silent--;
    ck->tally = tally_before;
    matches = !ck->failed;
    ck->failed = failed_before;
    ck->decided = decided_before;
    return matches;
}

/* The index of the branch that is clearly closer to `value` than every other, or `branches`. */
unsigned us_closest_branch(us_check *ck, const us_json *value, us_checker *const *branch,
                           unsigned branches);

#endif
