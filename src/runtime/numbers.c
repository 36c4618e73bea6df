/* Numbers by their doubles: multiples, members of an enum, and whole rows. */
#include "runtime/numbers.h"

#include <float.h>
#include <string.h>

/* ---- Multiples ------------------------------------------------------------------------------------- */

/* The powers of ten by which decimals become integers here. */
static const double power_of_ten[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
enum { POWERS = sizeof power_of_ten / sizeof *power_of_ten };

/* The nearest integer of what is far below 2^51, without a call: there is no room for a fraction above. Of larger ones
 * it is even. */
static inline double nearest(double value)
{
    return value + 0x1.8p52 - 0x1.8p52;
}

/* How many parts of 1 make up the decimal that is read as `value`, if that is a whole number of them: it has at most
 * fifteen digits then, and no other decimal of so few is read as the same double. The product is off by less than a half. */
static inline bool in_parts(double value, double parts_of_1, double *parts)
{
    *parts = nearest(value * parts_of_1);
    return *parts / parts_of_1 == value;
}

/* The largest part of 1 of which the divisor is a multiple: the multiples of the divisor are also multiples of that. */
bool us_find_parts(double divisor, us_parts *parts)
{
    for (unsigned i = 0; i < POWERS && FLT_EVAL_METHOD == 0; i++) {
        parts->of_1 = power_of_ten[i];
        if (us_is_in_reach(divisor, parts) && in_parts(divisor, parts->of_1, &parts->of_divisor))
            return true;
    }
    return false;
}

/* A quotient of integers of fifteen digits that is no integer is further from each than what rounding adds. */
static inline bool is_multiple(double value, const us_parts *parts)
{
    double of_value;
    bool whole = in_parts(value, parts->of_1, &of_value);
    double quotient = of_value / parts->of_divisor;

    bool multiple = quotient == nearest(quotient);

    return (int)whole & (int)multiple;
}

/* The same of an integral divisor. */
static inline bool is_whole_multiple(double value, double divisor)
{
    double quotient = value / divisor;

    bool whole = value == nearest(value), multiple = quotient == nearest(quotient);

    return (int)whole & (int)multiple;
}

bool us_is_multiple(double value, const us_parts *parts)
{
    return is_multiple(value, parts);
}

/* ---- Members of an enum ----------------------------------------------------------------------------- */

static inline double last_of(const us_values *members)
{
    return members->number[members->numbers - 1];
}

/* Without a branch that the processor could guess wrong. */
static inline bool is_among(const us_values *members, double number)
{
    const double *at = members->number;

    if (members->dense)
        return (bool)((int)(number >= *at) & (int)(number <= last_of(members)) &
                      (int)(number == nearest(number)));
    for (unsigned left = members->numbers; left > 1; left -= left / 2)
        at += at[left / 2] <= number ? left / 2 : 0;
    return members->numbers > 0 && *at == number;
}

bool us_is_among_numbers(const us_values *members, double number)
{
    return is_among(members, number);
}

/* ---- One number -------------------------------------------------------------------------------------- */

static inline bool is_above(double value, bool exact, const us_numbers *numbers)
{
    return numbers->lower == US_NO_BOUND || value > numbers->least ||
           (numbers->lower == US_INCLUDED && exact && value == numbers->least);
}

static inline bool is_below(double value, bool exact, const us_numbers *numbers)
{
    return numbers->upper == US_NO_BOUND || value < numbers->most ||
           (numbers->upper == US_INCLUDED && exact && value == numbers->most);
}

static bool is_number_multiple(double value, double divisor)
{
    us_parts parts;

    return us_find_parts(divisor, &parts) && us_is_in_reach(value, &parts) &&
           is_multiple(value, &parts);
}

bool us_number_fits(const us_json *value, const us_numbers *numbers)
{
    double number = value->node.valuedouble;
    bool exact = value->types & US_EXACT;

    if (!(value->types & US_JSON_NUMBER) || (numbers->types && !(value->types & numbers->types)))
        return false;
    if (!is_above(number, exact, numbers) || !is_below(number, exact, numbers))
        return false;
    if (numbers->among && !(exact && is_among(numbers->among, number)))
        return false;
    return numbers->divisor == 0 || (exact && is_number_multiple(number, numbers->divisor));
}

/* ---- Rows --------------------------------------------------------------------------------------------- */

static bool are_multiples(const us_json_row *row, double divisor)
{
    us_parts parts;
    bool all = true;

    if (!us_find_parts(divisor, &parts) || !us_is_in_reach(row->least, &parts) ||
        !us_is_in_reach(row->most, &parts))
        return false;
    if (parts.of_1 == 1)
        for (unsigned i = 0; i < row->count; i++)
            all &= is_whole_multiple(row->number[i], parts.of_divisor);
    else
        for (unsigned i = 0; i < row->count; i++)
            all &= is_multiple(row->number[i], &parts);
    return all;
}

static bool are_among(const us_json_row *row, const us_values *members, bool integers)
{
    bool all = true;

    if (members->dense && integers)
        return row->least >= *members->number && row->most <= last_of(members);
    for (unsigned i = 0; i < row->count; i++)
        all &= is_among(members, row->number[i]);
    return all;
}

bool us_row_fits(const us_json *array, const us_numbers *numbers)
{
    const us_json_row *row = us_json_row_of(array);
    bool exact = !(array->item_types & US_JSON_INEXACT);

    if (!row || !us_items_are(array, numbers->types) || !is_above(row->least, exact, numbers) ||
        !is_below(row->most, exact, numbers))
        return false;
    if (numbers->among && !(exact && row->count == array->count &&
                            are_among(row, numbers->among, us_items_are(array, US_INTEGER))))
        return false;
    return numbers->divisor == 0 || (exact && are_multiples(row, numbers->divisor));
}

/* ---- Rows without a number twice ----------------------------------------------------------------------- */

/* Up to so many are compared each with each. */
#define FEW_NUMBERS 64

static bool differ_pairwise(const double *number, unsigned count)
{
    bool equal = false;

    for (unsigned i = 1; i < count && !equal; i++)
        for (unsigned k = 0; k < i; k++)
            equal |= number[i] == number[k];
    return !equal;
}

static void merge(double *out, const double *a, const double *a_end, const double *b,
                  const double *b_end)
{
    while (a < a_end && b < b_end)
        *out++ = *b < *a ? *b++ : *a++;
    while (a < a_end)
        *out++ = *a++;
    while (b < b_end)
        *out++ = *b++;
}

static const double *sort(us_arena *arena, const double *given, unsigned count)
{
    double *number = us_arena_alloc(arena, count * sizeof *number);
    double *other = us_arena_alloc(arena, count * sizeof *other);

    memcpy(number, given, count * sizeof *number);
    for (size_t run = 1; run < count; run *= 2) {
        double *swap = number;

        for (size_t i = 0; i < count; i += 2 * run) {
            size_t middle = i + run < count ? i + run : count;
            size_t end = i + 2 * run < count ? i + 2 * run : count;

            merge(other + i, number + i, number + middle, number + middle, number + end);
        }
        number = other;
        other = swap;
    }
    return number;
}

bool us_row_differs(us_arena *arena, const us_json *array)
{
    const us_json_row *row = us_json_row_of(array);
    const double *number;

    if (!row || row->count < array->count || array->item_types & US_JSON_INEXACT)
        return false;
    number = row->number;
    if (array->count <= FEW_NUMBERS)
        return differ_pairwise(number, array->count);
    number = sort(arena, number, array->count);
    for (unsigned i = 1; i < array->count; i++)
        if (number[i - 1] == number[i])
            return false;
    return true;
}
