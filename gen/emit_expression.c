/* Texts that are put together while a request is answered: their pieces as a table. */
#include "gen/emit.h"

static const char *const sources[GEN_SOURCES] = {
    [GEN_SOURCE_TEXT] = "TEXT",
    [GEN_SOURCE_URL] = "URL",
    [GEN_SOURCE_METHOD] = "METHOD",
    [GEN_SOURCE_STATUS] = "STATUS",
    [GEN_SOURCE_REQUEST_PATH] = "REQUEST_PATH",
    [GEN_SOURCE_REQUEST_QUERY] = "REQUEST_QUERY",
    [GEN_SOURCE_REQUEST_HEADER] = "REQUEST_HEADER",
    [GEN_SOURCE_REQUEST_BODY] = "REQUEST_BODY",
    [GEN_SOURCE_RESPONSE_HEADER] = "RESPONSE_HEADER",
    [GEN_SOURCE_RESPONSE_BODY] = "RESPONSE_BODY",
    [GEN_SOURCE_REQUEST_COOKIE] = "REQUEST_COOKIE",
    [GEN_SOURCE_NOW] = "NOW",
    [GEN_SOURCE_UUID] = "UUID",
    [GEN_SOURCE_COUNTER] = "COUNTER",
};

void emit_expression(out *o, const gen_expression *piece)
{
    out_line(o, ".source = US_SOURCE_%s,", sources[piece->source]);
    if (piece->text.length > 0)
        emit_field_text(o, "text", piece->text);
}

const char *emit_pieces(emit_unit *u, const gen_expression *pieces, us_text words, unsigned *count)
{
    const char *name = emit_name(u->a->names, "pieces_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_expression *piece = pieces; piece; piece = piece->next, ++*count) {
        out_open(&rows, "{");
        emit_expression(&rows, piece);
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(u, "const us_expression", name, &rows) : name;
}
