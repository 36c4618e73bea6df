/* unevaluatedProperties and unevaluatedItems, and the scopes that they need (evaluation.h).
 *
 * A scope keeps a byte for each child and the order in which children were marked, so a trial that
 * fails takes its marks back by their number alone, and nothing is copied. Children are mostly marked
 * in their order: a cursor finds the index of one in the step after the last. */
#include "runtime/evaluation.h"
#include "runtime/members.h"
#include "runtime/show.h"
#include "runtime/strict.h"
#include "runtime/verb.h"

/* ---- Scopes --------------------------------------------------------------------------------------- */

void us_evaluation_begin(us_check *ck, const us_json *value, us_evaluation *scope)
{
    unsigned count = is_kind(value, cJSON_Object) || is_kind(value, cJSON_Array) ? value->count : 0;

    scope->value = value;
    scope->outer = ck->evaluation;
    scope->cursor = NULL;
    scope->marks = 0;
    scope->without_contains = false;
    scope->doubtful = false;
    scope->tables = 0;
    if (count <= US_EVALUATION_FEW) {
        scope->order = scope->order_few;
        scope->marked = scope->marked_few;
        memset(scope->marked_few, 0, sizeof scope->marked_few);
    } else {
        scope->order = US_NEW_ARRAY(ck->arena, unsigned, count);
        scope->marked = US_NEW_ARRAY(ck->arena, unsigned char, count);
    }
    ck->evaluation = scope;
}

void us_evaluation_begin_2019_09(us_check *ck, const us_json *value, us_evaluation *scope)
{
    us_evaluation_begin(ck, value, scope);
    scope->without_contains = true;
}

void us_evaluation_mark(us_check *ck, const us_json *child)
{
    us_evaluation *scope = ck->evaluation;
    const us_json *from = scope->cursor;
    unsigned index = scope->at;

    while (from && from != child) {
        from = us_json_next(from);
        index++;
    }
    if (!from) {
        from = us_json_first(scope->value);
        for (index = 0; from != child; index++)
            from = us_json_next(from);
    }
    scope->cursor = child;
    scope->at = index;
    us_evaluation_mark_at(scope, index);
}

void us_evaluation_mark_all(us_check *ck)
{
    for (unsigned i = 0; i < ck->evaluation->value->count; i++)
        us_evaluation_mark_at(ck->evaluation, i);
}

void us_evaluation_take_back(us_check *ck, unsigned marks)
{
    us_evaluation *scope = ck->evaluation;

    while (scope && scope->marks > marks)
        scope->marked[scope->order[--scope->marks]] = false;
}

void us_evaluation_doubt(us_check *ck, const us_json *value)
{
    if (us_is_evaluating(ck, value) && !ck->silent)
        ck->evaluation->doubtful = true;
    if (ck->ledger && !ck->silent)
        us_ledger_doubt(ck, value);
}

/* Once, by the first verb that ends the checker; a second one still reads the marks. */
static void close(us_check *ck, us_evaluation *scope)
{
    us_evaluation *outer = scope->outer;

    if (ck->evaluation != scope)
        return;
    ck->evaluation = outer;
    if (!scope->value || !outer || outer->value != scope->value)
        return;
    for (unsigned i = 0; i < scope->marks; i++)
        us_evaluation_mark_at(outer, scope->order[i]);
    for (unsigned i = 0; i < scope->tables; i++)
        us_evaluation_name(outer, scope->table[i]);
    outer->doubtful = outer->doubtful || scope->doubtful;
}

/* ---- The verbs ------------------------------------------------------------------------------------ */

/* Of all that was walked on the way: a branch that does not match may be the one that was meant. */
static us_text suggest(us_arena *arena, const us_evaluation *scope, us_text name)
{
    us_nearest nearest = us_nearest_to(name);

    for (unsigned i = 0; i < scope->tables; i++)
        for (unsigned k = 0; k < us_members_named(scope->table[i]); k++) {
            us_text known = us_text_from(scope->table[i]->member[k].key);

            if (!us_text_equal(known, name))
                us_nearest_offer(&nearest, known);
        }
    return us_show_nearest(arena, &nearest, US_SHOW_NAME);
}

US_COLD static void refuse_member(us_check *ck, const us_evaluation *scope, const us_json *child,
                                  us_at at)
{
    us_text name = us_json_key(child);

    if (us_check_noted(ck, child, "unevaluatedProperties"))
        return;
    us_violate(ck, child, "unevaluatedProperties", US_TEXT("false"), at,
               "member %s is not allowed here: no schema that the object matches knows it%s",
               us_show_text(ck->arena, name, US_SHOW_NAME).bytes,
               suggest(ck->arena, scope, name).bytes);
}

US_COLD static void refuse_item(us_check *ck, const us_evaluation *scope, const us_json *child,
                                us_at at)
{
    (void)scope;
    if (us_check_noted(ck, child, "unevaluatedItems"))
        return;
    us_violate(ck, child, "unevaluatedItems", US_TEXT("false"), at,
               "is not allowed here: no schema that the array matches speaks of this item");
}

typedef void refuse(us_check *ck, const us_evaluation *scope, const us_json *child, us_at at);

static void check_unmarked(us_check *ck, const us_evaluation *scope, us_checker *schema,
                           refuse *refuse_child, us_at at)
{
    const us_json *child = us_json_first(scope->value);

    if (scope->doubtful || scope->marks == scope->value->count)
        return;
    for (unsigned i = 0; child && !is_decided(ck); child = us_json_next(child), i++) {
        if (scope->marked[i])
            continue;
        if (schema == us_never)
            refuse_child(ck, scope, child, at);
        else
            schema(ck, child);
    }
}

/* Closes the scope, checks what it has not marked, and tells the scope around it that now everything is
 * evaluated. */
static void finish(us_check *ck, const us_json *value, us_evaluation *scope, int kind,
                   us_checker *schema, refuse *refuse_child, us_at at)
{
    close(ck, scope);
    if (!is_kind(value, kind) || is_decided(ck))
        return;
    check_unmarked(ck, scope, schema, refuse_child, at);
    if (us_is_evaluating(ck, value))
        us_evaluation_mark_all(ck);
    if (ck->ledger)
        us_ledger_know_all(ck, value);
}

void us_unevaluated_properties(us_check *ck, const us_json *value, us_evaluation *scope,
                               us_checker *schema, us_at at)
{
    finish(ck, value, scope, cJSON_Object, schema, refuse_member, at);
}

void us_unevaluated_items(us_check *ck, const us_json *value, us_evaluation *scope,
                          us_checker *schema, us_at at)
{
    finish(ck, value, scope, cJSON_Array, schema, refuse_item, at);
}
