/* Schema resources: URIs, anchors, dialects, and documents that lead to each other. */
#include "front.h"

static gen_node *at_pointer(gen *g, gen_node *root, const char *pointer)
{
    gen_node *node = gen_find(g, root, us_text_of(pointer));
    assert_non_null(node);
    return node;
}

static gen_node *resolved(gen *g, const char *text)
{
    gen_node *root = load(g, "a.yaml", text);
    assert_non_null(root);
    gen_resolve(g, root);
    return root;
}

static void references_find_uris_and_anchors(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = resolved(g, "$id: http://example.org/root.json\n"
                                 "$defs:\n"
                                 "  a: { $id: sub/a.json, $defs: { x: { $anchor: here } } }\n"
                                 "  b: { $anchor: here }\n"
                                 "items: { $ref: sub/a.json#here }\n"
                                 "not: { $ref: '#here' }\n"
                                 "anyOf:\n"
                                 "- { $ref: 'http://example.org/root.json#/$defs/b' }\n"
                                 "- { $ref: '#/$defs/a/$defs/x' }\n"
                                 "- { $ref: 'sub/a.json' }\n"
                                 "- { $ref: 'sub/../root.json' }\n");
    assert_string_equal(diagnostics(g), "");
    gen_node *a = at_pointer(g, root, "/$defs/a"), *b = at_pointer(g, root, "/$defs/b");
    gen_node *x = at_pointer(g, a, "/$defs/x");
    assert_ptr_equal(at_pointer(g, root, "/items")->target, x);
    assert_ptr_equal(at_pointer(g, root, "/not")->target, b);
    assert_ptr_equal(at_pointer(g, root, "/anyOf/0")->target, b);
    assert_ptr_equal(at_pointer(g, root, "/anyOf/1")->target, x);
    assert_ptr_equal(at_pointer(g, root, "/anyOf/2")->target, a);
    assert_ptr_equal(at_pointer(g, root, "/anyOf/3")->target, root);
    assert_text(x->resource->uri, "http://example.org/sub/a.json");
    assert_ptr_equal(x->resource->root, a);
    assert_ptr_equal(b->resource, root->resource);
    gen_free(g);
}

static void dialect_is(const char *text, enum gen_dialect dialect)
{
    gen *g = gen_new();
    gen_node *root = resolved(g, text);
    assert_string_equal(diagnostics(g), "");
    assert_int_equal(at_pointer(g, root, "/components/schemas/a")->resource->dialect, dialect);
    gen_free(g);
}

static void the_nearest_dialect_counts(void **state)
{
    (void)state;
    dialect_is("openapi: 3.1.0\ncomponents: { schemas: { a: {} } }", GEN_OPENAPI_31);
    dialect_is("openapi: 3.0.3\ncomponents: { schemas: { a: {} } }", GEN_OPENAPI_30);
    dialect_is("openapi: 3.1.0\njsonSchemaDialect: https://json-schema.org/draft/2019-09/schema\n"
               "components: { schemas: { a: {} } }",
               GEN_2019_09);
    dialect_is("openapi: 3.1.0\ncomponents: { schemas: { a: {\n"
               "  $schema: 'http://json-schema.org/draft-07/schema#' } } }",
               GEN_DRAFT_7);
}

static void older_drafts_name_schemas_by_id(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = resolved(g, "$schema: http://json-schema.org/draft-04/schema#\n"
                                 "id: http://example.org/\n"
                                 "definitions: { a: { id: '#a' }, b: { $anchor: b } }\n"
                                 "items: { $ref: '#a' }\n"
                                 "not: { $ref: '#b' }\n");
    assert_ptr_equal(at_pointer(g, root, "/items")->target, at_pointer(g, root, "/definitions/a"));
    assert_null(at_pointer(g, root, "/not")->target);
    assert_int_equal(g->errors, 1);
    gen_free(g);
}

static void dynamic_references_have_a_first_target(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_node *root = resolved(g, "$id: http://example.org/\n$dynamicAnchor: node\n"
                                 "items: { $dynamicRef: '#node' }\n"
                                 "not:\n"
                                 "  $schema: https://json-schema.org/draft/2019-09/schema\n"
                                 "  $id: tree\n  $recursiveAnchor: true\n"
                                 "  items: { $recursiveRef: '#' }\n");
    assert_string_equal(diagnostics(g), "");
    gen_node *tree = at_pointer(g, root, "/not");
    assert_ptr_equal(at_pointer(g, root, "/items")->dynamic_target, root);
    assert_ptr_equal(at_pointer(g, tree, "/items")->dynamic_target, tree);
    assert_true(root->resource->anchor->dynamic);
    assert_text(root->resource->anchor->name, "node");
    assert_true(tree->resource->anchor->dynamic);
    assert_text(tree->resource->anchor->name, "");
    gen_free(g);
}

static void an_anchor_stands_once(void **state)
{
    (void)state;
    gen *g = gen_new();
    resolved(g, "not: { $anchor: a }\nitems: { $anchor: a }\nif: { $id: b#c }\n");
    assert_string_equal(
        diagnostics(g),
        "a.yaml:2:19: error: the anchor \"a\" was already given to the schema in line 1\n"
        "items: { $anchor: a }\n"
        "                  ^\n"
        "a.yaml:3:12: error: \"b#c\": $id has no fragment; name the schema with $anchor\n"
        "if: { $id: b#c }\n"
        "           ^\n");
    gen_free(g);
}

/* ---- other files --------------------------------------------------------------------------------- */

static const struct {
    const char *uri, *path, *text;
} files[] = {
    { "file:///a.json", "a.json",
      "{\"properties\": {\"b\": {\"$ref\": \"lib/b.yaml#/$defs/b\"}, \"a\": {\"$ref\": \"a.json\"}}}" },
    { "file:///lib/b.yaml", "lib/b.yaml",
      "$defs:\n  b: { $ref: '../a.json#/properties/a' }\n  unused: { $ref: nowhere.json }\n" },
    { "file:///torn.json", "torn.json", "{" },
    { "file:///words.json", "words.json",
      "{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\", \"$vocabulary\": {"
      "\"https://json-schema.org/draft/2019-09/vocab/core\": true,"
      "\"https://json-schema.org/draft/2019-09/vocab/applicator\": true,"
      "\"https://example.org/vocab/colours\": false}}" },
    { "file:///units.json", "units.json",
      "{\"$vocabulary\": {\"https://example.org/vocab/units\": true}}" },
    { "file:///api.json", "api.json",
      "{\"$vocabulary\": {\"https://spec.openapis.org/oas/3.1/vocab/base\": true}}" },
};

static bool load_file(void *context, us_text uri, us_text *path, us_text *text)
{
    ++*(unsigned *)context;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (us_text_equal(uri, us_text_of(files[i].uri))) {
            *path = us_text_of(files[i].path);
            *text = us_text_of(files[i].text);
            return true;
        }
    }
    *text = US_TEXT("there is no such file");
    return false;
}

static void files_may_refer_to_each_other(void **state)
{
    (void)state;
    unsigned reads = 0;
    gen *g = gen_new();
    g->loader = (gen_loader){ load_file, &reads };
    gen_node *root =
        load(g, "spec.yaml", "allOf: [{ $ref: a.json }, { $ref: 'lib/b.yaml#/$defs/b' }]");
    gen_resolve(g, root);
    assert_string_equal(diagnostics(g), "");
    assert_int_equal(reads, 2);
    gen_node *a = at_pointer(g, root, "/allOf/0")->target,
             *b = at_pointer(g, root, "/allOf/1")->target;
    assert_string_equal(g->source[a->at.file].path, "a.json");
    assert_string_equal(g->source[b->at.file].path, "lib/b.yaml");
    assert_at(b->at, 2, 6);
    assert_ptr_equal(at_pointer(g, a, "/properties/b")->target, b);
    assert_ptr_equal(gen_follow(b), a);
    gen_free(g);
}

static void a_metaschema_says_which_words_are_keywords(void **state)
{
    (void)state;
    unsigned reads = 0;
    gen *g = gen_new();
    g->loader = (gen_loader){ load_file, &reads };
    gen_node *root = load(g, "spec.yaml", "$schema: words.json\nitems: { $schema: api.json }\n");
    gen_resolve(g, root);
    assert_string_equal(diagnostics(g), "");
    assert_int_equal(root->resource->dialect, GEN_2019_09);
    assert_int_equal(root->resource->vocabularies,
                     GEN_VOCABULARY_CORE | GEN_VOCABULARY_APPLICATOR | GEN_VOCABULARY_UNEVALUATED);
    assert_int_equal(at_pointer(g, root, "/items")->resource->dialect, GEN_OPENAPI_31);
    gen_free(g);
}

static void a_vocabulary_that_is_required_must_be_known(void **state)
{
    (void)state;
    unsigned reads = 0;
    gen *g = gen_new();
    g->loader = (gen_loader){ load_file, &reads };
    gen_resolve(g, load(g, "spec.yaml", "openapi: 3.1.0\njsonSchemaDialect: units.json\n"));
    assert_int_equal(g->errors, 1);
    assert_non_null(strstr(diagnostics(g), "spec.yaml:2:20: error: this dialect requires the "
                                           "vocabulary \"https://example.org/vocab/units\""));
    gen_free(g);
}

static void what_is_wrong_is_said_where_it_stands(void **state)
{
    (void)state;
    unsigned reads = 0;
    gen *g = gen_new();
    g->loader = (gen_loader){ load_file, &reads };
    gen_node *root = load(g, "spec.yaml",
                          "allOf: [{ $ref: c.json }, { $ref: a.json#/propertied }, "
                          "{ $ref: torn.json }]");
    gen_resolve(g, root);
    assert_int_equal(g->errors, 3);
    assert_non_null(strstr(
        diagnostics(g), "spec.yaml:1:17: error: \"c.json\" is not read: there is no such file\n"));
    assert_non_null(strstr(
        diagnostics(g), "\"a.json\" has no member \"propertied\" (did you mean \"properties\"?)"));
    assert_non_null(strstr(diagnostics(g), "torn.json:1:2: error: "));
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_find_uris_and_anchors),
        cmocka_unit_test(the_nearest_dialect_counts),
        cmocka_unit_test(older_drafts_name_schemas_by_id),
        cmocka_unit_test(dynamic_references_have_a_first_target),
        cmocka_unit_test(an_anchor_stands_once),
        cmocka_unit_test(files_may_refer_to_each_other),
        cmocka_unit_test(a_metaschema_says_which_words_are_keywords),
        cmocka_unit_test(a_vocabulary_that_is_required_must_be_known),
        cmocka_unit_test(what_is_wrong_is_said_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
