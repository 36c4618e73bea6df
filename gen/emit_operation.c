/* An operation: its parameters, body, requirements and responses as tables, and the row that holds them
 * together. Only that row is seen from outside of the file. */
#include "gen/emit.h"

void emit_operations_plan(emit_api *a)
{
    us_arena *arena = a->arena;
    const char *prefix = us_arena_print(arena, "operation_%s_", a->word).bytes;
    emit_operation **last = &a->operation;
    emit_scheme **last_scheme = &a->scheme;

    for (const gen_operation *o = gen_each_operation(a->api, NULL); o;
         o = gen_each_operation(a->api, o)) {
        *last = US_NEW(arena, emit_operation);
        (*last)->operation = o;
        emit_join_group(a, *last);
        (*last)->external = emit_name(a->external, prefix, o->id);
        last = &(*last)->next;
    }
    prefix = us_arena_print(arena, "scheme_%s_", a->word).bytes;
    for (const gen_scheme *s = a->api->scheme; s; s = s->next) {
        *last_scheme = US_NEW(arena, emit_scheme);
        (*last_scheme)->scheme = s;
        (*last_scheme)->external = emit_name(a->external, prefix, s->name);
        last_scheme = &(*last_scheme)->next;
    }
}

/* ---- Security ------------------------------------------------------------------------------------------- */

static const char *use_scheme(emit_unit *u, const gen_scheme *scheme)
{
    emit_scheme *s = u->a->scheme;

    while (s && s->scheme != scheme)
        s = s->next;
    if (!s)
        return "0"; /* gen_openapi lists every scheme that is referred to */
    if (s->declared != u) {
        s->declared = u;
        out_line(&u->declarations, "extern const us_scheme %s;", s->external);
    }
    return s->external;
}

/* The schemes that one requirement needs together. */
static const char *write_schemes(emit_unit *u, const gen_operation *o, const gen_requirement *r)
{
    const char *name = emit_name(u->a->names, "schemes_", o->id);
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, r->schemes);

    rows.indent = 1;
    for (unsigned i = 0; i < r->schemes; i++)
        out_cell_address(&cells, use_scheme(u, r->scheme[i]));
    out_cells_write(&rows, &cells);
    return emit_table(u, "const us_scheme *const", name, &rows);
}

static const char *write_scope_names(emit_unit *u, const gen_operation *o, const gen_scopes *s)
{
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, s->scopes);

    rows.indent = 1;
    for (unsigned i = 0; i < s->scopes; i++)
        out_cell_text(&cells, "US_STRING_OF(", s->scope[i], ")");
    out_cells_write(&rows, &cells);
    return emit_table(u, "const us_string", emit_name(u->a->names, "scopes_", o->id), &rows);
}

/* What each of the schemes must be good for; NULL when that is nothing. */
static const char *write_wanted(emit_unit *u, const gen_operation *o, const gen_requirement *r)
{
    out rows = emit_out(u->a);
    bool any = false;

    rows.indent = 1;
    for (unsigned i = 0; i < r->schemes; i++) {
        const gen_scopes *s = &r->wanted[i];

        any |= s->scopes > 0;
        if (s->scopes > 0)
            out_line(&rows, "{ %s, %u },", write_scope_names(u, o, s), s->scopes);
        else
            out_line(&rows, "{ 0 },");
    }
    if (!any)
        return NULL;
    return emit_table(u, "const us_scopes", emit_name(u->a->names, "wanted_", o->id), &rows);
}

static void write_requirement(emit_unit *u, out *rows, const gen_operation *o,
                              const gen_requirement *r)
{
    const char *wanted = write_wanted(u, o, r);

    out_open(rows, "{");
    if (r->schemes > 0) {
        out_line(rows, ".scheme = %s,", write_schemes(u, o, r));
        out_line(rows, ".schemes = %u,", r->schemes);
    }
    out_line(rows, ".at = %s,", emit_at(u->a, r->at));
    if (wanted)
        out_line(rows, ".wanted = %s,", wanted);
    out_close(rows, "},");
}

static const char *write_requirements(emit_unit *u, const gen_operation *o, unsigned *count)
{
    const char *name = emit_name(u->a->names, "requirements_", o->id);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_requirement *r = o->requirement; r; r = r->next) {
        write_requirement(u, &rows, o, r);
        ++*count;
    }
    return *count > 0 ? emit_table(u, "const us_requirement", name, &rows) : name;
}

/* ---- The operation -------------------------------------------------------------------------------------- */

void emit_list(out *o, const char *field, const char *name, unsigned count)
{
    if (count == 0)
        return;
    out_line(o, ".%s = %s,", field, name);
    out_line(o, ".%ss = %u,", field, count);
}

void emit_delay(out *o, unsigned least, unsigned most)
{
    if (most == 0)
        return;
    out_line(o, ".least = %u,", least);
    out_line(o, ".most = %u,", most);
}

static void write_comment(emit_unit *u, const gen_operation *o)
{
    const char *summary = emit_string(u->a, o->summary);

    out_gap(&u->body);
    out_comment(&u->body, "---- %s - %s%s%s", emit_route(u->a, o), emit_place(u->a, o->at),
                *summary ? ": " : "", summary);
    out_gap(&u->body);
}

void emit_operation_tables(emit_unit *u, const emit_operation *operation)
{
    const gen_operation *o = operation->operation;
    unsigned parameters = 0, requirements = 0, responses = 0, cues = 0, callbacks = 0;
    const char *parameter, *body, *requirement, *response, *cue, *servers, *paging, *callback;

    write_comment(u, o);
    parameter = emit_parameters(u, o->parameter, o->id, emit_route(u->a, o), &parameters);
    body = emit_body(u, o);
    requirement = write_requirements(u, o, &requirements);
    response = emit_responses(u, o, &responses);
    cue = emit_cues(u, o, &cues);
    paging = emit_paging(u, o);
    servers = o->servers ? emit_servers(u, o->servers, o->id) : NULL;
    callback = emit_callbacks(u, o->callback, o->id, &callbacks);
    out_line(&u->declarations, "extern const us_operation %s;", operation->external);
    out_gap(&u->body);
    out_open(&u->body, "const us_operation %s = {", operation->external);
    emit_field_text(&u->body, "id", o->id);
    emit_field_text(&u->body, "method", o->method);
    emit_field_text(&u->body, "path", o->path);
    emit_list(&u->body, "parameter", parameter, parameters);
    if (body)
        out_line(&u->body, ".body = &%s,", body);
    emit_list(&u->body, "requirement", requirement, requirements);
    emit_list(&u->body, "response", response, responses);
    if (servers)
        out_line(&u->body, ".servers = &%s,", servers);
    emit_list(&u->body, "cue", cue, cues);
    if (o->deprecated)
        out_line(&u->body, ".deprecated = 1,");
    if (o->usual > 0)
        out_line(&u->body, ".usual = %u,", o->usual);
    if (paging)
        out_line(&u->body, ".paging = &%s,", paging);
    emit_list(&u->body, "callback", callback, callbacks);
    out_line(&u->body, ".at = %s,", emit_at(u->a, o->at));
    out_close(&u->body, "};");
    out_gap(&u->body);
}

/* ---- What the tables share ------------------------------------------------------------------------------ */

void emit_field_text(out *o, const char *field, us_text text)
{
    const char *opening = us_arena_print(o->buf.arena, ".%s = US_STRING_OF(", field).bytes;

    out_text(o, opening, text, "),");
}

const char *emit_route(emit_api *a, const gen_operation *o)
{
    return us_arena_print(a->arena, "%s %s", emit_string(a, o->method), emit_string(a, o->path))
        .bytes;
}

us_text emit_words(emit_api *a, us_text first, const char *second)
{
    return us_arena_print(a->arena, "%.*s_%s", (int)first.length, first.bytes, second);
}
