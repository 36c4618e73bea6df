/* Lines, blocks and calls of generated C. The doors are in out_doors.c. */
#include "gen/out.h"

#include <assert.h>
#include <string.h>

out out_new(us_arena *arena)
{
    return (out){ .buf = us_buf_new(arena, 0) };
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

/* A list in parentheses, as it is laid out and as it is written. */
typedef struct list {
    const char *const *item;
    unsigned items;
    const char *end;
} list;

static const char *after(const list *l, unsigned i)
{
    return i + 1 == l->items ? l->end : ",";
}

/* Writes the list to `buf` (unless it is NULL): as many items on a line as fit, the first at the column
 * `from`, the others from `margin` on. Returns the number of lines, or 0 when an item fits nowhere. */
static unsigned pack(us_buf *buf, const list *l, size_t margin, size_t from)
{
    size_t column = from;
    unsigned lines = 1;

    for (unsigned i = 0; i < l->items; i++) {
        size_t width = out_width(us_text_of(l->item[i])) + strlen(after(l, i));
        bool below = i > 0 && column + 1 + width > OUT_COLUMNS;

        if (buf && below)
            us_buf_print(buf, "\n%*s", (int)margin, "");
        else if (buf && i > 0)
            us_buf_add_byte(buf, ' ');
        if (buf)
            us_buf_print(buf, "%s%s", l->item[i], after(l, i));
        lines += below;
        column = below ? margin + width : column + (i > 0) + width;
        if (column > OUT_COLUMNS)
            return 0;
    }
    return lines;
}

/* As clang-format does it: the items stand behind the parenthesis, or all below the name when that takes
 * fewer lines or is the only way. */
static void print_list(out *o, const char *name, const list *l)
{
    size_t margin = 4 * (size_t)o->indent, start = margin + strlen(name) + 1;
    unsigned behind = pack(NULL, l, start, start), below = pack(NULL, l, margin + 4, margin + 4);

    start_line(o);
    us_buf_print(&o->buf, "%s(", name);
    if (behind == 0 || (below > 0 && below + 1 < behind)) {
        us_buf_print(&o->buf, "\n%*s", (int)margin + 4, "");
        start = margin + 4;
    }
    (void)pack(&o->buf, l, start, start);
    us_buf_add_byte(&o->buf, '\n');
}

void out_call(out *o, const char *callee, const char *const *argument, unsigned arguments)
{
    print_list(o, callee, &(list){ argument, arguments, ");" });
}

void out_head(out *o, const char *name, const char *const *parameter, unsigned parameters)
{
    print_list(o, name, &(list){ parameter, parameters, ")" });
}
