/* Values made by hand, looking members up, equality, writing, and positions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/hash.h"
#include "base/json.h"

static us_arena arena;

static int take_back(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static us_json *read_text(const char *text)
{
    us_json_error error;
    us_json *tree = us_json_read(&arena, us_text_of(text), NULL, &error);

    if (!tree)
        fail_msg("%s: %s", text, error.message);
    return tree;
}

static const char *written(const us_json *value)
{
    us_buf buf = us_buf_new(&arena, 0);

    us_json_write(&buf, value);
    return buf.bytes;
}

static void values_are_made_by_hand(void **state)
{
    (void)state;
    us_json *object = us_json_new_container(&arena, cJSON_Object);
    us_json *array = us_json_new_container(&arena, cJSON_Array);

    us_json_append(object, us_json_new_string(&arena, US_TEXT("a\0b")), US_TEXT("s"));
    assert_int_equal(us_json_first(object)->key_hash, us_hash("s", 1));
    assert_int_equal(us_json_first(object)->types, US_JSON_STRING);
    assert_int_equal(object->types, US_JSON_OBJECT);
    us_json_append(object, array, US_TEXT("l\0"));
    us_json_append(object, us_json_new_string(&arena, (us_text){ NULL, 0 }), US_TEXT(""));
    us_json_append(array, us_json_new_literal(&arena, cJSON_True), (us_text){ NULL, 0 });
    assert_int_equal(us_json_first(array)->types, US_JSON_BOOLEAN);
    assert_int_equal(array->types, US_JSON_ARRAY);
    us_json_append(array, us_json_new_number(&arena, US_TEXT("1.50")), (us_text){ NULL, 0 });
    us_json_append(array, us_json_new_literal(&arena, cJSON_NULL), (us_text){ NULL, 0 });
    assert_string_equal(written(object),
                        "{\"s\":\"a\\u0000b\",\"l\\u0000\":[true,1.50,null],\"\":\"\"}");
    assert_int_equal(object->count, 3);
    assert_int_equal(array->count, 3);
    assert_true(us_json_equal(object, read_text(written(object))));
    assert_ptr_equal(us_json_member(object, US_TEXT("l\0")), array);
    assert_null(us_json_member(object, US_TEXT("l")));
    char *printed = cJSON_PrintUnformatted(&array->node);
    assert_string_equal(printed, "[true,1.5,null]");
    cJSON_free(printed);
}

static void a_number_is_the_whole_text(void **state)
{
    (void)state;
    static const char *const good[] = { "0", "-1", "1.5", "1e400", "-0.0", "12345678901234567890" };
    static const char *const bad[] = { "",   "-",   "01",  "1.", ".5",       "+1",   " 1",  "1 ",
                                       "1a", "0x1", "NaN", "1e", "Infinity", "true", "1,2", "--1" };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        us_json *number = us_json_new_number(&arena, us_text_of(good[i]));
        assert_non_null(number);
        assert_string_equal(written(number), good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (us_json_new_number(&arena, us_text_of(bad[i])))
            fail_msg("%s was taken as a number", bad[i]);
    assert_null(us_json_new_number(&arena, US_TEXT("1\0")));
    assert_null(us_json_new_number(&arena, (us_text){ NULL, 0 }));
}

static void every_member_is_found_in_objects_of_any_size(void **state)
{
    (void)state;
    for (unsigned count = 0; count < 200; count += 1 + count / 40) {
        us_buf buf = us_buf_new(&arena, 4096);
        us_buf_add_byte(&buf, '{');
        for (unsigned i = 0; i < count; i++)
            us_buf_print(&buf, "%s\"m%u\":%u", i ? "," : "", i * 37, i);
        us_buf_add_byte(&buf, '}');
        us_json *object = read_text(buf.bytes);
        for (unsigned i = 0; i < count; i++) {
            const us_json *member = us_json_member(object, us_arena_print(&arena, "m%u", i * 37));
            assert_non_null(member);
            assert_int_equal(member->node.valueint, i);
        }
        assert_null(us_json_member(object, US_TEXT("m1")));
        assert_null(us_json_member(object, US_TEXT("")));
        us_json_append(object, us_json_new_literal(&arena, cJSON_NULL), US_TEXT("new"));
        assert_non_null(us_json_member(object, US_TEXT("new")));
        us_arena_reset(&arena);
    }
}

static void pointers_lead_to_values(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *value; /* NULL: to none */
    } cases[] = {
        { "", "{\"a/b\":[1,{\"~1\":2}],\"\":3}" },
        { "/", "3" },
        { "/a~1b/0", "1" },
        { "/a~1b/1/~01", "2" },
        { "/a~1b/2", NULL },
        { "/a~1b/00", NULL },
        { "/a~1b/-", NULL },
        { "/a~1b/0/x", NULL },
        { "a", NULL },
        { "/b", NULL },
    };
    const us_json *tree = read_text("{\"a/b\": [1, {\"~1\": 2}], \"\": 3}");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const us_json *value = us_json_at(&arena, tree, us_text_of(cases[i].pointer));

        if (cases[i].value)
            assert_string_equal(written(value), cases[i].value);
        else
            assert_null(value);
    }
}

static void equality_is_by_value(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        { "null", "null", true },
        { "null", "false", false },
        { "true", "true", true },
        { "0", "false", false },
        { "1", "1.0", true },
        { "100", "1e2", true },
        { "-0", "0", true },
        { "0.1", "1e-1", true },
        { "9007199254740993", "9007199254740992", false },
        { "1e400", "1e401", false },
        { "1e400", "10e399", true },
        { "1", "\"1\"", false },
        { "\"a\\u0000b\"", "\"a\\u0000c\"", false },
        { "\"\\u00e9\"", "\"\xC3\xA9\"", true },
        { "\"\\u00e9\"", "\"e\\u0301\"", false },
        { "[]", "{}", false },
        { "[1,2]", "[2,1]", false },
        { "[1,2]", "[1,2,3]", false },
        { "[[1],[2]]", "[[1.0],[2.00]]", true },
        { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true },
        { "{\"a\":1,\"b\":2}", "{\"a\":1}", false },
        { "{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false },
        { "{\"a\":1,\"b\":2}", "{\"b\":1,\"a\":2}", false },
        { "{\"a\":{\"b\":[1,{}]}}", "{\"a\":{\"b\":[1,{}]}}", true },
        { "{\"a\":{\"b\":[1,{}]}}", "{\"a\":{\"b\":[1,[]]}}", false },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const us_json *a = read_text(cases[i].a), *b = read_text(cases[i].b);
        if (us_json_equal(a, b) != cases[i].equal || us_json_equal(b, a) != cases[i].equal)
            fail_msg("%s and %s are judged wrong", cases[i].a, cases[i].b);
    }
}

/* In the opposite order, so that no member is found where it is looked for first. */
static void big_objects_are_equal_in_any_order(void **state)
{
    (void)state;
    us_buf up = us_buf_new(&arena, 0), down = us_buf_new(&arena, 0);
    enum { COUNT = 5000 };

    for (unsigned i = 0; i < COUNT; i++) {
        us_buf_print(&up, "%c\"%u\":[%u]", i ? ',' : '{', i, i);
        us_buf_print(&down, "%c\"%u\":[%u.0]", i ? ',' : '{', COUNT - 1 - i, COUNT - 1 - i);
    }
    us_buf_add_byte(&up, '}');
    us_buf_add_byte(&down, '}');
    assert_true(us_json_equal(read_text(up.bytes), read_text(down.bytes)));
}

static void numbers_are_written_as_spelled(void **state)
{
    (void)state;
    const char *text = "{\"b\":[1.50,1e400,-0,9007199254740993,1E+2],\"a\":{},\"\":[]}";

    assert_string_equal(written(read_text(text)), text);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    us_buf buf = us_buf_new(&arena, 0);

    us_json_write_string(&buf, US_TEXT("\"\\/\b\f\n\r\t\0\x1F\x7F caf\xC3\xA9 \xF0\x9F\x98\x80"));
    assert_string_equal(buf.bytes, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7F caf\xC3\xA9 "
                                   "\xF0\x9F\x98\x80\"");
}

/* Texts are looked at in runs of bytes: wherever the one byte stands, it is found. */
static void one_byte_is_escaped_anywhere(void **state)
{
    static const char special[] = { '"', '\n', '\x1F' };
    static const char *const escaped[] = { "\\\"", "\\n", "\\u001f" };
    char text[40], wanted[64];
    (void)state;

    for (size_t length = 1; length < sizeof text; length++) {
        for (size_t at = 0; at < length; at++) {
            size_t kind = (length + at) % 3;
            us_buf buf = us_buf_new(&arena, 0);

            memset(text, 'x', length);
            text[at] = special[kind];
            snprintf(wanted, sizeof wanted, "\"%.*s%s%.*s\"", (int)at, text, escaped[kind],
                     (int)(length - at - 1), text + at + 1);
            us_json_write_string(&buf, (us_text){ text, length });
            assert_string_equal(buf.bytes, wanted);
        }
    }
}

static void wrong_bytes_are_replaced(void **state)
{
    (void)state;
    us_buf buf = us_buf_new(&arena, 0);

    us_json_write_string(&buf, US_TEXT("a\xFF"
                                       "b\xC3"));
    us_json_write_string(&buf, US_TEXT("\xED\xA0\x80"));
    us_json_write_string(&buf, (us_text){ NULL, 0 });
    assert_string_equal(buf.bytes, "\"a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD\""
                                   "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"\"\"");
}

static void positions_count_lines_and_code_points(void **state)
{
    (void)state;
    us_text text = US_TEXT("a\xC3\xA4\xF0\x9F\x98\x80z\r\n\nb");
    static const unsigned expected[][3] = { { 0, 1, 1 },  { 1, 1, 2 },  { 3, 1, 3 },
                                            { 7, 1, 4 },  { 8, 1, 5 },  { 10, 2, 1 },
                                            { 11, 3, 1 }, { 12, 3, 2 }, { 99, 3, 2 } };

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        unsigned line, column;
        us_json_position(text, expected[i][0], &line, &column);
        assert_int_equal(line, expected[i][1]);
        assert_int_equal(column, expected[i][2]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(values_are_made_by_hand, take_back),
        cmocka_unit_test_teardown(a_number_is_the_whole_text, take_back),
        cmocka_unit_test_teardown(every_member_is_found_in_objects_of_any_size, take_back),
        cmocka_unit_test_teardown(pointers_lead_to_values, take_back),
        cmocka_unit_test_teardown(equality_is_by_value, take_back),
        cmocka_unit_test_teardown(big_objects_are_equal_in_any_order, take_back),
        cmocka_unit_test_teardown(numbers_are_written_as_spelled, take_back),
        cmocka_unit_test_teardown(strings_are_escaped, take_back),
        cmocka_unit_test_teardown(one_byte_is_escaped_anywhere, take_back),
        cmocka_unit_test_teardown(wrong_bytes_are_replaced, take_back),
        cmocka_unit_test(positions_count_lines_and_code_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
