/* properties, required, additionalProperties, minProperties, maxProperties. */
#include <stdio.h>
#include <string.h>

#include "run.h"

static const us_member title_member[] = { { US_KEY("title") },
                                          { US_KEY("na/me~") },
                                          { US_KEY("") } };

static void check_closed(us_check *ck, const us_json *v)
{
    const us_json *m[3];

    us_object(ck, v, title_member, 3, m);
    us_type(ck, m[0], US_STRING, AT(2));
    us_type(ck, m[1], US_STRING, AT(3));
    us_type(ck, m[2], US_STRING, AT(4));
    us_required(ck, v, m[0], "title", AT(5));
    us_additional_properties(ck, v, title_member, 3, us_never, AT(6));
}

static void test_members_are_found_by_their_whole_name(void **state)
{
    (void)state;
    expect(check_closed, "{\"title\": \"\", \"na/me~\": \"\", \"\": \"\"}", "");
    expect(check_closed, "{\"\": 1, \"na/me~\": 2, \"title\": 3}",
           "type /title, type /na~1me~0, type /");
    expect(check_closed, "{\"titles\": 1, \"titlE\": 1}",
           "required , additionalProperties /titles, additionalProperties /titlE");
    expect(check_closed, "{\"title\\u0000\": \"\", \"title\": \"\"}",
           "additionalProperties /title"); /* a NUL follows, which run_found does not print */
}

static void test_required(void **state)
{
    (void)state;
    expect(check_closed, "{}", "required ");
    expect(check_closed, "[]", "");
    expect_words(check_closed, "{}", "has no member \"title\", which is required", "\"title\"",
                 "{}");
}

static void test_unknown_members(void **state)
{
    (void)state;
    expect_words(check_closed, "{\"title\": \"\", \"titel\": {\"a\": 1}}",
                 "member \"titel\" is not allowed here (did you mean \"title\"?)", "false",
                 "{\"a\":1}");
    expect_words(check_closed, "{\"title\": \"\", \"quite other\": 1}",
                 "member \"quite other\" is not allowed here", "false", "1");
}

static void check_number(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(9));
}

/* `required` names a member that `properties` does not: it is an additional one all the same. */
static void check_open(us_check *ck, const us_json *v)
{
    const us_json *m[3];

    us_object(ck, v, title_member, 3, m);
    us_required(ck, v, m[1], "na/me~", AT(5));
    us_additional_properties(ck, v, title_member, 1, check_number, AT(6));
}

static void test_additional_members_have_a_schema(void **state)
{
    (void)state;
    expect(check_open, "{\"title\": \"\", \"na/me~\": 1, \"x\": 2}", "");
    expect(check_open, "{\"title\": \"\", \"na/me~\": \"1\", \"x\": \"2\"}",
           "type /na~1me~0, type /x");
    expect(check_open, "{\"x\": []}", "required , type /x");
}

static void check_absent_object(us_check *ck, const us_json *v)
{
    const us_json *m[3] = { v, v, v };

    assert_false(us_object(ck, NULL, title_member, 3, m));
    assert_null(m[0]);
    assert_null(m[2]);
    m[1] = v;
    assert_false(us_object(ck, v, title_member, 3, m));
    assert_null(m[1]);
    us_required(ck, NULL, NULL, "title", AT(5));
    us_additional_properties(ck, NULL, title_member, 3, us_never, AT(6));
    us_min_properties(ck, NULL, 1, AT(7));
}

static void test_what_is_no_object_has_no_members(void **state)
{
    (void)state;
    expect(check_absent_object, "[1]", "");
}

static void check_count(us_check *ck, const us_json *v)
{
    us_min_properties(ck, v, 1, AT(5));
    us_max_properties(ck, v, 2, AT(5));
}

static void test_counts(void **state)
{
    (void)state;
    expect(check_count, "{}", "minProperties ");
    expect(check_count, "{\"a\":1}", "");
    expect(check_count, "{\"a\":1,\"b\":1}", "");
    expect(check_count, "{\"a\":1,\"b\":1,\"c\":1}", "maxProperties ");
    expect(check_count, "[]", "");
    expect_words(check_count, "{}", "must have at least 1 member, but has 0", "1", "{}");
}

/* ---- Tables of every size ---------------------------------------------------------------------------- */

enum { MOST = 700 };

static char name[MOST][32];
static us_member member[MOST];
static unsigned members;

static void check_big(us_check *ck, const us_json *v)
{
    const us_json *m[MOST];

    assert_true(us_object(ck, v, member, members, m));
    for (unsigned i = 0; i < members; i++) {
        assert_int_equal(m[i] != NULL, i % 3 != 0);
        us_maximum(ck, m[i], i, AT(i));
        us_minimum(ck, m[i], i, AT(i));
    }
    us_additional_properties(ck, v, member, members, us_never, AT(9));
}

static void check_bigs(us_check *ck, const us_json *v)
{
    us_items(ck, v, check_big, AT(3));
}

static void name_members(unsigned count, const char *format)
{
    members = count;
    for (unsigned i = 0; i < count; i++) {
        snprintf(name[i], sizeof(name[i]), format, i);
        member[i].key = (us_string){ name[i], (unsigned)strlen(name[i]) };
    }
}

/* All but every third of the members, in the order of the table or from its end, each with its number. */
static void add_object(us_buf *buf, bool backwards)
{
    us_buf_add_byte(buf, '{');
    for (unsigned k = 0, first = 1; k < members; k++) {
        unsigned i = backwards ? members - 1 - k : k;

        if (i % 3 == 0)
            continue;
        us_buf_print(buf, "%s\"%s\":%u", first ? "" : ",", name[i], i);
        first = 0;
    }
    us_buf_add_byte(buf, '}');
}

static void expect_found(unsigned count, const char *format)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 4096);

    name_members(count, format);
    us_buf_add_byte(&buf, '[');
    add_object(&buf, false);
    us_buf_add_byte(&buf, ',');
    add_object(&buf, true);
    us_buf_add_byte(&buf, ']');
    expect(check_bigs, us_buf_text(&buf).bytes, "");
    us_arena_free(&arena);
}

static void test_tables_of_every_size(void **state)
{
    static const unsigned size[] = { 1, 2, 5, 6, 7, 31, 63, 64, 65, 66, 128, 255, 256, 257, MOST };

    (void)state;
    for (size_t i = 0; i < sizeof(size) / sizeof(*size); i++) {
        expect_found(size[i], "member_%u");
        expect_found(size[i], "%u");
        expect_found(size[i], "a_rather_long_name_%06u");
    }
}

static const us_json *found_first[MOST];

/* The table is searched for its first half, whole, and again: that is not the same index. */
static void check_half(us_check *ck, const us_json *v)
{
    us_additional_properties(ck, v, member, members / 2, us_never, AT(9));
    us_object(ck, v, member, members, found_first);
    assert_non_null(found_first[0]);
    assert_non_null(found_first[199]);
    us_additional_properties(ck, v, member, members / 2, us_never, AT(10));
}

static void test_a_part_of_a_table(void **state)
{
    (void)state;
    name_members(200, "member_%u");
    expect(check_half, "{\"member_0\": 0, \"member_99\": 0, \"member_100\": 0, \"member_199\": 0}",
           "additionalProperties /member_100, additionalProperties /member_199, "
           "additionalProperties /member_100, additionalProperties /member_199");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_are_found_by_their_whole_name),
        cmocka_unit_test(test_required),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_additional_members_have_a_schema),
        cmocka_unit_test(test_what_is_no_object_has_no_members),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_tables_of_every_size),
        cmocka_unit_test(test_a_part_of_a_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
