/* Bodies and responses: tables of media types and headers. */
#include "gen/emit.h"

/* ---- Media types ------------------------------------------------------------------------------------------- */

/* After declaring them; NULL: there are none. */
static const emit_examples *examples_of(emit_unit *u, const gen_media *media)
{
    emit_examples *e = media->example ? u->a->examples : NULL;

    while (e && e->media != media)
        e = e->next;
    if (e && e->same)
        e = e->same;
    if (e && e->declared != u) {
        e->declared = u;
        out_line(&u->declarations, "extern const us_example %s[%u];", e->external, e->count);
    }
    return e;
}

/* Before 3.2 a schema is for one item, unless it is for an array. */
gen_schema *emit_stream_item(const gen_media *media)
{
    bool list = media->is_list || emit_allowed_types(media->schema) == GEN_TYPE_ARRAY;

    return list ? emit_items_of(media->schema) : media->schema;
}

static void write_item(emit_unit *u, out *rows, const gen_media *media, us_text words,
                       const char *place)
{
    gen_schema *item = emit_stream_item(media);
    const char *check = emit_check(u, item, place);
    const char *shape = emit_body_shape(u, item);
    out fields = emit_out(u->a);

    fields.indent = 1;
    emit_field_text(&fields, "type", US_TEXT("application/json"));
    if (check)
        out_line(&fields, ".check = %s,", check);
    if (shape)
        out_line(&fields, ".shape = %s,", shape);
    if (media->is_events && emit_is_event_data(item))
        out_line(&fields, ".data_only = 1,");
    out_line(&fields, ".at = %s,", emit_at(u->a, media->at));
    out_line(rows, ".item = &%s,",
             emit_record(u, "const us_media", emit_name(u->a->names, "item_", words), &fields));
    if (media->closing.length > 0)
        emit_field_text(rows, "closing", media->closing);
    if (media->event.length > 0)
        emit_field_text(rows, "event", media->event);
}

static void write_media(emit_unit *u, out *rows, const gen_media *media, us_text words,
                        const char *place, bool made)
{
    const char *check = emit_check(u, media->schema, place);
    const char *reading = media->is_text ? emit_media_reading(u, media, place) : NULL;
    const emit_examples *examples = examples_of(u, media);
    unsigned deprecateds = 0;
    const char *deprecated = emit_deprecated(u, media->deprecated, words, &deprecateds);
    const char *shape = made ? emit_body_shape(u, media->schema) : NULL;
    const char *refusal = media->refusal ? emit_refusal(u, media->refusal, words) : NULL;

    out_open(rows, "{");
    emit_field_text(rows, "type", media->type);
    if (check)
        out_line(rows, ".check = %s,", check);
    emit_moved(u->a, rows, &media->moved);
    if (reading)
        out_line(rows, ".reading = %s,", reading);
    if (shape)
        out_line(rows, ".shape = %s,", shape);
    if (examples)
        emit_list(rows, "example", examples->external, examples->count);
    emit_list(rows, "deprecated", deprecated, deprecateds);
    if (refusal)
        out_line(rows, ".refusal = &%s,", refusal);
    if (media->is_stream)
        write_item(u, rows, media, words, place);
    out_line(rows, ".at = %s,", emit_at(u->a, media->at));
    out_close(rows, "},");
}

/* `made`: the stand-in makes bodies of it, where it has none to show. */
static const char *write_medias(emit_unit *u, const gen_media *media, us_text words,
                                const char *place, bool made, unsigned *count)
{
    const char *name = emit_table_name(u, "media_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; media; media = media->next) {
        write_media(u, &rows, media, words, place, made);
        ++*count;
    }
    return *count > 0 ? emit_table(u, "const us_media", name, &rows) : name;
}

/* All that the rows depend on. */
static void add_medias(us_buf *facts, const gen_media *media)
{
    for (; media; media = media->next) {
        emit_key_number(facts, 1);
        emit_key_text(facts, media->type);
        emit_key_at(facts, media->at);
        emit_key_address(facts, media->deprecated);
        emit_key_address(facts, media->refusal);
        emit_key_address(facts, media->schema);
        emit_key_moved(facts, &media->moved);
        emit_key_address(facts, media->encoding);
        emit_key_number(facts, media->is_text);
        emit_key_number(facts, media->is_xml);
        emit_key_number(facts, media->is_stream);
        emit_key_number(facts, media->is_list);
        emit_key_text(facts, media->closing);
        emit_key_text(facts, media->event);
        emit_examples_facts(facts, media->example);
    }
    emit_key_number(facts, 0);
}

/* ---- The body of a request --------------------------------------------------------------------------------- */

static const char *write_body(emit_unit *u, const gen_operation *o)
{
    const gen_body *body = o->body;
    out fields = emit_out(u->a);
    const char *place = us_arena_print(u->a->arena, "Body of %s", emit_route(u->a, o)).bytes;
    unsigned medias = 0;
    const char *media =
        write_medias(u, body->media, emit_words(u->a, o->id, "body"), place, o->outgoing, &medias);
    const char *name = emit_table_name(u, "body_", o->id);

    fields.indent = 1;
    if (body->required)
        out_line(&fields, ".required = 1,");
    emit_list(&fields, "media", media, medias);
    out_line(&fields, ".at = %s,", emit_at(u->a, body->at));
    return emit_record(u, "const us_body", name, &fields);
}

void emit_body_facts(us_buf *facts, const gen_operation *o)
{
    emit_key_text(facts, US_TEXT("body"));
    emit_key_number(facts, o->body->required);
    emit_key_number(facts, o->outgoing);
    emit_key_at(facts, o->body->at);
    add_medias(facts, o->body->media);
}

const char *emit_body(emit_unit *u, const gen_operation *o)
{
    us_buf facts = us_buf_new(u->a->arena, 128);
    const char *known;

    if (!o->body)
        return NULL;
    emit_body_facts(&facts, o);
    known = emit_known(u, &facts);
    return known ? known : emit_keep(u, &facts, write_body(u, o));
}

/* ---- Responses ---------------------------------------------------------------------------------------------- */

static void write_header(emit_unit *u, out *rows, const gen_header *header, const char *owner)
{
    const gen_parameter *p = header->parameter;
    const char *place =
        us_arena_print(u->a->arena, "Header %s of %s", emit_string(u->a, header->name), owner)
            .bytes;
    const char *check = emit_check(u, p->schema, place);
    const char *shape = p->schema ? emit_shape(u, p->schema) : NULL;

    out_open(rows, "{");
    emit_field_text(rows, "name", header->name);
    if (header->value.length > 0)
        emit_field_text(rows, "value", header->value);
    if (shape)
        out_line(rows, ".shape = %s,", shape);
    if (check)
        out_line(rows, ".check = %s,", check);
    if (p->style != GEN_STYLE_SIMPLE)
        out_line(rows, ".style = %s,", emit_style(p->style));
    if (p->explode)
        out_line(rows, ".explode = 1,");
    if (header->required)
        out_line(rows, ".required = 1,");
    out_line(rows, ".at = %s,", emit_at(u->a, header->at));
    out_close(rows, "},");
}

static const char *write_headers(emit_unit *u, const gen_header *header, us_text words,
                                 const char *owner, unsigned *count)
{
    const char *name = emit_name(u->a->names, "headers_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; header; header = header->next) {
        write_header(u, &rows, header, owner);
        ++*count;
    }
    return *count > 0 ? emit_table(u, "const us_header", name, &rows) : name;
}

const char *emit_status(emit_api *a, unsigned status)
{
    if (status == 0)
        return "default";
    return us_arena_print(a->arena, status < 10 ? "%uxx" : "%u", status).bytes;
}

void emit_medias_facts(us_buf *facts, const gen_media *media)
{
    emit_key_text(facts, US_TEXT("medias"));
    add_medias(facts, media);
}

static const char *write_answer(emit_unit *u, const gen_operation *o, const gen_response *r)
{
    const char *status = emit_status(u->a, r->status);
    const char *place =
        us_arena_print(u->a->arena, "Answer %s of %s", status, emit_route(u->a, o)).bytes;
    unsigned count = 0;

    return write_medias(u, r->media, emit_words(u->a, o->id, status), place, true, &count);
}

const char *emit_medias(emit_unit *u, const gen_operation *o, const gen_response *r,
                        unsigned *count)
{
    us_buf facts = us_buf_new(u->a->arena, 128);
    const char *known;

    for (const gen_media *media = r->media; media; media = media->next)
        ++*count;
    if (*count == 0)
        return NULL;
    emit_medias_facts(&facts, r->media);
    known = emit_known(u, &facts);
    return known ? known : emit_keep(u, &facts, write_answer(u, o, r));
}

static void write_response(emit_unit *u, out *rows, const gen_operation *o, const gen_response *r)
{
    const char *status = emit_status(u->a, r->status);
    us_text words = emit_words(u->a, o->id, status);
    const char *owner =
        us_arena_print(u->a->arena, "answer %s of %s", status, emit_route(u->a, o)).bytes;
    unsigned medias = 0, headers = 0, parameters = 0, links = 0;
    const char *media = emit_medias(u, o, r, &medias);
    const char *parameter = emit_parameters(u, r->parameter, words, owner, &parameters);
    const char *header = write_headers(u, r->header, words, owner, &headers);
    const char *link = emit_links(u, r->link, words, &links);

    out_open(rows, "{");
    out_line(rows, ".status = %u,", r->status);
    emit_delay(rows, r->least, r->most);
    emit_list(rows, "media", media, medias);
    emit_list(rows, "header", header, headers);
    emit_list(rows, "parameter", parameter, parameters);
    emit_list(rows, "link", link, links);
    out_line(rows, ".at = %s,", emit_at(u->a, r->at));
    out_close(rows, "},");
}

static const char *write_responses(emit_unit *u, const gen_operation *o)
{
    const char *name = emit_table_name(u, "responses_", o->id);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_response *r = o->response; r; r = r->next)
        write_response(u, &rows, o, r);
    return emit_table(u, "const us_response", name, &rows);
}

static void add_response(us_buf *facts, const gen_response *r)
{
    emit_key_number(facts, r->status);
    emit_key_number(facts, r->least);
    emit_key_number(facts, r->most);
    emit_key_at(facts, r->at);
    add_medias(facts, r->media);
    emit_key_address(facts, r->link); /* no two are read into one */
    for (const gen_header *header = r->header; header; header = header->next) {
        emit_key_number(facts, 1);
        emit_key_text(facts, header->name);
        emit_key_text(facts, header->value);
        emit_key_number(facts, header->required);
        emit_key_address(facts, header->parameter->schema);
        emit_key_number(facts, header->parameter->style);
        emit_key_number(facts, header->parameter->explode);
        emit_key_at(facts, header->at);
    }
    emit_key_number(facts, 0);
    for (const gen_parameter *p = r->parameter; p; p = p->next)
        emit_parameter_facts(facts, p);
    emit_key_number(facts, 0);
}

void emit_responses_facts(us_buf *facts, const gen_operation *o, unsigned *count)
{
    emit_key_text(facts, US_TEXT("responses"));
    for (const gen_response *r = o->response; r; r = r->next, ++*count)
        add_response(facts, r);
}

const char *emit_responses(emit_unit *u, const gen_operation *o, unsigned *count)
{
    us_buf facts = us_buf_new(u->a->arena, 256);
    const char *known;

    emit_responses_facts(&facts, o, count);
    if (*count == 0)
        return NULL;
    known = emit_known(u, &facts);
    return known ? known : emit_keep(u, &facts, write_responses(u, o));
}
