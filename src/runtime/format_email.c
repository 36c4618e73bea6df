/* email: the Mailbox of RFC 5321, section 4.1.2, in ASCII, with the lengths of section 4.5.3.1. */
#include <string.h>

#include "runtime/format.h"

/* atext of RFC 5322, section 3.2.3. */
static bool is_atext(char byte)
{
    return is_letter(byte) || is_digit(byte) || (byte && strchr("!#$%&'*+-/=?^_`{|}~", byte));
}

static bool is_dot_string(us_text text)
{
    char before = '.'; /* an atom may not be empty */

    for (size_t i = 0; i < text.length; before = text.bytes[i++])
        if (text.bytes[i] == '.' ? before == '.' : !is_atext(text.bytes[i]))
            return false;
    return before != '.';
}

static bool is_quoted_string(us_text text)
{
    if (text.length < 2 || text.bytes[0] != '"' || text.bytes[text.length - 1] != '"')
        return false;
    for (size_t i = 1; i < text.length - 1; i++) {
        bool escaped = text.bytes[i] == '\\';

        if (escaped && ++i == text.length - 1)
            return false; /* that was the closing quote */
        if (!escaped && text.bytes[i] == '"')
            return false;
        if (text.bytes[i] < ' ' || text.bytes[i] > '~')
            return false;
    }
    return true;
}

/* sub-domain: letters, digits and, inside, hyphens. */
static bool is_label(us_text text)
{
    if (text.length == 0 || text.length > 63 || text.bytes[0] == '-' ||
        text.bytes[text.length - 1] == '-')
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!is_letter(text.bytes[i]) && !is_digit(text.bytes[i]) && text.bytes[i] != '-')
            return false;
    return true;
}

static bool is_domain(us_text text)
{
    size_t dot;

    if (text.length > 255)
        return false;
    while ((dot = us_text_find(text, '.')) < text.length) {
        if (!is_label(us_text_slice(text, 0, dot)))
            return false;
        text = us_text_slice(text, dot + 1, text.length);
    }
    return is_label(text);
}

/* address-literal without its brackets; IPv6 is the one tag that is registered. */
static bool is_address(us_text text)
{
    static const us_ip_style style = { .leading_zeros = true, .least_elided = 2 };

    if (us_text_equal_nocase(us_text_slice(text, 0, 5), US_TEXT("IPv6:")))
        return us_is_ip6(us_text_slice(text, 5, text.length), &style);
    return us_is_ip4(text, &style);
}

/* Where the '@' before the domain stands: the last one, for a domain has none. */
static size_t find_at(us_text text)
{
    for (size_t i = text.length; i > 0; i--)
        if (text.bytes[i - 1] == '@')
            return i - 1;
    return text.length;
}

bool us_is_email(us_text text)
{
    size_t at = find_at(text);
    us_text local = us_text_slice(text, 0, at);
    us_text domain = us_text_slice(text, at + 1, text.length);

    if (at == text.length || local.length > 64 || text.length > 254 ||
        !(is_dot_string(local) || is_quoted_string(local)))
        return false;
    if (domain.length > 2 && domain.bytes[0] == '[' && domain.bytes[domain.length - 1] == ']')
        return is_address(us_text_slice(domain, 1, domain.length - 1));
    return is_domain(domain);
}
