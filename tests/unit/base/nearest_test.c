/* "did you mean …?" */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/nearest.h"

static void expect_nearest(const char *word, const char *best)
{
    static const char *const known[] = { "title", "integration_id", "free", "path", "en",
                                         "es",    "description",    "" };
    us_nearest nearest = us_nearest_to(us_text_of(word));

    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        us_nearest_offer(&nearest, us_text_of(known[i]));
    if (best)
        assert_true(nearest.best.bytes && us_text_equal(nearest.best, us_text_of(best)));
    else
        assert_null(nearest.best.bytes);
}

static void test_nearest(void **state)
{
    (void)state;
    expect_nearest("titel", "title");
    expect_nearest("titles", "title");
    expect_nearest("itle", "title");
    expect_nearest("TITLE", "title");
    expect_nearest("integrationId", "integration_id");
    expect_nearest("IntegrationID", "integration_id");
    expect_nearest("fee", "free");
    expect_nearest("EN", "en");
    expect_nearest("desciption", "description");
    expect_nearest("descirptoin", "description");
}

static void test_not_near(void **state)
{
    (void)state;
    expect_nearest("xx", NULL);
    expect_nearest("e", NULL);
    expect_nearest("", NULL);
    expect_nearest("tall", NULL);
    expect_nearest("something else altogether", NULL);
    expect_nearest("a word that is longer than any that is worth the work of comparing it", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_not_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
