/* When a fixture answers and what it adds, as tables: the server walks them in the order in which they stand, and the
 * first that holds answers. */
#include "gen/emit.h"

/* ---- What it asks ---------------------------------------------------------------------------------------- */

static void write_condition(emit_unit *u, out *rows, const gen_condition *c)
{
    static const char *const test[] = { [GEN_IS_EQUAL] = "US_IS_EQUAL",
                                        [GEN_IS_MATCHED] = "US_IS_MATCHED",
                                        [GEN_IS_PRESENT] = "US_IS_PRESENT",
                                        [GEN_IS_ABSENT] = "US_IS_ABSENT" };

    out_open(rows, "{");
    out_open(rows, ".part = {");
    emit_expression(rows, c->part);
    out_close(rows, "},");
    out_line(rows, ".test = %s,", test[c->test]);
    if (c->test == GEN_IS_EQUAL)
        out_text(rows, us_arena_print(u->a->arena, ".value = %s", emit_value_macro(c->value)).bytes,
                 emit_value_text(u, c->value), "),");
    if (c->test == GEN_IS_MATCHED)
        out_line(rows, ".pattern = %s,", emit_pattern_number(u->a, c->value->text));
    out_close(rows, "},");
}

static const char *write_conditions(emit_unit *u, const gen_cue *cue, us_text words)
{
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_condition *c = cue->condition; c; c = c->next)
        write_condition(u, &rows, c);
    return emit_table(u, "const us_condition", emit_name(u->a->names, "conditions_", words), &rows);
}

static const char *write_calls(emit_unit *u, const gen_cue *cue, us_text words, unsigned *count)
{
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_calls *c = cue->calls; c; c = c->next, ++*count)
        out_line(&rows, "{ %u, %u },", c->from, c->to);
    return emit_table(u, "const us_range", emit_name(u->a->names, "calls_", words), &rows);
}

/* ---- What it adds ------------------------------------------------------------------------------------------ */

static const char *write_extras(emit_unit *u, const gen_cue *cue, us_text words, unsigned *count)
{
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_header *h = cue->header; h; h = h->next, ++*count) {
        unsigned expressions = 0;
        const char *expression = emit_pieces(u, h->template, words, &expressions);

        out_open(&rows, "{");
        emit_field_text(&rows, "name", h->name);
        emit_field_text(&rows, "value", h->value);
        emit_list(&rows, "expression", expression, expressions);
        out_close(&rows, "},");
    }
    return emit_table(u, "const us_extra", emit_name(u->a->names, "extras_", words), &rows);
}

/* ---- The list ------------------------------------------------------------------------------------------------- */

/* The number of the example in its media type, from 1; 0: it is not there. */
static unsigned number_in(const gen_media *media, const gen_example *example)
{
    unsigned number = 1;

    for (const gen_example *e = media->example; e; e = e->next, number++)
        if (e == example)
            return number;
    return 0;
}

/* Where among the operation's responses the body is. */
static void write_body(out *rows, const gen_operation *o, const gen_example *example)
{
    for (const gen_response *r = o->response; r; r = r->next) {
        unsigned media = 1;

        for (const gen_media *m = r->media; m; m = m->next, media++) {
            unsigned number = number_in(m, example);

            if (number == 0)
                continue;
            out_line(rows, ".media = %u,", media);
            out_line(rows, ".example = %u,", number);
            return;
        }
    }
}

static void write_sequence(emit_unit *u, out *rows, const gen_cue *cue, us_text words)
{
    unsigned calls = 0;
    const char *call = write_calls(u, cue, words, &calls);

    emit_list(rows, "call", call, calls);
    if (cue->round > 0)
        out_line(rows, ".round = %u,", cue->round);
    out_line(rows, ".counter = %u,", u->a->counters++);
}

static void write_cue(emit_unit *u, out *rows, const gen_operation *o, const gen_cue *cue)
{
    us_text words = emit_words(u->a, o->id, emit_string(u->a, cue->name));
    unsigned extras = 0;
    const char *extra = cue->header ? write_extras(u, cue, words, &extras) : NULL;
    const char *condition = cue->condition ? write_conditions(u, cue, words) : NULL;

    out_open(rows, "{");
    emit_field_text(rows, "name", cue->name);
    out_line(rows, ".status = %u,", cue->status);
    if (cue->example)
        write_body(rows, o, cue->example);
    if (cue->guarded)
        out_line(rows, ".guarded = 1,");
    emit_list(rows, "condition", condition, condition ? cue->conditions : 0);
    if (cue->calls)
        write_sequence(u, rows, cue, words);
    if (cue->timed) {
        out_line(rows, ".timed = 1,");
        emit_delay(rows, cue->least, cue->most);
    }
    emit_list(rows, "extra", extra, extras);
    out_close(rows, "},");
}

const char *emit_cues(emit_unit *u, const gen_operation *o, unsigned *count)
{
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_cue *cue = o->cue; cue; cue = cue->next, ++*count)
        write_cue(u, &rows, o, cue);
    return *count > 0 ? emit_table(u, "const us_cue", emit_name(u->a->names, "cues_", o->id), &rows)
                      : NULL;
}
