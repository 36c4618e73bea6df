/* Exact arithmetic on spelled numbers.
 *
 * A number is taken apart into 0.d1d2d3… times a power of ten, d1 and the last digit not 0. The digits
 * stay where they are in the text. The power is the spelled exponent plus a shift; two exponents are
 * only ever subtracted, from the first digit on, and as soon as the difference is larger than any shift
 * can be its exact size no longer matters. So 1e99999999999999999999 needs no big integers. */
#include "base/decimal.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Far above every shift and count (texts are shorter than 2^40), far below the end of int64_t. */
static const int64_t FAR = INT64_C(1) << 55;

struct decimal {
    bool negative;
    us_text digits; /* from the first to the last that is not 0; may have the point between them */
    int64_t count;  /* of those digits; none: the number is 0 */
    int64_t shift;  /* the power of ten without the exponent */
    bool exponent_negative;
    us_text exponent; /* its digits */
};

static bool is_exponent_mark(char byte)
{
    return byte == 'e' || byte == 'E';
}

static void take_exponent(struct decimal *d, us_text text)
{
    if (text.length && (text.bytes[0] == '-' || text.bytes[0] == '+')) {
        d->exponent_negative = text.bytes[0] == '-';
        text = us_text_slice(text, 1, text.length);
    }
    d->exponent = text;
}

static struct decimal take_apart(us_text number)
{
    struct decimal d = { .negative = number.length && number.bytes[0] == '-' };
    us_text text = us_text_slice(number, d.negative, number.length);
    size_t end = 0, first, last, point;

    while (end < text.length && !is_exponent_mark(text.bytes[end]))
        end++;
    assert(end > 0);
    take_exponent(&d, us_text_slice(text, end + 1, text.length));
    text = us_text_slice(text, 0, end);
    point = us_text_find(text, '.');
    for (first = 0; first < end && (text.bytes[first] == '0' || first == point); first++)
        ;
    if (first == end)
        return d; /* zero */
    for (last = end; text.bytes[last - 1] == '0' || last - 1 == point; last--)
        ;
    d.digits = us_text_slice(text, first, last);
    d.count = (int64_t)(last - first) - (first < point && point < last);
    d.shift = first < point ? (int64_t)(point - first) : -(int64_t)(first - point - 1);
    return d;
}

/* Takes the next digit off the front; 0 when there are no more. */
static int next_digit(us_text *digits)
{
    if (digits->length && digits->bytes[0] == '.')
        *digits = us_text_slice(*digits, 1, digits->length);
    if (digits->length == 0)
        return 0;
    int digit = digits->bytes[0] - '0';
    *digits = us_text_slice(*digits, 1, digits->length);
    return digit;
}

/* Digit `i` of `places` of the exponent, with its sign. */
static int exponent_digit(const struct decimal *d, size_t i, size_t places)
{
    size_t missing = places - d->exponent.length;
    int digit = i < missing ? 0 : d->exponent.bytes[i - missing] - '0';

    return d->exponent_negative ? -digit : digit;
}

/* The exponent of a minus that of b, exact between -FAR and FAR. Once beyond, no later digit can
 * bring the difference back: ten times it is further than the two digits reach. */
static int64_t exponent_difference(const struct decimal *a, const struct decimal *b)
{
    size_t places =
        a->exponent.length > b->exponent.length ? a->exponent.length : b->exponent.length;
    int64_t difference = 0;

    for (size_t i = 0; i < places && difference < FAR && difference > -FAR; i++)
        difference = difference * 10 + exponent_digit(a, i, places) - exponent_digit(b, i, places);
    if (difference > FAR)
        return FAR;
    return difference < -FAR ? -FAR : difference;
}

static int compare_magnitudes(const struct decimal *a, const struct decimal *b)
{
    int64_t power = exponent_difference(a, b) + a->shift - b->shift;
    us_text left = a->digits, right = b->digits;

    if (power != 0)
        return power < 0 ? -1 : 1;
    while (left.length || right.length) {
        int difference = next_digit(&left) - next_digit(&right);
        if (difference)
            return difference;
    }
    return 0;
}

/* -1, 0 or 1; minus zero is zero. */
static int sign(const struct decimal *d)
{
    if (d->count == 0)
        return 0;
    return d->negative ? -1 : 1;
}

int us_decimal_compare(us_text a, us_text b)
{
    struct decimal left = take_apart(a), right = take_apart(b);

    if (sign(&left) != sign(&right))
        return sign(&left) - sign(&right);
    if (sign(&left) == 0)
        return 0;
    int order = compare_magnitudes(&left, &right);
    return left.negative ? -order : order;
}

bool us_decimal_is_integer(us_text number)
{
    struct decimal d = take_apart(number), zero = { 0 };

    return d.count == 0 || exponent_difference(&d, &zero) + d.shift >= d.count;
}

/* The remainder of `digits` followed by `zeros` zeros, divided by a divisor of at most 18 digits. */
static uint64_t small_remainder(us_text digits, int64_t zeros, us_text divisor_digits)
{
    uint64_t divisor = 0, remainder = 0;

    while (divisor_digits.length)
        divisor = divisor * 10 + (uint64_t)next_digit(&divisor_digits);
    while (digits.length)
        remainder = (remainder * 10 + (uint64_t)next_digit(&digits)) % divisor;
    while (zeros-- > 0 && remainder)
        remainder = remainder * 10 % divisor;
    return remainder;
}

/* Natural numbers of `limbs` limbs, the lowest first. */

static void append_digit(uint32_t *number, size_t limbs, int digit)
{
    uint64_t carry = (uint64_t)digit;

    for (size_t i = 0; i < limbs; i++) {
        carry += (uint64_t)number[i] * 10;
        number[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert(carry == 0);
}

static bool at_least(const uint32_t *a, const uint32_t *b, size_t limbs)
{
    while (limbs-- > 0)
        if (a[limbs] != b[limbs])
            return a[limbs] > b[limbs];
    return true;
}

static void subtract(uint32_t *a, const uint32_t *b, size_t limbs)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < limbs; i++) {
        uint64_t difference = (uint64_t)a[i] - b[i] - borrow;
        a[i] = (uint32_t)difference;
        borrow = difference >> 63;
    }
}

static bool big_remainder_is_zero(us_text digits, int64_t zeros, us_text divisor_digits,
                                  uint32_t *divisor, uint32_t *remainder, size_t limbs)
{
    memset(divisor, 0, limbs * sizeof *divisor);
    memset(remainder, 0, limbs * sizeof *remainder);
    while (divisor_digits.length)
        append_digit(divisor, limbs, next_digit(&divisor_digits));
    while (digits.length || zeros-- > 0) {
        append_digit(remainder, limbs, next_digit(&digits));
        while (at_least(remainder, divisor, limbs))
            subtract(remainder, divisor, limbs);
    }
    for (size_t i = 0; i < limbs; i++)
        if (remainder[i])
            return false;
    return true;
}

enum { STACK_LIMBS = 128, DIGITS_PER_LIMB = 9 };

static bool big_divides(const struct decimal *value, int64_t zeros, const struct decimal *divisor)
{
    /* One limb more, as the remainder is multiplied by ten before it is reduced. */
    size_t limbs = (size_t)divisor->count / DIGITS_PER_LIMB + 2;
    uint32_t stack[2 * STACK_LIMBS], *memory = stack;

    if (limbs > STACK_LIMBS)
        memory = calloc(2 * limbs, sizeof *memory);
    if (!memory)
        us_out_of_memory();
    bool divides =
        big_remainder_is_zero(value->digits, zeros, divisor->digits, memory, memory + limbs, limbs);
    if (memory != stack)
        free(memory);
    return divides;
}

/* With V and D the digits as integers, neither ending in 0, the quotient is V / D * 10^power. A
 * negative power leaves a fraction, since ten does not divide V. A positive one can only help D's
 * factors two and five, and of each there are fewer than four for a digit of D: more zeros than that
 * change nothing. */
bool us_decimal_is_multiple(us_text value, us_text divisor)
{
    struct decimal v = take_apart(value), d = take_apart(divisor);

    assert(sign(&d) > 0);
    if (v.count == 0)
        return true;
    int64_t power = exponent_difference(&v, &d) + (v.shift - v.count) - (d.shift - d.count);
    if (power < 0)
        return false;
    int64_t zeros = power < 4 * d.count ? power : 4 * d.count;
    if (d.count <= 18)
        return small_remainder(v.digits, zeros, d.digits) == 0;
    return big_divides(&v, zeros, &d);
}

/* The fewest digits that read back as `value` (> 0), without trailing zeros, and the place of the
 * decimal point before them. Fifteen digits are always kept by a double, seventeen always tell it
 * apart; only doubles with fewer bits (below DBL_MIN) can need fewer than fifteen to be told apart. */
static int shortest_digits(double value, char digits[18], int *point)
{
    char text[32];
    int precision = value < DBL_MIN ? 1 : 15, count = 0;

    do
        snprintf(text, sizeof text, "%.*e", precision - 1, value);
    while (strtod(text, NULL) != value && precision++ < 17);
    const char *at = text;
    for (; !is_exponent_mark(*at); at++)
        if (*at >= '0' && *at <= '9')
            digits[count++] = *at;
    *point = atoi(at + 1) + 1;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    return count;
}

/* ECMA-262, 6.1.6.1.20, steps 6 to 10: `count` digits and the point after the first `point` of them. */
static int lay_out(char *out, size_t size, const char *digits, int count, int point)
{
    if (point > 21 || point <= -6) {
        const char *dot = count > 1 ? "." : "";
        return snprintf(out, size, "%c%s%.*se%+d", digits[0], dot, count - 1, digits + 1,
                        point - 1);
    }
    if (point <= 0)
        return snprintf(out, size, "0.%.*s%.*s", -point, "00000", count, digits);
    if (point < count)
        return snprintf(out, size, "%.*s.%.*s", point, digits, count - point, digits + point);
    return snprintf(out, size, "%.*s%.*s", count, digits, point - count, "00000000000000000000");
}

/* Below, an integer is written with all its digits and nothing else. */
#define PLAIN_INTEGERS 1e15

static us_text integer_text(double value, char out[32])
{
    char digits[32];
    size_t count = 0, length = 0;

    for (uint64_t rest = (uint64_t)fabs(value); rest > 0 || count == 0; rest /= 10)
        digits[count++] = (char)('0' + rest % 10);
    if (value < 0)
        out[length++] = '-';
    while (count > 0)
        out[length++] = digits[--count];
    out[length] = '\0';
    return (us_text){ out, length };
}

us_text us_decimal_of(double value, char out[32])
{
    char digits[18];
    int length = 0, point = 1, count = 1;

    assert(isfinite(value));
    if (fabs(value) < PLAIN_INTEGERS && value == (double)(int64_t)value)
        return integer_text(value, out);
    if (value < 0)
        out[length++] = '-';
    if (value == 0)
        digits[0] = '0';
    else
        count = shortest_digits(fabs(value), digits, &point);
    length += lay_out(out + length, 32 - (size_t)length, digits, count, point);
    return (us_text){ out, (size_t)length };
}
