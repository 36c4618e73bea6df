/* uri-template: RFC 6570, section 2, with all operators of its grammar, the reserved ones among them. */
#include <string.h>

#include "base/utf8.h"
#include "runtime/format.h"

/* One literal (2.1, where the apostrophe stands by erratum 6937); the bytes it takes, or 0. */
static size_t read_literal(us_text text)
{
    unsigned char byte = (unsigned char)text.bytes[0];
    uint32_t point;
    unsigned length;

    if (byte == '%')
        return is_percent_encoded(text, 0) ? 3 : 0;
    if (byte < 0x80)
        return byte > ' ' && byte < 0x7F && !strchr("\"<>\\^`{|}", byte);
    length = us_utf8_decode(text, &point);
    return length && (us_is_ucschar(point) || us_is_iprivate(point)) ? length : 0;
}

/* varchar: a letter, a digit, "_", or percent-encoded; the bytes it takes, or 0. */
static size_t read_name_part(us_text text, size_t at)
{
    if (at == text.length)
        return 0;
    if (is_percent_encoded(text, at))
        return 3;
    return us_is_word(text.bytes[at]) || text.bytes[at] == '_';
}

/* varname: dots stand between parts only. Where it ends, or 0. */
static size_t read_name(us_text text)
{
    size_t at = 0, length;

    while ((length = read_name_part(text, at)) > 0) {
        at += length;
        if (at < text.length && text.bytes[at] == '.') {
            if (!read_name_part(text, at + 1))
                return 0;
            at++;
        }
    }
    return at;
}

/* varspec: a name and maybe "*" or ":" and a number from 1 to 9999. */
static bool is_variable(us_text text)
{
    size_t at = read_name(text);
    us_text modifier = us_text_slice(text, at, text.length);

    if (at == 0)
        return false;
    if (modifier.length == 0 || us_text_equal(modifier, US_TEXT("*")))
        return true;
    return modifier.bytes[0] == ':' && modifier.length >= 2 && modifier.length <= 5 &&
           modifier.bytes[1] != '0' && skip_digits(modifier, 1) == modifier.length;
}

/* expression, without its braces. */
static bool is_expression(us_text text)
{
    size_t comma;

    if (text.length > 0 && memchr("+#./;?&=,!@|", text.bytes[0], 12))
        text = us_text_slice(text, 1, text.length);
    while ((comma = us_text_find(text, ',')) < text.length) {
        if (!is_variable(us_text_slice(text, 0, comma)))
            return false;
        text = us_text_slice(text, comma + 1, text.length);
    }
    return is_variable(text);
}

bool us_is_uri_template(us_text text)
{
    while (text.length > 0) {
        size_t length;

        if (text.bytes[0] == '{') {
            size_t end = us_text_find(text, '}');

            if (end == text.length || !is_expression(us_text_slice(text, 1, end)))
                return false;
            length = end + 1;
        } else {
            length = read_literal(text);
        }
        if (length == 0)
            return false;
        text = us_text_slice(text, length, text.length);
    }
    return true;
}
