/* properties, required, additionalProperties, minProperties, maxProperties. */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "run.h"

static const us_member title_member[] = { { US_KEY("title"), AT(5) },
                                          { US_KEY("na/me~") },
                                          { US_KEY("") } };
static const us_members title_members = { .member = title_member, .count = 3, .required = 1 };

static void check_closed(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, v, &title_members);
    while (us_walk_next(&w)) {
        if (w.which < 3)
            us_type(ck, w.value, US_STRING, AT(2));
        us_additional_properties(&w, us_never, AT(6));
    }
    us_required(&w);
}

static void test_members_are_found_by_their_whole_name(void **state)
{
    (void)state;
    expect(check_closed, "{\"title\": \"\", \"na/me~\": \"\", \"\": \"\"}", "");
    expect(check_closed, "{\"\": 1, \"na/me~\": 2, \"title\": 3}",
           "type /, type /na~1me~0, type /title");
    expect(check_closed, "{\"titles\": 1, \"titlE\": 1}",
           "additionalProperties /titles, additionalProperties /titlE, required ");
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
    static const us_member member[] = { { US_KEY("title") }, { US_KEY("na/me~"), AT(5) } };
    static const us_members members = { .member = member, .count = 2, .required = 1, .extra = 1 };
    us_walk w;

    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w))
        us_additional_properties(&w, check_number, AT(6));
    us_required(&w);
}

static void test_additional_members_have_a_schema(void **state)
{
    (void)state;
    expect(check_open, "{\"title\": \"\", \"na/me~\": 1, \"x\": 2}", "");
    expect(check_open, "{\"title\": \"\", \"na/me~\": \"1\", \"x\": \"2\"}",
           "type /na~1me~0, type /x");
    expect(check_open, "{\"x\": []}", "type /x, required ");
}

/* A schema that names nobody. */
static void check_map(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, v, NULL);
    while (us_walk_next(&w))
        us_additional_properties(&w, check_number, AT(6));
    us_required(&w);
}

static void test_maps(void **state)
{
    (void)state;
    expect(check_map, "{}", "");
    expect(check_map, "{\"a\": 1, \"b\": \"2\"}", "type /b");
}

/* ---- patternProperties --------------------------------------------------------------------------------- */

static void check_patterns(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, v, &title_members);
    while (us_walk_next(&w)) {
        us_pattern_properties(&w, 0, check_number, AT(7));
        us_pattern_properties(&w, 1, us_never, AT(8));
        us_additional_properties(&w, us_never, AT(9));
    }
}

/* Runs check_patterns with the patterns ^x- and -y$. */
static void run_patterns(run *r, us_pattern **pattern, const char *json)
{
    static us_arena arena;
    us_text message;
    size_t offset;

    pattern[0] = us_pattern_compile(&arena, US_TEXT("^x-"), &message, &offset);
    pattern[1] = us_pattern_compile(&arena, US_TEXT("-y$"), &message, &offset);
    run_text(r, check_patterns, us_text_of(json), pattern);
    assert_false(r->ck.limit);
}

static void end_patterns(run *r, us_pattern **pattern)
{
    us_pattern_free(pattern[0]);
    us_pattern_free(pattern[1]);
    run_end(r);
}

static void expect_patterns(const char *json, const char *found)
{
    us_pattern *pattern[2];
    run r;

    run_patterns(&r, pattern, json);
    assert_string_equal(run_found(&r), found);
    end_patterns(&r, pattern);
}

static void test_patterns_take_members(void **state)
{
    (void)state;
    expect_patterns("{\"x-a\": 1, \"title\": \"\"}", "");
    expect_patterns("{\"x-a\": \"1\", \"a-x-\": 1}", "type /x-a, additionalProperties /a-x-");
    expect_patterns("{\"a-y\": 1, \"x-y\": \"\"}",
                    "patternProperties /a-y, type /x-y, patternProperties /x-y");
    expect_patterns("[]", "");
}

static void test_a_refused_match_says_why(void **state)
{
    us_pattern *pattern[2];
    run r;

    (void)state;
    run_patterns(&r, pattern, "{\"a-y\": 1}");
    assert_string_equal(r.ck.violation[0].message.bytes,
                        "member \"a-y\" is not allowed here, because its name matches the pattern "
                        "\"-y$\"");
    end_patterns(&r, pattern);
}

/* ---- What is no object ---------------------------------------------------------------------------------- */

static void check_absent_object(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, NULL, &title_members);
    assert_false(us_walk_next(&w));
    us_required(&w);
    us_walk_begin(&w, ck, v, &title_members);
    assert_false(us_walk_next(&w));
    us_required(&w);
    us_min_properties(ck, NULL, 1, AT(7));
}

static void test_what_is_no_object_has_no_members(void **state)
{
    (void)state;
    expect(check_absent_object, "[1]", "");
}

/* A trial that has failed goes no further; the members behind do not make it any worse. */
static void check_once(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, v, NULL);
    while (us_walk_next(&w)) {
        assert_int_equal(ck->violations, 0);
        us_additional_properties(&w, us_never, AT(9));
    }
}

static void check_trial(us_check *ck, const us_json *v)
{
    us_not(ck, v, check_once, AT(1));
}

static void test_a_trial_ends_the_walk(void **state)
{
    (void)state;
    expect(check_trial, "{\"a\": 1, \"b\": 2}", "");
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
static unsigned slot[4 * MOST];
static us_members members;
static unsigned met;

static void check_big(us_check *ck, const us_json *v)
{
    us_walk w;

    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w)) {
        us_maximum(ck, w.value, w.which, AT(9));
        us_minimum(ck, w.value, w.which, AT(9));
        us_additional_properties(&w, us_never, AT(9));
        met += w.which < members.count;
    }
    us_required(&w);
}

static void check_bigs(us_check *ck, const us_json *v)
{
    us_items(ck, v, check_big, AT(3));
}

static void fill_slots(void)
{
    for (members.slots = 2; members.slots < 2 * members.count;)
        members.slots *= 2;
    memset(slot, 0, sizeof(slot));
    members.slot = slot;
    for (unsigned i = 0; i < members.count; i++) {
        unsigned at = us_hash(member[i].key.bytes, member[i].key.length) & (members.slots - 1);

        while (slot[at])
            at = (at + 1) & (members.slots - 1);
        slot[at] = i + 1;
    }
}

/* Every third of them is optional, and will not be there. */
static void name_members(unsigned count, const char *format, bool slots)
{
    members = (us_members){ .member = member, .count = count };
    for (unsigned i = 0; i < count; i++) {
        snprintf(name[i], sizeof(name[i]), format, i);
        member[i].key = (us_string){ name[i], (unsigned)strlen(name[i]) };
        member[i].required = i % 3 != 0 ? AT(i) : 0;
        members.required += i % 3 != 0;
    }
    if (slots)
        fill_slots();
}

/* All but every third of the members, in the order of the table or from its end, each with its number. */
static void add_object(us_buf *buf, bool backwards)
{
    us_buf_add_byte(buf, '{');
    for (unsigned k = 0, first = 1; k < members.count; k++) {
        unsigned i = backwards ? members.count - 1 - k : k;

        if (i % 3 == 0)
            continue;
        us_buf_print(buf, "%s\"%s\":%u", first ? "" : ",", name[i], i);
        first = 0;
    }
    us_buf_add_byte(buf, '}');
}

static void expect_found(unsigned count, const char *format, bool slots)
{
    us_arena arena = { 0 };
    us_buf buf = us_buf_new(&arena, 4096);

    name_members(count, format, slots);
    us_buf_add_byte(&buf, '[');
    add_object(&buf, false);
    us_buf_add_byte(&buf, ',');
    add_object(&buf, true);
    us_buf_add_byte(&buf, ']');
    met = 0;
    expect(check_bigs, us_buf_text(&buf).bytes, "");
    assert_int_equal(met, 2 * members.required);
    us_arena_free(&arena);
}

static void test_tables_of_every_size(void **state)
{
    static const unsigned size[] = { 1, 2, 5, 6, 7, 31, 63, 64, 65, 66, 128, 255, 256, 257, MOST };

    (void)state;
    for (size_t i = 0; i < 2 * sizeof(size) / sizeof(*size); i++) {
        expect_found(size[i / 2], "member_%u", i % 2);
        expect_found(size[i / 2], "%u", i % 2);
        expect_found(size[i / 2], "a_rather_long_name_%06u", i % 2);
    }
}

static void test_what_is_missing_from_a_large_table(void **state)
{
    (void)state;
    name_members(20, "member_%u", true);
    members.required = 2; /* of those, the first two: */
    for (unsigned i = 3; i < 20; i++)
        member[i].required = 0;
    expect(check_big, "{\"member_19\": 19, \"member_2\": 2, \"member_20\": 20}",
           "additionalProperties /member_20, required ");
    expect(check_big, "{\"member_1\": 1, \"member_2\": 2}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_are_found_by_their_whole_name),
        cmocka_unit_test(test_required),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_additional_members_have_a_schema),
        cmocka_unit_test(test_maps),
        cmocka_unit_test(test_patterns_take_members),
        cmocka_unit_test(test_a_refused_match_says_why),
        cmocka_unit_test(test_a_trial_ends_the_walk),
        cmocka_unit_test(test_what_is_no_object_has_no_members),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_tables_of_every_size),
        cmocka_unit_test(test_what_is_missing_from_a_large_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
