/* uri, uri-reference, iri and iri-reference: the productions URI and URI-reference of RFC 3986 (appendix A),
 * and IRI and IRI-reference of RFC 3987 (section 2.2), which allow more characters at the same places.
 *
 * The text is read once, from left to right: each part goes on for as long as its characters do, and what
 * stops it must be what starts the next part. */
#include "base/utf8.h"
#include "runtime/format.h"

/* Sets of ASCII characters, to be joined. */
enum {
    PLAIN = 1, /* unreserved and sub-delims */
    COLON = 2,
    AT_SIGN = 4,
    SLASH = 8,
    QUESTION = 16,
    SEGMENT = PLAIN | COLON | AT_SIGN,
    PATH = SEGMENT | SLASH,
    QUERY = PATH | QUESTION
};

#define P PLAIN
/* clang-format off */
static const unsigned char set_of[128] = {
    ['!'] = P, ['$'] = P, ['&'] = P, P, P, P, P, P, P, P, P, ['/'] = SLASH,
    [':'] = COLON, P, ['='] = P, ['?'] = QUESTION, ['@'] = AT_SIGN, ['_'] = P, ['~'] = P,
    ['0'] = P, P, P, P, P, P, P, P, P, P,
    ['A'] = P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    ['a'] = P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
};
/* clang-format on */
#undef P

/* What is still to be read. */
struct reader {
    us_text text;
    size_t at;
    bool international; /* an IRI */
    bool private;       /* where it stands, private characters are allowed, too */
};

bool us_is_ucschar(uint32_t point)
{
    uint32_t in_plane = point & 0xFFFF;

    if (point < 0x10000)
        return (point >= 0xA0 && point <= 0xD7FF) || (point >= 0xF900 && point <= 0xFDCF) ||
               (point >= 0xFDF0 && point <= 0xFFEF);
    return in_plane <= 0xFFFD && point < 0xF0000 && (point < 0xE0000 || point >= 0xE1000);
}

bool us_is_iprivate(uint32_t point)
{
    return (point >= 0xE000 && point <= 0xF8FF) || (point >= 0xF0000 && (point & 0xFFFF) <= 0xFFFD);
}

/* The bytes of what is no ASCII character of a set: percent-encoded, or beyond ASCII in an IRI; or 0. */
static size_t read_other(const struct reader *reader)
{
    us_text rest = us_text_slice(reader->text, reader->at, reader->text.length);
    uint32_t point;
    unsigned length;

    if (rest.bytes[0] == '%')
        return is_percent_encoded(rest, 0) ? 3 : 0;
    if (!reader->international || (unsigned char)rest.bytes[0] < 0x80)
        return 0;
    length = us_utf8_decode(rest, &point);
    return length && (us_is_ucschar(point) || (reader->private && us_is_iprivate(point))) ? length
                                                                                          : 0;
}

/* Goes on to the first character that is not of the sets. */
static void skip(struct reader *reader, unsigned sets)
{
    while (reader->at < reader->text.length) {
        unsigned char byte = (unsigned char)reader->text.bytes[reader->at];
        size_t length = byte < 0x80 && (set_of[byte] & sets) ? 1 : read_other(reader);

        if (length == 0)
            return;
        reader->at += length;
    }
}

/* The next byte, or -1 at the end. */
static int peek(const struct reader *reader)
{
    return reader->at < reader->text.length ? (unsigned char)reader->text.bytes[reader->at] : -1;
}

static bool take(struct reader *reader, char byte)
{
    bool there = peek(reader) == byte;

    reader->at += there;
    return there;
}

/* scheme ":" */
static bool read_scheme(struct reader *reader)
{
    us_text text = reader->text;
    size_t at = 0;

    if (text.length == 0 || !us_is_letter(text.bytes[0]))
        return false;
    while (at < text.length && (us_is_word(text.bytes[at]) || text.bytes[at] == '+' ||
                                text.bytes[at] == '-' || text.bytes[at] == '.'))
        at++;
    if (at == text.length || text.bytes[at] != ':')
        return false;
    reader->at = at + 1;
    return true;
}

/* IPvFuture: "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool is_future_address(us_text text)
{
    size_t dot = us_text_find(text, '.');
    struct reader rest = { .text = text, .at = dot + 1 };

    if (text.length == 0 || (text.bytes[0] != 'v' && text.bytes[0] != 'V') || dot < 2 ||
        dot + 1 >= text.length)
        return false;
    for (size_t i = 1; i < dot; i++)
        if (!us_is_hex(text.bytes[i]))
            return false;
    skip(&rest, PLAIN | COLON);
    return rest.at == text.length && us_text_find(text, '%') == text.length;
}

/* IP-literal, behind its "[". */
static bool read_address(struct reader *reader)
{
    us_text rest = us_text_slice(reader->text, reader->at, reader->text.length);
    size_t end = us_text_find(rest, ']');
    us_text address = us_text_slice(rest, 0, end);

    reader->at += end + 1;
    return end < rest.length && (us_is_ipv6(address) || is_future_address(address));
}

/* [ userinfo "@" ] host [ ":" port ]; an IPv4 address is a registered name, too. What starts like a user
 * and is not followed by "@" was the host. */
static bool read_authority(struct reader *reader)
{
    size_t start = reader->at;

    skip(reader, PLAIN | COLON);
    if (!take(reader, '@'))
        reader->at = start;
    if (take(reader, '[')) {
        if (!read_address(reader))
            return false;
    } else {
        skip(reader, PLAIN);
    }
    if (take(reader, ':'))
        reader->at = skip_digits(reader->text, reader->at);
    return peek(reader) < 0 || peek(reader) == '/' || peek(reader) == '?' || peek(reader) == '#';
}

/* The rest after the scheme, or all of a relative reference. */
static bool read_rest(struct reader *reader)
{
    us_text rest = us_text_slice(reader->text, reader->at, reader->text.length);

    if (us_text_starts(rest, US_TEXT("//"))) {
        reader->at += 2;
        if (!read_authority(reader))
            return false;
    }
    skip(reader, PATH);
    if (take(reader, '?')) {
        reader->private = true;
        skip(reader, QUERY);
        reader->private = false;
    }
    if (take(reader, '#'))
        skip(reader, QUERY);
    return reader->at == reader->text.length;
}

static bool is_absolute(us_text text, bool international)
{
    struct reader reader = { .text = text, .international = international };

    return read_scheme(&reader) && read_rest(&reader);
}

/* The first segment of a relative reference has no ":", or it would be a scheme. */
static bool is_reference(us_text text, bool international)
{
    struct reader reader = { .text = text, .international = international };

    if (read_scheme(&reader))
        return read_rest(&reader);
    skip(&reader, PLAIN | AT_SIGN);
    if (peek(&reader) == ':')
        return false;
    reader.at = 0;
    return read_rest(&reader);
}

bool us_is_uri(us_text text)
{
    return is_absolute(text, false);
}

bool us_is_uri_reference(us_text text)
{
    return is_reference(text, false);
}

bool us_is_iri(us_text text)
{
    return is_absolute(text, true);
}

bool us_is_iri_reference(us_text text)
{
    return is_reference(text, true);
}
