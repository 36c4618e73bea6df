/* The inner loop of reading and writing JSON: skipping the bytes of a string that need no attention, sixteen or
 * eight at a time. Most strings hold nothing else. In a header so that it is compiled into its
 * callers; nobody else includes this. */
#ifndef US_JSON_SCAN_H
#define US_JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define US_EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of each zero byte of `word` (and perhaps of bytes above the lowest one). */
static inline uint64_t us_zero_bytes(uint64_t word)
{
    return (word - US_EVERY(0x01)) & ~word & US_EVERY(0x80);
}

/* Whether none of the eight bytes is a quote, a backslash, a control character or above ASCII. */
static inline bool us_json_are_plain(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return !((word & US_EVERY(0x80)) | ((word - US_EVERY(0x20)) & ~word & US_EVERY(0x80)) |
             us_zero_bytes(word ^ US_EVERY('"')) | us_zero_bytes(word ^ US_EVERY('\\')));
}

/* Neither a quote, a backslash, a control character nor a byte above ASCII. */
static inline bool us_json_is_plain(char byte)
{
    unsigned char c = (unsigned char)byte;
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* How many bytes from the start on are plain, within the length. The last bytes of eight or more are looked at
 * together with some before them. */
static inline size_t us_json_plain_start(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at + sizeof(uint64_t) <= length && us_json_are_plain(bytes + at))
        at += sizeof(uint64_t);
    if (length - at < sizeof(uint64_t) && length >= sizeof(uint64_t) &&
        us_json_are_plain(bytes + length - sizeof(uint64_t)))
        return length;
    while (at < length && us_json_is_plain(bytes[at]))
        at++;
    return at;
}

#ifdef __SSE2__
/* The first byte that is not plain; may read up to 16 bytes past it. Bytes above ASCII are negative, so one signed comparison finds
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
static inline char *us_json_skip_plain(char *at)
{
    while (us_json_are_plain(at))
        at += sizeof(uint64_t);
    while (us_json_is_plain(*at))
        at++;
    return at;
}
#endif

#endif
