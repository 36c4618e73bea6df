/* Fixtures with expressions: their segments as a table. */
#include "gen/emit.h"

static const char *kind_of(const gen_segment *segment)
{
    static const char *const names[] = {
        [GEN_SEGMENT_TEXT] = "TEXT",     [GEN_SEGMENT_VALUE] = "VALUE",
        [GEN_SEGMENT_PLAIN] = "PLAIN",   [GEN_SEGMENT_XML] = "XML",
        [GEN_SEGMENT_CDATA] = "CDATA",   [GEN_SEGMENT_DATA] = "DATA",
        [GEN_SEGMENT_FIELD] = "FIELD",   [GEN_SEGMENT_MERGE] = "MERGE",
        [GEN_SEGMENT_MEMBER] = "MEMBER", [GEN_SEGMENT_REST] = "REST",
    };

    return names[segment->kind];
}

static const char *write_names(emit_unit *u, const gen_segment *segment, us_text words)
{
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, segment->count);

    rows.indent = 1;
    for (unsigned i = 0; i < segment->count; i++)
        out_cell_text(&cells, "US_STRING_OF(", segment->names[i], ")");
    out_cells_write(&rows, &cells);
    return emit_table(u, "const us_string", emit_name(u->a->names, "names_", words), &rows);
}

static void write_segment(emit_unit *u, out *rows, const gen_segment *s, us_text words)
{
    unsigned expressions = 0;
    const char *expression = emit_pieces(u, s->template, words, &expressions);
    const char *names = s->count > 0 ? write_names(u, s, words) : NULL;

    out_open(rows, "{");
    out_line(rows, ".kind = US_SEGMENT_%s,", kind_of(s));
    if (s->text.length > 0)
        emit_field_text(rows, "text", s->text);
    emit_list(rows, "expression", expression, expressions);
    if (s->types > 0)
        out_line(rows, ".types = %s,", emit_types(u->a->arena, s->types));
    if (s->kind == GEN_SEGMENT_MEMBER)
        emit_field_text(rows, "key", s->name);
    if (s->skip > 0)
        out_line(rows, ".skip = %u,", s->skip);
    if (s->inside)
        out_line(rows, ".inside = 1,");
    emit_list(rows, "name", names, s->count);
    if (s->open)
        out_line(rows, ".open = 1,");
    out_close(rows, "},");
}

const char *emit_segments(emit_unit *u, const gen_segment *segment, us_text words, unsigned *count)
{
    const char *name = emit_name(u->a->names, "segments_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; segment; segment = segment->next, ++*count)
        write_segment(u, &rows, segment, words);
    return *count > 0 ? emit_table(u, "const us_segment", name, &rows) : NULL;
}

/* Whether some expression of it counts. */
static bool has_counter(const gen_expression *piece)
{
    while (piece && piece->source != GEN_SOURCE_COUNTER)
        piece = piece->next;
    return piece;
}

bool emit_counts(const gen_segment *segment)
{
    while (segment && !has_counter(segment->template))
        segment = segment->next;
    return segment;
}
