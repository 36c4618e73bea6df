/* What the stand-in answers: the bytes of fixtures and examples as string literals, a line a literal. */
#include "gen/emit.h"

/* ---- Names ----------------------------------------------------------------------------------------------- */

typedef struct plan {
    emit_api *a;
    const char *prefix;
    emit_examples **last;
} plan;

static void plan_medias(plan *p, const gen_operation *o, const gen_media *media, us_text words)
{
    for (; media; media = media->next) {
        emit_examples *e;

        if (!media->example)
            continue;
        e = *p->last = US_NEW(p->a->arena, emit_examples);
        p->last = &e->next;
        e->operation = o;
        e->media = media;
        e->external = emit_name(p->a->external, p->prefix, words);
        for (const gen_example *example = media->example; example; example = example->next)
            e->count++;
    }
}

void emit_examples_plan(emit_api *a)
{
    plan p = { .a = a, .last = &a->examples };

    p.prefix = us_arena_print(a->arena, "examples_%s_", a->word).bytes;
    for (const gen_operation *o = gen_each_operation(a->api, NULL); o;
         o = gen_each_operation(a->api, o)) {
        if (o->body)
            plan_medias(&p, o, o->body->media, emit_words(a, o->id, "body"));
        for (const gen_response *r = o->response; r; r = r->next)
            plan_medias(&p, o, r->media, emit_words(a, o->id, emit_status(a, r->status)));
    }
}

/* ---- Bytes ----------------------------------------------------------------------------------------------- */

/* The number of the cue among those of the operation, from 1. */
static unsigned number_of(const gen_operation *o, const gen_cue *cue)
{
    unsigned number = 1;

    for (const gen_cue *other = o->cue; other && other != cue; other = other->next)
        number++;
    return number;
}

/* The table of what an example is put together of, which stands before the table of examples. */
typedef struct pieces {
    const char *segment;
    unsigned segments;
} pieces;

static pieces *write_pieces(emit_unit *u, const emit_examples *e)
{
    pieces *written = US_NEW_ARRAY(u->a->arena, pieces, e->count);
    pieces *next = written;

    for (const gen_example *example = e->media->example; example; example = example->next, next++)
        next->segment =
            emit_segments(u, example->segment, us_text_of(e->external), &next->segments);
    return written;
}

static void write_example(emit_unit *u, const emit_examples *e, const gen_example *example,
                          const pieces *p)
{
    out *o = &u->body;

    out_open(o, "{");
    if (example->name.length > 0)
        emit_field_text(o, "name", example->name);
    emit_field_text(o, "bytes", example->bytes);
    emit_field_text(o, "source", example->source);
    if (example->value)
        out_line(o, ".value = 1,");
    if (example->fixture)
        out_line(o, ".fixture = 1,");
    if (example->cue)
        out_line(o, ".cue = %u,", number_of(e->operation, example->cue));
    emit_list(o, "segment", p->segment, p->segments);
    if (emit_counts(example->segment)) {
        out_line(o, ".counts = 1,");
        out_line(o, ".counter = %u,", u->a->counters++);
    }
    out_close(o, "},");
}

void emit_fixtures(emit_unit *u)
{
    for (const emit_examples *e = u->a->examples; e; e = e->next) {
        const pieces *p = write_pieces(u, e);

        out_line(&u->declarations, "extern const us_example %s[%u];", e->external, e->count);
        out_gap(&u->body);
        out_open(&u->body, "const us_example %s[%u] = {", e->external, e->count);
        for (const gen_example *example = e->media->example; example; example = example->next)
            write_example(u, e, example, p++);
        out_close(&u->body, "};");
    }
}
