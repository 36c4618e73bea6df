/* The rules of the formats that are asserted, and the smallest of them: uuid. */
#include "runtime/format.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* `any` in a row: the format does not concern values of the type. */
#define us_is_any   NULL
#define us_fits_any NULL
#define US_FORMAT(id, format_name, is, fits, text_of_it)                                           \
    const us_format_rule us_format_##id = {                                                        \
        .name = format_name, .expected = text_of_it, .text = us_is_##is, .number = us_fits_##fits  \
    };
#include "runtime/formats.def"
#undef US_FORMAT

#ifdef __SSE2__
/* A bit for each of sixteen bytes that is a hexadecimal digit, and one for each that is a hyphen above
 * them. What is compared is signed, so bytes above ASCII are neither. */
static unsigned digits_and_hyphens(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)),
                                  _mm_cmplt_epi8(bytes, _mm_set1_epi8('9' + 1)));
    __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8('a' - 1)),
                                   _mm_cmplt_epi8(folded, _mm_set1_epi8('f' + 1)));
    __m128i hyphen = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-'));

    return (unsigned)_mm_movemask_epi8(_mm_or_si128(digit, letter)) |
           (unsigned)_mm_movemask_epi8(hyphen) << 16;
}

/* RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits of any case, of any version and variant. */
bool us_is_uuid(us_text text)
{
    return text.length == 36 && digits_and_hyphens(text.bytes) == 0x2100DEFF &&
           digits_and_hyphens(text.bytes + 16) == 0x0084FF7B &&
           digits_and_hyphens(text.bytes + 20) == 0x0008FFF7;
}
#else
#define EACH_BYTE(byte) (0x0101010101010101u * (byte))

/* Whether all eight bytes are hexadecimal digits. In seven bits, x + (0x80 - n) reaches the top bit
 * exactly when x >= n, and no sum carries into the next byte. */
static bool are_hex_digits(uint64_t bytes)
{
    uint64_t low = bytes & EACH_BYTE(0x7F);
    uint64_t folded = low | EACH_BYTE(0x20);
    uint64_t digit = (low + EACH_BYTE(0x80 - '0')) & ~(low + EACH_BYTE(0x7F - '9'));
    uint64_t letter = (folded + EACH_BYTE(0x80 - 'a')) & ~(folded + EACH_BYTE(0x7F - 'f'));

    return ((digit | letter) & ~bytes & EACH_BYTE(0x80)) == EACH_BYTE(0x80);
}

/* Four bytes from each of two places; their order does not matter here. */
static uint64_t load_fours(const char *a, const char *b)
{
    uint32_t x, y;

    memcpy(&x, a, sizeof(x));
    memcpy(&y, b, sizeof(y));
    return (uint64_t)x << 32 | y;
}

/* RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits of any case, of any version and variant. */
bool us_is_uuid(us_text text)
{
    const char *at = text.bytes;

    return text.length == 36 && at[8] == '-' && at[13] == '-' && at[18] == '-' && at[23] == '-' &&
           are_hex_digits(load_fours(at, at + 4)) && are_hex_digits(load_fours(at + 9, at + 14)) &&
           are_hex_digits(load_fours(at + 19, at + 24)) &&
           are_hex_digits(load_fours(at + 28, at + 32));
}
#endif
