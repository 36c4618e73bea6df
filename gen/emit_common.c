/* What several groups of operations have in common: lists of parameters, bodies and answers that would be the same
 * tables in the file of each. They are written once, in files of their own, and named after what they hold, so that a
 * change of one of them leaves the others and those who name them as they are.
 *
 * They are found by their facts, before anything is written. Lines are among those: answers that only look alike are
 * not the same, but what they hold is, when they refer to it. Where nobody reads the C the files are few, and so is what
 * they repeat. */
#include <string.h>

#include "gen/emit.h"

static const char *const prefixes[] = {
    [EMIT_PARAMETERS] = "parameters_",
    [EMIT_BODY] = "body_",
    [EMIT_RESPONSES] = "responses_",
    [EMIT_MEDIAS] = "media_",
};

static const char *const declarations[] = {
    [EMIT_PARAMETERS] = "extern const us_parameter %s[];",
    [EMIT_BODY] = "extern const us_body %s;",
    [EMIT_RESPONSES] = "extern const us_response %s[];",
    [EMIT_MEDIAS] = "extern const us_media %s[];",
};

/* ---- Who says what ------------------------------------------------------------------------------------------ */

typedef struct first { /* who has it first */
    const emit_operation *operation;
    const gen_response *response;
    bool common;
} first;

typedef struct plan {
    emit_api *a;
    us_arena arena; /* while it lasts */
    gen_map first;  /* by the facts */
    us_buf facts;
} plan;

/* "limit_after_before": of parameters their names, of anything else the operation. */
static us_text words_of(plan *p, const emit_common *common)
{
    us_buf words = us_buf_new(&p->arena, 64);
    const gen_operation *o = common->operation;

    if (common->said == EMIT_MEDIAS)
        return emit_words(p->a, o->id, emit_status(p->a, common->response->status));
    if (common->said != EMIT_PARAMETERS)
        return o->id;
    for (const gen_parameter *parameter = o->parameter; parameter; parameter = parameter->next)
        us_buf_print(&words, "%s%.*s", words.length > 0 ? "_" : "", (int)parameter->name.length,
                     parameter->name.bytes);
    return us_buf_text(&words);
}

static void add_common(plan *p, enum emit_said said, const first *known)
{
    emit_api *a = p->a;
    us_arena *arena = &a->g->arena;
    emit_common *common = US_NEW(arena, emit_common);
    const char *prefix = us_arena_print(arena, "%s%s_", prefixes[said], a->word).bytes;

    *common = (emit_common){ .said = said,
                             .operation = known->operation->operation,
                             .response = known->response };
    common->external = emit_name(a->external, prefix, words_of(p, common));
    *gen_map_at(&a->commons, arena, us_arena_copy(arena, us_buf_text(&p->facts))) = common;
    *a->last_common = common;
    a->last_common = &common->next;
}

/* The facts are those of something that the operation has. */
static void look_at(plan *p, enum emit_said said, const emit_operation *o, const gen_response *r)
{
    us_text facts = us_buf_text(&p->facts);
    first *known = gen_map_find(&p->first, facts);

    if (!known) {
        known = US_NEW(&p->arena, first);
        *known = (first){ .operation = o, .response = r };
        *gen_map_at(&p->first, &p->arena, us_arena_copy(&p->arena, facts)) = known;
    } else if (!known->common && known->operation->group != o->group) {
        known->common = true;
        add_common(p, said, known);
    }
}

static void look_at_medias(plan *p, const emit_operation *operation)
{
    for (const gen_response *r = operation->operation->response; r; r = r->next) {
        p->facts.length = 0;
        emit_medias_facts(&p->facts, r->media);
        if (r->media)
            look_at(p, EMIT_MEDIAS, operation, r);
    }
}

/* One parameter is as short as the words for it, and so is one answer. */
static void look_at_operation(plan *p, const emit_operation *operation)
{
    const gen_operation *o = operation->operation;
    unsigned parameters = 0, responses = 0;

    p->facts.length = 0;
    emit_parameters_facts(&p->facts, o->parameter, &parameters);
    if (parameters > 1)
        look_at(p, EMIT_PARAMETERS, operation, NULL);
    p->facts.length = 0;
    emit_responses_facts(&p->facts, o, &responses);
    if (responses > 1)
        look_at(p, EMIT_RESPONSES, operation, NULL);
    look_at_medias(p, operation);
    p->facts.length = 0;
    if (!o->body)
        return;
    emit_body_facts(&p->facts, o);
    look_at(p, EMIT_BODY, operation, NULL);
}

void emit_common_plan(emit_api *a)
{
    plan p = { .a = a };

    p.facts = us_buf_new(&p.arena, 4096);
    for (const emit_operation *o = a->operation; o; o = o->next)
        look_at_operation(&p, o);
    us_arena_free(&p.arena);
}

/* ---- Tables ------------------------------------------------------------------------------------------------- */

static void declare(emit_unit *u, emit_common *common)
{
    if (common->declared == u)
        return;
    common->declared = u;
    out_line(&u->declarations, declarations[common->said], common->external);
}

const char *emit_common_name(emit_unit *u, us_text facts)
{
    emit_common *common = gen_map_find(&u->a->commons, facts);

    if (!common || common == u->common)
        return NULL;
    declare(u, common);
    return common->external;
}

const char *emit_table_name(emit_unit *u, const char *prefix, us_text words)
{
    if (u->common && strcmp(prefix, prefixes[u->common->said]) == 0)
        return u->common->external;
    return emit_name(u->a->names, prefix, words);
}

void emit_common_write(emit_unit *u, emit_common *common)
{
    const gen_operation *o = common->operation;
    unsigned count = 0;

    declare(u, common);
    u->common = common;
    switch (common->said) {
    case EMIT_PARAMETERS:
        (void)emit_parameters(u, o->parameter, o->id, emit_route(u->a, o), &count);
        break;
    case EMIT_BODY:
        (void)emit_body(u, o);
        break;
    case EMIT_RESPONSES:
        (void)emit_responses(u, o, &count);
        break;
    case EMIT_MEDIAS:
        (void)emit_medias(u, o, common->response, &count);
        break;
    }
    u->common = NULL;
}
