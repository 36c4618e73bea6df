/* What a plain YAML scalar means, and its number as JSON spells it. */
#include "gen/scalar.h"

#include <inttypes.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/buf.h"

static bool one_of(us_text text, const char *const *words)
{
    for (; *words; words++)
        if (us_text_equal(text, us_text_of(*words)))
            return true;
    return false;
}

static size_t count_digits(us_text text, size_t from)
{
    size_t count = 0;
    while (from + count < text.length && us_is_digit(text.bytes[from + count]))
        count++;
    return count;
}

/* The parts of [-+]? ( . [0-9]+ | [0-9]+ ( . [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
typedef struct decimal {
    bool negative;
    us_text whole, fraction, exponent; /* the exponent with its letter and sign */
} decimal;

static bool parse_exponent(us_text text, size_t *i)
{
    if (*i == text.length)
        return true;
    if (text.bytes[*i] != 'e' && text.bytes[*i] != 'E')
        return false;
    ++*i;
    if (*i < text.length && (text.bytes[*i] == '-' || text.bytes[*i] == '+'))
        ++*i;
    size_t digits = count_digits(text, *i);
    *i += digits;
    return digits > 0 && *i == text.length;
}

static bool parse_decimal(us_text text, decimal *out)
{
    size_t i = 0;
    *out = (decimal){ 0 };
    if (i < text.length && (text.bytes[i] == '-' || text.bytes[i] == '+'))
        out->negative = text.bytes[i++] == '-';
    size_t digits = count_digits(text, i);
    out->whole = us_text_slice(text, i, i + digits);
    i += digits;
    if (i < text.length && text.bytes[i] == '.') {
        digits = count_digits(text, ++i);
        out->fraction = us_text_slice(text, i, i + digits);
        i += digits;
    }
    if (out->whole.length == 0 && out->fraction.length == 0)
        return false;
    size_t exponent = i;
    if (!parse_exponent(text, &i))
        return false;
    out->exponent = us_text_slice(text, exponent, i);
    return true;
}

static us_text spell_decimal(us_arena *arena, const decimal *number)
{
    us_text whole = number->whole;
    while (whole.length > 1 && whole.bytes[0] == '0')
        whole = us_text_slice(whole, 1, whole.length);
    us_buf out = us_buf_new(arena, whole.length + number->fraction.length + 8);
    if (number->negative)
        us_buf_add_byte(&out, '-');
    us_buf_add(&out, whole.length > 0 ? whole : US_TEXT("0"));
    if (number->fraction.length > 0) {
        us_buf_add_byte(&out, '.');
        us_buf_add(&out, number->fraction);
    }
    us_buf_add(&out, number->exponent);
    return us_buf_text(&out);
}

/* 0x[0-9a-fA-F]+ and 0o[0-7]+. False when the text is neither; *fits says whether 64 bits hold it. */
static bool parse_based(us_text text, uint64_t *value, bool *fits)
{
    if (text.length < 3 || text.bytes[0] != '0' || (text.bytes[1] != 'x' && text.bytes[1] != 'o'))
        return false;
    unsigned base = text.bytes[1] == 'x' ? 16 : 8;
    *value = 0;
    *fits = true;
    for (size_t i = 2; i < text.length; i++) {
        int hex = us_hex_value(text.bytes[i]);
        unsigned digit = (unsigned)hex;
        if (hex < 0 || digit >= base)
            return false;
        if (*value > (UINT64_MAX - digit) / base)
            *fits = false;
        *value = *value * base + digit;
    }
    return true;
}

static const char *read_number(us_arena *arena, us_text text, gen_node *node)
{
    uint64_t value;
    bool fits;
    decimal number;
    if (parse_based(text, &value, &fits)) {
        if (!fits)
            return "a hexadecimal or octal number of more than 64 bits is not read";
        node->kind = GEN_NUMBER;
        node->text = us_arena_print(arena, "%" PRIu64, value);
    } else if (parse_decimal(text, &number)) {
        node->kind = GEN_NUMBER;
        node->text = spell_decimal(arena, &number);
    }
    return NULL;
}

const char *gen_read_scalar(us_arena *arena, us_text text, gen_node *node)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
    static const char *const trues[] = { "true", "True", "TRUE", NULL };
    static const char *const falses[] = { "false", "False", "FALSE", NULL };
    static const char *const endless[] = { ".inf",  ".Inf",  ".INF",  "+.inf", "+.Inf",
                                           "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
                                           ".NaN",  ".NAN",  NULL };
    node->kind = GEN_STRING;
    node->text = text;
    if (one_of(text, endless))
        return "JSON has no infinity and no NaN; quote the value if it is a string";
    if (one_of(text, nulls)) {
        node->kind = GEN_NULL;
    } else if (one_of(text, trues) || one_of(text, falses)) {
        node->kind = GEN_BOOLEAN;
        node->truth = one_of(text, trues);
    } else {
        return read_number(arena, text, node);
    }
    return NULL;
}
