/* Lists in columns, as clang-format lays them out (CommaSeparatedList in its FormatToken.cpp, release 14):
 * fewer than five cells stand one below the other; more stand in as many columns as fit, unless the cells
 * of a column differ too much in width, or fewer columns need no more lines. */
#include "gen/out.h"

#include <string.h>

struct out_cell {
    const char *code;    /* of one line */
    const char *opening; /* or a text that needs several: what stands before and after it */
    us_text text;
    const char *closing, *more;
    unsigned width; /* with the comma */
};

#define FEW             5
#define MOST_COLUMNS    (OUT_COLUMNS / 3)
#define MOST_DIFFERENCE 10

/* What nobody reads is not laid out: each cell is written at once, on a line of its own. */
static out_cells cells_to_run(const out *o)
{
    return (
        out_cells){ .arena = o->buf.arena, .line = us_buf_new(o->buf.arena, 0), .to_run = true };
}

out_cells out_cells_new(const out *o, unsigned room)
{
    if (o->to_run)
        return cells_to_run(o);
    return (out_cells){
        .arena = o->buf.arena,
        .cell = US_NEW_ARRAY(o->buf.arena, struct out_cell, room + 1),
        .columns = OUT_COLUMNS - 4 * (o->indent + 1),
    };
}

void out_cell(out_cells *cells, const char *code)
{
    cells->count++;
    if (cells->to_run) {
        us_buf_add_string(&cells->line, code);
        us_buf_add_string(&cells->line, ",\n");
        return;
    }
    cells->cell[cells->count - 1] =
        (struct out_cell){ .code = code, .width = out_width(us_text_of(code)) + 1 };
}

void out_cell_address(out_cells *cells, const char *name)
{
    out_cell(cells, us_arena_print(cells->arena, "&%s", name).bytes);
}

/* What is added piece after piece, as many on a line as fit. */
typedef struct filling {
    us_buf buf;
    unsigned columns, indent; /* of further lines */
    size_t width;             /* of the last line */
} filling;

static void add_piece(filling *f, us_text piece, size_t more)
{
    bool fits = f->width + 1 + piece.length + more <= f->columns;

    if (!fits)
        us_buf_print(&f->buf, "\n%*s", (int)f->indent, "");
    else if (f->width > f->indent)
        us_buf_add_byte(&f->buf, ' ');
    us_buf_add(&f->buf, piece);
    f->width = (fits ? f->width + (f->width > f->indent) : f->indent) + piece.length;
}

/* A call that no line holds has its arguments below, each as a piece. */
static void add_call(filling *f, us_text call)
{
    size_t open = us_text_find(call, '(') + 1;
    size_t comma = open + us_text_find(us_text_slice(call, open, call.length), ',') + 1;

    add_piece(f, us_text_slice(call, 0, open), f->width > f->indent ? f->columns : 0);
    f->indent += 4;
    f->width = f->columns;
    add_piece(f, us_text_slice(call, open, comma < call.length ? comma : call.length), 0);
    if (comma + 1 < call.length)
        add_piece(f, us_text_slice(call, comma + 1, call.length), 0);
    f->indent -= 4;
}

/* The line, and as many of the pieces behind it as fit, the others below. A piece ends where its line does. */
static const char *fill(us_arena *arena, unsigned columns, unsigned indent, us_text line,
                        const char *pieces)
{
    filling f = { us_buf_new(arena, OUT_COLUMNS), columns, indent, out_width(line) };

    us_buf_add(&f.buf, line);
    while (*pieces) {
        us_text piece = { pieces, strcspn(pieces, "\n") };
        bool last = !pieces[piece.length];

        if (indent + piece.length + last > columns && us_text_find(piece, '(') < piece.length)
            add_call(&f, piece);
        else
            add_piece(&f, piece, last);
        pieces += piece.length + !last;
    }
    return us_buf_text(&f.buf).bytes;
}

/* What stands behind the text is aligned with what is around it: behind the last brace of the opening. */
static unsigned indent_of(const char *opening)
{
    const char *brace = strrchr(opening, '{');

    return brace ? (unsigned)(brace - opening) + 2 : 0;
}

void out_cell_text_and(out_cells *cells, const char *opening, us_text text, const char *closing,
                       const char *more)
{
    const char *literal;
    unsigned around;

    if (cells->to_run) {
        cells->count++;
        out_text_to_run(&cells->line, opening, text, closing);
        us_buf_add_string(&cells->line, more);
        us_buf_add_string(&cells->line, ",\n");
        return;
    }
    around = (unsigned)(strlen(opening) + strlen(closing) + 1);
    if (around < cells->columns &&
        out_literal(cells->arena, text, cells->columns - around, &literal)) {
        us_text line = us_arena_print(cells->arena, "%s%s%s", opening, literal, closing);

        out_cell(cells, fill(cells->arena, cells->columns, indent_of(opening), line, more));
        return;
    }
    cells->cell[cells->count++] = (struct out_cell){
        .opening = opening,
        .text = text,
        .closing = *more ? closing : us_arena_print(cells->arena, "%s,", closing).bytes,
        .more = more,
        .width = 2 * OUT_COLUMNS,
    };
}

void out_cell_text(out_cells *cells, const char *opening, us_text text, const char *closing)
{
    out_cell_text_and(cells, opening, text, closing, "");
}

/* ---- Columns ---------------------------------------------------------------------------------------------- */

typedef struct layout {
    unsigned columns;
    unsigned width[MOST_COLUMNS];
    unsigned narrowest[MOST_COLUMNS];
} layout;

static layout lay_out(const out_cells *cells, unsigned columns)
{
    layout l = { .columns = columns };

    for (unsigned i = 0; i < cells->count; i++) {
        unsigned column = i % columns, width = cells->cell[i].width;

        if (width > l.width[column])
            l.width[column] = width;
        if (i < columns || width < l.narrowest[column])
            l.narrowest[column] = width;
    }
    return l;
}

static bool fits(const layout *l, unsigned columns)
{
    unsigned total = l->columns - 1;

    for (unsigned i = 0; i < l->columns; i++) {
        total += l->width[i];
        if (i + 1 < l->columns && l->width[i] - l->narrowest[i] > MOST_DIFFERENCE)
            return false;
    }
    return total <= columns;
}

static unsigned lines_of(const out_cells *cells, unsigned columns)
{
    return (cells->count + columns - 1) / columns;
}

static layout best_layout(const out_cells *cells)
{
    layout best = lay_out(cells, 1);
    bool found = false;

    if (cells->count < FEW)
        return best;
    for (unsigned columns = MOST_COLUMNS; columns > 1; columns--) {
        layout l;

        if (columns > cells->count)
            continue; /* no line would be full */
        l = lay_out(cells, columns);
        if (!fits(&l, cells->columns))
            continue;
        if (found && lines_of(cells, columns) > lines_of(cells, best.columns))
            break;
        best = l;
        found = true;
    }
    return best;
}

/* ---- Writing ---------------------------------------------------------------------------------------------- */

static void write_line(out *o, const out_cells *cells, const layout *l, unsigned first)
{
    us_buf line = us_buf_new(cells->arena, OUT_COLUMNS);

    for (unsigned i = first; i < first + l->columns && i < cells->count; i++) {
        const struct out_cell *cell = &cells->cell[i];
        bool last = i + 1 == first + l->columns || i + 1 == cells->count;

        us_buf_print(&line, "%s,", cell->code);
        if (!last)
            us_buf_print(&line, "%*s", (int)(l->width[i - first] - cell->width + 1), "");
    }
    out_line(o, "%s", us_buf_text(&line).bytes);
}

/* A cell of several lines, which has a line of the list for itself. */
static void write_lines(out *o, const char *line)
{
    size_t length;

    for (; line[length = strcspn(line, "\n")]; line += length + 1)
        out_line(o, "%.*s", (int)length, line);
    out_line(o, "%s,", line);
}

static void write_text(out *o, const out_cells *cells, const struct out_cell *cell)
{
    unsigned indent = indent_of(cell->opening);
    us_text first = us_arena_print(cells->arena, "%*s", (int)indent, "");

    out_text(o, cell->opening, cell->text, cell->closing);
    if (*cell->more)
        write_lines(o, fill(cells->arena, cells->columns, indent, first, cell->more));
}

static void write_laid_out(out *o, const out_cells *cells)
{
    layout l = best_layout(cells);

    for (unsigned i = 0; i < cells->count; i += l.columns) {
        const struct out_cell *cell = &cells->cell[i];

        if (!cell->code)
            write_text(o, cells, cell);
        else if (l.columns == 1)
            write_lines(o, cell->code);
        else
            write_line(o, cells, &l, i);
    }
}

void out_cells_write(out *o, const out_cells *cells)
{
    if (cells->to_run)
        us_buf_add(&o->buf, us_buf_text(&cells->line));
    else
        write_laid_out(o, cells);
}
