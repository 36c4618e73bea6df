/* Names of charsets, and the conversion of the one that is known beside UTF-8. */
#include "server/charset.h"

#include "base/buf.h"

static const struct {
    const char *name; /* as IANA registers them, with the aliases that clients send */
    enum us_charset charset;
} names[] = {
    { "utf-8", US_CHARSET_UTF_8 },        { "utf8", US_CHARSET_UTF_8 },
    { "us-ascii", US_CHARSET_UTF_8 },     { "ascii", US_CHARSET_UTF_8 },
    { "iso-8859-1", US_CHARSET_LATIN_1 }, { "iso_8859-1", US_CHARSET_LATIN_1 },
    { "iso8859-1", US_CHARSET_LATIN_1 },  { "latin1", US_CHARSET_LATIN_1 },
    { "latin-1", US_CHARSET_LATIN_1 },
};

enum us_charset us_charset_named(us_text name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (us_text_equal_nocase(name, us_text_of(names[i].name)))
            return names[i].charset;
    return US_CHARSET_UNKNOWN;
}

us_text us_latin1_to_utf8(us_arena *arena, us_text bytes)
{
    us_buf out = us_buf_new(arena, bytes.length * 2 + 1);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.bytes[i];
        if (byte >= 0x80)
            us_buf_add_byte(&out, (char)(0xC0 | byte >> 6));
        us_buf_add_byte(&out, (char)(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte));
    }
    return us_buf_text(&out);
}
