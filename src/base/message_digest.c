/* Both digests cut a text into blocks of 64 bytes, the last of which are filled up in the same way but for the order
 * of the bytes of the length (RFC 1321, 3.1 and 3.2; FIPS 180-4, 5.1.1). */
#include "base/message_digest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, LENGTH = 8 };

typedef void take_block(uint32_t *state, const unsigned char *block);

static uint32_t rotate_left(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

static void write_length(unsigned char *to, uint64_t bits, bool big_endian)
{
    for (unsigned i = 0; i < LENGTH; i++)
        to[big_endian ? LENGTH - 1 - i : i] = (unsigned char)(bits >> 8 * i);
}

static void take_text(uint32_t *state, us_text text, bool big_endian, take_block *take)
{
    unsigned char last[2 * BLOCK] = { 0 };
    size_t whole = text.length / BLOCK * BLOCK, rest = text.length - whole;
    size_t end = rest + 1 + LENGTH <= BLOCK ? BLOCK : 2 * BLOCK;
    for (size_t i = 0; i < whole; i += BLOCK)
        take(state, (const unsigned char *)text.bytes + i);
    if (rest > 0)
        memcpy(last, text.bytes + whole, rest);
    last[rest] = 0x80;
    write_length(last + end - LENGTH, (uint64_t)text.length * 8, big_endian);
    for (size_t i = 0; i < end; i += BLOCK)
        take(state, last + i);
}

static void write_hex(char *hex, const uint32_t *state, unsigned words, bool big_endian)
{
    static const char digits[] = "0123456789abcdef";
    for (unsigned i = 0; i < words * 4; i++) {
        unsigned shift = 8 * (big_endian ? 3 - i % 4 : i % 4);
        unsigned byte = state[i / 4] >> shift & 0xFF;
        *hex++ = digits[byte >> 4];
        *hex++ = digits[byte & 15];
    }
    *hex = '\0';
}

/* ---- MD5 ---------------------------------------------------------------------------------------------- */

/* The integer part of 4294967296 times abs(sin(i + 1)). */
static const uint32_t sines[BLOCK] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static const unsigned char md5_shifts[4][4] = {
    { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 }
};

static uint32_t md5_mix(unsigned round, uint32_t b, uint32_t c, uint32_t d)
{
    switch (round) {
    case 0:
        return (b & c) | (~b & d);
    case 1:
        return (b & d) | (c & ~d);
    case 2:
        return b ^ c ^ d;
    default:
        return c ^ (b | ~d);
    }
}

static uint32_t little_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static void md5_block(uint32_t *state, const unsigned char *block)
{
    static const unsigned char factor[4] = { 1, 5, 3, 7 }, start[4] = { 0, 1, 5, 0 };
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (unsigned i = 0; i < BLOCK; i++) {
        unsigned round = i / 16, word = (factor[round] * i + start[round]) % 16;
        uint32_t sum = a + md5_mix(round, b, c, d) + sines[i] + little_endian(block + 4 * word);
        a = d;
        d = c;
        c = b;
        b += rotate_left(sum, md5_shifts[round][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void us_md5(us_text text, char hex[US_MD5_HEX])
{
    uint32_t state[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 };
    take_text(state, text, false, md5_block);
    write_hex(hex, state, 4, false);
}

/* ---- SHA-256 ------------------------------------------------------------------------------------------ */

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t roots[BLOCK] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate_right(uint32_t word, unsigned bits)
{
    return rotate_left(word, 32 - bits);
}

/* The schedule: the block's words, and what follows from them. */
static void sha256_expand(uint32_t *word, const unsigned char *block)
{
    for (unsigned i = 0; i < BLOCK; i++) {
        if (i < 16) {
            const unsigned char *b = block + 4 * i;
            word[i] =
                (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | (uint32_t)b[3];
            continue;
        }
        uint32_t far = word[i - 15], near = word[i - 2];
        word[i] = word[i - 16] + word[i - 7] +
                  (rotate_right(far, 7) ^ rotate_right(far, 18) ^ far >> 3) +
                  (rotate_right(near, 17) ^ rotate_right(near, 19) ^ near >> 10);
    }
}

static void sha256_block(uint32_t *state, const unsigned char *block)
{
    uint32_t word[BLOCK], s[8];
    sha256_expand(word, block);
    memcpy(s, state, sizeof s);
    for (unsigned i = 0; i < BLOCK; i++) {
        uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        uint32_t one = s[7] + choice + roots[i] + word[i] +
                       (rotate_right(s[4], 6) ^ rotate_right(s[4], 11) ^ rotate_right(s[4], 25));
        uint32_t two =
            majority + (rotate_right(s[0], 2) ^ rotate_right(s[0], 13) ^ rotate_right(s[0], 22));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (unsigned i = 0; i < 8; i++)
        state[i] += s[i];
}

void us_sha256(us_text text, char hex[US_SHA256_HEX])
{
    uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    take_text(state, text, true, sha256_block);
    write_hex(hex, state, 8, true);
}
