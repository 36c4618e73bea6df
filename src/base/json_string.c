/* Strings of RFC 8259, section 7, that hold more than plain ASCII, read where they stand.
 *
 * From the first escape on the bytes move to the left; what an escape says is never longer than the
 * escape. UTF-8 is validated in the same pass. */
#include <string.h>

#include "base/ascii.h"
#include "base/json_parts.h"
#include "base/utf8.h"

static char *refuse(us_json_fault *fault, const char *at, const char *message)
{
    *fault = (us_json_fault){ message, at };
    return NULL;
}

/* The first quote or backslash, or NULL when something else is in the way. */
static char *skip_text(char *at, const char *end, us_json_fault *fault)
{
    for (;;) {
        uint32_t point;
        at = us_json_skip_plain(at);
        if (*at == '"' || *at == '\\')
            return at;
        if (at == end)
            return refuse(fault, at, "the text ends inside a string");
        if ((unsigned char)*at < 0x20)
            return refuse(fault, at, "a control character must be escaped in a string");
        do {
            unsigned length = us_utf8_decode((us_text){ at, (size_t)(end - at) }, &point);
            if (length == 0)
                return refuse(fault, at, "this byte is not valid UTF-8");
            at += length;
        } while ((unsigned char)*at >= 0x80);
    }
}

static bool hex4(const char *at, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = us_hex_value(at[i]);
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (unsigned)digit;
    }
    return true;
}

/* \uXXXX, or two of them that make a surrogate pair; `at` is at the backslash. */
static char *read_unicode_escape(char *at, char **to, us_json_fault *fault)
{
    uint32_t point, low;

    if (!hex4(at + 2, &point))
        return refuse(fault, at, "four hexadecimal digits are expected after \\u");
    if (point >= 0xDC00 && point <= 0xDFFF)
        return refuse(fault, at, "this surrogate escape is not paired");
    if (point >= 0xD800 && point <= 0xDBFF) {
        if (at[6] != '\\' || at[7] != 'u' || !hex4(at + 8, &low) || low < 0xDC00 || low > 0xDFFF)
            return refuse(fault, at, "this surrogate escape is not paired");
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
    }
    *to += us_utf8_encode(point, *to);
    return at + 6;
}

/* Reads the escape whose backslash is at `at`, writes what it says to *to. */
static char *read_escape(char *at, char **to, us_json_fault *fault)
{
    static const char says[128] = {
        ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
        ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
    };
    unsigned char letter = (unsigned char)at[1];

    if (letter == 'u')
        return read_unicode_escape(at, to, fault);
    if (letter >= 128 || !says[letter])
        return refuse(fault, at, "this escape is not known in JSON");
    *(*to)++ = says[letter];
    return at + 2;
}

/* From the first backslash on. *to becomes the end of the unescaped bytes. */
static char *unescape(char *at, const char *end, char **to, us_json_fault *fault)
{
    while (*at == '\\') {
        char *text = read_escape(at, to, fault);
        if (!text)
            return NULL;
        at = skip_text(text, end, fault);
        if (!at)
            return NULL;
        memmove(*to, text, (size_t)(at - text));
        *to += at - text;
    }
    return at;
}

char *us_json_read_hard_string(char *quote, char *at, const char *end, us_text *string,
                               us_json_fault *fault)
{
    at = skip_text(at, end, fault);
    char *to = at;

    if (at && *at == '\\')
        at = unescape(at, end, &to, fault);
    if (!at)
        return NULL;
    *to = '\0';
    *string = (us_text){ quote + 1, (size_t)(to - quote - 1) };
    return at + 1;
}
