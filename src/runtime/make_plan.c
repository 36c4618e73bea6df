/* The plan of a variant: which places of an instance are to be other than plain. The maker asks at each place
 * that could be special; the plan notes that there is such a place, and says what this instance wants of it. */
#include "runtime/make_plan.h"

#include <string.h>

#include "base/hash.h"

static uint64_t mix(uint64_t a, uint64_t b)
{
    return us_hash_mix(us_hash_mix(a) + b);
}

static uint64_t hash_text(us_text text)
{
    return us_hash(text.bytes, text.length);
}

us_way *us_ways_add(us_ways *ways, us_text what)
{
    if (ways->count == ways->room) {
        us_way *old = ways->way;

        ways->room = ways->room ? ways->room * 2 : 8;
        ways->way = US_NEW_ARRAY(ways->arena, us_way, ways->room);
        if (ways->count > 0)
            memcpy(ways->way, old, sizeof *old * ways->count);
    }
    ways->way[ways->count].what = what;
    return &ways->way[ways->count++];
}

/* ---- Where one is ---- */

static us_plan_level *here(us_plan *plan)
{
    unsigned last = plan->levels < US_PLAN_LEVELS ? plan->levels : US_PLAN_LEVELS;

    return &plan->level[last - 1];
}

static uint64_t place_below(us_plan *plan, us_text name, bool item)
{
    return mix(here(plan)->inside, item ? 1 : hash_text(name));
}

void us_plan_enter(us_maker *mk, us_text name, bool item)
{
    us_plan *plan = mk->plan;
    uint64_t place = place_below(plan, name, item);

    if (plan->levels++ < US_PLAN_LEVELS)
        *here(plan) =
            (us_plan_level){ .name = name, .item = item, .place = place, .inside = place };
}

void us_plan_leave(us_maker *mk)
{
    mk->plan->levels--;
}

/* Whether an object of that kind was there before; if not, it is from now on. A full table knows no more. */
static bool is_known(us_plan *plan, uint64_t kind)
{
    for (unsigned i = 0; i < 16; i++) {
        uint64_t *known = &plan->kind[(kind + i) % US_PLAN_KINDS];

        if (*known == kind)
            return true;
        if (*known == 0) {
            *known = kind;
            return false;
        }
    }
    return false;
}

void us_plan_object(us_maker *mk, uint64_t names)
{
    us_plan *plan = mk->plan;

    here(plan)->inside = names;
    here(plan)->again = plan->extent.once && mk->depth < plan->extent.deep && is_known(plan, names);
}

bool us_plan_is_full(const us_maker *mk)
{
    const us_plan *plan = mk->plan;
    unsigned levels = plan->levels < US_PLAN_LEVELS ? plan->levels : US_PLAN_LEVELS;

    return mk->depth > plan->extent.deep || mk->made > US_PLAN_VALUES ||
           (levels > 1 && plan->level[levels - 2].again);
}

void us_plan_pause(us_maker *mk, bool pause)
{
    if (mk->plan)
        mk->plan->paused += pause;
}

void us_plan_resume(us_maker *mk, bool pause)
{
    if (mk->plan)
        mk->plan->paused -= pause;
}

/* "items[].price", or "the body". */
static void write_name(us_buf *out, const us_plan *plan)
{
    unsigned levels = plan->levels < US_PLAN_LEVELS ? plan->levels : US_PLAN_LEVELS;

    if (levels <= 1)
        us_buf_add_string(out, "the body");
    for (unsigned i = 1; i < levels; i++) {
        const us_plan_level *level = &plan->level[i];

        if (level->item) {
            us_buf_add_string(out, "[]");
        } else {
            us_buf_add_string(out, i > 1 ? "." : "");
            us_buf_add(out, level->name);
        }
    }
}

/* ---- Targets ---- */

static us_target **bucket_of(us_plan *plan, uint64_t place)
{
    return &plan->bucket[place % US_PLAN_BUCKETS];
}

static us_target *find(us_plan *plan, uint64_t place, uint64_t word)
{
    us_target *t = *bucket_of(plan, place);

    while (t && (t->place != place || t->word != word))
        t = t->next;
    return t;
}

bool us_plan_is_above(us_text path, us_text place)
{
    return place.length >= path.length &&
           (place.length == path.length || place.bytes[path.length] == '/') &&
           us_text_starts(place, path);
}

/* Those of the ways taken that lead to the place where the maker is. */
static void note_aboves(us_maker *mk, us_target *t)
{
    us_plan *plan = mk->plan;

    t->above = US_NEW_ARRAY(plan->arena, us_target *, plan->picks + 1);
    for (unsigned i = 0; i < plan->picks; i++)
        if (plan->taken[i] && us_plan_is_above(plan->where[i], t->path))
            t->above[t->aboves++] = plan->pick[i];
}

static us_target *add(us_maker *mk, const us_way *way, uint64_t place, uint64_t word, us_text what)
{
    us_plan *plan = mk->plan;
    us_target *t = US_NEW(plan->arena, us_target), **bucket = bucket_of(plan, place);

    if (plan->targets == plan->room) {
        us_target **old = plan->target;

        plan->room = plan->room ? plan->room * 2 : 64;
        plan->target = US_NEW_ARRAY(plan->arena, us_target *, plan->room);
        if (plan->targets > 0)
            memcpy(plan->target, old, sizeof *old * plan->targets);
    }
    t->number = plan->targets;
    t->place = place;
    t->object = plan->levels > 1 ? plan->level[plan->levels - 2].inside : 0;
    t->word = word;
    t->what = us_arena_copy(plan->arena, what);
    t->path = us_arena_copy(plan->arena, us_buf_text(&mk->path));
    t->way = *way;
    t->way.what = t->what;
    t->way.value.bytes = NULL;
    t->shared = way->listed && here(plan)->item;
    t->next = *bucket;
    *bucket = t;
    note_aboves(mk, t);
    return plan->target[plan->targets++] = t;
}

static us_text say(us_maker *mk, const us_way *way)
{
    us_buf out = us_buf_new(mk->arena, 64);

    write_name(&out, mk->plan);
    us_buf_add_byte(&out, ' ');
    us_buf_add(&out, way->what);
    return us_buf_text(&out);
}

static void note(us_maker *mk, const us_way *way, uint64_t place, uint64_t salt, uint64_t word)
{
    us_plan *plan = mk->plan;

    if (plan->listening && plan->targets < plan->most && plan->levels < US_PLAN_LEVELS &&
        !find(plan, place, word))
        add(mk, way, place, word, say(mk, way))->value = mix(salt, hash_text(way->value));
}

void us_plan_show(us_maker *mk, uint64_t salt, us_text value)
{
    uint64_t place = here(mk->plan)->place, wanted = mix(salt, hash_text(value));
    us_target *t = mk->plan->listening && !mk->plan->paused ? *bucket_of(mk->plan, place) : NULL;

    for (; t; t = t->next)
        t->shown |= t->place == place && t->value == wanted;
}

/* ---- Asking the plan ---- */

static uint64_t *word_of(us_plan *plan, uint64_t place)
{
    return &plan->picked[place / 64 % US_PLAN_PICKED];
}

/* Nearly no place is: that is seen at once. */
static bool may_be_picked(us_plan *plan, uint64_t place)
{
    return *word_of(plan, place) >> place % 64 & 1;
}

static bool take(us_maker *mk, uint64_t place, uint64_t word)
{
    us_plan *plan = mk->plan;

    if (!may_be_picked(plan, place))
        return false;
    for (unsigned i = 0; i < plan->picks; i++) {
        if (plan->pick[i]->place != place || plan->pick[i]->word != word ||
            (plan->pick[i]->shared && plan->taken[i]))
            continue;
        if (!plan->taken[i])
            plan->where[i] = us_arena_copy(mk->arena, us_buf_text(&mk->path));
        plan->taken[i] = true;
        return true;
    }
    return false;
}

const us_way *us_plan_way(us_maker *mk, const us_ways *ways, uint64_t salt)
{
    uint64_t place = here(mk->plan)->place;

    if (mk->plan->paused)
        return NULL;
    for (unsigned i = 0; i < ways->count; i++) {
        const us_way *way = &ways->way[i];
        uint64_t word = mix(salt, hash_text(way->what));

        note(mk, way, place, salt, word);
        if (take(mk, place, word))
            return way;
    }
    return NULL;
}

static bool is_picked_here(us_plan *plan)
{
    uint64_t place = here(plan)->place;

    for (unsigned i = 0; may_be_picked(plan, place) && i < plan->picks; i++)
        if (plan->pick[i]->place == place)
            return true;
    return false;
}

unsigned us_plan_items(us_maker *mk)
{
    us_plan *plan = mk->plan;
    uint64_t place = place_below(plan, US_TEXT(""), true);
    unsigned items = 0;

    for (unsigned i = 0; !plan->paused && may_be_picked(plan, place) && i < plan->picks; i++)
        items += plan->pick[i]->place == place && plan->pick[i]->shared;
    return items;
}

static bool is_new_question(us_plan *plan, uint64_t question)
{
    uint64_t place = here(plan)->place;
    us_plan_question **bucket = &plan->question[(place ^ question) % US_PLAN_BUCKETS], *q = *bucket;

    while (q && (q->place != place || q->question != question))
        q = q->next;
    if (q)
        return false;
    q = US_NEW(plan->arena, us_plan_question);
    *q = (us_plan_question){ place, question, *bucket };
    *bucket = q;
    return true;
}

bool us_plan_minds(us_maker *mk, uint64_t question)
{
    us_plan *plan = mk->plan;

    return !plan->paused &&
           (is_picked_here(plan) || (plan->listening && is_new_question(plan, question)));
}

/* What is found is made in the maker's arena, so that is the plan's for a while. */
const us_ways *us_plan_ways(us_maker *mk, uint64_t question, us_ways_finder *finder,
                            const struct us_goal *goal)
{
    us_plan_answer **bucket = &mk->plan->answer[question % US_PLAN_BUCKETS], *a = *bucket;
    us_arena *arena = mk->arena;

    while (a && a->question != question)
        a = a->next;
    if (a)
        return &a->ways;
    mk->arena = mk->plan->arena;
    a = US_NEW(mk->arena, us_plan_answer);
    *a = (us_plan_answer){ question, finder(mk, goal), *bucket };
    mk->arena = arena;
    *bucket = a;
    return &a->ways;
}

/* What is wished of the whole body stands at no place. */
static bool ask_whole(us_maker *mk, us_target **whole, uint64_t word, const char *what, us_way way)
{
    us_plan *plan = mk->plan;

    if (plan->listening && !*whole) {
        us_text text = us_text_of(what);

        *whole = add(mk, &way, 0, word, text);
        (*whole)->path = (*whole)->what;
        (*whole)->aboves = 0;
    }
    return take(mk, 0, word);
}

bool us_plan_is_bare(us_maker *mk)
{
    return !mk->plan->paused &&
           ask_whole(mk, &mk->plan->bare, 1, "all that may be absent is absent",
                     (us_way){ .hides = true });
}

bool us_plan_has_stranger(us_maker *mk)
{
    return !mk->plan->paused &&
           ask_whole(mk, &mk->plan->stranger, 2, "objects have an unknown member",
                     (us_way){ .strange = true });
}

/* ---- One instance ---- */

void us_plan_start(us_maker *mk)
{
    us_plan *plan = mk->plan;

    plan->level[0] = (us_plan_level){ .place = 1, .inside = 1 };
    plan->levels = 1;
    plan->paused = 0;
    memset(plan->kind, 0, sizeof plan->kind);
    if (plan->picks > 0)
        memset(plan->taken, 0, sizeof *plan->taken * plan->picks);
}

void us_plan_begin(us_plan *plan, us_arena *scratch, us_target **pick, unsigned picks)
{
    plan->pick = pick;
    plan->picks = picks;
    plan->taken = US_NEW_ARRAY(scratch, bool, picks + 1);
    plan->where = US_NEW_ARRAY(scratch, us_text, picks + 1);
    memset(plan->picked, 0, sizeof plan->picked);
    for (unsigned i = 0; i < picks; i++)
        *word_of(plan, pick[i]->place) |= UINT64_C(1) << pick[i]->place % 64;
}

bool us_plan_is_kept(const us_plan *plan)
{
    for (unsigned i = 0; i < plan->picks; i++)
        if (!plan->taken[i])
            return false;
    return true;
}
