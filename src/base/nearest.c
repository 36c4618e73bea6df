/* "did you mean …?"
 *
 * The distance is that of Damerau and Levenshtein (optimal string alignment): insert, delete, replace
 * a byte, or swap two neighbours. Case counts for nothing, so that `Title` and `integrationId` find
 * `title` and `integration_id`. A candidate is near when no more than a third of it differs. */
#include "base/nearest.h"

#include <assert.h>

#include "base/ascii.h"

#define MAX_DISTANCE 3

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row of the table: distances from a[0, i] to every b[0, k). */
static void fill_row(us_text a, us_text b, size_t i, const unsigned *before, const unsigned *above,
                     unsigned *row)
{
    row[0] = (unsigned)i + 1;
    for (size_t k = 0; k < b.length; k++) {
        unsigned differ = us_lower(a.bytes[i]) != us_lower(b.bytes[k]);

        row[k + 1] = least(least(above[k + 1], row[k]) + 1, above[k] + differ);
        if (i > 0 && k > 0 && us_lower(a.bytes[i]) == us_lower(b.bytes[k - 1]) &&
            us_lower(a.bytes[i - 1]) == us_lower(b.bytes[k]))
            row[k + 1] = least(row[k + 1], before[k - 1] + 1);
    }
}

unsigned us_edit_distance(us_text a, us_text b)
{
    unsigned row[3][US_NEAREST_LENGTH + 1];

    assert(a.length <= US_NEAREST_LENGTH && b.length <= US_NEAREST_LENGTH);
    for (unsigned k = 0; k <= b.length; k++)
        row[2][k] = k;
    for (size_t i = 0; i < a.length; i++)
        fill_row(a, b, i, row[(i + 1) % 3], row[(i + 2) % 3], row[i % 3]);
    return row[(a.length + 2) % 3][b.length];
}

us_nearest us_nearest_to(us_text word)
{
    return (us_nearest){ .word = word, .distance = MAX_DISTANCE + 1 };
}

void us_nearest_offer(us_nearest *nearest, us_text candidate)
{
    us_text word = nearest->word;
    size_t longer = word.length > candidate.length ? word.length : candidate.length;
    unsigned distance;

    if (word.length == 0 || candidate.length == 0 || longer > US_NEAREST_LENGTH)
        return;
    distance = us_edit_distance(word, candidate);
    if (distance > longer / 3 || distance >= nearest->distance)
        return;
    nearest->best = candidate;
    nearest->distance = distance;
}
