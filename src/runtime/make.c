/* Proposes an instance, has it checked, and takes another way where the checker says no. */
#include "runtime/make.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "runtime/make_inside.h"

/* How often another way is tried before the making is given up. */
enum { ATTEMPTS = 400 };

us_text us_make_propose(us_maker *mk)
{
    us_goal goal;

    if (mk->plan)
        us_plan_start(mk);
    mk->out.length = mk->path.length = 0;
    mk->forks = 0;
    mk->depth = mk->made = mk->variety = 0;
    mk->stuck.bytes = NULL;
    us_goal_begin(&goal, NULL);
    us_goal_add(mk, &goal, mk->making->shape);
    us_make_value(mk, &goal);
    return us_buf_text(&mk->out);
}

/* What was wrong with what was proposed so far. */
typedef struct history {
    unsigned attempts;
    uint64_t seen[ATTEMPTS]; /* hashes of it */
} history;

/* When no branch of a oneOf or anyOf matches, the complaints of the closest follow. That need not be the one that
 * was meant, so they take turns. */
static const us_violation *to_mend(const us_check *ck, bool inside)
{
    const us_violation *first = &ck->violation[0];
    bool sums_up = !strcmp(first->keyword, "oneOf") || !strcmp(first->keyword, "anyOf");

    return sums_up && inside && ck->violations > 1 ? first + 1 : first;
}

/* `contents`: also what strings hold; `inside`: *pointer had rather lead into a branch than to the oneOf or anyOf. */
static bool passes(const us_maker *mk, const us_json *value, bool contents, bool inside,
                   us_text *pointer, us_text *why)
{
    const us_violation *violation;
    us_check ck;

    us_check_begin(&ck, mk->arena, value, mk->making->pattern);
    ck.direction = mk->making->direction;
    ck.contents = contents;
    mk->making->check(&ck, value);
    if (ck.limit)
        *why = us_text_of(ck.limit_reason ? ck.limit_reason : "the checker gave up");
    if (ck.violations == 0)
        return !ck.limit;
    violation = to_mend(&ck, inside);
    *pointer = violation->pointer;
    *why = us_arena_print(mk->arena, "%s %s", pointer->length > 0 ? pointer->bytes : "it",
                          violation->message.bytes);
    return false;
}

static bool is_valid(const us_maker *mk, us_text text, bool inside, us_text *pointer, us_text *why)
{
    us_json_error error;
    const us_json *value = us_json_read(mk->arena, text, NULL, &error);

    *pointer = US_TEXT("");
    if (!value) {
        *why = us_text_of(error.message);
        return false;
    }
    if (!mk->making->check)
        return true;
    return passes(mk, value, false, inside, pointer, why) &&
           (!mk->holds || mk->careless || passes(mk, value, true, inside, pointer, why));
}

bool us_make_is_valid(const us_maker *mk, us_text text, us_text *pointer, us_text *why)
{
    return is_valid(mk, text, false, pointer, why);
}

void us_make_begin(us_maker *mk, us_arena *arena, const us_making *making)
{
    *mk = (us_maker){ .arena = arena, .making = making };
    mk->out = us_buf_new(arena, 1024);
    mk->path = us_buf_new(arena, 128);
}

/* Whether nothing like that was wrong before. */
static bool is_news(history *h, us_text why)
{
    uint64_t hash = us_hash(why.bytes, why.length);

    for (unsigned i = 0; i < h->attempts; i++)
        if (h->seen[i] == hash)
            return false;
    h->seen[h->attempts] = hash;
    return true;
}

/* Another way at a fork. What is wrong in a new way has come nearer: then ways that led nowhere before may lead on. */
static bool turn(us_maker *mk, history *h, us_text pointer, us_text why)
{
    if (is_news(h, why))
        us_make_refresh(mk);
    h->attempts++;
    return us_make_turn(mk, pointer);
}

static us_text try(us_maker *mk, unsigned attempts, us_text *why)
{
    history h = { .attempts = 0 };
    us_text text, pointer;

    assert(attempts <= ATTEMPTS);
    do {
        text = us_make_propose(mk);
        if (mk->stuck.bytes) {
            pointer = mk->stuck;
            *why = us_arena_print(mk->arena, "%s has no valid value", pointer.bytes);
        } else if (is_valid(mk, text, h.attempts % 2 == 1, &pointer, why)) {
            return text;
        }
    } while (h.attempts + 1 < attempts && turn(mk, &h, pointer, *why));
    return (us_text){ NULL, 0 };
}

us_text us_make_try(us_maker *mk, unsigned attempts, us_text *why)
{
    us_text text = try(mk, attempts, why);

    if (!text.bytes && mk->holds && !mk->plan) {
        mk->careless = true; /* an answer may do without what no standard asserts */
        mk->wishes = 0;
        text = try(mk, attempts, why);
    }
    return text;
}

us_text us_make_plain(us_arena *arena, const us_making *making, us_text *why)
{
    us_maker mk;

    us_make_begin(&mk, arena, making);
    return us_make_try(&mk, ATTEMPTS, why);
}

us_text us_make_random(us_arena *arena, const us_making *making, uint64_t seed, us_text *why)
{
    us_maker mk;

    us_make_begin(&mk, arena, making);
    mk.seed = &seed;
    return us_make_try(&mk, ATTEMPTS, why);
}
