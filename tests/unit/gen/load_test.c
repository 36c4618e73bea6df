/* Reading: which language, and that JSON and YAML give the same document with true places. What is refused
 * and how that looks is in tests/golden/front. */
#include "front.h"

static void json_and_yaml_are_told_apart(void **state)
{
    (void)state;
    gen *g = gen_new();
    assert_int_equal(load(g, "a.yaml", " \n\t{\"a\": \"\\/\"}")->kind,
                     GEN_OBJECT); /* \/ is no YAML */
    assert_int_equal(load(g, "a", "[1]")->kind, GEN_ARRAY);
    assert_int_equal(load(g, "a.yaml", "a: 1")->kind, GEN_OBJECT);
    assert_text(load(g, "a.json", "\"text\"")->text, "text");
    assert_text(load(g, "a.yaml", "\"text\"")->text, "text");
    assert_int_equal(g->errors, 0);
    assert_null(load(g, "a.json", "text"));
    assert_int_equal(g->errors, 1);
    gen_free(g);
}

static void every_member_has_its_place(void **state)
{
    (void)state;
    static const char *const text[] = {
        "{\n  \"\xC3\xA9\\\"\\\\\": {\"b\" : [1, \"]\\\"\",\t{ }, -2.5e3 , null,true,false],\n  \"c\": \"x\"}}",
        "\xC3\xA9\"\\:\n  b:\n    [1]\n  c: x\n",
    };
    static const struct {
        unsigned key[2], value[2];
    } place[2][3] = {
        { { { 2, 3 }, { 2, 12 } }, { { 2, 13 }, { 2, 19 } }, { { 3, 3 }, { 3, 8 } } },
        { { { 1, 1 }, { 2, 3 } }, { { 2, 3 }, { 3, 5 } }, { { 4, 3 }, { 4, 6 } } },
    };
    for (unsigned i = 0; i < 2; i++) {
        gen *g = gen_new();
        gen_member *outer = load(g, "a", text[i])->member;
        gen_member *member[3] = { outer, outer->value->member, outer->value->member->next };
        for (unsigned m = 0; m < 3; m++) {
            assert_at(member[m]->at, place[i][m].key[0], place[i][m].key[1]);
            assert_at(member[m]->value->at, place[i][m].value[0], place[i][m].value[1]);
        }
        assert_text(outer->key, "\xC3\xA9\"\\");
        gen_free(g);
    }
}

static void items_of_json_have_their_places(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root =
        load(g, "a.json", "[ \"a\\\\\", [[],[ ] ],{\"x\":{}} , -1.5e+7 ,null,\n  true]");
    static const unsigned place[][2] = { { 1, 3 },  { 1, 10 }, { 1, 20 },
                                         { 1, 31 }, { 1, 40 }, { 2, 3 } };
    unsigned i = 0;
    for (gen_node *item = root->item; item; item = item->next, i++)
        assert_at(item->at, place[i][0], place[i][1]);
    assert_int_equal(i, 6);
    assert_int_equal(root->count, 6);
    gen_free(g);
}

static void an_alias_can_stand_in_two_arrays(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root =
        load(g, "a.yaml", "a: &x [1, 2]\nb: [*x, 3]\nc: [4, *x, *x]\nd: &x 5\ne: *x\n");
    assert_string_equal(json(g, root),
                        "{\"a\":[1,2],\"b\":[[1,2],3],\"c\":[4,[1,2],[1,2]],\"d\":5,\"e\":5}");
    assert_at(gen_get(root, "b")->item->at, 2, 5);
    gen_free(g);
}

/* The weight of a text counts: ten thousand aliases of a long string are no small document. */
static void long_texts_weigh(void **state)
{
    (void)state;
    gen *g = gen_new();
    us_buf text = us_buf_new(&g->arena, 1 << 20);
    us_buf_add_string(&text, "a: &a ");
    for (unsigned i = 0; i < 100000; i++)
        us_buf_add_byte(&text, 'x');
    us_buf_add_string(&text, "\nb:\n");
    for (unsigned i = 0; i < 1000; i++)
        us_buf_add_string(&text, "- *a\n");
    assert_null(load(g, "a.yaml", text.bytes));
    assert_non_null(strstr(diagnostics(g), "32 MB of text"));
    gen_free(g);
}

static void a_nul_in_a_string_survives(void **state)
{
    (void)state;
    static const char *const text[] = { "{\"a\\u0000b\": \"c\\u0000d\"}",
                                        "\"a\\0b\": \"c\\0d\"\n" };
    for (unsigned i = 0; i < 2; i++) {
        gen *g = gen_new();
        gen_member *member = load(g, "a", text[i])->member;
        assert_int_equal(member->key.length, 3);
        assert_memory_equal(member->value->text.bytes, "c\0d", 3);
        gen_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_and_yaml_are_told_apart),
        cmocka_unit_test(every_member_has_its_place),
        cmocka_unit_test(items_of_json_have_their_places),
        cmocka_unit_test(an_alias_can_stand_in_two_arrays),
        cmocka_unit_test(long_texts_weigh),
        cmocka_unit_test(a_nul_in_a_string_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
