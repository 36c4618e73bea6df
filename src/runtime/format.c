/* The rules of the formats that are asserted, and the smallest of them: uuid. */
#include "runtime/format.h"

#include <stdint.h>
#include <string.h>

/* `any` in a row: the format does not concern values of the type. */
#define us_is_any   NULL
#define us_fits_any NULL
#define US_FORMAT(id, format_name, is, fits, text_of_it)                                           \
    const us_format_rule us_format_##id = {                                                        \
        .name = format_name, .expected = text_of_it, .text = us_is_##is, .number = us_fits_##fits  \
    };
#include "runtime/formats.def"
#undef US_FORMAT

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
