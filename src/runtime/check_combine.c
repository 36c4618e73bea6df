/* Schemas made of schemas: allOf, anyOf, oneOf, not, if and the schema `false`.
 *
 * anyOf, oneOf and not run their branches as trials, which only tell whether they match. A trial that
 * gave up decides nothing: then the run as a whole is undecided and nothing is recorded. */
#include "runtime/alternatives.h"
#include "runtime/branches.h"
#include "runtime/closest.h"
#include "runtime/evaluation.h"
#include "runtime/verb.h"

void us_all_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at)
{
    (void)at; /* what is wrong is wrong with a keyword of a branch */
    if (!value)
        return;
    for (unsigned i = 0; i < branches && !is_decided(ck); i++)
        branch[i](ck, value);
}

/* Runs the branch that was meant; what is wrong with it is of the whole. */
static void tell_closest(us_check *ck, const us_json *value, us_checker *branch, unsigned number,
                         const us_violation *whole)
{
    unsigned first = ck->violations;

    branch(ck, value);
    for (unsigned i = first; i < ck->violations; i++) {
        if (ck->violation[i].of)
            continue;
        ck->violation[i].of = whole;
        ck->violation[i].branch = number;
    }
}

/* No branch matches: one violation for that, then those of the branch that was probably meant. */
US_COLD static void violate_no_branch(us_check *ck, const us_json *value, const char *keyword,
                                      us_checker *const *branch, unsigned branches, us_at at)
{
    const us_violation *whole;
    unsigned closest;

    us_evaluation_doubt(ck, value);
    if (us_check_noted(ck, value, keyword))
        return;
    closest = ck->brief ? branches : us_closest_branch(ck, value, branch, branches);
    if (ck->limit)
        return;
    if (closest == branches)
        whole = us_violate(ck, value, keyword, US_TEXT(""), at,
                           "matches none of the %u schemas of %s%s", branches, keyword,
                           us_say_complaints(ck, value, branch, branches).bytes);
    else
        whole = us_violate(ck, value, keyword, US_TEXT(""), at,
                           "matches none of the %u schemas of %s; number %u is the closest%s",
                           branches, keyword, closest + 1, us_say_others(ck, branches - 1).bytes);
    if (ck->branches && whole)
        us_branches_tell(ck, value, branch, branches, closest, whole);
    else if (closest < branches)
        tell_closest(ck, value, branch[closest], closest, whole);
}

void us_any_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at)
{
    violate_no_branch(ck, value, "anyOf", branch, branches, at);
}

void us_one_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at)
{
    violate_no_branch(ck, value, "oneOf", branch, branches, at);
}

void us_any_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at)
{
    bool matches = false;

    if (!value)
        return;
    for (unsigned i = 0; i < branches; i++) {
        matches |= us_trial(ck, value, branch[i]);
        if (ck->limit || (matches && !us_is_evaluating(ck, value) && !ck->ledger))
            return;
    }
    if (!matches)
        us_any_of_none(ck, value, branch, branches, at);
}

void us_one_of_several(us_check *ck, const us_json *value, us_checker *const *branch,
                       unsigned branches, us_at at)
{
    const us_violation *whole;
    us_text positions;

    us_evaluation_doubt(ck, value);
    if (us_check_noted(ck, value, "oneOf"))
        return;
    positions = us_say_matches(ck, value, branch, branches);
    if (ck->limit)
        return;
    whole = us_violate(ck, value, "oneOf", US_TEXT(""), at,
                       "must match exactly one of the %u schemas of oneOf, but matches %s",
                       branches, positions.bytes);
    if (ck->branches && whole)
        us_branches_tell(ck, value, branch, branches, branches, whole);
}

void us_one_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at)
{
    unsigned matches = 0;

    if (!value)
        return;
    for (unsigned i = 0; i < branches; i++) {
        matches += us_trial(ck, value, branch[i]);
        if (ck->limit)
            return;
        if (matches > 1 && ck->silent)
            break;
    }
    if (matches == 0)
        us_one_of_none(ck, value, branch, branches, at);
    else if (matches > 1)
        us_one_of_several(ck, value, branch, branches, at);
}

void us_not(us_check *ck, const us_json *value, us_checker *schema, us_at at)
{
    if (!value || !us_trial(ck, value, schema) || ck->limit)
        return;
    us_evaluation_doubt(ck, value);
    if (us_check_noted(ck, value, "not"))
        return;
    us_violate(ck, value, "not", US_TEXT(""), at, "matches the schema of not, which it must not");
}

void us_if(us_check *ck, const us_json *value, us_checker *schema, us_checker *matching,
           us_checker *other, us_at at)
{
    us_checker *branch;
    bool matches;

    if (!value)
        return;
    matches = us_trial(ck, value, schema);
    branch = matches ? matching : other;
    if (!branch)
        return;
    if (ck->branches && ck->silent == 0)
        us_branches_condition(ck, value, branch, matches ? "\"then\"" : "\"else\"", at);
    else
        us_ref(ck, value, branch);
}

void us_false(us_check *ck, const us_json *value, us_at at)
{
    if (!value || us_check_noted(ck, value, "false"))
        return;
    us_violate(ck, value, "false", US_TEXT("false"), at, "is not allowed here");
}

void us_never(us_check *ck, const us_json *value)
{
    us_false(ck, value, 0);
}
