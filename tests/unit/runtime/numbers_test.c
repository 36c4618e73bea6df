/* What is known of an array as a whole changes no verdict: an array that was read and a copy of it, of which nothing is
 * known, have the same violations, and so have items that are checked one by one. */
#include "run.h"

static const double few_numbers[] = { -7, 0, 0.1, 1, 3, 255, 9007199254740992.0 };
static const us_values few = {
    .value = (const us_value[]){ US_JSON("0.1"), US_JSON("1"), US_JSON("255"), US_JSON("-7"),
                                 US_JSON("0"), US_JSON("3"), US_JSON("9007199254740992"),
                                 US_JSON("1e400") },
    .count = 8,
    .number = few_numbers,
    .numbers = 7,
};

static const double dense_numbers[] = { 0, 1, 2, 3 };
static const us_values dense = {
    .value = (const us_value[]){ US_JSON("3"), US_JSON("2"), US_JSON("1"), US_JSON("0") },
    .count = 4,
    .number = dense_numbers,
    .numbers = 4,
    .dense = 1,
};

static void check_byte(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(1));
    us_minimum(ck, v, 0, AT(2));
    us_maximum(ck, v, 255, AT(3));
}

static void check_inside(us_check *ck, const us_json *v)
{
    us_exclusive_minimum(ck, v, 0, AT(2));
    us_exclusive_maximum(ck, v, 255, AT(3));
}

static void check_cent(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_NUMBER, AT(1));
    us_multiple_of(ck, v, 0.01, AT(2));
}

static void check_third(us_check *ck, const us_json *v)
{
    us_multiple_of(ck, v, 3, AT(2));
}

static void check_few(us_check *ck, const us_json *v)
{
    us_enum(ck, v, &few, AT(1));
}

static void check_dense(us_check *ck, const us_json *v)
{
    us_enum(ck, v, &dense, AT(1));
}

static const struct {
    us_checker *one;
    us_numbers all;
} schema[] = {
    { check_byte, { check_byte, .types = US_INTEGER, US_MINIMUM(0), US_MAXIMUM(255) } },
    { check_inside, { check_inside, US_EXCLUSIVE_MINIMUM(0), US_EXCLUSIVE_MAXIMUM(255) } },
    { check_cent, { check_cent, .types = US_NUMBER, US_MULTIPLE_OF(0.01) } },
    { check_third, { check_third, US_MULTIPLE_OF(3) } },
    { check_few, { check_few, .among = &few } },
    { check_dense, { check_dense, .types = US_INTEGER, .among = &dense } },
};
enum { SCHEMAS = sizeof schema / sizeof *schema };

static const char *const spelling[] = {
    "0",
    "-0",
    "0.0",
    "1",
    "1.0",
    "10e-1",
    "3",
    "6",
    "255",
    "2.55e2",
    "256",
    "-1",
    "-7",
    "0.1",
    "0.10",
    "0.01",
    "19.99",
    "0.07",
    "0.001",
    "0.30000000000000004",
    "254.99999999999999999999",
    "255.00000000000000000001",
    "0.1000000000000000055511151231257827",
    "9007199254740992",
    "9007199254740993",
    "9007199254740991",
    "123456789012345.67",
    "99999999999999.99",
    "999999999999999",
    "1000000000000000",
    "1e300",
    "1e400",
    "-1e400",
    "1e-400",
    "-1e-400",
    "5e-324",
    "0e999999999999",
    "\"1\"",
    "null",
    "[1]",
};
enum { SPELLINGS = sizeof spelling / sizeof *spelling };

static uint32_t seed = 20240229;

static unsigned random_below(unsigned limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

/* Mostly of a few that may all be right. */
static us_text random_array(us_arena *arena)
{
    us_buf buf = us_buf_new(arena, 256);
    unsigned count = random_below(random_below(8) ? 9 : 90),
             among = random_below(3) ? 12 : SPELLINGS;

    us_buf_add_byte(&buf, '[');
    for (unsigned i = 0; i < count; i++)
        us_buf_print(&buf, "%s%s", i ? "," : "", spelling[random_below(among)]);
    us_buf_add_byte(&buf, ']');
    return us_buf_text(&buf);
}

static const us_numbers *numbers;
static us_checker *checker;

static void check_all(us_check *ck, const us_json *v)
{
    us_number_items(ck, v, numbers);
}

static void check_each(us_check *ck, const us_json *v)
{
    us_items(ck, v, checker, AT(1));
}

static const char *found(us_arena *arena, us_checker *check, const us_json *value)
{
    run r = { 0 };
    const char *text;

    us_check_begin(&r.ck, &r.arena, value, NULL);
    check(&r.ck, value);
    text = us_arena_copy(arena, us_text_of(run_found(&r))).bytes;
    run_end(&r);
    return text;
}

static void expect_the_same(us_arena *arena, us_text text)
{
    us_json_error error;
    us_json *value = us_json_read(arena, text, NULL, &error);
    const char *each = found(arena, check_each, value);

    if (strcmp(found(arena, check_all, value), each) != 0)
        fail_msg("as a whole: %s", text.bytes);
    if (strcmp(found(arena, check_all, us_json_clone(arena, value)), each) != 0)
        fail_msg("one by one: %s", text.bytes);
}

static void all_are_as_each(void **state)
{
    us_arena arena = { 0 };

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        checker = schema[i % SCHEMAS].one;
        numbers = &schema[i % SCHEMAS].all;
        expect_the_same(&arena, random_array(&arena));
        us_arena_reset(&arena);
    }
    us_arena_free(&arena);
}

static void check_unique(us_check *ck, const us_json *v)
{
    us_unique_items(ck, v, AT(1));
}

static void repetitions_are_found(void **state)
{
    us_arena arena = { 0 };
    us_json_error error;

    (void)state;
    for (unsigned i = 0; i < 2000; i++) {
        us_text text = random_array(&arena);
        us_json *value = us_json_read(&arena, text, NULL, &error);

        if (strcmp(found(&arena, check_unique, value),
                   found(&arena, check_unique, us_json_clone(&arena, value))) != 0)
            fail_msg("%s", text.bytes);
        us_arena_reset(&arena);
    }
    us_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_as_each),
        cmocka_unit_test(repetitions_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
