/* A run of a checker: what is wrong is noted, located and kept here.
 *
 * Verbs carry no path. Only when a violation is kept do we search the instance for the address of
 * the node and write down the way to it: valid traffic never pays for that. */
#include "runtime/check.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/pointer.h"
#include "runtime/branches.h"
#include "runtime/closest.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* How much of an offending value a violation shows, in bytes. */
#define ACTUAL_LENGTH 200

/* Buckets of what a run makes once and keeps. */
#define MEMOS 64

struct us_memo {
    const void *key;
    void *made;
    struct us_memo *next;
};

void us_check_give_up(us_check *ck, const char *reason)
{
    if (!ck->limit)
        ck->limit_reason = reason;
    ck->limit = true;
}

bool us_check_noted(us_check *ck, const us_json *value, const char *keyword)
{
    ck->failed = true;
    ck->decided = ck->silent > 0 && !ck->tally;
    if (ck->tally)
        us_tally_add(ck->tally, value, keyword);
    if (ck->silent > 0)
        return true;
    if (us_is_aside(ck))
        return ck->branches->violations == US_VIOLATIONS;
    if (ck->violations < US_VIOLATIONS)
        return false;
    ck->dropped++;
    return true;
}

void **us_check_memo(us_check *ck, const void *key)
{
    struct us_memo **bucket, *memo;

    if (!ck->memo)
        ck->memo = US_NEW_ARRAY(ck->arena, struct us_memo *, MEMOS);
    bucket = &ck->memo[((uintptr_t)key >> 3) % MEMOS];
    for (memo = *bucket; memo; memo = memo->next)
        if (memo->key == key)
            return &memo->made;
    memo = US_NEW(ck->arena, struct us_memo);
    memo->key = key;
    memo->next = *bucket;
    *bucket = memo;
    return &memo->made;
}

/* ---- Where a node is ---------------------------------------------------------------------------- */

/* One step of the way from the root to a node. */
struct step {
    const us_json *value;
    unsigned index; /* of value in its container */
    const struct step *up;
};

/* Values are read in the order of their offsets, so a child that ends before the target starts cannot
 * hold it. Values that were made by hand all have offset 0: those are searched. */
static bool ends_before(const us_json *child, const us_json *target)
{
    const us_json *next = us_json_next(child);

    return next && next->offset > child->offset && next->offset <= target->offset;
}

static void write_way(us_arena *arena, us_violation *violation, const struct step *step,
                      unsigned length)
{
    violation->location = US_NEW_ARRAY(arena, us_text, length + 1);
    violation->locations = length;
    for (; step->up; step = step->up) {
        bool in_object = us_json_kind(step->up->value) == cJSON_Object;

        violation->location[--length] =
            in_object ? us_json_key(step->value) : us_arena_print(arena, "%u", step->index);
    }
}

/* Depth first; the recursion is as deep as the reader let the instance nest. */
static bool locate(us_arena *arena, us_violation *violation, const struct step *up, unsigned length,
                   const us_json *target)
{
    struct step step = { .value = us_json_first(up->value), .up = up };

    if (up->value == target) {
        write_way(arena, violation, up, length);
        return true;
    }
    for (; step.value; step.value = us_json_next(step.value), step.index++) {
        if (ends_before(step.value, target))
            continue;
        if (locate(arena, violation, &step, length + 1, target))
            return true;
    }
    return false;
}

static us_text pointer_of(us_arena *arena, const us_violation *violation)
{
    us_buf buf = us_buf_new(arena, 32);

    for (unsigned i = 0; i < violation->locations; i++)
        us_pointer_add(&buf, violation->location[i]);
    return us_buf_text(&buf);
}

/* ---- Violations --------------------------------------------------------------------------------- */

static us_text format_message(us_arena *arena, const char *subject, const char *format,
                              va_list arguments)
{
    us_buf buf = us_buf_new(arena, 96);

    us_buf_add_string(&buf, subject);
    us_buf_vprint(&buf, format, arguments);
    return us_buf_text(&buf);
}

/* Who hears them all hears each branch. */
static bool is_of_same_branch(const us_check *ck, const us_violation *a, const us_violation *b)
{
    return !ck->branches || (a->of == b->of && a->branch == b->branch);
}

/* A schema that is reached twice says the same twice: by a parent's discriminator, say. */
static bool is_repetition(const us_check *ck, const us_violation *violation)
{
    const us_violation *first = us_is_aside(ck) ? ck->branches->violation : ck->violation;

    for (const us_violation *v = first; v < violation; v++)
        if (v->at == violation->at && is_of_same_branch(ck, v, violation) &&
            strcmp(v->keyword, violation->keyword) == 0 &&
            us_text_equal(v->pointer, violation->pointer) &&
            us_text_equal(v->message, violation->message))
            return true;
    return false;
}

/* The line where the row that names the checker has what the checker says of the line `at`. */
static us_at own_line(const us_moved *moved, us_at at)
{
    if (!moved || at < moved->from || at > moved->to)
        return at;
    return at - moved->from + moved->at;
}

static us_violation *next_violation(us_check *ck)
{
    us_violation *next;

    if (us_is_aside(ck))
        return us_branches_next(ck);
    assert(ck->violations < US_VIOLATIONS);
    if (!ck->violation)
        ck->violation = US_NEW_ARRAY(ck->arena, us_violation, US_VIOLATIONS);
    next = &ck->violation[ck->violations++];
    *next = ck->branches ? us_branches_stamp(ck) : (us_violation){ 0 };
    return next;
}

static void take_back_last(us_check *ck)
{
    if (us_is_aside(ck))
        ck->branches->violations--;
    else
        ck->violations--;
}

us_violation *us_violate(us_check *ck, const us_json *value, const char *keyword, us_text expected,
                         us_at at, const char *format, ...)
{
    struct step root = { .value = ck->root };
    us_violation *violation;
    bool found;
    va_list arguments;

    assert(ck->silent == 0);
    violation = next_violation(ck);
    violation->keyword = keyword;
    violation->expected = expected;
    violation->of_name = value == ck->name;
    violation->actual = us_show(ck->arena, value, ACTUAL_LENGTH);
    violation->at = at ? own_line(ck->moved, at + ck->lines) : 0;
    found = locate(ck->arena, violation, &root, 0, value == ck->name ? ck->named : value);
    assert(found && "a checker was given a value that is not of this instance");
    (void)found;
    violation->pointer = pointer_of(ck->arena, violation);
    va_start(arguments, format);
    violation->message =
        format_message(ck->arena, value == ck->name ? "the name " : "", format, arguments);
    va_end(arguments);
    if (!is_repetition(ck, violation))
        return violation;
    take_back_last(ck);
    return NULL;
}

void us_violate_count(us_check *ck, const us_json *value, const char *keyword, const char *bound,
                      unsigned limit, const char *noun, size_t count, us_at at)
{
    if (us_check_noted(ck, value, keyword))
        return;
    us_violate(ck, value, keyword, us_arena_print(ck->arena, "%u", limit), at,
               "must have %s %u %s%s, but has %zu", bound, limit, noun, limit == 1 ? "" : "s",
               count);
}
