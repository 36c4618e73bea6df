/* UTF-8 after the table of RFC 3629, section 4: the range of the second byte depends on the first, and
 * that alone rules out overlong forms, surrogates and code points above U+10FFFF. */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

unsigned us_utf8_decode(us_text text, uint32_t *point)
{
    const unsigned char *s = (const unsigned char *)text.bytes;

    if (text.length == 0)
        return 0;
    if (s[0] < 0x80) {
        *point = s[0];
        return 1;
    }
    if (s[0] < 0xC2 || s[0] > 0xF4 || text.length < 2 || !continues(s[1]))
        return 0;
    if (s[0] < 0xE0) {
        *point = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
        return 2;
    }
    if (text.length < 3 || !continues(s[2]))
        return 0;
    if (s[0] < 0xF0) {
        *point = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        bool overlong = *point < 0x800, surrogate = *point >= 0xD800 && *point <= 0xDFFF;
        return overlong || surrogate ? 0 : 3;
    }
    if (text.length < 4 || !continues(s[3]))
        return 0;
    *point = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
             (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
    return *point < 0x10000 || *point > 0x10FFFF ? 0 : 4;
}

unsigned us_utf8_encode(uint32_t point, char out[4])
{
    assert(point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF));
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

/* How many of the leading bytes are ASCII, eight at a time: most text is. */
static size_t ascii_prefix(us_text text)
{
    size_t i = 0;

    for (uint64_t word; text.length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text.bytes + i, sizeof word);
        if (word & 0x8080808080808080)
            break;
    }
    while (i < text.length && (unsigned char)text.bytes[i] < 0x80)
        i++;
    return i;
}

bool us_utf8_valid(us_text text)
{
    uint32_t point;

    for (;;) {
        text = us_text_slice(text, ascii_prefix(text), text.length);
        if (text.length == 0)
            return true;
        unsigned length = us_utf8_decode(text, &point);
        if (length == 0)
            return false;
        text = us_text_slice(text, length, text.length);
    }
}

bool us_utf8_is_text(us_text text)
{
    return us_utf8_valid(text) && us_text_find(text, '\0') == text.length;
}

size_t us_utf8_count(us_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += !continues((unsigned char)text.bytes[i]);
    return count;
}

us_text us_utf8_cut(us_text text, size_t limit)
{
    if (text.length <= limit)
        return text;
    while (limit > 0 && continues((unsigned char)text.bytes[limit]))
        limit--;
    return us_text_slice(text, 0, limit);
}
