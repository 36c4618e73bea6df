/* Escapes of ECMA-262 that stand for one character, and writing characters for PCRE2. */
#include <string.h>

#include "base/pattern_parts.h"
#include "base/utf8.h"

bool us_pattern_refuse(us_translation *t, size_t at, us_text message)
{
    t->message = message;
    t->fault = at;
    return false;
}

bool us_pattern_let_pass(us_translation *t, size_t at, us_text message)
{
    if (t->grammar_only)
        return us_pattern_refuse(t, at, message);
    if (t->remark.length == 0) {
        t->remark = message;
        t->remarked = at;
    }
    return true;
}

bool us_pattern_read_point(us_translation *t, uint32_t *point)
{
    /* The source was validated. */
    t->at += us_utf8_decode(us_text_slice(t->source, t->at, t->source.length), point);
    return true;
}

void us_pattern_write_point(us_translation *t, uint32_t point)
{
    bool letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');

    if (letter || (point >= '0' && point <= '9'))
        us_buf_add_byte(&t->out, (char)point);
    else if (point >= 0x20 && point < 0x7F)
        us_buf_print(&t->out, "\\%c", (char)point);
    else
        us_buf_print(&t->out, "\\x{%x}", (unsigned)point);
}

static int hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* `digits` hexadecimal digits, `ahead` bytes from here. */
static bool peek_hex(const us_translation *t, size_t ahead, unsigned digits, uint32_t *value)
{
    *value = 0;
    for (unsigned i = 0; i < digits; i++) {
        int digit = hex_digit(us_pattern_peek(t, ahead + i));
        if (digit < 0)
            return false;
        *value = *value << 4 | (uint32_t)digit;
    }
    return true;
}

/* \xHH, at the backslash. */
static bool read_hex_escape(us_translation *t, uint32_t *point)
{
    if (!peek_hex(t, 2, 2, point))
        return us_pattern_refuse(t, t->at,
                                 US_TEXT("two hexadecimal digits are expected after \\x"));
    t->at += 4;
    return true;
}

/* \u{H…}, at the backslash. */
static bool read_braced_escape(us_translation *t, uint32_t *point)
{
    size_t ahead = 3;

    for (*point = 0; hex_digit(us_pattern_peek(t, ahead)) >= 0 && *point <= 0x10FFFF; ahead++)
        *point = *point << 4 | (uint32_t)hex_digit(us_pattern_peek(t, ahead));
    if (ahead == 3 || *point > 0x10FFFF || us_pattern_peek(t, ahead) != '}')
        return us_pattern_refuse(t, t->at,
                                 US_TEXT("a code point of at most 10FFFF is expected in \\u{...}"));
    t->at += ahead + 1;
    return true;
}

/* \uHHHH, \u{H…} or a surrogate pair of two \uHHHH, at the backslash. */
static bool read_unicode_escape(us_translation *t, uint32_t *point)
{
    uint32_t low;

    if (us_pattern_peek(t, 2) == '{')
        return read_braced_escape(t, point);
    if (!peek_hex(t, 2, 4, point))
        return us_pattern_refuse(
            t, t->at, US_TEXT("four hexadecimal digits or {...} are expected after \\u"));
    t->at += 6;
    if (*point >= 0xD800 && *point <= 0xDBFF && us_pattern_peek(t, 0) == '\\' &&
        us_pattern_peek(t, 1) == 'u' && peek_hex(t, 2, 4, &low) && low >= 0xDC00 && low <= 0xDFFF) {
        *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
        t->at += 6;
    }
    return true;
}

/* \cX, at the backslash. */
static bool read_control_escape(us_translation *t, uint32_t *point)
{
    int letter = us_pattern_peek(t, 2) | 0x20;

    if (us_pattern_peek(t, 2) < 0 || letter < 'a' || letter > 'z')
        return us_pattern_refuse(t, t->at, US_TEXT("a letter from A to Z is expected after \\c"));
    *point = (uint32_t)letter & 0x1F;
    t->at += 3;
    return true;
}

static bool is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

/* \0 and up to two further octal digits, at the backslash (Annex B, LegacyOctalEscapeSequence). */
static bool read_octal_escape(us_translation *t, uint32_t *point)
{
    size_t start = t->at;
    unsigned digits = 0;

    t->at += 2;
    for (*point = 0; digits < 2 && us_pattern_peek(t, 0) >= '0' && us_pattern_peek(t, 0) <= '7';
         digits++, t->at++)
        *point = *point * 8 + (uint32_t)(us_pattern_peek(t, 0) - '0');
    return us_pattern_let_pass(t, start, US_TEXT("a character of that number is written \\xHH"));
}

static bool is_punctuation(int byte)
{
    bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    return byte >= 0x20 && byte < 0x7F && !is_digit(byte) && !letter;
}

/* \n and its like, \0, and punctuation that stands for itself. The u flag allows only the characters of
 * the syntax and the slash; any ASCII punctuation is accepted here, as \- and \@ are frequent in
 * specs and mean the same in every dialect. */
static bool read_simple_escape(us_translation *t, uint32_t *point)
{
    static const char letters[] = "tnvfr", means[] = "\t\n\v\f\r";
    int byte = us_pattern_peek(t, 1);
    const char *letter = byte > 0 ? strchr(letters, byte) : NULL;

    if (letter)
        *point = (uint32_t)means[letter - letters];
    else if (byte == '0' && !is_digit(us_pattern_peek(t, 2)))
        *point = 0;
    else if (is_punctuation(byte))
        *point = (uint32_t)byte;
    else if (byte == '0')
        return read_octal_escape(t, point);
    else if (byte < 0)
        return us_pattern_refuse(t, t->at, US_TEXT("the pattern ends with a backslash"));
    else
        return us_pattern_refuse(t, t->at, US_TEXT("this escape is not known in ECMA-262"));
    t->at += 2;
    return true;
}

bool us_pattern_read_escape(us_translation *t, uint32_t *point)
{
    switch (us_pattern_peek(t, 1)) {
    case 'x':
        return read_hex_escape(t, point);
    case 'u':
        return read_unicode_escape(t, point);
    case 'c':
        return read_control_escape(t, point);
    default:
        return read_simple_escape(t, point);
    }
}
