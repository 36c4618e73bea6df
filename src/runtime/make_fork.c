/* Forks: the places where making an instance could go on in more than one way. Which way was given up is
 * kept as a wish by place and kind, not by order, so a change at one place leaves the others as they are. */
#include "base/pointer.h"
#include "runtime/make_inside.h"

#include <stdio.h>
#include <string.h>

static bool is_same(const us_fork *a, const us_fork *b)
{
    return a->kind == b->kind && a->rule == b->rule && us_text_equal(a->path, b->path);
}

static us_fork *find_wish(const us_maker *mk, const us_fork *fork)
{
    for (unsigned i = 0; i < mk->wishes; i++)
        if (is_same(&mk->wish[i], fork))
            return &mk->wish[i];
    return NULL;
}

static us_fork *add(us_arena *arena, us_fork **list, unsigned *count, unsigned *room)
{
    if (*count == *room) {
        us_fork *old = *list;

        *room = *room ? *room * 2 : 32;
        *list = US_NEW_ARRAY(arena, us_fork, *room);
        if (*count > 0)
            memcpy(*list, old, sizeof *old * *count);
    }
    return &(*list)[(*count)++];
}

/* The way that is taken first. Of random ways null, which comes last of the types, is a rare one, and so is to
 * leave a member out; how something is spelled and how many items there are is drawn elsewhere, and a last
 * resort is one. */
static unsigned first_way(const us_maker *mk, enum us_fork_kind kind, unsigned options)
{
    uint64_t drawn = mk->seed ? us_make_draw(mk, kind) : 0;

    if (!mk->seed || kind == US_FORK_SPELLING || kind == US_FORK_WORD || kind == US_FORK_COUNT ||
        kind == US_FORK_RESORT)
        return 0;
    if (kind == US_FORK_PRESENT)
        return !mk->making->whole && drawn % 4 == 0;
    if (kind == US_FORK_TYPE)
        return drawn % 8 == 0 ? options - 1 : (unsigned)(drawn >> 8) % (options - 1);
    return (unsigned)(drawn % options);
}

unsigned us_make_fork(us_maker *mk, enum us_fork_kind kind, const void *rule, unsigned options)
{
    us_fork fork = { .kind = kind, .path = us_buf_text(&mk->path), .rule = rule };
    const us_fork *wish = find_wish(mk, &fork);

    if (options < 2)
        return 0;
    fork.path = us_arena_copy(mk->arena, fork.path);
    fork.options = options;
    if (wish) {
        fork.step = wish->step < options ? wish->step : 0;
        fork.exhausted = wish->exhausted;
    }
    *add(mk->arena, &mk->fork, &mk->forks, &mk->fork_room) = fork;
    return (first_way(mk, kind, options) + fork.step) % options;
}

/* ---- Another way ---- */

static bool is_below(us_text path, us_text above)
{
    return path.length > above.length && us_text_starts(path, above) &&
           path.bytes[above.length] == '/';
}

/* Values inside come before values around, however deep they are. */
enum { OUTSIDE = 1000 };

/* How little the fork has to do with the place: 0 it is about that value, then about one inside, level by
 * level, then about those around, from the nearest on. */
static unsigned distance(const us_fork *fork, us_text pointer)
{
    if (us_text_equal(fork->path, pointer))
        return 0;
    if (fork->kind == US_FORK_WORD)
        return (unsigned)-1;
    if (is_below(fork->path, pointer))
        return (unsigned)us_text_count(us_text_slice(fork->path, pointer.length, fork->path.length),
                                       '/');
    if (is_below(pointer, fork->path))
        return OUTSIDE + (unsigned)(pointer.length - fork->path.length);
    return (unsigned)-1;
}

/* A member is given up after all other ways that it could go, and the last resort comes last. */
static unsigned reluctance(const us_fork *fork)
{
    return fork->kind == US_FORK_RESORT ? 2 : fork->kind == US_FORK_PRESENT;
}

/* Of equally near ones the one met last: what it decided is the finest point. */
static const us_fork *nearest(const us_maker *mk, us_text pointer)
{
    const us_fork *best = NULL;
    unsigned best_distance = (unsigned)-1, best_reluctance = 0;

    for (unsigned i = 0; i < mk->forks; i++) {
        unsigned far = distance(&mk->fork[i], pointer), reluctant = reluctance(&mk->fork[i]);

        if (far == (unsigned)-1 || mk->fork[i].exhausted || far > best_distance ||
            (far == best_distance && reluctant > best_reluctance))
            continue;
        best = &mk->fork[i];
        best_distance = far;
        best_reluctance = reluctant;
    }
    return best;
}

static void refresh(us_maker *mk, bool resorts)
{
    for (unsigned i = 0; i < mk->wishes; i++)
        mk->wish[i].exhausted &= !resorts && mk->wish[i].kind == US_FORK_RESORT;
    for (unsigned i = 0; i < mk->forks; i++)
        mk->fork[i].exhausted &= !resorts && mk->fork[i].kind == US_FORK_RESORT;
}

/* With another branch those that are chosen after it, for the same value, may each be the right one again. */
static void refresh_later(us_maker *mk, const us_fork *fork)
{
    for (const us_fork *later = fork + 1; later < mk->fork + mk->forks; later++) {
        us_fork *wish = later->kind == US_FORK_BRANCH && us_text_equal(later->path, fork->path)
                            ? find_wish(mk, later)
                            : NULL;

        if (wish)
            wish->exhausted = false;
    }
}

bool us_make_turn(us_maker *mk, us_text pointer)
{
    const us_fork *fork = nearest(mk, pointer);
    us_fork *wish;

    if (!fork)
        return false;
    wish = find_wish(mk, fork);
    if (!wish) {
        wish = add(mk->arena, &mk->wish, &mk->wishes, &mk->wish_room);
        *wish = *fork;
    }
    wish->step = fork->step + 1;
    wish->exhausted = wish->step >= fork->options;
    if (fork->kind == US_FORK_BRANCH && !wish->exhausted)
        refresh_later(mk, fork);
    if (wish->exhausted)
        wish->step = 0;
    else if (wish->kind == US_FORK_RESORT) /* it changes what the other ways lead to */
        refresh(mk, false);
    return true;
}

void us_make_refresh(us_maker *mk)
{
    refresh(mk, true);
}

/* ---- Where one is ---- */

void us_make_stop(us_maker *mk)
{
    if (!mk->stuck.bytes)
        mk->stuck = us_arena_copy(mk->arena, us_buf_text(&mk->path));
}

size_t us_make_enter(us_maker *mk, us_text name)
{
    size_t length = mk->path.length;

    if (mk->plan)
        us_plan_enter(mk, name, false);
    us_pointer_add(&mk->path, name);
    return length;
}

size_t us_make_enter_item(us_maker *mk, unsigned index)
{
    size_t length = mk->path.length;

    if (mk->plan)
        us_plan_enter(mk, US_TEXT(""), true);
    us_buf_print(&mk->path, "/%u", index);
    return length;
}

void us_make_leave(us_maker *mk, size_t length)
{
    if (mk->plan)
        us_plan_leave(mk);
    mk->path.length = length;
}
