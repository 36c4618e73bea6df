/* uri: the production URI of RFC 3986 (appendix A). It has a scheme and only ASCII characters. */
#include <string.h>

#include "runtime/format.h"

static bool is_unreserved(char byte)
{
    return is_letter(byte) || is_digit(byte) || (byte && strchr("-._~", byte));
}

static bool is_sub_delimiter(char byte)
{
    return byte && strchr("!$&'()*+,;=", byte);
}

/* Unreserved, sub-delims, percent-encoded, or one of `more`. */
static bool is_made_of(us_text text, const char *more)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];

        if (is_unreserved(byte) || is_sub_delimiter(byte) || (byte && strchr(more, byte)))
            continue;
        if (byte != '%' || text.length - i < 3 || !is_hex_digit(text.bytes[i + 1]) ||
            !is_hex_digit(text.bytes[i + 2]))
            return false;
        i += 2;
    }
    return true;
}

static bool is_scheme(us_text text)
{
    if (text.length == 0 || !is_letter(text.bytes[0]))
        return false;
    for (size_t i = 1; i < text.length; i++)
        if (!is_letter(text.bytes[i]) && !is_digit(text.bytes[i]) &&
            !memchr("+-.", text.bytes[i], 3))
            return false;
    return true;
}

/* IPvFuture: "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool is_future_address(us_text text)
{
    size_t dot = us_text_find(text, '.');

    if (text.length == 0 || (text.bytes[0] != 'v' && text.bytes[0] != 'V') || dot < 2 ||
        dot + 1 >= text.length)
        return false;
    for (size_t i = 1; i < dot; i++)
        if (!is_hex_digit(text.bytes[i]))
            return false;
    return us_text_find(text, '%') == text.length &&
           is_made_of(us_text_slice(text, dot + 1, text.length), ":");
}

static bool is_port(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!is_digit(text.bytes[i]))
            return false;
    return true;
}

/* "[" address "]" and what follows it. */
static bool is_bracketed_host_and_port(us_text text)
{
    static const us_ip_style style = { .leading_zeros = false, .least_elided = 1 };
    size_t end = us_text_find(text, ']');
    us_text address = us_text_slice(text, 1, end);
    us_text rest = us_text_slice(text, end + 1, text.length);

    if (end == text.length || !(us_is_ip6(address, &style) || is_future_address(address)))
        return false;
    return rest.length == 0 ||
           (rest.bytes[0] == ':' && is_port(us_text_slice(rest, 1, rest.length)));
}

/* [ userinfo "@" ] host [ ":" port ]; an IPv4 address is a registered name, too. */
static bool is_authority(us_text text)
{
    size_t at = us_text_find(text, '@'), colon;

    if (at < text.length) {
        if (!is_made_of(us_text_slice(text, 0, at), ":"))
            return false;
        text = us_text_slice(text, at + 1, text.length);
    }
    if (text.length > 0 && text.bytes[0] == '[')
        return is_bracketed_host_and_port(text);
    colon = us_text_find(text, ':');
    return is_made_of(us_text_slice(text, 0, colon), "") &&
           is_port(us_text_slice(text, colon + 1, text.length));
}

/* hier-part: what begins with "//" has an authority, which the next "/" ends. */
static bool is_hierarchy(us_text text)
{
    us_text path = text;

    if (us_text_starts(text, US_TEXT("//"))) {
        us_text rest = us_text_slice(text, 2, text.length);
        size_t slash = us_text_find(rest, '/');

        if (!is_authority(us_text_slice(rest, 0, slash)))
            return false;
        path = us_text_slice(rest, slash, rest.length);
    }
    return is_made_of(path, ":@/");
}

bool us_is_uri(us_text text)
{
    size_t colon = us_text_find(text, ':');
    us_text rest = us_text_slice(text, colon + 1, text.length);
    size_t hash = us_text_find(rest, '#');
    us_text before_fragment = us_text_slice(rest, 0, hash);
    size_t question = us_text_find(before_fragment, '?');

    return colon < text.length && is_scheme(us_text_slice(text, 0, colon)) &&
           is_hierarchy(us_text_slice(before_fragment, 0, question)) &&
           is_made_of(us_text_slice(before_fragment, question + 1, hash), ":@/?") &&
           is_made_of(us_text_slice(rest, hash + 1, rest.length), ":@/?");
}
