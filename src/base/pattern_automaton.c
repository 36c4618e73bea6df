/* From steps to the table, and running it.
 *
 * A state is the set of the steps at which a search may stand. Its row in the table says for each class of
 * characters which row comes next, and in one more column whether the text may end here. Two rows come
 * first: nothing can match any more, and something has matched. Characters that no set of the pattern
 * tells apart are one class. */
#include "base/pattern_automaton.h"

#include "base/utf8.h"

enum { WORDS = US_STEPS / 64, STATES = 256, CELLS = 4096, CHARACTERS = 128 };
enum { ROW_FAILED, ROW_MATCHED, ROW_START };

struct us_automaton {
    const us_automaton *also; /* the next condition, or NULL */
    const uint16_t *next;     /* a row for each state, by the place of its first cell */
    unsigned width;           /* of a row */
    bool unwanted;
    uint8_t class_of[CHARACTERS];
};

typedef struct state {
    uint64_t steps[WORDS]; /* that wait for a character */
    bool matched;          /* whatever follows … */
    bool may_end;          /* … or if nothing does */
} state;

struct builder {
    const us_steps *steps;
    us_automaton *automaton;
    unsigned classes;
    uint8_t example[CHARACTERS]; /* a character of each class */
    state state[STATES];
    unsigned states;
    uint16_t next[CELLS];
};

/* ---- Classes of characters ---- */

/* Splits each class into those of its characters that are in the set and those that are not. */
static unsigned split_classes(uint8_t class_of[CHARACTERS], unsigned classes,
                              const us_ascii_set *set)
{
    uint8_t inside[CHARACTERS] = { 0 }; /* what becomes of the part that is in the set, plus 1 */
    bool outside[CHARACTERS] = { false };

    for (unsigned i = 0; i < CHARACTERS; i++)
        if (!us_ascii_set_has(set, i))
            outside[class_of[i]] = true;
    for (unsigned i = 0; i < CHARACTERS; i++) {
        unsigned class = class_of[i];

        if (!us_ascii_set_has(set, i) || !outside[class])
            continue;
        if (!inside[class])
            inside[class] = (uint8_t)++classes;
        class_of[i] = inside[class] - 1;
    }
    return classes;
}

static void make_classes(struct builder *b)
{
    uint8_t *class_of = b->automaton->class_of;

    b->classes = 1;
    for (unsigned i = 0; i < b->steps->count; i++)
        if (b->steps->step[i].kind == US_STEP_SET)
            b->classes = split_classes(class_of, b->classes, &b->steps->step[i].set);
    for (unsigned i = CHARACTERS; i-- > 0;)
        b->example[class_of[i]] = (uint8_t)i;
}

/* ---- States ---- */

static bool has(const uint64_t *set, unsigned i)
{
    return set[i / 64] >> (i % 64) & 1;
}

static void include(uint64_t *set, unsigned i)
{
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Where one can stand in the text. */
struct place {
    bool start, end;
};

/* Follows the steps that take no character from step `first` on; true when they lead to a match. What
 * has been `seen` need not be followed again. */
static bool follow(const us_steps *steps, unsigned first, struct place place, uint64_t *seen)
{
    unsigned waiting[US_STEPS * 2 + 1], count = 0;
    bool matched = false;

    waiting[count++] = first;
    while (count) {
        unsigned i = waiting[--count];
        const us_step *step = &steps->step[i];

        if (i >= steps->count || has(seen, i))
            continue;
        include(seen, i);
        matched |= step->kind == US_STEP_MATCH;
        if (step->kind == US_STEP_FORK) {
            waiting[count++] = step->other;
            waiting[count++] = step->to;
        } else if ((step->kind == US_STEP_START && place.start) ||
                   (step->kind == US_STEP_END && place.end)) {
            waiting[count++] = step->to;
        }
    }
    return matched;
}

/* The state in which the search stands at the steps `from`. */
static state state_at(const us_steps *steps, const uint64_t *from, bool at_start)
{
    uint64_t seen[WORDS] = { 0 }, seen_at_end[WORDS] = { 0 };
    state s = { .matched = false };

    for (unsigned i = 0; i < steps->count; i++) {
        if (!has(from, i))
            continue;
        s.matched |= follow(steps, i, (struct place){ .start = at_start }, seen);
        s.may_end |=
            follow(steps, i, (struct place){ .start = at_start, .end = true }, seen_at_end);
    }
    for (unsigned i = 0; i < steps->count; i++)
        if (has(seen, i) && steps->step[i].kind == US_STEP_SET)
            include(s.steps, i);
    return s;
}

/* The state after a character; a match may also begin behind it. */
static state state_after(const us_steps *steps, const state *before, unsigned character)
{
    uint64_t from[WORDS] = { 1 };

    for (unsigned i = 0; i < steps->count; i++)
        if (has(before->steps, i) && us_ascii_set_has(&steps->step[i].set, character))
            include(from, steps->step[i].to);
    return state_at(steps, from, false);
}

/* The row of the state, a new one if need be; STATES when there is no room. */
static unsigned row_of(struct builder *b, const state *s)
{
    if (s->matched)
        return ROW_MATCHED;
    for (unsigned i = 0; i < b->states; i++)
        if (i != ROW_MATCHED && b->state[i].may_end == s->may_end &&
            memcmp(b->state[i].steps, s->steps, sizeof s->steps) == 0)
            return i;
    if (b->states == STATES || (b->states + 1) * b->automaton->width > CELLS)
        return STATES;
    b->state[b->states] = *s;
    return b->states++;
}

/* ROW_FAILED is the state without steps, in which a text may not end. Where a pattern can match behind any
 * character, no search ever comes to it. */
static bool make_rows(struct builder *b)
{
    unsigned width = b->automaton->width = b->classes + 1;
    state start = state_at(b->steps, (uint64_t[WORDS]){ 1 }, true);

    b->state[ROW_FAILED] = (state){ .matched = false };
    b->state[ROW_MATCHED] = (state){ .matched = true, .may_end = true };
    b->state[ROW_START] = start;
    b->states = ROW_START + 1;
    memset(b->next, 0, ROW_START * width * sizeof *b->next);
    for (unsigned row = ROW_START; row < b->states; row++) {
        for (unsigned class = 0; class < b->classes; class ++) {
            state after = state_after(b->steps, &b->state[row], b->example[class]);
            unsigned next = start.matched ? ROW_MATCHED : row_of(b, &after);

            if (next == STATES)
                return false;
            b->next[row * width + class] = (uint16_t)(next * width);
        }
        b->next[row * width + b->classes] = b->state[row].may_end;
    }
    return true;
}

/* ---- Making one ---- */

static us_automaton *make_one(us_arena *arena, struct builder *b, const us_steps *steps)
{
    us_automaton *automaton = US_NEW(arena, us_automaton);
    uint16_t *next;

    b->automaton = automaton;
    b->steps = steps;
    make_classes(b);
    if ((ROW_START + 1) * (b->classes + 1) > CELLS || !make_rows(b))
        return NULL;
    next = US_NEW_ARRAY(arena, uint16_t, b->states * automaton->width);
    memcpy(next, b->next, b->states * automaton->width * sizeof *next);
    automaton->next = next;
    automaton->unwanted = steps->unwanted;
    return automaton;
}

const us_automaton *us_automaton_make(us_arena *arena, us_text translated)
{
    us_arena scratch = { 0 };
    us_steps *conditions = us_arena_alloc(&scratch, sizeof *conditions * US_CONDITIONS);
    struct builder *b = us_arena_alloc(&scratch, sizeof *b);
    unsigned count = us_steps_read(translated, conditions);
    us_automaton *automaton = NULL;

    for (unsigned i = 0; i < count; i++) {
        us_automaton *one = make_one(arena, b, &conditions[i]);

        if (one)
            one->also = automaton;
        automaton = one;
        if (!one)
            break;
    }
    us_arena_free(&scratch);
    return automaton;
}

/* ---- Running it ---- */

static enum us_match run_one(const us_automaton *automaton, us_text text)
{
    const unsigned width = automaton->width;
    const uint16_t *next = automaton->next;
    const unsigned char *at = (const unsigned char *)text.bytes, *end = at + text.length;
    unsigned row = ROW_START * width;

    for (; at < end && row > ROW_MATCHED * width; at++) {
        if (*at >= CHARACTERS)
            return US_MATCH_LIMIT;
        row = next[row + automaton->class_of[*at]];
    }
    if (row <= ROW_MATCHED * width) {
        if (at < end && !us_utf8_valid((us_text){ (const char *)at, (size_t)(end - at) }))
            return US_MATCH_LIMIT;
        return row ? US_MATCH : US_NO_MATCH;
    }
    return next[row + width - 1] ? US_MATCH : US_NO_MATCH;
}

enum us_match us_automaton_run(const us_automaton *automaton, us_text text)
{
    for (; automaton; automaton = automaton->also) {
        enum us_match match = run_one(automaton, text);

        if (match == US_MATCH_LIMIT)
            return match;
        if ((match == US_MATCH) == automaton->unwanted)
            return US_NO_MATCH;
    }
    return US_MATCH;
}
