/* Which branch was meant?
 *
 * When no branch of an anyOf or oneOf matches, listing what is wrong with each helps nobody. So each
 * branch is run once more and only measured: does the type of the value agree, do the constants (the
 * tags by which people tell variants apart) agree, how many keywords are broken. Only a branch that is
 * better than all others is worth showing. */
#include "runtime/closest.h"

#include <string.h>

#include "runtime/evaluation.h"
#include "runtime/verb.h"

static bool is_child(const us_json *container, const us_json *value)
{
    for (const us_json *child = us_json_first(container); child; child = us_json_next(child))
        if (child == value)
            return true;
    return false;
}

void us_tally_add(us_tally *tally, const us_json *value, const char *keyword)
{
    if (++tally->violations > US_VIOLATIONS)
        return; /* far enough: do not search the members of a large value again and again */
    if ((strcmp(keyword, "type") == 0 || strcmp(keyword, "false") == 0) && value == tally->subject)
        tally->other_type = true;
    if ((strcmp(keyword, "const") == 0 || strcmp(keyword, "enum") == 0) &&
        (value == tally->subject || is_child(tally->subject, value)))
        tally->other_tag = true;
}

/* Runs a schema without recording. What the run said before stays as it was, and what the schema has
 * evaluated counts only if it matches. */
static bool run(us_check *ck, const us_json *value, us_checker *schema, us_tally *tally)
{
    unsigned marks_before = us_evaluation_marks(ck);
    bool failed_before = ck->failed;
    us_tally *tally_before = ck->tally;
    bool matches;

    ck->failed = false;
    ck->tally = tally;
    ck->silent++;
    schema(ck, value);
    ck->silent--;
    ck->tally = tally_before;
    matches = !ck->failed;
    ck->failed = failed_before;
    if (!matches)
        us_evaluation_take_back(ck, marks_before);
    return matches;
}

bool us_trial(us_check *ck, const us_json *value, us_checker *schema)
{
    return run(ck, value, schema, NULL);
}

/* Less than, equal to or greater than 0, as `a` is closer than, as close as or farther than `b`. */
static int compare(const us_tally *a, const us_tally *b)
{
    if (a->other_type != b->other_type)
        return a->other_type - b->other_type;
    if (a->other_tag != b->other_tag)
        return a->other_tag - b->other_tag;
    return (a->violations > b->violations) - (a->violations < b->violations);
}

unsigned us_closest_branch(us_check *ck, const us_json *value, us_checker *const *branch,
                           unsigned branches)
{
    us_tally best = { .other_type = true };
    unsigned closest = branches;

    for (unsigned i = 0; i < branches; i++) {
        us_tally tally = { .subject = value };
        int order;

        run(ck, value, branch[i], &tally);
        if (tally.other_type)
            continue;
        order = compare(&tally, &best);
        if (order < 0)
            best = tally;
        if (order <= 0)
            closest = order < 0 ? i : branches; /* a tie: neither is clearly closer */
    }
    return closest;
}
