/* understudy_bytes.h - comparing short texts, for the runtime and for what a C compiler inlines.
 *
 * Names of members and members of enums are short: words that may overlap take the place of a call. Where
 * the length is a constant, as in a table that is searched without a loop, only a load or two remain. Inlined
 * always, so it has no symbol. Includes nothing. */
#ifndef UNDERSTUDY_BYTES_H
#define UNDERSTUDY_BYTES_H

#define US_BYTES extern inline __attribute__((gnu_inline, always_inline))

/* Of 8 bytes or more. Few names have more than 16, for which there is no loop. */
US_BYTES _Bool us_same_words(const char *a, const char *b, unsigned length)
{
    unsigned long long left[2], right[2];

    for (; length > 16; a += 8, b += 8, length -= 8) {
        __builtin_memcpy(left, a, 8);
        __builtin_memcpy(right, b, 8);
        if (left[0] != right[0])
            return 0;
    }
    __builtin_memcpy(&left[0], a, 8);
    __builtin_memcpy(&right[0], b, 8);
    __builtin_memcpy(&left[1], a + length - 8, 8);
    __builtin_memcpy(&right[1], b + length - 8, 8);
    return ((left[0] ^ right[0]) | (left[1] ^ right[1])) == 0;
}

US_BYTES _Bool us_same_bytes(const char *a, const char *b, unsigned length)
{
    unsigned left[2], right[2];

    if (length >= 8)
        return us_same_words(a, b, length);
    if (length >= 4) {
        __builtin_memcpy(&left[0], a, 4);
        __builtin_memcpy(&right[0], b, 4);
        __builtin_memcpy(&left[1], a + length - 4, 4);
        __builtin_memcpy(&right[1], b + length - 4, 4);
        return ((left[0] ^ right[0]) | (left[1] ^ right[1])) == 0;
    }
    return length == 0 ||
           ((a[0] ^ b[0]) | (a[length / 2] ^ b[length / 2]) | (a[length - 1] ^ b[length - 1])) == 0;
}

#endif
