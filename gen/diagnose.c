/* What is wrong, where, and how it looks: the list of diagnostics, and one diagnostic as text.
 *
 *     voice-agent.yaml:12:7: error: unknown field "requird" (did you mean "required"?)
 *           requird: true
 *           ^
 *
 * The first twenty errors are kept: who has more wants to correct some and look again. */
#include "gen/gen.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

/* How much of a source line is shown, in terminal columns, and how much of it before the caret. */
#define LINE_COLUMNS 120
#define BEFORE_CARET 80
#define TAB_COLUMNS  8

/* How much of a line is looked at, in code points: enough to fill the columns with some that take none. */
#define LINE_REACH 480
#define ELLIPSIS   "\xE2\x80\xA6"

gen *gen_new(void)
{
    us_arena arena = { 0 };
    gen *g = US_NEW(&arena, gen);
    g->arena = arena;
    g->last = &g->first;
    g->dialect = GEN_2020_12;
    return g;
}

void gen_free(gen *g)
{
    if (!g)
        return;
    us_arena arena = g->arena; /* g stands in its own arena */
    us_arena_free(&arena);
}

static us_text last_part(us_text path)
{
    size_t start = path.length;
    while (start > 0 && path.bytes[start - 1] != '/')
        start--;
    return us_text_slice(path, start, path.length);
}

/* Room is doubled: every piece that was outgrown stays in the arena. */
static void make_room(gen *g)
{
    if (g->sources & (g->sources - 1))
        return;
    gen_source *grown = US_NEW_ARRAY(&g->arena, gen_source, g->sources ? g->sources * 2 : 1);
    if (g->sources > 0)
        memcpy(grown, g->source, sizeof *grown * g->sources);
    g->source = grown;
}

unsigned gen_add_source(gen *g, const char *path, us_text text)
{
    return gen_take_source(g, path, us_arena_copy(&g->arena, text));
}

unsigned gen_take_source(gen *g, const char *path, us_text text)
{
    make_room(g);
    us_text copy = us_arena_copy(&g->arena, us_text_of(path));
    gen_source *source = &g->source[g->sources];
    source->path = copy.bytes;
    source->name = last_part(copy);
    source->text = text;
    gen_mark_source(&g->arena, source);
    return g->sources++;
}

void gen_allow(gen *g, const char *keyword)
{
    gen_allowance **last = &g->allow;
    while (*last)
        last = &(*last)->next;
    *last = US_NEW(&g->arena, gen_allowance);
    (*last)->word = us_arena_copy(&g->arena, us_text_of(keyword));
}

bool gen_is_allowed(gen *g, us_text word)
{
    gen_allowance *allowance = g->allow;
    while (allowance && !us_text_equal(allowance->word, word))
        allowance = allowance->next;
    if (allowance)
        allowance->used = true;
    return allowance != NULL;
}

/* A part that is referred to from many places is read many times; it is complained about once. */
static bool is_recorded(const gen *g, gen_at at, us_text message)
{
    for (const gen_diagnostic *d = g->first; d; d = d->next)
        if (d->at.file == at.file && d->at.line == at.line && d->at.column == at.column &&
            us_text_equal(d->message, message))
            return true;
    return false;
}

/* Of files that nobody has asked about. */
static bool is_elsewhere(const gen *g, gen_at at)
{
    us_text path = us_text_of(g->source[at.file].path);
    us_text folder = us_text_of(g->alone ? g->alone : "");
    return g->alone && !(us_text_starts(path, folder) && path.length > folder.length &&
                         path.bytes[folder.length] == '/');
}

static void record(gen *g, enum gen_severity severity, gen_at at, us_text message)
{
    unsigned *count = severity == GEN_ERROR ? &g->errors : &g->warnings;
    if (severity == GEN_WARNING && is_elsewhere(g, at)) {
        g->elsewhere++;
        return;
    }
    if (is_recorded(g, at, message))
        return;
    if (++*count > (severity == GEN_ERROR ? GEN_ERRORS : GEN_WARNINGS))
        return;
    gen_diagnostic *diagnostic = US_NEW(&g->arena, gen_diagnostic);
    diagnostic->severity = severity;
    diagnostic->at = at;
    diagnostic->message = message;
    *g->last = diagnostic;
    g->last = &diagnostic->next;
}

void gen_error(gen *g, gen_at at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(g, GEN_ERROR, at, us_arena_vprint(&g->arena, format, arguments));
    va_end(arguments);
}

void gen_warning(gen *g, gen_at at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record(g, GEN_WARNING, at, us_arena_vprint(&g->arena, format, arguments));
    va_end(arguments);
}

/* Writes one code point of a source line; `column` is the terminal column that it starts in. */
static unsigned write_line_point(us_buf *out, uint32_t point, unsigned column)
{
    if (point != '\t')
        return gen_show_point(out, point);
    us_buf_add_byte(out, '\t');
    return TAB_COLUMNS - column % TAB_COLUMNS;
}

/* The terminal columns that the first `points` code points of the line take. */
static unsigned columns_of(us_arena *arena, us_text line, unsigned points)
{
    us_buf scratch = us_buf_new(arena, 64);
    unsigned columns = 0;
    while (points-- > 0 && line.length > 0) {
        scratch.length = 0;
        columns += write_line_point(&scratch, gen_take_point(&line), columns);
    }
    return columns;
}

/* How many code points to leave away at the front so that the caret is in sight. */
static unsigned points_to_cut(us_arena *arena, us_text line, unsigned caret)
{
    unsigned before = columns_of(arena, line, caret);
    us_text rest = line;
    unsigned cut = 0;
    if (before < LINE_COLUMNS - 1)
        return 0;
    us_buf scratch = us_buf_new(arena, 64);
    for (unsigned columns = 0; cut < caret && before - columns > BEFORE_CARET; cut++) {
        scratch.length = 0;
        columns += write_line_point(&scratch, gen_take_point(&rest), columns);
    }
    return cut;
}

/* The line, and in `under` what stands below it up to the caret: a tab under a tab, otherwise blanks. */
static void write_cut_line(us_buf *out, us_buf *under, us_text line, unsigned caret, unsigned cut)
{
    unsigned columns = 0;
    if (cut > 0) {
        us_buf_add_string(out, ELLIPSIS);
        us_buf_add_byte(under, ' ');
        columns = 1;
    }
    for (unsigned i = 0; line.length > 0; i++) {
        uint32_t point = gen_take_point(&line);
        if (i < cut)
            continue;
        if (columns >= LINE_COLUMNS) {
            us_buf_add_string(out, ELLIPSIS);
            break;
        }
        unsigned width = write_line_point(out, point, columns);
        columns += width;
        if (i < caret && point == '\t')
            us_buf_add_byte(under, '\t');
        else if (i < caret)
            us_buf_print(under, "%*s", (int)width, "");
    }
}

static void write_source_line(us_buf *out, const gen_source *source, gen_at at)
{
    us_buf under = us_buf_new(out->arena, LINE_COLUMNS);
    unsigned caret;
    us_text line = gen_source_around(source, at, LINE_REACH, &caret);
    write_cut_line(out, &under, line, caret, points_to_cut(out->arena, line, caret));
    us_buf_add_byte(out, '\n');
    us_buf_add(out, us_buf_text(&under));
    us_buf_add_string(out, "^\n");
}

void gen_write_diagnostic(const gen *g, const gen_diagnostic *diagnostic, us_buf *out)
{
    static const char *const severity[] = { [GEN_ERROR] = "error", [GEN_WARNING] = "warning" };
    gen_at at = diagnostic->at;
    gen_write_shown(out, us_text_of(g->source[at.file].path));
    if (at.line > 0)
        us_buf_print(out, ":%u:%u", at.line, at.column);
    us_buf_print(out, ": %s: ", severity[diagnostic->severity]);
    gen_write_shown(out, diagnostic->message);
    us_buf_add_byte(out, '\n');
    if (at.line > 0 && !g->source[at.file].secret)
        write_source_line(out, &g->source[at.file], at);
}

static void write_dropped(us_buf *out, unsigned all, unsigned kept, const char *what)
{
    if (all > kept)
        us_buf_print(out, "%s %u more %s%s\n", ELLIPSIS, all - kept, what,
                     all - kept == 1 ? "" : "s");
}

void gen_write_diagnostics(const gen *g, us_buf *out)
{
    for (const gen_diagnostic *d = g->first; d; d = d->next)
        gen_write_diagnostic(g, d, out);
    write_dropped(out, g->errors, GEN_ERRORS, "error");
    write_dropped(out, g->warnings, GEN_WARNINGS, "warning");
}
