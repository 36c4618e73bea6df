/* The manifest is complete: every keyword of a document is listed once, and nothing else is.
 *
 * What a document's keywords are is found a second time here, from the names of fields alone: a name says
 * whether what stands below it are fields, names of the author's own, or data. */
#include "front.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"

/* ---- A set of pointers --------------------------------------------------------------------------- */

enum { SLOTS = 1 << 16 };

typedef struct entry {
    us_text pointer;
    unsigned listed, expected;
} entry;

static gen *g;
static entry *table;

static entry *find(us_text pointer)
{
    unsigned at = us_hash(pointer.bytes, pointer.length) % SLOTS;

    while (table[at].pointer.bytes && !us_text_equal(table[at].pointer, pointer))
        at = (at + 1) % SLOTS;
    if (!table[at].pointer.bytes)
        table[at].pointer = us_arena_copy(&g->arena, pointer);
    return &table[at];
}

/* ---- What the manifest says ---------------------------------------------------------------------- */

static unsigned rows;

static void take_row(void *context, const gen_occurrence *row)
{
    us_text key = row->member->key, end = row->pointer;

    (void)context;
    rows++;
    find(row->pointer)->listed++;
    assert_true(row->object.length < row->pointer.length);
    assert_true(row->member->at.line > 0);
    if (us_text_find(key, '/') == key.length && us_text_find(key, '~') == key.length)
        assert_true(us_text_ends(end, key));
    if (row->fate == GEN_REFUSED || row->fate == GEN_ALLOWED)
        assert_true(row->reason.length > 0);
}

/* ---- What there is ------------------------------------------------------------------------------- */

/* FIELDS are an object's own, or those of each object in a list; NAMES lead to such objects; NAMED do,
 * too, but for the extensions beside them; below DATA there are no keywords. */
enum below { FIELDS, NAMES, NAMED, DATA };

static bool is_any(us_text key, const char *const *names)
{
    while (*names && !us_text_equal(key, us_text_of(*names)))
        names++;
    return *names != NULL;
}

static enum below below_word(us_text key)
{
    static const char *const maps[] = { "properties",   "patternProperties", "$defs", "definitions",
                                        "dependencies", "dependentSchemas",  NULL };
    static const char *const schemas[] = { "allOf",
                                           "anyOf",
                                           "oneOf",
                                           "not",
                                           "if",
                                           "then",
                                           "else",
                                           "prefixItems",
                                           "items",
                                           "additionalItems",
                                           "contains",
                                           "additionalProperties",
                                           "propertyNames",
                                           "unevaluatedItems",
                                           "unevaluatedProperties",
                                           "contentSchema",
                                           NULL };

    if (is_any(key, maps))
        return NAMES;
    return is_any(key, schemas) ? FIELDS : DATA;
}

static enum below below_field(us_text key, const gen_node *value)
{
    static const char *const data[] = { "example", "default", "value",   "dataValue",
                                        "enum",    "scopes",  "openapi", NULL };
    static const char *const maps[] = { "headers",
                                        "content",
                                        "encoding",
                                        "schemas",
                                        "examples",
                                        "requestBodies",
                                        "pathItems",
                                        "mediaTypes",
                                        "links",
                                        "securitySchemes",
                                        "variables",
                                        "webhooks",
                                        "definitions",
                                        "parameters",
                                        "responses",
                                        "callbacks",
                                        "additionalOperations",
                                        "securityDefinitions",
                                        NULL };

    if (is_any(key, data) || us_text_starts(key, US_TEXT("x-")))
        return DATA;
    if (us_text_equal(key, US_TEXT("paths")))
        return NAMED;
    return is_any(key, maps) && value->kind == GEN_OBJECT ? NAMES : FIELDS;
}

static bool leads_to_schemas(us_text key)
{
    static const char *const fields[] = { "schema", "itemSchema", "schemas", "definitions", NULL };

    return is_any(key, fields);
}

typedef struct place {
    us_text pointer;
    enum below below;
    bool schema, operation, callback;
} place;

static void expect(const gen_node *node, place at);

static us_text pointer_of(us_text object, us_text key)
{
    us_buf pointer = us_buf_new(&g->arena, object.length + key.length + 8);

    us_buf_add(&pointer, object);
    us_buf_add_byte(&pointer, '/');
    for (size_t i = 0; i < key.length; i++) {
        if (key.bytes[i] == '~' || key.bytes[i] == '/')
            us_buf_add_byte(&pointer, '~');
        us_buf_add_byte(&pointer, key.bytes[i] == '~'   ? '0'
                                  : key.bytes[i] == '/' ? '1'
                                                        : key.bytes[i]);
    }
    return us_buf_text(&pointer);
}

static void expect_field(const gen_member *member, place at)
{
    place child = { .pointer = pointer_of(at.pointer, member->key),
                    .schema = at.schema || leads_to_schemas(member->key) };

    find(child.pointer)->expected++;
    child.below = at.schema ? below_word(member->key) : below_field(member->key, member->value);
    /* an operation's responses and a callback's expressions may have extensions beside them */
    if (at.operation && us_text_equal(member->key, US_TEXT("responses")))
        child.below = NAMED;
    child.callback = us_text_equal(member->key, US_TEXT("callbacks"));
    expect(member->value, child);
}

static void expect_named(const gen_member *member, place at)
{
    place child = { .pointer = pointer_of(at.pointer, member->key), .schema = at.schema };

    if (at.below == NAMED && us_text_starts(member->key, US_TEXT("x-"))) {
        find(child.pointer)->expected++;
        return;
    }
    child.below = at.callback ? NAMED : FIELDS;
    expect(member->value, child);
}

static void expect(const gen_node *node, place at)
{
    static const char *const methods[] = { "get",  "put",   "post",  "delete", "options",
                                           "head", "patch", "trace", "query",  NULL };
    unsigned index = 0;

    if (at.below == DATA)
        return;
    for (const gen_node *item = node->item; item; item = item->next) {
        place child = at;

        child.pointer =
            us_arena_print(&g->arena, "%.*s/%u", (int)at.pointer.length, at.pointer.bytes, index++);
        expect(item, child);
    }
    at.operation = false;
    for (size_t i = at.pointer.length; i > 0 && !at.schema; i--) {
        if (at.pointer.bytes[i - 1] != '/')
            continue;
        at.operation = is_any(us_text_slice(at.pointer, i, at.pointer.length), methods);
        break;
    }
    for (const gen_member *member = node->member; member; member = member->next) {
        if (at.below == FIELDS)
            expect_field(member, at);
        else
            expect_named(member, at);
    }
}

/* ---- Documents ----------------------------------------------------------------------------------- */

static void compile(const char *path, us_text text)
{
    gen_options options = { .manifest = take_row };
    unsigned file;

    g = gen_new();
    g->manifest = true;
    table = US_NEW_ARRAY(&g->arena, entry, SLOTS);
    rows = 0;
    file = gen_add_source(g, path, text);
    (void)gen_compile(g, file, &options);
}

/* Every entry was listed as often as it should be: once, or not at all. */
static void compare(const char *path, const gen_node *root)
{
    expect(root, (place){ .below = FIELDS });
    for (unsigned i = 0; i < SLOTS; i++) {
        if (table[i].listed == table[i].expected && table[i].listed <= 1)
            continue;
        print_error("%s: %.*s is listed %u times, but stands there %u times\n", path,
                    (int)table[i].pointer.length, table[i].pointer.bytes, table[i].listed,
                    table[i].expected);
        fail();
    }
}

static us_text read_file(us_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    us_buf text = us_buf_new(arena, 4096);
    char bytes[4096];
    size_t length;

    assert_non_null(file);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        us_buf_add(&text, (us_text){ bytes, length });
    fclose(file);
    return us_buf_text(&text);
}

/* Below the root of the repository. */
static unsigned check_files(const char *pattern)
{
    us_arena arena = { 0 };
    us_text here = us_text_of(__FILE__);
    us_text root = us_text_slice(here, 0, here.length - strlen("tests/unit/gen/manifest_test.c"));
    const char *path =
        us_arena_print(&arena, "%.*s%s", (int)root.length, root.bytes, pattern).bytes;
    unsigned listed = 0;
    glob_t found;

    assert_int_equal(glob(path, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        compile(found.gl_pathv[i], read_file(&arena, found.gl_pathv[i]));
        assert_true(rows > 0 || g->errors > 0);
        if (rows > 0)
            compare(found.gl_pathv[i], gen_load(g, 0));
        listed += rows > 0;
        gen_free(g);
    }
    globfree(&found);
    us_arena_free(&arena);
    return listed;
}

static void test_specs(void **state)
{
    (void)state;
    assert_true(check_files("spec/*.yaml") >= 4);
}

static void test_golden_documents(void **state)
{
    (void)state;
    assert_true(check_files("tests/golden/c/*.yaml") >= 30);
}

static void test_documents_of_the_command(void **state)
{
    (void)state;
    assert_true(check_files("tests/cli/data/*.yaml") >= 2);
}

/* ---- All that OpenAPI has ------------------------------------------------------------------------ */

static void check_text(const char *text)
{
    compile("all.yaml", us_text_of(text));
    assert_true(rows > 0);
    compare("all.yaml", gen_load(g, 0));
}

static void test_every_object(void **state)
{
    (void)state;
    check_text(
        "openapi: 3.1.0\n"
        "info: { title: T, version: '1', license: { name: L }, contact: { email: a@b.c } }\n"
        "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base\n"
        "x-root: { deep: { type: string } }\n"
        "servers: [{ url: '/{v}', variables: { v: { default: v1, enum: [v1] } } }]\n"
        "tags: [{ name: t, externalDocs: { url: u } }]\n"
        "security: [{ key: [] }, { gone: [] }]\n"
        "webhooks: { w: { post: { responses: { '200': { description: D } } } } }\n"
        "paths:\n"
        "  x-path: 1\n"
        "  '/a/{b}':\n"
        "    summary: S\n"
        "    servers: [{ url: / }]\n"
        "    parameters:\n"
        "      - { name: b, in: path, required: true, schema: { type: string } }\n"
        "      - { name: j, in: query, content: { application/json: { schema: { type: array } } } }\n"
        "    post:\n"
        "      callbacks: { c: { x-note: 1, '{$url}': { get: { responses: {} } } } }\n"
        "      requestBody:\n"
        "        content:\n"
        "          multipart/form-data:\n"
        "            encoding: { f: { style: form, contentType: a/b,\n"
        "                             headers: { X-H: { schema: { type: string } } } } }\n"
        "            schema: { properties: { f: { type: string, default: { type: x } } } }\n"
        "      responses:\n"
        "        x-responses: 1\n"
        "        '200':\n"
        "          description: D\n"
        "          headers: { X-R: { $ref: '#/components/headers/R' } }\n"
        "          links: { l: { operationId: o, parameters: { p: 1 } } }\n"
        "          content:\n"
        "            application/json:\n"
        "              examples: { e: { value: { schema: 1 } } }\n"
        "              schema: { $ref: '#/components/schemas/S' }\n"
        "        nonsense: { description: D }\n"
        "components:\n"
        "  headers: { R: { required: true, schema: { type: integer, minimum: 0 } } }\n"
        "  examples: { e: { summary: S, value: 1 } }\n"
        "  securitySchemes: { key: { type: http, scheme: bearer },\n"
        "                     o: { type: oauth2, flows: { implicit: { scopes: { a: b } } } } }\n"
        "  schemas:\n"
        "    S:\n"
        "      $comment: C\n"
        "      properties: { properties: { minLength: 1 }, x-p: { examples: [{ type: 1 }] } }\n"
        "      $defs: { D: { not: { const: { type: 1 } } } }\n"
        "      if: { required: [a] }\n"
        "      then: { dependentSchemas: { a: true, b: { maxProperties: 1 } } }\n"
        "      oneOf: [{ items: { xml: { name: n } } }, false, { prefixItems: [{ enum: [{}] }] }]\n"
        "      externalDocs: { url: u }\n"
        "      discriminator: { propertyName: p, mapping: { a: b } }\n"
        "      unknown: { type: string }\n"
        "      nullable: true\n"
        "    U: { contains: { format: nick }, minContains: 2, unevaluatedItems: { type: null } }\n");
    gen_free(g);
}

/* 2.0 has words of schemas in parameters and headers, and more of them in `items`. */
static void test_swagger(void **state)
{
    (void)state;
    check_text(
        "swagger: '2.0'\n"
        "info: { title: T, version: '1' }\n"
        "host: example.org\n"
        "schemes: [https]\n"
        "consumes: [application/json, application/x-www-form-urlencoded]\n"
        "produces: [application/json]\n"
        "securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }\n"
        "parameters: { U: { name: u, in: query, type: string, maxLength: 3 } }\n"
        "responses: { R: { description: D, schema: { type: object, x-nullable: true } } }\n"
        "definitions: { S: { required: [a], properties: { a: { format: nick } } } }\n"
        "paths:\n"
        "  '/a/{b}':\n"
        "    parameters: [{ name: b, in: path, required: true, type: integer, minimum: 1 }]\n"
        "    get:\n"
        "      parameters: [{ name: l, in: query, type: array, collectionFormat: csv,\n"
        "                     items: { type: array, items: { type: string, enum: [x] } } }]\n"
        "      responses:\n"
        "        '200':\n"
        "          description: D\n"
        "          schema: { $ref: '#/definitions/S' }\n"
        "          headers: { X-N: { type: integer, maximum: 9 } }\n"
        "        '404': { $ref: '#/responses/R' }\n"
        "    put:\n"
        "      consumes: [application/json]\n"
        "      security: [{ key: [] }]\n"
        "      parameters: [{ name: body, in: body, schema: { $ref: '#/definitions/S' } }]\n"
        "      responses: { '204': { description: D } }\n"
        "    post:\n"
        "      parameters: [{ name: f, in: formData, type: file },\n"
        "                   { name: g, in: formData, type: number, multipleOf: 2 }]\n"
        "      responses: { '204': { description: D } }\n");
    gen_free(g);
}

static void test_ignored_and_left_out(void **state)
{
    (void)state;
    check_text(
        "openapi: 3.0.3\n"
        "info: { title: T, version: '1' }\n"
        "paths:\n"
        "  '/a/{b}':\n"
        "    get: { responses: { '200': { description: D } } }\n"
        "  '/a/{c}':\n"
        "    get:\n"
        "      parameters: [{ name: d, in: path, required: true, schema: { type: string } },\n"
        "                   { $ref: '#/components/parameters/P', description: D }]\n"
        "      responses: { '200': { description: D, content: { nonsense: { schema: {\n"
        "        $ref: '#/components/schemas/S', type: string, nullable: true } } } } }\n"
        "components:\n"
        "  parameters: { P: { name: p, in: query, schema: &s { type: string } } }\n"
        "  schemas:\n"
        "    S: { type: object, requried: [a], exclusiveMaximum: true, pattern: '(' }\n");
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_specs),
        cmocka_unit_test(test_golden_documents),
        cmocka_unit_test(test_documents_of_the_command),
        cmocka_unit_test(test_every_object),
        cmocka_unit_test(test_swagger),
        cmocka_unit_test(test_ignored_and_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
