/* The list and the look of diagnostics. */
#include "front.h"

static const gen_at whole_file = { 0 };

static gen_at place(unsigned line, unsigned column)
{
    return (gen_at){ .file = 0, .line = line, .column = column };
}

static gen *with_source(const char *text)
{
    gen *g = gen_new();
    gen_add_source(g, "dir/a.yaml", us_text_of(text));
    return g;
}

static void a_caret_stands_below_the_column(void **state)
{
    (void)state;
    gen *g = with_source("first\n\tsecond: \xC3\xA9 x\r\nthird");
    assert_text(g->source[0].name, "a.yaml");
    gen_error(g, place(2, 12), "wrong %s", "here");
    gen_warning(g, place(3, 6), "at the end");
    gen_error(g, place(4, 1), "behind it");
    assert_string_equal(diagnostics(g), "dir/a.yaml:2:12: error: wrong here\n"
                                        "\tsecond: \xC3\xA9 x\n"
                                        "\t          ^\n"
                                        "dir/a.yaml:3:6: warning: at the end\n"
                                        "third\n"
                                        "     ^\n"
                                        "dir/a.yaml:4:1: error: behind it\n"
                                        "\n"
                                        "^\n");
    assert_int_equal(g->errors, 2);
    assert_int_equal(g->warnings, 1);
    gen_free(g);
}

static void a_file_as_a_whole_has_no_line(void **state)
{
    (void)state;
    gen *g = with_source("text");
    gen_error(g, whole_file, "cannot be read");
    assert_string_equal(diagnostics(g), "dir/a.yaml: error: cannot be read\n");
    gen_free(g);
}

static void what_a_terminal_obeys_is_spelled_out(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_add_source(g, "a\033.yaml", US_TEXT("\033[2J\0\x80 \xE2\x80\xAE x"));
    gen_error(g, place(1, 11), "in \"%s\" \033", gen_show(g, US_TEXT("\r\n\x7F\0\xFF")));
    assert_string_equal(
        diagnostics(g),
        "a<U+001B>.yaml:1:11: error: in \"<U+000D><U+000A><U+007F><U+0000>\xEF\xBF\xBD\" "
        "<U+001B>\n"
        "<U+001B>[2J<U+0000>\xEF\xBF\xBD <U+202E> x\n"
        "                               ^\n");
    gen_free(g);
}

static void wide_lines_are_cut_around_the_caret(void **state)
{
    (void)state;
    char line[1001];
    for (unsigned i = 0; i < 1000; i++)
        line[i] = (char)('a' + i % 26);
    line[1000] = '\0';
    for (unsigned column = 1; column <= 1000; column += 37) {
        gen *g = with_source(line);
        gen_error(g, place(1, column), "x");
        const char *source = strchr(diagnostics(g), '\n') + 1;
        const char *caret = strchr(source, '\n') + 1;
        size_t shown = strcspn(caret, "^"), length = (size_t)(caret - source);
        assert_true(length <= 121 + 6); /* an ellipsis has three bytes and one column */
        if (source[0] == '\xE2')
            shown += 2;
        assert_int_equal(source[shown], line[column - 1]);
        gen_free(g);
    }
}

static void twenty_errors_are_kept(void **state)
{
    (void)state;
    gen *g = with_source("text");
    for (unsigned i = 0; i < 25; i++)
        gen_error(g, whole_file, "fault %u", i);
    for (unsigned i = 0; i < 101; i++)
        gen_warning(g, whole_file, "doubt %u", i);
    const char *text = diagnostics(g);
    assert_int_equal(g->errors, 25);
    assert_non_null(strstr(text, "fault 19\n"));
    assert_null(strstr(text, "fault 20\n"));
    assert_non_null(strstr(text, "doubt 99\n"));
    assert_non_null(strstr(text, "\xE2\x80\xA6 5 more errors\n\xE2\x80\xA6 1 more warning\n"));
    gen_free(g);
}

static void the_same_complaint_is_made_once(void **state)
{
    (void)state;
    gen *g = with_source("text");
    gen_error(g, place(1, 1), "a");
    gen_error(g, place(1, 1), "a");
    gen_error(g, place(1, 1), "b");
    gen_error(g, place(1, 2), "a");
    assert_int_equal(g->errors, 3);
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_caret_stands_below_the_column),
        cmocka_unit_test(a_file_as_a_whole_has_no_line),
        cmocka_unit_test(what_a_terminal_obeys_is_spelled_out),
        cmocka_unit_test(wide_lines_are_cut_around_the_caret),
        cmocka_unit_test(twenty_errors_are_kept),
        cmocka_unit_test(the_same_complaint_is_made_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
