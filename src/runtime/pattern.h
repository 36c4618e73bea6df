/* `pattern`: the regular expressions of ECMA-262 (with the u flag), run by PCRE2.
 *
 * An API's expressions are compiled once, at start, and shared by all threads. A pattern comes from a
 * spec and is not trusted: matching is limited, and a match that reaches the limit counts as
 * undecided, never as a match. */
#ifndef US_PATTERN_H
#define US_PATTERN_H

#include "base/arena.h"
#include "base/text.h"
#include "runtime/understudy.h"

typedef struct us_patterns us_patterns;

enum us_match { US_NO_MATCH, US_MATCH, US_MATCH_LIMIT };

/* Compiles every pattern of the API, or returns NULL with a message in *error (in the arena). Free
 * with us_patterns_free; the arena is used for messages only. */
us_patterns *us_patterns_compile(us_arena *arena, const us_api *api, us_text *error);
void us_patterns_free(us_patterns *patterns);

/* Whether pattern `index` matches anywhere in the text (valid UTF-8). Thread-safe. */
enum us_match us_pattern_match(const us_patterns *patterns, unsigned index, us_text text);

us_text us_pattern_source(const us_patterns *patterns, unsigned index);

/* For the compiler of specs: an explanation when `source` is no pattern we can run exactly, with the
 * offset of the fault; empty when it is fine. */
us_text us_pattern_explain(us_arena *arena, us_text source, size_t *offset);

#endif
