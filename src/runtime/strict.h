/* What only a strict run refuses in a body: members that the contract does not name. Private to the runtime
 * and the server.
 *
 * An object is described when a schema that applies to it names members; one that nothing describes is free
 * to hold any. What it may hold is all that the schemas which apply to it name together, by `properties`,
 * `patternProperties`, `additionalProperties` and `required`, as if the outermost schema of every object said
 * `unevaluatedProperties: false`. So nobody can say that a member is a stranger before every schema was
 * asked: the verbs enter what they know in a ledger, and the end of the run reads it. A branch that does not
 * match takes back what it has entered. */
#ifndef US_STRICT_H
#define US_STRICT_H

#include "runtime/check.h"

/* After us_check_begin: from now on the run keeps a ledger. */
void us_strict_begin(us_check *ck);

/* After the checker: records a violation for every stranger, with the line of the first schema that
 * describes its object. */
void us_strict_end(us_check *ck);

/* ---- For verbs, when ck->ledger is set ------------------------------------------------------------ */

/* A schema describes the object: with the members of this table, or by a pattern. */
void us_ledger_describe(us_check *ck, const us_json *object, const us_members *members);
void us_ledger_describe_by_pattern(us_check *ck, const us_json *object, us_at at);

/* The member is named, and so are all of an object. */
void us_ledger_know(us_check *ck, const us_json *member);
void us_ledger_know_all(us_check *ck, const us_json *object);

/* Which of the object's alternatives was meant is not known, so nobody can say what it may hold. */
void us_ledger_doubt(us_check *ck, const us_json *object);

/* Whether what was entered so far names the member, and whether that can be said of the object's members. */
bool us_ledger_knows(const us_check *ck, const us_json *member);
bool us_ledger_doubts(const us_check *ck, const us_json *object);

/* Entries so far, and taking back those that a trial made since. */
unsigned us_ledger_entries(const us_check *ck);
void us_ledger_take_back(us_check *ck, unsigned entries);

#endif
