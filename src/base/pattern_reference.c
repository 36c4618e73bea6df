/* Back-references, which PCRE2 and ECMA-262 do not always see alike.
 *
 * ECMA-262 forgets what the groups inside a repetition captured at the start of each round, gives up
 * a round of an optional repetition that took no character, and matches a lookbehind backwards
 * (22.2.2.3.1, RepeatMatcher, and 22.2.2.4). PCRE2 does none of it. Only a back-reference can tell,
 * so a pattern is refused when one of its references could. */
#include "base/pattern_parts.h"
#include "base/utf8.h"

static bool is_name_byte(int byte, bool first)
{
    if (byte >= '0' && byte <= '9')
        return !first;
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           byte == '$' || byte >= 0x80;
}

/* The name at `from`, up to the > that ends it; empty when it is none. */
static us_text name_at(const us_translation *t, size_t from)
{
    us_text rest = us_text_slice(t->source, from, t->source.length);
    us_text name = us_text_slice(rest, 0, us_text_find(rest, '>'));

    for (size_t i = 0; i < name.length; i++)
        if (!is_name_byte((unsigned char)name.bytes[i], i == 0))
            return (us_text){ NULL, 0 };
    return name.length < rest.length ? name : (us_text){ NULL, 0 };
}

/* The number of the group of that name, or 0. */
static uint32_t capture_named(const us_translation *t, us_text name)
{
    for (uint32_t i = 1; i <= t->captures; i++)
        if (us_text_equal(t->name[i], name))
            return i;
    return 0;
}

static bool add_capture(us_translation *t, us_text name)
{
    if (name.length && capture_named(t, name))
        return us_pattern_refuse(t, (size_t)(name.bytes - t->source.bytes),
                                 US_TEXT("two groups are called the same"));
    t->name[++t->captures] = name;
    return true;
}

/* A group opens at t->at. */
static bool find_capture(us_translation *t)
{
    if (us_pattern_peek(t, 1) != '?')
        return add_capture(t, (us_text){ NULL, 0 });
    int third = us_pattern_peek(t, 3);
    if (us_pattern_peek(t, 2) != '<' || third == '=' || third == '!')
        return true;
    us_text name = name_at(t, t->at + 3);
    if (name.length == 0)
        return us_pattern_refuse(t, t->at + 3,
                                 US_TEXT("a group name holds letters, digits, $ and _ only"));
    return add_capture(t, name);
}

bool us_pattern_find_captures(us_translation *t)
{
    bool in_class = false, found = true;

    for (t->at = 0; found && t->at < t->source.length; t->at++) {
        switch (t->source.bytes[t->at]) {
        case '\\':
            t->at++;
            break;
        case '[':
            in_class = true;
            break;
        case ']':
            in_class = false;
            break;
        case '(':
            found = in_class || find_capture(t);
            break;
        }
    }
    t->at = 0;
    return found;
}

/* \k<name>, at the backslash. */
static bool read_name(us_translation *t, uint32_t *capture)
{
    us_text name = { NULL, 0 };

    if (us_pattern_peek(t, 2) == '<')
        name = name_at(t, t->at + 3);
    *capture = name.length ? capture_named(t, name) : 0;
    if (!*capture)
        return us_pattern_refuse(t, t->at, US_TEXT("the name of a group is expected after \\k"));
    t->at += 3 + name.length + 1;
    return true;
}

/* \1, at the backslash. */
static bool read_number(us_translation *t, uint32_t *capture)
{
    size_t ahead = 1;

    *capture = 0;
    for (int byte; (byte = us_pattern_peek(t, ahead)) >= '0' && byte <= '9'; ahead++)
        if (*capture <= t->captures)
            *capture = *capture * 10 + (uint32_t)(byte - '0');
    if (*capture > t->captures)
        return us_pattern_refuse(t, t->at, US_TEXT("there is no group of this number"));
    t->at += ahead;
    return true;
}

bool us_pattern_read_reference(us_translation *t)
{
    us_reference *reference = &t->reference[t->references];

    *reference = (us_reference){ .at = t->at, .group = t->inside };
    bool read = us_pattern_peek(t, 1) == 'k' ? read_name(t, &reference->capture)
                                             : read_number(t, &reference->capture);
    if (!read)
        return false;
    t->references++;
    /* In parentheses: the JIT of PCRE2 10.42 fails a repeated reference to a group that is not set. */
    us_buf_print(&t->out, "(?:\\g{%u})", (unsigned)reference->capture);
    return true;
}

static uint32_t group_of(const us_translation *t, uint32_t capture)
{
    uint32_t i = 1;

    while (t->group[i].capture != capture)
        i++;
    return i;
}

static bool stands_in(const us_translation *t, uint32_t group, uint32_t outer)
{
    while (group > outer) /* a group is numbered after the one it stands in */
        group = t->group[group].parent;
    return group == outer;
}

static bool in_lookbehind(const us_translation *t, uint32_t group)
{
    for (; group; group = t->group[group].parent)
        if (t->group[group].kind == US_GROUP_LOOKBEHIND)
            return true;
    return false;
}

/* A lookahead settles on the first way it matches. Where an optional round can be empty, the first
 * way is another one here and there. */
static bool settles_alike(const us_translation *t, uint32_t lookahead)
{
    for (uint32_t i = 1; i < t->groups; i++) {
        const us_group *group = &t->group[i];
        if (group->least != group->most && group->may_be_empty && stands_in(t, i, lookahead))
            return false;
    }
    return true;
}

/* Walks from the group that is referred to outwards, through everything that repeats it. */
static bool sees_alike(const us_translation *t, const us_reference *reference)
{
    uint32_t target = group_of(t, reference->capture);
    bool may_be_skipped = false, in_lookahead = false;

    if (in_lookbehind(t, reference->group) || in_lookbehind(t, target))
        return false;
    for (uint32_t i = target; i; i = t->group[i].parent) {
        const us_group *group = &t->group[i];
        bool repeated = group->least != 1 || group->most != 1;
        if (repeated && in_lookahead)
            return false;
        /* A later round must capture anew, before the reference, and not by an empty match. */
        if (group->most > 1 &&
            (may_be_skipped || group->may_be_empty || reference->at < t->group[target].end))
            return false;
        if (group->kind == US_GROUP_LOOKAHEAD && !settles_alike(t, i))
            return false;
        in_lookahead |= group->kind == US_GROUP_LOOKAHEAD;
        may_be_skipped |= group->least == 0 || t->group[group->parent].has_alternatives;
    }
    return true;
}

bool us_pattern_check_references(us_translation *t)
{
    for (uint32_t i = 0; i < t->references; i++)
        if (!sees_alike(t, &t->reference[i]))
            return us_pattern_refuse(
                t, t->reference[i].at,
                US_TEXT("a back-reference to a group in a repetition or lookbehind is not "
                        "supported here"));
    return true;
}
