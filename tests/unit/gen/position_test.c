/* Lines and columns: what counts as a line, and in what columns are counted. */
#include "front.h"

static const char text[] = "\xEF\xBB\xBF"
                           "a\xC3\xA9\n\r\nb\rc\xF0\x9F\x98\x80z";

static void lines_end_in_three_ways(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_add_source(g, "a", us_text_of(text));
    static const char *const line[] = { "a\xC3\xA9", "", "b", "c\xF0\x9F\x98\x80z", "" };
    for (unsigned i = 0; i < 5; i++)
        assert_text(gen_source_line(&g->source[0], i + 1), line[i]);
    gen_free(g);
}

static void places_are_the_same_in_any_order(void **state)
{
    (void)state;
    static const struct {
        size_t byte, point;
        unsigned line, column;
    } place[] = {
        { 3, 0, 1, 1 },  { 4, 1, 1, 2 },  { 6, 2, 1, 3 },  { 7, 3, 2, 1 },  { 9, 5, 3, 1 },
        { 10, 6, 3, 2 }, { 11, 7, 4, 1 }, { 12, 8, 4, 2 }, { 16, 9, 4, 3 }, { 17, 10, 4, 4 },
    };
    gen *g = gen_new();
    gen_add_source(g, "a", us_text_of(text));
    gen_cursor cursor = gen_cursor_new(g, 0);
    for (unsigned i = 0; i < 10; i++) {
        unsigned k = i * 7 % 10; /* forwards and backwards */
        gen_at at = gen_cursor_to_byte(&cursor, place[k].byte);
        assert_at(at, place[k].line, place[k].column);
        at = gen_cursor_to_point(&cursor, place[(k + 3) % 10].point);
        assert_at(at, place[(k + 3) % 10].line, place[(k + 3) % 10].column);
    }
    assert_at(gen_cursor_to_byte(&cursor, 1000), 4, 4);
    gen_free(g);
}

/* A document of one line that is longer than the distance of two marks. */
static void far_places_are_found(void **state)
{
    (void)state;
    gen *g = gen_new();
    us_buf line = us_buf_new(&g->arena, 1 << 20);
    for (unsigned i = 0; i < 100000; i++)
        us_buf_print(&line, "%05u\xC3\xA9,", i); /* seven columns, eight bytes */
    us_buf_add_string(&line, "\nlast");
    gen_add_source(g, "a", us_buf_text(&line));
    unsigned before;
    us_text part = gen_source_around(&g->source[0], (gen_at){ 0, 1, 7 * 99990 + 1 }, 14, &before);
    assert_int_equal(before, 14);
    assert_int_equal(memcmp(part.bytes, "99988\xC3\xA9,99989\xC3\xA9,99990\xC3\xA9,", 24), 0);
    part = gen_source_around(&g->source[0], (gen_at){ 0, 2, 3 }, 14, &before);
    assert_text(part, "last");
    assert_int_equal(before, 2);
    assert_text(gen_source_line(&g->source[0], 2), "last");
    assert_text(gen_source_line(&g->source[0], 3), "");
    gen_cursor cursor = gen_cursor_new(g, 0);
    assert_at(gen_cursor_to_byte(&cursor, 8 * 5000 + 7), 1, 7 * 5000 + 7);
    assert_at(gen_cursor_to_point(&cursor, 7 * 6000), 1, 7 * 6000 + 1);
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_in_three_ways),
        cmocka_unit_test(places_are_the_same_in_any_order),
        cmocka_unit_test(far_places_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
