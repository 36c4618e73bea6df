/* The model as the later passes find it; the whole of it in text is in tests/golden/front/everything.api. */
#include "front.h"

#define FINE "responses: { 200: { description: Fine } }"

static void an_operation_without_tag_is_grouped_by_its_path(void **state)
{
    (void)state;
    static const struct {
        const char *path, *group, *id;
    } cases[] = {
        { "/agents/{id}", "agents", "get_agents_id" },
        { "/{tenant}/v{n}/voices", "voices", "get_tenant_vn_voices" },
        { "/{id}", "root", "get_id" },
        { "/", "root", "get" },
        { "//x/", "x", "get__x" },
        { "/agent-sessions/{session_id}", "agent-sessions", "get_agent-sessions_session_id" },
    };
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        gen *g = gen_new();
        us_text body =
            us_arena_print(&g->arena, "paths: { '%s': { get: { " FINE " } } }\n", cases[i].path);
        gen_api *api = read_api(g, body.bytes);
        assert_text(api->operation->group, cases[i].group);
        assert_text(api->operation->id, cases[i].id);
        assert_text(api->operation->method, "GET");
        gen_free(g);
    }
}

static void made_names_give_way(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_api *api = read_api(g, "paths:\n"
                               "  /a/b: { get: { " FINE " } }\n"
                               "  /a/{b}: { get: { " FINE " } }\n"
                               "  /{a}/b: { get: { operationId: get_a_b_2, " FINE " } }\n"
                               "  /{a}/{b}: { get: { " FINE " } }\n");
    static const char *const id[] = { "get_a_b", "get_a_b_3", "get_a_b_2", "get_a_b_4" };
    unsigned i = 0;
    for (gen_operation *op = api->operation; op; op = op->next)
        assert_text(op->id, id[i++]);
    assert_int_equal(i, 4);
    gen_free(g);
}

static void security_is_inherited_overridden_and_waived(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_api *api =
        read_api(g, "security: [{ a: [], b: [] }]\n"
                    "paths:\n  /a:\n"
                    "    get: { " FINE " }\n"
                    "    put: { security: [], " FINE " }\n"
                    "    post: { security: [{ b: [] }, {}], " FINE " }\n"
                    "components: { securitySchemes: { a: { type: http, scheme: BASIC },\n"
                    "  b: { type: apiKey, in: query, name: key } } }\n");
    gen_operation *get = api->operation, *put = get->next, *post = put->next;
    assert_int_equal(get->requirement->schemes, 2);
    assert_int_equal(get->requirement->scheme[0]->kind, GEN_HTTP_BASIC);
    assert_ptr_equal(get->requirement->scheme[1], api->scheme->next);
    assert_text(api->scheme->next->parameter, "key");
    assert_null(put->requirement);
    assert_ptr_equal(post->requirement->scheme[0], api->scheme->next);
    assert_int_equal(post->requirement->next->schemes, 0);
    gen_free(g);
}

static void parameters_have_the_defaults_of_their_place(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_api *api = read_api(g, "paths:\n  /a/{p}:\n    get:\n      parameters:\n"
                               "      - { name: p, in: path, required: true, schema: {} }\n"
                               "      - { name: q, in: query, schema: {} }\n"
                               "      - { name: h, in: header, explode: true, schema: {} }\n"
                               "      - { name: c, in: cookie, explode: false, schema: {} }\n"
                               "      - { name: Accept, in: header, schema: {} }\n"
                               "      " FINE "\n");
    static const struct {
        enum gen_in in;
        enum gen_style style;
        bool explode, required;
    } expected[] = {
        { GEN_IN_PATH, GEN_STYLE_SIMPLE, false, true },
        { GEN_IN_QUERY, GEN_STYLE_FORM, true, false },
        { GEN_IN_HEADER, GEN_STYLE_SIMPLE, true, false },
        { GEN_IN_COOKIE, GEN_STYLE_FORM, false, false },
    };
    unsigned i = 0;
    for (gen_parameter *p = api->operation->parameter; p; p = p->next, i++) {
        assert_int_equal(p->in, expected[i].in);
        assert_int_equal(p->style, expected[i].style);
        assert_int_equal(p->explode, expected[i].explode);
        assert_int_equal(p->required, expected[i].required);
    }
    assert_int_equal(i, 4); /* Accept is ignored, with a warning */
    assert_int_equal(g->warnings, 1);
    gen_free(g);
}

static void servers_give_base_paths(void **state)
{
    (void)state;
    static const struct {
        const char *url, *path;
    } cases[] = {
        { "https://example.org", NULL },
        { "https://example.org/", NULL },
        { "https://example.org/v1", "/v1" },
        { "//example.org/v1/", "/v1" },
        { "/api/v1", "/api/v1" },
        { "api/v1", "/api/v1" },
        { "./v1", "/v1" },
        { ".", NULL },
        { "/", NULL },
        { "", NULL },
        { "http://[::1]:8080/v1//", "/v1" },
    };
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        gen *g = gen_new();
        us_text body =
            us_arena_print(&g->arena, "servers: [{ url: '%s' }]\npaths: {}\n", cases[i].url);
        gen_api *api = read_api(g, body.bytes);
        assert_int_equal(api->servers.base != NULL, cases[i].path != NULL);
        if (api->servers.base)
            assert_text(api->servers.base->path, cases[i].path);
        gen_free(g);
    }
}

static void a_document_is_named_by_its_file(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_api *api = read_api(g, "paths: {}\n");
    assert_text(api->name, "sample");
    assert_text(api->title, "T");
    assert_int_equal(api->file, 0);
    gen_free(g);
}

static void an_example_knows_its_value_and_place(void **state)
{
    (void)state;
    gen *g = gen_new();
    gen_api *api = read_api(
        g, "paths:\n  /a:\n    get:\n      responses:\n        200:\n"
           "          description: Fine\n          content:\n"
           "            application/vnd.a+JSON; v=1:\n"
           "              schema: { $ref: '#/components/schemas/A' }\n"
           "            text/plain: { example: a b }\n"
           "components: { schemas: { A: { $ref: '#/components/schemas/B', default: [1.0] },\n"
           "  B: { example: no } } }\n");
    gen_media *first = api->operation->response->media;
    assert_text(first->example->bytes, "[1.0]");
    assert_int_equal(first->example->node->kind, GEN_ARRAY);
    assert_text(first->example->source, "sample.yaml:13:72");
    assert_text(first->example->name, "");
    assert_null(first->example->next);
    assert_text(first->next->example->bytes, "a b");
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_operation_without_tag_is_grouped_by_its_path),
        cmocka_unit_test(made_names_give_way),
        cmocka_unit_test(security_is_inherited_overridden_and_waived),
        cmocka_unit_test(parameters_have_the_defaults_of_their_place),
        cmocka_unit_test(servers_give_base_paths),
        cmocka_unit_test(a_document_is_named_by_its_file),
        cmocka_unit_test(an_example_knows_its_value_and_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
