/* Words for branches that all fail or that match together.
 *
 * Checkers are code, not data: what a schema asks for is found by running it. A run to the side has
 * violations of its own, and the value as its root; run over an empty object, a schema tells what it
 * requires; run with a ledger (strict.h), it tells which members it knows. */
#include "runtime/alternatives.h"

#include "runtime/closest.h"
#include "runtime/show.h"
#include "runtime/strict.h"
#include "runtime/verb.h"

/* How many complaints a message has room for. */
#define COMPLAINTS 3

static us_check new_side(const us_check *ck, const us_json *value)
{
    us_check side = *ck;

    side.root = value;
    side.violation = NULL;
    side.violations = 0;
    side.dropped = 0;
    side.silent = 0;
    side.failed = side.decided = false;
    side.brief = true;
    side.name = NULL;
    side.evaluation = NULL;
    side.ledger = NULL;
    side.branches = NULL;
    side.tally = NULL;
    return side;
}

/* Runs a schema over `value` on its own. What the schemas of the run may still cost is shared, or alternatives inside
 * alternatives would have no end. */
static void run(us_check *ck, us_check *side, const us_json *value, us_checker *schema)
{
    schema(side, value);
    ck->calls = side->calls;
    ck->memo = side->memo;
    if (side->limit)
        us_check_give_up(ck, side->limit_reason);
}

static void run_aside(us_check *ck, us_check *side, const us_json *value, us_checker *schema)
{
    *side = new_side(ck, value);
    run(ck, side, value, schema);
}

/* ---- None matches --------------------------------------------------------------------------------- */

/* The first thing that is wrong, with the way to it: "/age must be at least 0, but is -1". */
static us_text complaint_of(us_check *ck, const us_json *value, us_checker *schema)
{
    us_check side;

    run_aside(ck, &side, value, schema);
    if (side.violations == 0)
        return US_TEXT("cannot be decided");
    return us_arena_print(ck->arena, "%s%s%s", side.violation[0].pointer.bytes,
                          side.violation[0].locations ? " " : "", side.violation[0].message.bytes);
}

/* Adds the text to the list of `count`, unless it is there or there is no room. */
static bool collect(us_text *list, unsigned *count, us_text text)
{
    for (unsigned i = 0; i < *count; i++)
        if (us_text_equal(list[i], text))
            return true;
    if (*count == COMPLAINTS)
        return false;
    list[(*count)++] = text;
    return true;
}

us_text us_say_complaints(us_check *ck, const us_json *value, us_checker *const *branch,
                          unsigned branches)
{
    us_buf buf = us_buf_new(ck->arena, 128);
    us_text list[COMPLAINTS];
    unsigned count = 0, said = 0;

    if (ck->brief)
        return US_TEXT("");
    while (said < branches && collect(list, &count, complaint_of(ck, value, branch[said])))
        said++;
    for (unsigned i = 0; i < count; i++)
        us_buf_print(&buf, "%s%s", i ? "; or " : ": ", list[i].bytes);
    if (said < branches)
        us_buf_print(&buf, "; or what %u other%s", branches - said,
                     branches - said == 1 ? " asks for" : "s ask for");
    return us_buf_text(&buf);
}

us_text us_say_others(us_check *ck, unsigned others)
{
    if (others == 0)
        return US_TEXT("");
    return us_arena_print(ck->arena, " (%u other%s not shown)", others,
                          others == 1 ? " is" : "s are");
}

/* ---- Several match -------------------------------------------------------------------------------- */

/* Two branches that match the same value. */
typedef struct pair {
    unsigned number[2]; /* counted from 1 */
    us_checker *schema[2];
} pair;

static bool requires(const us_check *side, us_text name)
{
    for (unsigned i = 0; i < side->violations; i++)
        if (strcmp(side->violation[i].keyword, "required") == 0 &&
            side->violation[i].locations == 0 && us_text_equal(side->violation[i].expected, name))
            return true;
    return false;
}

/* A name that the one requires and the other does not, quoted; or empty. */
static us_text only_required(const us_check *one, const us_check *other)
{
    for (unsigned i = 0; i < one->violations; i++) {
        us_text name = one->violation[i].expected;

        if (requires(one, name) && !requires(other, name))
            return name;
    }
    return (us_text){ NULL, 0 };
}

/* What is required shows on an object that has nothing. */
static us_text differ_in_required(us_check *ck, const pair *p)
{
    const us_json empty = { .node = { .type = cJSON_Object }, .types = US_JSON_OBJECT };
    us_check side[2];

    for (int i = 0; i < 2; i++)
        run_aside(ck, &side[i], &empty, p->schema[i]);
    for (int i = 0; i < 2; i++) {
        us_text name = only_required(&side[i], &side[1 - i]);

        if (name.bytes)
            return us_arena_print(ck->arena, " (only number %u requires member %s)", p->number[i],
                                  name.bytes);
    }
    return US_TEXT("");
}

/* A run that keeps a ledger of what members the schema names. */
static void run_naming(us_check *ck, us_check *side, const us_json *object, us_checker *schema)
{
    *side = new_side(ck, object);
    us_strict_begin(side);
    run(ck, side, object, schema);
}

/* A member of the object that only one of the two names. */
static us_text differ_in_known(us_check *ck, const us_json *object, const pair *p)
{
    us_check side[2];

    for (int i = 0; i < 2; i++)
        run_naming(ck, &side[i], object, p->schema[i]);
    if (us_ledger_doubts(&side[0], object) || us_ledger_doubts(&side[1], object))
        return US_TEXT("");
    for (const us_json *child = us_json_first(object); child; child = us_json_next(child)) {
        bool second = us_ledger_knows(&side[1], child);

        if (us_ledger_knows(&side[0], child) != second)
            return us_arena_print(ck->arena, " (only number %u knows member %s)", p->number[second],
                                  us_show_text(ck->arena, us_json_key(child), US_SHOW_NAME).bytes);
    }
    return US_TEXT("");
}

static us_text say_difference(us_check *ck, const us_json *value, const pair *p)
{
    us_text text;

    if (ck->brief || !is_kind(value, cJSON_Object))
        return US_TEXT("");
    text = differ_in_required(ck, p);
    return text.length ? text : differ_in_known(ck, value, p);
}

us_text us_say_matches(us_check *ck, const us_json *value, us_checker *const *branch,
                       unsigned branches)
{
    us_buf buf = us_buf_new(ck->arena, 64);
    unsigned found = 0, last = 0;
    pair p = { { 0 }, { NULL } };

    us_buf_add_string(&buf, "numbers");
    for (unsigned i = 0; i < branches; i++) {
        if (!us_trial(ck, value, branch[i]))
            continue;
        if (found < 2) {
            p.number[found] = i + 1;
            p.schema[found] = branch[i];
        }
        if (found++ > 0)
            us_buf_print(&buf, "%s %u", found > 2 ? "," : "", last);
        last = i + 1;
    }
    us_buf_print(&buf, " and %u", last);
    us_buf_add(&buf, say_difference(ck, value, &p));
    return us_buf_text(&buf);
}
