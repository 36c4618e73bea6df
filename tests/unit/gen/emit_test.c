/* What concerns more than one document: names that do not clash, and that the same goes in and out. The
 * C itself is in tests/golden/c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gen/emit.h"

static gen *g;

static int setup(void **state)
{
    (void)state;
    g = gen_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    gen_free(g);
    return 0;
}

static const char document[] =
    "openapi: 3.1.0\n"
    "info: {title: T, version: '1'}\n"
    "paths:\n"
    "  /a: {get: {operationId: getA, tags: [x], responses: {'200': {$ref: '#/components/responses/R'}}}}\n"
    "  /b: {get: {operationId: getB, tags: [y], responses: {'200': {$ref: '#/components/responses/R'}}}}\n"
    "components:\n"
    "  responses:\n"
    "    R:\n"
    "      description: fine\n"
    "      content: {application/json: {schema: {type: object, minProperties: 1}, example: {a: 1}}}\n";

static gen_api *compile(const char *path)
{
    gen_options options = { 0 };
    gen_api *api = gen_compile(g, gen_add_source(g, path, us_text_of(document)), &options);

    assert_non_null(api);
    return api;
}

static const gen_file *find(const gen_file *file, const char *name)
{
    while (file && !us_text_equal(file->name, us_text_of(name)))
        file = file->next;
    return file;
}

static bool holds(const gen_file *file, const char *string)
{
    assert_non_null(file);
    return strstr(file->text.bytes, string) != NULL;
}

static void every_file_has_its_own_name(void **state)
{
    gen_api *api[] = { compile("a-b.yaml"), compile("sub/a_b.yaml"), compile("module.yaml") };
    const gen_file *files = gen_emit(g, api, 3, true);

    (void)state;
    for (const gen_file *f = files; f; f = f->next)
        assert_ptr_equal(find(files, f->name.bytes), f);
    assert_true(holds(find(files, "module.c"), "us_the_module"));
    assert_true(holds(find(files, "main.c"), "us_stand_in"));
    assert_true(holds(find(files, "a_b.c"), "US_STRING_OF(\"a-b\")"));
    assert_true(holds(find(files, "a_b_2.c"), "US_STRING_OF(\"a_b\")"));
    assert_true(holds(find(files, "module_2.c"), "US_STRING_OF(\"module\")"));
}

/* Of the definitions that other files see, no two have the same name. */
static void names_that_other_files_see_are_unique(void **state)
{
    gen_api *api[] = { compile("a-b.yaml"), compile("a_b.yaml"), compile("a.yaml") };
    emit_names *seen = emit_names_new(&g->arena, NULL);
    unsigned count = 0;

    (void)state;
    for (const gen_file *f = gen_emit(g, api, 3, false); f; f = f->next) {
        const char *line = f->text.bytes;

        for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
            char name[100];

            if (sscanf(line, "void %99[a-z0-9_](", name) == 1 ||
                sscanf(line, "const us_%*[a-z_] %99[a-z0-9_]", name) == 1) {
                assert_true(emit_take(seen, us_arena_copy(&g->arena, us_text_of(name)).bytes));
                count++;
            }
        }
    }
    /* of each API: a checker, a shape, two operations, two lists of examples, itself; and the module */
    assert_int_equal(count, 3 * 7 + 1);
}

static void what_groups_share_is_written_once(void **state)
{
    gen_api *api = compile("one.yaml");
    const gen_file *files = gen_emit(g, &api, 1, false);

    (void)state;
    assert_true(holds(find(files, "one_schemas.c"), "us_min_properties(ck, v, 1, AT(10));"));
    assert_false(holds(find(files, "one_x.c"), "us_min_properties"));
    assert_true(holds(find(files, "one_common.c"), ".check = check_one_"));
    assert_true(holds(find(files, "one_x.c"), ".media = media_one_"));
    assert_true(holds(find(files, "one_y.c"), ".media = media_one_"));
}

static void the_same_document_gives_the_same_text(void **state)
{
    gen_api *first = compile("one.yaml"), *second = compile("one.yaml");
    const gen_file *a = gen_emit(g, &first, 1, true), *b = gen_emit(g, &second, 1, true);

    (void)state;
    for (; a && b; a = a->next, b = b->next) {
        assert_true(us_text_equal(a->name, b->name));
        assert_true(us_text_equal(a->text, b->text));
    }
    assert_true(!a && !b);
}

static unsigned count_in(us_text text, const char *string)
{
    unsigned count = 0;

    for (const char *at = text.bytes; (at = strstr(at, string)) != NULL; at++)
        count++;
    return count;
}

typedef struct counts {
    unsigned files, operations, comments, verbs;
} counts;

/* A gen_take_file. */
static void count_file(void *context, const gen_file *file)
{
    counts *c = context;

    c->files++;
    c->comments += count_in(file->text, "/*");
    c->operations += count_in(file->text, ".method = ");
    c->verbs += count_in(file->text, "us_min_properties(ck, v, 1, 10);");
}

/* What people want is left out, not what is checked: the two groups share a file and the checker in it. */
static void what_nobody_reads_says_less(void **state)
{
    gen_api *api = compile("one.yaml");
    counts c = { 0 };

    (void)state;
    gen_emit_to_run(g, &api, 1, count_file, &c);
    assert_int_equal(c.files, 5); /* operations, shapes, examples, the API, the module */
    assert_int_equal(c.operations, 2);
    assert_int_equal(c.comments, 1); /* the module's */
    assert_int_equal(c.verbs, 1);
}

static void a_schema_alone_is_an_api(void **state)
{
    unsigned file =
        gen_add_source(g, "s.json", US_TEXT("{\"type\": \"object\", \"maxProperties\": 3}"));
    gen_node *schema = gen_load(g, file);
    gen_api *api;

    (void)state;
    gen_resolve(g, schema);
    api = gen_schema_api(g, schema);
    gen_lower(g, api);
    gen_judge(g, api);
    assert_int_equal(g->errors, 0);
    assert_true(holds(find(gen_emit(g, &api, 1, false), "schema_validate.c"),
                      "us_max_properties(ck, v, 3, AT(1));"));
}

static void names_are_new(void **state)
{
    emit_names *outer = emit_names_new(&g->arena, NULL), *inner = emit_names_new(&g->arena, outer);

    (void)state;
    assert_string_equal(emit_name(outer, "check_", US_TEXT("Voice")), "check_voice");
    assert_string_equal(emit_name(inner, "check_", US_TEXT("voice")), "check_voice_2");
    assert_string_equal(emit_name(inner, "check_", US_TEXT("VOICE")), "check_voice_3");
    assert_string_equal(emit_name(inner, "check_", US_TEXT("voice_4")), "check_voice_4");
    assert_string_equal(emit_name(inner, "check_", US_TEXT("voice")), "check_voice_5");
    for (int i = 0; i < 1000; i++)
        (void)emit_name(inner, "", US_TEXT("same"));
    assert_string_equal(emit_name(inner, "", US_TEXT("same")), "same_1001");
}

static gen_schema *lower_json(const char *json)
{
    gen_node *root = gen_load(g, gen_add_source(g, "s.json", us_text_of(json)));

    assert_non_null(root);
    gen_resolve(g, root);
    return lower_schema(g, root, US_TEXT("thing"));
}

static void the_text_of_a_parameter_is_read_as_its_schema_allows(void **state)
{
    (void)state;
    assert_int_equal(emit_allowed_types(NULL), GEN_TYPE_STRING);
    assert_int_equal(emit_allowed_types(lower_json("{}")), GEN_TYPE_STRING);
    assert_int_equal(emit_allowed_types(lower_json("{\"minimum\": 1}")), GEN_TYPE_NUMBER);
    assert_int_equal(emit_allowed_types(lower_json("{\"type\": \"integer\"}")), GEN_TYPE_INTEGER);
    assert_int_equal(emit_allowed_types(lower_json("{\"type\": [\"number\", \"integer\"]}")),
                     GEN_TYPE_NUMBER);
    assert_int_equal(emit_allowed_types(lower_json("{\"enum\": [\"a\", true]}")),
                     GEN_TYPE_STRING | GEN_TYPE_BOOLEAN);
    assert_int_equal(
        emit_allowed_types(lower_json("{\"allOf\": [{\"type\": [\"integer\", \"null\"]},"
                                      " {\"type\": [\"number\", \"string\"]}]}")),
        GEN_TYPE_INTEGER);
    assert_int_equal(emit_allowed_types(lower_json("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\":"
                                                   " {\"anyOf\": [{\"type\": \"boolean\"},"
                                                   " {\"const\": \"x\"}]}}}")),
                     GEN_TYPE_STRING | GEN_TYPE_BOOLEAN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_file_has_its_own_name),
        TEST(names_that_other_files_see_are_unique),
        TEST(what_groups_share_is_written_once),
        TEST(the_same_document_gives_the_same_text),
        TEST(what_nobody_reads_says_less),
        TEST(a_schema_alone_is_an_api),
        TEST(names_are_new),
        TEST(the_text_of_a_parameter_is_read_as_its_schema_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
