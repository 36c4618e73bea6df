/* The ledger of a strict run: a set of nodes with flags, and the list of what was entered, so that it can be
 * taken back. */
#include "runtime/strict.h"

#include <stdint.h>

#include "base/nearest.h"
#include "runtime/members.h"
#include "runtime/show.h"
#include "runtime/verb.h"

/* ---- The ledger ----------------------------------------------------------------------------------- */

enum { KNOWN = 1, DESCRIBED = 2, DOUBTFUL = 4, FIRST_SLOTS = 256 };

typedef struct entry {
    const us_json *node;
    const us_members *members; /* DESCRIBED: the table, for suggestions … */
    us_at at;                  /* … and where it comes from */
    unsigned flag;             /* that was set; 0: it was set before */
} entry;

typedef struct mark {
    const us_json *node; /* NULL: the slot is free */
    unsigned flags;
} mark;

struct us_ledger {
    us_evaluation scope; /* open all the time, so that inlined verbs take the way that marks */
    mark *slot;          /* by the address of the node */
    size_t slots, used;
    entry *entry;
    unsigned entries, room;
};

static mark *find(const struct us_ledger *ledger, const us_json *node)
{
    size_t mask = ledger->slots - 1;
    size_t i = (size_t)((uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15) >> 32) & mask;

    while (ledger->slot[i].node && ledger->slot[i].node != node)
        i = (i + 1) & mask;
    return &ledger->slot[i];
}

static bool is_marked(const us_check *ck, const us_json *node, unsigned flag)
{
    return find(ck->ledger, node)->flags & flag;
}

static void grow_slots(us_check *ck)
{
    struct us_ledger *ledger = ck->ledger, old = *ledger;

    ledger->slots = old.slots ? old.slots * 2 : FIRST_SLOTS;
    ledger->slot = US_NEW_ARRAY(ck->arena, mark, ledger->slots);
    for (size_t i = 0; i < old.slots; i++)
        if (old.slot[i].node)
            *find(ledger, old.slot[i].node) = old.slot[i];
}

static void add_entry(us_check *ck, entry added)
{
    struct us_ledger *ledger = ck->ledger;

    if (ledger->entries == ledger->room) {
        entry *grown;

        ledger->room = ledger->room ? ledger->room * 2 : FIRST_SLOTS;
        grown = US_NEW_ARRAY(ck->arena, entry, ledger->room);
        if (ledger->entries > 0)
            memcpy(grown, ledger->entry, sizeof *grown * ledger->entries);
        ledger->entry = grown;
    }
    ledger->entry[ledger->entries++] = added;
}

static void enter(us_check *ck, const us_json *node, unsigned flag, const us_members *members,
                  us_at at)
{
    struct us_ledger *ledger = ck->ledger;
    mark *slot;

    if (ledger->used * 2 >= ledger->slots)
        grow_slots(ck);
    slot = find(ledger, node);
    if (!slot->node) {
        slot->node = node;
        ledger->used++;
    }
    if (slot->flags & flag && !members)
        return;
    add_entry(ck, (entry){ node, members, at, flag & ~slot->flags });
    slot->flags |= flag;
}

unsigned us_ledger_entries(const us_check *ck)
{
    return ck->ledger ? ck->ledger->entries : 0;
}

void us_ledger_take_back(us_check *ck, unsigned entries)
{
    struct us_ledger *ledger = ck->ledger;

    while (ledger && ledger->entries > entries) {
        const entry *last = &ledger->entry[--ledger->entries];

        find(ledger, last->node)->flags &= ~last->flag;
    }
}

/* ---- What verbs enter ------------------------------------------------------------------------------ */

void us_ledger_know(us_check *ck, const us_json *member)
{
    enter(ck, member, KNOWN, NULL, 0);
}

void us_ledger_know_all(us_check *ck, const us_json *object)
{
    for (const us_json *child = us_json_first(object); child; child = us_json_next(child))
        us_ledger_know(ck, child);
}

void us_ledger_doubt(us_check *ck, const us_json *object)
{
    enter(ck, object, DOUBTFUL, NULL, 0);
}

bool us_ledger_knows(const us_check *ck, const us_json *member)
{
    return is_marked(ck, member, KNOWN);
}

bool us_ledger_doubts(const us_check *ck, const us_json *object)
{
    return is_marked(ck, object, DOUBTFUL);
}

static bool matches_any(us_check *ck, const us_json *child, const us_members *members)
{
    enum us_match match = US_NO_MATCH;

    for (unsigned i = 0; match == US_NO_MATCH && i < members->patterns; i++)
        match = us_pattern_match(ck->pattern[members->pattern[i]], us_json_key(child));
    if (match == US_MATCH_LIMIT)
        us_check_give_up(ck, "a regular expression takes too long on the name of a member");
    return match != US_NO_MATCH;
}

/* Names that stand in `required` alone make nobody think that the object is described, but they are named. */
void us_ledger_describe(us_check *ck, const us_json *object, const us_members *members)
{
    if (!is_kind(object, cJSON_Object))
        return;
    if (members->count > members->extra || members->patterns > 0)
        enter(ck, object, DESCRIBED, members, members->at);
    for (const us_json *child = us_json_first(object); child; child = us_json_next(child)) {
        if (us_members_find(members, child) || members->open || matches_any(ck, child, members))
            us_ledger_know(ck, child);
    }
}

void us_ledger_describe_by_pattern(us_check *ck, const us_json *object, us_at at)
{
    enter(ck, object, DESCRIBED, NULL, at);
}

void us_names(us_check *ck, const us_json *value, const us_members *members)
{
    if (ck->ledger)
        us_ledger_describe(ck, value, members);
}

/* ---- The end of the run ---------------------------------------------------------------------------- */

/* " (did you mean `title`?)" or "": of all the tables that describe the object. */
static us_text suggest(const us_check *ck, const us_json *object, us_text name)
{
    us_nearest nearest = us_nearest_to(name);

    for (unsigned i = 0; i < ck->ledger->entries; i++) {
        const entry *e = &ck->ledger->entry[i];

        for (unsigned k = 0; e->node == object && e->members && k < e->members->count; k++)
            us_nearest_offer(&nearest, us_text_from(e->members->member[k].key));
    }
    return us_show_nearest(ck->arena, &nearest, US_SHOW_NAME);
}

/* The line of the first schema that describes the object. */
static us_at place_of(const us_check *ck, const us_json *object)
{
    const entry *e = ck->ledger->entry;

    while (e->node != object || !e->at)
        e++;
    return e->at;
}

US_COLD static void refuse(us_check *ck, const us_json *object, const us_json *child)
{
    us_text name = us_json_key(child);

    if (us_check_noted(ck, child, "undeclared"))
        return;
    us_violate(ck, child, "undeclared", US_TEXT(""), place_of(ck, object),
               "member %s is not named by the contract, and --strict is on%s",
               us_show_text(ck->arena, name, US_SHOW_NAME).bytes, suggest(ck, object, name).bytes);
}

/* As deep as the reader lets an instance nest. */
static void visit(us_check *ck, const us_json *value)
{
    bool strict = is_kind(value, cJSON_Object) && is_marked(ck, value, DESCRIBED) &&
                  !is_marked(ck, value, DOUBTFUL);

    if (!is_kind(value, cJSON_Object) && !is_kind(value, cJSON_Array))
        return;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        if (strict && !is_marked(ck, child, KNOWN))
            refuse(ck, value, child);
        visit(ck, child);
    }
}

void us_strict_begin(us_check *ck)
{
    static const us_json nobody;

    ck->ledger = US_NEW(ck->arena, struct us_ledger);
    grow_slots(ck);
    ck->ledger->scope.value = &nobody;
    ck->evaluation = &ck->ledger->scope;
}

void us_strict_end(us_check *ck)
{
    if (!ck->limit)
        visit(ck, ck->root);
    ck->evaluation = NULL;
}
