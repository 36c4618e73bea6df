/* A text that a pattern matches: a walk over its steps, from the first to the end.
 *
 * At a fork the walk may take either way; a strategy says which. The plainest takes the shortest way, others
 * take long ways until there are enough characters, or let a generator decide. What a strategy made counts
 * only if the pattern really matches it and its length is right: lookaheads are conditions that the walk
 * does not know. */
#include <stdlib.h>

#include "base/pattern_automaton.h"
#include "base/pattern_parts.h"

/* The strategies from LUCK on are random. */
enum { STRATEGIES = 200, LUCK = 3, WALK = 4096, FAR = 1 << 20 };

struct sampler {
    const us_steps *steps;
    unsigned
        rest[US_STEPS + 1];  /* how many characters it takes from a step to the end; FAR: no way */
    bool free[US_STEPS + 1]; /* … and whether there is a way that takes none */
    us_sample_wish wish;
    unsigned strategy;
    uint32_t random;
    us_buf text;
    size_t choices; /* how many of its characters could have been others */
};

/* ---- The way to the end ---- */

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned rest_after(const struct sampler *s, const us_step *step)
{
    switch (step->kind) {
    case US_STEP_SET:
        return least(FAR, 1 + s->rest[step->to]);
    case US_STEP_FORK:
        return least(s->rest[step->to], s->rest[step->other]);
    case US_STEP_START:
        return s->rest[step->to];
    case US_STEP_END:
        return s->free[step->to] ? 0 : FAR;
    case US_STEP_MATCH:
        break;
    }
    return 0;
}

/* Until nothing changes: a way that leads back makes no way shorter. */
static void measure(struct sampler *s)
{
    bool changed = true;

    for (unsigned i = 0; i <= US_STEP_NONE; i++)
        s->rest[i] = FAR;
    while (changed) {
        changed = false;
        for (unsigned i = s->steps->count; i-- > 0;) {
            unsigned rest = rest_after(s, &s->steps->step[i]);

            if (rest < s->rest[i] || (rest == 0 && !s->free[i])) {
                s->rest[i] = rest;
                s->free[i] = rest == 0;
                changed = true;
            }
        }
    }
}

/* ---- The walk ---- */

static bool is_choice(const us_ascii_set *set)
{
    return (set->half[0] && set->half[1]) || (set->half[0] & (set->half[0] - 1)) ||
           (set->half[1] & (set->half[1] - 1));
}

static uint32_t next_random(struct sampler *s)
{
    s->random = s->random * 1664525u + 1013904223u;
    return s->random >> 16;
}

static const us_text kinds[] = {
    { "abcdefghijklmnopqrstuvwxyz", 26 },
    { "123456789012", 10 },
    { "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 26 },
    { "-_./:@ !#$%&'()*+,;<=>?[]^`{|}~\"\\", 34 },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* A character of that kind from the set, from the place `from` on, or '\0'. */
static char find_character(const us_ascii_set *set, us_text kind, size_t from)
{
    for (size_t i = 0; i < kind.length; i++) {
        char byte = kind.bytes[(from + i) % kind.length];

        if (us_ascii_set_has(set, (unsigned char)byte))
            return byte;
    }
    return '\0';
}

/* Characters that people read come first, letters before all; a strategy that tries its luck begins with any
 * kind. */
static char choose_character(struct sampler *s, const us_ascii_set *set)
{
    bool by_luck = s->strategy >= LUCK;
    size_t first = by_luck ? next_random(s) % KINDS : 0;
    size_t from = by_luck ? next_random(s) : s->choices + s->wish.variety;

    for (size_t i = 0; i < KINDS; i++) {
        char byte = find_character(set, kinds[(first + i) % KINDS], from);

        if (byte)
            return byte;
    }
    for (unsigned byte = 127; byte > 0; byte--)
        if (us_ascii_set_has(set, byte))
            return (char)byte;
    return '\0';
}

static unsigned choose_way(struct sampler *s, const us_step *fork)
{
    bool first_is_shorter = s->rest[fork->to] <= s->rest[fork->other];
    unsigned shorter = first_is_shorter ? fork->to : fork->other;
    unsigned longer = first_is_shorter ? fork->other : fork->to;

    if (s->rest[longer] >= FAR || s->strategy == 0)
        return shorter;
    if (s->strategy < LUCK) /* enough characters, by ways of the first or of the second kind */
        return s->text.length >= s->wish.least ? shorter : s->strategy == 1 ? longer : fork->to;
    return next_random(s) % 3 ? longer : shorter;
}

/* Fills s->text; false when the walk does not come to the end. */
static bool walk(struct sampler *s)
{
    unsigned at = 0;

    s->text.length = s->choices = 0;
    for (unsigned i = 0; i < WALK; i++) {
        const us_step *step = &s->steps->step[at];

        if (step->kind == US_STEP_MATCH)
            return true;
        if (s->rest[at] >= FAR || s->text.length > s->wish.most)
            return false;
        if (step->kind == US_STEP_SET) {
            us_buf_add_byte(&s->text, choose_character(s, &step->set));
            s->choices += is_choice(&step->set);
        }
        at = step->kind == US_STEP_FORK ? choose_way(s, step) : step->to;
    }
    return false;
}

/* ---- The whole ---- */

static bool fits(const us_pattern *pattern, const us_sample_wish *wish, us_text text)
{
    return text.length >= wish->least && text.length <= wish->most &&
           us_pattern_match(pattern, text) == US_MATCH;
}

/* A pattern that stands somewhere in the text leaves room around it. */
static us_text pad(struct sampler *s, const us_pattern *pattern)
{
    us_text text;

    while (s->text.length < s->wish.least)
        us_buf_add_byte(&s->text, (char)('a' + s->text.length % 26));
    text = us_buf_text(&s->text);
    return fits(pattern, &s->wish, text) ? text : (us_text){ NULL, 0 };
}

static us_text search(struct sampler *s, const us_pattern *pattern)
{
    us_text padded;

    for (s->strategy = s->wish.wild ? LUCK : 0; s->strategy < STRATEGIES; s->strategy++) {
        s->random = s->strategy * 7919 + s->wish.variety;
        if (!walk(s))
            continue;
        if (fits(pattern, &s->wish, us_buf_text(&s->text)))
            return us_buf_text(&s->text);
        padded = pad(s, pattern);
        if (padded.bytes)
            return padded;
    }
    return (us_text){ NULL, 0 };
}

/* The steps of the pattern, or of a part of it when it has too many. */
static const us_steps *steps_of(us_text translated, us_steps conditions[US_CONDITIONS])
{
    unsigned count = us_steps_read(translated, conditions);

    if (count > 0)
        return &conditions[count - 1];
    for (unsigned more = 64; more > 0; more /= 4)
        if (us_steps_sketch(translated, more, conditions))
            return conditions;
    return NULL;
}

us_text us_pattern_sample(us_arena *arena, const us_pattern *pattern, const us_sample_wish *wish)
{
    us_translation t = { .arena = arena, .source = us_pattern_source(pattern) };
    struct sampler s = { .wish = *wish, .text = us_buf_new(arena, 64) };
    us_steps *conditions = malloc(US_CONDITIONS * sizeof *conditions);
    us_text sample = { NULL, 0 };

    if (!conditions) /* the arena would clear these 64 KiB, and keep them */
        us_out_of_memory();
    s.steps = us_pattern_translate(&t) ? steps_of(us_buf_text(&t.out), conditions) : NULL;
    if (s.steps) {
        measure(&s);
        sample = search(&s, pattern);
    }
    free(conditions);
    return sample;
}
