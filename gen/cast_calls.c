/* `sequence` in the .yaml of a fixture: which calls it answers. */
#include "gen/cast.h"
#include "gen/range.h"

/* ---- sequence ------------------------------------------------------------------------------------------ */

static bool is_scalar(const gen_node *node)
{
    return node->kind == GEN_NUMBER || node->kind == GEN_STRING;
}

static void add_calls(gen *g, const gen_node *value, gen_cue *cue, gen_calls ***last)
{
    gen_calls calls = { .at = value->at };
    if (!is_scalar(value) || !gen_read_range(value->text, true, &calls.from, &calls.to) ||
        calls.from == 0) {
        gen_error(g, value->at,
                  "calls are numbered from 1: 2 is the second, 1..3 the first three, 4.. "
                  "all from the fourth on");
        return;
    }
    if (cue->round > 0 && (calls.to == 0 || calls.to > cue->round))
        gen_error(g, value->at, "the round has %u calls, and then they are counted anew",
                  cue->round);
    **last = US_NEW(&g->arena, gen_calls);
    ***last = calls;
    *last = &(**last)->next;
}

static void add_list(gen *g, const gen_node *value, gen_cue *cue)
{
    gen_calls **last = &cue->calls;
    if (value->kind != GEN_ARRAY) {
        add_calls(g, value, cue, &last);
        return;
    }
    for (const gen_node *item = value->item; item; item = item->next)
        add_calls(g, item, cue, &last);
    if (!value->item)
        gen_error(g, value->at, "this names no call");
}

static void read_round(gen *g, const gen_node *value, gen_cue *cue)
{
    unsigned last;
    if (value->kind != GEN_NUMBER || !gen_read_range(value->text, false, &cue->round, &last) ||
        cue->round == 0)
        gen_error(g, value->at, "\"every\" is after how many calls they are counted anew");
}

void cast_sequence(gen *g, const gen_node *value, gen_cue *cue)
{
    static const char *const known[] = { "calls", "every", NULL };
    const gen_node *calls = gen_get(value, "calls"), *every = gen_get(value, "every");
    if (value->kind != GEN_OBJECT) {
        add_list(g, value, cue);
        return;
    }
    for (const gen_member *m = value->member; m; m = m->next)
        if (m->value != calls && m->value != every)
            cast_unknown(g, m->at, "of a sequence", m->key, known);
    if (every)
        read_round(g, every, cue);
    if (calls)
        add_list(g, calls, cue);
    else
        gen_error(g, value->at, "a sequence says which \"calls\" are answered");
}
