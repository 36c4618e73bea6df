/* Numbers: zero when it will do, and otherwise what lies next to a limit or is a multiple. Candidates are
 * compared exactly, as the verbs do. */
#include "runtime/make_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

/* The narrowest limits of a goal, as they are spelled; empty: there is none. */
typedef struct limits {
    us_text least, most, step;
    bool above, below; /* the limit itself is out */
} limits;

static us_text text_of(const us_rule *rule)
{
    return us_text_of(rule->text);
}

static void narrow(const us_goal *goal, enum us_asks asks, int sign, bool open, us_text *limit,
                   bool *is_open)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(goal, asks, rule));) {
        int order = limit->bytes ? us_decimal_compare(text_of(rule), *limit) * sign : 1;

        if (order > 0 || (order == 0 && open)) {
            *limit = text_of(rule);
            *is_open = open;
        }
    }
}

static limits limits_of(const us_goal *goal)
{
    limits l = { .above = false };
    const us_rule *step = us_goal_rule(goal, US_ASKS_MULTIPLE_OF, NULL);

    narrow(goal, US_ASKS_MINIMUM, 1, false, &l.least, &l.above);
    narrow(goal, US_ASKS_EXCLUSIVE_MINIMUM, 1, true, &l.least, &l.above);
    narrow(goal, US_ASKS_MAXIMUM, -1, false, &l.most, &l.below);
    narrow(goal, US_ASKS_EXCLUSIVE_MAXIMUM, -1, true, &l.most, &l.below);
    l.step = step ? text_of(step) : (us_text){ NULL, 0 };
    return l;
}

static bool is_within(const limits *l, us_text number)
{
    int least = l->least.bytes ? us_decimal_compare(number, l->least) : 1;
    int most = l->most.bytes ? us_decimal_compare(number, l->most) : -1;

    return least >= l->above && most <= -(int)l->below;
}

static bool is_multiple(const us_goal *goal, us_text number)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(goal, US_ASKS_MULTIPLE_OF, rule));)
        if (!us_decimal_is_multiple(number, text_of(rule)))
            return false;
    return true;
}

enum { REMARKABLE = 2 };

typedef struct search {
    us_maker *mk;
    const us_goal *goal;
    limits limits;
    bool integer;
    unsigned skip; /* how many that would do are left to others */
    us_text found; /* the first that would do, and then the one that was looked for */
    us_text
        left[REMARKABLE]; /* zero and the limit, when they were left to others: they come again */
    bool done;
} search;

static bool was_left(const search *s, us_text number)
{
    for (unsigned i = 0; i < REMARKABLE; i++)
        if (s->left[i].bytes && us_decimal_compare(s->left[i], number) == 0)
            return true;
    return false;
}

static void try_text(search *s, us_text number)
{
    if (s->done || !is_within(&s->limits, number) || !is_multiple(s->goal, number) ||
        (s->integer && !us_decimal_is_integer(number)) || was_left(s, number))
        return;
    s->found = us_arena_copy(s->mk->arena, number);
    s->done = s->skip-- == 0;
}

static void try_remarkable(search *s, unsigned which, us_text number)
{
    us_text before = s->found;
    try_text(s, number);
    if (!s->done && s->found.bytes != before.bytes)
        s->left[which] = s->found;
}

static void try_double(search *s, double number)
{
    char spelling[32];

    if (isfinite(number))
        try_text(s, us_decimal_of(number == 0 ? 0 : number, spelling));
}

static double value_of(us_text number, double otherwise)
{
    return number.bytes ? strtod(number.bytes, NULL) : otherwise;
}

/* Multiples from the limit inwards, or around zero where there is none. */
static void try_steps(search *s, double step)
{
    double least = value_of(s->limits.least, -INFINITY), most = value_of(s->limits.most, INFINITY);
    double from = isfinite(least) ? ceil(least / step) : isfinite(most) ? floor(most / step) : 0;
    double direction = isfinite(least) || !isfinite(most) ? 1 : -1;

    for (unsigned i = 0; i < 64 + s->skip && i < 4096 && !s->done; i++)
        try_double(s, (from + direction * i) * step);
}

/* As they are spelled, which a double may not hold. */
static void try_limits(search *s)
{
    if (s->limits.least.bytes)
        try_remarkable(s, 1, s->limits.least);
    else if (s->limits.most.bytes)
        try_remarkable(s, 1, s->limits.most);
}

static void try_between(search *s)
{
    double least = value_of(s->limits.least, -INFINITY), most = value_of(s->limits.most, INFINITY);

    if (isfinite(least) && isfinite(most))
        try_double(s, least + (most - least) / 2);
    if (isfinite(least))
        try_double(s, least + fabs(least) / 2 + 0.5);
    if (isfinite(most))
        try_double(s, most - fabs(most) / 2 - 0.5);
}

/* How wide numbers are drawn where no limit says so, and how often. */
enum { WIDTH = 1000, DRAWS = 16 };

/* Whether validators that divide doubles take it for a multiple, too: 63502.11 / 0.01 is none to them. */
static bool is_multiple_to_all(const search *s, double number, double step)
{
    double quotient = number / step;

    return !s->limits.step.bytes || quotient == floor(quotient);
}

/* Integers and multiples by the step, other numbers by the hundredth. */
static void try_random(search *s, double step)
{
    double unit = s->integer || s->limits.step.bytes ? step : 0.01;
    double least = value_of(s->limits.least, value_of(s->limits.most, WIDTH) - WIDTH);
    double most = value_of(s->limits.most, least + WIDTH);
    double from = ceil(least / unit), count = floor(most / unit) - from + 1;

    if (!(count >= 1) || count > 9e15)
        return;
    for (unsigned i = 0; i < DRAWS && !s->done; i++) {
        double k = from + (double)(us_make_draw(s->mk, 100 + i) % (uint64_t)count);

        double number = unit == 0.01 ? k / 100 : k * unit;

        if (is_multiple_to_all(s, number, step))
            try_double(s, number);
    }
}

void us_make_number(us_maker *mk, const us_goal *goal, bool integer)
{
    search s = { .mk = mk, .goal = goal, .limits = limits_of(goal), .integer = integer };
    double step = value_of(s.limits.step, 1);
    unsigned place;

    s.skip = mk->variety;
    s.found = US_TEXT("0");
    if (mk->seed && us_make_place(mk, &place))
        try_double(&s, place);
    if (mk->seed)
        try_random(&s, step > 0 ? step : 1);
    try_remarkable(&s, 0, US_TEXT("0"));
    try_limits(&s);
    if (step > 0)
        try_steps(&s, integer && step != floor(step) ? step * 1000 : step);
    try_between(&s);
    us_buf_add(&mk->out, s.found);
}

/* ---- For the variant chooser ---- */

/* The limits of formats, where the schema itself has none. */
static const struct {
    const char *format, *least, *most;
} format_limits[] = {
    { "int8", "-128", "127" },
    { "uint8", "0", "255" },
    { "int16", "-32768", "32767" },
    { "uint16", "0", "65535" },
    { "int32", "-2147483648", "2147483647" },
    { "uint32", "0", "4294967295" },
    { "int64", "-9223372036854775808", "9223372036854775807" },
    { "uint64", "0", "18446744073709551615" },
    { "float", "-3.4028234e+38", "3.4028234e+38" },
    { "double", "-1.7976931348623157e+308", "1.7976931348623157e+308" },
};

static void limit_by_format(const us_goal *goal, limits *l)
{
    const us_rule *format = us_goal_rule(goal, US_ASKS_FORMAT, NULL);

    for (size_t i = 0; format && i < sizeof format_limits / sizeof *format_limits; i++) {
        if (strcmp(format_limits[i].format, format->text) != 0)
            continue;
        if (!l->least.bytes)
            l->least = us_text_of(format_limits[i].least);
        if (!l->most.bytes)
            l->most = us_text_of(format_limits[i].most);
    }
}

/* The number that lies nearest inside of a limit: the limit itself, the next multiple, or a hundredth further. */
static void try_edge(search *s, us_text limit, double step, int inwards)
{
    double from = strtod(limit.bytes, NULL),
           unit = s->integer || s->limits.step.bytes ? step : 0.01;
    double first = inwards > 0 ? ceil(from / unit) : floor(from / unit);

    try_text(s, limit);
    for (unsigned i = 0; i < 64 && !s->done; i++) {
        double k = first + inwards * (double)i;

        try_double(s, unit == 0.01 ? k / 100 : k * unit);
    }
}

/* "is 5, the minimum" */
static void add_found(search *s, us_ways *ways, us_text limit, const char *limit_name)
{
    bool exact = s->done && limit.bytes && us_decimal_compare(s->found, limit) == 0;
    us_text what;

    if (s->done && !limit.bytes)
        what = us_arena_print(s->mk->arena, "is %.*s", (int)s->found.length, s->found.bytes);
    else if (s->done)
        what = us_arena_print(s->mk->arena, "is %.*s, %s%s", (int)s->found.length, s->found.bytes,
                              exact ? "the " : "next to the ", limit_name);
    if (s->done)
        us_ways_add(ways, what)->value = s->found;
    s->done = false;
    s->skip = 0;
}

void us_number_ways(us_maker *mk, const us_goal *goal, bool integer, us_ways *ways)
{
    search s = { .mk = mk, .goal = goal, .limits = limits_of(goal), .integer = integer };
    const us_text none = { NULL, 0 };
    double step;

    limit_by_format(goal, &s.limits);
    step = value_of(s.limits.step, 1);
    step = step > 0 ? step : 1;
    if (s.limits.least.bytes)
        try_edge(&s, s.limits.least, step, 1);
    add_found(&s, ways, s.limits.least, "minimum");
    try_text(&s, US_TEXT("0"));
    add_found(&s, ways, none, "");
    if (!s.limits.least.bytes)
        try_double(&s, integer || s.limits.step.bytes ? -step : -0.5);
    add_found(&s, ways, none, "");
    if (s.limits.most.bytes)
        try_edge(&s, s.limits.most, step, -1);
    else /* the largest that every reader of JSON holds (RFC 8259, 6) */
        try_text(&s, US_TEXT("9007199254740991"));
    add_found(&s, ways, s.limits.most, "maximum");
}
