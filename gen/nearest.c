/* Did you mean …: the nearest of some names by edit distance (insert, delete, replace, and the swap of
 * neighbours, which is the commonest slip of a typing hand). */
#include "gen/gen.h"

/* Longer names are not compared: the work grows with the square, and documents are foreign. */
#define LONGEST 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The "optimal string alignment" distance, three rows of the table at a time. */
static size_t edit_distance(us_text a, us_text b)
{
    size_t row[3][LONGEST + 1];
    for (size_t j = 0; j <= b.length; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            bool same = a.bytes[i - 1] == b.bytes[j - 1];
            now[j] = least(last[j - 1] + !same, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] &&
                a.bytes[i - 2] == b.bytes[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[a.length % 3][b.length];
}

gen_nearest gen_nearest_to(us_text name)
{
    /* A third of the name may be wrong; beyond that a hint confuses. */
    size_t tolerated = name.length / 3 > 1 ? name.length / 3 : 1;
    return (gen_nearest){ .name = name, .distance = tolerated + 1 };
}

void gen_nearest_offer(gen_nearest *nearest, us_text candidate)
{
    if (nearest->name.length > LONGEST || candidate.length > LONGEST || candidate.length == 0)
        return;
    if (us_text_equal_nocase(nearest->name, candidate)) {
        nearest->best = candidate;
        nearest->distance = 0;
        return;
    }
    size_t distance = edit_distance(nearest->name, candidate);
    if (distance < nearest->distance && distance < candidate.length) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}

const char *gen_nearest_hint(gen *g, const gen_nearest *nearest)
{
    if (nearest->best.length == 0)
        return "";
    return us_arena_print(&g->arena, " (did you mean \"%s\"?)", gen_show(g, nearest->best)).bytes;
}
