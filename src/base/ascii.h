/* The letters and digits of ASCII, which most syntaxes are made of. The C library's isalpha() and its
 * like ask the locale and mind negative chars; these do neither. */
#ifndef US_ASCII_H
#define US_ASCII_H

#include "base/arena.h"
#include "base/text.h"

static inline bool us_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool us_is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool us_is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static inline bool us_is_letter(char byte)
{
    return us_is_lower(byte) || us_is_upper(byte);
}

/* A letter or a digit. */
static inline bool us_is_word(char byte)
{
    return us_is_letter(byte) || us_is_digit(byte);
}

/* What a hexadecimal digit counts, or -1. */
static inline int us_hex_value(char byte)
{
    if (us_is_digit(byte))
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

static inline bool us_is_hex(char byte)
{
    return us_hex_value(byte) >= 0;
}

/* A capital as a small letter, and any other byte as it is. */
static inline char us_lower(char byte)
{
    return us_is_upper(byte) ? (char)(byte - 'A' + 'a') : byte;
}

/* A copy in the arena, in small letters. */
us_text us_text_lower(us_arena *arena, us_text text);

/* One digit or more, and nothing else. */
bool us_text_is_digits(us_text text);

/* What digits say, up to `most`; false when the text is anything else, and then *number is 0. */
bool us_text_number(us_text text, unsigned most, unsigned *number);

/* Nothing but letters, digits and the marks: how RFCs say what a token, a name, a host is. An empty text
 * has nothing else, either. */
bool us_text_is_words(us_text text, us_text marks);

#endif
