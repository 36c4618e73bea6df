/* "did you mean …?" as diagnostics say it. */
#include "front.h"

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *written, *best;
    } cases[] = {
        { "requird", "required" },
        { "requierd", "required" },
        { "Required", "required" },
        { "propertys", "properties" },
        { "titel", "title" },
        { "x", "" },
        { "", "" },
        { "flavour", "" },
        { "typ", "type" },
    };
    static const char *const names[] = { "required", "properties", "title", "type", "in" };
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        us_nearest nearest = us_nearest_to(us_text_of(cases[i].written));
        for (unsigned n = 0; n < sizeof names / sizeof *names; n++)
            us_nearest_offer(&nearest, us_text_of(names[n]));
        assert_text(nearest.best, cases[i].best);
    }
}

static void long_names_are_left_alone(void **state)
{
    (void)state;
    char name[200];
    memset(name, 'a', sizeof name);
    us_nearest nearest = us_nearest_to((us_text){ name, sizeof name });
    us_nearest_offer(&nearest, (us_text){ name, sizeof name - 1 });
    us_nearest_offer(&nearest, (us_text){ name, 64 });
    assert_text(nearest.best, "");
    nearest = us_nearest_to((us_text){ name, 64 });
    us_nearest_offer(&nearest, (us_text){ name, 63 });
    assert_int_equal(nearest.best.length, 63);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(long_names_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
