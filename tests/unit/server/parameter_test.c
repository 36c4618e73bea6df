/* Parameters: from where, how they are decoded, what type they get, and what is said about wrong ones.
 * The operation is listBooks of the sample API. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

static unsigned list_with(const char *target, const char *head)
{
    us_text fields = us_arena_print(&stage.arena, "X-Library-Key: k\n%s", head ? head : "");
    return stage_ask(&stage, "GET", target, fields.bytes, NULL);
}

static unsigned list(const char *target)
{
    return list_with(target, NULL);
}

static void a_good_request(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=north"), 200);
    assert_int_equal(list("/v1/shelves/100/books?branch=north&limit=5&lent=true"), 200);
}

static void numbers_are_json_numbers(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1.0/books?branch=n&limit=1e1"), 200);
    assert_int_equal(list("/shelves/01/books?branch=n"), 422);
    AT_IS("/validation/0/location", "[\"path\",\"shelf\"]");
    AT_IS("/validation/0/code", "type");
    AT_IS("/validation/0/actual", "01");
    assert_int_equal(list("/shelves/0x1/books?branch=n"), 422);
    assert_int_equal(list("/shelves/%20/books?branch=n"), 422);
    assert_int_equal(list("/shelves/+1/books?branch=n"), 422);
    assert_int_equal(list("/shelves/1.5/books?branch=n"), 422);
    assert_int_equal(list("/shelves/0/books?branch=n"), 422);
    AT_IS("/validation/0/code", "minimum");
    AT_IS("/validation/0/spec", "library.yaml:11");
    AT_IS("/validation/0/expected", "1");
    AT_IS("/validation/0/pointer", "");
}

static void all_wrong_ones_in_the_order_of_the_spec(void **state)
{
    (void)state;
    assert_int_equal(
        list_with("/shelves/x/books?lent=yes&limit=101", "X-Depth: 0\nCookie: visit=x\n"), 422);
    AT_IS("/validation/0/location", "[\"path\",\"shelf\"]");
    AT_IS("/validation/1/location", "[\"query\",\"branch\"]");
    AT_IS("/validation/1/code", "required");
    AT_IS("/validation/1/spec", "library.yaml:162");
    AT_IS("/validation/2/location", "[\"query\",\"limit\"]");
    AT_IS("/validation/3/location", "[\"query\",\"lent\"]");
    AT_IS("/validation/4/location", "[\"header\",\"X-Depth\"]");
    AT_IS("/validation/5/location", "[\"cookie\",\"visit\"]");
    AT_IS("/validation/6", "(absent)");
    assert_int_equal(stage.reply.violations, 6);
}

static void names_in_a_query_have_case(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?Branch=north"), 422);
    AT_IS("/validation/0/code", "required");
    assert_non_null(strstr(stage_at(&stage, "/validation/0/message"), "\"Branch\""));
    assert_int_equal(list("/shelves/1/books?%62ranch=north"), 200);
}

static void header_names_have_none(void **state)
{
    (void)state;
    assert_int_equal(list_with("/shelves/1/books?branch=n", "x-dEPTH: 7\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "x-dEPTH:   101  \n"), 422);
}

static void a_query_is_decoded_once(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=n%6frth"), 200);
    assert_int_equal(list("/shelves/1/books?branch=n%256frth"), 422);
    AT_IS("/validation/0/actual", "n%6frth");
    assert_int_equal(list("/shelves/1/books?branch=n+n"), 422);
    AT_IS("/validation/0/actual", "n n");
    assert_int_equal(list("/shelves/1/books?branch=n%2Bn"), 422);
    AT_IS("/validation/0/actual", "n+n");
    assert_int_equal(list("/shelves/1/books?&&branch=n&x&=&"), 200);
}

static void what_cannot_be_decoded_is_refused(void **state)
{
    const char *bad[] = { "branch=%", "branch=n&x=%zz", "branch=n&%4=1", "branch=n&x=%ff",
                          "branch=n&x=%C3" };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        us_text target = us_arena_print(&stage.arena, "/shelves/1/books?%s", bad[i]);
        assert_int_equal(list(target.bytes), 400);
        AT_IS("/type", "/__understudy/problems/unreadable-request");
    }
    assert_int_equal(list("/shelves/%zz/books?branch=n"), 400);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "X-Depth: \xFF\n"), 400);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: a=\xFF\n"), 400);
}

static void a_scalar_is_given_once(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=n&branch=n"), 422);
    AT_IS("/validation/0/code", "repeated");
    assert_int_equal(list_with("/shelves/1/books?branch=n", "X-Depth: 1\nX-Depth: 1\n"), 422);
    AT_IS("/validation/0/location", "[\"header\",\"X-Depth\"]");
}

static void exploded_lists(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=n&tag=a&tag=b,c"), 200);
    assert_int_equal(list("/shelves/1/books?branch=n&tag=a&tag="), 422);
    AT_IS("/validation/0/location", "[\"query\",\"tag\",\"1\"]");
    AT_IS("/validation/0/pointer", "/1");
    AT_IS("/validation/0/code", "minLength");
}

static void lists_in_one_piece(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=n&ids=1,2,3"), 200);
    assert_int_equal(list("/shelves/1/books?branch=n&ids=1,2,3,4"), 422);
    AT_IS("/validation/0/code", "maxItems");
    assert_int_equal(list("/shelves/1/books?branch=n&ids=1,x"), 422);
    AT_IS("/validation/0/location", "[\"query\",\"ids\",\"1\"]");
    assert_int_equal(list("/shelves/1/books?branch=n&ids=1%2C2"), 422);
    AT_IS("/validation/0/location", "[\"query\",\"ids\",\"0\"]");
    AT_IS("/validation/0/actual", "1,2");
    assert_int_equal(list("/shelves/1/books?branch=n&ids=1&ids=2"), 422);
    AT_IS("/validation/0/code", "repeated");
}

static void lists_in_headers(void **state)
{
    (void)state;
    assert_int_equal(list_with("/shelves/1/books?branch=n", "X-Levels: 1 ,  2,,\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "X-Levels: 1\nX-Levels: 2, 3\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "X-Levels: 1,2\nX-Levels: 3,4\n"), 422);
    AT_IS("/validation/0/code", "maxItems");
}

static void cookies(void **state)
{
    (void)state;
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: a=b; visit=12; c\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: a=b\nCookie: visit=\"1\"\n"),
                     200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: visit=null\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: visit=%31%32\n"), 200);
    assert_int_equal(list_with("/shelves/1/books?branch=n", "Cookie: visit=100%\n"), 422);
    AT_IS("/validation/0/actual", "100%");
}

static void null_is_a_word_where_text_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch=null"), 200);
    assert_int_equal(list("/shelves/1/books?branch=n&limit=null"), 422);
}

static void an_empty_value_is_a_value(void **state)
{
    (void)state;
    assert_int_equal(list("/shelves/1/books?branch"), 422);
    AT_IS("/validation/0/code", "pattern");
    assert_int_equal(list("/shelves/1/books?branch=n&limit="), 422);
    AT_IS("/validation/0/code", "type");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_good_request),
        CASE(numbers_are_json_numbers),
        CASE(all_wrong_ones_in_the_order_of_the_spec),
        CASE(names_in_a_query_have_case),
        CASE(header_names_have_none),
        CASE(a_query_is_decoded_once),
        CASE(what_cannot_be_decoded_is_refused),
        CASE(a_scalar_is_given_once),
        CASE(exploded_lists),
        CASE(lists_in_one_piece),
        CASE(lists_in_headers),
        CASE(cookies),
        CASE(null_is_a_word_where_text_is_allowed),
        CASE(an_empty_value_is_a_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
