/* Percent-encoding there and back, and the letters and digits that it is defined by. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii.h"
#include "base/percent.h"

static us_arena arena;

static void assert_text(us_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static us_text encode(us_text text, us_text marks)
{
    us_buf out = us_buf_new(&arena, 16);
    us_percent_encode(&out, text, marks);
    return us_buf_text(&out);
}

static void each_part_has_its_marks(void **state)
{
    us_text text = US_TEXT("aZ0 a+b&c=d/e%\xC3\xBC\0~");
    (void)state;
    assert_text(encode(text, US_TEXT(US_MARKS_ANYWHERE)), "aZ0%20a%2Bb%26c%3Dd%2Fe%25%C3%BC%00~");
    assert_text(encode(text, US_TEXT(US_MARKS_SEGMENT)), "aZ0%20a+b&c=d%2Fe%25%C3%BC%00~");
    assert_text(encode(text, US_TEXT(US_MARKS_PARAMETER)), "aZ0%20a%2Bb%26c%3Dd/e%25%C3%BC%00~");
    assert_text(encode(text, US_TEXT(US_MARKS_FORM)), "aZ0%20a%2Bb%26c%3Dd%2Fe%25%C3%BC%00%7E");
}

static void only_the_named_bytes(void **state)
{
    us_buf out = us_buf_new(&arena, 16);
    (void)state;
    us_percent_encode_only(&out, US_TEXT("a \"b\"\r\n%7B"), US_TEXT("\"\r\n"));
    assert_text(us_buf_text(&out), "a %22b%22%0D%0A%7B");
}

static void every_byte_comes_back(void **state)
{
    char bytes[256];
    us_text decoded, text = { bytes, sizeof bytes };
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    assert_true(us_percent_decode(&arena, encode(text, US_TEXT("-")), US_PLUS_IS_SPACE, &decoded));
    assert_true(us_text_equal(decoded, text));
}

static void half_an_escape_is_none(void **state)
{
    static const char *const wrong[] = { "%", "a%2", "%G0", "%0G", "%%41" };
    us_text decoded;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(us_percent_decode(&arena, us_text_of(wrong[i]), US_PLUS_STAYS, &decoded));
}

static void numbers_up_to_a_most(void **state)
{
    static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "0x1", "4294967296", "1e3" };
    unsigned number = 1;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(us_text_number(us_text_of(wrong[i]), UINT_MAX, &number));
        assert_int_equal(number, 0);
    }
    assert_true(us_text_number(US_TEXT("4294967295"), UINT_MAX, &number));
    assert_int_equal(number, UINT_MAX);
    assert_true(us_text_number(US_TEXT("0005"), 5, &number));
    assert_int_equal(number, 5);
    assert_false(us_text_number(US_TEXT("6"), 5, &number));
    assert_false(us_text_number(US_TEXT("10"), 5, &number));
}

static void no_byte_beyond_ascii_is_a_letter(void **state)
{
    (void)state;
    for (int byte = CHAR_MIN; byte < 0; byte++)
        assert_false(us_is_word((char)byte) || us_is_hex((char)byte));
    assert_text(us_text_lower(&arena, US_TEXT("AZ[@\xC3\x84z")), "az[@\xC3\x84z");
    assert_true(us_text_is_words(US_TEXT("a-Z.9"), US_TEXT("-.")));
    assert_false(us_text_is_words(US_TEXT("a\0"), US_TEXT("-.")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_has_its_marks),
        cmocka_unit_test(only_the_named_bytes),
        cmocka_unit_test(every_byte_comes_back),
        cmocka_unit_test(half_an_escape_is_none),
        cmocka_unit_test(numbers_up_to_a_most),
        cmocka_unit_test(no_byte_beyond_ascii_is_a_letter),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    us_arena_free(&arena);
    return failed;
}
