/* Servers: the urls that a request may name, and the paths in them. */
#include "gen/emit.h"

static const char *write_texts(emit_unit *u, const char *name, const gen_node *item, unsigned count)
{
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, count);

    rows.indent = 1;
    for (; item; item = item->next)
        out_cell_text(&cells, "US_STRING_OF(", item->text, ")");
    out_cells_write(&rows, &cells);
    return emit_table(u, "const us_string", emit_name(u->a->names, "values_", us_text_of(name)),
                      &rows);
}

static void write_variable(emit_unit *u, out *rows, const gen_variable *variable)
{
    const gen_node *values = variable->values;
    unsigned count = values ? values->count : 0;
    const char *name = emit_string(u->a, variable->name);

    out_open(rows, "{");
    emit_field_text(rows, "name", variable->name);
    if (count > 0)
        emit_list(rows, "value", write_texts(u, name, values->item, count), count);
    out_close(rows, "},");
}

static void write_variables(emit_unit *u, out *row, const gen_server *server, us_text words)
{
    out rows = emit_out(u->a);
    unsigned count = 0;

    rows.indent = 1;
    for (const gen_variable *v = server->variable; v; v = v->next, count++)
        write_variable(u, &rows, v);
    if (count > 0)
        emit_list(
            row, "variable",
            emit_table(u, "const us_variable", emit_name(u->a->names, "variables_", words), &rows),
            count);
}

static void write_servers(emit_unit *u, out *fields, const gen_server *server, us_text words)
{
    out rows = emit_out(u->a);
    unsigned count = 0;

    rows.indent = 1;
    for (; server; server = server->next, count++) {
        out_open(&rows, "{");
        emit_field_text(&rows, "url", server->url);
        write_variables(u, &rows, server, words);
        out_line(&rows, ".at = %s,", emit_at(u->a, server->at));
        out_close(&rows, "},");
    }
    if (count > 0)
        emit_list(fields, "server",
                  emit_table(u, "const us_server", emit_name(u->a->names, "server_", words), &rows),
                  count);
}

static void write_bases(emit_unit *u, out *fields, const gen_base *base, us_text words)
{
    out rows = emit_out(u->a);
    out_cells cells;
    unsigned count = 0;

    for (const gen_base *b = base; b; b = b->next)
        count++;
    if (count == 0)
        return;
    cells = out_cells_new(&rows, count);
    rows.indent = 1;
    for (; base; base = base->next)
        out_cell_text(&cells, "US_STRING_OF(", base->path, ")");
    out_cells_write(&rows, &cells);
    emit_list(fields, "base",
              emit_table(u, "const us_string", emit_name(u->a->names, "bases_", words), &rows),
              count);
}

void emit_servers_fields(emit_unit *u, out *fields, const gen_servers *servers, us_text words)
{
    write_servers(u, fields, servers->server, words);
    write_bases(u, fields, servers->base, words);
}

const char *emit_servers(emit_unit *u, const gen_servers *servers, us_text words)
{
    out fields = emit_out(u->a);

    fields.indent = 1;
    emit_servers_fields(u, &fields, servers, words);
    return emit_record(u, "const us_servers", emit_name(u->a->names, "servers_", words), &fields);
}
