/* What is checked once for a value: a chain of values that discriminators are at, the innermost first, and for each
 * a list of what has begun. */
#include <assert.h>

#include "runtime/once.h"

typedef struct begun { /* a checker or a table of tags, the other is NULL */
    us_checker *checker;
    const us_tags *tags;
    bool open; /* it has not come to its end */
    struct begun *before;
} begun;

struct us_once {
    const us_json *value;
    /* Whose marks and failures count where. */
    unsigned silent;
    const struct us_evaluation *evaluation;
    const struct us_entered *entered;
    begun *last;
    struct us_once *outer;
};

/* ---- Looking --------------------------------------------------------------------------------------------- */

/* The list for the value, in the circumstances of now; or NULL. */
static struct us_once *here(const us_check *ck, const us_json *value)
{
    struct us_once *once = ck->once;

    return once && once->value == value && once->silent == ck->silent &&
                   once->evaluation == ck->evaluation && once->entered == ck->entered
               ? once
               : NULL;
}

static begun *find(const struct us_once *once, us_checker *checker, const us_tags *tags)
{
    begun *b = once ? once->last : NULL;

    while (b && (b->checker != checker || b->tags != tags))
        b = b->before;
    return b;
}

bool us_once_is_at(const us_check *ck, const us_json *value)
{
    return ck->once && ck->once->value == value;
}

bool us_once_has(const us_check *ck, const us_json *value, us_checker *checker)
{
    return find(here(ck, value), checker, NULL) != NULL;
}

/* In any circumstances; those for the values around this one are further out. */
static bool is_open(const us_check *ck, const us_json *value, const us_tags *tags)
{
    for (const struct us_once *once = ck->once; once && once->value == value; once = once->outer) {
        const begun *b = find(once, NULL, tags);

        if (b && b->open)
            return true;
    }
    return false;
}

/* ---- Begin and end ------------------------------------------------------------------------------------------- */

static struct us_once *open_here(us_check *ck, const us_json *value)
{
    struct us_once *once = US_NEW(ck->arena, struct us_once);

    once->value = value;
    once->silent = ck->silent;
    once->evaluation = ck->evaluation;
    once->entered = ck->entered;
    once->outer = ck->once;
    ck->once = once;
    return once;
}

static void begin(us_check *ck, const us_json *value, us_checker *checker, const us_tags *tags)
{
    struct us_once *once = here(ck, value);
    begun *b = US_NEW(ck->arena, begun);

    if (!once)
        once = open_here(ck, value);
    b->checker = checker;
    b->tags = tags;
    b->open = true;
    b->before = once->last;
    once->last = b;
}

/* The list ends with what it began with. */
static void end(us_check *ck, const us_json *value, us_checker *checker, const us_tags *tags)
{
    begun *b = find(here(ck, value), checker, tags);

    assert(b && b->open);
    b->open = false;
    if (!b->before)
        ck->once = ck->once->outer;
}

_Bool us_once_begin(us_check *ck, const us_json *value, us_checker *checker)
{
    if (!value || us_once_has(ck, value, checker))
        return false;
    begin(ck, value, checker, NULL);
    return true;
}

void us_once_end(us_check *ck, const us_json *value, us_checker *checker)
{
    end(ck, value, checker, NULL);
}

bool us_once_follow(us_check *ck, const us_json *value, const us_tags *tags)
{
    if (find(here(ck, value), NULL, tags) || is_open(ck, value, tags))
        return false;
    begin(ck, value, NULL, tags);
    return true;
}

void us_once_followed(us_check *ck, const us_json *value, const us_tags *tags)
{
    end(ck, value, NULL, tags);
}
