/* \p{…}: the property names of ECMA-262 to those of PCRE2. */
#include "base/pattern_parts.h"

struct names {
    us_text name, other;
};

static const struct names category[] = {
#define US_CATEGORY(name, other) { { name, sizeof name - 1 }, { other, sizeof other - 1 } },
#include "base/pattern_property.def"
#undef US_CATEGORY
};

static const struct names script[] = {
#define US_SCRIPT(name, other) { { name, sizeof name - 1 }, { other, sizeof other - 1 } },
#include "base/pattern_property.def"
#undef US_SCRIPT
};

static const struct names binary[] = {
#define US_BINARY(name, other) { { name, sizeof name - 1 }, { other, sizeof other - 1 } },
#include "base/pattern_property.def"
#undef US_BINARY
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The first name of the row that has `name`, or empty. */
static us_text look_up(const struct names *table, size_t rows, us_text name)
{
    for (size_t i = 0; i < rows; i++)
        if (us_text_equal(table[i].name, name) || us_text_equal(table[i].other, name))
            return table[i].name;
    return (us_text){ NULL, 0 };
}

static bool either(us_text text, us_text name, us_text alias)
{
    return us_text_equal(text, name) || us_text_equal(text, alias);
}

/* Writes the property unless `name` is empty (nobody knew it). */
static bool write_property(us_translation *t, bool negated, const char *prefix, us_text name)
{
    if (name.length)
        us_buf_print(&t->out, "\\%c{%s%.*s}", negated ? 'P' : 'p', prefix, (int)name.length,
                     name.bytes);
    return name.length;
}

/* A name without a value: a general category or a binary property. */
static bool write_lone(us_translation *t, bool negated, us_text name)
{
    if (us_text_equal(name, US_TEXT("Any")))
        return write_property(t, negated, "", name);
    if (us_text_equal(name, US_TEXT("Assigned"))) /* all but Cn */
        return write_property(t, !negated, "", US_TEXT("Cn"));
    return write_property(t, negated, "", look_up(category, COUNT(category), name)) ||
           write_property(t, negated, "", look_up(binary, COUNT(binary), name));
}

static bool write_pair(us_translation *t, bool negated, us_text name, us_text value)
{
    if (either(name, US_TEXT("General_Category"), US_TEXT("gc")))
        return write_property(t, negated, "", look_up(category, COUNT(category), value));
    if (either(name, US_TEXT("Script"), US_TEXT("sc")))
        return write_property(t, negated, "sc:", look_up(script, COUNT(script), value));
    if (either(name, US_TEXT("Script_Extensions"), US_TEXT("scx")))
        return write_property(t, negated, "scx:", look_up(script, COUNT(script), value));
    return false;
}

bool us_pattern_read_property(us_translation *t)
{
    us_text rest = us_text_slice(t->source, t->at + 3, t->source.length);
    size_t end = us_text_find(rest, '}');
    bool negated = us_pattern_peek(t, 1) == 'P';

    if (us_pattern_peek(t, 2) != '{' || end == rest.length)
        return us_pattern_refuse(t, t->at, US_TEXT("a property in braces is expected after \\p"));
    us_text whole = us_text_slice(rest, 0, end);
    size_t sign = us_text_find(whole, '=');
    us_text name = us_text_slice(whole, 0, sign), value = us_text_slice(whole, sign + 1, end);
    bool known =
        sign < whole.length ? write_pair(t, negated, name, value) : write_lone(t, negated, name);
    if (!known)
        return us_pattern_refuse(t, t->at, US_TEXT("this Unicode property is not known"));
    t->at += 3 + end + 1;
    return true;
}
