/* The files of shared schemas: that there are several of many, that they fit together, and that one schema more
 * leaves most of them as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "gen/emit.h"

enum { SCHEMAS = 2000 };

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

static void add_operation(us_buf *text, const char *word)
{
    us_buf_print(
        text,
        "\"/%s\":{\"post\":{\"tags\":[\"%s\"],\"operationId\":\"%s\",\"requestBody\":{\"content\":"
        "{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/S0\"}}}},"
        "\"responses\":{\"204\":{\"description\":\"\"}}}}",
        word, word, word);
}

/* A schema with what the file gets a function for, and a reference to the next one. */
static void add_schema(us_buf *text, const char *name, const char *next)
{
    us_buf_print(text, "%s\"%s\":{\"type\":\"object\",\"required\":[\"of_%s\"],\"properties\":{",
                 text->bytes[text->length - 1] == '{' ? "" : ",", name, name);
    us_buf_print(text, "\"of_%s\":{\"type\":\"object\",\"minProperties\":1},", name);
    us_buf_print(text, "\"next\":{\"$ref\":\"#/components/schemas/%s\"}}}", next);
}

/* A line of JSON: two groups share a chain of schemas; `more`: one stands in the middle that else is not there. */
static us_text write_document(bool more)
{
    us_buf text = us_buf_new(&g->arena, 1 << 20);

    us_buf_add_string(
        &text, "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"T\",\"version\":\"1\"},\"paths\":{");
    add_operation(&text, "one");
    us_buf_add_string(&text, ",");
    add_operation(&text, "two");
    us_buf_add_string(&text, "},\"components\":{\"schemas\":{");
    for (unsigned i = 0; i < SCHEMAS; i++) {
        char name[16], next[16];
        bool here = more && i == SCHEMAS / 2;

        snprintf(name, sizeof name, "S%u", i);
        snprintf(next, sizeof next, "S%u", (i + 1) % SCHEMAS);
        add_schema(&text, name, here ? "More" : next);
        if (here)
            add_schema(&text, "More", next);
    }
    us_buf_add_string(&text, "}}}");
    return us_buf_text(&text);
}

static const gen_file *compile(bool more)
{
    gen_options options = { 0 };
    gen_api *api = gen_compile(g, gen_add_source(g, "chain.json", write_document(more)), &options);

    assert_non_null(api);
    return gen_emit(g, &api, 1, false);
}

static const gen_file *find(const gen_file *file, us_text name)
{
    while (file && !us_text_equal(file->name, name))
        file = file->next;
    return file;
}

static bool is_of_schemas(const gen_file *file)
{
    return strncmp(file->name.bytes, "chain_schemas", strlen("chain_schemas")) == 0;
}

/* How many lines of all files begin so. */
static unsigned count_lines(const gen_file *file, const char *start)
{
    unsigned count = 0;

    for (; file; file = file->next) {
        const char *line = file->text.bytes;

        for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
            count += strncmp(line, start, strlen(start)) == 0;
    }
    return count;
}

static void there_are_several(void **state)
{
    unsigned files = 0;

    (void)state;
    for (const gen_file *f = compile(false); f; f = f->next) {
        files += is_of_schemas(f);
        assert_true(f->text.length < 400000);
    }
    assert_in_range(files, 3, 30);
}

/* What a file calls is there once, and seen from outside. */
static void calls_lead_to_the_other_files(void **state)
{
    const gen_file *files = compile(false);
    unsigned calls = 0;

    (void)state;
    for (const gen_file *f = files; f; f = f->next) {
        const char *line = f->text.bytes;

        for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
            char name[100], head[120];

            if (sscanf(line, "us_checker %99[a-z0-9_];", name) != 1)
                continue;
            snprintf(head, sizeof head, "void %s(", name);
            assert_int_equal(count_lines(files, head), 1);
            calls++;
        }
    }
    assert_true(calls >= 3);
}

static void one_more_leaves_most_as_they_were(void **state)
{
    const gen_file *before = compile(false), *after = compile(true);
    unsigned same = 0, other = 0;

    (void)state;
    for (const gen_file *f = after; f; f = f->next) {
        const gen_file *was = find(before, f->name);

        if (!is_of_schemas(f))
            continue;
        if (was && us_text_equal(was->text, f->text))
            same++;
        else
            other++;
    }
    assert_in_range(other, 1, 2);
    assert_true(same > other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(there_are_several, setup, teardown),
        cmocka_unit_test_setup_teardown(calls_lead_to_the_other_files, setup, teardown),
        cmocka_unit_test_setup_teardown(one_more_leaves_most_as_they_were, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
