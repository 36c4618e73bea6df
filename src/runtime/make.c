/* Proposes an instance, has it checked, and takes another way where the checker says no. */
#include "runtime/make.h"

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

bool us_make_is_valid(const us_maker *mk, us_text text, us_text *pointer, us_text *why)
{
    us_json_error error;
    const us_json *value = us_json_read(mk->arena, text, NULL, &error);
    us_check ck;

    *pointer = US_TEXT("");
    if (!value) {
        *why = us_text_of(error.message);
        return false;
    }
    if (!mk->making->check)
        return true;
    us_check_begin(&ck, mk->arena, value, mk->making->pattern);
    ck.direction = mk->making->direction;
    mk->making->check(&ck, value);
    if (ck.limit)
        *why = us_text_of(ck.limit_reason ? ck.limit_reason : "the checker gave up");
    if (ck.violations == 0)
        return !ck.limit;
    *pointer = ck.violation[0].pointer;
    *why = us_arena_print(mk->arena, "%s %s", pointer->length > 0 ? pointer->bytes : "it",
                          ck.violation[0].message.bytes);
    return false;
}

void us_make_begin(us_maker *mk, us_arena *arena, const us_making *making)
{
    *mk = (us_maker){ .arena = arena, .making = making };
    mk->out = us_buf_new(arena, 1024);
    mk->path = us_buf_new(arena, 128);
}

us_text us_make_try(us_maker *mk, unsigned attempts, us_text *why)
{
    us_text text, pointer;

    do {
        text = us_make_propose(mk);
        if (mk->stuck.bytes) {
            pointer = mk->stuck;
            *why = us_arena_print(mk->arena, "%s has no valid value", pointer.bytes);
        } else if (us_make_is_valid(mk, text, &pointer, why)) {
            return text;
        }
    } while (--attempts > 0 && us_make_turn(mk, pointer));
    return (us_text){ NULL, 0 };
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
