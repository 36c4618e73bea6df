/* The .yaml beside a fixture: when it answers, and what besides its body. A word that is not known is an error: it
 * would be meant, and nothing would come of it. */
#include "gen/cast.h"
#include "gen/range.h"

#define PRIORITY_HIGHEST 1000

void cast_unknown(gen *g, gen_at at, const char *what, us_text word, const char *const *known)
{
    us_nearest nearest = us_nearest_to(word);
    us_buf list = us_buf_new(&g->arena, 64);
    for (const char *const *k = known; *k; k++) {
        us_nearest_offer(&nearest, us_text_of(*k));
        us_buf_print(&list, "%s%s", k == known ? "" : k[1] ? ", " : " and ", *k);
    }
    gen_error(g, at, "\"%s\" is no word %s%s; there are %s", gen_show(g, word), what,
              gen_nearest_hint(g, &nearest), us_buf_text(&list).bytes);
}

/* ---- headers ------------------------------------------------------------------------------------------- */

bool cast_is_reserved(us_text name)
{
    static const char *const reserved[] = { "Content-Type",     "Content-Length",    "Connection",
                                            "Content-Encoding", "Transfer-Encoding", "Date" };
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (us_text_equal_nocase(name, us_text_of(reserved[i])))
            return true;
    return false;
}

/* The pieces of a value with expressions; NULL: it has none. */
static gen_expression *read_pieces(gen *g, const gen_operation *operation, const gen_node *value)
{
    gen_expression *pieces = cast_read_template(g, operation, value->text, value->at);
    for (const gen_expression *p = pieces; p; p = p->next)
        if (p->source == GEN_SOURCE_COUNTER)
            gen_error(g, value->at, "$counter counts bodies, and has no value in a field");
    return us_text_find(value->text, '{') < value->text.length ? pieces : NULL;
}

/* What no field can have: it would end there, and another begin (RFC 9110, 5.5). */
static bool has_control(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (((unsigned char)text.bytes[i] < ' ' && text.bytes[i] != '\t') || text.bytes[i] == 0x7F)
            return true;
    return false;
}

static void add_header(gen *g, const gen_operation *operation, const gen_member *m,
                       const gen_node *value, gen_header ***last)
{
    us_buf text = us_buf_new(&g->arena, 32);
    if (value->kind == GEN_ARRAY || value->kind == GEN_OBJECT || value->kind == GEN_NULL) {
        gen_error(g, value->at, "the value of a field is a text, a number or a boolean, not %s",
                  gen_kind_name(value->kind));
        return;
    }
    if (value->kind == GEN_STRING && has_control(value->text)) {
        gen_error(g, value->at, "the value of a field is one line, without control characters");
        return;
    }
    if (value->kind != GEN_STRING)
        gen_write_json(&text, value);
    **last = US_NEW(&g->arena, gen_header);
    ***last = (gen_header){ .name = m->key,
                            .at = m->at,
                            .value = value->kind == GEN_STRING ? value->text : us_buf_text(&text) };
    if (value->kind == GEN_STRING)
        (**last)->template = read_pieces(g, operation, value);
    *last = &(**last)->next;
}

static void read_headers(gen *g, const gen_operation *operation, const gen_node *value,
                         gen_cue *cue)
{
    gen_header **last = &cue->header;
    if (value->kind != GEN_OBJECT) {
        gen_error(g, value->at, "\"headers\" is an object, such as { Retry-After: 3 }, not %s",
                  gen_kind_name(value->kind));
        return;
    }
    for (const gen_member *m = value->member; m; m = m->next) {
        if (!openapi_is_token(m->key))
            gen_error(g, m->at, "\"%s\" is no name of a field", gen_show(g, m->key));
        else if (cast_is_reserved(m->key))
            gen_error(g, m->at, "the field %s is the stand-in's own", gen_show(g, m->key));
        else if (m->value->kind != GEN_ARRAY)
            add_header(g, operation, m, m->value, &last);
        else if (!m->value->item)
            gen_error(g, m->value->at, "this is no value for the field %s", gen_show(g, m->key));
        else
            for (const gen_node *item = m->value->item; item; item = item->next)
                add_header(g, operation, m, item, &last);
    }
}

/* ---- priority, delay --------------------------------------------------------------------------------------- */

static void read_priority(gen *g, const gen_node *value, gen_cue *cue)
{
    unsigned same;
    if (value->kind != GEN_NUMBER || !gen_read_range(value->text, false, &cue->priority, &same) ||
        cue->priority > PRIORITY_HIGHEST)
        gen_error(g, value->at, "a priority is a number from 0 to %u", PRIORITY_HIGHEST);
}

static void read_delay(gen *g, const gen_node *value, gen_cue *cue)
{
    cue->timed = true;
    if (!gen_read_delay(value, &cue->least, &cue->most))
        gen_error(g, value->at, "a delay is " GEN_DELAY_FORM);
}

/* ---- The file ------------------------------------------------------------------------------------------------ */

static void read_member(gen *g, const gen_operation *operation, const gen_member *m, gen_cue *cue)
{
    static const char *const known[] = { "when", "sequence", "priority", "headers", "delay", NULL };
    if (us_text_equal(m->key, US_TEXT("when")))
        cast_when(g, operation, m->value, cue);
    else if (us_text_equal(m->key, US_TEXT("sequence")))
        cast_sequence(g, m->value, cue);
    else if (us_text_equal(m->key, US_TEXT("priority")))
        read_priority(g, m->value, cue);
    else if (us_text_equal(m->key, US_TEXT("headers")))
        read_headers(g, operation, m->value, cue);
    else if (us_text_equal(m->key, US_TEXT("delay")))
        read_delay(g, m->value, cue);
    else
        cast_unknown(g, m->at, "beside a fixture", m->key, known);
}

/* How much a fixture asks for. */
static unsigned demands(const gen_cue *cue)
{
    return cue->conditions + (cue->calls ? 1 : 0);
}

/* Whether `a` is asked before `b` whether it answers: by priority, then what asks for more, then by name. */
static bool precedes(const gen_cue *a, const gen_cue *b)
{
    size_t shorter = a->name.length < b->name.length ? a->name.length : b->name.length;
    int order = memcmp(a->name.bytes, b->name.bytes, shorter);
    if (a->priority != b->priority)
        return a->priority > b->priority;
    if (demands(a) != demands(b))
        return demands(a) > demands(b);
    return order < 0 || (order == 0 && a->name.length < b->name.length);
}

/* Only comments, as `fixture new` writes it, say nothing. */
static bool is_empty(us_text text)
{
    while (text.length > 0) {
        size_t end = us_text_find(text, '\n');
        us_text line = us_text_trim(us_text_slice(text, 0, end));
        if (line.length > 0 && line.bytes[0] != '#' && line.bytes[0] != '\r')
            return false;
        text = us_text_slice(text, end + 1, text.length);
    }
    return true;
}

gen_cue *cast_cue(gen *g, gen_operation *operation, const cast_name *name, gen_at at,
                  const gen_example *example)
{
    gen_cue **place = &operation->cue, *cue = US_NEW(&g->arena, gen_cue);
    gen_node *root = is_empty(g->source[at.file].text) ? NULL : gen_load_yaml(g, at.file);
    *cue = (gen_cue){ .name = name->stem,
                      .path = us_text_of(g->source[at.file].path),
                      .at = at,
                      .status = name->status,
                      .example = example };
    if (root && root->kind != GEN_OBJECT)
        gen_error(g, root->at, "this has to be an object with when, sequence, headers …");
    for (const gen_member *m = root ? root->member : NULL; m; m = m->next)
        read_member(g, operation, m, cue);
    cue->guarded = cue->condition || cue->calls || gen_get(root, "priority");
    while (*place && !precedes(cue, *place))
        place = &(*place)->next;
    cue->next = *place;
    *place = cue;
    return cue;
}
