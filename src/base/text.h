/* A run of bytes with its length: what every layer passes instead of a C string, because documents
 * and requests may hold NUL bytes and because nobody should call strlen twice.
 *
 * A us_text owns nothing; the comment of the call that returns one says how long it lives. */
#ifndef US_TEXT_H
#define US_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct us_text {
    const char *bytes; /* not terminated; may be NULL when length is 0 */
    size_t length;
} us_text;

/* A us_text from a string literal; keeps NUL bytes inside the literal. */
#define US_TEXT(literal) ((us_text){ "" literal, sizeof(literal) - 1 })

/* A us_text from a C string. */
static inline us_text us_text_of(const char *string)
{
    return (us_text){ string, strlen(string) };
}

static inline bool us_text_equal(us_text a, us_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Equal when ASCII letters are compared without case (header names, schemes: RFC 9110, 5.1). */
bool us_text_equal_nocase(us_text a, us_text b);

bool us_text_starts(us_text text, us_text prefix);
bool us_text_ends(us_text text, us_text suffix);

/* The index of the first `byte`, or text.length when there is none. */
static inline size_t us_text_find(us_text text, char byte)
{
    const char *found = text.length ? (const char *)memchr(text.bytes, byte, text.length) : NULL;
    return found ? (size_t)(found - text.bytes) : text.length;
}

/* How often the byte is in the text. */
size_t us_text_count(us_text text, char byte);

/* text[from, to); both are cut to the length. */
static inline us_text us_text_slice(us_text text, size_t from, size_t to)
{
    if (to > text.length)
        to = text.length;
    if (from > to)
        from = to;
    return (us_text){ text.bytes ? text.bytes + from : NULL, to - from };
}

/* Without spaces and tabs at both ends (the OWS of RFC 9110, 5.6.3). */
us_text us_text_trim(us_text text);

#endif
