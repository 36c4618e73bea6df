/* What is deprecated in bodies, as tables. */
#include "gen/emit.h"

static void write_row(emit_unit *u, out *rows, const gen_deprecated *deprecated, us_text words)
{
    unsigned insides = 0;
    const char *inside = emit_deprecated(u, deprecated->inside, words, &insides);

    out_open(rows, "{");
    if (deprecated->items)
        out_line(rows, ".items = 1,");
    else
        emit_field_text(rows, "name", deprecated->name);
    if (deprecated->itself)
        out_line(rows, ".itself = %s,", emit_at(u->a, deprecated->at));
    emit_list(rows, "inside", inside, insides);
    out_close(rows, "},");
}

const char *emit_deprecated(emit_unit *u, const gen_deprecated *deprecated, us_text words,
                            unsigned *count)
{
    const char *name;
    out rows = out_new(u->a->arena);

    if (!deprecated)
        return NULL;
    name = emit_name(u->a->names, "deprecated_", words);
    rows.indent = 1;
    for (; deprecated; deprecated = deprecated->next) {
        write_row(u, &rows, deprecated, words);
        ++*count;
    }
    return emit_table(u, "const us_deprecated", name, &rows);
}
