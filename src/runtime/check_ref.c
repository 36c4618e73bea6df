/* Calls of checkers by `$ref`: counted, so that a schema which refers to itself ends; and, where there are many,
 * remembered.
 *
 * Alternatives that refer to what they stand in are tried level by level: each of n branches asks what is inside of it,
 * and so there are n to the power of the depth trials, of few values by few schemas. Whether a value fails in a trial
 * depends on nothing but itself and the schema. So a run that has called more often than any usual one keeps what came
 * of it, in a table whose places are overwritten: what is forgotten is found out again. */
#include <stdint.h>

#include "runtime/evaluation.h"
#include "runtime/once.h"
#include "runtime/verb.h"

#define OUTCOMES 4096

struct us_outcome {
    const us_json *value; /* NULL: nothing is kept here */
    us_checker *schema;
    bool failed;
};

/* ---- What is remembered --------------------------------------------------------------------------------- */

/* Whether nothing but value and schema decides, and nobody wants to know more than whether it fails. */
static bool is_mere_trial(const us_check *ck, const us_json *value)
{
    return ck->silent > 0 && !ck->tally && !ck->ledger && !ck->entered && !ck->name &&
           !us_is_evaluating(ck, value) && !us_once_is_at(ck, value);
}

static struct us_outcome *place_of(us_check *ck, const us_json *value, us_checker *schema)
{
    uintptr_t hash = ((uintptr_t)value >> 4) * 31 + ((uintptr_t)schema >> 4);

    if (!ck->outcome)
        ck->outcome = US_NEW_ARRAY(ck->arena, struct us_outcome, OUTCOMES);
    return &ck->outcome[(hash ^ hash >> 12) % OUTCOMES];
}

static void call(us_check *ck, const us_json *value, us_checker *schema)
{
    ck->depth++;
    schema(ck, value);
    ck->depth--;
}

/* A trial that failed has been decided, so nothing had failed in this one when it began. */
static void call_and_remember(us_check *ck, const us_json *value, us_checker *schema)
{
    struct us_outcome *outcome = place_of(ck, value, schema);

    if (outcome->value == value && outcome->schema == schema) {
        if (outcome->failed)
            (void)us_check_noted(ck, value, "$ref");
        return;
    }
    call(ck, value, schema);
    if (!ck->limit)
        *outcome = (struct us_outcome){ value, schema, ck->failed };
}

/* ---- Verbs ------------------------------------------------------------------------------------------------ */

void us_ref(us_check *ck, const us_json *value, us_checker *schema)
{
    if (!value || ck->limit || is_decided(ck))
        return;
    if (ck->depth >= US_CHECK_DEPTH)
        us_check_give_up(ck, "the schemas of this value refer to each other too deeply");
    else if (ck->calls++ >= US_CHECK_CALLS)
        us_check_give_up(ck, "the schemas of this value have too many alternatives to try");
    else if (ck->calls > US_CHECK_CALLS_USUAL && is_mere_trial(ck, value))
        call_and_remember(ck, value, schema);
    else
        call(ck, value, schema);
}

void us_ref_unmoved(us_check *ck, const us_json *value, us_checker *schema)
{
    us_at lines = ck->lines;

    ck->lines = 0;
    us_ref(ck, value, schema);
    ck->lines = lines;
}

/* What is far up counts as far down: numbers without a sign turn over. */
void us_same_as(us_check *ck, const us_json *value, us_checker *schema, us_at there, us_at here)
{
    ck->lines += here - there;
    schema(ck, value);
    ck->lines -= here - there;
}
