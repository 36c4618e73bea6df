/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef US_UTF8_H
#define US_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* The length in bytes of the valid sequence at the start of `text` (1 to 4) with its code point in
 * *point, or 0 when the text is empty or does not start with a valid sequence. */
unsigned us_utf8_decode(us_text text, uint32_t *point);

/* Writes the code point (must be a scalar value) and returns the bytes written, 1 to 4. */
unsigned us_utf8_encode(uint32_t point, char out[4]);

bool us_utf8_valid(us_text text);

/* Valid UTF-8 without a NUL: what can be shown to a person. */
bool us_utf8_is_text(us_text text);

/* Code points in a valid UTF-8 text: what minLength and maxLength count. */
size_t us_utf8_count(us_text text);

/* The longest prefix of at most `limit` bytes that does not cut a sequence. */
us_text us_utf8_cut(us_text text, size_t limit);

#endif
