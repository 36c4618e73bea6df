/* Classes such as [a-z\d], and the escapes that stand for a set of characters.
 *
 * \d and \w are ASCII in both worlds. \s is wider in ECMA-262: its white space and line ends are all
 * of Unicode's space separators and the byte order mark, so the set is written out. */
#include "base/pattern_parts.h"

/* ECMA-262, 12.2 and 12.3. The complement is spelled out too, as there is no other way to write a
 * negated set into a class. */
#define SPACE                                                                                      \
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"  \
    "\\x{3000}\\x{feff}"
#define NOT_SPACE                                                                                  \
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"               \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"                 \
    "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

/* One side of a range, or a whole set. */
struct atom {
    bool is_set; /* already written */
    uint32_t point;
    size_t at;
};

bool us_pattern_at_set(const us_translation *t)
{
    if (us_pattern_peek(t, 0) != '\\')
        return false;
    switch (us_pattern_peek(t, 1)) {
    case 'd':
    case 'D':
    case 's':
    case 'S':
    case 'w':
    case 'W':
    case 'p':
    case 'P':
        return true;
    default:
        return false;
    }
}

bool us_pattern_read_set(us_translation *t, bool in_class)
{
    int letter = us_pattern_peek(t, 1);

    if (letter == 'p' || letter == 'P')
        return us_pattern_read_property(t);
    t->at += 2;
    if (letter != 's' && letter != 'S')
        us_buf_print(&t->out, "\\%c", letter);
    else if (in_class)
        us_buf_add_string(&t->out, letter == 's' ? SPACE : NOT_SPACE);
    else
        us_buf_add_string(&t->out, letter == 's' ? "[" SPACE "]" : "[^" SPACE "]");
    return true;
}

void us_pattern_write_nothing(us_translation *t)
{
    us_buf_add_string(&t->out, "[^\\x{0}-\\x{10ffff}]");
}

/* Writes from-to without the surrogates between them; true when anything is left. */
static bool write_range(us_translation *t, uint32_t from, uint32_t to)
{
    if (us_pattern_is_surrogate(from))
        from = 0xE000;
    if (us_pattern_is_surrogate(to))
        to = 0xD7FF;
    if (from > to)
        return false;
    us_pattern_write_point(t, from);
    if (from != to) {
        us_buf_add_byte(&t->out, '-');
        us_pattern_write_point(t, to);
    }
    return true;
}

static bool read_atom(us_translation *t, struct atom *atom)
{
    *atom = (struct atom){ .is_set = us_pattern_at_set(t), .at = t->at };
    if (atom->is_set)
        return us_pattern_read_set(t, true);
    if (us_pattern_peek(t, 0) != '\\')
        return us_pattern_read_point(t, &atom->point);
    if (us_pattern_peek(t, 1) == 'b') {
        atom->point = '\b';
        t->at += 2;
        return true;
    }
    return us_pattern_read_escape(t, &atom->point);
}

/* Reads an atom, or two with a hyphen between them. A hyphen beside a set is itself, as without the u
 * flag, which makes an error of it: [\w-.] is frequent in specs and means nothing else anywhere. */
static bool read_item(us_translation *t, bool *any)
{
    struct atom from, to;

    if (!read_atom(t, &from))
        return false;
    bool range =
        us_pattern_peek(t, 0) == '-' && us_pattern_peek(t, 1) >= 0 && us_pattern_peek(t, 1) != ']';
    if (!range) {
        if (from.is_set || write_range(t, from.point, from.point))
            *any = true;
        return true;
    }
    t->at++;
    if (!read_atom(t, &to))
        return false;
    if (from.is_set || to.is_set) {
        if (!from.is_set)
            write_range(t, from.point, from.point);
        us_pattern_write_point(t, '-');
        if (!to.is_set)
            write_range(t, to.point, to.point);
        return *any = true;
    }
    if (from.point > to.point)
        return us_pattern_refuse(t, from.at, US_TEXT("this range of a class is out of order"));
    *any |= write_range(t, from.point, to.point);
    return true;
}

bool us_pattern_read_class(us_translation *t)
{
    size_t start = t->at, written = t->out.length;
    bool negated = us_pattern_peek(t, 1) == '^', any = false;

    t->at += 1 + negated;
    us_buf_add_string(&t->out, negated ? "[^" : "[");
    while (us_pattern_peek(t, 0) != ']') {
        if (us_pattern_peek(t, 0) < 0)
            return us_pattern_refuse(t, start, US_TEXT("this class is not closed"));
        if (!read_item(t, &any))
            return false;
    }
    t->at++;
    us_buf_add_byte(&t->out, ']');
    if (any)
        return true;
    t->out.length = written; /* PCRE2 has no empty class */
    if (negated)
        us_buf_add_string(&t->out, "[\\x{0}-\\x{10ffff}]");
    else
        us_pattern_write_nothing(t);
    return true;
}
