/* Offsets to lines and columns. One definition of a line for the readers and for the diagnostics, so that
 * the caret stands where the reader stumbled, whatever a library counts as a line. */
#include "gen/gen.h"

#include <string.h>

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

/* Whether the eight bytes are plain characters, one column each: no byte above 0x7F and none below 0x20.
 * All eight are looked at together: subtracting 0x20 from each borrows in those that are smaller. */
static bool are_plain(const char *bytes)
{
    const uint64_t high = UINT64_C(0x8080808080808080), space = UINT64_C(0x2020202020202020);
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return !((word | (word - space)) & high);
}

/* Steps over plain characters in eights, as far as they all stand before `offset`. */
static void skip_plain(gen_cursor *cursor, size_t offset)
{
    size_t start = cursor->offset;
    while (cursor->offset + 8 <= offset && are_plain(cursor->text.bytes + cursor->offset))
        cursor->offset += 8;
    cursor->point += cursor->offset - start;
    cursor->at.column += (unsigned)(cursor->offset - start);
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
    if (offset > cursor->text.length)
        offset = cursor->text.length;
    while (cursor->offset < offset) {
        skip_plain(cursor, offset);
        if (cursor->offset < offset)
            step(cursor);
    }
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

/* ---- places to offsets ------------------------------------------------------------------------- */

/* The bytes between two marks: counting over so many takes no time. */
#define MARK_DISTANCE (64u << 10)

struct gen_mark {
    size_t offset;
    gen_at at;
};

void gen_mark_source(us_arena *arena, gen_source *source)
{
    gen_cursor cursor = { .text = source->text };
    rewind_cursor(&cursor);
    source->marks = (unsigned)(source->text.length / MARK_DISTANCE) + 1;
    source->mark = US_NEW_ARRAY(arena, struct gen_mark, source->marks);
    for (unsigned i = 0; i < source->marks; i++) {
        if (i > 0)
            gen_cursor_to_byte(&cursor, (size_t)i * MARK_DISTANCE);
        source->mark[i] = (struct gen_mark){ cursor.offset, cursor.at };
    }
}

static bool is_before(gen_at a, unsigned line, unsigned column)
{
    return a.line < line || (a.line == line && a.column < column);
}

/* A cursor at the place, or where the source ends when that is before it. */
static gen_cursor find_place(const gen_source *source, unsigned line, unsigned column)
{
    unsigned low = 0, high = source->marks;
    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;
        if (is_before(source->mark[middle].at, line, column))
            low = middle;
        else
            high = middle;
    }
    gen_cursor cursor = { .text = source->text,
                          .offset = source->mark[low].offset,
                          .at = source->mark[low].at };
    while (is_before(cursor.at, line, column) && cursor.offset < cursor.text.length)
        step(&cursor);
    return cursor;
}

us_text gen_source_line(const gen_source *source, unsigned line)
{
    gen_cursor cursor = find_place(source, line, 1);
    if (cursor.at.line != line)
        return (us_text){ 0 };
    return us_text_slice(source->text, cursor.offset, end_of_line(source->text, cursor.offset));
}

static bool is_inside_point(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where the code point before `offset` starts. */
static size_t step_back(us_text text, size_t offset)
{
    unsigned length = 1;
    while (length < 4 && length < offset && is_inside_point(text.bytes[offset - length]))
        length++;
    return offset - length;
}

us_text gen_source_around(const gen_source *source, gen_at at, unsigned reach, unsigned *before)
{
    us_text text = source->text;
    bool near = at.column <= reach; /* to the start of the line */
    size_t place = find_place(source, at.line, near ? 1 : at.column).offset, start = place;
    *before = near ? at.column - 1 : reach;
    for (unsigned i = 0; !near && i < reach; i++)
        start = step_back(text, start);
    size_t most = place + (size_t)(near ? *before + reach : reach) * 4;
    return us_text_slice(text, start, end_of_line(us_text_slice(text, 0, most), place));
}
