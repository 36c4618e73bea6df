/* Where one can go from an answer, as a table. */
#include "gen/emit.h"

static const char *const places[] = {
    [GEN_IN_PATH] = "PATH",
    [GEN_IN_QUERY] = "QUERY",
    [GEN_IN_HEADER] = "HEADER",
    [GEN_IN_COOKIE] = "COOKIE",
    [GEN_IN_QUERYSTRING] = "QUERYSTRING",
};

static const char *write_parameters(emit_unit *u, const gen_link *link, us_text words,
                                    unsigned *count)
{
    const char *name = emit_name(u->a->names, "given_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_link_parameter *p = link->parameter; p; p = p->next, ++*count) {
        unsigned pieces = 0;
        const char *piece = emit_pieces(u, p->pieces, words, &pieces);

        out_open(&rows, "{");
        emit_field_text(&rows, "name", p->parameter->name);
        out_line(&rows, ".in = US_IN_%s,", places[p->parameter->in]);
        if (p->parameter->explode)
            out_line(&rows, ".explode = 1,");
        emit_list(&rows, "piece", piece, pieces);
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(u, "const us_given", name, &rows) : name;
}

const char *emit_links(emit_unit *u, const gen_link *link, us_text words, unsigned *count)
{
    const char *name = emit_name(u->a->names, "links_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; link; link = link->next, ++*count) {
        unsigned parameters = 0;
        const char *parameter = write_parameters(u, link, words, &parameters);

        out_open(&rows, "{");
        emit_field_text(&rows, "name", link->name);
        emit_field_text(&rows, "method", link->target->method);
        emit_field_text(&rows, "path", link->target->path);
        if (link->server.length > 0)
            emit_field_text(&rows, "server", link->server);
        if (parameters > 0) {
            out_line(&rows, ".given = %s,", parameter);
            out_line(&rows, ".givens = %u,", parameters);
        }
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(u, "const us_link", name, &rows) : name;
}
