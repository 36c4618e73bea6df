/* Strings of RFC 8259, section 7, read where they stand.
 *
 * Most strings hold neither escapes nor bytes above ASCII: those are only skipped, sixteen or eight
 * bytes at a time. From the first escape on the bytes move to the left; what an escape says is never
 * longer than the escape. UTF-8 is validated in the same pass. */
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/json_parts.h"
#include "base/utf8.h"

static char *refuse(us_json_fault *fault, const char *at, const char *message)
{
    *fault = (us_json_fault){ message, at };
    return NULL;
}

#ifdef __SSE2__
/* The first byte that is not plain. Bytes above ASCII are negative, so one signed comparison finds
 * them together with the control characters. */
static char *skip_plain(char *at)
{
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(' ');

    for (;; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i found = _mm_or_si128(
            _mm_cmplt_epi8(bytes, space),
            _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        unsigned mask = (unsigned)_mm_movemask_epi8(found);
        if (mask)
            return at + __builtin_ctz(mask);
    }
}
#else
#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of each zero byte of `word` (and perhaps of bytes above the lowest one). */
static uint64_t zero_bytes(uint64_t word)
{
    return (word - EVERY(0x01)) & ~word & EVERY(0x80);
}

/* Neither a quote, a backslash, a control character nor a byte above ASCII. */
static bool plain(char byte)
{
    unsigned char c = (unsigned char)byte;
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static char *skip_plain(char *at)
{
    for (uint64_t word;; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        uint64_t below_space = (word - EVERY(0x20)) & ~word & EVERY(0x80);
        if ((word & EVERY(0x80)) | below_space | zero_bytes(word ^ EVERY('"')) |
            zero_bytes(word ^ EVERY('\\')))
            break;
    }
    while (plain(*at))
        at++;
    return at;
}
#endif

/* The first quote or backslash, or NULL when something else is in the way. */
static char *skip_text(char *at, const char *end, us_json_fault *fault)
{
    for (;;) {
        uint32_t point;
        at = skip_plain(at);
        if (*at == '"' || *at == '\\')
            return at;
        if (at == end)
            return refuse(fault, at, "the text ends inside a string");
        if ((unsigned char)*at < 0x20)
            return refuse(fault, at, "a control character must be escaped in a string");
        do {
            unsigned length = us_utf8_decode((us_text){ at, (size_t)(end - at) }, &point);
            if (length == 0)
                return refuse(fault, at, "this byte is not valid UTF-8");
            at += length;
        } while ((unsigned char)*at >= 0x80);
    }
}

/* The value of a hexadecimal digit, or 16. */
static unsigned hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (unsigned)(byte - 'a') + 10;
    if (byte >= 'A' && byte <= 'F')
        return (unsigned)(byte - 'A') + 10;
    return 16;
}

static bool hex4(const char *at, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        unsigned digit = hex_digit(at[i]);
        if (digit == 16)
            return false;
        *unit = *unit << 4 | digit;
    }
    return true;
}

/* \uXXXX, or two of them that make a surrogate pair; `at` is at the backslash. */
static char *read_unicode_escape(char *at, char **to, us_json_fault *fault)
{
    uint32_t point, low;

    if (!hex4(at + 2, &point))
        return refuse(fault, at, "four hexadecimal digits are expected after \\u");
    if (point >= 0xDC00 && point <= 0xDFFF)
        return refuse(fault, at, "this surrogate escape is not paired");
    if (point >= 0xD800 && point <= 0xDBFF) {
        if (at[6] != '\\' || at[7] != 'u' || !hex4(at + 8, &low) || low < 0xDC00 || low > 0xDFFF)
            return refuse(fault, at, "this surrogate escape is not paired");
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
    }
    *to += us_utf8_encode(point, *to);
    return at + 6;
}

/* Reads the escape whose backslash is at `at`, writes what it says to *to. */
static char *read_escape(char *at, char **to, us_json_fault *fault)
{
    static const char says[128] = {
        ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
        ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
    };
    unsigned char letter = (unsigned char)at[1];

    if (letter == 'u')
        return read_unicode_escape(at, to, fault);
    if (letter >= 128 || !says[letter])
        return refuse(fault, at, "this escape is not known in JSON");
    *(*to)++ = says[letter];
    return at + 2;
}

/* From the first backslash on. *to becomes the end of the unescaped bytes. */
static char *unescape(char *at, const char *end, char **to, us_json_fault *fault)
{
    while (*at == '\\') {
        char *text = read_escape(at, to, fault);
        if (!text)
            return NULL;
        at = skip_text(text, end, fault);
        if (!at)
            return NULL;
        memmove(*to, text, (size_t)(at - text));
        *to += at - text;
    }
    return at;
}

char *us_json_read_string(char *quote, const char *end, us_text *string, us_json_fault *fault)
{
    char *at = skip_text(quote + 1, end, fault);
    char *to = at;

    if (at && *at == '\\')
        at = unescape(at, end, &to, fault);
    if (!at)
        return NULL;
    *to = '\0';
    *string = (us_text){ quote + 1, (size_t)(to - quote - 1) };
    return at + 1;
}
