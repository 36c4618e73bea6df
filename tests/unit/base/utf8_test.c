/* Every code point there and back, and every way for two, three or four bytes to be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"

static bool scalar(uint32_t point)
{
    return point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF);
}

static void every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        if (!scalar(point))
            continue;
        char bytes[4];
        uint32_t back = 0;
        unsigned length = us_utf8_encode(point, bytes);
        if (us_utf8_decode((us_text){ bytes, length }, &back) != length || back != point)
            fail_msg("U+%04X came back as U+%04X", (unsigned)point, (unsigned)back);
        if (length > 1 && us_utf8_decode((us_text){ bytes, length - 1 }, &back) != 0)
            fail_msg("U+%04X cut short was read", (unsigned)point);
    }
}

/* The definition turned round: bytes are valid exactly when encoding what they say gives them back. */
static bool valid_by_definition(const unsigned char *s, unsigned length)
{
    static const unsigned char lead_mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    static const unsigned char lead_mark[] = { 0, 0x00, 0xC0, 0xE0, 0xF0 };
    char again[4];
    uint32_t point = s[0] & lead_mask[length];

    if ((s[0] & ~lead_mask[length] & 0xFF) != lead_mark[length])
        return false;
    for (unsigned i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return false;
        point = point << 6 | (s[i] & 0x3F);
    }
    return scalar(point) && us_utf8_encode(point, again) == length;
}

static void every_pair_and_triple_is_judged_right(void **state)
{
    (void)state;
    for (uint32_t all = 0; all < 1 << 24; all++) {
        unsigned char s[3] = { (unsigned char)(all >> 16), (unsigned char)(all >> 8),
                               (unsigned char)all };
        unsigned expected = 0;
        uint32_t point;
        for (unsigned length = 1; length <= 3 && !expected; length++)
            expected = valid_by_definition(s, length) ? length : 0;
        if (us_utf8_decode((us_text){ (const char *)s, 3 }, &point) != expected)
            fail_msg("%02X %02X %02X is not judged right", s[0], s[1], s[2]);
    }
}

static void four_bytes_have_their_limits(void **state)
{
    (void)state;
    assert_true(us_utf8_valid(US_TEXT("\xF0\x90\x80\x80")));
    assert_false(us_utf8_valid(US_TEXT("\xF0\x8F\xBF\xBF")));
    assert_true(us_utf8_valid(US_TEXT("\xF4\x8F\xBF\xBF")));
    assert_false(us_utf8_valid(US_TEXT("\xF4\x90\x80\x80")));
    assert_false(us_utf8_valid(US_TEXT("\xF5\x80\x80\x80")));
    assert_false(us_utf8_valid(US_TEXT("\xF0\x90\x80\x41")));
}

static void validity_looks_at_the_whole_text(void **state)
{
    (void)state;
    char text[40];

    assert_true(us_utf8_valid((us_text){ NULL, 0 }));
    assert_true(us_utf8_valid(US_TEXT("01234567\xC3\xA4"
                                      "01234567")));
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'x', sizeof text);
        text[at] = (char)0xFF;
        assert_false(us_utf8_valid((us_text){ text, sizeof text }));
        assert_true(us_utf8_valid((us_text){ text, at }));
    }
}

static void counting_and_cutting_respect_sequences(void **state)
{
    (void)state;
    us_text text = US_TEXT("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const size_t cut[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10 };

    assert_int_equal(us_utf8_count(text), 4);
    assert_int_equal(us_utf8_count((us_text){ NULL, 0 }), 0);
    for (size_t limit = 0; limit < sizeof cut / sizeof *cut; limit++)
        assert_int_equal(us_utf8_cut(text, limit).length, cut[limit]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(every_pair_and_triple_is_judged_right),
        cmocka_unit_test(four_bytes_have_their_limits),
        cmocka_unit_test(validity_looks_at_the_whole_text),
        cmocka_unit_test(counting_and_cutting_respect_sequences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
