/* Credentials: which are well formed, and what is said about the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

static unsigned list(const char *head)
{
    return stage_ask(&stage, "GET", "/shelves/1/books?branch=n", head, NULL);
}

static unsigned patch(const char *authorization)
{
    us_text head = us_arena_print(
        &stage.arena, "Authorization: %s\nContent-Type: application/json\n", authorization);
    return stage_ask(&stage, "PATCH", "/books/1", head.bytes, "{\"pages\":1}");
}

static unsigned cover(const char *query, const char *head)
{
    us_text target = us_arena_print(&stage.arena, "/books/1/cover%s", query);
    return stage_ask(&stage, "POST", target.bytes, head, NULL);
}

static void an_api_key_is_there_and_not_empty(void **state)
{
    (void)state;
    assert_int_equal(list("x-library-key: k\n"), 200);
    assert_int_equal(list("X-Library-Key: \n"), 401);
    assert_int_equal(list(NULL), 401);
    assert_int_equal(cover("", "Cookie: card=7\n"), 201);
    assert_int_equal(cover("", "Cookie: card=\n"), 401);
    assert_int_equal(cover("", "Cookie: Card=7\n"), 401);
}

static void any_requirement_is_enough(void **state)
{
    (void)state;
    assert_int_equal(list("Authorization: Bearer t\n"), 200);
    assert_int_equal(list("Authorization: Bearer\nX-Library-Key: k\n"), 200);
    assert_int_equal(stage_ask(&stage, "GET", "/search/?__code=200", NULL, NULL),
                     200); /* anybody */
}

static void all_schemes_of_one_are_needed(void **state)
{
    const char *basic = "Authorization: Basic dTpw\n";
    (void)state;
    assert_int_equal(cover("?api_key=k", basic), 201);
    assert_int_equal(cover("?api_key=", basic), 401);
    AT_IS("/validation/0/location", "[\"query\",\"api_key\"]");
    AT_IS("/validation/1/location", "[\"cookie\",\"card\"]");
    AT_IS("/validation/2", "(absent)");
    assert_int_equal(cover("?api_key=k", NULL), 401);
    AT_IS("/validation/0/location", "[\"header\",\"authorization\"]");
}

static void bearer_tokens(void **state)
{
    (void)state;
    assert_int_equal(patch("Bearer abc.DEF-1_2~3+4/5=="), 200);
    assert_int_equal(patch("bEARER    abc"), 200);
    assert_int_equal(patch("Bearer"), 401);
    assert_int_equal(patch("Bearer a b"), 401);
    assert_int_equal(patch("Bearer =="), 401);
    assert_int_equal(patch("Bearer a=b"), 401);
    assert_int_equal(patch("Bearer \xC3\xA9"), 401);
    assert_int_equal(patch("Bearerabc"), 401);
    assert_int_equal(patch("Token abc"), 401);
}

static unsigned basic(const char *credentials)
{
    us_text head = us_arena_print(&stage.arena, "Authorization: %s\n", credentials);
    return cover("?api_key=k", head.bytes);
}

static void basic_credentials(void **state)
{
    (void)state;
    assert_int_equal(basic("Basic dXNlcjpwYXNz"), 201);      /* user:pass */
    assert_int_equal(basic("BASIC  dXNlcjpwOmE6c3M="), 201); /* user:p:a:ss */
    assert_int_equal(basic("Basic Og=="), 201);              /* : */
    assert_int_equal(basic("Basic dXNlcg=="), 401);          /* user */
    assert_int_equal(basic("Basic dXNlcjpwYXN"), 401);       /* cut */
    assert_int_equal(basic("Basic dXNlcjpwYXNz===="), 401);
    assert_int_equal(basic("Basic user:pass"), 401);
    assert_int_equal(basic("Basic "), 401);
    assert_int_equal(basic("Bearer dXNlcjpwYXNz"), 401);
}

static void a_challenge_for_each_scheme(void **state)
{
    (void)state;
    assert_int_equal(cover("", NULL), 401);
    assert_int_equal(stage_fields(&stage, "WWW-Authenticate"), 3);
    FIELD_IS("WWW-Authenticate", "Basic realm=\"The \\\"North\\\" library\", charset=\"UTF-8\"");
    assert_int_equal(list(NULL), 401);
    assert_int_equal(stage_fields(&stage, "WWW-Authenticate"), 2);
    FIELD_IS("WWW-Authenticate",
             "ApiKey realm=\"The \\\"North\\\" library\", in=\"header\", name=\"X-Library-Key\"");
}

static void invalid_token_only_when_one_was_sent(void **state)
{
    (void)state;
    patch("Bearer a b");
    FIELD_IS("WWW-Authenticate",
             "Bearer realm=\"The \\\"North\\\" library\", error=\"invalid_token\"");
    patch("Basic dTpw");
    FIELD_IS("WWW-Authenticate", "Bearer realm=\"The \\\"North\\\" library\"");
}

static void the_problem(void **state)
{
    (void)state;
    list(NULL);
    FIELD_IS("Content-Type", "application/problem+json");
    AT_IS("/type", "/__understudy/problems/unauthorized");
    AT_IS("/status", "401");
    AT_IS("/validation/0/location", "[\"header\",\"X-Library-Key\"]");
    AT_IS("/validation/0/code", "security");
    AT_IS("/validation/0/severity", "Error");
    AT_IS("/validation/0/spec", "library.yaml:71");
    AT_IS("/validation/1/location", "[\"header\",\"authorization\"]");
    AT_IS("/validation/1/spec", "library.yaml:72");
}

static void security_comes_before_the_rest(void **state)
{
    (void)state;
    assert_int_equal(stage_ask(&stage, "PATCH", "/books/1", NULL, "no json"), 401);
    assert_int_equal(stage_ask(&stage, "GET", "/shelves/x/books", NULL, NULL), 401);
    AT_IS("/validation/2", "(absent)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_api_key_is_there_and_not_empty),
        CASE(any_requirement_is_enough),
        CASE(all_schemes_of_one_are_needed),
        CASE(bearer_tokens),
        CASE(basic_credentials),
        CASE(a_challenge_for_each_scheme),
        CASE(invalid_token_only_when_one_was_sent),
        CASE(the_problem),
        CASE(security_comes_before_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
