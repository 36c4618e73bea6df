/* The inner loop of the JSON reader: skipping the bytes of a string that need no attention, sixteen or
 * eight at a time. Most strings hold nothing else. In a header so that it is compiled into its
 * callers; nobody else includes this. May read up to 16 bytes past the byte it stops at. */
#ifndef US_JSON_SCAN_H
#define US_JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#ifdef __SSE2__
/* The first byte that is not plain. Bytes above ASCII are negative, so one signed comparison finds
 * them together with the control characters. */
static inline char *us_json_skip_plain(char *at)
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
#define US_EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of each zero byte of `word` (and perhaps of bytes above the lowest one). */
static inline uint64_t us_zero_bytes(uint64_t word)
{
    return (word - US_EVERY(0x01)) & ~word & US_EVERY(0x80);
}

/* Neither a quote, a backslash, a control character nor a byte above ASCII. */
static inline bool us_json_is_plain(char byte)
{
    unsigned char c = (unsigned char)byte;
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static inline char *us_json_skip_plain(char *at)
{
    for (uint64_t word;; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        uint64_t below_space = (word - US_EVERY(0x20)) & ~word & US_EVERY(0x80);
        if ((word & US_EVERY(0x80)) | below_space | us_zero_bytes(word ^ US_EVERY('"')) |
            us_zero_bytes(word ^ US_EVERY('\\')))
            break;
    }
    while (us_json_is_plain(*at))
        at++;
    return at;
}
#endif

#endif
