/* Schemas to IR: the rules in spec order, each with its place. What is refused is in tests/golden/c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gen/lower.h"

static gen *g;

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

static gen_node *read_json(const char *json)
{
    gen_node *root = gen_load(g, gen_add_source(g, "schema.json", us_text_of(json)));

    assert_non_null(root);
    gen_resolve(g, root);
    assert_int_equal(g->errors, 0);
    return root;
}

static gen_schema *lower(const char *json)
{
    return lower_schema(g, read_json(json), US_TEXT("thing"));
}

static void rules_stand_in_spec_order_with_their_place(void **state)
{
    gen_schema *schema = lower("{\"maxLength\": 3,\n \"title\": \"x\", \"x-own\": 1,\n"
                               " \"minLength\": 1}");
    const gen_rule *first = schema->rule, *second = first->next;

    (void)state;
    assert_int_equal(first->keyword, GEN_MAX_LENGTH);
    assert_int_equal(first->count, 3);
    assert_int_equal(first->at.line, 1);
    assert_int_equal(first->at.column, 2);
    assert_int_equal(second->keyword, GEN_MIN_LENGTH);
    assert_int_equal(second->at.line, 3);
    assert_null(second->next);
}

static void booleans_are_schemas(void **state)
{
    (void)state;
    assert_true(lower("false")->never);
    assert_false(lower("true")->never);
    assert_null(lower("true")->rule);
}

static void types_are_bits(void **state)
{
    (void)state;
    assert_int_equal(lower("{\"type\": \"string\"}")->rule->types, GEN_TYPE_STRING);
    assert_int_equal(lower("{\"type\": [\"null\", \"object\"]}")->rule->types,
                     GEN_TYPE_NULL | GEN_TYPE_OBJECT);
}

static void counts_may_be_spelled_as_numbers(void **state)
{
    (void)state;
    assert_int_equal(lower("{\"minItems\": 1.0}")->rule->count, 1);
    assert_int_equal(lower("{\"minItems\": 1e3}")->rule->count, 1000);
    assert_int_equal(lower("{\"maxItems\": 4294967295}")->rule->count, 4294967295u);
}

static void a_schema_is_made_once_and_may_contain_itself(void **state)
{
    gen_schema *schema = lower("{\"properties\": {\"a\": {\"$ref\": \"#\"},"
                               " \"b\": {\"$ref\": \"#/properties/a\"}}}");
    const gen_property *a = schema->rule->property, *b = a->next;

    (void)state;
    assert_ptr_equal(a->schema->rule->schema, schema);
    assert_ptr_equal(b->schema->rule->schema, a->schema);
    assert_true(schema->named);
    assert_true(a->schema->named);
    assert_false(b->schema->named);
}

static void names_say_where_a_schema_stands(void **state)
{
    gen_schema *schema = lower("{\"properties\": {\"list\": {\"items\": {\"anyOf\": [true]}}},"
                               " \"not\": {\"$ref\": \"#/$defs/Voice\"},"
                               " \"$defs\": {\"Voice\": {}}}");
    gen_schema *item = schema->rule->property->schema->rule->schema;

    (void)state;
    assert_true(us_text_equal(item->name, US_TEXT("thing_list_item")));
    assert_true(
        us_text_equal(item->rule->property->schema->name, US_TEXT("thing_list_item_anyOf_1")));
    assert_true(us_text_equal(schema->rule->next->schema->rule->schema->name, US_TEXT("Voice")));
}

static void what_asks_for_nothing_makes_no_rule(void **state)
{
    (void)state;
    assert_null(lower("{\"uniqueItems\": false}")->rule);
    assert_null(lower("{\"required\": []}")->rule);
    assert_null(lower("{\"format\": \"password\"}")->rule);
    assert_int_equal(g->warnings, 0);
    assert_null(lower("{\"format\": \"phone\"}")->rule);
    assert_int_equal(g->warnings, 1);
    assert_int_equal(g->errors, 0);
}

static void a_double_keeps_the_decimal_value_or_is_refused(void **state)
{
    char spelling[40];

    (void)state;
    assert_true(lower_double(US_TEXT("1000.0"), spelling));
    assert_string_equal(spelling, "1000");
    assert_true(lower_double(US_TEXT("0.01"), spelling));
    assert_string_equal(spelling, "0.01");
    assert_true(lower_double(US_TEXT("9007199254740991"), spelling));
    assert_string_equal(spelling, "9007199254740991.0");
    assert_false(lower_double(US_TEXT("9007199254740993"), spelling));
    assert_false(lower_double(US_TEXT("1e400"), spelling));
    assert_false(lower_double(US_TEXT("0.1000000000000000055511151231257827"), spelling));
}

static void equal_means_the_value(void **state)
{
    gen_node *list = read_json("[{\"a\": 1, \"b\": [true]}, {\"b\": [true], \"a\": 1.0},"
                               " {\"a\": 1}, \"1\", 1, 1e0, null]");
    gen_node *item[7];

    (void)state;
    for (int i = 0; i < 7; i++)
        item[i] = i == 0 ? list->item : item[i - 1]->next;
    assert_true(lower_equal(item[0], item[1]));
    assert_false(lower_equal(item[0], item[2]));
    assert_false(lower_equal(item[3], item[4]));
    assert_true(lower_equal(item[4], item[5]));
    assert_true(lower_equal(item[6], item[6]));
}

static void every_keyword_has_a_row(void **state)
{
    (void)state;
    for (unsigned i = 0; i < GEN_KEYWORDS; i++) {
        const lower_keyword *row = lower_keyword_of((enum gen_keyword)i);

        assert_int_equal(lower_find_keyword(us_text_of(row->name)), i);
        assert_int_equal(strncmp(row->verb, "us_", 3), 0);
        if (lower_is_keyword((enum gen_keyword)i, GEN_2020_12))
            assert_false(lower_is_annotation(us_text_of(row->name)));
    }
    assert_int_equal(lower_find_keyword(US_TEXT("patternProperties")), GEN_PATTERN_PROPERTIES);
    assert_string_equal(lower_find_format(US_TEXT("date-time")), "date_time");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rules_stand_in_spec_order_with_their_place),
        TEST(booleans_are_schemas),
        TEST(types_are_bits),
        TEST(counts_may_be_spelled_as_numbers),
        TEST(a_schema_is_made_once_and_may_contain_itself),
        TEST(names_say_where_a_schema_stands),
        TEST(what_asks_for_nothing_makes_no_rule),
        TEST(a_double_keeps_the_decimal_value_or_is_refused),
        TEST(equal_means_the_value),
        TEST(every_keyword_has_a_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
