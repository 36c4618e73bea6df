/* A regular expression as a table: a look-up for each byte of the text decides it, however the pattern
 * repeats, and nothing is tried twice. Private to base/pattern*.c.
 *
 * It is made from the translation for PCRE2, of what most patterns in specs consist of: characters, sets,
 * groups, alternatives, counts, ^ and $, and lookaheads behind a leading ^. It knows ASCII alone; a text
 * with anything else in it, and a pattern with anything else (\b, a back-reference, a lookahead in the
 * middle) or with too many states, is left to PCRE2. */
#ifndef US_PATTERN_AUTOMATON_H
#define US_PATTERN_AUTOMATON_H

#include <stdint.h>

#include "base/arena.h"
#include "base/pattern.h"

/* ---- The steps of a pattern (pattern_steps.c) ---- */

enum { US_STEPS = 512, US_STEP_NONE = US_STEPS, US_CONDITIONS = 4 };

/* A set of ASCII characters. */
typedef struct us_ascii_set {
    uint64_t half[2];
} us_ascii_set;

enum us_step_kind {
    US_STEP_SET,   /* takes one character of `set` */
    US_STEP_FORK,  /* goes on at `to` or at `other` */
    US_STEP_START, /* passes at the start of the text … */
    US_STEP_END,   /* … at its end */
    US_STEP_MATCH
};

typedef struct us_step {
    enum us_step_kind kind;
    unsigned to, other;
    us_ascii_set set;
} us_step;

/* What is searched for, from step 0 on. */
typedef struct us_steps {
    us_step step[US_STEPS];
    unsigned count;
    bool unwanted; /* the text must not have it: (?!…) */
} us_steps;

/* Reads the translation. How many of `conditions` were made, all of which a text must fulfil, or 0: this
 * pattern is none for an automaton. */
unsigned us_steps_read(us_text translated, us_steps conditions[US_CONDITIONS]);

/* A part of what the pattern matches, for who looks for one text: no repetition has more than `more` beyond its
 * least, and what looks around (assertions, word boundaries) is left out, so not all that follows the steps
 * matches. False when there are too many all the same. */
bool us_steps_sketch(us_text translated, unsigned more, us_steps *steps);

static inline bool us_ascii_set_has(const us_ascii_set *set, unsigned byte)
{
    return set->half[byte >> 6] >> (byte & 63) & 1;
}

/* ---- The automaton (pattern_automaton.c) ---- */

typedef struct us_automaton us_automaton;

/* NULL when there is none; lives in the arena. */
const us_automaton *us_automaton_make(us_arena *arena, us_text translated);

/* US_MATCH_LIMIT: PCRE2 must say. */
enum us_match us_automaton_run(const us_automaton *automaton, us_text text);

#endif
