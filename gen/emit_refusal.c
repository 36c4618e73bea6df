/* How an API says no, as tables: each member of an error body with what is said there. */
#include "gen/emit.h"

static const char *const says[GEN_SAYINGS] = {
    [GEN_SAY_MEMBERS] = "MEMBERS",
    [GEN_SAY_EACH] = "EACH",
    [GEN_SAY_ONE] = "ONE",
    [GEN_SAY_FIELDS] = "FIELDS",
    [GEN_SAY_MESSAGE] = "MESSAGE",
    [GEN_SAY_SENTENCE] = "SENTENCE",
    [GEN_SAY_TITLE] = "TITLE",
    [GEN_SAY_CODE] = "CODE",
    [GEN_SAY_WORD] = "WORD",
    [GEN_SAY_WORD_IN_CAPITALS] = "WORD_IN_CAPITALS",
    [GEN_SAY_WORD_IN_CAMEL_CASE] = "WORD_IN_CAMEL_CASE",
    [GEN_SAY_CHOICE] = "CHOICE",
    [GEN_SAY_STATUS] = "STATUS",
    [GEN_SAY_STATUS_AS_TEXT] = "STATUS_AS_TEXT",
    [GEN_SAY_TYPE] = "TYPE",
    [GEN_SAY_FIELD] = "FIELD",
    [GEN_SAY_POINTER] = "POINTER",
    [GEN_SAY_PARAMETER] = "PARAMETER",
    [GEN_SAY_HEADER] = "HEADER",
    [GEN_SAY_IN] = "IN",
    [GEN_SAY_LOCATION] = "LOCATION",
    [GEN_SAY_PATH] = "PATH",
    [GEN_SAY_ACTUAL] = "ACTUAL",
    [GEN_SAY_ID] = "ID",
    [GEN_SAY_VIOLATIONS] = "VIOLATIONS",
    [GEN_SAY_CONSTANT] = "CONSTANT",
};

/* The words of an enum that are texts. */
static const char *write_choice(emit_unit *u, const gen_node *values, us_text words,
                                unsigned *count)
{
    const char *name = emit_name(u->a->names, "choice_", words);
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, values->count);

    rows.indent = 1;
    for (const gen_node *item = values->item; item; item = item->next) {
        if (item->kind != GEN_STRING)
            continue;
        out_cell_text(&cells, "US_STRING_OF(", item->text, ")");
        ++*count;
    }
    out_cells_write(&rows, &cells);
    return *count > 0 ? emit_table(u, "const us_string", name, &rows) : name;
}

static const char *write_parts(emit_unit *u, const gen_saying *part, us_text words,
                               unsigned *count);

/* The members of one us_saying, without its braces. */
static void write_saying(emit_unit *u, out *rows, const gen_saying *saying, us_text words)
{
    unsigned choices = 0, parts = 0;
    const char *choice = NULL, *part = NULL;

    if (saying->choice)
        choice = write_choice(u, saying->choice, words, &choices);
    if (saying->part)
        part = write_parts(u, saying->part, words, &parts);
    if (saying->name.length > 0)
        emit_field_text(rows, "name", saying->name);
    out_line(rows, ".say = US_SAY_%s,", says[saying->say]);
    if (saying->required)
        out_line(rows, ".required = 1,");
    if (saying->numbers)
        out_line(rows, ".numbers = 1,");
    if (saying->longest)
        out_line(rows, ".longest = %u,", saying->longest);
    if (saying->say == GEN_SAY_CONSTANT)
        emit_field_text(rows, "value", saying->value);
    emit_list(rows, "choice", choice, choices);
    emit_list(rows, "part", part, parts);
}

/* Most rows say a name and what stands there, on one line. */
static bool is_plain(const gen_saying *saying)
{
    return saying->name.length > 0 && saying->say != GEN_SAY_CONSTANT && !saying->choice &&
           !saying->part && !saying->longest && !saying->numbers;
}

static void write_row(emit_unit *u, out *rows, const gen_saying *saying, us_text words)
{
    if (is_plain(saying)) {
        out_text(rows, "{ .name = US_STRING_OF(", saying->name,
                 us_arena_print(u->a->arena, "), .say = US_SAY_%s%s },", says[saying->say],
                                saying->required ? ", .required = 1" : "")
                     .bytes);
        return;
    }
    out_open(rows, "{");
    write_saying(u, rows, saying, words);
    out_close(rows, "},");
}

static const char *write_parts(emit_unit *u, const gen_saying *part, us_text words, unsigned *count)
{
    const char *name = emit_name(u->a->names, "sayings_", words);
    out rows = emit_out(u->a);

    rows.indent = 1;
    for (; part; part = part->next) {
        write_row(u, &rows, part, words);
        ++*count;
    }
    return emit_table(u, "const us_saying", name, &rows);
}

const char *emit_refusal(emit_unit *u, const gen_saying *saying, us_text words)
{
    const char *name = emit_name(u->a->names, "refusal_", words);
    out fields = emit_out(u->a);

    fields.indent = 1;
    write_saying(u, &fields, saying, words);
    return emit_record(u, "const us_saying", name, &fields);
}
