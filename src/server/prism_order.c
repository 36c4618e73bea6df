/* Prism's order of violations: by place the body, header, query and path; in each what is wrong with a value before
 * what is wrong inside of it, as its validator goes through the keywords of a schema. What the branches of an anyOf
 * say comes right before what is said of the anyOf, so that it stands for them among what is around it. */
#include "base/ascii.h"
#include "server/prism_tale.h"

typedef struct us_prism_telling telling;

static unsigned place_of(const us_finding *finding)
{
    static const char *const places[] = { "body", "header", "query", "path" };
    unsigned place = 0;
    if (finding->in.length == 0)
        return 0; /* of the whole */
    while (place < 4 && !us_text_equal(finding->in, us_text_of(places[place])))
        place++;
    return place + 1 + (finding->direction == US_RESPONSE ? 10 : 0);
}

/* The number of the first step at which the ways part, the parameter's name being number 0. */
static unsigned common_steps(const us_finding *a, const us_finding *b)
{
    const us_violation *one = a->violation, *other = b->violation;
    unsigned step = 0;
    if (!us_text_equal(a->name, b->name))
        return 0;
    while (step < one->locations && step < other->locations &&
           us_text_equal(one->location[step], other->location[step]))
        step++;
    return step + 1;
}

static unsigned steps_of(const us_finding *finding)
{
    return finding->name.length > 0 || finding->violation->locations > 0
               ? finding->violation->locations + 1
               : 0;
}

bool us_prism_reads_text(const us_turn *turn, const us_finding *finding)
{
    const us_text *type = us_request_field(turn->request, US_TEXT("Content-Type"));
    us_text form = US_TEXT("application/x-www-form-urlencoded");
    return !us_text_equal(finding->in, US_TEXT("body")) ||
           (type && (us_text_starts(*type, form) || us_text_starts(*type, US_TEXT("multipart/"))));
}

static int compare_numbers(unsigned a, unsigned b)
{
    return a < b ? -1 : a > b;
}

static int compare_keywords(const us_turn *turn, const telling *a, const telling *b)
{
    if (a->part != b->part && (a->part == TYPE || b->part == TYPE) &&
        us_prism_reads_text(turn, &a->finding))
        return a->part == TYPE ? -1 : 1;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return compare_numbers(a->number, b->number);
}

/* A step that is the number of an item, as far as its looks tell. */
static bool is_index(const telling *t, unsigned step)
{
    unsigned number;
    return step < t->finding.violation->locations &&
           us_text_number(t->finding.violation->location[step], 1000000, &number);
}

static unsigned index_of(const telling *t, unsigned step)
{
    unsigned number = 0;
    (void)us_text_number(t->finding.violation->location[step], 1000000, &number);
    return number;
}

/* Of the same schema, or of schemas for values around or beside each other. */
static int compare_places(const us_turn *turn, const telling *a, const telling *b)
{
    unsigned places[] = { place_of(&a->finding), place_of(&b->finding) };
    unsigned steps[] = { steps_of(&a->finding), steps_of(&b->finding) };
    unsigned common = common_steps(&a->finding, &b->finding);
    if (places[0] != places[1])
        return places[0] < places[1] ? -1 : 1;
    if (a->part == LAST || b->part == LAST)
        return (a->part == LAST) - (b->part == LAST);
    if (steps[0] == steps[1] && steps[0] <= common)
        return compare_keywords(turn, a, b);
    if (steps[0] <= common && steps[0] < steps[1])
        return a->part > CHILDREN ? 1 : -1;
    if (steps[1] <= common && steps[1] < steps[0])
        return b->part > CHILDREN ? -1 : 1;
    if (common > 0 && is_index(a, common - 1) && is_index(b, common - 1))
        return compare_numbers(index_of(a, common - 1), index_of(b, common - 1));
    /* members stand in the order of the document, as far as lines tell */
    return compare_numbers(a->finding.violation->at, b->finding.violation->at);
}

/* ---- Branches -------------------------------------------------------------------------------------------- */

static unsigned depth_of(const us_violation *violation)
{
    unsigned depth = 0;
    for (; violation->of; violation = violation->of)
        depth++;
    return depth;
}

/* The way up, as far as it is longer than `depth`. */
static const us_violation *above(const us_violation *violation, unsigned depth)
{
    for (unsigned steps = depth_of(violation); steps > depth; steps--)
        violation = violation->of;
    return violation;
}

/* Where the violation is told of, `own` itself if that is of it. */
static const telling *telling_of(const us_prism_tale *tale, const telling *own,
                                 const us_violation *violation)
{
    if (own->origin == violation)
        return own;
    for (unsigned i = 0; i < tale->count; i++)
        if (tale->telling[i].origin == violation)
            return &tale->telling[i];
    return own;
}

/* What no rule orders stays as it was found. */
static int compare_apart(const us_prism_tale *tale, const telling *a, const telling *b)
{
    int order = compare_places(tale->turn, a, b);
    return order != 0 ? order : a < b ? -1 : a > b;
}

static int compare(const us_prism_tale *tale, const telling *a, const telling *b)
{
    unsigned depths[] = { depth_of(a->origin), depth_of(b->origin) };
    for (unsigned depth = 0; depth <= depths[0] && depth <= depths[1]; depth++) {
        const us_violation *one = above(a->origin, depth), *other = above(b->origin, depth);
        if (one->branch != other->branch && one->of && one->of == other->of)
            return compare_numbers(one->branch, other->branch);
        if (one != other)
            return compare_apart(tale, telling_of(tale, a, one), telling_of(tale, b, other));
    }
    if (depths[0] == depths[1])
        return compare_apart(tale, a, b);
    return depths[0] > depths[1] ? -1 : 1; /* the branches first */
}

/* By insertion; there are few. */
void us_prism_order(us_prism_tale *tale)
{
    us_arena *arena = tale->turn->arena;
    const telling **sorted = us_arena_alloc(arena, sizeof *sorted * tale->count);
    telling *told = us_arena_alloc(arena, sizeof *told * tale->count);
    for (unsigned i = 0; i < tale->count; i++) {
        unsigned at = i;
        for (; at > 0 && compare(tale, &tale->telling[i], sorted[at - 1]) < 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &tale->telling[i];
    }
    for (unsigned i = 0; i < tale->count; i++)
        told[i] = *sorted[i];
    tale->telling = told;
}
