/* The four of RFC 4648 are one: an alphabet whose length is a power of two, and groups that are filled up. */
#include "base/transfer.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

typedef struct alphabet {
    const char *name;
    const char *digit;
    unsigned bits;  /* that a digit is worth */
    unsigned group; /* how many digits come together */
    bool bare;      /* the last group may be left unfilled */
} alphabet;

static const alphabet alphabets[] = {
    { "base16", "0123456789ABCDEF", 4, 2, false },
    { "base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 8, false },
    { "base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 4, false },
    { "base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, 4, true },
};

enum { ALPHABETS = sizeof alphabets / sizeof *alphabets };

/* base16 may have small letters, as all hexadecimal numbers. */
static char as_digit(char c)
{
    return c >= 'a' && c <= 'f' ? (char)(c - 'a' + 'A') : c;
}

static const char quoted_printable[] = "quoted-printable";

const char *us_transfer_named(us_text name)
{
    static const char *const plain[] = { "", "7bit", "8bit", "binary" };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (us_text_equal_nocase(name, us_text_of(plain[i])))
            return "";
    for (size_t i = 0; i < ALPHABETS; i++)
        if (us_text_equal_nocase(name, us_text_of(alphabets[i].name)))
            return alphabets[i].name;
    return us_text_equal_nocase(name, us_text_of(quoted_printable)) ? quoted_printable : NULL;
}

static const alphabet *find(const char *encoding)
{
    for (size_t i = 0; i < ALPHABETS; i++)
        if (strcmp(alphabets[i].name, encoding) == 0)
            return &alphabets[i];
    return NULL;
}

/* ---- RFC 4648 ---------------------------------------------------------------------------------------------- */

static us_text encode(us_arena *arena, const alphabet *a, us_text bytes)
{
    us_buf out = us_buf_new(arena, bytes.length * 2 + 8);
    unsigned held = 0, bits = 0;

    for (size_t i = 0; i < bytes.length; i++) {
        bits = (bits << 8 | (unsigned char)bytes.bytes[i]) & 0xFFFFF;
        for (held += 8; held >= a->bits; held -= a->bits)
            us_buf_add_byte(&out, a->digit[bits >> (held - a->bits) & ((1u << a->bits) - 1)]);
    }
    if (held > 0)
        us_buf_add_byte(&out, a->digit[bits << (a->bits - held) & ((1u << a->bits) - 1)]);
    while (out.length % a->group > 0)
        us_buf_add_byte(&out, '=');
    return us_buf_text(&out);
}

/* The digits, without what fills the last group; false when that is not full. */
static bool take_digits(const alphabet *a, us_text *text)
{
    size_t length = text->length, filled;

    while (length > 0 && text->bytes[length - 1] == '=')
        length--;
    filled = text->length - length;
    text->length = length;
    return filled == (a->group - length % a->group) % a->group || (filled == 0 && a->bare);
}

/* What is left over is less than a digit. */
static bool decode(us_arena *arena, const alphabet *a, us_text text, us_text *bytes)
{
    us_buf out = us_buf_new(arena, text.length + 1);
    unsigned held = 0, bits = 0;

    if (!take_digits(a, &text))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = a->bits == 4 ? as_digit(text.bytes[i]) : text.bytes[i];
        const char *digit = c ? strchr(a->digit, c) : NULL;

        if (!digit)
            return false;
        bits = (bits << a->bits | (unsigned)(digit - a->digit)) & 0xFFFFF;
        held += a->bits;
        if (held >= 8)
            us_buf_add_byte(&out, (char)(bits >> (held -= 8) & 0xFF));
    }
    *bytes = us_buf_text(&out);
    return held < a->bits;
}

/* ---- quoted-printable -------------------------------------------------------------------------------------- */

/* Lines are no longer than that, with the sign that the text goes on. */
enum { LINE_LONGEST = 76 };

static us_text quote(us_arena *arena, us_text bytes)
{
    us_buf out = us_buf_new(arena, bytes.length * 2 + 8);
    size_t line = 0;

    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.bytes[i];
        bool plain = c > ' ' && c <= '~' && c != '=';
        bool inner = c == ' ' && i + 1 < bytes.length;
        size_t length = plain || inner ? 1 : 3;

        if (line + length >= LINE_LONGEST) {
            us_buf_add_string(&out, "=\r\n");
            line = 0;
        }
        if (length == 1)
            us_buf_add_byte(&out, c);
        else
            us_buf_print(&out, "=%02X", (unsigned char)c);
        line += length;
    }
    return us_buf_text(&out);
}

/* How long the line end there is; 0: there is none. */
static size_t line_end(us_text text, size_t at)
{
    if (at < text.length && text.bytes[at] == '\n')
        return 1;
    return at + 1 < text.length && text.bytes[at] == '\r' && text.bytes[at + 1] == '\n' ? 2 : 0;
}

static bool unquote(us_arena *arena, us_text text, us_text *bytes)
{
    us_buf out = us_buf_new(arena, text.length + 1);

    for (size_t i = 0; i < text.length; i++) {
        size_t end = text.bytes[i] == '=' ? line_end(text, i + 1) : 0;

        if (text.bytes[i] != '=') {
            us_buf_add_byte(&out, text.bytes[i]);
        } else if (end > 0) {
            i += end;
        } else {
            if (i + 2 >= text.length || !us_is_hex(text.bytes[i + 1]) ||
                !us_is_hex(text.bytes[i + 2]))
                return false;
            us_buf_add_byte(&out, (char)(us_hex_value(text.bytes[i + 1]) << 4 |
                                         us_hex_value(text.bytes[i + 2])));
            i += 2;
        }
    }
    *bytes = us_buf_text(&out);
    return true;
}

/* ---- By name ----------------------------------------------------------------------------------------------- */

bool us_transfer_decode(us_arena *arena, const char *encoding, us_text text, us_text *bytes)
{
    const alphabet *a = find(encoding);

    if (a)
        return decode(arena, a, text, bytes);
    if (strcmp(encoding, quoted_printable) == 0)
        return unquote(arena, text, bytes);
    *bytes = text;
    return true;
}

us_text us_transfer_encode(us_arena *arena, const char *encoding, us_text bytes)
{
    const alphabet *a = find(encoding);

    if (a)
        return encode(arena, a, bytes);
    return strcmp(encoding, quoted_printable) == 0 ? quote(arena, bytes) : bytes;
}
