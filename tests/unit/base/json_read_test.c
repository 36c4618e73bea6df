/* The strict reader: every case file, every message with its place, and what a tree must hold.
 *
 * tests/data/json/y_*.json must be read and n_*.json refused; a file put there is a case. The folder
 * can be given as the argument. */
#include <dirent.h>
#include <math.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/decimal.h"
#include "base/hash.h"
#include "base/json.h"

static const char *folder;
static us_arena arena;

static int take_back(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

/* A listener that walks a tree which was read of the same text. */
typedef struct walk {
    const us_json *expected; /* the value that comes next; NULL: an array or object ends */
    const us_json *open[US_JSON_DEPTH + 1];
    unsigned depth;
} walk;

static void expect_next(void *context, const us_json *value, size_t key)
{
    walk *w = context;
    const us_json *expected = w->expected;

    assert_non_null(expected);
    assert_int_equal(us_json_kind(value), us_json_kind(expected));
    assert_int_equal(value->offset, expected->offset);
    assert_int_equal(value->types, expected->types);
    assert_true(us_text_equal(us_json_key(value), us_json_key(expected)));
    assert_true(!expected->node.string || key < value->offset);
    if (us_json_kind(value) == cJSON_String)
        assert_true(us_text_equal(us_json_string(value), us_json_string(expected)));
    if (us_json_kind(value) == cJSON_Number)
        assert_ptr_equal(value->spelling, expected->spelling);
    if (us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array) {
        w->open[w->depth++] = expected;
        w->expected = us_json_first(expected);
    } else {
        w->expected = us_json_next(expected);
    }
}

static void expect_close(void *context)
{
    walk *w = context;

    assert_null(w->expected);
    w->expected = us_json_next(w->open[--w->depth]);
}

static void ignore_value(void *context, const us_json *value, size_t key)
{
    (void)context, (void)value, (void)key;
}

static void ignore_end(void *context)
{
    (void)context;
}

/* Whoever listens hears what a tree would hold, and the same error. */
static void expect_same_heard(us_text text, const us_json *tree, const us_json_error *error)
{
    walk w = { .expected = tree };
    const us_json_listener listener = { &w, expect_next, expect_close };
    us_json_error heard = { 0 };

    if (tree) {
        assert_true(us_json_listen(&arena, text, NULL, &listener, &heard));
        assert_null(w.expected);
        assert_int_equal(w.depth, 0);
    } else {
        const us_json_listener deaf = { &w, ignore_value, ignore_end };

        assert_false(us_json_listen(&arena, text, NULL, &deaf, &heard));
        assert_string_equal(heard.message, error->message);
        assert_int_equal(heard.offset, error->offset);
    }
}

/* A copy of exactly the text's size, so that reading past it is seen by AddressSanitizer. */
static us_json *read_text(us_text text, us_json_error *error)
{
    char *copy = malloc(text.length ? text.length : 1);
    us_json *copy_tree, *tree;

    memcpy(copy, text.bytes, text.length);
    copy_tree = us_json_read(&arena, (us_text){ copy, text.length }, NULL, error);
    free(copy);
    tree = us_json_read(&arena, text, NULL, error);
    assert_int_equal(copy_tree != NULL, tree != NULL);
    expect_same_heard(text, tree, error);
    return tree;
}

static us_json *must_read(us_text text)
{
    us_json_error error;
    us_json *tree = read_text(text, &error);

    if (!tree)
        fail_msg("%.*s: %u:%u: %s", (int)text.length, text.bytes, error.line, error.column,
                 error.message);
    return tree;
}

/* ---- Case files ---- */

static us_text read_file(const char *name)
{
    us_text path = us_arena_print(&arena, "%s/%s", folder, name);
    FILE *file = fopen(path.bytes, "rb");

    assert_non_null(file);
    us_buf buf = us_buf_new(&arena, 4096);
    for (int byte; (byte = getc(file)) != EOF;)
        us_buf_add_byte(&buf, (char)byte);
    fclose(file);
    return us_buf_text(&buf);
}

/* The types a value must be marked with; of a number, whatever US_EXACT claims must be true. */
static void check_types(const us_json *value)
{
    static const unsigned types_of[] = {
        [cJSON_NULL] = US_JSON_NULL,     [cJSON_False] = US_JSON_BOOLEAN,
        [cJSON_True] = US_JSON_BOOLEAN,  [cJSON_Number] = US_JSON_NUMBER,
        [cJSON_String] = US_JSON_STRING, [cJSON_Array] = US_JSON_ARRAY,
        [cJSON_Object] = US_JSON_OBJECT,
    };
    us_text spelling = { value->spelling, value->length };
    unsigned expected = types_of[us_json_kind(value)];
    char digits[32];

    if (us_json_kind(value) == cJSON_Number && us_decimal_is_integer(spelling))
        expected |= US_JSON_INTEGER;
    assert_int_equal(value->types & ~(unsigned)US_EXACT, expected);
    if (value->types & US_EXACT)
        assert_int_equal(
            us_decimal_compare(spelling, us_decimal_of(value->node.valuedouble, digits)), 0);
}

/* The links, counts and lengths that other layers rely on, all through the tree. */
static void check_tree(const us_json *value)
{
    const us_json *before = NULL, *child;
    unsigned count = 0;

    for (child = us_json_first(value); child; before = child, child = us_json_next(child)) {
        count++;
        if (before)
            assert_ptr_equal(child->node.prev, before);
        if (us_json_kind(value) == cJSON_Object) {
            assert_int_equal(us_json_key(child).bytes[child->key_length], '\0');
            assert_ptr_equal(us_json_member(value, us_json_key(child)), child);
            assert_int_equal(child->key_hash, us_hash(child->node.string, child->key_length));
        } else {
            assert_null(child->node.string);
        }
        check_tree(child);
    }
    assert_int_equal(value->count, count);
    if (before)
        assert_ptr_equal(us_json_first(value)->node.prev, before);
    if (us_json_kind(value) == cJSON_String)
        assert_int_equal(value->node.valuestring[value->length], '\0');
    if (us_json_kind(value) == cJSON_Number)
        assert_non_null(value->spelling);
    check_types(value);
}

static void check_written(const us_json *tree)
{
    us_buf buf = us_buf_new(&arena, 0);

    us_json_write(&buf, tree);
    const us_json *again = must_read(us_buf_text(&buf));
    assert_true(us_json_equal(tree, again));
    assert_true(us_json_equal(again, tree));
}

static void check_file(const char *name)
{
    us_text text = read_file(name);
    us_json_error error = { 0 };
    us_json *tree = read_text(text, &error);

    if (name[0] == 'y' && !tree)
        fail_msg("%s: %u:%u: %s", name, error.line, error.column, error.message);
    if (name[0] == 'n' && tree)
        fail_msg("%s was read", name);
    if (tree) {
        check_tree(tree);
        check_written(tree);
        return;
    }
    unsigned line, column;
    us_json_position(text, error.offset, &line, &column);
    assert_non_null(error.message);
    assert_in_range(error.offset, 0, text.length);
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
}

static void case_files_are_read_or_refused(void **state)
{
    (void)state;
    DIR *directory = opendir(folder);
    unsigned read = 0, refused = 0;

    if (!directory)
        fail_msg("no folder %s", folder);
    for (const struct dirent *entry; (entry = readdir(directory));) {
        us_text name = us_text_of(entry->d_name);
        if (!us_text_ends(name, US_TEXT(".json")))
            continue;
        assert_true(us_text_starts(name, US_TEXT("y_")) || us_text_starts(name, US_TEXT("n_")));
        *(name.bytes[0] == 'y' ? &read : &refused) += 1;
        check_file(entry->d_name);
    }
    closedir(directory);
    assert_in_range(read, 50, UINT_MAX);
    assert_in_range(refused, 100, UINT_MAX);
}

/* ---- Refusals and their places ---- */

struct refusal {
    us_text text;
    size_t offset;
    unsigned line, column;
    const char *message;
};

#define REFUSAL(text, offset, line, column, message)                                               \
    {                                                                                              \
        { text, sizeof text - 1 }, offset, line, column, message                                   \
    }

static const struct refusal refusals[] = {
    REFUSAL("", 0, 1, 1, "the text is empty"),
    REFUSAL(" \n ", 3, 2, 2, "the text is empty"),
    REFUSAL("\xEF\xBB\xBF{}", 0, 1, 1, "a text may not start with a byte order mark"),
    REFUSAL("[1,\n 02]", 5, 2, 2, "a number may not start with 0 and go on with a digit"),
    REFUSAL("-01", 1, 1, 2, "a number may not start with 0 and go on with a digit"),
    REFUSAL("[1.]", 3, 1, 4, "a digit is expected after the decimal point"),
    REFUSAL("[-]", 2, 1, 3, "a digit is expected after the minus sign"),
    REFUSAL("1e+", 3, 1, 4, "a digit is expected in the exponent of a number"),
    REFUSAL("[.5]", 1, 1, 2, "a number may not start with its decimal point"),
    REFUSAL("+1", 0, 1, 1, "a number may not start with a plus sign"),
    REFUSAL("{\"a\": NaN}", 6, 1, 7, "the only words of JSON are true, false and null"),
    REFUSAL("[nul]", 1, 1, 2, "the only words of JSON are true, false and null"),
    REFUSAL("'a'", 0, 1, 1, "a string is written in double quotes"),
    REFUSAL("[1, // one\n2]", 4, 1, 5, "a comment is not JSON"),
    REFUSAL("[@]", 1, 1, 2, "a value is expected"),
    REFUSAL("[,1]", 1, 1, 2, "a value is expected"),
    REFUSAL("[1,", 3, 1, 4, "the text ends where a value is expected"),
    REFUSAL("{\"a\":", 5, 1, 6, "the text ends where a value is expected"),
    REFUSAL("[1", 2, 1, 3, "the text ends inside an array"),
    REFUSAL("{\"a\":1", 6, 1, 7, "the text ends inside an object"),
    REFUSAL("{\"a\":1,", 7, 1, 8, "the text ends inside an object"),
    REFUSAL("{", 1, 1, 2, "the text ends inside an object"),
    REFUSAL("\"abc", 4, 1, 5, "the text ends inside a string"),
    REFUSAL("[1 2]", 3, 1, 4, "a comma or ] is expected"),
    REFUSAL("{\"a\":1 \"b\":2}", 7, 1, 8, "a comma or } is expected"),
    REFUSAL("{\"a\":1]", 6, 1, 7, "a comma or } is expected"),
    REFUSAL("[1,\n]", 4, 2, 1, "a comma may not stand before ]"),
    REFUSAL("{\"a\":1, }", 8, 1, 9, "a comma may not stand before }"),
    REFUSAL("{a:1}", 1, 1, 2, "the name of a member, in double quotes, is expected"),
    REFUSAL("{\"a\" 1}", 5, 1, 6, "a colon is expected after the name of a member"),
    REFUSAL("{}\n{}", 3, 2, 1, "nothing may follow the value"),
    REFUSAL("1\0", 1, 1, 2, "nothing may follow the value"),
    REFUSAL("\"a\tb\"", 2, 1, 3, "a control character must be escaped in a string"),
    REFUSAL("\"a\0b\"", 2, 1, 3, "a control character must be escaped in a string"),
    REFUSAL("\"a\\qb\"", 2, 1, 3, "this escape is not known in JSON"),
    REFUSAL("\"\\u12g4\"", 1, 1, 2, "four hexadecimal digits are expected after \\u"),
    REFUSAL("\"\xC3\xA4\\uD800\"", 3, 1, 3, "this surrogate escape is not paired"),
    REFUSAL("\"\\uDC00\"", 1, 1, 2, "this surrogate escape is not paired"),
    REFUSAL("[\"\xC3\xA4\", \"\xFF\"]", 8, 1, 8, "this byte is not valid UTF-8"),
    REFUSAL("{\"\xE2\x82\xAC\":1,\n \"b\":2, \"\xE2\x82\xAC\":3}", 18, 2, 9,
            "two members are called the same"),
    REFUSAL("{\"mode\":{\"mode\":1},\"\\u006dode\":2}", 19, 1, 20,
            "two members are called the same"),
};

static void refusals_say_what_and_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        us_json_error error;
        if (read_text(r->text, &error))
            fail_msg("%s was read", r->text.bytes);
        if (strcmp(error.message, r->message) != 0 || error.offset != r->offset ||
            error.line != r->line || error.column != r->column)
            fail_msg("case %zu: %s at %zu, %u:%u instead of %s at %zu, %u:%u", i, error.message,
                     error.offset, error.line, error.column, r->message, r->offset, r->line,
                     r->column);
    }
}

/* A name repeated in an object of any size, wherever the two stand: sizes around the one from which on
 * objects are looked through at their end. */
static void repeated_names_are_found_in_objects_of_any_size(void **state)
{
    (void)state;
    for (unsigned count = 2; count < 80; count++) {
        for (unsigned second = 1; second < count; second += 1 + count / 7) {
            us_buf buf = us_buf_new(&arena, 1024);
            size_t expected = 0;
            for (unsigned i = 0; i < count; i++) {
                us_buf_add_byte(&buf, i ? ',' : '{');
                if (i == second)
                    expected = buf.length;
                us_buf_print(&buf, "\"member %u\":[]", i == second ? second / 2 : i);
            }
            us_buf_add_byte(&buf, '}');
            us_json_error error = { 0 };
            assert_null(us_json_read(&arena, us_buf_text(&buf), NULL, &error));
            assert_string_equal(error.message, "two members are called the same");
            assert_int_equal(error.offset, expected);
        }
        us_arena_reset(&arena);
    }
}

/* Reports the second of the first pair in the text, though the index sees them in another order. */
static void the_first_repetition_is_reported(void **state)
{
    (void)state;
    us_buf buf = us_buf_new(&arena, 4096);
    us_json_error error;

    for (unsigned i = 0; i < 100; i++)
        us_buf_print(&buf, "%c\"%u\":0", i ? ',' : '{', i);
    size_t expected = buf.length + 1;
    for (unsigned i = 0; i < 100; i++)
        us_buf_print(&buf, ",\"%u\":0", 99 - i);
    us_buf_add_byte(&buf, '}');
    assert_null(us_json_read(&arena, us_buf_text(&buf), NULL, &error));
    assert_int_equal(error.offset, expected);
}

static void the_depth_is_a_limit(void **state)
{
    (void)state;
    us_json_limits two = { .depth = 2 }, none = { .depth = 0 }, huge = { .depth = UINT_MAX };
    us_json_error error;

    assert_non_null(us_json_read(&arena, US_TEXT("[[1],{\"a\":2},[]]"), &two, &error));
    assert_null(us_json_read(&arena, US_TEXT("[[1],{\"a\":[]}]"), &two, &error));
    assert_string_equal(error.message, "arrays and objects nest too deep");
    assert_int_equal(error.offset, 10);
    assert_non_null(us_json_read(&arena, US_TEXT("1"), &none, &error));
    assert_null(us_json_read(&arena, US_TEXT("[]"), &none, &error));

    us_buf buf = us_buf_new(&arena, 0);
    for (unsigned i = 0; i <= US_JSON_DEPTH_MAX; i++)
        us_buf_add_byte(&buf, '[');
    assert_null(us_json_read(&arena, us_buf_text(&buf), &huge, &error));
    assert_string_equal(error.message, "arrays and objects nest too deep");
    assert_int_equal(error.offset, US_JSON_DEPTH_MAX);
}

/* ---- What a tree holds ---- */

static void strings_keep_their_bytes(void **state)
{
    (void)state;
    static const struct {
        us_text json, value;
    } cases[] = {
        { { "\"\"", 2 }, { "", 0 } },
        { { "\"a\\u0000b\"", 10 }, { "a\0b", 3 } },
        { { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", 18 }, { "\"\\/\b\f\n\r\t", 8 } },
        { { "\"\\u00e4\\u20AC\\ud83d\\ude00\"", 26 },
          { "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 9 } },
        { { "\"\\ud800\\udc00\\udbff\\udfff\"", 26 }, { "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8 } },
        { { "\"0123456789abcdef\\n0123456789abcdef\xC3\xA4\"", 38 },
          { "0123456789abcdef\n0123456789abcdef\xC3\xA4", 35 } },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const us_json *string = must_read(cases[i].json);
        assert_int_equal(us_json_kind(string), cJSON_String);
        assert_int_equal(string->length, cases[i].value.length);
        assert_memory_equal(string->node.valuestring, cases[i].value.bytes, string->length + 1);
    }
}

/* Lengths around the sixteen bytes that are looked at in one step, with something at every place. */
static void strings_of_every_length_are_read(void **state)
{
    (void)state;
    static const struct {
        us_text json, value;
    } piece[] = { { { "x", 1 }, { "x", 1 } },
                  { { "\\n", 2 }, { "\n", 1 } },
                  { { "\xC3\xA4", 2 }, { "\xC3\xA4", 2 } },
                  { { "\\uD83D\\uDE00", 12 }, { "\xF0\x9F\x98\x80", 4 } } };

    for (unsigned length = 1; length < 50; length++) {
        for (unsigned at = 0; at < 4 * length; at++) {
            us_buf json = us_buf_new(&arena, 200), value = us_buf_new(&arena, 200);
            us_buf_add_byte(&json, '"');
            for (unsigned i = 0; i < length; i++) {
                unsigned which = i == at / 4 ? at % 4 : 0;
                us_buf_add(&json, piece[which].json);
                us_buf_add(&value, piece[which].value);
            }
            us_buf_add_byte(&json, '"');
            const us_json *string = must_read(us_buf_text(&json));
            assert_true(us_text_equal(us_json_string(string), us_buf_text(&value)));
        }
        us_arena_reset(&arena);
    }
}

/* A control character is refused at whatever place of a string, a wrong byte too. */
static void strings_are_checked_at_every_place(void **state)
{
    (void)state;
    static const unsigned char wrong[] = { 0x00, 0x01, 0x1F, '\n', 0x80, 0xBF, 0xC0, 0xFF };
    char text[60];

    for (size_t length = 3; length < sizeof text; length++)
        for (size_t at = 1; at < length - 1; at++)
            for (size_t i = 0; i < sizeof wrong; i++) {
                us_json_error error = { 0 };
                memset(text, 'x', length);
                text[0] = text[length - 1] = '"';
                text[at] = (char)wrong[i];
                assert_null(read_text((us_text){ text, length }, &error));
                assert_int_equal(error.offset, at);
                us_arena_reset(&arena);
            }
}

static void numbers_keep_value_and_spelling(void **state)
{
    (void)state;
    static const char *const spelled[] = {
        "0",
        "-0",
        "7",
        "-42",
        "1.5",
        "0.1",
        "3.14159",
        "1e3",
        "1E+3",
        "12.5e-10",
        "1e22",
        "1e23",
        "123456789012345678",
        "1234567890123456789",
        "9007199254740993",
        "9007199254740993.0",
        "0.30000000000000004",
        "2.2250738585072011e-308",
        "5e-324",
        "1.7976931348623157e308",
        "1e400",
        "-1e400",
        "1e-400",
        "4503599627370496.5",
        "0.000000000000000001",
        "100000000000000000000000",
        "8.41e21",
        "1e99999999999999999999",
        "0e99999999999999999999",
        "179769313486231580793e289",
    };

    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        us_text text = us_arena_print(&arena, " [%s]", spelled[i]);
        const us_json *number = us_json_first(must_read(text));
        double expected = strtod(spelled[i], NULL);
        assert_int_equal(us_json_kind(number), cJSON_Number);
        assert_memory_equal(&number->node.valuedouble, &expected, sizeof expected);
        assert_int_equal(number->length, strlen(spelled[i]));
        assert_ptr_equal(number->spelling, text.bytes + 2);
        assert_int_equal(number->offset, 2);
        check_types(number);
    }
}

/* The quick way to a double against strtod, on numbers of every shape. */
static void doubles_are_correctly_rounded(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252;

    for (int i = 0; i < 100000; i++) {
        char spelled[64];
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        unsigned digits = 1 + (unsigned)(random >> 8) % 19, point = (unsigned)(random >> 16) % 20;
        uint64_t value = random;
        for (unsigned drop = digits; drop < 20; drop++)
            value /= 10;
        if (point < 10)
            snprintf(spelled, sizeof spelled, "%llu.%0*u", (unsigned long long)value,
                     (int)point + 1, 7u);
        else
            snprintf(spelled, sizeof spelled, "%llue%d", (unsigned long long)value,
                     (int)(random >> 32 & 63) - 32);
        const us_json *number = us_json_new_number(&arena, us_text_of(spelled));
        double expected = strtod(spelled, NULL);
        if (!number || number->node.valuedouble != expected)
            fail_msg("%s was read as %.17g", spelled, number ? number->node.valuedouble : NAN);
        check_types(number);
        us_arena_reset(&arena);
    }
}

/* What ordinary numbers look like must not fall to the slow way of comparing. */
static void ordinary_numbers_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *spelled;
        unsigned types;
    } row[] = {
        { "0", US_JSON_NUMBER | US_JSON_INTEGER | US_EXACT },
        { "-0.0", US_JSON_NUMBER | US_JSON_INTEGER | US_EXACT },
        { "1e2", US_JSON_NUMBER | US_JSON_INTEGER | US_EXACT },
        { "0.01", US_JSON_NUMBER | US_EXACT },
        { "-999999999999.25", US_JSON_NUMBER | US_EXACT },
        { "9007199254740992", US_JSON_NUMBER | US_JSON_INTEGER | US_EXACT },
        { "9007199254740993", US_JSON_NUMBER | US_JSON_INTEGER },
        { "9007199254740992.0", US_JSON_NUMBER | US_JSON_INTEGER },
        { "1e400", US_JSON_NUMBER | US_JSON_INTEGER },
        { "1e-400", US_JSON_NUMBER },
        { "0.1000000000000000055", US_JSON_NUMBER },
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        assert_int_equal(must_read(us_text_of(row[i].spelled))->types, row[i].types);
}

static void integers_saturate_as_in_cjson(void **state)
{
    (void)state;
    static const char *const spelled[] = { "2147483647",  "2147483648", "-2147483648",
                                           "-2147483649", "1e400",      "-1e400",
                                           "1.9",         "-1.9",       "9e18" };

    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        cJSON *theirs = cJSON_Parse(spelled[i]);
        assert_int_equal(must_read(us_text_of(spelled[i]))->node.valueint, theirs->valueint);
        cJSON_Delete(theirs);
    }
    assert_int_equal(must_read(US_TEXT("true"))->node.valueint, 1);
    assert_int_equal(must_read(US_TEXT("false"))->node.valueint, 0);
}

static void trees_are_linked_as_cjson_links_them(void **state)
{
    (void)state;
    us_json *root = must_read(US_TEXT(" {\"a\": [1, \"two\", null], \"b\\u0000\": {\"c\": true}}"));
    const us_json *a = us_json_first(root), *b = us_json_next(a);

    check_tree(root);
    assert_int_equal(root->offset, 1);
    assert_int_equal(root->count, 2);
    assert_null(root->node.next);
    assert_null(root->node.prev);
    assert_int_equal(a->offset, 7);
    assert_int_equal(a->count, 3);
    assert_int_equal(b->key_length, 2);
    assert_memory_equal(b->node.string, "b\0", 3);
    assert_int_equal(us_json_next(us_json_first(a))->offset, 11);
    assert_int_equal(cJSON_GetArraySize(&a->node), 3);
    assert_string_equal(cJSON_GetArrayItem(&a->node, 1)->valuestring, "two");
    char *printed = cJSON_PrintUnformatted(&us_json_first(root)->node);
    assert_string_equal(printed, "[1,\"two\",null]");
    cJSON_free(printed);
}

/* cJSON's own parser builds the same tree where both accept the text. */
static void cjson_agrees(void **state)
{
    (void)state;
    us_text text = read_file("y_body_agent.json");
    cJSON *theirs = cJSON_ParseWithLength(text.bytes, text.length);
    us_json *ours = must_read(text);

    assert_true(cJSON_Compare(&ours->node, theirs, 1));
    cJSON *copy = cJSON_Duplicate(&ours->node, 1);
    assert_true(cJSON_Compare(copy, theirs, 1));
    cJSON_Delete(copy);
    cJSON_Delete(theirs);
}

/* What is known of the items of an array. */
static void expect_items(const char *json, uint32_t types, bool row)
{
    const us_json *array = must_read(us_text_of(json));

    assert_int_equal(array->item_types, types | US_JSON_SUMMED);
    assert_int_equal(us_json_row_of(array) != NULL, row);
    assert_null(us_json_lists_of(array));
}

static void arrays_know_what_is_in_their_arrays(void **state)
{
    const us_json *array =
        must_read(US_TEXT("[[1, 2], [], [[\"a\"], 0.5, {\"a\": [1, 2, 3, 4]}]]"));
    const us_json_lists *lists = us_json_lists_of(array);

    (void)state;
    assert_int_equal(lists->least, 0);
    assert_int_equal(lists->most, 3);
    assert_int_equal(lists->item_types, US_JSON_SUMMED | US_JSON_INTEGER | US_JSON_NUMBER |
                                            US_JSON_ARRAY | US_JSON_OBJECT);
    assert_null(us_json_lists_of(must_read(US_TEXT("[]"))));
    assert_null(us_json_lists_of(must_read(US_TEXT("[[], 1]"))));
}

static void arrays_know_what_their_items_are(void **state)
{
    (void)state;
    expect_items("[]", 0, false);
    expect_items("[1]", US_JSON_INTEGER, false);
    expect_items("[1, 2.0, 3, 4e0]", US_JSON_INTEGER, true);
    expect_items("[1, 2.5, 3, 4]", US_JSON_INTEGER | US_JSON_NUMBER, true);
    expect_items("[0.5, 2.5, 3.5, 4.5]", US_JSON_NUMBER, true);
    expect_items("[1, 2, 3, 1e400]", US_JSON_INTEGER | US_JSON_INEXACT, true);
    expect_items("[1, 2, 3, 4, null]", US_JSON_INTEGER | US_JSON_NULL, true);
    expect_items("[[1, 2], {}]", US_JSON_ARRAY | US_JSON_OBJECT, false);
    expect_items("[1, null]", US_JSON_INTEGER | US_JSON_NULL, false);
    expect_items("[\"a\", true]", US_JSON_STRING | US_JSON_BOOLEAN, false);
}

static void rows_hold_the_numbers(void **state)
{
    const us_json *array = must_read(US_TEXT("[3, -1.5, \"7\", 1e3, 0]"));

    (void)state;
    assert_true(array->row->least == -1.5);
    assert_true(array->row->most == 1000);
    assert_true(array->row->number[0] == 3);
    assert_true(array->row->number[1] == -1.5);
    assert_true(array->row->number[2] == 1000);
    assert_true(array->row->number[3] == 0);
    assert_int_equal(array->row->count, 4);
}

static void a_changed_array_forgets(void **state)
{
    us_json *array = must_read(US_TEXT("[1, 2, 3, 4]"));

    (void)state;
    assert_int_equal(us_json_clone(&arena, array)->item_types, 0);
    us_json_append(array, us_json_new_string(&arena, US_TEXT("5")), US_TEXT(""));
    assert_int_equal(array->item_types, 0);
    assert_null(array->row);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(case_files_are_read_or_refused, take_back),
        cmocka_unit_test_teardown(refusals_say_what_and_where, take_back),
        cmocka_unit_test_teardown(repeated_names_are_found_in_objects_of_any_size, take_back),
        cmocka_unit_test_teardown(the_first_repetition_is_reported, take_back),
        cmocka_unit_test_teardown(the_depth_is_a_limit, take_back),
        cmocka_unit_test_teardown(strings_keep_their_bytes, take_back),
        cmocka_unit_test_teardown(strings_of_every_length_are_read, take_back),
        cmocka_unit_test_teardown(strings_are_checked_at_every_place, take_back),
        cmocka_unit_test_teardown(numbers_keep_value_and_spelling, take_back),
        cmocka_unit_test_teardown(ordinary_numbers_are_exact, take_back),
        cmocka_unit_test_teardown(doubles_are_correctly_rounded, take_back),
        cmocka_unit_test_teardown(integers_saturate_as_in_cjson, take_back),
        cmocka_unit_test_teardown(trees_are_linked_as_cjson_links_them, take_back),
        cmocka_unit_test_teardown(cjson_agrees, take_back),
        cmocka_unit_test_teardown(arrays_know_what_their_items_are, take_back),
        cmocka_unit_test_teardown(arrays_know_what_is_in_their_arrays, take_back),
        cmocka_unit_test_teardown(rows_hold_the_numbers, take_back),
        cmocka_unit_test_teardown(a_changed_array_forgets, take_back),
    };
    us_text here = US_TEXT(__FILE__);
    static char path[4096];

    here.length -= sizeof "unit/base/json_read_test.c" - 1;
    snprintf(path, sizeof path, "%.*sdata/json", (int)here.length, here.bytes);
    folder = argc > 1 ? argv[1] : path;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
