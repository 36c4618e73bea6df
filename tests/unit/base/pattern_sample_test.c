/* Samples of patterns: what is made matches, keeps to its length, and is the same every time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/pattern.h"

static us_arena arena;

static int free_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static us_text sample(const char *source, size_t least, size_t most, unsigned variety)
{
    const us_sample_wish wish = { .least = least, .most = most, .variety = variety };
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(&arena, us_text_of(source), &message, &offset);
    us_text text;

    assert_non_null(pattern);
    text = us_pattern_sample(&arena, pattern, &wish);
    if (text.bytes)
        assert_int_equal(us_pattern_match(pattern, text), US_MATCH);
    us_pattern_free(pattern);
    return text;
}

#define SAMPLE_IS(source, text) assert_string_equal(sample(source, 0, 100, 0).bytes, text)

static void the_shortest_way(void **state)
{
    (void)state;
    SAMPLE_IS("^abc$", "abc");
    SAMPLE_IS("^[a-z]+$", "a");
    SAMPLE_IS("^[a-z]{4}$", "abcd");
    SAMPLE_IS("^\\d{3}-\\d{2}$", "123-45");
    SAMPLE_IS("^(x|yy)z?$", "x");
    SAMPLE_IS("^a*$", "");
    SAMPLE_IS("^[A-Z]{2}[0-9]{2}$", "AB34");
}

static void as_long_as_is_wanted(void **state)
{
    (void)state;
    assert_int_equal(sample("^[a-z]+$", 10, 10, 0).length, 10);
    assert_int_equal(sample("^(ab)*$", 5, 8, 0).length, 6);
    assert_true(sample("^a|b{3,}", 7, 9, 0).length >= 7);
    assert_true(sample("[0-9]-[A-Z]", 12, 20, 0).length >= 12);
    assert_null(sample("^[a-z]{4}$", 5, 9, 0).bytes);
    assert_null(sample("^[a-z]{4}$", 0, 3, 0).bytes);
}

static void conditions_are_met(void **state)
{
    (void)state;
    assert_non_null(sample("^(?=.*\\d)(?=.*[A-Z])[A-Za-z0-9]{8}$", 0, 8, 0).bytes);
    assert_non_null(sample("^(?!ab)[a-c]{3}$", 0, 3, 0).bytes);
    assert_null(sample("^(?!a)a$", 0, 3, 0).bytes); /* there is none */
}

/* More steps than a pattern may have: the repetitions are cut short. */
static void large_counts_are_no_hindrance(void **state)
{
    (void)state;
    assert_non_null(
        sample("^arn:(aws|aws-cn):[a-z-]{1,63}:[a-z0-9-]{0,63}:[0-9]{12}:.{1,1024}$", 0, 2048, 0)
            .bytes);
    assert_non_null(
        sample("^((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\\.)+[a-z]{2,63}$", 0, 255, 0).bytes);
    assert_int_equal(sample("^.{400}[a-z]{0,600}$", 0, 1000, 0).length, 400);
    assert_non_null(sample("\\b[0-9]{3}\\b", 0, 9, 0).bytes);
    assert_null(sample("^a(?!b)b{1,900}$", 0, 900, 0).bytes); /* there is none */
}

static void varieties_differ(void **state)
{
    (void)state;
    assert_string_not_equal(sample("^[a-z]{2}$", 0, 9, 0).bytes,
                            sample("^[a-z]{2}$", 0, 9, 1).bytes);
    assert_string_equal(sample("^[a-z]{2}$", 0, 9, 7).bytes, sample("^[a-z]{2}$", 0, 9, 7).bytes);
}

/* Loops in loops, loops of nothing, and more steps than there is room for come to an end. */
static void what_is_hard(void **state)
{
    (void)state;
    assert_non_null(sample("^((a*)*b*)*$", 3, 9, 0).bytes);
    assert_non_null(sample("^(()*x)*$", 3, 9, 0).bytes);
    assert_null(sample("^[a-z]{500}[a-z]{500}$", 0, 2000, 0).bytes);
    assert_null(sample("^(a)\\1$", 0, 9, 0).bytes); /* not of the kind that has samples */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_way),   cmocka_unit_test(as_long_as_is_wanted),
        cmocka_unit_test(conditions_are_met), cmocka_unit_test(large_counts_are_no_hindrance),
        cmocka_unit_test(varieties_differ),   cmocka_unit_test(what_is_hard),
    };

    return cmocka_run_group_tests(tests, NULL, free_arena);
}
