/* Which children of a value have been evaluated: the scopes of unevaluatedProperties and
 * unevaluatedItems (JSON Schema Core 2020-12, 11). Private to the runtime.
 *
 * A scope belongs to one value and is open while that value is checked, so a verb asks only the scope
 * opened last: scopes further out are for the same value, to which this one hands its marks when it
 * closes, or for a value around it, to which nothing can be applied meanwhile. A verb that evaluates
 * children asks us_is_evaluating, the one test that it costs where no scope is open. */
#ifndef US_EVALUATION_H
#define US_EVALUATION_H

#include "runtime/check.h"

/* Whether what is evaluated of `value` is to be marked. */
static inline bool us_is_evaluating(const us_check *ck, const us_json *value)
{
    return ck->evaluation && ck->evaluation->value == value;
}

/* Whether somebody asks which members of this very object a walk comes to: the scope, or a strict run. What is inside
 * of the value of a scope is checked as if there were none. */
static inline bool us_is_watched(const us_check *ck, const us_json *object)
{
    return ck->evaluation && (ck->evaluation->value == object || ck->ledger);
}

/* Marks the child of that index. */
static inline void us_evaluation_mark_at(us_evaluation *scope, unsigned index)
{
    if (scope->marked[index])
        return;
    scope->marked[index] = true;
    scope->order[scope->marks++] = index;
}

/* A table names members of the value of the scope. Those that find no room suggest nothing. */
static inline void us_evaluation_name(us_evaluation *scope, const us_members *members)
{
    if (scope->tables < US_EVALUATION_TABLES && members->count > members->extra)
        scope->table[scope->tables++] = members;
}

/* Marks a child of the value of the scope opened last. Quick when children are marked in their order. */
void us_evaluation_mark(us_check *ck, const us_json *child);
void us_evaluation_mark_all(us_check *ck);

/* The same for contains, which evaluates nothing in 2019-09. */
static inline bool us_is_evaluating_contains(const us_check *ck, const us_json *value)
{
    return us_is_evaluating(ck, value) && !ck->evaluation->without_contains;
}

/* Marks so far, and taking back those that a trial made since. */
static inline unsigned us_evaluation_marks(const us_check *ck)
{
    return ck->evaluation ? ck->evaluation->marks : 0;
}
void us_evaluation_take_back(us_check *ck, unsigned marks);

/* An anyOf or oneOf of `value` has failed, and that is recorded: which children it would have evaluated
 * is unknown, and complaints about them would be noise. */
void us_evaluation_doubt(us_check *ck, const us_json *value);

#endif
