/* Which branch was meant?
 *
 * When no branch of an anyOf or oneOf matches, listing what is wrong with each helps nobody. So each
 * branch is run once more and only measured: does the type of the value agree, do the constants (the
 * tags by which people tell variants apart) agree, how many of the members does it know, how deep do
 * the two agree. Only a branch that is better than all others is worth showing. */
#include "runtime/closest.h"

#include <string.h>

#include "runtime/evaluation.h"
#include "runtime/strict.h"
#include "runtime/verb.h"

static bool is_child(const us_json *container, const us_json *value)
{
    for (const us_json *child = us_json_first(container); child; child = us_json_next(child))
        if (child == value)
            return true;
    return false;
}

static bool is_among(const char *keyword, const char *const *list)
{
    while (*list && strcmp(keyword, *list) != 0)
        list++;
    return *list != NULL;
}

void us_tally_add(us_tally *tally, const us_json *value, const char *keyword)
{
    static const char *const types[] = { "type", "false", NULL };
    static const char *const tags[] = { "const", "enum", "discriminator", NULL };
    static const char *const refusals[] = { "additionalProperties",
                                            "unevaluatedProperties",
                                            "additionalItems",
                                            "unevaluatedItems",
                                            "items",
                                            "patternProperties",
                                            "false",
                                            NULL };
    bool subject = value == tally->subject, child;

    if (++tally->violations > US_VIOLATIONS)
        return; /* far enough: do not search the members of a large value again and again */
    child = !subject && is_child(tally->subject, value);
    tally->shallow += subject || child;
    tally->other_type |= subject && is_among(keyword, types);
    tally->other_tag |= (subject || child) && is_among(keyword, tags);
    tally->strangers += child && is_among(keyword, refusals);
}

/* Runs a schema without recording. What the run said before stays as it was, and what the schema has
 * evaluated counts only if it matches. */
static bool run(us_check *ck, const us_json *value, us_checker *schema, us_tally *tally,
                unsigned *marks)
{
    unsigned marks_before = us_evaluation_marks(ck), entries_before = us_ledger_entries(ck);
    bool failed_before = ck->failed, decided_before = ck->decided;
    us_tally *tally_before = ck->tally;
    bool matches;

    ck->failed = ck->decided = false;
    ck->tally = tally;
    ck->silent++;
    schema(ck, value);
    ck->silent--;
    ck->tally = tally_before;
    matches = !ck->failed;
    ck->failed = failed_before;
    ck->decided = decided_before;
    if (marks)
        *marks = us_evaluation_marks(ck);
    if (!matches) {
        us_evaluation_take_back(ck, marks_before);
        us_ledger_take_back(ck, entries_before);
    }
    return matches;
}

bool us_trial_marking(us_check *ck, const us_json *value, us_checker *schema)
{
    return run(ck, value, schema, NULL, NULL);
}

/* The scope of the measure is in the way of one that is open for the value: nothing is marked there. */
static us_tally measure(us_check *ck, const us_json *value, us_checker *schema)
{
    us_tally tally = { .subject = value };
    us_evaluation scope;
    unsigned marks;

    us_evaluation_begin(ck, value, &scope);
    run(ck, value, schema, &tally, &marks);
    ck->evaluation = scope.outer;
    if (is_kind(value, cJSON_Object) && marks > tally.strangers)
        tally.shared = marks - tally.strangers;
    return tally;
}

static int order_of(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

/* Less than, equal to or greater than 0, as `a` is closer than, as close as or farther than `b`. */
static int compare(const us_tally *a, const us_tally *b)
{
    int order = a->other_tag - b->other_tag;

    if (order == 0)
        order = order_of(b->shared, a->shared);
    if (order == 0)
        order = order_of(a->shallow, b->shallow);
    if (order == 0)
        order = order_of(a->violations, b->violations);
    return order;
}

unsigned us_closest_branch(us_check *ck, const us_json *value, us_checker *const *branch,
                           unsigned branches)
{
    us_tally best = { 0 };
    unsigned closest = branches;
    bool any = false;

    for (unsigned i = 0; i < branches; i++) {
        us_tally tally = measure(ck, value, branch[i]);
        int order;

        if (tally.other_type)
            continue;
        order = any ? compare(&tally, &best) : -1;
        any = true;
        if (order < 0)
            best = tally;
        if (order <= 0)
            closest = order < 0 ? i : branches; /* a tie: neither is clearly closer */
    }
    return closest;
}
