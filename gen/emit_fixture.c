/* What the stand-in answers: the bytes of fixtures and examples as string literals, a line a literal. */
#include "gen/emit.h"

/* ---- Names ----------------------------------------------------------------------------------------------- */

typedef struct plan {
    emit_api *a;
    const char *prefix;
    emit_examples **last;
    us_arena arena; /* while it lasts */
    gen_map first;  /* by what there is to write */
} plan;

/* Whether what it says depends on nothing but itself. */
static bool is_by_itself(const gen_example *example)
{
    return !example->fixture && !example->cue && !example->segment;
}

void emit_examples_facts(us_buf *facts, const gen_example *example)
{
    for (; example; example = example->next) {
        emit_key_text(facts, example->name);
        emit_key_text(facts, example->source);
        emit_key_number(facts, (unsigned)example->bytes.length);
        emit_key_number(facts, example->value);
        emit_key_address(facts, is_by_itself(example) ? NULL : example);
    }
    emit_key_number(facts, 0);
}

/* The first examples that are the same, as those are which several answers refer to; or NULL. */
static emit_examples *find_same(plan *p, emit_examples *e)
{
    us_buf facts = us_buf_new(&p->arena, 256);
    emit_examples *first;

    emit_examples_facts(&facts, e->media->example);
    for (const gen_example *example = e->media->example; example; example = example->next)
        us_buf_add(&facts, example->bytes);
    first = gen_map_find(&p->first, us_buf_text(&facts));
    if (!first)
        *gen_map_at(&p->first, &p->arena, us_buf_text(&facts)) = e;
    return first;
}

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
        e->same = find_same(p, e);
        e->external = e->same ? e->same->external : emit_name(p->a->external, p->prefix, words);
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
    us_arena_free(&p.arena);
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
        const pieces *p;

        if (e->same)
            continue;
        p = write_pieces(u, e);
        out_line(&u->declarations, "extern const us_example %s[%u];", e->external, e->count);
        out_gap(&u->body);
        out_open(&u->body, "const us_example %s[%u] = {", e->external, e->count);
        for (const gen_example *example = e->media->example; example; example = example->next)
            write_example(u, e, example, p++);
        out_close(&u->body, "};");
    }
}
