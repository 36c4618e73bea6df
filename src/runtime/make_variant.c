/* The variants of an instance: what there is to show is found by making instances, then laid out in rows
 * (make_rows.c), and each row is made and checked. */
#include <stdlib.h>

#include "base/hash.h"
#include "runtime/make_plan.h"

enum {
    ROWS = 20,        /* that show one thing each, before several share one */
    STRANGE_ROWS = 5, /* the same of those that break the contract */
    FEW_ROWS = 6,     /* the same where there are to be few, … */
    FEW_STRANGE_ROWS = 2,
    TARGETS_MOST = 4000,
    LOOKS_MOST = 400,     /* instances made to find what there is to show */
    VALUES_MOST = 200000, /* … and how many values are in them */
    ATTEMPTS = 100
};

typedef struct course {
    const us_making *making;
    us_arena *arena;  /* of the list */
    us_arena plans;   /* of targets and rows */
    us_arena scratch; /* of one instance */
    us_plan plan;
    us_fork *wish; /* what the plain instance had to do otherwise */
    unsigned wishes;
    us_variants list;
    unsigned room, unshown_room;
    us_plan_row aside; /* what could not be seen beside the others of its row */
    uint64_t *seen;    /* hashes of what is in the list */
} course;

/* ---- One instance ---- */

static void begin(course *c, us_maker *mk, us_target **pick, unsigned picks)
{
    us_arena_rewind(&c->scratch);
    us_make_begin(mk, &c->scratch, c->making);
    mk->plan = &c->plan;
    us_plan_begin(&c->plan, &c->scratch, pick, picks);
    if (c->wishes > 0) {
        mk->wish = US_NEW_ARRAY(&c->scratch, us_fork, c->wishes);
        memcpy(mk->wish, c->wish, sizeof *c->wish * c->wishes);
        mk->wishes = mk->wish_room = c->wishes;
    }
}

static void keep_wishes(course *c, const us_maker *mk)
{
    c->wish = US_NEW_ARRAY(&c->plans, us_fork, mk->wishes + 1);
    c->wishes = mk->wishes;
    for (unsigned i = 0; i < mk->wishes; i++) {
        c->wish[i] = mk->wish[i];
        c->wish[i].path = us_arena_copy(&c->plans, mk->wish[i].path);
    }
}

/* ---- What there is to show ---- */

/* The largest extent with which the plain instance is no larger than other bodies are made. */
static void measure(course *c)
{
    static const us_plan_extent extents[] = {
        { false, US_MAKE_DEEP },
        { true, US_MAKE_DEEP },
        { true, 5 },
        { true, 4 },
        { true, 3 },
        { true, 2 },
    };
    us_maker mk;

    for (size_t i = 0; i < sizeof extents / sizeof *extents; i++) {
        c->plan.extent = extents[i];
        begin(c, &mk, NULL, 0);
        (void)us_make_propose(&mk);
        c->list.more = i > 0;
        if (mk.made <= US_MAKE_MANY)
            break;
    }
}

/* The target and what has to be there for it. */
static us_target **picks_of(us_arena *arena, us_target *t, unsigned *picks)
{
    us_target **pick = US_NEW_ARRAY(arena, us_target *, t->aboves + 1);

    if (t->aboves > 0)
        memcpy(pick, t->above, sizeof *pick * t->aboves);
    pick[t->aboves] = t;
    *picks = t->aboves + 1;
    return pick;
}

/* Follows each way that leads to further places. */
static void explore(course *c)
{
    unsigned looks = 0, values = 0;

    c->plan.listening = true;
    for (unsigned i = 0; i < c->plan.targets; i++) {
        us_target *t = c->plan.target[i];
        us_target **pick;
        unsigned picks;
        us_maker mk;

        if (!t->way.opens || t->shown)
            continue;
        if (looks++ >= LOOKS_MOST || values > VALUES_MOST) {
            c->list.more = true;
            break;
        }
        pick = picks_of(&c->plans, t, &picks);
        begin(c, &mk, pick, picks);
        (void)us_make_propose(&mk);
        values += mk.made;
    }
    c->plan.listening = false;
    c->list.more |= c->plan.targets >= c->plan.most;
}

/* ---- The list ---- */

static bool is_news(course *c, us_text text)
{
    uint64_t hash = (uint64_t)us_hash(text.bytes, text.length) << 32 | (uint32_t)text.length;

    for (unsigned i = 0; i < c->list.count; i++)
        if (c->seen[i] == hash && us_text_equal(c->list.variant[i].body, text))
            return false;
    c->seen[c->list.count] = hash;
    return true;
}

static void grow(course *c)
{
    us_variant *old = c->list.variant;
    uint64_t *seen = c->seen;

    c->room = c->room ? c->room * 2 : 64;
    c->list.variant = US_NEW_ARRAY(c->arena, us_variant, c->room);
    c->seen = US_NEW_ARRAY(&c->plans, uint64_t, c->room);
    if (c->list.count > 0) {
        memcpy(c->list.variant, old, sizeof *old * c->list.count);
        memcpy(c->seen, seen, sizeof *seen * c->list.count);
    }
}

static bool is_said(const course *c, us_text what)
{
    for (unsigned i = 0; i < c->list.count; i++)
        if (us_text_equal(c->list.variant[i].what, what))
            return true;
    return false;
}

/* Places that are called the same are told apart by what leads to them. */
static us_text say(const course *c, us_target *const *target, unsigned targets)
{
    us_buf out = us_buf_new(c->arena, 64);

    for (unsigned i = 0; i < targets; i++) {
        us_buf_add_string(&out, i > 0 ? "; " : "");
        us_buf_add(&out, target[i]->what);
    }
    for (unsigned i = 0; targets == 1 && i < target[0]->aboves; i++) {
        if (!is_said(c, us_buf_text(&out)))
            break;
        us_buf_add_string(&out, i == 0 ? ", where " : " and ");
        us_buf_add(&out, target[0]->above[i]->what);
    }
    return us_buf_text(&out);
}

/* What is in the list already, by other means, is not shown again. */
static void list(course *c, us_target *const *target, unsigned targets, us_text text, bool contract)
{
    if (c->list.count == c->room)
        grow(c);
    if (!is_news(c, text))
        return;
    c->list.variant[c->list.count++] = (us_variant){
        .what = targets > 0 ? say(c, target, targets) : US_TEXT("plain"),
        .body = us_arena_copy(c->arena, text),
        .contract = contract,
    };
}

/* ---- Making the rows ---- */

static us_target **picks_of_row(course *c, const us_plan_row *r, unsigned *picks)
{
    unsigned room = 0;
    us_target **pick;

    for (unsigned i = 0; i < r->targets; i++)
        room += r->target[i]->aboves + 1;
    pick = US_NEW_ARRAY(&c->plans, us_target *, room + 1);
    *picks = 0;
    for (unsigned i = 0; i < r->targets; i++) {
        const us_target *t = r->target[i];

        for (unsigned k = 0; k <= t->aboves; k++) {
            us_target *one = k < t->aboves ? t->above[k] : r->target[i];
            unsigned at = 0;

            while (at < *picks && pick[at] != one)
                at++;
            if (at == *picks)
                pick[(*picks)++] = one;
        }
    }
    return pick;
}

/* Makes a variant of the row; false: there is no such instance, or none was found in which something of the row is to be
 * seen. What is not is set aside. *why says what was in the way, as long as the scratch arena. */
typedef bool row_maker(course *c, us_plan_row *r, us_text *why);

/* False: what was made is without what it was made for. */
static bool is_kept(const course *c, const us_maker *mk, us_text *why)
{
    if (!mk->stuck.bytes && us_plan_is_kept(&c->plan))
        return true;
    *why = US_TEXT("no valid instance was found that has it");
    return false;
}

static bool is_taken(const us_plan *plan, const us_target *t)
{
    for (unsigned i = 0; i < plan->picks; i++)
        if (plan->pick[i] == t)
            return plan->taken[i];
    return false;
}

static bool is_seen(const us_plan *plan, const us_target *t)
{
    for (unsigned i = 0; i <= t->aboves; i++)
        if (!is_taken(plan, us_target_needed(t, i)))
            return false;
    return true;
}

/* One can be in the way of another by what it makes of the whole body: an object of a kind that was there before has
 * less in it, and what is too much is left out. */
static void set_aside(course *c, us_plan_row *r)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < r->targets; i++) {
        if (is_seen(&c->plan, r->target[i]))
            r->target[kept++] = r->target[i];
        else
            us_plan_row_add(&c->plan, &c->aside, r->target[i]);
    }
    r->targets = kept;
}

static bool make_row(course *c, us_plan_row *r, us_text *why)
{
    while (r->targets > 0) {
        unsigned picks, before = r->targets, aside = c->aside.targets;
        us_target **pick = picks_of_row(c, r, &picks);
        us_text text;
        us_maker mk;

        begin(c, &mk, pick, picks);
        text = us_make_try(&mk, ATTEMPTS, why);
        if (!text.bytes)
            return false;
        if (is_kept(c, &mk, why)) {
            list(c, r->target, r->targets, text, true);
            return true;
        }
        set_aside(c, r);
        if (r->targets == 0) { /* nobody was in its way */
            c->aside.targets = aside;
            r->targets = before;
            return false;
        }
    }
    return false;
}

/* The instance is valid but for what is strange: so it is made without that first. */
static bool make_strange_row(course *c, us_plan_row *r, us_text *why)
{
    unsigned picks, aboves = 0;
    us_target **pick = picks_of_row(c, r, &picks), **above;
    us_text text, pointer, refusal;
    us_maker mk;

    above = US_NEW_ARRAY(&c->plans, us_target *, picks + 1);
    for (unsigned i = 0; i < picks; i++)
        if (!pick[i]->way.strange)
            above[aboves++] = pick[i];
    begin(c, &mk, above, aboves);
    if (!us_make_try(&mk, ATTEMPTS, why).bytes)
        return false;
    us_plan_begin(&c->plan, &c->scratch, pick, picks);
    text = us_make_propose(&mk);
    if (!is_kept(c, &mk, why))
        return false;
    list(c, r->target, r->targets, text, us_make_is_valid(&mk, text, &pointer, &refusal));
    return true;
}

static void note_unshown(course *c, const us_plan_row *r, us_text why)
{
    us_variants *all = &c->list;
    us_unshown *old = all->unshown;

    if (all->unshowns == c->unshown_room) {
        c->unshown_room = c->unshown_room ? c->unshown_room * 2 : 8;
        all->unshown = US_NEW_ARRAY(c->arena, us_unshown, c->unshown_room);
        if (all->unshowns > 0)
            memcpy(all->unshown, old, sizeof *old * all->unshowns);
    }
    all->unshown[all->unshowns++] =
        (us_unshown){ say(c, r->target, r->targets), us_arena_copy(c->arena, why) };
}

/* What cannot be shown together is shown in two. */
static void make_or_split(course *c, us_plan_row r, row_maker *make)
{
    unsigned half = r.targets / 2;
    us_text why = US_TEXT("");

    if (make(c, &r, &why))
        return;
    if (r.targets > 1) {
        make_or_split(c, (us_plan_row){ .target = r.target, .targets = half }, make);
        make_or_split(c, (us_plan_row){ .target = r.target + half, .targets = r.targets - half },
                      make);
    } else {
        note_unshown(c, &r, why);
    }
}

/* What is to be shown: what breaks the contract, or what keeps it. */
static us_plan_row wanted(course *c, bool strange)
{
    us_plan_row all = { .targets = 0 };

    for (unsigned i = 0; i < c->plan.targets; i++) {
        us_target *t = c->plan.target[i];

        if (!t->shown && t->way.strange == strange && t != c->plan.bare)
            us_plan_row_add(&c->plan, &all, t);
    }
    return all;
}

static void make_rows(course *c, const us_plan_row *all, unsigned rows, row_maker *make)
{
    us_plan_rows laid = us_plan_lay_out(&c->plan, all, rows);

    c->list.more |= laid.more;
    for (unsigned i = 0; i < laid.count; i++)
        make_or_split(c, laid.row[i], make);
}

/* What had to be set aside shares rows of its own, and of what is set aside then … Each time it is less. */
static void make_contract_rows(course *c)
{
    us_plan_row all = wanted(c, false);

    make_rows(c, &all, c->making->few ? FEW_ROWS : ROWS, make_row);
    while (c->aside.targets > 0) {
        all = c->aside;
        c->aside = (us_plan_row){ .targets = 0 };
        make_rows(c, &all, 1, make_row);
    }
    if (c->plan.bare)
        make_or_split(c, (us_plan_row){ .target = &c->plan.bare, .targets = 1 }, make_row);
}

/* Of a mixed row all that can be had together is shown; each thing of it has been shown before. */
static void make_mixed_row(course *c, us_plan_row *r)
{
    unsigned kept = 0;
    us_text text, why;
    us_maker mk;

    begin(c, &mk, r->target, r->targets);
    text = us_make_try(&mk, ATTEMPTS, &why);
    for (unsigned i = 0; text.bytes && i < r->targets; i++)
        if (c->plan.taken[i])
            r->target[kept++] = r->target[i];
    if (kept > 1)
        list(c, r->target, kept, text, true);
}

static void make_all(course *c)
{
    us_plan_row strange = wanted(c, true);
    bool few = c->making->few;
    us_plan_rows mixed = few ? (us_plan_rows){ .count = 0 } : us_plan_mix(&c->plan);

    make_contract_rows(c);
    for (unsigned i = 0; i < mixed.count; i++)
        make_mixed_row(c, &mixed.row[i]);
    make_rows(c, &strange, few ? FEW_STRANGE_ROWS : STRANGE_ROWS, make_strange_row);
}

static us_text make_plain(course *c, us_text *why)
{
    us_text text;
    us_maker mk;

    measure(c);
    c->plan.listening = true;
    begin(c, &mk, NULL, 0);
    text = us_make_try(&mk, 4 * ATTEMPTS, why);
    if (text.bytes) {
        keep_wishes(c, &mk);
        return text;
    }
    return us_make_plain(&c->scratch, c->making, why); /* which knows whole examples */
}

us_variants us_make_variants(us_arena *arena, const us_making *making, us_text *why)
{
    course *c = calloc(1, sizeof *c);
    us_variants list_made;
    us_text plain;

    if (!c)
        us_out_of_memory();
    c->arena = arena;
    c->making = making;
    c->plan.arena = &c->plans;
    c->plan.most = TARGETS_MOST;
    plain = make_plain(c, why);
    if (plain.bytes) {
        list(c, NULL, 0, plain, true);
        explore(c);
        make_all(c);
    } else {
        *why = us_arena_copy(arena, *why);
    }
    list_made = c->list;
    us_arena_free(&c->scratch);
    us_arena_free(&c->plans);
    free(c);
    return list_made;
}
