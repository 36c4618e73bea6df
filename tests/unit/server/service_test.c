/* What a service refuses at its start, how several APIs share it, and the rehearsal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample_api.h"
#include "server/service_inside.h"
#include "stage.h"

/* ---- Modules for one test each ------------------------------------------------------------------ */

static void check_count(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_INTEGER, AT(3));
    us_minimum(ck, v, 1, AT_FILE(1, 4));
}

static void check_endless(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_endless);
}

/* An API with one operation GET /one, whose parts the test fills in. */
typedef struct small_api {
    us_string file[2], base, pattern;
    us_operation operation;
    const us_operation *operations[1];
    us_api api;
    us_body body;
    us_media media;
    us_example example[3];
    us_response response;
} small_api;

static void small_open(small_api *small, us_string name)
{
    *small = (small_api){ .file = { US_STRING_OF("small.yaml"), US_STRING_OF("parts.yaml") } };
    small->operation.id = name;
    small->operation.method = (us_string)US_STRING_OF("GET");
    small->operation.path = (us_string)US_STRING_OF("/one");
    small->operation.response = &small->response;
    small->operation.responses = 1;
    small->operations[0] = &small->operation;
    small->media.type = (us_string)US_STRING_OF("application/json");
    small->media.example = small->example;
    small->body = (us_body){ .media = &small->media, .medias = 1 };
    small->response = (us_response){ .status = 200, .media = &small->media, .medias = 1 };
    small->api = (us_api){ .name = name,
                           .file = small->file,
                           .files = 2,
                           .operation = small->operations,
                           .operations = 1 };
}

static us_string string_of(const char *text)
{
    return (us_string){ text, (unsigned)strlen(text) };
}

static void small_add_example(small_api *small, const char *bytes, const char *source)
{
    us_example *example = &small->example[small->media.examples++];
    *example = (us_example){ .bytes = string_of(bytes), .source = string_of(source) };
}

/* ---- At the start --------------------------------------------------------------------------------- */

static us_service *start(const us_api *const *api, unsigned apis, us_text *error)
{
    static us_module module;
    module = (us_module){ api, apis };
    return us_service_new(&module, NULL, error);
}

static void a_bad_pattern_is_refused(void **state)
{
    small_api small;
    us_text error;
    (void)state;
    small_open(&small, string_of("small"));
    small.pattern = string_of("a[");
    small.api.pattern = &small.pattern;
    small.api.patterns = 1;
    const us_api *api[] = { &small.api };
    assert_null(start(api, 1, &error));
    assert_non_null(strstr(error.bytes, "small: the pattern \"a[\""));
}

static void a_schema_that_is_not_enforced_is_refused(void **state)
{
    small_api small;
    us_text error;
    (void)state;
    small_open(&small, string_of("small"));
    small.operation.body = &small.body;
    small.media.type = string_of("multipart/form-data");
    small.media.check = check_count;
    small.media.at = AT(41);
    const us_api *api[] = { &small.api };
    assert_null(start(api, 1, &error));
    assert_string_equal(error.bytes, "small.yaml:41: the schema of a body of multipart/form-data "
                                     "cannot be enforced yet");
    small.media.check = NULL;
    us_service *service = start(api, 1, &error);
    assert_non_null(service);
    us_service_free(service);
}

static void defaults(void **state)
{
    us_text error;
    us_service_options options = { .body_limit = 7 };
    us_service *service = us_service_new(&sample_module, NULL, &error);
    (void)state;
    assert_int_equal(us_service_body_limit(service), 10 * 1024 * 1024);
    assert_ptr_equal(us_service_module(service), &sample_module);
    us_service_free(service);
    service = us_service_new(&sample_module, &options, &error);
    assert_int_equal(us_service_body_limit(service), 7);
    us_service_free(service);
    us_service_free(NULL);
}

/* ---- Several APIs ----------------------------------------------------------------------------------- */

static void the_first_api_wins(void **state)
{
    small_api first, second;
    test_stage stage;
    (void)state;
    small_open(&first, string_of("first"));
    small_open(&second, string_of("second"));
    second.base = string_of("/v2");
    second.api.servers.base = &second.base;
    second.api.servers.bases = 1;
    const us_api *api[] = { &first.api, &second.api };
    us_module module = { api, 2 };
    stage_open_module(&stage, &module, NULL);
    stage_ask(&stage, "GET", "/one", NULL, NULL);
    assert_ptr_equal(stage.reply.operation, &first.operation);
    stage_ask(&stage, "GET", "/v2/one", NULL, NULL);
    assert_ptr_equal(stage.reply.operation, &second.operation);
    stage_close(&stage);
}

static void an_undecided_run_is_never_valid(void **state)
{
    small_api small;
    test_stage stage;
    us_parameter parameter = {
        .name = string_of("q"), .in = US_IN_QUERY, .types = US_STRING, .check = check_endless
    };
    (void)state;
    small_open(&small, string_of("small"));
    small.operation.parameter = &parameter;
    small.operation.parameters = 1;
    const us_api *api[] = { &small.api };
    us_module module = { api, 1 };
    stage_open_module(&stage, &module, NULL);
    assert_int_equal(stage_ask(&stage, "GET", "/one?q=1", NULL, NULL), 500);
    assert_string_equal(stage_at(&stage, "/type"), "/__understudy/problems/limit-of-the-mock");
    stage_close(&stage);
}

/* ---- Rehearsal -------------------------------------------------------------------------------------- */

typedef struct heard {
    unsigned count;
    char source[100], pointer[100], keyword[100], message[200], spec[100];
} heard;

static void copy(char *out, size_t size, us_text text)
{
    us_text kept = us_text_slice(text, 0, size - 1);
    if (kept.length > 0)
        memcpy(out, kept.bytes, kept.length);
    out[kept.length] = '\0';
}

static void hear(void *context, const us_fault *fault)
{
    heard *h = context;
    h->count++;
    copy(h->source, sizeof h->source, us_text_from(fault->example->source));
    copy(h->pointer, sizeof h->pointer, fault->pointer);
    copy(h->keyword, sizeof h->keyword, fault->keyword);
    copy(h->message, sizeof h->message, fault->message);
    copy(h->spec, sizeof h->spec, fault->spec);
}

static us_faults rehearse(small_api *small, heard *h)
{
    us_text error;
    const us_api *api[] = { &small->api };
    us_service *service = start(api, 1, &error);
    us_faults faults = us_rehearse(service, hear, h);
    us_service_free(service);
    return faults;
}

static void good_lines(void **state)
{
    test_stage stage;
    heard h = { 0 };
    (void)state;
    stage_open(&stage);
    assert_int_equal(us_rehearse(stage.service, hear, &h).fixtures, 0);
    assert_int_equal(h.count, 0);
    stage_close(&stage);
}

static void a_broken_example(void **state)
{
    small_api small;
    heard h = { 0 };
    (void)state;
    small_open(&small, string_of("small"));
    small.media.check = check_count;
    small_add_example(&small, "1", "small.yaml:9");
    small_add_example(&small, "0", "small.yaml:12");
    assert_int_equal(rehearse(&small, &h).examples, 1);
    assert_string_equal(h.source, "small.yaml:12");
    assert_string_equal(h.keyword, "minimum");
}

static void a_broken_fixture(void **state)
{
    small_api small;
    heard h = { 0 };
    us_faults faults;
    (void)state;
    small_open(&small, string_of("small"));
    small.media.check = check_count;
    small_add_example(&small, "1", "small.yaml:9");
    small_add_example(&small, "0", "fixtures/small/one/200.json");
    small.example[1].fixture = true;
    faults = rehearse(&small, &h);
    assert_int_equal(faults.fixtures, 1);
    assert_int_equal(faults.examples, 0);
    assert_string_equal(h.source, "fixtures/small/one/200.json");
    assert_string_equal(h.keyword, "minimum");
    assert_string_equal(h.spec, "parts.yaml:4");
}

static void an_example_that_is_no_json(void **state)
{
    small_api small;
    heard h = { 0 };
    (void)state;
    small_open(&small, string_of("small"));
    small_add_example(&small, "{\"a\": }", "small.yaml:9");
    assert_int_equal(rehearse(&small, &h).examples, 1);
    assert_string_equal(h.keyword, "json");
    assert_non_null(strstr(h.message, "line 1, column 7"));
}

static void examples_of_bodies_and_of_text(void **state)
{
    small_api small;
    heard h = { 0 };
    (void)state;
    small_open(&small, string_of("small"));
    small.operation.body = &small.body;
    small.media.check = check_count;
    small_add_example(&small, "0", "small.yaml:9");
    assert_int_equal(rehearse(&small, &h).examples,
                     2); /* the same media stands in body and response */
    small.operation.body = NULL;
    small.media.type = string_of("text/plain");
    assert_int_equal(rehearse(&small, &h).examples, 1); /* a text is a string, not an integer */
    assert_string_equal(h.keyword, "type");
    small.media.check = NULL;
    assert_int_equal(rehearse(&small, &h).examples, 0);
}

static void an_undecided_example_is_a_fault(void **state)
{
    small_api small;
    heard h = { 0 };
    (void)state;
    small_open(&small, string_of("small"));
    small.media.check = check_endless;
    small_add_example(&small, "0", "small.yaml:9");
    assert_int_equal(rehearse(&small, &h).examples, 1);
    assert_string_equal(h.keyword, "limit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_pattern_is_refused),
        cmocka_unit_test(a_schema_that_is_not_enforced_is_refused),
        cmocka_unit_test(defaults),
        cmocka_unit_test(the_first_api_wins),
        cmocka_unit_test(an_undecided_run_is_never_valid),
        cmocka_unit_test(good_lines),
        cmocka_unit_test(a_broken_example),
        cmocka_unit_test(a_broken_fixture),
        cmocka_unit_test(an_example_that_is_no_json),
        cmocka_unit_test(examples_of_bodies_and_of_text),
        cmocka_unit_test(an_undecided_example_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
