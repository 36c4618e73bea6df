/* Runtime expressions: what is one, and what the contract has of them. */
#include "front.h"

#include "gen/expression.h"

/* The pieces as "source:text", with '|' between. */
static const char *pieces_of(gen *g, const gen_expression *piece)
{
    us_buf out = us_buf_new(&g->arena, 64);
    for (; piece; piece = piece->next) {
        us_buf_print(&out, "%u:", piece->source);
        us_buf_add(&out, piece->text);
        us_buf_add_string(&out, piece->next ? "|" : "");
    }
    return out.bytes;
}

static void a_text_is_cut_at_its_expressions(void **state)
{
    (void)state;
    gen *g = gen_new();
    const char *fault;
    gen_expression *piece =
        gen_read_template(g, US_TEXT("{ {$request.body#/url}/x?id={$request.path.id}"), &fault);
    assert_null(fault);
    assert_string_equal(pieces_of(g, piece), "0:{ |7:/url|0:/x?id=|4:id");
    assert_true(gen_has_expression(piece));
    piece = gen_read_template(g, US_TEXT("$url"), &fault);
    assert_string_equal(pieces_of(g, piece), "0:$url");
    assert_false(gen_has_expression(piece));
    assert_null(gen_read_template(g, US_TEXT(""), &fault));
    assert_null(fault);
    gen_free(g);
}

static void one_expression_needs_no_braces(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pieces;
    } cases[] = {
        { "$url", "1:" },
        { "$method", "2:" },
        { "$statusCode", "3:" },
        { "$request.path.user id", "4:user id" },
        { "$request.query.queryUrl", "5:queryUrl" },
        { "$request.header.accept", "6:accept" },
        { "$request.body", "7:" },
        { "$request.body#", "7:" },
        { "$request.body#/user/uuid", "7:/user/uuid" },
        { "$response.header.Server", "8:Server" },
        { "$response.body#/a~1b", "9:/a~1b" },
        { "$5.00", "0:$5.00" },
        { "a {$method}", "0:a |2:" },
    };
    gen *g = gen_new();
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault;
        gen_expression *piece = gen_read_expression(g, us_text_of(cases[i].text), &fault);
        assert_null(fault);
        assert_string_equal(pieces_of(g, piece), cases[i].pieces);
        if (piece->source && !piece->next && strcmp(cases[i].text, "$request.body#"))
            assert_string_equal(gen_show_expression(g, piece), cases[i].text);
    }
    gen_free(g);
}

static void what_is_no_expression_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fault;
    } cases[] = {
        { "{$request.path.id", "has a brace that is not closed" },
        { "{$request.path.}", "ends where a name has to follow" },
        { "{$response.header.a b}", "has a name that no header can have" },
        { "$request.body#id", "has a JSON pointer that does not start with '/'" },
        { "$request.bodyx", "is no runtime expression" },
    };
    gen *g = gen_new();
    const char *fault;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(gen_read_expression(g, us_text_of(cases[i].text), &fault));
        assert_string_equal(fault, cases[i].fault);
    }
    assert_null(gen_read_expression(g, US_TEXT("$request.cookie.a"), &fault));
    assert_non_null(strstr(fault, "they are $url"));
    gen_free(g);
}

static void the_contract_must_have_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fault; /* NULL: it has it */
    } cases[] = {
        { "$request.path.id", NULL },
        { "$request.path.di", "PUT /a/{id} has no path parameter \"di\"" },
        { "$request.query.to", NULL },
        { "$request.query.id", "PUT /a/{id} has no query parameter \"id\"" },
        { "$request.header.x-on", NULL },
        { "$request.header.Host", NULL },
        { "$request.header.X", "PUT /a/{id} has no header parameter \"X\"" },
        { "$request.body", NULL },
        { "$request.body#/tags/0", NULL },
        { "$request.body#/tags/0/x",
          "the request PUT /a/{id} does not have it: nothing is inside of "
          "a value that is no list and no object" },
        { "$request.body#/tags/x",
          "the request PUT /a/{id} does not have it: \"x\" is no index of a "
          "list" },
        { "$request.body#/nam",
          "the request PUT /a/{id} does not have it: its schema has no member "
          "\"nam\" (did you mean \"name\"?)" },
        { "$request.body#/any/thing", NULL },
        { "$response.header.etag", NULL },
        { "$response.header.E", "the answer declares no header \"E\"" },
        { "$response.body#/x", "the answer has no body" },
        { "$statusCode", NULL },
    };
    gen *g = gen_new();
    gen_api *api = read_api(
        g,
        "paths:\n  /a/{id}:\n    put:\n"
        "      parameters:\n"
        "        - { name: id, in: path, required: true, schema: { type: integer } }\n"
        "        - { name: to, in: query, schema: { type: string } }\n"
        "        - { name: X-On, in: header, schema: { type: string } }\n"
        "      requestBody: { content: { application/json: { schema: { allOf: [\n"
        "        { type: object, properties: { tags: { type: array, items: { type: string } } } },\n"
        "        { properties: { name: { type: string }, any: { type: object } } } ] } } } }\n"
        "      responses: { 200: { description: Fine, headers: { ETag: { schema: {} } } } }\n");
    const gen_operation *operation = api->operation;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault;
        gen_expression *piece = gen_read_expression(g, us_text_of(cases[i].text), &fault);
        assert_non_null(piece);
        fault = gen_expression_fault(g, piece, operation, operation->response);
        if (cases[i].fault)
            assert_string_equal(fault, cases[i].fault);
        else
            assert_null(fault);
    }
    gen_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_cut_at_its_expressions),
        cmocka_unit_test(one_expression_needs_no_braces),
        cmocka_unit_test(what_is_no_expression_is_said),
        cmocka_unit_test(the_contract_must_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
