/* Comparing, finding, cutting and trimming runs of bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"

static const us_text nothing = { NULL, 0 };

static void literals_keep_nul_bytes(void **state)
{
    (void)state;
    assert_int_equal(US_TEXT("a\0b").length, 3);
    assert_int_equal(us_text_of("a\0b").length, 1);
    assert_int_equal(us_text_of("").length, 0);
}

static void equality_sees_every_byte(void **state)
{
    (void)state;
    assert_true(us_text_equal(US_TEXT("a\0b"), US_TEXT("a\0b")));
    assert_false(us_text_equal(US_TEXT("a\0b"), US_TEXT("a\0c")));
    assert_false(us_text_equal(US_TEXT("ab"), US_TEXT("abc")));
    assert_true(us_text_equal(nothing, US_TEXT("")));
}

static void only_ascii_letters_lose_their_case(void **state)
{
    (void)state;
    assert_true(us_text_equal_nocase(US_TEXT("Content-Type"), US_TEXT("cONTENT-tYPE")));
    assert_false(us_text_equal_nocase(US_TEXT("@"), US_TEXT("`")));
    assert_false(us_text_equal_nocase(US_TEXT("["), US_TEXT("{")));
    assert_false(us_text_equal_nocase(US_TEXT("\xC3\x84"), US_TEXT("\xC3\xA4")));
    assert_false(us_text_equal_nocase(US_TEXT("a"), US_TEXT("ab")));
}

static void prefixes_and_suffixes(void **state)
{
    (void)state;
    assert_true(us_text_starts(US_TEXT("/v1/agent"), US_TEXT("/v1")));
    assert_true(us_text_starts(US_TEXT("a"), nothing));
    assert_true(us_text_starts(nothing, nothing));
    assert_false(us_text_starts(US_TEXT("/v"), US_TEXT("/v1")));
    assert_true(us_text_ends(US_TEXT("spec.yaml"), US_TEXT(".yaml")));
    assert_false(us_text_ends(US_TEXT("yaml"), US_TEXT(".yaml")));
    assert_true(us_text_ends(nothing, US_TEXT("")));
}

static void find_gives_the_length_when_there_is_none(void **state)
{
    (void)state;
    assert_int_equal(us_text_find(US_TEXT("a=b=c"), '='), 1);
    assert_int_equal(us_text_find(US_TEXT("abc"), '='), 3);
    assert_int_equal(us_text_find(US_TEXT("a\0b"), '\0'), 1);
    assert_int_equal(us_text_find(nothing, 'a'), 0);
}

static void slices_are_cut_to_the_text(void **state)
{
    (void)state;
    us_text text = US_TEXT("abcdef");
    assert_true(us_text_equal(us_text_slice(text, 1, 3), US_TEXT("bc")));
    assert_true(us_text_equal(us_text_slice(text, 4, 99), US_TEXT("ef")));
    assert_int_equal(us_text_slice(text, 99, 100).length, 0);
    assert_int_equal(us_text_slice(text, 3, 1).length, 0);
    assert_int_equal(us_text_slice(nothing, 0, 5).length, 0);
}

static void trim_takes_spaces_and_tabs_only(void **state)
{
    (void)state;
    assert_true(us_text_equal(us_text_trim(US_TEXT(" \t a b\t ")), US_TEXT("a b")));
    assert_true(us_text_equal(us_text_trim(US_TEXT("\na\r")), US_TEXT("\na\r")));
    assert_int_equal(us_text_trim(US_TEXT(" \t ")).length, 0);
    assert_int_equal(us_text_trim(nothing).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_keep_nul_bytes),
        cmocka_unit_test(equality_sees_every_byte),
        cmocka_unit_test(only_ascii_letters_lose_their_case),
        cmocka_unit_test(prefixes_and_suffixes),
        cmocka_unit_test(find_gives_the_length_when_there_is_none),
        cmocka_unit_test(slices_are_cut_to_the_text),
        cmocka_unit_test(trim_takes_spaces_and_tabs_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
