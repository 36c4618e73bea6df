/* From the translated pattern to steps, by recursive descent.
 *
 * The translation is regular: punctuation that stands for itself is escaped, every count is {n,m} or {n,},
 * sets are spelled out. What is repeated is read once for each repetition, so the steps and the work are
 * limited, and whoever goes over the limit, or meets what has no steps, ends the reading as unfit. */
#include "base/pattern_automaton.h"

/* How many atoms are read, repetitions included. */
enum { WORK = 4096 };

struct reader {
    us_text text;
    size_t at;
    us_steps *steps;
    unsigned work;
    unsigned
        more; /* of a sketch: how many repetitions there are at most beyond the least; else 0 */
    bool unfit;
};

static void read_alternatives(struct reader *r);

static int peek(const struct reader *r, size_t ahead)
{
    return ahead < r->text.length - r->at ? (unsigned char)r->text.bytes[r->at + ahead] : -1;
}

static bool take(struct reader *r, const char *word)
{
    size_t length = strlen(word);

    if (!us_text_starts(us_text_slice(r->text, r->at, r->text.length), us_text_of(word)))
        return false;
    r->at += length;
    return true;
}

/* Adds a step that leads to the next one; its number. */
static unsigned add(struct reader *r, enum us_step_kind kind)
{
    us_steps *steps = r->steps;

    if (steps->count == US_STEPS - 1) {
        r->unfit = true;
        return steps->count;
    }
    steps->step[steps->count] =
        (us_step){ .kind = kind, .to = steps->count + 1, .other = US_STEP_NONE };
    return steps->count++;
}

/* Steps that all lead to the same place, which is not there yet, are a chain through `other`. */
static unsigned add_to_chain(struct reader *r, unsigned chain)
{
    unsigned fork = add(r, US_STEP_FORK);

    r->steps->step[fork].other = chain;
    return fork;
}

static void lead_here(struct reader *r, unsigned chain)
{
    while (chain != US_STEP_NONE && !r->unfit) {
        us_step *step = &r->steps->step[chain];

        chain = step->other;
        step->other = r->steps->count;
    }
}

/* ---- Sets ---- */

static void add_range(us_ascii_set *set, uint32_t from, uint32_t to)
{
    for (uint32_t point = from; point <= to && point < 128; point++)
        set->half[point >> 6] |= UINT64_C(1) << (point & 63);
}

static void invert(us_ascii_set *set)
{
    set->half[0] = ~set->half[0];
    set->half[1] = ~set->half[1];
}

/* \d \w and their complements. */
static us_ascii_set named_set(int letter)
{
    us_ascii_set set = { { 0 } };

    add_range(&set, '0', '9');
    if (letter == 'w' || letter == 'W') {
        add_range(&set, 'A', 'Z');
        add_range(&set, 'a', 'z');
        add_range(&set, '_', '_');
    }
    if (letter == 'D' || letter == 'W')
        invert(&set);
    return set;
}

/* The H of \x{H}. */
static uint32_t read_hex(struct reader *r)
{
    uint32_t point = 0;

    for (; peek(r, 0) >= 0 && peek(r, 0) != '}'; r->at++) {
        int digit = peek(r, 0);

        point = point << 4 | (uint32_t)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    r->unfit |= !take(r, "}");
    return point;
}

static bool is_alphanumeric(int byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* What of ASCII has the Unicode property, as far as a sketch has to know it. */
static us_ascii_set property_set(struct reader *r, us_text name)
{
    static const struct {
        const char *name, *ranges; /* first and last, pair by pair */
    } known[] = {
        { "Lu", "AZ" },
        { "Uppercase", "AZ" },
        { "Ll", "az" },
        { "Lowercase", "az" },
        { "L", "AZaz" },
        { "LC", "AZaz" },
        { "Alphabetic", "AZaz" },
        { "N", "09" },
        { "Nd", "09" },
        { "Z", "  " },
        { "Zs", "  " },
        { "White_Space", "  " },
        { "P", "!#%*,/:;?@[]__{{}}" },
        { "Pd", "--" },
        { "Pc", "__" },
        { "Ps", "(([[{{" },
        { "Pe", "))]]}}" },
        { "Po", "!#%\'**,,./:;?@" },
        { "S", "$$++<>^^``||~~" },
        { "Sc", "$$" },
        { "Sm", "++<>||~~" },
        { "Sk", "^^``" },
        { "Any", "\x01\x7F" },
        { "ASCII", "\x01\x7F" },
    };
    us_ascii_set set = { { 0 } };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!us_text_equal(name, us_text_of(known[i].name)))
            continue;
        for (const char *range = known[i].ranges; *range; range += 2)
            add_range(&set, (uint32_t)range[0], (uint32_t)range[1]);
        return set;
    }
    r->unfit = true;
    return set;
}

/* Behind \p or \P: {Lu}. */
static us_ascii_set read_property(struct reader *r, bool negated)
{
    us_text rest;
    us_ascii_set set;

    r->unfit |= r->more == 0 || !take(r, "{"); /* what is above ASCII counts, but for a sketch */
    rest = us_text_slice(r->text, r->at, r->text.length);
    rest = us_text_slice(rest, 0, us_text_find(rest, '}'));
    r->at += rest.length;
    r->unfit |= !take(r, "}");
    set = property_set(r, rest);
    for (unsigned i = 0; negated && i < 2; i++)
        set.half[i] = ~set.half[i];
    return set;
}

/* One character, or *set and true. Only ASCII and what is above it are told apart. */
static bool read_character(struct reader *r, uint32_t *point, us_ascii_set *set)
{
    int byte = peek(r, 0);

    r->at += byte >= 0;
    *point = (uint32_t)byte;
    if (byte != '\\')
        return false;
    if (take(r, "x{")) {
        *point = read_hex(r);
        return false;
    }
    byte = peek(r, 0);
    r->at += byte >= 0;
    *point = byte == 'n' ? '\n' : byte == 'r' ? '\r' : (uint32_t)byte;
    if (byte == 'd' || byte == 'D' || byte == 'w' || byte == 'W') {
        *set = named_set(byte);
        return true;
    }
    if (byte == 'p' || byte == 'P') {
        *set = read_property(r, byte == 'P');
        return true;
    }
    r->unfit |= byte < 0 || (is_alphanumeric(byte) && byte != 'n' && byte != 'r');
    return false;
}

static void read_item(struct reader *r, us_ascii_set *set)
{
    us_ascii_set named;
    uint32_t from, to;

    if (read_character(r, &from, &named)) {
        set->half[0] |= named.half[0];
        set->half[1] |= named.half[1];
        return;
    }
    to = from;
    if (take(r, "-"))
        r->unfit |= read_character(r, &to, &named);
    add_range(set, from, to);
}

static us_ascii_set read_class(struct reader *r)
{
    us_ascii_set set = { { 0 } };
    bool negated = take(r, "^");

    while (!r->unfit && peek(r, 0) != ']') {
        r->unfit |= peek(r, 0) < 0;
        read_item(r, &set);
    }
    take(r, "]");
    if (negated)
        invert(&set);
    return set;
}

/* ---- Terms ---- */

static bool take_assertion(struct reader *r)
{
    return take(r, "(?=") || take(r, "(?!") || take(r, "(?<=") || take(r, "(?<!");
}

/* A sketch leaves out what only looks around. */
static void skip_assertion(struct reader *r)
{
    unsigned first = r->steps->count;

    read_alternatives(r);
    r->steps->count = first;
    r->unfit |= !take(r, ")");
}

static void read_group(struct reader *r)
{
    if (r->more > 0 && take_assertion(r)) {
        skip_assertion(r);
        return;
    }
    if (!take(r, "(?:")) {
        take(r, "(");
        r->unfit |= peek(r, 0) == '?'; /* a lookahead or lookbehind */
    }
    if (!r->unfit)
        read_alternatives(r);
    r->unfit |= !take(r, ")");
}

static void read_set(struct reader *r)
{
    us_ascii_set set = { { 0 } };
    uint32_t point;

    if (take(r, "["))
        set = read_class(r);
    else if (!read_character(r, &point, &set))
        add_range(&set, point, point);
    r->steps->step[add(r, US_STEP_SET)].set = set;
}

static void read_atom(struct reader *r)
{
    r->unfit |= ++r->work > WORK;
    if (r->unfit)
        return;
    if (take(r, "^"))
        add(r, US_STEP_START);
    else if (take(r, "$"))
        add(r, US_STEP_END);
    else if (peek(r, 0) == '(')
        read_group(r);
    else if (r->more == 0 || (!take(r, "\\b") && !take(r, "\\B")))
        read_set(r);
}

static uint32_t read_count(struct reader *r)
{
    uint32_t count = 0;

    for (; peek(r, 0) >= '0' && peek(r, 0) <= '9'; r->at++)
        if (count <= US_STEPS)
            count = count * 10 + (uint32_t)(peek(r, 0) - '0');
    return count;
}

static void repeat_atom(struct reader *r, size_t atom, uint32_t count)
{
    for (uint32_t i = 0; i < count && !r->unfit; i++) {
        r->at = atom;
        read_atom(r);
    }
}

/* As often as one likes. */
static void repeat_without_end(struct reader *r, size_t atom)
{
    unsigned fork = add(r, US_STEP_FORK), back;

    repeat_atom(r, atom, 1);
    back = add(r, US_STEP_FORK);
    r->steps->step[back].to = fork;
    r->steps->step[fork].other = r->steps->count;
}

static void repeat_or_leave(struct reader *r, size_t atom, uint32_t count)
{
    unsigned leaving = US_STEP_NONE;

    for (uint32_t i = 0; i < count && !r->unfit; i++) {
        leaving = add_to_chain(r, leaving);
        repeat_atom(r, atom, 1);
    }
    lead_here(r, leaving);
}

/* An atom with its count. Whether a count is lazy makes no difference to whether a text matches. */
static void read_term(struct reader *r)
{
    size_t atom = r->at, end;
    unsigned first = r->steps->count;

    read_atom(r);
    if (r->unfit || !take(r, "{"))
        return;
    r->steps->count = first;
    uint32_t least = read_count(r);
    take(r, ",");
    bool unlimited = peek(r, 0) == '}';
    uint32_t most = read_count(r);
    take(r, "}");
    take(r, "?");
    end = r->at;
    repeat_atom(r, atom, least);
    most -= least;
    if (unlimited)
        repeat_without_end(r, atom);
    else
        repeat_or_leave(r, atom, r->more > 0 && most > r->more ? r->more : most);
    r->at = end;
}

static void read_terms(struct reader *r)
{
    while (!r->unfit && peek(r, 0) >= 0 && peek(r, 0) != '|' && peek(r, 0) != ')')
        read_term(r);
}

/* A fork before each alternative, to the next one; a fork behind each but the last, out of them. */
static void read_alternatives(struct reader *r)
{
    unsigned leaving = US_STEP_NONE, fork = add(r, US_STEP_FORK);

    read_terms(r);
    while (!r->unfit && take(r, "|")) {
        leaving = add_to_chain(r, leaving);
        r->steps->step[leaving].to = US_STEP_NONE;
        r->steps->step[fork].other = r->steps->count;
        fork = add(r, US_STEP_FORK);
        read_terms(r);
    }
    lead_here(r, leaving);
}

/* ---- The whole ---- */

static us_steps *begin(struct reader *r, us_steps *condition)
{
    r->steps = condition;
    condition->count = 0;
    condition->unwanted = false;
    return condition;
}

/* (?=…) or (?!…) behind the leading ^ is a condition of its own. */
static unsigned read_lookaheads(struct reader *r, us_steps *conditions)
{
    unsigned count = 0;

    while (!r->unfit && count < US_CONDITIONS - 1) {
        bool unwanted = take(r, "(?!");

        if (!unwanted && !take(r, "(?="))
            break;
        begin(r, &conditions[count++])->unwanted = unwanted;
        add(r, US_STEP_START);
        read_alternatives(r);
        add(r, US_STEP_MATCH);
        r->unfit |= !take(r, ")");
    }
    return count;
}

unsigned us_steps_read(us_text translated, us_steps conditions[US_CONDITIONS])
{
    struct reader r = { .text = translated };
    unsigned count = 0;

    if (take(&r, "^"))
        count = read_lookaheads(&r, conditions);
    begin(&r, &conditions[count]);
    if (count) {
        add(&r, US_STEP_START);
        read_terms(&r);
    } else {
        r.at = 0;
        read_alternatives(&r);
    }
    add(&r, US_STEP_MATCH);
    return r.unfit || r.at < translated.length ? 0 : count + 1;
}

bool us_steps_sketch(us_text translated, unsigned more, us_steps *steps)
{
    struct reader r = { .text = translated, .more = more };

    begin(&r, steps);
    read_alternatives(&r);
    add(&r, US_STEP_MATCH);
    return !r.unfit && r.at == translated.length;
}
