/* `pattern`: a regular expression of ECMA-262 (with the u flag), run by PCRE2.
 *
 * A pattern comes from a spec and is not trusted: what PCRE2 would read differently is translated or
 * refused, and matching is limited; a match that reaches the limit is undecided, never "no match".
 *
 * Some things are accepted that the u flag makes an error of, since specs are full of them. Two mean the
 * same in every dialect: a backslash before any ASCII punctuation (\-) and a hyphen beside a set in a class
 * ([\w-.]). Others get a remark, because they mean what ECMA-262's Annex B says, which another dialect may
 * read differently: { } and ] that stand for themselves (in a{,5}, too, and behind [[:alpha:]), \0 with
 * further octal digits, and a lookahead that is repeated. A letter without a meaning is refused when it is
 * escaped: Annex B takes \A and \p for A and p, and nobody means that. Refused although ECMA-262 has them:
 * a lookbehind whose length varies, counts above 16 million, and back-references where PCRE2 would see
 * another capture (see pattern_reference.c). */
#ifndef US_PATTERN_H
#define US_PATTERN_H

#include "base/arena.h"
#include "base/text.h"

typedef struct us_pattern us_pattern;

enum us_match { US_NO_MATCH, US_MATCH, US_MATCH_LIMIT };

/* The compiled pattern, or NULL with a constant or arena-held message and the byte offset of the
 * fault in the source. Free with us_pattern_free. The source text must outlive the pattern. */
us_pattern *us_pattern_compile(us_arena *arena, us_text source, us_text *message, size_t *offset);
void us_pattern_free(us_pattern *pattern);

/* Whether the source is a pattern by the grammar above, be it one that us_pattern_compile can make or not;
 * what needs a remark is none. False for one of more than 64 KiB. Takes time in proportion to the source and the depth of its groups. */
bool us_pattern_valid(us_arena *arena, us_text source);

/* Whether the pattern matches anywhere in the text. A text that is not valid UTF-8 is undecided, as
 * is a match that takes too many steps or too much memory. Thread-safe. */
enum us_match us_pattern_match(const us_pattern *pattern, us_text text);

/* What a sample should be like. */
typedef struct us_sample_wish {
    size_t least, most; /* how many characters it has */
    unsigned variety;   /* samples of different varieties differ, where the pattern lets them */
    bool wild;          /* not the plainest of them, but any */
} us_sample_wish;

/* An ASCII text that the pattern matches: the same one for the same wish. A text whose bytes are NULL when
 * none was found, as for patterns with \b, back-references, lookarounds in the middle, or characters
 * beyond ASCII. */
us_text us_pattern_sample(us_arena *arena, const us_pattern *pattern, const us_sample_wish *wish);

us_text us_pattern_source(const us_pattern *pattern);

/* What another validator may refuse in the pattern, or an empty text; *offset is its place. */
us_text us_pattern_remark(const us_pattern *pattern, size_t *offset);

#endif
