/* What the tests of the front half share: a compiler with one source, and its diagnostics as text. */
#ifndef TEST_GEN_FRONT_H
#define TEST_GEN_FRONT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gen/gen.h"

#define HEAD "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n"

static inline gen_node *load(gen *g, const char *path, const char *text)
{
    return gen_load(g, gen_add_source(g, path, us_text_of(text)));
}

/* The model of a document that starts with HEAD. Fails the test when there is none. */
static inline gen_api *read_api(gen *g, const char *body)
{
    us_text text = us_arena_print(&g->arena, HEAD "%s", body);
    gen_node *root = load(g, "spec/sample.yaml", text.bytes);
    assert_non_null(root);
    gen_resolve(g, root);
    gen_api *api = gen_openapi(g, root);
    assert_non_null(api);
    return api;
}

static inline const char *diagnostics(gen *g)
{
    us_buf out = us_buf_new(&g->arena, 256);
    gen_write_diagnostics(g, &out);
    return out.bytes;
}

static inline const char *json(gen *g, const gen_node *node)
{
    us_buf out = us_buf_new(&g->arena, 256);
    gen_write_json(&out, node);
    return out.bytes;
}

static inline void assert_text(us_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    if (text.length > 0)
        assert_memory_equal(text.bytes, expected, text.length);
}

static inline void assert_at(gen_at at, unsigned line, unsigned column)
{
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
}

#endif
