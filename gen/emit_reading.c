/* Readings: tables that say how text becomes a value, a row a member. A form's "age=7" is the number 7 when
 * its schema wants a number, and that has to be known before anything is checked. */
#include "gen/emit.h"

/* What is nested deeper is marked as unknown, so a schema that refers to itself ends somewhere; and one that
 * does so in several ways, which would multiply, after so many tables. A value that goes so deep is a limit of
 * the mock. */
#define DEEPEST 8
#define TABLES  256

typedef struct readings {
    emit_unit *u;
    us_text words;                /* what the tables are named after */
    const gen_encoding *encoding; /* of the fields of a form */
    gen_node *xml;                /* the schema of a body that may be XML; else NULL */
    unsigned tables;
} readings;

/* ---- the members that a schema names, wherever it names them ---------------------------------------- */

typedef struct named { /* a member, with the first schema that says something about it */
    us_text name;
    const gen_schema *schema;
    unsigned types;
    bool vague; /* that schema leaves the types open */
    struct named *next;
} named;

typedef struct visited { /* or to be visited */
    const gen_schema *schema;
    struct visited *next;
} visited;

typedef struct members {
    us_arena *arena;
    named *first, **last;
    const gen_schema *other;
    visited *visited; /* parts may contain one another */
    visited *waiting; /* what is asked only in some cases: it speaks after all others … */
    bool late;        /* … and is heard where they left the types open */
} members;

static void collect(members *m, const gen_schema *schema);

static void collect_one(members *m, const gen_property *p)
{
    named *n = m->first;
    while (n && !us_text_equal(n->name, p->name))
        n = n->next;
    if (n) {
        n->types |= n->vague || !m->late ? emit_allowed_types(p->schema) : 0;
        return;
    }
    n = US_NEW(m->arena, named);
    *n = (named){ p->name, p->schema, emit_allowed_types(p->schema), !emit_names_types(p->schema),
                  NULL };
    *m->last = n;
    m->last = &n->next;
}

static void put_off(members *m, const gen_schema *schema)
{
    visited *waiting = US_NEW(m->arena, visited);

    *waiting = (visited){ schema, m->waiting };
    m->waiting = waiting;
}

/* False when the schema had its turn. */
static bool visit(members *m, const gen_schema *schema)
{
    for (const visited *v = m->visited; v; v = v->next)
        if (v->schema == schema)
            return false;
    visited *v = US_NEW(m->arena, visited);
    *v = (visited){ schema, m->visited };
    m->visited = v;
    return true;
}

static void collect_rule(members *m, const gen_rule *rule)
{
    switch (rule->keyword) {
    case GEN_PROPERTIES:
        for (const gen_property *p = rule->property; p; p = p->next)
            collect_one(m, p);
        break;
    case GEN_ADDITIONAL_PROPERTIES:
        m->other = m->other ? m->other : rule->schema;
        break;
    case GEN_REF:
        collect(m, rule->schema);
        break;
    case GEN_ALL_OF:
    case GEN_ANY_OF:
    case GEN_ONE_OF:
        for (const gen_property *p = rule->property; p; p = p->next)
            collect(m, p->schema);
        break;
    case GEN_IF:
    case GEN_THEN:
    case GEN_ELSE:
        put_off(m, rule->schema);
        break;
    case GEN_DEPENDENT_SCHEMAS:
        for (const gen_property *p = rule->property; p; p = p->next)
            put_off(m, p->schema);
        break;
    default:
        break;
    }
}

static void collect(members *m, const gen_schema *schema)
{
    for (const gen_rule *rule = schema && visit(m, schema) ? schema->rule : NULL; rule;
         rule = rule->next)
        collect_rule(m, rule);
}

static void collect_all(members *m, const gen_schema *schema)
{
    collect(m, schema);
    m->late = true;
    while (m->waiting) {
        const gen_schema *next = m->waiting->schema;

        m->waiting = m->waiting->next;
        collect(m, next);
    }
}

/* ---- tables ------------------------------------------------------------------------------------------ */

static void write_fields(readings *r, out *rows, const gen_schema *schema, unsigned types,
                         unsigned depth);

static const char *new_name(readings *r)
{
    r->tables++;
    return emit_name(r->u->a->names, "reading_", r->words);
}

/* What an encoding says of the part that a field comes in. */
static void write_part(const readings *r, out *rows, const gen_encoding *e)
{
    emit_unit *u = r->u;
    out fields = emit_out(u->a);
    unsigned headers = 0;
    const char *header = emit_parameters(u, e->header, r->words, "a part", &headers);

    if (e->content_type.length == 0 && headers == 0)
        return;
    fields.indent = 1;
    if (e->content_type.length > 0)
        emit_field_text(&fields, "type", e->content_type);
    emit_list(&fields, "header", header, headers);
    out_line(&fields, ".at = %s,", emit_at(u->a, e->at));
    out_line(rows, ".encoding = &%s,",
             emit_record(u, "const us_encoding", emit_name(u->a->names, "encoding_", r->words),
                         &fields));
}

/* How the items are divided of a member at the top of a form or of a part, and what its part is like. */
static void write_encoding(const readings *r, out *rows, const gen_encoding *e)
{
    if (!e)
        return;
    if (e->styled)
        out_line(rows, ".style = %s,", emit_style(e->style));
    if (e->explode)
        out_line(rows, ".explode = 1,");
    write_part(r, rows, e);
}

/* The encoding of a field at the top of a form. */
static const gen_encoding *encoding_of(const readings *r, us_text name, unsigned depth)
{
    const gen_encoding *e = depth == 1 ? r->encoding : NULL;

    while (e && (!e->name.bytes || !us_text_equal(e->name, name)))
        e = e->next;
    return e;
}

/* The encoding of a part without a name: that of its place, counted from 1, or that of every further one. */
static const gen_encoding *encoding_at(const readings *r, unsigned place, unsigned depth)
{
    const gen_encoding *e = depth == 0 ? r->encoding : NULL;

    while (e && (e->name.bytes || e->place != place))
        e = e->next;
    return e || place == 0 ? e : encoding_at(r, 0, depth);
}

static const char *finish_single(readings *r, const char *name, const out *fields)
{
    return us_arena_print(r->u->a->arena, "&%s",
                          emit_record(r->u, "const us_reading", name, fields))
        .bytes;
}

/* A table of one; returns `&name`. */
static const char *write_single(readings *r, const gen_schema *schema, unsigned depth)
{
    const char *name = new_name(r);
    out fields = emit_out(r->u->a);

    fields.indent = 1;
    if (r->xml && depth == 0)
        emit_xml_root(&fields, r->xml);
    write_fields(r, &fields, schema, emit_allowed_types(schema), depth);
    return finish_single(r, name, &fields);
}

static const char *write_members(readings *r, const members *m, unsigned depth, unsigned *count)
{
    const char *name = new_name(r);
    out rows = emit_out(r->u->a);

    rows.indent = 1;
    for (const named *n = m->first; n; n = n->next, ++*count) {
        out_open(&rows, "{");
        emit_field_text(&rows, "name", n->name);
        write_encoding(r, &rows, encoding_of(r, n->name, depth));
        write_fields(r, &rows, n->schema, n->types, depth);
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(r->u, "const us_reading", name, &rows) : name;
}

static void write_object(readings *r, out *rows, const gen_schema *schema, unsigned depth)
{
    members m = { .arena = r->u->a->arena };
    unsigned count = 0;

    m.last = &m.first;
    collect_all(&m, schema);
    const char *name = write_members(r, &m, depth + 1, &count);
    emit_list(rows, "member", name, count);
    if (m.other && !m.other->never)
        out_line(rows, ".other = %s,", write_single(r, m.other, depth + 1));
}

/* ---- items ------------------------------------------------------------------------------------------- */

/* What divides a list in a list: only 2.0 says that. */
static void write_inner_style(out *rows, const gen_schema *item)
{
    bool is_20 = item && item->node->resource && item->node->resource->dialect == GEN_OPENAPI_20;

    if (is_20 && emit_allowed_types(item) & GEN_TYPE_ARRAY)
        out_line(rows, ".style = %s,",
                 emit_style(gen_inner_style(emit_hint(item, US_TEXT("collectionFormat")))));
}

static void write_item(readings *r, out *rows, const gen_schema *item, unsigned place,
                       unsigned depth)
{
    write_inner_style(rows, item);
    write_encoding(r, rows, encoding_at(r, place, depth));
    write_fields(r, rows, item, emit_allowed_types(item), depth + 1);
}

/* How many of the first items have a schema or an encoding of their own. */
static unsigned count_places(const readings *r, const gen_property *prefix, unsigned depth)
{
    unsigned count = 0;

    for (; prefix; prefix = prefix->next)
        count++;
    for (const gen_encoding *e = depth == 0 ? r->encoding : NULL; e; e = e->next)
        count = e->place > count ? e->place : count;
    return count;
}

static void write_places(readings *r, out *rows, const gen_property *prefix,
                         const gen_schema *items, unsigned depth)
{
    const char *name = new_name(r);
    unsigned count = count_places(r, prefix, depth);
    out places = emit_out(r->u->a);

    places.indent = 1;
    for (unsigned place = 1; place <= count; place++) {
        out_open(&places, "{");
        write_item(r, &places, prefix ? prefix->schema : items, place, depth);
        out_close(&places, "},");
        prefix = prefix ? prefix->next : NULL;
    }
    emit_list(rows, "place", emit_table(r->u, "const us_reading", name, &places), count);
}

static void write_list(readings *r, out *rows, const gen_schema *schema, unsigned depth)
{
    const gen_property *prefix = emit_prefix_of(schema);
    const gen_schema *items = emit_items_of(schema);

    if (count_places(r, prefix, depth) > 0)
        write_places(r, rows, prefix, items, depth);
    if (items || encoding_at(r, 0, depth)) {
        const char *name = new_name(r);
        out fields = emit_out(r->u->a);

        fields.indent = 1;
        write_item(r, &fields, items, 0, depth);
        out_line(rows, ".item = %s,", finish_single(r, name, &fields));
    }
}

static void write_fields(readings *r, out *rows, const gen_schema *schema, unsigned types,
                         unsigned depth)
{
    out_line(rows, ".types = %s,", emit_types(r->u->a->arena, types));
    if (r->xml)
        emit_xml(r->u, rows, r->words, schema, types);
    if (depth >= DEEPEST || r->tables >= TABLES) {
        if (types & (GEN_TYPE_ARRAY | GEN_TYPE_OBJECT))
            out_line(rows, ".unknown = 1,");
        return;
    }
    if (types & GEN_TYPE_ARRAY)
        write_list(r, rows, schema, depth);
    if (types & GEN_TYPE_OBJECT)
        write_object(r, rows, schema, depth);
}

/* ---- what has one ------------------------------------------------------------------------------------ */

const char *emit_parameter_reading(emit_unit *u, us_text words, const gen_parameter *p)
{
    const unsigned nested = GEN_TYPE_ARRAY | GEN_TYPE_OBJECT;
    unsigned types = emit_allowed_types(p->schema);
    readings r = { .u = u,
                   .words = emit_words(u->a, words, emit_string(u->a, p->name)),
                   .encoding = p->encoding };

    if (!p->schema || p->style == GEN_STYLE_JSON)
        return NULL;
    if (types & GEN_TYPE_OBJECT || p->style == GEN_STYLE_DEEP)
        return write_single(&r, p->schema, 0);
    if (types & GEN_TYPE_ARRAY &&
        (emit_allowed_types(emit_items_of(p->schema)) & nested || emit_prefix_of(p->schema)))
        return write_single(&r, p->schema, 0);
    return NULL;
}

const char *emit_media_reading(emit_unit *u, const gen_media *media, const char *place)
{
    readings r = { .u = u,
                   .words = us_text_of(place),
                   .encoding = media->encoding,
                   .xml = media->is_xml ? media->schema_node : NULL };

    return media->schema ? write_single(&r, media->schema, 0) : NULL;
}
