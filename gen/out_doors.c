/* The three doors: a string literal, a comment, an identifier. Text of a spec reaches C only here.
 *
 * The danger is in what the C compiler does before it reads tokens: it replaces trigraphs, joins lines
 * at a backslash, and ends a line at a line end. The other is what a reader sees: characters that are
 * invisible or turn the direction of writing are never kept. Characters outside of ASCII are kept when
 * their width on the screen is known, because the layout depends on it. */
#include "base/ascii.h"
#include "gen/out.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* ---- What is kept as it is ------------------------------------------------------------------------ */

static const struct {
    uint32_t first, last;
    unsigned width;
} visible[] = {
    { 0x20, 0x7E, 1 },     /* ASCII */
    { 0xA1, 0xAC, 1 },     /* Latin-1 without the no-break space and the soft hyphen */
    { 0xAE, 0x2FF, 1 },    /* Latin */
    { 0x391, 0x3A1, 1 },   /* Greek */
    { 0x3A3, 0x3FF, 1 },   /* Greek */
    { 0x400, 0x482, 1 },   /* Cyrillic */
    { 0x48A, 0x527, 1 },   /* Cyrillic */
    { 0x2010, 0x2027, 1 }, /* dashes and quotation marks */
    { 0x20A0, 0x20B5, 1 }, /* currencies */
    { 0x2190, 0x22FF, 1 }, /* arrows, mathematics */
    { 0x3001, 0x3003, 2 }, /* CJK punctuation */
    { 0x3008, 0x3011, 2 }, /* CJK brackets */
    { 0x3041, 0x3096, 2 }, /* Hiragana */
    { 0x30A0, 0x30FF, 2 }, /* Katakana */
    { 0x4E00, 0x9FA5, 2 }, /* Han */
    { 0xAC00, 0xD7A3, 2 }, /* Hangul */
    { 0xFF01, 0xFF5E, 2 }, /* fullwidth forms */
};

/* The columns that the character takes, or 0 when it is not kept. */
static unsigned width_of(uint32_t point)
{
    for (size_t i = 0; i < sizeof(visible) / sizeof(visible[0]); i++) {
        if (visible[i].first <= point && point <= visible[i].last)
            return visible[i].width;
    }
    return 0;
}

unsigned out_width(us_text text)
{
    unsigned width = 0;

    for (size_t at = 0; at < text.length;) {
        uint32_t point = 0;
        unsigned taken = us_utf8_decode(us_text_slice(text, at, text.length), &point);

        width += width_of(point);
        at += taken > 0 ? taken : 1;
    }
    return width;
}

/* ---- String literals -------------------------------------------------------------------------------- */

/* How one character (or one byte that starts none) is spelled in a literal. */
typedef struct spelling {
    char bytes[17];
    unsigned columns;
    unsigned taken; /* bytes of the text */
} spelling;

/* Always three digits, so that a digit after it is not read as part of it. */
static spelling spell_octal(us_text text, unsigned taken)
{
    spelling s = { .taken = taken, .columns = 4 * taken };

    for (unsigned i = 0; i < taken; i++)
        snprintf(s.bytes + (size_t)4 * i, 5, "\\%03o", (unsigned char)text.bytes[i]);
    return s;
}

static spelling spell_escape(char letter)
{
    return (spelling){ .bytes = { '\\', letter }, .columns = 2, .taken = 1 };
}

/* `after_question` is for trigraphs: the second of two question marks is escaped. */
static spelling spell(us_text text, bool after_question)
{
    uint32_t point = 0;
    spelling s = { .columns = 0 };

    switch (text.bytes[0]) {
    case '\n':
        return spell_escape('n');
    case '\t':
        return spell_escape('t');
    case '\r':
        return spell_escape('r');
    case '"':
    case '\\':
        return spell_escape(text.bytes[0]);
    case '?':
        if (after_question)
            return spell_escape('?');
        break;
    }
    s.taken = us_utf8_decode(text, &point);
    s.columns = s.taken > 0 ? width_of(point) : 0;
    if (s.columns == 0)
        return spell_octal(text, s.taken > 0 ? s.taken : 1);
    memcpy(s.bytes, text.bytes, s.taken);
    return s;
}

/* How many bytes at the start of the text are spelled as themselves, one column each. */
static size_t plain_length(us_text text)
{
    size_t length = 0;

    while (length < text.length) {
        char c = text.bytes[length];

        if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '?')
            break;
        length++;
    }
    return length;
}

/* The start of `text` that goes into the next literal, at most `columns` wide: it ends with a line end,
 * or, when the rest does not fit, where JSON and prose may be parted, if that leaves it a third full. */
static us_text cut_literal(us_text text, size_t columns)
{
    size_t used = 0, at = 0, good = 0;

    if (text.length <= columns && plain_length(text) == text.length)
        return text; /* as most are */
    while (at < text.length) {
        bool after_question = at > 0 && text.bytes[at - 1] == '?';
        spelling s = spell(us_text_slice(text, at, text.length), after_question);
        char last = text.bytes[at + s.taken - 1];

        if (used + s.columns > columns)
            return us_text_slice(text, 0, good > 0 ? good : at);
        used += s.columns;
        at += s.taken;
        if (last == '\n')
            break;
        if (strchr(" ,:{[", last) && last != '\0' && used * 3 >= columns)
            good = at;
    }
    return us_text_slice(text, 0, at);
}

static void add_literal(us_buf *buf, us_text text)
{
    us_buf_add_byte(buf, '"');
    for (size_t at = 0; at < text.length;) {
        us_text rest = us_text_slice(text, at, text.length);
        size_t plain = plain_length(rest);
        spelling s;

        us_buf_add(buf, us_text_slice(rest, 0, plain));
        at += plain;
        if (at == text.length)
            break;
        s = spell(us_text_slice(text, at, text.length), at > 0 && text.bytes[at - 1] == '?');
        us_buf_add_string(buf, s.bytes);
        at += s.taken;
    }
    us_buf_add_byte(buf, '"');
}

bool out_literal(us_arena *arena, us_text text, unsigned columns, const char **literal)
{
    us_buf buf = us_buf_new(arena, text.length + 3);

    if (columns < 2 || cut_literal(text, columns - 2).length < text.length)
        return false;
    add_literal(&buf, text);
    *literal = us_buf_text(&buf).bytes;
    return true;
}

typedef struct
    macro { /* of understudy.h, and what it stands for around a literal of so many bytes */
    const char *opening, *before, *after;
} macro;

static const macro *macro_at_end(const char *opening)
{
    static const macro macros[] = {
        { "US_STRING_OF(", "{ ", " }" },
        { "US_KEY(", ".key = { ", " }" },
        { "US_STR(", "{ { ", " }, 1 }" },
        { "US_JSON(", "{ { ", " }, 0 }" },
    };

    for (size_t i = 0; i < sizeof(macros) / sizeof(macros[0]); i++) {
        if (us_text_ends(us_text_of(opening), us_text_of(macros[i].opening)))
            return &macros[i];
    }
    return NULL;
}

void out_text_to_run(us_buf *buf, const char *opening, us_text text, const char *closing)
{
    const macro *m = macro_at_end(opening);

    us_buf_add(buf, (us_text){ opening, strlen(opening) - (m ? strlen(m->opening) : 0) });
    if (m)
        us_buf_add_string(buf, m->before);
    add_literal(buf, text);
    if (m)
        us_buf_print(buf, ", %zu%s", text.length, m->after);
    us_buf_add_string(buf, closing + (m != NULL));
}

/* Where names are long there is always room for some characters, or the text would never end. */
#define LEAST_LITERAL 24

/* How wide a literal between the two may be. */
static size_t room_between(size_t start, const char *closing)
{
    size_t taken = start + 2 + strlen(closing);

    return taken + LEAST_LITERAL < OUT_COLUMNS ? OUT_COLUMNS - taken : LEAST_LITERAL;
}

static void write_literals(out *o, const char *opening, us_text text, const char *closing)
{
    size_t start = 4 * (size_t)o->indent + strlen(opening);
    size_t columns = room_between(start, closing);
    us_text rest = text;

    out_line(o, "%s", opening);
    o->buf.length--; /* the line goes on */
    for (;;) {
        us_text literal = cut_literal(rest, columns);

        add_literal(&o->buf, literal);
        rest = us_text_slice(rest, literal.length, rest.length);
        if (rest.length == 0)
            break;
        us_buf_print(&o->buf, "\n%*s", (int)start, "");
    }
    us_buf_print(&o->buf, "%s\n", closing);
}

void out_text(out *o, const char *opening, us_text text, const char *closing)
{
    if (!o->to_run) {
        write_literals(o, opening, text, closing);
        return;
    }
    out_text_to_run(&o->buf, opening, text, closing);
    us_buf_add_byte(&o->buf, '\n');
}

/* ---- Comments --------------------------------------------------------------------------------------- */

/* A space keeps apart what would mean something together: the marks of comments, and trigraphs. */
static bool means_something(char before, char after)
{
    return (before == '*' && after == '/') || (before == '/' && after == '*') ||
           (before == '?' && after == '?');
}

static void add_harmless(us_buf *buf, us_text text)
{
    char before = ' ';

    for (size_t at = 0; at < text.length;) {
        uint32_t point = 0;
        unsigned taken = us_utf8_decode(us_text_slice(text, at, text.length), &point);
        bool keep = taken > 0 && width_of(point) > 0;
        char byte = keep ? text.bytes[at] : ' ';

        if (means_something(before, byte))
            us_buf_add_byte(buf, ' ');
        if (keep)
            us_buf_add(buf, us_text_slice(text, at, at + taken));
        else if (before != ' ')
            us_buf_add_byte(buf, ' ');
        before = byte;
        at += taken > 0 ? taken : 1;
    }
}

/* At most `columns` wide; what is cut off leaves three dots. */
static us_text cut_remark(us_text text, size_t columns)
{
    size_t used = 0, fits = 0;

    for (size_t at = 0; at < text.length;) {
        uint32_t point = 0;

        at += us_utf8_decode(us_text_slice(text, at, text.length), &point);
        used += width_of(point);
        if (used + 3 <= columns)
            fits = at;
    }
    return used <= columns ? text : us_text_slice(text, 0, fits);
}

const char *out_remark(us_arena *arena, us_text text, unsigned columns)
{
    us_buf harmless = us_buf_new(arena, text.length + 8);
    us_text whole, cut;

    add_harmless(&harmless, text);
    whole = us_text_trim(us_buf_text(&harmless));
    while (us_text_ends(whole, US_TEXT("\\")))
        whole.length--;
    cut = cut_remark(whole, columns);
    return us_arena_print(arena, "%.*s%s", (int)cut.length, cut.bytes,
                          cut.length < whole.length ? "..." : "")
        .bytes;
}

void out_comment(out *o, const char *format, ...)
{
    us_buf buf;
    va_list arguments;

    if (o->to_run)
        return;
    buf = us_buf_new(o->buf.arena, 128);
    va_start(arguments, format);
    us_buf_vprint(&buf, format, arguments);
    va_end(arguments);
    out_line(o, "/* %s */",
             out_remark(o->buf.arena, us_buf_text(&buf), OUT_COLUMNS - 4 * o->indent - 6));
}

/* ---- Identifiers ------------------------------------------------------------------------------------ */

/* A capital starts a word after a small letter or digit, and before a small letter after a capital:
 * "agentRid" is agent, rid; "HTTPServer" is http, server. */
static bool starts_word(us_text text, size_t at)
{
    char before = at > 0 ? text.bytes[at - 1] : ' ';
    char after = at + 1 < text.length ? text.bytes[at + 1] : ' ';

    if (!us_is_upper(text.bytes[at]))
        return false;
    return us_is_lower(before) || us_is_digit(before) ||
           (us_is_upper(before) && us_is_lower(after));
}

static char in_case(char c, enum out_case letters)
{
    if (letters == OUT_UPPER && us_is_lower(c))
        return (char)(c - 'a' + 'A');
    if (letters == OUT_LOWER && us_is_upper(c))
        return (char)(c - 'A' + 'a');
    return c;
}

const char *out_identifier(us_arena *arena, us_text text, enum out_case letters, unsigned limit)
{
    us_buf buf = us_buf_new(arena, limit + 8);
    bool word_ended = false;

    for (size_t at = 0; at < text.length && buf.length < limit; at++) {
        char c = text.bytes[at];

        if (!us_is_word(c)) {
            word_ended = true;
            continue;
        }
        if (buf.length == 0 && us_is_digit(c))
            us_buf_add_string(&buf, letters == OUT_UPPER ? "N_" : "n_");
        else if (buf.length > 0 && (word_ended || starts_word(text, at)))
            us_buf_add_byte(&buf, '_');
        us_buf_add_byte(&buf, in_case(c, letters));
        word_ended = false;
    }
    if (buf.length == 0)
        us_buf_add_string(&buf, letters == OUT_UPPER ? "UNNAMED" : "unnamed");
    return us_buf_text(&buf).bytes;
}
