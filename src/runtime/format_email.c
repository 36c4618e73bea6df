/* email: the Mailbox of RFC 5321, section 4.1.2, in ASCII, with the lengths of section 4.5.3.1;
 * idn-email: what RFC 6531, section 3.3, makes of it, which allows any character beyond ASCII. */
#include <string.h>

#include "base/utf8.h"
#include "runtime/format_host.h"

/* atext of RFC 5322, section 3.2.3: all that is printable but space and "(),.:;<>@[\]. */
static bool is_atext(char byte)
{
    static const uint64_t atext[2] = { 0xA3FFACFA00000000u, 0x7FFFFFFFC7FFFFFEu };
    unsigned char code = (unsigned char)byte;

    return code < 0x80 && (atext[code >> 6] >> (code & 63) & 1);
}

static bool is_beyond_ascii(char byte)
{
    return (unsigned char)byte >= 0x80;
}

static bool is_dot_string(us_text text, bool international)
{
    char before = '.'; /* an atom may not be empty */

    for (size_t i = 0; i < text.length; before = text.bytes[i++]) {
        char byte = text.bytes[i];

        if (byte == '.' ? before == '.'
                        : !is_atext(byte) && !(international && is_beyond_ascii(byte)))
            return false;
    }
    return before != '.';
}

static bool is_quoted_string(us_text text, bool international)
{
    if (text.length < 2 || text.bytes[0] != '"' || text.bytes[text.length - 1] != '"')
        return false;
    for (size_t i = 1; i < text.length - 1; i++) {
        bool escaped = text.bytes[i] == '\\';

        if (escaped && ++i == text.length - 1)
            return false; /* that was the closing quote */
        if (!escaped && text.bytes[i] == '"')
            return false;
        if (!escaped && international && is_beyond_ascii(text.bytes[i]))
            continue;
        if (text.bytes[i] < ' ' || text.bytes[i] > '~')
            return false;
    }
    return true;
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

static bool is_mailbox(us_text text, bool international)
{
    size_t at;
    us_text local, domain;

    if (text.length > 254)
        return false;
    at = find_at(text);
    local = us_text_slice(text, 0, at);
    domain = us_text_slice(text, at + 1, text.length);
    if (at == text.length || local.length > 64 ||
        !(is_dot_string(local, international) || is_quoted_string(local, international)))
        return false;
    if (domain.length > 2 && domain.bytes[0] == '[' && domain.bytes[domain.length - 1] == ']')
        return is_address(us_text_slice(domain, 1, domain.length - 1));
    return international ? us_is_idn_domain(domain, false) : us_is_ldh_domain(domain);
}

bool us_is_email(us_text text)
{
    return is_mailbox(text, false);
}

bool us_is_idn_email(us_text text)
{
    return is_mailbox(text, true) && us_utf8_valid(text);
}
