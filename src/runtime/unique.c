/* Finding two equal items without comparing each with each.
 *
 * A few items are compared pairwise. For more, each item is written in a canonical form (one text for
 * equal values: members sorted by name, numbers as digits and exponent), and the texts are sorted;
 * equal items are then neighbours. Sorting, unlike hashing, has no bad case that a client could
 * prepare. All of it is scratch in the arena of the run. */
#include "runtime/unique.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/numbers.h"

/* Up to so many items are compared pairwise. */
#define FEW_ITEMS 20

/* ---- Sorting ------------------------------------------------------------------------------------ */

/* Something to sort: a text and where it came from. */
struct entry {
    us_text text;
    unsigned index;       /* of an item in its array */
    const us_json *value; /* of a member */
};

/* Any total order will do; the shorter text is the smaller one. */
static int compare(const struct entry *a, const struct entry *b)
{
    if (a->text.length != b->text.length)
        return a->text.length < b->text.length ? -1 : 1;
    return a->text.length == 0 ? 0 : memcmp(a->text.bytes, b->text.bytes, a->text.length);
}

static void merge(struct entry *out, const struct entry *a, const struct entry *a_end,
                  const struct entry *b, const struct entry *b_end)
{
    while (a < a_end && b < b_end)
        *out++ = compare(b, a) < 0 ? *b++ : *a++;
    while (a < a_end)
        *out++ = *a++;
    while (b < b_end)
        *out++ = *b++;
}

/* A stable merge sort: equal entries keep the order of their indexes. qsort, which calls a function for each
 * comparison, takes half as long again. */
static struct entry *sort(us_arena *arena, struct entry *entry, size_t count)
{
    struct entry *other = US_NEW_ARRAY(arena, struct entry, count);

    for (size_t run = 1; run < count; run *= 2) {
        struct entry *swap = entry;

        for (size_t i = 0; i < count; i += 2 * run) {
            size_t middle = i + run < count ? i + run : count;
            size_t end = i + 2 * run < count ? i + 2 * run : count;

            merge(other + i, entry + i, entry + middle, entry + middle, entry + end);
        }
        entry = other;
        other = swap;
    }
    return entry;
}

/* ---- The canonical form -------------------------------------------------------------------------- */

/* The parts of a spelling: [-] digits [. digits] [e exponent]. */
struct number {
    bool negative;
    us_text digits;   /* significant ones: neither the first nor the last is 0 */
    int64_t exponent; /* value = 0.digits * 10^exponent */
};

/* The exponent part, or false when it has more than 18 digits. */
static bool read_exponent(us_text text, int64_t *exponent)
{
    bool negative = text.length > 0 && text.bytes[0] == '-';
    size_t i = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    int64_t sum = 0;

    while (i < text.length && text.bytes[i] == '0')
        i++;
    if (text.length - i > 18)
        return false;
    for (; i < text.length; i++)
        sum = sum * 10 + (text.bytes[i] - '0');
    *exponent = negative ? -sum : sum;
    return true;
}

/* Appends the digits of a mantissa without its point; tells how many stand before the point. */
static size_t copy_digits(us_text mantissa, char *digits, size_t *count)
{
    size_t point = mantissa.length;

    *count = 0;
    for (size_t i = 0; i < mantissa.length; i++) {
        if (mantissa.bytes[i] == '.')
            point = i;
        else
            digits[(*count)++] = mantissa.bytes[i];
    }
    return point < mantissa.length ? point : *count;
}

static bool read_number(us_arena *arena, us_text text, struct number *number)
{
    size_t e = 0, zeros = 0, count, before_point;
    char *digits = us_arena_alloc(arena, text.length + 1);
    bool exponent_known = true;

    number->negative = text.bytes[0] == '-';
    text = us_text_slice(text, number->negative, text.length);
    while (e < text.length && text.bytes[e] != 'e' && text.bytes[e] != 'E')
        e++;
    number->exponent = 0;
    if (e < text.length)
        exponent_known = read_exponent(us_text_slice(text, e + 1, text.length), &number->exponent);
    before_point = copy_digits(us_text_slice(text, 0, e), digits, &count);
    while (count > 0 && digits[count - 1] == '0')
        count--;
    while (zeros < count && digits[zeros] == '0')
        zeros++;
    number->digits = (us_text){ digits + zeros, count - zeros };
    number->exponent += (int64_t)before_point - (int64_t)zeros;
    return exponent_known || count == 0;
}

static void write_number(us_check *ck, us_buf *buf, const us_json *value)
{
    struct number number;

    if (!read_number(ck->arena, number_text(value), &number)) {
        us_check_give_up(ck, "a number in an array of unique items has too large an exponent");
        return;
    }
    if (number.digits.length == 0) {
        us_buf_add_byte(buf, '0'); /* 0 and -0.00e7 are one number */
        return;
    }
    us_buf_add_byte(buf, number.negative ? '-' : '+');
    us_buf_add(buf, number.digits);
    us_buf_print(buf, "e%lld", (long long)number.exponent);
}

static void write_canonical(us_check *ck, us_buf *buf, const us_json *value);

static void write_object(us_check *ck, us_buf *buf, const us_json *object)
{
    struct entry *entry = US_NEW_ARRAY(ck->arena, struct entry, object->count);
    size_t count = 0;

    for (const us_json *child = us_json_first(object); child; child = us_json_next(child))
        entry[count++] = (struct entry){ .text = us_json_key(child), .value = child };
    entry = sort(ck->arena, entry, count);
    us_buf_add_byte(buf, '{');
    for (size_t i = 0; i < count; i++) {
        us_buf_print(buf, "%zu:", entry[i].text.length);
        us_buf_add(buf, entry[i].text);
        write_canonical(ck, buf, entry[i].value);
    }
    us_buf_add_byte(buf, '}');
}

/* Self-delimiting, so that what is concatenated cannot be read in two ways. */
static void write_canonical(us_check *ck, us_buf *buf, const us_json *value)
{
    switch (us_json_kind(value)) {
    case cJSON_Number:
        write_number(ck, buf, value);
        us_buf_add_byte(buf, ';');
        break;
    case cJSON_String:
        us_buf_print(buf, "s%u:", value->length);
        us_buf_add(buf, string_text(value));
        break;
    case cJSON_Array:
        us_buf_add_byte(buf, '[');
        for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
            write_canonical(ck, buf, child);
        us_buf_add_byte(buf, ']');
        break;
    case cJSON_Object:
        write_object(ck, buf, value);
        break;
    default:
        us_json_write(buf, value); /* null, true, false */
        break;
    }
}

/* ---- Finding -------------------------------------------------------------------------------------- */

static bool find_pairwise(const us_json *array, unsigned *first, unsigned *second)
{
    const us_json *a, *b;
    unsigned i, k;

    for (a = us_json_first(array), i = 0; a; a = us_json_next(a), i++) {
        for (b = us_json_first(array), k = 0; b != a; b = us_json_next(b), k++) {
            if (us_json_kind(a) == us_json_kind(b) && us_json_equal(a, b)) {
                *first = k;
                *second = i;
                return true;
            }
        }
    }
    return false;
}

/* Canonical texts of strings are the strings themselves when all the items are strings. */
static bool all_strings(const us_json *array)
{
    for (const us_json *item = us_json_first(array); item; item = us_json_next(item))
        if (us_json_kind(item) != cJSON_String)
            return false;
    return true;
}

static struct entry *list_items(us_check *ck, const us_json *array)
{
    struct entry *entry = US_NEW_ARRAY(ck->arena, struct entry, array->count);
    us_buf buf = us_buf_new(ck->arena, 1024);
    bool strings = all_strings(array);
    unsigned count = 0;
    size_t start = 0;

    for (const us_json *item = us_json_first(array); item; item = us_json_next(item), count++) {
        entry[count].index = count;
        if (strings) {
            entry[count].text = string_text(item);
            continue;
        }
        write_canonical(ck, &buf, item);
        entry[count].text.length = buf.length - start;
        start = buf.length;
    }
    for (size_t i = 0, at = 0; !strings && i < count; at += entry[i++].text.length)
        entry[i].text.bytes = buf.bytes + at; /* only now does the buffer not move any more */
    return entry;
}

bool us_find_equal_items(us_check *ck, const us_json *array, unsigned *first, unsigned *second)
{
    struct entry *entry;
    bool found = false;

    if (us_row_differs(ck->arena, array))
        return false;
    if (array->count <= FEW_ITEMS)
        return find_pairwise(array, first, second);
    entry = list_items(ck, array);
    if (ck->limit)
        return false;
    entry = sort(ck->arena, entry, array->count);
    for (unsigned i = 1; i < array->count; i++) {
        if (compare(&entry[i - 1], &entry[i]) != 0 || (found && entry[i].index >= *second))
            continue;
        *first = entry[i - 1].index;
        *second = entry[i].index;
        found = true;
    }
    return found;
}
