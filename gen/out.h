/* How generated C is written: whole lines, indented, no wider than 100 columns; and the three doors
 * through which text of a spec may come into it.
 *
 * The layout is that of the repository's .clang-format, which leaves every product unchanged. What
 * an emitter writes is one of: a line that fits by construction, a call (out_call wraps it), a string
 * (out_text splits it), a comment (cut to the line). */
#ifndef GEN_OUT_H
#define GEN_OUT_H

#include "base/buf.h"
#include "base/text.h"

#define OUT_COLUMNS 100

typedef struct out {
    us_buf buf;
    unsigned indent; /* levels of four spaces */
    bool gap;        /* an empty line is due before the next line */
    bool to_run; /* nobody reads it: there are no comments, and the macros for texts are expanded */
} out;

out out_new(us_arena *arena);

/* One line. `format` may print only what an emitter made itself or what came through a door. */
void out_line(out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An empty line before the next line, unless that one closes or opens a block. */
void out_gap(out *o);

/* A line that opens or closes a block. */
void out_open(out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_close(out *o, const char *line);

/* All that was written to `piece`, and the gap before it. */
void out_append(out *o, const out *piece);

/* `callee(a, b, c);`, continued below its first argument where it would be too wide. */
void out_call(out *o, const char *callee, const char *const *argument, unsigned arguments);

/* The same for the head of a function, without the semicolon. */
void out_head(out *o, const char *name, const char *const *parameter, unsigned parameters);

/* ---- out_cells.c: the list inside of a table ------------------------------------------------------ */

/* Cells of a list: a few stand one below the other, many stand in columns. */
typedef struct out_cells {
    us_arena *arena;
    struct out_cell *cell;
    unsigned count;
    unsigned columns; /* how wide a line of cells may be */
    bool to_run;      /* as in the text that they are for: then there are no cells, but … */
    us_buf line;      /* … their text */
} out_cells;

/* Cells for the block that will be opened next in `o`; at most `room` of them. */
out_cells out_cells_new(const out *o, unsigned room);
void out_cell(out_cells *cells, const char *code);
void out_cell_address(out_cells *cells, const char *name); /* "&name" */
void out_cell_text(out_cells *cells, const char *opening, us_text text, const char *closing);
/* The same with more behind the closing, which stands on a line of its own when the text needs several. */
void out_cell_text_and(out_cells *cells, const char *opening, us_text text, const char *closing,
                       const char *more);
void out_cells_write(out *o, const out_cells *cells);

/* ---- The doors ---------------------------------------------------------------------------------- */

/* A string: one line `opening"text"closing`, or one literal a line, aligned below the first. A line end
 * in the text ends its literal; what is too wide is split after a space, or anywhere. The literals hold
 * exactly the bytes of the text: quotes, controls, trigraphs, invisible characters and what is not UTF-8
 * are escaped. `opening` may end with a macro for texts of understudy.h and its parenthesis, which `closing`
 * closes. In text that nobody reads, what it stands for is written instead: libtcc takes half of its time for
 * measuring literals. */
void out_text(out *o, const char *opening, us_text text, const char *closing);

/* A comment of its own line: `format` printed and then made harmless as a whole. Nothing in it can end
 * the comment or the line, start another comment, or reorder what a reader sees. */
void out_comment(out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for a remark inside of a line: at most `columns` wide, without the comment's own marks. */
const char *out_remark(us_arena *arena, us_text text, unsigned columns);

/* The columns that a text takes which came through a door. */
unsigned out_width(us_text text);

enum out_case { OUT_LOWER, OUT_UPPER };

/* The words of the text joined by underscores ("maxItems" to max_items), at most `limit` bytes long: an
 * identifier of ASCII letters, digits and single underscores that starts with a letter. It may be a
 * keyword of C: the emitters put a prefix before it, or check. */
const char *out_identifier(us_arena *arena, us_text text, enum out_case letters, unsigned limit);

/* The string as out_text writes it where nobody reads it, without the end of the line. */
void out_text_to_run(us_buf *buf, const char *opening, us_text text, const char *closing);

/* One literal for a place inside of a call; false when it would be more than `columns` wide. */
bool out_literal(us_arena *arena, us_text text, unsigned columns, const char **literal);

#endif
