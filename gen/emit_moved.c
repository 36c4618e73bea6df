/* Schemas that are the same on different lines: most operations of a document that people read page by page repeat each
 * other's parameters and answers. The checker of the first serves them all, and the row of each says where in
 * the document the checker's lines stand for it (us_moved); only a violation asks for that.
 *
 * So that a violation still names the line of the schema that was violated, only what is the whole schema of a
 * row is led to another's checker: nothing but the rows calls that, and nothing else starts within its lines.
 * Then each of those lines, whoever names it, is one of the schema's own. */
#include "gen/emit_asked.h"

typedef struct model { /* the first of those that are the same */
    gen_schema *schema;
    gen_at first, last;
} model;

typedef struct place { /* of a schema that was looked at */
    model *model;
    gen_at first;
} place;

typedef struct moving {
    us_arena arena; /* for as long as they are looked for */
    gen_map model;  /* by what it asks for */
    gen_map place;  /* by the address of the schema */
    gen_map named;  /* whether a schema that others refer to starts in that line */
    emit_asked asked;
    us_buf line;
    const emit_group *group; /* whose rows are looked at */
} moving;

/* ---- Who starts where -------------------------------------------------------------------------------------- */

static us_text line_key(us_buf *key, unsigned file, unsigned line)
{
    key->length = 0;
    emit_key_at(key, (gen_at){ .file = file, .line = line });
    return us_buf_text(key);
}

static void note_named(moving *m, const emit_api *a)
{
    for (gen_schema *s = a->named; s; s = s->next_named) {
        us_text line = line_key(&m->line, s->at.file, s->at.line);

        if (!gen_map_find(&m->named, line))
            *gen_map_at(&m->named, &m->arena, us_arena_copy(&m->arena, line)) = s;
    }
}

static bool is_somebody_within(moving *m, gen_at first, gen_at last)
{
    us_buf *key = &m->line;

    for (unsigned line = first.line; line <= last.line; line++)
        if (gen_map_find(&m->named, line_key(key, first.file, line)))
            return true;
    return false;
}

/* ---- Who is served by whom ----------------------------------------------------------------------------------- */

/* Not one that has no checker of its own. */
static bool is_whole(const gen_schema *schema)
{
    const gen_rule *rule = schema->rule;

    return rule && !(rule->keyword == GEN_REF && !rule->next) && !schema->inside &&
           !emit_is_its_own(schema);
}

/* The schema is the first itself, when nobody else starts within its lines; or NULL. */
static model *become_model(moving *m, gen_schema *schema, us_text key)
{
    const emit_asked *asked = &m->asked;
    model *made;

    if (is_somebody_within(m, asked->first, asked->last))
        return NULL;
    made = US_NEW(&m->arena, model);
    *made = (model){ schema, asked->first, asked->last };
    *gen_map_at(&m->model, &m->arena, us_arena_copy(&m->arena, key)) = made;
    return made;
}

/* A short checker is easier read beside its row than found in another file: it serves its group alone. */
static us_text key_of(moving *m, const gen_schema *schema)
{
    (void)emit_asked_key(&m->asked, schema);
    if (m->asked.rules < EMIT_RULES_TO_SHARE)
        emit_key_address(&m->asked.key, m->group);
    return us_buf_text(&m->asked.key);
}

/* Its model is NULL when the schema serves itself alone. Where a whole document is one line, its twins are found. */
static place *look_at(moving *m, gen_schema *schema)
{
    place *found = US_NEW(&m->arena, place);
    us_text key;

    if (!is_whole(schema) || is_somebody_within(m, schema->at, schema->at))
        return found;
    key = key_of(m, schema);
    if (m->asked.large || m->asked.scattered)
        return found;
    found->first = m->asked.first;
    found->model = gen_map_find(&m->model, key);
    if (!found->model)
        found->model = become_model(m, schema, key);
    return found;
}

static const place *place_of(moving *m, gen_schema *schema)
{
    const place *known = gen_map_find_address(&m->place, schema);

    if (!known)
        *gen_map_at_address(&m->place, &m->arena, schema) = (void *)(known = look_at(m, schema));
    return known;
}

static void move_row(moving *m, gen_schema **schema, gen_moved *moved)
{
    const place *own = *schema ? place_of(m, *schema) : NULL;

    if (!own || !own->model || own->model->schema == *schema)
        return;
    *moved = (gen_moved){ own->model->first, own->model->last, own->first };
    *schema = own->model->schema;
}

static void move_parameters(moving *m, gen_parameter *parameter)
{
    for (; parameter; parameter = parameter->next)
        move_row(m, &parameter->schema, &parameter->moved);
}

static void move_medias(moving *m, gen_media *media)
{
    for (; media; media = media->next)
        move_row(m, &media->schema, &media->moved);
}

static void move_operation(moving *m, const gen_operation *o)
{
    move_parameters(m, o->parameter);
    if (o->body)
        move_medias(m, o->body->media);
    for (gen_response *r = o->response; r; r = r->next) {
        move_medias(m, r->media);
        move_parameters(m, r->parameter);
    }
}

void emit_unite_moved(emit_api *a)
{
    moving m = { 0 };

    m.asked = emit_asked_new(&m.arena, true, true);
    m.line = us_buf_new(&m.arena, 32);
    note_named(&m, a);
    for (const emit_operation *o = a->operation; o; o = o->next) {
        m.group = o->group;
        move_operation(&m, o->operation);
    }
    us_arena_free(&m.arena);
}

void emit_moved(emit_api *a, out *rows, const gen_moved *moved)
{
    if (moved->at.line > 0)
        out_line(rows, ".moved = { %s, %s, %s },", emit_at(a, moved->from), emit_at(a, moved->to),
                 emit_at(a, moved->at));
}
