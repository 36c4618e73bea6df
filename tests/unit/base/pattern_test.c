/* Patterns: what they match (tests/data/pattern/matching.json, whose answers came from a JavaScript
 * engine), what is refused and where, limits, and threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"
#include "base/pattern_automaton.h"
#include "base/pattern_parts.h"

static us_arena arena;

static int take_back(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static us_pattern *compile(us_text source)
{
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(&arena, source, &message, &offset);

    if (!pattern)
        fail_msg("%.*s: at %zu: %.*s", (int)source.length, source.bytes, offset,
                 (int)message.length, message.bytes);
    return pattern;
}

/* ---- What is matched ---- */

static us_json *read_cases(void)
{
    us_text here = US_TEXT(__FILE__);
    us_text path =
        us_arena_print(&arena, "%.*sdata/pattern/matching.json",
                       (int)(here.length - (sizeof "unit/base/pattern_test.c" - 1)), here.bytes);
    FILE *file = fopen(path.bytes, "rb");
    us_json_error error;

    if (!file)
        fail_msg("cannot open %s", path.bytes);
    us_buf buf = us_buf_new(&arena, 65536);
    for (int byte; (byte = getc(file)) != EOF;)
        us_buf_add_byte(&buf, (char)byte);
    fclose(file);
    us_json *cases = us_json_read(&arena, us_buf_text(&buf), NULL, &error);
    if (!cases)
        fail_msg("%s:%u: %s", path.bytes, error.line, error.message);
    return cases;
}

static void check_texts(const us_pattern *pattern, const us_json *texts, enum us_match expected)
{
    for (const us_json *text = us_json_first(texts); text; text = us_json_next(text)) {
        enum us_match match = us_pattern_match(pattern, us_json_string(text));
        if (match != expected)
            fail_msg("%s on \"%s\": %d instead of %d", us_pattern_source(pattern).bytes,
                     text->node.valuestring, match, expected);
    }
}

static void patterns_match_as_in_javascript(void **state)
{
    (void)state;
    const us_json *row = us_json_first(read_cases());

    assert_non_null(row);
    for (; row; row = us_json_next(row)) {
        us_pattern *pattern = compile(us_json_string(us_json_member(row, US_TEXT("pattern"))));
        check_texts(pattern, us_json_member(row, US_TEXT("matches")), US_MATCH);
        check_texts(pattern, us_json_member(row, US_TEXT("others")), US_NO_MATCH);
        us_pattern_free(pattern);
    }
}

/* ---- The automaton and PCRE2 ---- */

/* Patterns that have an automaton, by what it must tell apart. */
static const char *const for_automata[] = {
    "",
    "^$",
    "$^",
    "a$b|c",
    "^a|b$",
    "^(?:^a|b)+$",
    "(?:$|a)+b?",
    "^[^\\W\\.\\-][\\w.\\-]*$",
    "[]|^[^]$",
    "^[\\x20-\\x7e]{2,5}$",
    "^[^a-c]{0,3}?d",
    "^(?:ab|a(?:bc)*|){2,}$",
    "^(([Cc]trl|[Ss]hift)\\+){0,2}([a-z]|F[1-9])$",
    "^.{1,200}$",
    "^(?=[^!*]+$)(?=(.*\\w)).+$",
    "^(?!a+$)(?!b)[ab]+$",
    "^(?!)",
    "\\u00e9|^[^\\u00e9]b$",
    "^\\s*\\S+\\s$",
    "a{3}",
    "^(?:a{2}){1,3}$",
};

/* A text of letters, signs and lines that the patterns above tell apart; now and then one beyond ASCII. */
static us_text random_text(uint32_t *seed)
{
    static const char *const parts[] = { "a", "b", "c", "d",  "F1", "ctrl+", "-",
                                         ".", "!", " ", "\n", "_",  "Z",     "\xC3\xA9" };
    us_buf text = us_buf_new(&arena, 64);

    for (uint32_t left = *seed >> 16 & 7; left > 0; left--) {
        *seed = *seed * 1664525 + 1013904223;
        us_buf_add_string(&text, parts[(*seed >> 16) % (sizeof parts / sizeof *parts)]);
    }
    *seed = *seed * 1664525 + 1013904223;
    return us_buf_text(&text);
}

static void automata_agree_with_pcre2(void **state)
{
    (void)state;
    uint32_t seed = 1;

    for (size_t i = 0; i < sizeof for_automata / sizeof *for_automata; i++) {
        us_translation t = { .arena = &arena, .source = us_text_of(for_automata[i]) };
        us_pattern *pattern = compile(t.source);
        unsigned decided = 0;
        assert_true(us_pattern_translate(&t));
        const us_automaton *automaton = us_automaton_make(&arena, us_buf_text(&t.out));
        if (!automaton)
            fail_msg("%s has no automaton", for_automata[i]);
        for (int round = 0; round < 2000; round++) {
            us_text text = random_text(&seed);
            enum us_match match = us_automaton_run(automaton, text);
            decided += match != US_MATCH_LIMIT;
            if (match != US_MATCH_LIMIT && match != us_pattern_search(pattern, text))
                fail_msg("%s on \"%s\": %d", for_automata[i], text.bytes, match);
        }
        assert_in_range(decided, 1000, 2000);
        us_pattern_free(pattern);
    }
}

static void what_is_no_automaton_is_left_to_pcre2(void **state)
{
    (void)state;
    static const char *const others[] = { "(a)\\1", "\\bb",      "a(?=b)",      "(?<!a)b",
                                          "\\p{L}", "^(?=a)b|c", "^.{1,3000}$", "a.{9}$" };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        us_translation t = { .arena = &arena, .source = us_text_of(others[i]) };
        assert_true(us_pattern_translate(&t));
        if (us_automaton_make(&arena, us_buf_text(&t.out)))
            fail_msg("%s has an automaton", others[i]);
    }
    us_buf deep =
        us_buf_new(&arena, 4096); /* read once for each repetition: 2 to the 100th times */
    for (int i = 0; i < 100; i++)
        us_buf_add_string(&deep, "(?:");
    for (int i = 0; i < 100; i++)
        us_buf_add_string(&deep, "a){1,1}");
    assert_null(us_automaton_make(&arena, us_buf_text(&deep)));
}

/* ---- What is refused ---- */

struct refusal {
    const char *source;
    size_t offset;
    const char *message;
};

static const struct refusal refusals[] = {
    /* What PCRE2 knows and ECMA-262 does not. */
    { "a\\A", 1, "this escape is not known in ECMA-262" },
    { "a\\z", 1, "this escape is not known in ECMA-262" },
    { "\\Z", 0, "this escape is not known in ECMA-262" },
    { "\\h", 0, "this escape is not known in ECMA-262" },
    { "\\R", 0, "this escape is not known in ECMA-262" },
    { "\\Ka", 0, "this escape is not known in ECMA-262" },
    { "\\Qa\\E", 0, "this escape is not known in ECMA-262" },
    { "\\a", 0, "this escape is not known in ECMA-262" },
    { "\\e", 0, "this escape is not known in ECMA-262" },
    { "\\X", 0, "this escape is not known in ECMA-262" },
    { "\\N", 0, "this escape is not known in ECMA-262" },
    { "\\G", 0, "this escape is not known in ECMA-262" },
    { "\\g{1}", 0, "this escape is not known in ECMA-262" },
    { "\\o{7}", 0, "this escape is not known in ECMA-262" },
    { "[\\B]", 1, "this escape is not known in ECMA-262" },
    { "(?i)a", 0, "ECMA-262 has no group of this kind" },
    { "a(?>b)", 1, "ECMA-262 has no group of this kind" },
    { "(?#comment)", 0, "ECMA-262 has no group of this kind" },
    { "(?R)", 0, "ECMA-262 has no group of this kind" },
    { "(?1)", 0, "ECMA-262 has no group of this kind" },
    { "(?P<n>a)", 0, "ECMA-262 has no group of this kind" },
    { "(?'n'a)", 0, "ECMA-262 has no group of this kind" },
    { "(?|a)", 0, "ECMA-262 has no group of this kind" },
    { "(?(1)a|b)", 0, "ECMA-262 has no group of this kind" },
    { "(*UTF)a", 1, "there is nothing to repeat here" },
    { "(*FAIL)", 1, "there is nothing to repeat here" },
    { "a++", 2, "there is nothing to repeat here" },
    { "a?+", 2, "there is nothing to repeat here" },
    { "a{2}+", 4, "there is nothing to repeat here" },
    /* Quantifiers. */
    { "*a", 0, "there is nothing to repeat here" },
    { "a|+", 2, "there is nothing to repeat here" },
    { "a**", 2, "there is nothing to repeat here" },
    { "^*", 1, "there is nothing to repeat here" },
    { "\\b+", 2, "there is nothing to repeat here" },
    { "(?<!a)*", 6, "there is nothing to repeat here" },
    { "{1}", 0, "there is nothing to repeat here; a { itself is \\{" },
    { "a{2,1}", 1, "the counts in {} are out of order" },
    { "a{20000000}", 1, "this count is too large" },
    { "(a){1,70000}", 3, "this count is too large" },
    /* Escapes. */
    { "\\", 0, "the pattern ends with a backslash" },
    { "[\\1]", 1, "this escape is not known in ECMA-262" },
    { "\\1", 0, "there is no group of this number" },
    { "(a)\\2", 3, "there is no group of this number" },
    { "(a)\\99999999999", 3, "there is no group of this number" },
    { "\\k<n>", 0, "the name of a group is expected after \\k" },
    { "(?<n>a)\\k", 7, "the name of a group is expected after \\k" },
    { "(?<n>a)\\k<m>", 7, "the name of a group is expected after \\k" },
    { "\\x4", 0, "two hexadecimal digits are expected after \\x" },
    { "\\u004", 0, "four hexadecimal digits or {...} are expected after \\u" },
    { "\\u{}", 0, "a code point of at most 10FFFF is expected in \\u{...}" },
    { "\\u{110000}", 0, "a code point of at most 10FFFF is expected in \\u{...}" },
    { "\\u{41", 0, "a code point of at most 10FFFF is expected in \\u{...}" },
    { "\\c1", 0, "a letter from A to Z is expected after \\c" },
    { "\\c", 0, "a letter from A to Z is expected after \\c" },
    { "\\pL", 0, "a property in braces is expected after \\p" },
    { "\\p{L", 0, "a property in braces is expected after \\p" },
    { "\\p{}", 0, "this Unicode property is not known" },
    { "\\p{l}", 0, "this Unicode property is not known" },
    { "\\p{greek}", 0, "this Unicode property is not known" },
    { "\\p{Greek}", 0, "this Unicode property is not known" },
    { "\\p{Script=greek}", 0, "this Unicode property is not known" },
    { "\\p{Alnum}", 0, "this Unicode property is not known" },
    { "\\p{^L}", 0, "this Unicode property is not known" },
    { "\\p{L=Lu}", 0, "this Unicode property is not known" },
    { "\\p{Script}", 0, "this Unicode property is not known" },
    { "\\P{Xan}", 0, "this Unicode property is not known" },
    /* Classes and groups. */
    { "[b-a]", 1, "this range of a class is out of order" },
    { "x[a", 1, "this class is not closed" },
    { "[a\\", 2, "the pattern ends with a backslash" },
    { "a(b", 1, "this group is not closed" },
    { "a)", 1, "there is no ( for this )" },
    { "(?", 0, "ECMA-262 has no group of this kind" },
    { "(?<1a>x)", 3, "a group name holds letters, digits, $ and _ only" },
    { "(?<a", 3, "a group name holds letters, digits, $ and _ only" },
    { "(?<>x)", 3, "a group name holds letters, digits, $ and _ only" },
    { "(?<a>x)(?<a>y)", 10, "two groups are called the same" },
    /* What ECMA-262 has and we cannot run as it says. */
    { "ab(?<=a+)c", 2, "a lookbehind whose length varies is not supported" },
    { "(?:(?:a{16000000}){16000000}){16000000}", 0,
      "the pattern with its repetitions is too large" },
    { "(?:(?:a{60000}){60000}){60000}", 0, "the pattern with its repetitions is too large" },
    { "(?:(a)|b)*\\1", 10,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "(a*)*\\1", 5,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "(?:\\1(a))*", 3,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "(?<=(a))\\1", 8,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "(?:(?=(a)))?\\1", 12,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "(?=(?:|a)*(b?))\\1", 15,
      "a back-reference to a group in a repetition or lookbehind is not supported here" },
    { "a\xFF", 0, "the pattern is not valid UTF-8" },
};

static void refusals_say_what_and_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        us_text message;
        size_t offset;
        if (us_pattern_compile(&arena, us_text_of(r->source), &message, &offset))
            fail_msg("%s was compiled", r->source);
        /* PCRE2 blames a place of its own for size. */
        bool own_place = strstr(r->message, "too large") && strstr(r->message, "pattern");
        if (!us_text_equal(message, us_text_of(r->message)) || (!own_place && offset != r->offset))
            fail_msg("%s: \"%.*s\" at %zu instead of \"%s\" at %zu", r->source, (int)message.length,
                     message.bytes, offset, r->message, r->offset);
    }
}

static const struct refusal remarks[] = {
    { "a{", 1, "a { that starts no count is written \\{" },
    { "a{x}b]", 1, "a { that starts no count is written \\{" },
    { "a{,5}", 1, "a { that starts no count is written \\{" },
    { "[[:alpha:]]", 10, "a ] without a [ is written \\]" },
    { "a}", 1, "a } without a { is written \\}" },
    { "ab]", 2, "a ] without a [ is written \\]" },
    { "[\\07]", 1, "a character of that number is written \\xHH" },
    { "(?=a)?", 5, "there is nothing to repeat here" },
    { "^\\-$", 0, "" },
};

static void remarks_say_what_and_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        const struct refusal *r = &remarks[i];
        us_pattern *pattern = compile(us_text_of(r->source));
        size_t offset;
        us_text remark = us_pattern_remark(pattern, &offset);
        if (!us_text_equal(remark, us_text_of(r->message)) || offset != r->offset)
            fail_msg("%s: \"%.*s\" at %zu instead of \"%s\" at %zu", r->source, (int)remark.length,
                     remark.bytes, offset, r->message, r->offset);
        us_pattern_free(pattern);
    }
}

static void depth_and_length_are_limited(void **state)
{
    (void)state;
    us_buf deep = us_buf_new(&arena, 4096), length = us_buf_new(&arena, 70000);
    us_text message;
    size_t offset;

    for (int i = 0; i < 100000; i++)
        us_buf_add_byte(&deep, '(');
    assert_null(
        us_pattern_compile(&arena, us_text_slice(us_buf_text(&deep), 0, 5000), &message, &offset));
    assert_true(us_text_equal(message, US_TEXT("groups nest too deep")));
    for (int i = 0; i < 65537; i++)
        us_buf_add_byte(&length, 'a');
    assert_null(us_pattern_compile(&arena, us_buf_text(&length), &message, &offset));
    assert_true(us_text_equal(message, US_TEXT("the pattern is longer than 64 KiB")));
}

/* ---- Limits and threads ---- */

static void a_hostile_match_is_undecided(void **state)
{
    (void)state;
    static const char *const hostile[] = { "^(a+)+\\b$", "^(a|a)*\\b$", "^(a|aa)+\\b$",
                                           "^(?:a*)*\\B[bc]$", "^(.*a){12}\\b$" };
    us_buf text = us_buf_new(&arena, 6000);

    for (int i = 0; i < 5000; i++)
        us_buf_add_byte(&text, 'a');
    us_buf_add_byte(&text, '!');
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        us_pattern *pattern = compile(us_text_of(hostile[i]));
        if (us_pattern_match(pattern, us_buf_text(&text)) != US_MATCH_LIMIT)
            fail_msg("%s was decided", hostile[i]);
        assert_int_not_equal(us_pattern_match(pattern, US_TEXT("aaaaaaaaaaaaaaab")),
                             US_MATCH_LIMIT);
        us_pattern_free(pattern);
    }
}

/* The same repetitions without \b are the automaton's, which tries nothing twice. */
static void an_automaton_decides_hostile_texts(void **state)
{
    (void)state;
    static const char *const patterns[] = { "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(?:a*)*[bc]$",
                                            "^(.*a){12}$" };
    us_buf text = us_buf_new(&arena, 6000);

    for (int i = 0; i < 5000; i++)
        us_buf_add_byte(&text, 'a');
    us_buf_add_byte(&text, '!');
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        us_pattern *pattern = compile(us_text_of(patterns[i]));
        if (us_pattern_match(pattern, us_buf_text(&text)) != US_NO_MATCH)
            fail_msg("%s was not decided", patterns[i]);
        us_pattern_free(pattern);
    }
}

static void a_long_text_is_decided(void **state)
{
    (void)state;
    us_buf text = us_buf_new(&arena, 1 << 20);
    us_pattern *set = compile(US_TEXT("^[ab]*$")), *group = compile(US_TEXT("^(?:a|b)*$"));

    for (int i = 0; i < 20000; i++)
        us_buf_add_string(&text, "ab");
    assert_int_equal(us_pattern_match(set, us_buf_text(&text)), US_MATCH);
    assert_int_equal(us_pattern_match(group, us_buf_text(&text)), US_MATCH);
    us_buf_add_byte(&text, 'c');
    assert_int_equal(us_pattern_match(set, us_buf_text(&text)), US_NO_MATCH);
    us_pattern_free(set);
    us_pattern_free(group);
}

/* Groups that PCRE2 would have no room to copy. */
static void many_rounds_of_a_group(void **state)
{
    static const struct {
        const char *source;
        size_t least, most; /* how often "(ab)" may come */
    } pattern[] = {
        { "^(\\((?:ab|[c-f]|some|more|words|to|fill|the|room)\\)){1,900}$", 1, 900 },
        { "^(?:\\((?:ab|[c-f]|some|more|words|to|fill|the|room)\\)){0,900}?$", 0, 900 },
        { "^(?:\\((ab|[c-f]|some|more|words|to|fill|the|room)\\)){899,}x{0}(y){0}$", 899, 2000 },
        { "^(?:(?:(\\(ab\\)|some|more|words){1,40}){1,20}(?:\\(ab\\)|fill){0,100}){1,2}$", 1,
          1800 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof pattern / sizeof *pattern; i++) {
        us_pattern *compiled = compile(us_text_of(pattern[i].source));
        us_buf text = us_buf_new(&arena, 8192);

        for (size_t count = 0; count < 2000; count++) {
            bool near = count <= 2 || (count >= 898 && count <= 902) || count == 1800;
            bool fits = pattern[i].least <= count && count <= pattern[i].most;
            if (near &&
                us_pattern_match(compiled, us_buf_text(&text)) != (fits ? US_MATCH : US_NO_MATCH))
                fail_msg("%s on %zu", pattern[i].source, count);
            us_buf_add_string(&text, "(ab)");
        }
        us_pattern_free(compiled);
    }
}

static void wrong_bytes_are_undecided(void **state)
{
    (void)state;
    us_pattern *pattern = compile(US_TEXT("a"));

    assert_int_equal(us_pattern_match(pattern, US_TEXT("a\xFF")), US_MATCH_LIMIT);
    assert_int_equal(us_pattern_match(pattern, (us_text){ NULL, 0 }), US_NO_MATCH);
    us_pattern_free(pattern);
    us_pattern_free(NULL);
}

static void the_source_is_kept(void **state)
{
    (void)state;
    us_text source = US_TEXT("a\0b");
    us_pattern *pattern = compile(source);

    assert_ptr_equal(us_pattern_source(pattern).bytes, source.bytes);
    assert_int_equal(us_pattern_source(pattern).length, 3);
    assert_int_equal(us_pattern_match(pattern, US_TEXT("xa\0bx")), US_MATCH);
    assert_int_equal(us_pattern_match(pattern, US_TEXT("ab")), US_NO_MATCH);
    us_pattern_free(pattern);
}

static void *match_often(void *argument)
{
    const us_pattern *pattern = argument;
    intptr_t wrong = 0;

    for (int i = 0; i < 2000; i++) {
        wrong += us_pattern_match(pattern, US_TEXT("abab-abab")) != US_MATCH;
        wrong += us_pattern_match(pattern, US_TEXT("abab-ab")) != US_NO_MATCH;
    }
    return (void *)wrong;
}

static void threads_share_a_pattern(void **state)
{
    (void)state;
    us_pattern *pattern = compile(US_TEXT("^((?:ab)+)-\\1$"));
    pthread_t thread[4];

    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, match_often, pattern), 0);
    for (size_t i = 0; i < 4; i++) {
        void *wrong;
        assert_int_equal(pthread_join(thread[i], &wrong), 0);
        assert_null(wrong);
    }
    us_pattern_free(pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(patterns_match_as_in_javascript, take_back),
        cmocka_unit_test_teardown(automata_agree_with_pcre2, take_back),
        cmocka_unit_test_teardown(what_is_no_automaton_is_left_to_pcre2, take_back),
        cmocka_unit_test_teardown(refusals_say_what_and_where, take_back),
        cmocka_unit_test_teardown(remarks_say_what_and_where, take_back),
        cmocka_unit_test_teardown(depth_and_length_are_limited, take_back),
        cmocka_unit_test_teardown(a_hostile_match_is_undecided, take_back),
        cmocka_unit_test_teardown(an_automaton_decides_hostile_texts, take_back),
        cmocka_unit_test_teardown(a_long_text_is_decided, take_back),
        cmocka_unit_test_teardown(many_rounds_of_a_group, take_back),
        cmocka_unit_test_teardown(wrong_bytes_are_undecided, take_back),
        cmocka_unit_test_teardown(the_source_is_kept, take_back),
        cmocka_unit_test_teardown(threads_share_a_pattern, take_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
