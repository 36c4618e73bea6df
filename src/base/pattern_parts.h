/* What the files that translate a regular expression share; nobody else includes this.
 *
 * The translation reads the pattern by the grammar of ECMA-262 (22.2.1, with the u flag) and writes for
 * PCRE2 only what it understood: literals are escaped, named groups become numbers. So nothing that
 * PCRE2 knows and ECMA-262 does not, such as (?R), \Q, [[:alpha:]] or (*VERB), can slip through.
 *
 * Functions that read return false when they refused; the translation then holds why. */
#ifndef US_PATTERN_PARTS_H
#define US_PATTERN_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pattern.h"
#include "base/text.h"

/* The largest counts that are told apart; a repetition of more is without limit. */
#define US_PATTERN_UNLIMITED UINT32_MAX

enum us_group_kind { US_GROUP_PLAIN, US_GROUP_CAPTURE, US_GROUP_LOOKAHEAD, US_GROUP_LOOKBEHIND };

/* A pair of parentheses, and what the rules for back-references need to know about it. Group 0 is the
 * whole pattern. */
typedef struct us_group {
    enum us_group_kind kind;
    uint32_t parent;
    uint32_t capture;      /* its number, from 1; 0 when it captures nothing */
    uint32_t number;       /* what PCRE2 knows it by, where groups are called */
    size_t end;            /* the byte after it in the source */
    uint32_t least, most;  /* how often it is repeated; 1, 1 without a quantifier */
    bool has_alternatives; /* a | stands directly in it */
    bool may_be_empty;     /* it can match without taking a character */
} us_group;

/* \1 or \k<name>. */
typedef struct us_reference {
    size_t at;        /* in the source */
    uint32_t group;   /* where it stands */
    uint32_t capture; /* what it refers to */
} us_reference;

typedef struct us_translation {
    us_arena *arena;
    us_text source;
    size_t at;         /* how far the source is read */
    us_buf out;        /* the pattern for PCRE2 */
    bool grammar_only; /* what ECMA-262 allows and we cannot do is no fault; `out` is of no use */

    /* A repeated group is written once and then called by its number, instead of PCRE2 copying it as often
     * as it may come. Only for a pattern without back-references, which could tell. */
    bool calls;
    uint32_t numbers; /* of the groups that were written, then */

    us_group *group;
    uint32_t groups;
    uint32_t inside; /* the innermost group that is open */
    unsigned depth;

    us_reference *reference;
    uint32_t references;
    us_text *name; /* of each capture, by its number; empty when it has none */
    uint32_t captures;
    uint32_t captures_read; /* the translation has come so far */

    us_text message; /* why it was refused … */
    size_t fault;    /* … and where in the source */
    us_text remark;  /* the first thing that was let pass … */
    size_t remarked; /* … and where */

    /* To blame an error of PCRE2 on a place in the source: the place that was being read when byte
     * `watched` of `out` was written. */
    size_t watched, blamed;
} us_translation;

/* Notes the refusal; always false. */
bool us_pattern_refuse(us_translation *t, size_t at, us_text message);

/* Lets something pass that the u flag forbids and Annex B allows; where only the grammar counts it is
 * refused. */
bool us_pattern_let_pass(us_translation *t, size_t at, us_text message);

/* pattern_translate.c: reads t->source to its end and writes t->out. */
bool us_pattern_translate(us_translation *t);

/* pattern_reference.c: counts the captures and finds their names before anything is translated (a
 * reference may stand before its group); reads a reference whose backslash is at t->at; checks at the
 * end that PCRE2 sees every reference as ECMA-262 does. */
bool us_pattern_find_captures(us_translation *t);
bool us_pattern_read_reference(us_translation *t);
bool us_pattern_check_references(us_translation *t);

/* pattern_escape.c: one code point of the source, literally; an escape that stands for one code point,
 * backslash at t->at; and writing one so that PCRE2 takes it literally, in a class or not. */
bool us_pattern_read_point(us_translation *t, uint32_t *point);
bool us_pattern_read_escape(us_translation *t, uint32_t *point);
void us_pattern_write_point(us_translation *t, uint32_t point);

/* pattern_class.c: [...], and the escapes that stand for a set (\d \D \s \S \w \W \p \P), bare or in a
 * class. us_pattern_at_set tells whether one of them stands at t->at. */
bool us_pattern_read_class(us_translation *t);
bool us_pattern_at_set(const us_translation *t);
bool us_pattern_read_set(us_translation *t, bool in_class);
void us_pattern_write_nothing(us_translation *t); /* matches no character */

/* pattern_property.c: \p{…} and \P{…}, backslash at t->at. */
bool us_pattern_read_property(us_translation *t);

/* pattern.c: us_pattern_match by PCRE2 alone, of a valid text that is not NULL. */
enum us_match us_pattern_search(const us_pattern *pattern, us_text text);

/* The byte at t->at + ahead, or -1 behind the end. */
static inline int us_pattern_peek(const us_translation *t, size_t ahead)
{
    return ahead < t->source.length - t->at ? (unsigned char)t->source.bytes[t->at + ahead] : -1;
}

/* A surrogate is no character of UTF-8. */
static inline bool us_pattern_is_surrogate(uint32_t point)
{
    return point >= 0xD800 && point <= 0xDFFF;
}

#endif
