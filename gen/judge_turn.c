/* Fixtures beside each other: one that never gets its turn because another is asked before it and wants no more than
 * it does, and calls of a sequence that nobody answers. Both are seen in the order in which the server asks
 * (cast_cue.c), and only what is certain is said. */
#include "base/ascii.h"
#include "gen/judge.h"

/* ---- What one asks and another asks, too ------------------------------------------------------------------------- */

static bool is_same_part(const gen_expression *a, const gen_expression *b)
{
    bool header = a->source == GEN_SOURCE_REQUEST_HEADER;

    return a->source == b->source &&
           (header ? us_text_equal_nocase(a->text, b->text) : us_text_equal(a->text, b->text));
}

/* What is equal to something, or matched, is there. */
static bool follows(const gen_condition *c, const gen_condition *from)
{
    if (!is_same_part(c->part, from->part))
        return false;
    if (c->test == GEN_IS_PRESENT)
        return from->test != GEN_IS_ABSENT;
    return c->test == from->test && (!c->value || lower_equal(c->value, from->value));
}

/* Whether all that `cue` asks of a request holds whenever what `other` asks does. */
static bool asks_no_more(const gen_cue *cue, const gen_cue *other)
{
    for (const gen_condition *c = cue->condition; c; c = c->next) {
        const gen_condition *from = other->condition;

        while (from && !follows(c, from))
            from = from->next;
        if (!from)
            return false;
    }
    return true;
}

/* Their calls are counted alike. */
static bool is_in_step(const gen_cue *a, const gen_cue *b)
{
    return a->calls && b->calls && a->round == b->round && asks_no_more(a, b) && asks_no_more(b, a);
}

/* ---- Media types -------------------------------------------------------------------------------------------------- */

static us_text type_of(const gen_operation *o, const gen_example *example)
{
    for (const gen_response *r = o->response; r; r = r->next)
        for (const gen_media *m = r->media; m; m = m->next)
            for (const gen_example *e = m->example; e; e = e->next)
                if (e == example)
                    return m->type;
    return US_TEXT("");
}

/* Whether who takes the body of `other` takes that of `cue`, too. */
static bool is_as_welcome(const gen_operation *o, const gen_cue *cue, const gen_cue *other)
{
    return !cue->example ||
           (other->example && us_text_equal(type_of(o, cue->example), type_of(o, other->example)));
}

/* ---- Fixtures without a turn ----------------------------------------------------------------------------------------- */

/* The first call from `number` on that nobody answers of those before `end` that count as `cue` does; 0: there is
 * none. */
static unsigned unanswered(const gen_operation *o, const gen_cue *cue, const gen_cue *end,
                           unsigned number)
{
    for (const gen_cue *c = o->cue; number > 0 && c != end; c = c->next) {
        if (!c->guarded || !is_in_step(c, cue) || !is_as_welcome(o, c, cue))
            continue;
        for (const gen_calls *calls = c->calls; calls; calls = calls->next)
            if (calls->from <= number && (calls->to == 0 || number <= calls->to))
                return unanswered(o, cue, end, calls->to == 0 ? 0 : calls->to + 1);
    }
    return number;
}

/* Whether others before it answer all its calls. */
static bool are_taken(const gen_operation *o, const gen_cue *cue)
{
    for (const gen_calls *c = cue->calls; c; c = c->next) {
        unsigned first = unanswered(o, cue, cue, c->from);

        if (first > 0 && (c->to == 0 || first <= c->to))
            return false;
    }
    return cue->calls;
}

/* The fixture that answers all calls which this one could; NULL: none does. */
static const gen_cue *before(const gen_operation *o, const gen_cue *cue)
{
    for (const gen_cue *c = o->cue; c != cue; c = c->next)
        if (c->guarded && !c->calls && asks_no_more(c, cue) && is_as_welcome(o, c, cue))
            return c;
    return NULL;
}

/* Why `first` is asked before `cue`. */
static const char *reason(const gen_cue *first, const gen_cue *cue)
{
    if (first->priority > cue->priority)
        return "its priority is higher";
    return first->conditions > cue->conditions ? "it has more conditions"
                                               : "its name comes first by the alphabet";
}

/* Whether it ever answers. */
static bool has_turn(gen *g, const gen_operation *o, const gen_cue *cue)
{
    const gen_cue *first = before(o, cue);
    bool taken = !first && are_taken(o, cue);

    if (first)
        gen_warning(g, cue->at,
                    "the fixture never answers by itself: %s is asked before it (%s), and asks "
                    "for nothing that this one does not ask for, too",
                    gen_show(g, first->name), reason(first, cue));
    if (taken)
        gen_warning(g, cue->at,
                    "the fixture never answers by itself: other fixtures with the same conditions "
                    "are asked before it and answer all calls of its sequence");
    return !first && !taken;
}

/* ---- Calls without a fixture -------------------------------------------------------------------------------------------- */

static bool has_plain_body(const gen_media *media)
{
    for (; media; media = media->next)
        for (const gen_example *e = media->example; e; e = e->next)
            if (e->fixture && !(e->cue && e->cue->guarded))
                return true;
    return false;
}

/* Whether somebody has said what is answered where no condition holds. */
static bool has_plain(const gen_operation *o)
{
    for (const gen_cue *c = o->cue; c; c = c->next)
        if (!c->guarded && !c->example)
            return true;
    for (const gen_response *r = o->response; r; r = r->next)
        if (has_plain_body(r->media))
            return true;
    return false;
}

/* Whether it answers these calls whatever their number. */
static bool has_other(const gen_operation *o, const gen_cue *cue)
{
    for (const gen_cue *c = o->cue; c; c = c->next)
        if (c->guarded && !c->calls && asks_no_more(c, cue))
            return true;
    return false;
}

/* One fixture by itself says which calls are special. Of several a call in between may have been forgotten. */
static void judge_calls(gen *g, const gen_operation *o, const gen_cue *cue, const gen_calls *calls)
{
    unsigned last = calls->from - 1;
    bool others = false;

    for (const gen_cue *c = o->cue; c; c = c->next)
        others |= c != cue && c->guarded && is_in_step(c, cue);
    if (!others || last == 0 || unanswered(o, cue, NULL, last) != last)
        return;
    if (!has_other(o, cue) && !has_plain(o))
        gen_warning(
            g, calls->at,
            "no fixture answers call %u of these: one with it in its sequence would, or one "
            "without conditions",
            last);
}

void judge_turns(gen *g, const gen_operation *o)
{
    for (const gen_cue *cue = o->cue; cue; cue = cue->next) {
        if (!cue->guarded || !has_turn(g, o, cue))
            continue;
        for (const gen_calls *c = cue->calls; c; c = c->next)
            judge_calls(g, o, cue, c);
    }
}
