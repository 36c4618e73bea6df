/* understudy_bytes.h - comparing short texts, for the runtime and for what a C compiler inlines.
 *
 * Names of members and members of enums are short: words that may overlap take the place of a call. Where
 * the length is a constant, as in a table that is searched without a loop, only a load or two remain. Inlined
 * always, so it has no symbol. Includes nothing. */
#ifndef UNDERSTUDY_BYTES_H
#define UNDERSTUDY_BYTES_H

#define US_BYTES extern inline __attribute__((gnu_inline, always_inline))

/* Of 8 bytes or more. */
US_BYTES _Bool us_same_words(const char *a, const char *b, unsigned length)
{
    unsigned long long left, right;

    for (unsigned i = 0; i + 8 < length; i += 8) {
        __builtin_memcpy(&left, a + i, 8);
        __builtin_memcpy(&right, b + i, 8);
        if (left != right)
            return 0;
    }
    __builtin_memcpy(&left, a + length - 8, 8);
    __builtin_memcpy(&right, b + length - 8, 8);
    return left == right;
}

US_BYTES _Bool us_same_bytes(const char *a, const char *b, unsigned length)
{
    unsigned left, right;

    if (length >= 8)
        return us_same_words(a, b, length);
    if (length < 4) {
        for (unsigned i = 0; i < length; i++)
            if (a[i] != b[i])
                return 0;
        return 1;
    }
    __builtin_memcpy(&left, a, 4);
    __builtin_memcpy(&right, b, 4);
    if (left != right)
        return 0;
    __builtin_memcpy(&left, a + length - 4, 4);
    __builtin_memcpy(&right, b + length - 4, 4);
    return left == right;
}

#endif
