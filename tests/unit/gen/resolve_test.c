/* References that lead somewhere; those that do not are in tests/golden/front. */
#include "front.h"

static gen_node *at_pointer(gen *g, gen_node *root, const char *pointer)
{
    gen_node *node = gen_find(g, root, us_text_of(pointer));
    assert_non_null(node);
    return node;
}

static void pointers_are_decoded(void **state)
{
    (void)state;
    static const char *const same[] = { "#/%24defs/a~1b~0%20c%25", "#/$defs/a~1b~0 c%25" };
    for (unsigned i = 0; i < 2; i++) {
        gen *g = gen_new();
        us_text text = us_arena_print(
            &g->arena, "$ref: '%s'\n$defs: { 'a/b~ c%%': { type: string } }\n", same[i]);
        gen_node *root = load(g, "a.yaml", text.bytes);
        gen_resolve(g, root);
        assert_string_equal(diagnostics(g), "");
        assert_string_equal(json(g, gen_follow(root)), "{\"type\":\"string\"}");
        assert_text(gen_follow(root)->pointer, "/$defs/a~1b~0 c%");
        gen_free(g);
    }
}

static void a_target_is_the_next_step_and_follow_the_last(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = load(g, "a.yaml",
                          "properties:\n  a: { $ref: '#/properties/b' }\n"
                          "  b: { $ref: '#/properties/c', minimum: 1 }\n"
                          "  c: { anyOf: [{ $ref: '#' }, true] }\n");
    gen_resolve(g, root);
    assert_int_equal(g->errors, 0);
    gen_node *a = at_pointer(g, root, "/properties/a"), *b = at_pointer(g, root, "/properties/b");
    gen_node *c = at_pointer(g, root, "/properties/c");
    assert_ptr_equal(a->target, b);
    assert_ptr_equal(gen_follow(a), c);
    assert_ptr_equal(at_pointer(g, root, "/properties/c/anyOf/0")->target, root);
    assert_ptr_equal(gen_follow(c), c);
    assert_null(gen_follow(NULL));
    gen_free(g);
}

static void data_holds_no_references(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = load(g, "a.yaml",
                          "x-a: { $ref: no }\ndefault: { $ref: no }\nenum: [{ $ref: no }]\n"
                          "const: { $ref: no }\nexample: { $ref: no }\n"
                          "examples: [{ $ref: no }]\n"
                          "properties: { default: { $ref: '#/$defs/a' },\n"
                          "  $ref: { type: string }, x-b: { $ref: '#/$defs/a' } }\n"
                          "$defs: { a: { type: string } }\n");
    gen_resolve(g, root);
    assert_string_equal(diagnostics(g), "");
    assert_null(gen_get(root, "default")->target);
    assert_non_null(at_pointer(g, root, "/properties/default")->target);
    assert_non_null(at_pointer(g, root, "/properties/x-b")->target);
    gen_free(g);
}

/* A place that is no schema by itself is one as soon as a reference to a schema leads there. */
static void targets_are_read_as_what_they_stand_for(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = load(g, "a.yaml",
                          "$ref: '#/x-shared/list/1'\n"
                          "x-shared: { list: [0, { items: { $ref: '#/x-shared/name' } }],\n"
                          "  name: { $ref: '#/x-shared/last' }, last: {},\n"
                          "  unused: { $ref: 'no' } }\n");
    gen_resolve(g, root);
    assert_string_equal(diagnostics(g), "");
    assert_ptr_equal(gen_follow(at_pointer(g, root, "/x-shared/list/1/items")),
                     at_pointer(g, root, "/x-shared/last"));
    gen_free(g);
}

static void a_schema_anywhere_in_a_document(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root =
        load(g, "a.json", "[{\"schema\": {\"items\": {\"$ref\": \"#/0/name\"}}, \"name\": {}}]");
    gen_resolve_schema(g, root, at_pointer(g, root, "/0/schema"));
    assert_int_equal(g->errors, 0);
    assert_ptr_equal(at_pointer(g, root, "/0/schema/items")->target,
                     at_pointer(g, root, "/0/name"));
    assert_null(gen_find(g, root, US_TEXT("/1")));
    assert_null(gen_find(g, root, US_TEXT("/00")));
    assert_null(gen_find(g, root, US_TEXT("0")));
    assert_null(gen_find(g, root, US_TEXT("/0/na~2me")));
    assert_ptr_equal(gen_find(g, root, US_TEXT("")), root);
    gen_free(g);
}

/* A long row of references in a row of schemas must not fill the stack. */
static void many_references_are_no_depth(void **state)
{
    (void)state;
    gen *g = gen_new();
    us_buf text = us_buf_new(&g->arena, 1 << 20);
    us_buf_add_string(&text, "$defs:\n");
    for (unsigned i = 0; i < 20000; i++)
        us_buf_print(&text, "  s%u: { items: { $ref: '#/x/s%u' } }\n", i, i);
    us_buf_add_string(&text, "x:\n");
    for (unsigned i = 0; i < 3000; i++)
        us_buf_print(&text, "  s%u: { not: { $ref: '#/x/s%u' } }\n", i, i + 1);
    us_buf_add_string(&text, "  s3000: {}\n");
    gen_node *root = load(g, "a.yaml", text.bytes);
    gen_resolve_schema(g, root, at_pointer(g, root, "/x/s0"));
    assert_int_equal(g->errors, 0);
    assert_ptr_equal(at_pointer(g, root, "/x/s2999/not")->target, at_pointer(g, root, "/x/s3000"));
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointers_are_decoded),
        cmocka_unit_test(a_target_is_the_next_step_and_follow_the_last),
        cmocka_unit_test(data_holds_no_references),
        cmocka_unit_test(targets_are_read_as_what_they_stand_for),
        cmocka_unit_test(a_schema_anywhere_in_a_document),
        cmocka_unit_test(many_references_are_no_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
