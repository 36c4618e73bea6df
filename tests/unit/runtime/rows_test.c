/* Targets in rows: each is in one, nobody in a row hinders another, and there are no more rows than it takes. Who hinders
 * whom is said once more here, pair by pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "runtime/make_plan.h"

static us_plan plan;
static us_arena arena;
static uint64_t seed;

static int set_up(void **state)
{
    (void)state;
    plan = (us_plan){ .arena = &arena };
    seed = 7;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static unsigned draw(unsigned below)
{
    return (unsigned)(us_hash_mix(seed++) >> 20) % below;
}

enum { TARGETS_MOST = 3000 };

/* Something that a place, a member of an object, can be like. */
static us_target *add(const char *path, unsigned object, us_way way)
{
    us_target *t = US_NEW(&arena, us_target);

    if (!plan.target)
        plan.target = US_NEW_ARRAY(&arena, us_target *, TARGETS_MOST);
    t->number = plan.targets;
    t->path = us_arena_copy(&arena, us_text_of(path));
    t->place = us_hash(path, t->path.length);
    t->object = object;
    t->word = plan.targets;
    t->way = way;
    return plan.target[plan.targets++] = t;
}

static void put_above(us_target *t, us_target *above)
{
    t->above = US_NEW_ARRAY(&arena, us_target *, above->aboves + 1);
    for (unsigned i = 0; i < above->aboves; i++)
        t->above[t->aboves++] = above->above[i];
    t->above[t->aboves++] = above;
}

static us_plan_rows lay_out(unsigned wanted)
{
    const us_plan_row all = { .target = plan.target, .targets = plan.targets };

    return us_plan_lay_out(&plan, &all, wanted);
}

/* ---- Who hinders whom --------------------------------------------------------------------------------------- */

static bool needs(const us_target *t, const us_target *other)
{
    for (unsigned i = 0; i <= t->aboves; i++)
        if (us_target_needed(t, i) == other)
            return true;
    return false;
}

static bool hides(const us_target *one, const us_target *other, const us_target *of)
{
    return one->way.hides && us_plan_is_above(one->path, other->path) && !needs(of, one);
}

static bool hinder(const us_target *a, const us_target *b)
{
    for (unsigned i = 0; i <= a->aboves; i++) {
        for (unsigned k = 0; k <= b->aboves; k++) {
            const us_target *p = us_target_needed(a, i), *q = us_target_needed(b, k);

            if (p != q && (p->place == q->place || hides(p, q, b) || hides(q, p, a)))
                return true;
        }
    }
    return false;
}

static void nobody_hinders(const us_plan_rows *rows)
{
    unsigned count = 0;

    for (unsigned r = 0; r < rows->count; r++) {
        const us_plan_row *row = &rows->row[r];

        assert_true(row->targets > 0);
        count += row->targets;
        for (unsigned i = 0; i < row->targets; i++)
            for (unsigned k = i + 1; k < row->targets; k++)
                assert_false(hinder(row->target[i], row->target[k]));
    }
    assert_int_equal(count, plan.targets);
    assert_false(rows->more);
}

/* ---- Cases ---------------------------------------------------------------------------------------------------- */

static const us_way gone = { .gone = true, .hides = true };
static const us_way other = { .gone = false };
static const us_way branch = { .hides = true, .opens = true };

static void few_have_a_row_each(void **state)
{
    us_plan_rows rows;

    (void)state;
    add("/a", 1, gone);
    add("/b", 1, other);
    add("/b/c", 2, other);
    rows = lay_out(3);
    assert_int_equal(rows.count, 3);
    for (unsigned i = 0; i < 3; i++)
        assert_ptr_equal(rows.row[i].target[0], plan.target[i]);
}

static void ways_of_one_place_take_rows(void **state)
{
    us_plan_rows rows;

    (void)state;
    for (unsigned i = 0; i < 30; i++) {
        add("/language", 1, other);
        add("/country", 1, other);
        add("/city", 1, other);
    }
    rows = lay_out(5);
    nobody_hinders(&rows);
    assert_int_equal(rows.count, 30);
    for (unsigned i = 0; i < rows.count; i++)
        assert_int_equal(rows.row[i].targets, 3);
}

/* Members of one object are absent one at a time, unless there are many of them. */
static void members_are_absent_one_at_a_time(void **state)
{
    char path[] = "/member-a";
    us_plan_rows rows;

    (void)state;
    for (; plan.targets < 16; path[8]++)
        add(path, 1, gone);
    assert_int_equal(lay_out(1).count, 16);
    for (; plan.targets < 20; path[8]++)
        add(path, 1, gone);
    rows = lay_out(1);
    nobody_hinders(&rows);
    assert_int_equal(rows.count, 16);
}

/* Items of an array can be as many of the values that are written down as a row has room for. */
static void items_share_a_row(void **state)
{
    us_plan_rows rows;

    (void)state;
    while (plan.targets < 100)
        add("/tags/0", 1, other)->shared = true;
    rows = lay_out(1);
    assert_int_equal(rows.count, 4);
    for (unsigned i = 0; i < rows.count; i++)
        assert_int_equal(rows.row[i].targets, 25);
}

static void what_is_hidden_is_elsewhere(void **state)
{
    us_target *a, *b, *below_a, *below_b;
    us_plan_rows rows;

    (void)state;
    a = add("/pet", 1, branch);
    b = add("/pet", 1, branch);
    below_a = add("/pet/name", 2, other);
    below_b = add("/pet/name", 3, other);
    below_b->place++; /* another kind of object */
    put_above(below_a, a);
    put_above(below_b, b);
    add("/pet", 1, gone);
    rows = lay_out(1);
    nobody_hinders(&rows);
    assert_int_equal(rows.count, 3); /* each with what is in it */
}

static const char *const steps[] = { "/a", "/b", "/c", "/d", "/e" };

static void add_any(unsigned ways)
{
    us_buf path = us_buf_new(&arena, 32);
    us_target *t, *above = plan.targets > 0 ? plan.target[draw(plan.targets)] : NULL;
    us_way way = { .hides = draw(4) == 0 };
    unsigned object = draw(50);

    if (above && above->way.opens && above->aboves < 3)
        us_buf_add(&path, above->path);
    else
        above = NULL;
    for (unsigned i = draw(3) + 1; i > 0; i--)
        us_buf_add_string(&path, steps[draw(5)]);
    way.opens = way.hides && draw(2);
    t = add(us_arena_copy(&arena, us_buf_text(&path)).bytes, object, way);
    t->place = us_hash_mix(t->place + (above ? above->word : 0));
    t->way.gone = draw(ways) == 0 && !way.opens;
    t->way.hides |= t->way.gone;
    if (above)
        put_above(t, above);
}

static void any_targets(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 20; round++) {
        us_plan_rows rows;

        plan = (us_plan){ .arena = &arena };
        while (plan.targets < 40 + 20 * round)
            add_any(2 + round);
        rows = lay_out(1 + round);
        nobody_hinders(&rows);
        us_arena_reset(&arena);
    }
}

static void too_many_are_left_out(void **state)
{
    us_plan_rows rows;

    (void)state;
    while (plan.targets < 700)
        add("/language", 1, other);
    rows = lay_out(20);
    assert_int_equal(rows.count, 600);
    assert_true(rows.more);
}

int main(void)
{
#define ROWS(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ROWS(few_have_a_row_each),
        ROWS(ways_of_one_place_take_rows),
        ROWS(members_are_absent_one_at_a_time),
        ROWS(items_share_a_row),
        ROWS(what_is_hidden_is_elsewhere),
        ROWS(any_targets),
        ROWS(too_many_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
