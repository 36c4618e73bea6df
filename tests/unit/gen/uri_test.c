/* The table of RFC 3986, section 5.4, and what it does not show. */
#include "gen/uri.h"

#include "front.h"

static void references_are_resolved(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "g:h", "g:h" },
        { "g", "http://a/b/c/g" },
        { "./g", "http://a/b/c/g" },
        { "g/", "http://a/b/c/g/" },
        { "/g", "http://a/g" },
        { "//g", "http://g" },
        { "?y", "http://a/b/c/d;p?y" },
        { "g?y", "http://a/b/c/g?y" },
        { "#s", "http://a/b/c/d;p?q" },
        { "g#s", "http://a/b/c/g" },
        { ";x", "http://a/b/c/;x" },
        { "", "http://a/b/c/d;p?q" },
        { ".", "http://a/b/c/" },
        { "./", "http://a/b/c/" },
        { "..", "http://a/b/" },
        { "../g", "http://a/b/g" },
        { "../..", "http://a/" },
        { "../../g", "http://a/g" },
        { "../../../g", "http://a/g" },
        { "/./g", "http://a/g" },
        { "/../g", "http://a/g" },
        { "g.", "http://a/b/c/g." },
        { "..g", "http://a/b/c/..g" },
        { "./../g", "http://a/b/g" },
        { "g/./h", "http://a/b/c/g/h" },
        { "g/../h", "http://a/b/c/h" },
        { "g;x=1/../y", "http://a/b/c/y" },
        { "g?y/../x", "http://a/b/c/g?y/../x" },
        { "http:g", "http:g" },
        { "urn:uuid:deadbeef#a", "urn:uuid:deadbeef" },
    };
    us_arena arena = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        us_text base = US_TEXT("http://a/b/c/d;p?q");
        assert_text(gen_uri_resolve(&arena, base, us_text_of(cases[i][0])), cases[i][1]);
    }
    assert_text(gen_uri_resolve(&arena, US_TEXT("http://a"), US_TEXT("b")), "http://a/b");
    assert_text(gen_uri_resolve(&arena, US_TEXT("urn:a:b"), US_TEXT("#/c")), "urn:a:b");
    us_arena_free(&arena);
}

static void escapes_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = { "%", "%2", "a%2g", "%FF", "%C3" };
    us_arena arena = { 0 };
    us_text text;
    assert_true(gen_uri_decode(&arena, US_TEXT("a%20b%C3%BC%2f"), &text));
    assert_text(text, "a b\xC3\xBC/");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(gen_uri_decode(&arena, us_text_of(wrong[i]), &text));
    us_arena_free(&arena);
}

static void paths_become_uris(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    assert_text(gen_uri_of_path(&arena, US_TEXT("/a/b c%.yaml")), "file:///a/b%20c%25.yaml");
    assert_text(gen_uri_of_path(&arena, US_TEXT("a#\xC3\xBC?")), "file:///a%23%C3%BC%3F");
    us_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_resolved),
        cmocka_unit_test(escapes_are_read),
        cmocka_unit_test(paths_become_uris),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
