/* The tables of an API, the module that holds all the APIs, and the main of a standalone server. */
#include "gen/emit.h"

#include <stdlib.h>

#include "base/path_order.h"

/* ---- Security schemes -------------------------------------------------------------------------------------- */

static void write_scheme(emit_unit *u, const emit_scheme *s)
{
    static const char *const kind[] = {
        [GEN_API_KEY_HEADER] = "US_API_KEY_HEADER", [GEN_API_KEY_QUERY] = "US_API_KEY_QUERY",
        [GEN_API_KEY_COOKIE] = "US_API_KEY_COOKIE", [GEN_HTTP_BASIC] = "US_HTTP_BASIC",
        [GEN_HTTP_BEARER] = "US_HTTP_BEARER",       [GEN_HTTP_DIGEST] = "US_HTTP_DIGEST",
        [GEN_HTTP_OTHER] = "US_HTTP_OTHER",         [GEN_CERTIFICATE] = "US_CERTIFICATE",
    };

    out_line(&u->declarations, "extern const us_scheme %s;", s->external);
    out_gap(&u->body);
    out_open(&u->body, "const us_scheme %s = {", s->external);
    emit_field_text(&u->body, "name", s->scheme->name);
    out_line(&u->body, ".kind = %s,", kind[s->scheme->kind]);
    if (s->scheme->parameter.length > 0)
        emit_field_text(&u->body, "parameter", s->scheme->parameter);
    out_line(&u->body, ".at = %s,", emit_at(u->a, s->scheme->at));
    out_close(&u->body, "};");
    out_gap(&u->body);
}

/* ---- Lists --------------------------------------------------------------------------------------------------- */

static void write_texts(emit_unit *u, const char *name, const out_cells *cells)
{
    out_gap(&u->body);
    out_open(&u->body, "static const us_string %s[] = {", name);
    out_cells_write(&u->body, cells);
    out_close(&u->body, "};");
    out_gap(&u->body);
}

static void write_files(emit_unit *u)
{
    out_cells cells = out_cells_new(&u->body, u->a->files);

    for (unsigned i = 0; i < u->a->files; i++)
        out_cell_text(&cells, "US_STRING_OF(", u->a->g->source[u->a->file[i]].name, ")");
    write_texts(u, "files", &cells);
}

static void write_patterns(emit_unit *u)
{
    out_cells cells = out_cells_new(&u->body, u->a->patterns);

    for (const emit_pattern *p = u->a->pattern; p; p = p->next)
        out_cell_text(&cells, "US_STRING_OF(", p->text, ")");
    if (u->a->patterns > 0)
        write_texts(u, "patterns", &cells);
}

static unsigned write_operations(emit_unit *u)
{
    unsigned count = 0;
    out_cells cells;

    for (const emit_operation *o = u->a->operation; o; o = o->next)
        count += !o->operation->outgoing;
    if (count == 0)
        return 0;
    cells = out_cells_new(&u->body, count);
    for (const emit_operation *o = u->a->operation; o; o = o->next) {
        if (o->operation->outgoing)
            continue;
        out_line(&u->declarations, "extern const us_operation %s;", o->external);
        out_cell_address(&cells, o->external);
    }
    out_gap(&u->body);
    out_open(&u->body, "static const us_operation *const operations[] = {");
    out_cells_write(&u->body, &cells);
    out_close(&u->body, "};");
    out_gap(&u->body);
    return count;
}

/* ---- The order of the paths ---------------------------------------------------------------------------------- */

/* From so many operations on a router saves more by the order than it costs to write it down. */
#define MANY_OPERATIONS 256

typedef struct placed {
    us_text path;
    unsigned number; /* among the operations of the table */
} placed;

static int by_path(const void *a, const void *b)
{
    const placed *first = a, *second = b;
    int order = us_path_order(first->path, second->path);

    return order != 0 ? order : (int)first->number - (int)second->number;
}

/* NULL: an operation has servers of its own, and is not where the others are. */
static placed *sorted(const emit_api *a, unsigned operations)
{
    placed *list = US_NEW_ARRAY(a->arena, placed, operations);
    unsigned number = 0;

    for (const emit_operation *o = a->operation; o; o = o->next) {
        if (o->operation->servers)
            return NULL;
        if (!o->operation->outgoing)
            list[number] = (placed){ o->operation->path, number }, number++;
    }
    qsort(list, operations, sizeof *list, by_path);
    return list;
}

/* Whether there is such a table. */
static bool write_order(emit_unit *u, unsigned operations)
{
    out_cells cells = out_cells_new(&u->body, operations);
    const placed *list = operations < MANY_OPERATIONS ? NULL : sorted(u->a, operations);

    for (unsigned i = 0; list && i < operations; i++)
        out_cell(&cells, us_arena_print(u->a->arena, "%u", list[i].number).bytes);
    if (!list)
        return false;
    out_gap(&u->body);
    out_open(&u->body, "static const unsigned by_path[] = {");
    out_cells_write(&u->body, &cells);
    out_close(&u->body, "};");
    out_gap(&u->body);
    return true;
}

/* ---- What is not enforced ------------------------------------------------------------------------------------ */

static unsigned write_lapses(emit_unit *u)
{
    us_arena *arena = u->a->arena;
    out rows = emit_out(u->a);
    unsigned count = 0;

    rows.indent = 1;
    for (const gen_lapse *l = u->a->api->lapse; l; l = l->next, count++)
        out_text(
            &rows, "{ .keyword = US_STRING_OF(", l->word,
            us_arena_print(arena, "), .count = %u, .at = %s },", l->count, emit_at(u->a, l->at))
                .bytes);
    if (count > 0)
        (void)emit_table(u, "const us_lapse", "lapses", &rows);
    return count;
}

static void write_servers(emit_unit *u, const out *fields)
{
    if (fields->buf.length == 0)
        return;
    out_open(&u->body, ".servers = {");
    out_append(&u->body, fields);
    out_close(&u->body, "},");
}

/* ---- The API --------------------------------------------------------------------------------------------------- */

void emit_api_tables(emit_unit *u)
{
    const gen_api *api = u->a->api;
    unsigned operations, lapses, webhooks = 0;
    bool ordered;
    const char *webhook;
    out servers = emit_out(u->a);

    for (const emit_scheme *s = u->a->scheme; s; s = s->next)
        write_scheme(u, s);
    lapses = write_lapses(u); /* these may name a file */
    servers.indent = 2;
    emit_servers_fields(u, &servers, &api->servers, api->name);
    write_files(u);
    write_patterns(u);
    operations = write_operations(u);
    ordered = write_order(u, operations);
    webhook = emit_callbacks(u, api->webhook, US_TEXT("webhooks"), &webhooks);
    if (u->a->document)
        out_line(&u->declarations, "extern const us_string %s;", u->a->document);
    out_line(&u->declarations, "extern const us_api %s;", u->a->external_name);
    out_gap(&u->body);
    out_open(&u->body, "const us_api %s = {", u->a->external_name);
    emit_field_text(&u->body, "name", api->name);
    emit_field_text(&u->body, "title", api->title);
    emit_list(&u->body, "file", "files", u->a->files);
    if (api->prefix.length > 0)
        emit_field_text(&u->body, "prefix", api->prefix);
    write_servers(u, &servers);
    emit_list(&u->body, "pattern", "patterns", u->a->patterns);
    emit_list(&u->body, "operation", "operations", operations);
    if (ordered)
        out_line(&u->body, ".by_path = by_path,");
    emit_list(&u->body, "lapse", "lapses", lapses);
    if (u->a->document)
        out_line(&u->body, ".document = &%s,", u->a->document);
    if (u->a->counters > 0)
        out_line(&u->body, ".counters = %u,", u->a->counters);
    emit_list(&u->body, "webhook", webhook, webhooks);
    out_close(&u->body, "};");
}

/* ---- All the APIs ------------------------------------------------------------------------------------------------ */

void emit_module(out *o, emit_api *const *api, unsigned apis)
{
    out_cells cells = out_cells_new(o, apis);

    out_comment(o, "Generated by understudy: the APIs that stand in together.");
    out_line(o, "#include \"understudy.h\"");
    out_gap(o);
    for (unsigned i = 0; i < apis; i++)
        out_line(o, "extern const us_api %s;", api[i]->external_name);
    out_gap(o);
    if (apis == 0) {
        out_line(o, "const us_module us_the_module = { 0, 0 };");
        return;
    }
    out_open(o, "static const us_api *const apis[] = {");
    for (unsigned i = 0; i < apis; i++)
        out_cell_address(&cells, api[i]->external_name);
    out_cells_write(o, &cells);
    out_close(o, "};");
    out_gap(o);
    out_line(o, "const us_module us_the_module = { apis, %u };", apis);
}

void emit_main(out *o)
{
    out_comment(o, "Generated by understudy: a server that needs no other file.");
    out_line(o, "#include \"understudy.h\"");
    out_gap(o);
    out_line(o, "int main(int argc, char **argv)");
    out_open(o, "{");
    out_line(o, "return us_stand_in(argc, argv, &us_the_module);");
    out_close(o, "}");
}
