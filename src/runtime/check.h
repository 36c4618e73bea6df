/* Running a checker over an instance and reading what it found.
 *
 * The valid path costs nothing for errors: verbs carry no path. When a violation is recorded its JSON
 * pointer is found by searching the instance for the node's address. Everything is made in the arena
 * given to us_check_begin and lives as long as it. A us_check is used by one thread. */
#ifndef US_CHECK_H
#define US_CHECK_H

#include "base/arena.h"
#include "base/json.h"
#include "base/pattern.h"
#include "base/text.h"
#include "runtime/understudy.h"

/* The generated tables count in unsigned, the base layer in size_t. */
static inline us_text us_text_from(us_string string)
{
    return (us_text){ string.bytes, string.length };
}

/* How many violations are kept; the rest are counted. */
#define US_VIOLATIONS 100

/* How deep checkers may call each other before the run gives up (fail closed), and how often in all:
 * a recursive schema with alternatives can ask for a number of calls that is exponential in the depth
 * of the instance. */
#define US_CHECK_DEPTH 1000
#define US_CHECK_CALLS 20000000u

/* From so many on it is kept what came of them (check_ref.c). */
#define US_CHECK_CALLS_USUAL 20000u

typedef struct us_violation {
    const char *keyword; /* "minimum": the `code` of the problem document */
    us_text message;     /* for a person: "must be at least 0, but is -1" */
    us_text pointer;     /* RFC 6901, from the root of the instance: "/integrations/0" */
    us_text *location;   /* the pointer's tokens, unescaped */
    unsigned locations;
    us_text expected; /* JSON text: the keyword's value; empty when there is none to show */
    us_text actual;   /* JSON text of the offending value, cut to a sane length; empty: absent */
    us_at at;         /* the keyword's line in the spec */
    unsigned twin[2]; /* of uniqueItems: the first items that are equal */
    const struct us_violation
        *of; /* a branch of the anyOf, oneOf or if which this says of was broken; or NULL … */
    unsigned branch; /* … and which one, from 0 */
    bool of_name;    /* what is wrong is the name of the member (propertyNames) */
} us_violation;

struct us_check {
    struct us_evaluation *evaluation; /* the scope opened last (evaluation.h); NULL: none is open */
    struct us_tally *tally;           /* measures a branch that fails (closest.c); NULL elsewhere */
    struct us_once *once;             /* what has begun, the innermost value first (once.h) */
    struct us_branches *branches;     /* of a run that tells of them all (branches.h); or NULL */
    unsigned depth;                   /* of us_ref in us_ref */
    unsigned calls;                   /* of us_ref so far */
    unsigned silent; /* > 0: inside a trial (anyOf, oneOf, not): only `failed` is set */
    unsigned
        lines; /* how much further down the schema stands whose checker's double is running (us_same_as) */
    bool failed;  /* a keyword was broken since the flag was last cleared */
    bool decided; /* in a trial whose outcome is known: what is checked from here on is in vain */
    bool limit;   /* the run could not decide: answer 500, never "valid" */
    /* Up to here it is mirrored in understudy_fast.h. */
    bool strict;       /* set it after us_check_begin: readOnly and writeOnly are to be obeyed */
    unsigned contents; /* set it to 1: what strings hold is to be as contentSchema has it; more than
                        * that: how deep in such strings the run is */
    bool brief;        /* one complaint is enough: do not look for the closest branch */
    enum us_direction direction; /* set it after us_check_begin, which says US_EITHER */
    const us_moved *moved;       /* set it, too: of the row that names the checker; or NULL */
    us_arena *arena;
    const us_json *root;        /* where pointers start */
    us_pattern *const *pattern; /* of the API the checkers belong to, as us_matches numbers them */
    us_violation *violation;    /* US_VIOLATIONS of them, allocated with the first */
    unsigned violations;        /* kept */
    unsigned dropped;           /* found but not kept */
    struct us_outcome *outcome; /* of trials (check_ref.c); NULL: none is kept */
    struct us_memo **memo;      /* what was made once for this run; NULL: nothing yet */
    const us_json *name;  /* propertyNames is checking this name (no node of the instance) … */
    const us_json *named; /* … of this member */
    const struct us_entered *entered; /* the resource entered last (check_dynamic.c) */
    struct us_ledger *ledger; /* of a strict run: what members the contract names (strict.h) */
    const char *limit_reason; /* when there is one */
};

/* Starts a run over the instance `root`. One member after the other: small instances are checked in less
 * time than a processor takes to start clearing the whole by its string instructions. */
static inline void us_check_begin(us_check *ck, us_arena *arena, const us_json *root,
                                  us_pattern *const *pattern)
{
    ck->evaluation = NULL;
    ck->tally = NULL;
    ck->depth = ck->calls = ck->silent = ck->lines = 0;
    ck->failed = ck->decided = ck->limit = ck->strict = ck->brief = false;
    ck->contents = 0;
    ck->direction = US_EITHER;
    ck->moved = NULL;
    ck->arena = arena;
    ck->root = root;
    ck->pattern = pattern;
    ck->violation = NULL;
    ck->violations = ck->dropped = 0;
    ck->outcome = NULL;
    ck->memo = NULL;
    ck->name = ck->named = NULL;
    ck->entered = NULL;
    ck->once = NULL;
    ck->ledger = NULL;
    ck->branches = NULL;
    ck->limit_reason = NULL;
}

/* For verbs, as soon as `keyword` is broken at `value` (a node of the instance): marks the run as
 * failed. True: that was all, because this is a trial or enough violations are kept. False: go on to
 * build the message and call us_violate. */
bool us_check_noted(us_check *ck, const us_json *value, const char *keyword);

/* For verbs, after us_check_noted said false: records the violation. `keyword` is a constant,
 * `expected` is JSON text or empty. NULL: the run has said this already. */
us_violation *us_violate(us_check *ck, const us_json *value, const char *keyword, us_text expected,
                         us_at at, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* For verbs: gives up. The constant `reason` goes into the 500 answer. */
void us_check_give_up(us_check *ck, const char *reason);

/* For verbs: a place, one for each address `key` and run, to keep what is worth making only once;
 * *place is NULL the first time. */
void **us_check_memo(us_check *ck, const void *key);

#endif
