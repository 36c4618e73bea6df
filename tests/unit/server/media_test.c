/* Header fields that are lists, and media types in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/list.h"
#include "server/media.h"

static us_arena arena;

static void items_between_separators(void **state)
{
    us_text rest = US_TEXT(" a, \"b, \\\" c\" ,, d;e ,");
    us_text item;
    (void)state;
    assert_true(us_list_next(&rest, ",", &item));
    assert_true(us_text_equal(item, US_TEXT("a")));
    assert_true(us_list_next(&rest, ",", &item));
    assert_true(us_text_equal(item, US_TEXT("\"b, \\\" c\"")));
    assert_true(us_list_next(&rest, ",", &item));
    assert_true(us_text_equal(item, US_TEXT("d;e")));
    assert_false(us_list_next(&rest, ",", &item));
}

static void an_open_quote_reaches_to_the_end(void **state)
{
    us_text rest = US_TEXT("a=\"b, c\\");
    us_text item;
    (void)state;
    assert_true(us_list_next(&rest, ",", &item));
    assert_int_equal(item.length, 8);
    assert_false(us_list_next(&rest, ",", &item));
}

static void quotes_come_off(void **state)
{
    (void)state;
    assert_true(us_text_equal(us_list_unquote(&arena, US_TEXT("\"a\\\"b\"")), US_TEXT("a\"b")));
    assert_true(us_text_equal(us_list_unquote(&arena, US_TEXT("\"\"")), US_TEXT("")));
    assert_true(us_text_equal(us_list_unquote(&arena, US_TEXT("a")), US_TEXT("a")));
    assert_true(us_text_equal(us_list_unquote(&arena, US_TEXT("\"")), US_TEXT("\"")));
    us_arena_free(&arena);
}

static bool parses(const char *text, us_media_type *type)
{
    return us_media_parse(us_text_of(text), type);
}

static void media_types(void **state)
{
    us_media_type type;
    (void)state;
    assert_true(parses(" Application/JSON ; charset=\"UTF-8\"", &type));
    assert_true(us_media_is_json(&type));
    assert_true(us_text_equal(us_media_parameter(&type, US_TEXT("Charset")), US_TEXT("\"UTF-8\"")));
    assert_null(us_media_parameter(&type, US_TEXT("q")).bytes);
    assert_true(parses("application/merge-patch+json", &type) && us_media_is_json(&type));
    assert_true(parses("application/jsonl", &type) && !us_media_is_json(&type));
    assert_true(parses("text/json", &type) && us_media_is_json(&type));
    assert_false(us_media_is_text(&type));
    assert_true(parses("image/json", &type) && !us_media_is_json(&type));
    assert_true(parses("text/plain", &type) && us_media_is_text(&type));
    assert_true(parses("text/xml", &type) && !us_media_is_text(&type));
    assert_true(parses("text/*", &type) && us_media_is_range(&type));
    assert_false(parses("json", &type));
    assert_false(parses("/json", &type));
    assert_false(parses("text/", &type));
    assert_false(parses("a/b/c", &type));
    assert_false(parses("", &type));
}

static unsigned fit(const char *range, const char *type)
{
    us_media_type a, b;
    return parses(range, &a) && parses(type, &b) ? us_media_fit(&a, &b) : 99;
}

static void ranges(void **state)
{
    (void)state;
    assert_int_equal(fit("*/*", "a/b"), 1);
    assert_int_equal(fit("A/*", "a/b"), 2);
    assert_int_equal(fit("a/B", "a/b"), 3);
    assert_int_equal(fit("a/c", "a/b"), 0);
    assert_int_equal(fit("c/*", "a/b"), 0);
    assert_int_equal(fit("*/b", "a/b"), 0);
    assert_int_equal(fit("application/json", "application/problem+json"), 0);
    assert_int_equal(fit("application/*+json", "application/Problem+JSON"), 2);
    assert_int_equal(fit("application/*+json", "application/json"), 0);
    assert_int_equal(fit("application/*+json", "text/a+json"), 0);
    assert_int_equal(fit("application/*+json", "application/atom+xml"), 0);
}

static unsigned quality(const char *accept, const char *name)
{
    us_media_type type;
    unsigned best;
    return parses(name, &type) ? us_media_quality(us_text_of(accept), &type, &best) : 9999;
}

static void qualities(void **state)
{
    (void)state;
    assert_int_equal(quality("text/html", "text/html"), 1000);
    assert_int_equal(quality("text/html", "text/csv"), 0);
    assert_int_equal(quality("text/*;q=0.5, text/csv;q=0.25, */*;q=0.1", "text/csv"), 250);
    assert_int_equal(quality("text/*;q=0.5, text/csv;q=0.25, */*;q=0.1", "text/html"), 500);
    assert_int_equal(quality("text/*;q=0.5, text/csv;q=0.25, */*;q=0.1", "image/png"), 100);
    assert_int_equal(quality("*/*, text/csv;q=0", "text/csv"), 0);
    assert_int_equal(quality("*; q=.25", "text/csv"), 250);
    assert_int_equal(quality("text/csv;v=\"a,b\";q=0.125", "text/csv"), 125);
    assert_int_equal(quality("text/csv;q=1.000", "text/csv"), 1000);
    assert_int_equal(quality("text/csv;q=.", "text/csv"), 1000);
    assert_int_equal(quality("text/csv;q=nonsense", "text/csv"), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_between_separators),
        cmocka_unit_test(an_open_quote_reaches_to_the_end),
        cmocka_unit_test(quotes_come_off),
        cmocka_unit_test(media_types),
        cmocka_unit_test(ranges),
        cmocka_unit_test(qualities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
