/* The grammar of a pattern (ECMA-262, 22.2.1), read by recursive descent and written for PCRE2. */
#include <assert.h>

#include "base/pattern_parts.h"

/* How deep groups may nest (PCRE2's own limit is 250), and the largest count that it knows. What is written
 * of repetitions in repetitions is limited, too: PCRE2 would refuse much less. */
enum { DEPTH = 200, LARGEST_COUNT = 65535, LARGEST_TOTAL = 1 << 24, LARGEST_OUT = 1 << 20 };

struct quantifier {
    size_t at;
    uint32_t least, most;
    bool lazy;
};

static bool read_alternatives(us_translation *t);

/* ---- Quantifiers ---- */

/* A decimal number, `*ahead` bytes from here. Above any count of characters it is unlimited. */
static bool peek_count(const us_translation *t, size_t *ahead, uint32_t *count)
{
    uint64_t value = 0;
    size_t first = *ahead;

    for (int byte; (byte = us_pattern_peek(t, *ahead)) >= '0' && byte <= '9'; ++*ahead)
        if (value < US_PATTERN_UNLIMITED)
            value = value * 10 + (uint64_t)(byte - '0');
    *count = value < US_PATTERN_UNLIMITED ? (uint32_t)value : US_PATTERN_UNLIMITED;
    return *ahead > first;
}

/* {n}, {n,} or {n,m}: its counts and its length. */
static bool peek_braces(const us_translation *t, struct quantifier *q, size_t *length)
{
    size_t ahead = 1;
    bool well = us_pattern_peek(t, 0) == '{' && peek_count(t, &ahead, &q->least);

    q->most = q->least;
    if (well && us_pattern_peek(t, ahead) == ',') {
        ahead++;
        if (!peek_count(t, &ahead, &q->most))
            q->most = US_PATTERN_UNLIMITED;
    }
    *length = ahead + 1;
    return well && us_pattern_peek(t, ahead) == '}';
}

static bool read_counts(us_translation *t, struct quantifier *q)
{
    int byte = us_pattern_peek(t, 0);
    size_t length;

    if (peek_braces(t, q, &length)) {
        q->at = t->at;
        if (q->least > q->most)
            return us_pattern_refuse(t, t->at, US_TEXT("the counts in {} are out of order"));
        t->at += length;
        return true;
    }
    *q = (struct quantifier){ .at = t->at, .least = 1, .most = 1 };
    if (byte != '*' && byte != '+' && byte != '?')
        return true;
    q->least = byte == '+';
    q->most = byte == '?' ? 1 : US_PATTERN_UNLIMITED;
    t->at++;
    return true;
}

static bool read_quantifier(us_translation *t, struct quantifier *q)
{
    if (!read_counts(t, q))
        return false;
    q->lazy = t->at > q->at && us_pattern_peek(t, 0) == '?';
    t->at += q->lazy;
    return true;
}

static void write_counts(us_translation *t, uint32_t least, uint32_t most, bool lazy)
{
    if (most == US_PATTERN_UNLIMITED)
        us_buf_print(&t->out, "{%u,}", least);
    else
        us_buf_print(&t->out, "{%u,%u}", least, most);
    if (lazy)
        us_buf_add_byte(&t->out, '?');
}

static bool too_large(uint32_t count)
{
    return count > LARGEST_COUNT && count != US_PATTERN_UNLIMITED;
}

/* Counts that PCRE2 does not know become a row of repetitions: x{1,70000} is x{1,65535}x{0,4465}. */
static bool write_quantifier(us_translation *t, const struct quantifier *q, size_t atom)
{
    us_text again =
        us_arena_copy(t->arena, us_text_slice(us_buf_text(&t->out), atom, t->out.length));
    uint32_t least = q->least, most = q->most;

    while (too_large(least) || too_large(most)) {
        uint32_t now = least < LARGEST_COUNT ? least : LARGEST_COUNT;
        uint32_t now_most = most == US_PATTERN_UNLIMITED ? now : LARGEST_COUNT;
        write_counts(t, now, now_most, q->lazy);
        us_buf_add(&t->out, again);
        if (t->out.length > LARGEST_OUT)
            return us_pattern_refuse(t, q->at,
                                     US_TEXT("the pattern with its repetitions is too large"));
        least -= now;
        most -= most == US_PATTERN_UNLIMITED ? 0 : now_most;
    }
    write_counts(t, least, most, q->lazy);
    return true;
}

/* The group x{2,900} as x(?1){1,899}, and x{0,900} as (?:x(?1){0,899})?. */
static bool write_calls(us_translation *t, const struct quantifier *q, size_t atom, uint32_t number)
{
    us_text group =
        us_arena_copy(t->arena, us_text_slice(us_buf_text(&t->out), atom, t->out.length));
    struct quantifier more = *q;

    more.least -= q->least > 0;
    more.most -= q->most != US_PATTERN_UNLIMITED;
    t->out.length = atom;
    us_buf_add_string(&t->out, "(?:");
    us_buf_add(&t->out, group);
    size_t call = t->out.length;
    us_buf_print(&t->out, "(?%u)", number);
    if (!write_quantifier(t, &more, call))
        return false;
    us_buf_add_string(&t->out, q->least > 0 ? ")" : ")?");
    return true;
}

/* What is repeated no times goes away, but its captures must be there to be counted: they stand in an
 * alternative that always fails. (Left to PCRE2 10.42, characters in x{0} can still be asked for.) */
static void write_never(us_translation *t, size_t atom, uint32_t captures)
{
    t->out.length = atom;
    if (captures == 0)
        return;
    us_buf_add_string(&t->out, "(?:|(?!)");
    while (captures-- > 0)
        us_buf_add_string(&t->out, "()");
    us_buf_add_byte(&t->out, ')');
}

/* A lookahead takes no character, so that to repeat it says nothing more (ECMA-262, Annex B, lets it be). */
static bool repeat_lookahead(us_translation *t, size_t atom, uint32_t group, uint32_t captures)
{
    struct quantifier q;

    if (!read_quantifier(t, &q))
        return false;
    if (t->at == q.at)
        return true;
    if (q.least == 0) {
        t->group[group].least = t->group[group].most = 0;
        write_never(t, atom, captures);
    }
    return us_pattern_let_pass(t, q.at, US_TEXT("there is nothing to repeat here"));
}

/* Reads what may follow the atom that was written from `atom` on. When it is a group, that is the
 * group of number `group`; otherwise there is no such group yet. `captures` stand in it. */
static bool repeat(us_translation *t, size_t atom, uint32_t group, uint32_t captures,
                   bool *may_be_empty)
{
    struct quantifier q;

    if (!read_quantifier(t, &q))
        return false;
    if (t->at == q.at)
        return true;
    bool split = too_large(q.least) || too_large(q.most);
    bool too_many =
        (q.least > LARGEST_TOTAL) || (q.most > LARGEST_TOTAL && q.most != US_PATTERN_UNLIMITED);
    if (!t->grammar_only && (too_many || (split && captures && !t->calls)))
        return us_pattern_refuse(t, q.at, US_TEXT("this count is too large"));
    if (t->groups > group) {
        t->group[group].least = q.least;
        t->group[group].most = q.most;
    }
    *may_be_empty |= q.least == 0;
    if (t->grammar_only)
        return true;
    bool copied = q.least > 1 || (q.most > 1 && q.most != US_PATTERN_UNLIMITED);
    if (t->calls && copied && t->groups > group)
        return write_calls(t, &q, atom, t->group[group].number);
    if (q.most > 0)
        return write_quantifier(t, &q, atom);
    write_never(t, atom, captures);
    return true;
}

/* ---- Groups ---- */

struct opening {
    const char *source, *out;
    enum us_group_kind kind;
};

/* The first that fits; a named group becomes a numbered one. */
static const struct opening openings[] = {
    { "(?:", "(?:", US_GROUP_PLAIN },        { "(?=", "(?=", US_GROUP_LOOKAHEAD },
    { "(?!", "(?!", US_GROUP_LOOKAHEAD },    { "(?<=", "(?<=", US_GROUP_LOOKBEHIND },
    { "(?<!", "(?<!", US_GROUP_LOOKBEHIND }, { "(?<", "(", US_GROUP_CAPTURE },
    { "(?", NULL, US_GROUP_PLAIN },          { "(", "(", US_GROUP_CAPTURE },
};

static const struct opening *opening_here(const us_translation *t)
{
    us_text rest = us_text_slice(t->source, t->at, t->source.length);
    const struct opening *opening = openings;

    while (!us_text_starts(rest, us_text_of(opening->source)))
        opening++;
    return opening;
}

/* Reads past the opening of a group, past the name if it has one, and makes the group. */
static bool open_group(us_translation *t)
{
    const struct opening *opening = opening_here(t);
    us_group *group = &t->group[t->groups];

    if (!opening->out)
        return us_pattern_refuse(t, t->at, US_TEXT("ECMA-262 has no group of this kind"));
    if (++t->depth > DEPTH)
        return us_pattern_refuse(t, t->at, US_TEXT("groups nest too deep"));
    *group = (us_group){ .kind = opening->kind, .parent = t->inside, .least = 1, .most = 1 };
    if (group->kind == US_GROUP_CAPTURE)
        group->capture = ++t->captures_read;
    assert(t->captures_read <= t->captures);
    t->at += us_text_of(opening->source).length;
    if (group->kind == US_GROUP_CAPTURE && opening->source[1]) /* named */
        t->at += t->name[group->capture].length + 1;
    if (t->calls && group->kind <= US_GROUP_CAPTURE)
        group->number = ++t->numbers;
    us_buf_add_string(&t->out, group->number ? "(" : opening->out);
    t->inside = t->groups++;
    return true;
}

static bool read_group(us_translation *t)
{
    size_t start = t->at;

    if (!open_group(t))
        return false;
    uint32_t group = t->inside;
    if (!read_alternatives(t))
        return false;
    if (us_pattern_peek(t, 0) != ')')
        return us_pattern_refuse(t, start, US_TEXT("this group is not closed"));
    t->at++;
    us_buf_add_byte(&t->out, ')');
    t->group[group].end = t->at;
    t->inside = t->group[group].parent;
    t->depth--;
    return true;
}

/* ---- Terms ---- */

static bool read_escaped_atom(us_translation *t, bool *may_be_empty)
{
    int letter = us_pattern_peek(t, 1);
    uint32_t point;

    if (us_pattern_at_set(t))
        return us_pattern_read_set(t, false);
    if ((letter >= '1' && letter <= '9') || letter == 'k') {
        *may_be_empty = true;
        return us_pattern_read_reference(t);
    }
    if (!us_pattern_read_escape(t, &point))
        return false;
    if (us_pattern_is_surrogate(point))
        us_pattern_write_nothing(t);
    else
        us_pattern_write_point(t, point);
    return true;
}

/* { } ] where they cannot be what they usually are. */
static bool read_lone_bracket(us_translation *t)
{
    static const struct {
        const char *message;
        char bracket;
    } lone[] = {
        { "a { that starts no count is written \\{", '{' },
        { "a } without a { is written \\}", '}' },
        { "a ] without a [ is written \\]", ']' },
    };
    struct quantifier q;
    size_t length, i = 0;
    uint32_t point;

    if (peek_braces(t, &q, &length))
        return us_pattern_refuse(t, t->at,
                                 US_TEXT("there is nothing to repeat here; a { itself is \\{"));
    while (lone[i].bracket != us_pattern_peek(t, 0))
        i++;
    if (!us_pattern_let_pass(t, t->at, us_text_of(lone[i].message)))
        return false;
    us_pattern_read_point(t, &point);
    us_pattern_write_point(t, point);
    return true;
}

/* What is left when groups and assertions are dealt with. */
static bool read_character_atom(us_translation *t, bool *may_be_empty)
{
    uint32_t point;

    switch (us_pattern_peek(t, 0)) {
    case '.':
        t->at++;
        us_buf_add_string(&t->out, "[^\\n\\r\\x{2028}\\x{2029}]");
        return true;
    case '[':
        return us_pattern_read_class(t);
    case '\\':
        return read_escaped_atom(t, may_be_empty);
    case '*':
    case '+':
    case '?':
        return us_pattern_refuse(t, t->at, US_TEXT("there is nothing to repeat here"));
    case '{':
    case '}':
    case ']':
        return read_lone_bracket(t);
    default:
        us_pattern_read_point(t, &point);
        us_pattern_write_point(t, point);
        return true;
    }
}

/* The length of ^ $ \b or \B here, or 0. They are spelled alike on both sides. */
static size_t assertion_length(const us_translation *t)
{
    int byte = us_pattern_peek(t, 0), next = us_pattern_peek(t, 1);

    if (byte == '^' || byte == '$')
        return 1;
    return byte == '\\' && (next == 'b' || next == 'B') ? 2 : 0;
}

/* How many groups PCRE2 counts so far. */
static uint32_t count_written(const us_translation *t)
{
    return t->calls ? t->numbers : t->captures_read;
}

/* An assertion, which nothing but a lookahead can repeat, or an atom and its quantifier. */
static bool read_term(us_translation *t, bool *may_be_empty)
{
    size_t atom = t->out.length, assertion = assertion_length(t);
    uint32_t groups = t->groups, captures = count_written(t);

    if (atom <= t->watched)
        t->blamed = t->at;
    *may_be_empty = assertion > 0;
    if (assertion) {
        us_buf_add(&t->out, us_text_slice(t->source, t->at, t->at + assertion));
        t->at += assertion;
        return true;
    }
    if (us_pattern_peek(t, 0) != '(') {
        if (!read_character_atom(t, may_be_empty))
            return false;
    } else {
        if (!read_group(t))
            return false;
        *may_be_empty = t->group[groups].may_be_empty;
        *may_be_empty |= t->group[groups].kind >= US_GROUP_LOOKAHEAD;
        if (t->group[groups].kind == US_GROUP_LOOKAHEAD)
            return repeat_lookahead(t, atom, groups, count_written(t) - captures);
        if (t->group[groups].kind == US_GROUP_LOOKBEHIND)
            return true;
    }
    return repeat(t, atom, groups, count_written(t) - captures, may_be_empty);
}

static bool at_end_of_terms(const us_translation *t)
{
    int byte = us_pattern_peek(t, 0);
    return byte < 0 || byte == '|' || byte == ')';
}

/* Up to the ) that closes the group that is open, or to the end. */
static bool read_alternatives(us_translation *t)
{
    uint32_t inside = t->inside;

    for (;;) {
        bool all_may_be_empty = true, may_be_empty;
        while (!at_end_of_terms(t)) {
            if (!read_term(t, &may_be_empty))
                return false;
            all_may_be_empty &= may_be_empty;
        }
        t->group[inside].may_be_empty |= all_may_be_empty;
        if (us_pattern_peek(t, 0) != '|')
            return true;
        t->group[inside].has_alternatives = true;
        us_buf_add_byte(&t->out, '|');
        t->at++;
    }
}

static size_t count_bytes(us_text text, char byte)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == byte;
    return count;
}

bool us_pattern_translate(us_translation *t)
{
    size_t groups = count_bytes(t->source, '(') + 1;

    t->out = us_buf_new(t->arena, t->source.length * 2);
    t->group = US_NEW_ARRAY(t->arena, us_group, groups);
    t->name = US_NEW_ARRAY(t->arena, us_text, groups);
    t->reference = US_NEW_ARRAY(t->arena, us_reference, count_bytes(t->source, '\\') + 1);
    t->groups = 1;
    t->group[0] = (us_group){ .least = 1, .most = 1 };
    if (!us_pattern_find_captures(t) || !read_alternatives(t))
        return false;
    if (us_pattern_peek(t, 0) == ')')
        return us_pattern_refuse(t, t->at, US_TEXT("there is no ( for this )"));
    return t->grammar_only || us_pattern_check_references(t);
}
