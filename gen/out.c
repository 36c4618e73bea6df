/* Lines, blocks and calls of generated C. The doors are in out_doors.c. */
#include "gen/out.h"

#include <assert.h>
#include <string.h>

out out_new(us_arena *arena)
{
    return (out){ .buf = us_buf_new(arena, 4096) };
}

static void start_line(out *o)
{
    if (o->gap)
        us_buf_add_byte(&o->buf, '\n');
    o->gap = false;
    for (unsigned i = 0; i < o->indent; i++)
        us_buf_add_string(&o->buf, "    ");
}

static void print_line(out *o, const char *format, va_list arguments)
{
    start_line(o);
    us_buf_vprint(&o->buf, format, arguments);
    us_buf_add_byte(&o->buf, '\n');
}

void out_line(out *o, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_line(o, format, arguments);
    va_end(arguments);
}

static bool starts_block(const out *o)
{
    us_text written = us_buf_text(&o->buf);

    return written.length == 0 || us_text_ends(written, US_TEXT("{\n"));
}

void out_gap(out *o)
{
    o->gap = !starts_block(o);
}

void out_open(out *o, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_line(o, format, arguments);
    va_end(arguments);
    o->indent++;
}

void out_close(out *o, const char *line)
{
    assert(o->indent > 0);
    o->gap = false;
    o->indent--;
    out_line(o, "%s", line);
}

void out_append(out *o, const out *piece)
{
    us_text text = us_buf_text(&piece->buf);

    if (text.length == 0)
        return;
    if (o->gap)
        us_buf_add_byte(&o->buf, '\n');
    o->gap = false;
    us_buf_add(&o->buf, text);
}

static size_t widest(const char *const *item, unsigned items, const char *end)
{
    size_t width = 0;

    for (unsigned i = 0; i < items; i++) {
        size_t this = out_width(us_text_of(item[i])) + (i + 1 == items ? strlen(end) : 1);

        if (this > width)
            width = this;
    }
    return width;
}

/* Starts a line of the list at `column`. */
static void print_break(out *o, size_t column)
{
    us_buf_print(&o->buf, "\n%*s", (int)column, "");
}

/* As clang-format packs arguments: as many on a line as fit, the others below the first, or all of them
 * on lines of their own when one would not fit there. */
static void print_list(out *o, const char *name, const char *const *item, unsigned items,
                       const char *end)
{
    size_t margin = 4 * (size_t)o->indent, start = margin + strlen(name) + 1, column;

    start_line(o);
    us_buf_print(&o->buf, "%s(", name);
    if (start + widest(item, items, end) > OUT_COLUMNS) {
        start = margin + 4;
        print_break(o, start);
    }
    column = start;
    for (unsigned i = 0; i < items; i++) {
        const char *after = i + 1 == items ? end : ",";
        size_t width = out_width(us_text_of(item[i])) + strlen(after);

        if (i > 0 && column + 1 + width > OUT_COLUMNS) {
            print_break(o, start);
            column = start;
        } else if (i > 0) {
            us_buf_add_byte(&o->buf, ' ');
            column++;
        }
        us_buf_print(&o->buf, "%s%s", item[i], after);
        column += width;
    }
    us_buf_add_byte(&o->buf, '\n');
}

void out_call(out *o, const char *callee, const char *const *argument, unsigned arguments)
{
    print_list(o, callee, argument, arguments, ");");
}

void out_head(out *o, const char *name, const char *const *parameter, unsigned parameters)
{
    print_list(o, name, parameter, parameters, ")");
}
