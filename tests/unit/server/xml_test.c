/* Trees of XML: what is in them, the way to an element, and what would cost too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "server/xml.h"

static us_arena arena;
static us_xml_error error;

static int empty_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    arena = (us_arena){ 0 };
    assert_true(us_xml_find());
    return 0;
}

static us_xml_element *read_text(const char *text)
{
    return us_xml_read(&arena, us_text_of(text), true, &error);
}

static void a_tree(void **state)
{
    (void)state;
    us_xml_element *root = read_text("<a xmlns='urn:a' b='&lt;1'>x<c>y</c>z<d/>\n<c/></a>");
    assert_non_null(root);
    assert_true(us_text_equal(root->space, US_TEXT("urn:a")));
    assert_true(us_text_equal(root->text, US_TEXT("xz\n")));
    assert_true(us_text_equal(root->attribute->value, US_TEXT("<1")));
    assert_int_equal(root->child->next->next->line, 2);
    assert_true(us_text_equal(us_xml_path(&arena, root->child->next->next), US_TEXT("/a/c[2]")));
    assert_true(us_text_equal(us_xml_path(&arena, root->child->next), US_TEXT("/a/d")));
}

static void children_by_their_names(void **state)
{
    unsigned count;
    (void)state;
    us_xml_element *root = read_text("<a><c/><bb/><b/><c x='1'/><b/></a>");
    us_xml_children children = us_xml_children_of(&arena, root);
    const us_xml_child *c = us_xml_children_named(&children, US_TEXT("c"), &count);
    assert_int_equal(count, 2);
    assert_ptr_equal(c[0].element, root->child);
    assert_non_null(c[1].element->attribute);
    us_xml_children_named(&children, US_TEXT("b"), &count);
    assert_int_equal(count, 2);
    us_xml_children_named(&children, US_TEXT("bb"), &count);
    assert_int_equal(count, 1);
    us_xml_children_named(&children, US_TEXT("ccc"), &count);
    assert_int_equal(count, 0);
}

/* A thousand names are fine, and a hundred thousand are more than anybody has. */
static void as_many_names_as_anybody_has(void **state)
{
    (void)state;
    for (unsigned names = 1000; names <= 100000; names *= 100) {
        us_buf text = us_buf_new(&arena, 4096);
        us_buf_add_string(&text, "<a>");
        for (unsigned i = 0; i < names; i++)
            us_buf_print(&text, "<name%u/>", i);
        us_buf_add_string(&text, "</a>");
        const us_xml_element *root = us_xml_read(&arena, us_buf_text(&text), true, &error);
        assert_int_equal(root != NULL, names == 1000);
    }
    assert_non_null(strstr(error.message.bytes, "more different names"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_tree, empty_arena),
        cmocka_unit_test_setup(children_by_their_names, empty_arena),
        cmocka_unit_test_setup(as_many_names_as_anybody_has, empty_arena),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    us_arena_free(&arena);
    return failed;
}
