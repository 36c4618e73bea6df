/* The hash of a name: of a member of an instance, kept in its node by the reader, and of a member that
 * a schema names, from which the compiler computes the slots of its tables. So its values are part of
 * generated code, and are the same on every machine.
 *
 * Eight bytes at a time, where the last eight may overlap those before them; never reads outside
 * [bytes, bytes + length). Not secret: whoever looks something up by it must stay fast when a client
 * makes names that collide. In a header so that it is compiled into its callers. */
#ifndef US_HASH_H
#define US_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t us_hash_load64(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t us_hash_load32(const char *bytes)
{
    uint32_t word;

    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

/* Up to eight bytes, as a number from which they can be told. */
static inline uint64_t us_hash_short(const char *bytes, size_t length)
{
    if (length >= 4)
        return us_hash_load32(bytes) << 32 | us_hash_load32(bytes + length - 4);
    if (length == 0)
        return 0;
    return (uint64_t)(unsigned char)bytes[0] << 16 |
           (uint64_t)(unsigned char)bytes[length / 2] << 8 | (unsigned char)bytes[length - 1];
}

/* A product's low bits know nothing of the factor's high ones, where the last bytes of a name are: so
 * these are brought down before, and the high bits of the product after. */
static inline uint64_t us_hash_mix(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
    return hash ^ hash >> 32;
}

static inline uint32_t us_hash(const char *bytes, size_t length)
{
    uint64_t hash = length;

    if (length <= 8)
        return (uint32_t)us_hash_mix(us_hash_short(bytes, length) ^ hash << 56);
    for (; length > 8; bytes += 8, length -= 8)
        hash = us_hash_mix(hash ^ us_hash_load64(bytes));
    return (uint32_t)us_hash_mix(hash ^ us_hash_load64(bytes + length - 8));
}

#endif
