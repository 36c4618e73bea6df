/* Formats: what each takes and what it refuses. The cases that a schema can show are in
 * tests/keywords/format-*.json; here are bytes, lengths and corners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/format.h"

static void expect_format(const us_format_rule *rule, us_text text, bool matches)
{
    if (rule->text(text) != matches)
        fail_msg("%s: \"%.*s\" is %s", rule->name, (int)text.length, text.bytes,
                 matches ? "refused" : "taken");
}

/* Every byte at every place: only hexadecimal digits, or the hyphen where it belongs. */
static void test_uuid_bytes(void **state)
{
    static const char uuid[] = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    char bytes[37];

    (void)state;
    for (size_t at = 0; at < 36; at++) {
        for (int byte = 0; byte < 256; byte++) {
            bool hyphen = uuid[at] == '-';
            bool hex = byte && strchr("0123456789abcdefABCDEF", byte);

            memcpy(bytes, uuid, sizeof(bytes));
            bytes[at] = (char)byte;
            expect_format(&us_format_uuid, (us_text){ bytes, 36 }, hyphen ? byte == '-' : hex);
        }
    }
}

static void test_uuid_lengths(void **state)
{
    (void)state;
    expect_format(&us_format_uuid, US_TEXT(""), false);
    expect_format(&us_format_uuid, US_TEXT("3c90c3cc-0d44-4b50-8888-8dd25736052"), false);
    expect_format(&us_format_uuid, US_TEXT("3c90c3cc-0d44-4b50-8888-8dd25736052a0"), false);
    expect_format(&us_format_uuid, US_TEXT("3c90c3cc0d444b5088888dd25736052a0000"), false);
}

/* Each prefix of a good text, and the text with a byte more, ends too early or too late. */
static void test_date_times_are_whole(void **state)
{
    static const char text[] = "2023-11-07T05:31:56.5+01:30";

    (void)state;
    expect_format(&us_format_date_time, us_text_of(text), true);
    for (size_t length = 0; length < sizeof(text) - 1; length++)
        expect_format(&us_format_date_time, (us_text){ text, length }, false);
    expect_format(&us_format_date_time, (us_text){ text, sizeof(text) }, false); /* with the NUL */
}

static void test_days(void **state)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    char text[32];

    (void)state;
    for (unsigned year = 1896; year <= 2104; year++) {
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

        for (unsigned month = 0; month <= 13; month++) {
            unsigned last = month < 1 || month > 12 ? 0 : days[month - 1] + (leap && month == 2);

            for (unsigned day = 0; day <= 32; day++) {
                snprintf(text, sizeof(text), "%04u-%02u-%02u", year, month, day);
                expect_format(&us_format_date, us_text_of(text), day >= 1 && day <= last);
            }
        }
    }
}

/* 23:59:60 UTC, seen from every offset; a minute before and after it is no leap second. */
static void test_leap_seconds(void **state)
{
    char text[64];

    (void)state;
    for (int minutes = -1439; minutes <= 1439; minutes++) {
        for (int shift = -1; shift <= 1; shift++) {
            int local = (2 * 1440 + 1439 + minutes + shift) % 1440;
            int offset = minutes < 0 ? -minutes : minutes;

            snprintf(text, sizeof(text), "1990-12-31T%02d:%02d:60.25%c%02d:%02d", local / 60,
                     local % 60, minutes < 0 ? '-' : '+', offset / 60, offset % 60);
            expect_format(&us_format_date_time, us_text_of(text), shift == 0);
        }
    }
}

static us_text repeat(char *out, size_t count, const char *after)
{
    memset(out, 'a', count);
    strcpy(out + count, after);
    return us_text_of(out);
}

static void test_email_lengths(void **state)
{
    char text[400], label[64];

    (void)state;
    expect_format(&us_format_email, repeat(text, 64, "@b.org"), true);
    expect_format(&us_format_email, repeat(text, 65, "@b.org"), false);
    memset(label, 'b', 63);
    label[63] = 0;
    snprintf(text, sizeof(text), "a@%s.org", label);
    expect_format(&us_format_email, us_text_of(text), true);
    snprintf(text, sizeof(text), "a@b%s.org", label);
    expect_format(&us_format_email, us_text_of(text), false);
    snprintf(text, sizeof(text), "a@%s.%s.%s.%.60s", label, label, label, label);
    expect_format(&us_format_email, us_text_of(text), true);
    assert_int_equal(strlen(text), 254);
    snprintf(text, sizeof(text), "ab@%s.%s.%s.%.60s", label, label, label, label);
    expect_format(&us_format_email, us_text_of(text), false);
}

/* Neither a byte above ASCII nor a control character nor a NUL passes anywhere. */
static void test_text_formats_are_ascii(void **state)
{
    static const char email[] = "a@b.org", uri[] = "http://u@h:1/p?q#f";
    char bytes[32];

    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        if (byte > ' ' && byte < 0x7F)
            continue;
        for (size_t at = 0; at < sizeof(email) - 1; at++) {
            memcpy(bytes, email, sizeof(email));
            bytes[at] = (char)byte;
            expect_format(&us_format_email, (us_text){ bytes, sizeof(email) - 1 }, false);
        }
        for (size_t at = 0; at < sizeof(uri) - 1; at++) {
            memcpy(bytes, uri, sizeof(uri));
            bytes[at] = (char)byte;
            expect_format(&us_format_uri, (us_text){ bytes, sizeof(uri) - 1 }, false);
        }
    }
}

/* The text ends right after the bytes, so that a sanitizer sees a read beyond them. */
static void test_nothing_is_read_beyond_the_text(void **state)
{
    static const us_format_rule *const rule[] = { &us_format_uuid, &us_format_date_time,
                                                  &us_format_date, &us_format_email,
                                                  &us_format_uri };
    static const char *const text[] = {
        "http://[::1",          "a:%4",        "a@[IPv6:",  "a@[IPv6:1::", "\"\\", "a@",
        "2023-11-07T05:31:56.", "http://[v1.", "http://a@", "a:"
    };

    (void)state;
    for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++) {
        for (size_t length = 0; length <= strlen(text[i]); length++) {
            char *bytes = test_malloc(length ? length : 1);

            memcpy(bytes, text[i], length);
            for (size_t k = 0; k < sizeof(rule) / sizeof(*rule); k++)
                (void)rule[k]->text((us_text){ bytes, length });
            test_free(bytes);
        }
    }
    for (size_t k = 0; k < sizeof(rule) / sizeof(*rule); k++)
        assert_false(rule[k]->text((us_text){ NULL, 0 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uuid_bytes),
        cmocka_unit_test(test_uuid_lengths),
        cmocka_unit_test(test_date_times_are_whole),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_leap_seconds),
        cmocka_unit_test(test_email_lengths),
        cmocka_unit_test(test_text_formats_are_ascii),
        cmocka_unit_test(test_nothing_is_read_beyond_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
