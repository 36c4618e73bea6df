/* ipv4 (RFC 2673, 3.2, without leading zeros: some read them as octal) and ipv6 (RFC 4291, 2.2), alone and
 * inside e-mail addresses and URIs (RFC 3986, 3.2.2; RFC 5321, 4.1.3). */
#include "runtime/format.h"

/* One number of an IPv4 address; the number of bytes it takes, or 0. */
static size_t read_octet(us_text text, bool leading_zeros)
{
    unsigned value = 0;
    size_t i = 0;

    for (; i < text.length && i < 3 && us_is_digit(text.bytes[i]); i++)
        value = value * 10 + (unsigned)(text.bytes[i] - '0');
    if (value > 255 || (!leading_zeros && i > 1 && text.bytes[0] == '0'))
        return 0;
    return i;
}

bool us_is_ip4(us_text text, const us_ip_style *style)
{
    for (unsigned octet = 0; octet < 4; octet++) {
        size_t length;

        if (octet > 0) {
            if (text.length == 0 || text.bytes[0] != '.')
                return false;
            text = us_text_slice(text, 1, text.length);
        }
        length = read_octet(text, style->leading_zeros);
        if (length == 0)
            return false;
        text = us_text_slice(text, length, text.length);
    }
    return text.length == 0;
}

/* Reads groups with ':' between them to the end of the text; an IPv4 address may be the last and
 * counts as two. False when something else stands there. */
static bool count_groups(us_text text, const us_ip_style *style, unsigned *groups)
{
    while (text.length > 0) {
        size_t digits = 0;

        while (digits < text.length && digits < 4 && us_is_hex(text.bytes[digits]))
            digits++;
        if (digits < text.length && text.bytes[digits] == '.') {
            *groups += 2;
            return us_is_ip4(text, style);
        }
        if (digits == 0)
            return false;
        ++*groups;
        if (digits == text.length)
            return true;
        if (text.bytes[digits] != ':' || digits + 1 == text.length)
            return false;
        text = us_text_slice(text, digits + 1, text.length);
    }
    return true;
}

/* Where "::" stands, or the length. */
static size_t find_elision(us_text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == ':' && text.bytes[i + 1] == ':')
            return i;
    return text.length;
}

bool us_is_ip6(us_text text, const us_ip_style *style)
{
    size_t elision = find_elision(text);
    us_text left = us_text_slice(text, 0, elision);
    unsigned groups = 0;

    if (elision == text.length)
        return count_groups(text, style, &groups) && groups == 8;
    /* An IPv4 address ends the whole, so there is none on the left. */
    return us_text_find(left, '.') == left.length && count_groups(left, style, &groups) &&
           count_groups(us_text_slice(text, elision + 2, text.length), style, &groups) &&
           groups + style->least_elided <= 8;
}

static const us_ip_style plain = { .leading_zeros = false, .least_elided = 1 };

bool us_is_ipv4(us_text text)
{
    return us_is_ip4(text, &plain);
}

bool us_is_ipv6(us_text text)
{
    return us_is_ip6(text, &plain);
}
