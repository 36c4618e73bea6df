/* How an operation pages, as a table. */
#include "gen/emit.h"

static const char *const ways[GEN_PAGINGS] = {
    [GEN_PAGING_TOKEN] = "TOKEN",
    [GEN_PAGING_ID] = "ID",
    [GEN_PAGING_NUMBER] = "NUMBER",
    [GEN_PAGING_OFFSET] = "OFFSET",
};

static const char *const says[GEN_PAGE_SAYINGS] = {
    [GEN_PAGE_NEXT_TOKEN] = "NEXT_TOKEN",
    [GEN_PAGE_NEXT_URL] = "NEXT_URL",
    [GEN_PAGE_NEXT_NUMBER] = "NEXT_NUMBER",
    [GEN_PAGE_NEXT_OFFSET] = "NEXT_OFFSET",
    [GEN_PAGE_PREVIOUS_TOKEN] = "PREVIOUS_TOKEN",
    [GEN_PAGE_PREVIOUS_URL] = "PREVIOUS_URL",
    [GEN_PAGE_PREVIOUS_NUMBER] = "PREVIOUS_NUMBER",
    [GEN_PAGE_FIRST_URL] = "FIRST_URL",
    [GEN_PAGE_LAST_URL] = "LAST_URL",
    [GEN_PAGE_SELF_URL] = "SELF_URL",
    [GEN_PAGE_FIRST_ID] = "FIRST_ID",
    [GEN_PAGE_LAST_ID] = "LAST_ID",
    [GEN_PAGE_HAS_NEXT] = "HAS_NEXT",
    [GEN_PAGE_HAS_PREVIOUS] = "HAS_PREVIOUS",
    [GEN_PAGE_IS_FIRST] = "IS_FIRST",
    [GEN_PAGE_IS_LAST] = "IS_LAST",
    [GEN_PAGE_TOTAL] = "TOTAL",
    [GEN_PAGE_PAGES] = "PAGES",
    [GEN_PAGE_NUMBER] = "NUMBER",
    [GEN_PAGE_OFFSET] = "OFFSET",
    [GEN_PAGE_SIZE] = "SIZE",
    [GEN_PAGE_COUNT] = "COUNT",
};

static const char *write_marks(emit_unit *u, const gen_operation *o, unsigned *count)
{
    const char *name = emit_name(u->a->names, "marks_", o->id);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (const gen_page_mark *m = o->paging->mark; m; m = m->next, ++*count) {
        out_open(&rows, "{");
        out_line(&rows, ".says = US_PAGE_%s,", says[m->says]);
        emit_field_text(&rows, "place", m->place);
        if (m->inside.length > 0)
            emit_field_text(&rows, "inside", m->inside);
        if (m->required)
            out_line(&rows, ".required = 1,");
        if (m->nullable)
            out_line(&rows, ".nullable = 1,");
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(u, "const us_page_mark", name, &rows) : name;
}

static const char *write_words(emit_unit *u, const char *prefix, us_text id, const gen_word *words,
                               unsigned *count)
{
    const char *name = emit_name(u->a->names, prefix, id);
    out rows = emit_out(u->a);
    out_cells cells;
    unsigned room = 0;

    for (const gen_word *word = words; word; word = word->next)
        room++;
    cells = out_cells_new(&rows, room);
    rows.indent = 1;
    for (const gen_word *word = words; word; word = word->next, ++*count)
        out_cell_text(&cells, "US_STRING_OF(", word->text, ")");
    out_cells_write(&rows, &cells);
    return *count > 0 ? emit_table(u, "const us_string", name, &rows) : name;
}

const char *emit_paging(emit_unit *u, const gen_operation *o)
{
    const gen_paging *paging = o->paging;
    unsigned marks = 0, identities = 0, knowns = 0;
    const char *mark, *identity, *known;
    out fields = emit_out(u->a);

    if (!paging)
        return NULL;
    mark = write_marks(u, o, &marks);
    identity = write_words(u, "identities_", o->id, paging->identity, &identities);
    known = write_words(u, "tokens_", o->id, paging->known, &knowns);
    fields.indent = 1;
    out_line(&fields, ".by = US_PAGING_%s,", ways[paging->by]);
    emit_field_text(&fields, "where", paging->where);
    if (paging->before.length > 0)
        emit_field_text(&fields, "before", paging->before);
    if (paging->size.length > 0)
        emit_field_text(&fields, "size", paging->size);
    if (paging->first > 0)
        out_line(&fields, ".first = %u,", paging->first);
    if (paging->list.length > 0)
        emit_field_text(&fields, "list", paging->list);
    emit_list(&fields, "mark", mark, marks);
    if (identities > 0) {
        out_line(&fields, ".identity = %s,", identity);
        out_line(&fields, ".identities = %u,", identities);
    }
    emit_list(&fields, "known", known, knowns);
    return emit_record(u, "const us_paging", emit_name(u->a->names, "paging_", o->id), &fields);
}
