/* Text of a document on a terminal. A document is foreign: an escape sequence in a name must not move
 * the reader's cursor, and a bidirectional mark must not reorder a line (CVE-2021-42574). So whatever a
 * terminal would obey or hide is spelled out, and everything else stands as it is. */
#include "gen/gen.h"

#include "base/utf8.h"

/* What fits into a message beside its own words. */
#define SHOWN_POINTS 60

typedef struct range {
    uint32_t first, last;
} range;

/* Controls, format characters and what has no shape of its own (Unicode 15, categories Cc, Cf, Zl, Zp). */
static const range hidden[] = {
    { 0x0000, 0x001F },    { 0x007F, 0x009F }, { 0x00AD, 0x00AD }, { 0x061C, 0x061C },
    { 0x180E, 0x180E },    { 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F },
    { 0xFE00, 0xFE0F },    { 0xFEFF, 0xFEFF }, { 0xFFF0, 0xFFFB }, { 0xE0000, 0xE0FFF },
    { 0xF0000, 0x10FFFF },
};

/* East Asian wide characters and emoji, coarsely (UAX #11): the caret may be off by one on a rare one. */
static const range wide[] = {
    { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0xA4CF },   { 0xAC00, 0xD7A3 },
    { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },
    { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1FAFF }, { 0x20000, 0x3FFFD },
};

static const range combining[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD }, { 0x064B, 0x065F },
    { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x20D0, 0x20FF }, { 0xFE20, 0xFE2F },
};

#define IN(ranges, point) in_ranges(ranges, sizeof ranges / sizeof *ranges, point)

static bool in_ranges(const range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

unsigned gen_show_point(us_buf *out, uint32_t point)
{
    if (IN(hidden, point)) {
        size_t before = out->length;
        us_buf_print(out, "<U+%04X>", (unsigned)point);
        return (unsigned)(out->length - before);
    }
    char bytes[4];
    us_buf_add(out, (us_text){ bytes, us_utf8_encode(point, bytes) });
    return IN(combining, point) ? 0 : IN(wide, point) ? 2 : 1;
}

uint32_t gen_take_point(us_text *text)
{
    uint32_t point = 0xFFFD;
    unsigned length = us_utf8_decode(*text, &point);
    if (length == 0) {
        point = 0xFFFD;
        length = 1;
    }
    *text = us_text_slice(*text, length, text->length);
    return point;
}

void gen_write_shown(us_buf *out, us_text text)
{
    while (text.length > 0)
        gen_show_point(out, gen_take_point(&text));
}

const char *gen_show(gen *g, us_text text)
{
    us_buf out = us_buf_new(&g->arena, text.length < 240 ? text.length + 16 : 256);
    for (unsigned points = 0; text.length > 0; points++) {
        if (points == SHOWN_POINTS) {
            us_buf_add_string(&out, "\xE2\x80\xA6");
            break;
        }
        gen_show_point(&out, gen_take_point(&text));
    }
    return out.bytes;
}

const char *gen_nearest_hint(gen *g, const us_nearest *nearest)
{
    if (nearest->best.length == 0)
        return "";
    return us_arena_print(&g->arena, " (did you mean \"%s\"?)", gen_show(g, nearest->best)).bytes;
}
