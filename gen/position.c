/* Offsets to lines and columns. One definition of a line for the readers and for the diagnostics, so that
 * the caret stands where the reader stumbled, whatever a library counts as a line. */
#include "gen/gen.h"

#include "base/utf8.h"

static size_t skip_byte_order_mark(us_text text)
{
    return us_text_starts(text, US_TEXT("\xEF\xBB\xBF")) ? 3 : 0;
}

static void rewind_cursor(gen_cursor *cursor)
{
    cursor->offset = skip_byte_order_mark(cursor->text);
    cursor->point = 0;
    cursor->at.line = 1;
    cursor->at.column = 1;
}

gen_cursor gen_cursor_new(const gen *g, unsigned file)
{
    gen_cursor cursor = { .text = g->source[file].text, .at = { .file = file } };
    rewind_cursor(&cursor);
    return cursor;
}

/* A CR before an LF belongs to the line that it ends. */
static bool ends_line(us_text text, size_t offset)
{
    if (text.bytes[offset] == '\n')
        return true;
    return text.bytes[offset] == '\r' &&
           (offset + 1 == text.length || text.bytes[offset + 1] != '\n');
}

static void step(gen_cursor *cursor)
{
    uint32_t point;
    unsigned length =
        us_utf8_decode(us_text_slice(cursor->text, cursor->offset, cursor->text.length), &point);
    if (ends_line(cursor->text, cursor->offset)) {
        cursor->at.line++;
        cursor->at.column = 1;
    } else {
        cursor->at.column++;
    }
    cursor->offset += length > 0 ? length : 1;
    cursor->point++;
}

gen_at gen_cursor_to_byte(gen_cursor *cursor, size_t offset)
{
    if (offset < cursor->offset)
        rewind_cursor(cursor);
    while (cursor->offset < offset && cursor->offset < cursor->text.length)
        step(cursor);
    return cursor->at;
}

gen_at gen_cursor_to_point(gen_cursor *cursor, size_t point)
{
    if (point < cursor->point)
        rewind_cursor(cursor);
    while (cursor->point < point && cursor->offset < cursor->text.length)
        step(cursor);
    return cursor->at;
}

static size_t end_of_line(us_text text, size_t offset)
{
    while (offset < text.length && text.bytes[offset] != '\n' && text.bytes[offset] != '\r')
        offset++;
    return offset;
}

us_text gen_source_line(const gen_source *source, unsigned line)
{
    us_text text = source->text;
    size_t start = skip_byte_order_mark(text);
    for (unsigned i = 1; i < line; i++) {
        start = end_of_line(text, start);
        if (start < text.length && !ends_line(text, start))
            start++;
        if (start < text.length)
            start++;
    }
    return us_text_slice(text, start, end_of_line(text, start));
}
