/* Strings: what the pattern asks for, what the format looks like, or the word "string" in the right
 * length. */
#include "runtime/make_inside.h"

#include "base/utf8.h"

/* No string of examples is longer, whatever the schema asks for. */
enum { LENGTH_MOST = 100000, CANDIDATES = 8 };

typedef struct wanted {
    us_maker *mk;
    const us_goal *goal;
    unsigned least, most;
    us_text candidate[CANDIDATES];
    unsigned candidates;
} wanted;

static bool matches_patterns(const wanted *w, us_text text)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(w->goal, US_ASKS_PATTERN, rule));)
        if (us_pattern_match(w->mk->making->pattern[rule->count], text) != US_MATCH)
            return false;
    return true;
}

static void propose(wanted *w, us_text text)
{
    size_t length = text.bytes ? us_utf8_count(text) : 0;

    if (text.bytes && w->candidates < CANDIDATES && length >= w->least && length <= w->most &&
        matches_patterns(w, text))
        w->candidate[w->candidates++] = text;
}

static void propose_formats(wanted *w)
{
    for (const us_rule *rule = NULL; (rule = us_goal_rule(w->goal, US_ASKS_FORMAT, rule));) {
        propose(w, w->mk->seed ? us_make_random_sample(w->mk, rule->text)
                               : us_make_sample(w->mk->arena, rule->text, w->mk->variety));
        if (w->candidates == 0 && w->least > 0)
            propose(w, us_make_long_sample(w->mk->arena, rule->text, w->least, w->most));
        if (w->candidates == 0)
            propose(w, us_make_short_sample(rule->text));
    }
}

static void propose_patterns(wanted *w)
{
    us_sample_wish wish = { .least = w->least, .most = w->most, .variety = w->mk->variety };

    if (w->mk->seed) {
        wish.variety = (unsigned)us_make_draw(w->mk, US_FORK_SPELLING);
        wish.wild = true;
    }

    for (const us_rule *rule = NULL; (rule = us_goal_rule(w->goal, US_ASKS_PATTERN, rule));)
        propose(w, us_pattern_sample(w->mk->arena, w->mk->making->pattern[rule->count], &wish));
}

/* "string", "stringst" or "str", and where it must differ from others "string2". */
static us_text word(const wanted *w)
{
    us_buf text = us_buf_new(w->mk->arena, w->least + 16);

    us_buf_add_string(&text, "string");
    if (w->mk->variety > 0)
        us_buf_print(&text, "%u", w->mk->variety + 1);
    while (text.length < w->least)
        us_buf_add_byte(&text, "string"[text.length % 6]);
    if (text.length <= w->most)
        return us_buf_text(&text);
    if (w->mk->variety == 0)
        return us_text_slice(us_buf_text(&text), 0, w->most);
    return us_text_slice(us_buf_text(&text), text.length - w->most, text.length);
}

/* What has to be text in base64 is some text in base64. */
static void propose_encoded(wanted *w, const us_rule *like)
{
    us_text text = w->mk->seed ? us_make_likely(w->mk, like) : word(w);

    propose(w, us_make_encoded(w->mk, w->goal, text));
}

/* What patterns that have no sample often let pass. */
static void propose_common(wanted *w)
{
    static const char *const common[] = {
        "a",
        "A",
        "1",
        "abc",
        "ABC",
        "Abc1",
        "en",
        "en-US",
        "US",
        "USD",
        "1.0.0",
        "2019-08-24",
        "a-b",
        "a_b",
        "a b",
        "/a",
        "a/b",
        "a.b",
        "a:b",
        "a@b.example",
        "12345",
        "+12125550123",
        "0123456789abcdef",
        "https://example.com/",
        "d290f1ee-6c54-4b01-90e6-d701748f0851",
    };

    if (!us_goal_rule(w->goal, US_ASKS_PATTERN, NULL))
        return;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        propose(w, us_text_of(common[i]));
}

/* `not` says what a text may not be, of which a shape knows nothing. */
static us_text other_word(const wanted *w)
{
    static const char *const words[] = { NULL, "text", "a", "1", "A", "" };
    unsigned way = us_make_fork(w->mk, US_FORK_WORD, NULL, sizeof words / sizeof *words);
    us_text text = words[way] ? us_text_of(words[way]) : w->candidate[0];

    return text.length >= w->least && text.length <= w->most ? text : w->candidate[0];
}

us_text us_make_text(us_maker *mk, const us_goal *goal)
{
    wanted w = { .mk = mk, .goal = goal };
    const us_rule *like = us_goal_rule(goal, US_ASKS_LIKE, NULL);

    w.least = us_goal_most(goal, US_ASKS_MIN_LENGTH, 0);
    w.most = us_goal_least(goal, US_ASKS_MAX_LENGTH, LENGTH_MOST);
    if (w.least > LENGTH_MOST) {
        us_make_stop(mk);
        return US_TEXT("");
    }
    propose_encoded(&w, like);
    propose_formats(&w);
    propose_patterns(&w);
    if (mk->seed && (like || w.candidates == 0))
        propose(&w, us_make_likely(mk, like));
    propose(&w, word(&w));
    propose_common(&w);
    if (w.candidates == 0)
        return word(&w); /* the checker will say what is wrong with it */
    if (!mk->seed && w.candidates == 1)
        return other_word(&w);
    return w.candidate[us_make_fork(mk, US_FORK_SPELLING, NULL, w.candidates)];
}

void us_make_string(us_maker *mk, const us_goal *goal)
{
    bool holds = us_goal_holds_json(mk, goal);

    us_json_write_string(&mk->out, holds ? us_make_held(mk, goal) : us_make_text(mk, goal));
}

/* ---- For the variant chooser ---- */

/* No text at a bound is longer. */
enum { BOUND_MOST = 65536 };

/* Accents, wide characters, one beyond the basic plane, one that joins what is before it, and right to left. */
static const char scripts[] = "Z\xC3\xBCrich \xE6\x9D\xB1\xE4\xBA\xAC \xF0\x9F\x99\x82 e\xCC\x81 "
                              "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D";

/* The first `count` characters of the text, over and over. */
static us_text repeat(us_arena *arena, us_text text, size_t count)
{
    us_buf out = us_buf_new(arena, count + 4);
    us_text rest = text;
    uint32_t point;

    for (size_t i = 0; i < count; i++) {
        unsigned length;

        if (rest.length == 0)
            rest = text;
        length = us_utf8_decode(rest, &point);
        us_buf_add(&out, us_text_slice(rest, 0, length));
        rest = us_text_slice(rest, length, rest.length);
    }
    return us_buf_text(&out);
}

/* A text of that length that the patterns let pass; bytes NULL: none was found. */
static us_text of_length(const wanted *w, size_t length)
{
    const us_rule *pattern = us_goal_rule(w->goal, US_ASKS_PATTERN, NULL);
    us_sample_wish wish = { .least = length, .most = length };
    us_text text = { NULL, 0 };

    if (pattern)
        text = us_pattern_sample(w->mk->arena, w->mk->making->pattern[pattern->count], &wish);
    if (!text.bytes)
        text = repeat(w->mk->arena, US_TEXT("string"), length);
    return matches_patterns(w, text) ? text : (us_text){ NULL, 0 };
}

static void add_text(const wanted *w, us_ways *ways, us_text what, us_text text)
{
    us_buf value;

    if (!text.bytes || !matches_patterns(w, text))
        return;
    value = us_buf_new(w->mk->arena, text.length + 16);
    us_json_write_string(&value, text);
    us_ways_add(ways, what)->value = us_buf_text(&value);
}

static void add_length(const wanted *w, us_ways *ways, unsigned length, const char *note)
{
    us_text what = length == 0 ? US_TEXT("is an empty string")
                               : us_arena_print(w->mk->arena, "is %u character%s long%s", length,
                                                length == 1 ? "" : "s", note);

    add_text(w, ways, what, of_length(w, length));
}

static void add_unicode(const wanted *w, us_ways *ways)
{
    us_text text = us_text_of(scripts);
    size_t length = us_utf8_count(text);

    length = length < w->least ? w->least : length > w->most ? w->most : length;
    if (length > 0 && length <= BOUND_MOST)
        add_text(w, ways, US_TEXT("is text in several scripts"),
                 repeat(w->mk->arena, text, length));
}

/* A format says what the text is like; lengths and scripts are for those that say nothing else. */
static bool add_format(const wanted *w, us_ways *ways)
{
    const us_rule *format = us_goal_rule(w->goal, US_ASKS_FORMAT, NULL);
    us_text odd;

    if (!format || !us_make_sample(w->mk->arena, format->text, 0).bytes)
        return false;
    odd = us_make_odd_sample(format->text);
    if (odd.bytes)
        add_text(w, ways, us_arena_print(w->mk->arena, "is %s", odd.bytes), odd);
    return true;
}

void us_string_ways(us_maker *mk, const us_goal *goal, us_ways *ways)
{
    wanted w = { .mk = mk, .goal = goal };

    if (us_goal_holds_json(mk, goal)) /* what it holds has ways of its own */
        return;
    w.least = us_goal_most(goal, US_ASKS_MIN_LENGTH, 0);
    w.most = us_goal_least(goal, US_ASKS_MAX_LENGTH, LENGTH_MOST);
    if (add_format(&w, ways) || w.least > w.most)
        return;
    if (us_make_encoded(mk, goal, US_TEXT("")).bytes) {
        if (w.least == 0)
            add_length(&w, ways, 0, "");
        return;
    }
    if (w.least <= BOUND_MOST)
        add_length(&w, ways, w.least, ", the least");
    if (w.most > w.least && w.most <= BOUND_MOST)
        add_length(&w, ways, w.most, ", the most");
    add_unicode(&w, ways);
}
