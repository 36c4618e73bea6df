/* The layout of generated C, and the three doors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gen/out.h"

static us_arena arena;

static int free_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static void assert_written(const out *o, const char *expected)
{
    assert_string_equal(us_buf_text(&o->buf).bytes, expected);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

static void blocks_are_indented(void **state)
{
    out o = out_new(&arena);

    (void)state;
    out_open(&o, "void %s(void)", "f");
    out_line(&o, "g();");
    out_close(&o, "}");
    assert_written(&o, "void f(void)\n    g();\n}\n");
}

static void a_gap_is_one_line_and_not_at_the_edge_of_a_block(void **state)
{
    out o = out_new(&arena);

    (void)state;
    out_gap(&o);
    out_open(&o, "{");
    out_gap(&o);
    out_line(&o, "a;");
    out_gap(&o);
    out_gap(&o);
    out_line(&o, "b;");
    out_gap(&o);
    out_close(&o, "}");
    assert_written(&o, "{\n    a;\n\n    b;\n}\n");
}

static void a_call_goes_on_below_its_first_argument(void **state)
{
    const char *long_one = "a_name_of_sixty_columns_______________________________60____";
    out o = out_new(&arena);

    (void)state;
    out_call(&o, "f", (const char *[]){ "a", long_one, long_one, "b" }, 4);
    assert_written(&o, "f(a, a_name_of_sixty_columns_______________________________60____,\n"
                       "  a_name_of_sixty_columns_______________________________60____, b);\n");
}

/* The width of the first line of `ff(aaa…, b);`. */
static size_t width_of_call(unsigned letters)
{
    char argument[100];
    out o = out_new(&arena);

    memset(argument, 'a', letters);
    argument[letters] = '\0';
    out_call(&o, "ff", (const char *[]){ argument, "b" }, 2);
    return us_text_find(us_buf_text(&o.buf), '\n');
}

static void a_call_fills_its_line(void **state)
{
    (void)state;
    assert_int_equal(width_of_call(OUT_COLUMNS - 8), OUT_COLUMNS);
    assert_int_equal(width_of_call(OUT_COLUMNS - 7), OUT_COLUMNS - 3);
}

static void many_cells_stand_in_columns(void **state)
{
    out o = out_new(&arena);
    out_cells cells = out_cells_new(&o, 5);

    (void)state;
    for (int i = 0; i < 5; i++)
        out_cell(&cells, i % 2 ? "a_longer_name" : "name");
    out_open(&o, "list = {");
    out_cells_write(&o, &cells);
    out_close(&o, "};");
    assert_written(&o, "list = {\n    name, a_longer_name, name, a_longer_name, name,\n};\n");
}

static void few_cells_stand_below_each_other(void **state)
{
    out o = out_new(&arena);
    out_cells cells = out_cells_new(&o, 2);

    (void)state;
    out_cell_text(&cells, "US_STR(", US_TEXT("a\nb"), ")");
    out_cell_address(&cells, "x");
    out_open(&o, "list = {");
    out_cells_write(&o, &cells);
    out_close(&o, "};");
    assert_written(&o, "list = {\n    US_STR(\"a\\n\"\n           \"b\"),\n    &x,\n};\n");
}

/* ---- Strings ------------------------------------------------------------------------------------ */

static const char *literal_of(us_text text)
{
    const char *literal = NULL;

    assert_true(out_literal(&arena, text, 1000, &literal));
    return literal;
}

static void what_could_end_a_literal_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(literal_of(US_TEXT("a\"b\\c")), "\"a\\\"b\\\\c\"");
    assert_string_equal(literal_of(US_TEXT("\t\r\x01")), "\"\\t\\r\\001\"");
    assert_string_equal(literal_of(US_TEXT("")), "\"\"");
}

static void an_octal_escape_does_not_swallow_the_digit_after_it(void **state)
{
    (void)state;
    assert_string_equal(literal_of(US_TEXT("\0001\0017")), "\"\\0001\\0017\"");
}

static void trigraphs_are_broken(void **state)
{
    (void)state;
    assert_string_equal(literal_of(US_TEXT("?\?/")), "\"?\\?/\"");
    assert_string_equal(literal_of(US_TEXT("?\?\?=")), "\"?\\?\\?=\"");
    assert_string_equal(literal_of(US_TEXT("a?b")), "\"a?b\"");
}

static void text_that_a_reader_can_see_is_kept(void **state)
{
    (void)state;
    assert_string_equal(literal_of(US_TEXT("größe 日本")), "\"größe 日本\"");
    assert_string_equal(literal_of(US_TEXT("\xE2\x80\xAE")), "\"\\342\\200\\256\""); /* U+202E */
    assert_string_equal(literal_of(US_TEXT("\xFF\xC3")), "\"\\377\\303\"");          /* no UTF-8 */
}

static void a_line_of_the_text_is_a_literal(void **state)
{
    out o = out_new(&arena);

    (void)state;
    out_text(&o, "x = ", US_TEXT("one\ntwo\n"), ";");
    assert_written(&o, "x = \"one\\n\"\n    \"two\\n\";\n");
}

/* What nobody reads has no comments, and the length of a text instead of a macro that measures it. */
static void to_run_macros_are_expanded(void **state)
{
    out o = out_new(&arena);
    out_cells cells;

    (void)state;
    o.to_run = true;
    out_comment(&o, "nothing");
    out_text(&o, ".id = US_STRING_OF(", US_TEXT("a\"\0\xC3\xA9"), "),");
    out_text(&o, "static const us_value one = US_JSON(", US_TEXT("[1]"), ");");
    out_text(&o, "x = F(", US_TEXT("a"), ");");
    cells = out_cells_new(&o, 2);
    out_cell_text(&cells, "US_STR(", US_TEXT("b?"), ")");
    out_cell_text_and(&cells, "[B] = { US_KEY(", US_TEXT("b"), "),", "7 }");
    out_cells_write(&o, &cells);
    assert_written(&o, ".id = { \"a\\\"\\000\xC3\xA9\", 5 },\n"
                       "static const us_value one = { { \"[1]\", 3 }, 0 };\n"
                       "x = F(\"a\");\n"
                       "{ { \"b?\", 2 }, 1 },\n"
                       "[B] = { .key = { \"b\", 1 },7 },\n");
}

static void a_text_between_long_names_ends(void **state)
{
    char closing[2 * OUT_COLUMNS] = { 0 };

    (void)state;
    for (size_t length = OUT_COLUMNS - 12; length < sizeof(closing) - 1; length++) {
        out o = out_new(&arena);

        memset(closing, ')', length);
        out_text(&o, "x = ", US_TEXT("\xE2\x80\xAE, one and two"), closing);
        assert_non_null(strstr(us_buf_text(&o.buf).bytes, "two\")"));
    }
}

/* Reads adjacent literals back, as a C compiler does. */
static us_text read_literals(us_text code)
{
    us_buf text = us_buf_new(&arena, 64);
    bool inside = false;

    for (size_t i = 0; i < code.length; i++) {
        char c = code.bytes[i];

        if (c == '"') {
            inside = !inside;
        } else if (inside && c == '\\') {
            c = code.bytes[++i];
            if ('0' <= c && c <= '3') {
                us_buf_add_byte(&text, (char)((c - '0') * 64 + (code.bytes[i + 1] - '0') * 8 +
                                              (code.bytes[i + 2] - '0')));
                i += 2;
            } else {
                us_buf_add_byte(&text, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
            }
        } else if (inside) {
            us_buf_add_byte(&text, c);
        }
    }
    return us_buf_text(&text);
}

static void every_byte_survives_and_no_line_is_too_wide(void **state)
{
    char bytes[4096];
    us_text text = { bytes, sizeof(bytes) }, code;
    uint32_t seed = 1;

    (void)state;
    for (int round = 0; round < 20; round++) {
        out o = out_new(&arena);

        for (size_t i = 0; i < sizeof(bytes); i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = round % 2 ? (char)(seed >> 24) : "?\\\"/*\n a1"[(seed >> 24) % 9];
        }
        o.indent = 3;
        out_text(&o, "bytes = F(", text, "),");
        code = us_buf_text(&o.buf);
        assert_true(us_text_equal(read_literals(code), text));
        while (code.length > 0) {
            size_t end = us_text_find(code, '\n');

            assert_true(out_width(us_text_slice(code, 0, end)) <= OUT_COLUMNS);
            code = us_text_slice(code, end + 1, code.length);
        }
    }
}

/* ---- Comments ----------------------------------------------------------------------------------- */

static const char *remark_of(us_text text)
{
    return out_remark(&arena, text, 80);
}

static void nothing_ends_a_comment(void **state)
{
    (void)state;
    assert_string_equal(remark_of(US_TEXT("a */ b")), "a * / b");
    assert_string_equal(remark_of(US_TEXT("a **/ /* b")), "a ** / / * b");
    assert_string_equal(remark_of(US_TEXT("*\n/")), "* /");
    assert_string_equal(remark_of(US_TEXT("*\0/")), "* /");
    assert_string_equal(remark_of(US_TEXT("*\xE2\x80\xAE/")), "* /");
    assert_string_equal(remark_of(US_TEXT("a\\")), "a");
    assert_string_equal(remark_of(US_TEXT("?\?/")), "? ?/");
}

static void a_comment_is_one_line(void **state)
{
    (void)state;
    assert_string_equal(remark_of(US_TEXT("a\r\n\tb\xE2\x80\xA8"
                                          "c")),
                        "a b c");
    assert_string_equal(out_remark(&arena, US_TEXT("0123456789"), 10), "0123456789");
    assert_string_equal(out_remark(&arena, US_TEXT("0123456789a"), 10), "0123456...");
}

static void a_comment_is_made_harmless_as_a_whole(void **state)
{
    out o = out_new(&arena);

    (void)state;
    out_comment(&o, "%s/%s", "*", "*");
    assert_written(&o, "/* * / * */\n");
}

/* ---- Identifiers -------------------------------------------------------------------------------- */

static const char *lower_of(us_text text)
{
    return out_identifier(&arena, text, OUT_LOWER, 40);
}

static void identifiers_are_words(void **state)
{
    (void)state;
    assert_string_equal(lower_of(US_TEXT("agentRid")), "agent_rid");
    assert_string_equal(lower_of(US_TEXT("HTTPServer")), "http_server");
    assert_string_equal(lower_of(US_TEXT("max_items")), "max_items");
    assert_string_equal(lower_of(US_TEXT("voice-agent.v2")), "voice_agent_v2");
    assert_string_equal(out_identifier(&arena, US_TEXT("maxItems"), OUT_UPPER, 40), "MAX_ITEMS");
}

static void anything_gives_an_identifier(void **state)
{
    (void)state;
    assert_string_equal(lower_of(US_TEXT("")), "unnamed");
    assert_string_equal(lower_of(US_TEXT("日本")), "unnamed");
    assert_string_equal(lower_of(US_TEXT("\0\n__")), "unnamed");
    assert_string_equal(lower_of(US_TEXT("1st")), "n_1st");
    assert_string_equal(lower_of(US_TEXT("__a__b__")), "a_b");
    assert_true(strlen(out_identifier(&arena, US_TEXT("aBaBaBaBaBaBaBaBaB"), OUT_LOWER, 8)) <= 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_indented),
        cmocka_unit_test(a_gap_is_one_line_and_not_at_the_edge_of_a_block),
        cmocka_unit_test(a_call_goes_on_below_its_first_argument),
        cmocka_unit_test(a_call_fills_its_line),
        cmocka_unit_test(many_cells_stand_in_columns),
        cmocka_unit_test(few_cells_stand_below_each_other),
        cmocka_unit_test(what_could_end_a_literal_is_escaped),
        cmocka_unit_test(an_octal_escape_does_not_swallow_the_digit_after_it),
        cmocka_unit_test(trigraphs_are_broken),
        cmocka_unit_test(text_that_a_reader_can_see_is_kept),
        cmocka_unit_test(a_line_of_the_text_is_a_literal),
        cmocka_unit_test(to_run_macros_are_expanded),
        cmocka_unit_test(a_text_between_long_names_ends),
        cmocka_unit_test(every_byte_survives_and_no_line_is_too_wide),
        cmocka_unit_test(nothing_ends_a_comment),
        cmocka_unit_test(a_comment_is_one_line),
        cmocka_unit_test(a_comment_is_made_harmless_as_a_whole),
        cmocka_unit_test(identifiers_are_words),
        cmocka_unit_test(anything_gives_an_identifier),
    };

    return cmocka_run_group_tests(tests, NULL, free_arena);
}
