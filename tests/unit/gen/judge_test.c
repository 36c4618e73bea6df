/* Values of the document against the rules beside them, as the runtime would decide. The messages of the
 * judge are in tests/golden/c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gen/judge.h"

static gen *g;

static gen_node *read_json(const char *json)
{
    gen_node *root = gen_load(g, gen_add_source(g, "schema.json", us_text_of(json)));

    assert_non_null(root);
    return root;
}

/* The name of the rule that the value breaks, or "". */
static const char *broken(const char *schema, const char *value)
{
    gen_schema *lowered = lower_schema(g, read_json(schema), US_TEXT("thing"));
    const gen_rule *rule = judge_value(g, lowered, read_json(value), NULL);

    return rule ? lower_keyword_of(rule->keyword)->name : "";
}

static const struct {
    const char *schema, *value, *rule;
} cases[] = {
    { "{\"type\": \"integer\"}", "[1.0]", "type" },
    { "{\"type\": \"array\"}", "[1.0]", "" },
    { "{\"enum\": [[1]]}", "[1.0]", "" },
    { "{\"enum\": [[2]]}", "[1.0]", "enum" },
    { "{\"const\": {\"a\": 1}}", "{\"a\": 1e0}", "" },
    { "{\"const\": {\"a\": 1}}", "{\"a\": 2}", "const" },
    { "{\"minItems\": 2}", "[1]", "minItems" },
    { "{\"maxItems\": 1}", "[1]", "" },
    { "{\"maxItems\": 1}", "[1, 2]", "maxItems" },
    { "{\"uniqueItems\": true}", "[1, 2, 1.0]", "uniqueItems" },
    { "{\"uniqueItems\": true}", "[1, \"1\"]", "" },
    { "{\"required\": [\"a\"]}", "{}", "required" },
    { "{\"required\": [\"a\"]}", "{\"a\": null}", "" },
    { "{\"required\": [\"a\"]}", "[]", "" },
    { "{\"minProperties\": 1}", "{}", "minProperties" },
    { "{\"maxProperties\": 0}", "{\"a\": 1}", "maxProperties" },
    { "{\"minLength\": 3, \"minimum\": 3}", "[]", "" },
};

static void containers_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(broken(cases[i].schema, cases[i].value), cases[i].rule);
}

/* A scalar is no document by itself for every reader, so it stands in a list. */
static const char *broken_scalar(const char *schema, const char *list)
{
    gen_schema *lowered = lower_schema(g, read_json(schema), US_TEXT("thing"));
    const gen_rule *rule = judge_value(g, lowered, read_json(list)->item, NULL);

    return rule ? lower_keyword_of(rule->keyword)->name : "";
}

static const struct {
    const char *schema, *list, *rule;
} scalars[] = {
    { "{\"type\": \"integer\"}", "[1.0]", "" },
    { "{\"type\": \"integer\"}", "[1.5]", "type" },
    { "{\"type\": \"number\"}", "[1]", "" },
    { "{\"type\": [\"string\", \"null\"]}", "[null]", "" },
    { "{\"type\": \"boolean\"}", "[\"true\"]", "type" },
    { "{\"minimum\": 1}", "[0.99999999999999999999]", "minimum" },
    { "{\"minimum\": 1}", "[1.00]", "" },
    { "{\"exclusiveMinimum\": 1}", "[1]", "exclusiveMinimum" },
    { "{\"maximum\": 1}", "[1.00000000000000000001]", "maximum" },
    { "{\"exclusiveMaximum\": 1}", "[1e0]", "exclusiveMaximum" },
    { "{\"multipleOf\": 0.1}", "[0.3]", "" },
    { "{\"multipleOf\": 0.1}", "[0.35]", "multipleOf" },
    { "{\"minLength\": 3}", "[\"\\u65e5\\u672c\"]", "minLength" },
    { "{\"maxLength\": 2}", "[\"\\u65e5\\u672c\"]", "" },
    { "{\"pattern\": \"^a+$\"}", "[\"aab\"]", "pattern" },
    { "{\"pattern\": \"^a+$\"}", "[\"aa\"]", "" },
    { "{\"pattern\": \"^a+$\"}", "[1]", "" },
};

static void scalars_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(scalars) / sizeof(scalars[0]); i++)
        assert_string_equal(broken_scalar(scalars[i].schema, scalars[i].list), scalars[i].rule);
}

static void a_rule_can_be_left_out(void **state)
{
    gen_schema *schema =
        lower_schema(g, read_json("{\"enum\": [1], \"type\": \"string\"}"), US_TEXT("thing"));
    gen_node *value = schema->rule->node->item;

    (void)state;
    assert_int_equal(judge_value(g, schema, value, NULL)->keyword, GEN_TYPE);
    assert_null(judge_value(g, schema, value, schema->rule->next));
}

static int setup(void **state)
{
    (void)state;
    g = gen_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    gen_free(g);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containers_are_judged),
        cmocka_unit_test(scalars_are_judged),
        cmocka_unit_test(a_rule_can_be_left_out),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
