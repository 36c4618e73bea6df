/* Requests that the stand-in makes, as tables. */
#include "gen/emit.h"

static const char *external_of(emit_unit *u, const gen_operation *operation)
{
    for (const emit_operation *o = u->a->operation; o; o = o->next) {
        if (o->operation == operation) {
            out_line(&u->declarations, "extern const us_operation %s;", o->external);
            return o->external;
        }
    }
    return "0"; /* emit_operations_plan lists them all */
}

const char *emit_callbacks(emit_unit *u, const gen_callback *callback, us_text words,
                           unsigned *count)
{
    const char *name = emit_name(u->a->names, "callbacks_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; callback; callback = callback->next, ++*count) {
        unsigned pieces = 0;
        const char *piece = emit_pieces(u, callback->url, words, &pieces);
        const char *operation = external_of(u, callback->operation);

        out_open(&rows, "{");
        emit_field_text(&rows, "name", callback->name);
        emit_list(&rows, "piece", piece, pieces);
        out_line(&rows, ".operation = &%s,", operation);
        out_close(&rows, "},");
    }
    return *count > 0 ? emit_table(u, "const us_callback", name, &rows) : name;
}
