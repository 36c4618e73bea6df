/* For the tests of verbs: runs a checker over JSON text and compares what it found. */
#ifndef US_TEST_RUN_H
#define US_TEST_RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/check.h"

typedef struct run {
    us_arena arena;
    us_check ck;
} run;

/* Starts a run with everything in r->arena; free it with run_end. */
static inline void run_text(run *r, us_checker *checker, us_text text, us_pattern *const *pattern)
{
    us_json_error error = { 0 };
    us_json *value;

    *r = (run){ 0 };
    value = us_json_read(&r->arena, text, NULL, &error);
    if (!value)
        fail_msg("line %u, column %u: %s", error.line, error.column, error.message);
    us_check_begin(&r->ck, &r->arena, value, pattern);
    checker(&r->ck, value);
    assert_int_equal(r->ck.silent, 0);
    assert_int_equal(r->ck.depth, 0);
    assert_null(r->ck.tally);
    assert_int_equal(r->ck.failed, r->ck.violations > 0);
}

static inline void run_begin(run *r, us_checker *checker, const char *json)
{
    run_text(r, checker, us_text_of(json), NULL);
}

static inline void run_end(run *r)
{
    us_arena_free(&r->arena);
}

/* "minimum /a, required ": the keywords and pointers of all violations, in order. */
static inline const char *run_found(run *r)
{
    us_buf buf = us_buf_new(&r->arena, 64);

    for (unsigned i = 0; i < r->ck.violations; i++) {
        const us_violation *violation = &r->ck.violation[i];

        us_buf_print(&buf, "%s%s %s", i > 0 ? ", " : "", violation->keyword,
                     violation->pointer.bytes);
    }
    return us_buf_text(&buf).bytes;
}

/* The run ends decided and with these violations; "" for none. */
static inline void expect(us_checker *checker, const char *json, const char *found)
{
    run r;

    run_begin(&r, checker, json);
    assert_false(r.ck.limit);
    assert_string_equal(run_found(&r), found);
    run_end(&r);
}

/* The first violation says this. */
static inline void expect_words(us_checker *checker, const char *json, const char *message,
                                const char *expected, const char *actual)
{
    run r;

    run_begin(&r, checker, json);
    assert_int_not_equal(r.ck.violations, 0);
    assert_string_equal(r.ck.violation[0].message.bytes, message);
    assert_string_equal(r.ck.violation[0].expected.bytes, expected);
    assert_string_equal(r.ck.violation[0].actual.bytes, actual);
    run_end(&r);
}

/* The run gives up, whatever else it found. */
static inline void expect_limit(us_checker *checker, const char *json)
{
    run r;

    run_begin(&r, checker, json);
    assert_true(r.ck.limit);
    assert_non_null(r.ck.limit_reason);
    run_end(&r);
}

#endif
