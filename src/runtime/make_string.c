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
    for (const us_rule *rule = NULL; (rule = us_goal_rule(w->goal, US_ASKS_FORMAT, rule));)
        propose(w, w->mk->seed ? us_make_random_sample(w->mk, rule->text)
                               : us_make_sample(w->mk->arena, rule->text, w->mk->variety));
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

us_text us_make_text(us_maker *mk, const us_goal *goal)
{
    wanted w = { .mk = mk, .goal = goal };

    w.least = us_goal_most(goal, US_ASKS_MIN_LENGTH, 0);
    w.most = us_goal_least(goal, US_ASKS_MAX_LENGTH, LENGTH_MOST);
    if (w.least > LENGTH_MOST) {
        us_make_stop(mk);
        return US_TEXT("");
    }
    propose_formats(&w);
    propose_patterns(&w);
    if (mk->seed)
        propose(&w, us_make_likely(mk));
    propose(&w, word(&w));
    propose_common(&w);
    if (w.candidates == 0)
        return word(&w); /* the checker will say what is wrong with it */
    return w.candidate[us_make_fork(mk, US_FORK_SPELLING, NULL, w.candidates)];
}

void us_make_string(us_maker *mk, const us_goal *goal)
{
    us_json_write_string(&mk->out, us_make_text(mk, goal));
}
