/* The smaller formats of strings: regex, byte, base64url, char. */
#include "base/pattern.h"
#include "base/utf8.h"
#include "runtime/format.h"

/* Reads the pattern, which takes memory for the time of the call. */
bool us_is_regex(us_text text)
{
    us_arena arena = { 0 };
    bool valid = us_pattern_valid(&arena, text);

    us_arena_free(&arena);
    return valid;
}

/* Letters, digits and two more, all of the text. Without a branch for each byte, because data are long
 * and their bytes random. */
static bool is_made_of_sixty_four(us_text text, char plus, char slash)
{
    unsigned bad = 0;

    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        unsigned letter = (unsigned)((byte | 0x20) - 'a') < 26u;
        unsigned digit = (unsigned)(byte - '0') < 10u;

        bad |= !(letter | digit | (byte == (unsigned char)plus) | (byte == (unsigned char)slash));
    }
    return !bad;
}

/* Without the padding at its end, which is of at most two. */
static us_text strip_padding(us_text text)
{
    for (int i = 0; i < 2 && text.length > 0 && text.bytes[text.length - 1] == '='; i++)
        text.length--;
    return text;
}

/* RFC 4648, section 4: in groups of four, the last one padded. */
bool us_is_base64(us_text text)
{
    return text.length % 4 == 0 && is_made_of_sixty_four(strip_padding(text), '+', '/');
}

/* RFC 4648, section 5, where the padding may be left out, but not in part. */
bool us_is_base64url(us_text text)
{
    us_text data = strip_padding(text);

    return data.length % 4 != 1 && (data.length == text.length || text.length % 4 == 0) &&
           is_made_of_sixty_four(data, '-', '_');
}

bool us_is_char(us_text text)
{
    uint32_t point;

    return text.length > 0 && us_utf8_decode(text, &point) == text.length;
}
