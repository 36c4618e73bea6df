/* The document as a tree: its members, and what they are. */
#include "front.h"

static void members_are_found_by_name(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = load(g, "a.yaml", "a: text\nb: 5\nc: [a]\n");
    assert_text(gen_get(root, "a")->text, "text");
    assert_at(gen_get_member(root, "b")->at, 2, 1);
    assert_null(gen_get(root, "B"));
    assert_null(gen_get(gen_get(root, "c"), "a"));
    assert_null(gen_get(NULL, "a"));
    assert_text(gen_get_text(root, "a"), "text");
    assert_text(gen_get_text(root, "b"), "");
    assert_text(gen_get_text(NULL, "b"), "");
    gen_free(g);
}

static void the_members_of_a_big_object_are_found_by_name(void **state)
{
    (void)state;
    gen *g = gen_new();
    us_buf text = us_buf_new(&g->arena, 4096);
    for (unsigned i = 0; i < 1000; i++)
        us_buf_print(&text, "%s\"name %u\":%u", i ? "," : "{", i, i);
    us_buf_add_string(&text, ",\"\\u0041\":\"\\\\\"}");
    gen_node *root = load(g, "a.json", text.bytes);
    assert_text(gen_get(root, "name 0")->text, "0");
    assert_text(gen_get(root, "name 999")->text, "999");
    assert_text(gen_get(root, "A")->text, "\\");
    assert_null(gen_get(root, "name 1000"));
    assert_null(gen_get(root, ""));
    gen_free(g);
}

static void a_value_is_written_as_it_was_spelled(void **state)
{
    (void)state;
    static const char *const text[] = {
        "{\"a\":[1.50,-0,1E400,9007199254740993],\"b\":{\"\":null},\"c\":[true,false,[],{}]}",
        "\"quote \\\" backslash \\\\ line\\nend \\u0000 \xC3\xA9\"",
    };
    for (unsigned i = 0; i < 2; i++) {
        gen *g = gen_new();
        assert_string_equal(json(g, load(g, "a.json", text[i])), text[i]);
        gen_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(the_members_of_a_big_object_are_found_by_name),
        cmocka_unit_test(a_value_is_written_as_it_was_spelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
