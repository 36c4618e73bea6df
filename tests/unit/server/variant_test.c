/* Variants one after the other: sessions, their end, and that they do not disturb each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "staged.h"

/* The number of the variant that is answered; 0: none is. */
static unsigned ask(const char *preference)
{
    us_text head = us_arena_print(&stage.arena, "X-Library-Key: k\nPrefer: %s\n", preference);
    const char *applied;

    (void)stage_ask(&stage, "GET", "/shelves/1/books?branch=n", head.bytes, NULL);
    applied = strstr(stage_field(&stage, "Preference-Applied"), "variant=");
    return applied ? (unsigned)strtoul(applied + 8, NULL, 10) : 0;
}

static bool began_again(void)
{
    return strstr(stage_field(&stage, "Understudy-Variant"), "from the beginning again");
}

static void a_walk_ends_and_begins_again(void **state)
{
    unsigned count;

    (void)state;
    assert_int_equal(ask("variant=1"), 1);
    count =
        (unsigned)strtoul(strstr(stage_field(&stage, "Understudy-Variant"), "of ") + 3, NULL, 10);
    assert_true(count > 2);
    for (unsigned i = 1; i <= count; i++) {
        assert_int_equal(ask("variant=next"), i);
        assert_false(began_again());
    }
    assert_int_equal(ask("variant=next"), 1);
    assert_true(began_again());
    assert_int_equal(ask("variant=next"), 2);
    assert_false(began_again());
}

static void sessions_walk_by_themselves(void **state)
{
    (void)state;
    assert_int_equal(ask("variant=next, session=one"), 1);
    assert_int_equal(ask("variant=next, session=one"), 2);
    assert_int_equal(ask("variant=next, session=two"), 1);
    assert_int_equal(ask("variant=next, session=one"), 3);
    assert_int_equal(ask("variant=2, session=one"), 2); /* which is no step of the walk */
    assert_int_equal(ask("variant=next, session=one"), 4);
}

static void credentials_tell_sessions_apart(void **state)
{
    const char *first = "X-Library-Key: k\nAuthorization: Bearer a\nPrefer: variant=next\n";
    const char *second = "X-Library-Key: k\nAuthorization: Bearer b\nPrefer: variant=next\n";
    const char *target = "/shelves/1/books?branch=n";

    (void)state;
    (void)stage_ask(&stage, "GET", target, first, NULL);
    FIELD_IS("Preference-Applied", "variant=1");
    (void)stage_ask(&stage, "GET", target, first, NULL);
    FIELD_IS("Preference-Applied", "variant=2");
    (void)stage_ask(&stage, "GET", target, second, NULL);
    FIELD_IS("Preference-Applied", "variant=1");
}

static void beside_other_preferences(void **state)
{
    (void)state;
    assert_int_equal(ask("variant=1, validate=false, dynamic=true, code=404"), 1);
    FIELD_IS("Preference-Applied", "validate=false, variant=1");
}

static void there_is_no_such_variant(void **state)
{
    (void)state;
    assert_int_equal(ask("variant=1000000000000"), 0);
    assert_int_equal(stage.reply.status, 404);
    assert_int_equal(ask("variant=nonsense"), 0);
    assert_non_null(strstr(stage_at(&stage, "/detail"), "none is \"nonsense\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_walk_ends_and_begins_again),    CASE(sessions_walk_by_themselves),
        CASE(credentials_tell_sessions_apart), CASE(beside_other_preferences),
        CASE(there_is_no_such_variant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
