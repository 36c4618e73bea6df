/* Fixtures from a folder that the test makes; what a good set becomes is in tests/golden/front/fixtures. */
#include "front.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPEC                                                                                       \
    "paths: { /a: { get: { operationId: a, responses: { 200: { description: Fine,\n"               \
    "  content: { application/json: { example: from the document } } } } } } }\n"

typedef struct stage {
    char folder[64];
    gen *g;
    gen_api *api;
} stage;

static const char *path_of(stage *s, const char *name)
{
    return us_arena_print(&s->g->arena, "%s/%s", s->folder, name).bytes;
}

static int set_up(void **state)
{
    stage *s = calloc(1, sizeof *s);
    strcpy(s->folder, "/tmp/cast_test_XXXXXX");
    s->g = gen_new();
    if (!mkdtemp(s->folder))
        return -1;
    s->api = read_api(s->g, SPEC);
    *state = s;
    return mkdir(path_of(s, "sample"), 0700) || mkdir(path_of(s, "sample/a"), 0700);
}

static int tear_down(void **state)
{
    static const char *const made[] = {
        "sample/a/200.json", "sample/a/200.x.json", "sample/a", "sample/b", "sample", "secret.json"
    };
    stage *s = *state;
    for (unsigned i = 0; i < sizeof made / sizeof *made; i++)
        remove(path_of(s, made[i]));
    int left = rmdir(s->folder);
    gen_free(s->g);
    free(s);
    return left;
}

static void write_file(stage *s, const char *name, const char *text, size_t length)
{
    FILE *file = fopen(path_of(s, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static us_text sent(const stage *s)
{
    return s->api->operation->response->media->example->bytes;
}

static void bytes_are_kept_exactly(void **state)
{
    stage *s = *state;
    static const char text[] = " { \"a\":\t1.0,\r\n\"b\" : \"\\u00e9\" }\n\n";
    write_file(s, "sample/a/200.json", text, strlen(text));
    gen_cast(s->g, s->api, s->folder);
    assert_string_equal(diagnostics(s->g), "");
    assert_text(sent(s), text);
    gen_example *example = s->api->operation->response->media->example;
    assert_at(gen_get_member(example->node, "b")->at, 2, 1);
    assert_text(example->source, path_of(s, "sample/a/200.json"));
    assert_null(example->next); /* the document's own is replaced */
}

static void a_missing_folder_is_none(void **state)
{
    stage *s = *state;
    gen_cast(s->g, s->api, path_of(s, "nowhere"));
    assert_string_equal(diagnostics(s->g), "");
    assert_text(sent(s), "\"from the document\"");
}

static void links_are_not_followed(void **state)
{
    stage *s = *state;
    write_file(s, "secret.json", "\"secret\"", 8);
    assert_int_equal(symlink("../../secret.json", path_of(s, "sample/a/200.json")), 0);
    gen_cast(s->g, s->api, s->folder);
    assert_non_null(strstr(diagnostics(s->g), "symbolic links are not followed"));
    assert_int_equal(s->g->errors, 1);
    assert_text(sent(s), "\"from the document\"");
}

static void a_folder_of_fixtures_is_no_link_either(void **state)
{
    stage *s = *state;
    assert_int_equal(rmdir(path_of(s, "sample/a")), 0);
    assert_int_equal(mkdir(path_of(s, "sample/b"), 0700), 0);
    assert_int_equal(symlink("b", path_of(s, "sample/a")), 0);
    gen_cast(s->g, s->api, s->folder);
    assert_non_null(strstr(diagnostics(s->g), "sample/a: error: symbolic links are not followed"));
}

static void a_pipe_is_not_waited_for(void **state)
{
    stage *s = *state;
    assert_int_equal(mkfifo(path_of(s, "sample/a/200.json"), 0600), 0);
    gen_cast(s->g, s->api, s->folder);
    assert_non_null(strstr(diagnostics(s->g), "this is not a plain file"));
}

static void files_are_bounded(void **state)
{
    stage *s = *state;
    int file = open(path_of(s, "sample/a/200.json"), O_WRONLY | O_CREAT, 0600);
    assert_true(file >= 0);
    assert_int_equal(ftruncate(file, (16 << 20) + 1), 0);
    close(file);
    gen_cast(s->g, s->api, s->folder);
    assert_non_null(strstr(diagnostics(s->g), "larger than 16 MiB"));
}

static void broken_json_is_an_error_in_its_file(void **state)
{
    stage *s = *state;
    write_file(s, "sample/a/200.x.json", "{\n  \"a\": 01 }", 13);
    gen_cast(s->g, s->api, s->folder);
    assert_non_null(strstr(diagnostics(s->g), "sample/a/200.x.json:2:8: error: "));
    assert_int_equal(s->g->errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bytes_are_kept_exactly, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_folder_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_are_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_of_fixtures_is_no_link_either, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pipe_is_not_waited_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_are_bounded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_json_is_an_error_in_its_file, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
